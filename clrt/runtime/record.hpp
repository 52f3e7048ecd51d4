// Launches and transfers as owned commands, and the common path of transfers.
#pragma once

#include <span>
#include <utility>
#include <vector>

#include "clrt/error.h"
#include "clrt/runtime/submit.hpp"
#include "clrt/runtime/validate.hpp"

namespace clrt::runtime {

// Copies values; `bound` are the checked forms of `args`.
LaunchCommand make_launch(clrt_kernel_s& kernel, const CheckedRange& range, std::span<const backend::Arg> bound,
                          std::span<const clrt_arg> args);

// Replaces one argument of a launch by a checked one.
void set_argument(LaunchCommand& launch, std::size_t index, const backend::Arg& bound, const clrt_arg& arg);

std::vector<Ref<clrt_buffer_s>> buffers_of(std::span<const clrt_arg> args);
std::vector<Ref<clrt_image_s>> images_of(std::span<const clrt_arg> args);
// The image that an argument of kind CLRT_ARG_IMAGE carries.
clrt_image image_of(const clrt_arg& arg);

// For transfers that have no blocking form.
inline constexpr auto no_blocking = [](std::span<const backend::EventPtr>) -> backend::EventPtr { return nullptr; };

// A transfer of `nothing` is an empty command. A blocking one runs at once by `run`, and cannot be recorded; else `make` gives
// the command.
template <class Run, class Make>
void transfer(clrt_queue_s& queue, bool blocking, const char* what, const clrt_event* waits, std::size_t wait_count,
              clrt_event* event, bool nothing, Run&& run, Make&& make) {
  Ref<clrt_graph_s> graph;
  {
    const std::lock_guard lock(queue.mutex);
    graph = queue.recording;
  }
  if (nothing) {
    record_or_submit(queue, graph, waits, wait_count, event, [] {
      LaunchCommand empty;
      empty.empty = true;
      return Command{std::move(empty), {}};
    });
    return;
  }
  if (!blocking) {
    record_or_submit(queue, graph, waits, wait_count, event, [&] { return Command{make(), {}}; });
    return;
  }
  if (graph) throw Error(Status::kInvalidArgument, std::string(what) + " cannot be recorded; end the recording first");
  const WaitList list = wait_list(queue, nullptr, waits, wait_count);
  backend::EventPtr done;
  {
    const std::lock_guard lock(queue.mutex);
    done = run(list.events);
    if (done != nullptr) queue.last = done;
  }
  give_event(queue, {std::move(done)}, event);
}

}  // namespace clrt::runtime
