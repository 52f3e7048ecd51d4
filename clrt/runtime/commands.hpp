// Commands as a queue gets them and a graph keeps them, and what is kept alive while they run.
#pragma once

#include <array>
#include <cstddef>
#include <deque>
#include <span>
#include <variant>
#include <vector>

#include "clrt/backend.h"
#include "clrt/clrt.h"
#include "clrt/runtime/ref.hpp"

namespace clrt::runtime {

// Owned copies of everything a launch refers to.
struct LaunchCommand {
  Ref<clrt_kernel_s> kernel;
  backend::NDRange range;
  std::vector<backend::Arg> args;              // `value` points into `values`
  std::vector<std::vector<std::byte>> values;  // by argument; empty for others
  std::vector<Ref<clrt_buffer_s>> buffers;     // by argument; null for others
  std::vector<Ref<clrt_image_s>> images;       // likewise
  bool empty = false;                          // a global size of 0: nothing to do
};
struct WriteCommand {
  Ref<clrt_buffer_s> buffer;
  std::size_t offset, bytes;
  const void* from;
};
struct ReadCommand {
  Ref<clrt_buffer_s> buffer;
  std::size_t offset, bytes;
  void* to;
};
struct CopyCommand {
  Ref<clrt_buffer_s> from, to;
  std::size_t from_offset, to_offset, bytes;
};
struct FillCommand {
  Ref<clrt_buffer_s> buffer;
  std::size_t offset, bytes;
  std::vector<std::byte> pattern;
};

struct Command {
  std::variant<LaunchCommand, WriteCommand, ReadCommand, CopyCommand, FillCommand> what;
  std::vector<std::size_t> waits;  // earlier nodes of the same graph
};

// What a command uses.
struct Used {
  std::vector<Ref<clrt_buffer_s>> buffers;
  Ref<clrt_kernel_s> kernel;
  std::vector<Ref<clrt_image_s>> images = {};
};

// What commands use that have been put in and may still run.
class InFlight {
 public:
  // Keeps what `used()` returns until the event is complete; does not call it when the event is complete already.
  template <class MakeUsed>
  void add(const backend::EventPtr& event, MakeUsed&& used) {
    drop_completed();
    if (event != nullptr && !event->done()) entries_.push_back({event, used()});
  }
  void clear() { entries_.clear(); }  // after finish

 private:
  struct Entry {
    backend::EventPtr event;
    Used used;
  };
  void drop_completed() {
    while (!entries_.empty() && entries_.front().event->done()) entries_.pop_front();
  }
  std::deque<Entry> entries_;
};

}  // namespace clrt::runtime
