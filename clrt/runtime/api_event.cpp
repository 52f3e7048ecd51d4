// C API: events.
#include <algorithm>

#include "clrt/clrt.h"
#include "clrt/runtime/guard.hpp"
#include "clrt/runtime/objects.hpp"

using namespace clrt::runtime;
using clrt::Error;
using clrt::Status;

namespace {

void require_event(clrt_event event) {
  require(event, "event");
  if (event->graph)
    throw Error(Status::kInvalidArgument, "the event belongs to a recording, which does not run; use the event of the replay");
}

}  // namespace

clrt_status clrt_event_wait(clrt_event event) {
  return guard([&] {
    require_event(event);
    for (const auto& part : event->parts) part->wait();
  });
}

clrt_status clrt_event_done(clrt_event event, int* done) {
  return guard([&] {
    require_event(event);
    require(done, "done");
    *done = std::all_of(event->parts.begin(), event->parts.end(), [](const auto& part) { return part->done(); }) ? 1 : 0;
  });
}

clrt_status clrt_event_get_times(clrt_event event, clrt_times* times) {
  return guard([&] {
    require_event(event);
    require(times, "times");
    clrt_times all{};
    bool first = true;
    for (const auto& part : event->parts) {
      const clrt::backend::Times t = part->times();
      all.queued = first ? t.queued : std::min(all.queued, t.queued);
      all.start = first ? t.start : std::min(all.start, t.start);
      all.end = std::max(all.end, t.end);
      first = false;
    }
    *times = all;
  });
}

clrt_event clrt_event_retain(clrt_event event) { return retain(event); }
void clrt_event_release(clrt_event event) { release(event); }
