// Commands on their way to the backend.
#include "clrt/runtime/submit.hpp"

#include <memory>
#include <string>

#include "clrt/error.h"
#include "clrt/runtime/guard.hpp"

namespace clrt::runtime {

WaitList wait_list(const clrt_queue_s& queue, const clrt_graph_s* graph, const clrt_event* waits, std::size_t count) {
  WaitList list;
  if (count == 0) return list;
  require(waits, "the wait list");
  for (std::size_t i = 0; i < count; ++i) {
    const std::string name = "event " + std::to_string(i) + " of the wait list";
    const clrt_event event = waits[i];
    if (event == nullptr) throw Error(Status::kInvalidArgument, name + " is null");
    if (event->graph.get() != graph) {
      throw Error(Status::kInvalidArgument,
                  event->graph ? name + " belongs to a recording; only later commands of that recording can wait for it"
                               : name + " was not recorded; a recording can only wait for its own commands");
    }
    if (graph != nullptr)
      list.nodes.push_back(event->node);
    else
      list.events.insert(list.events.end(), event->parts.begin(), event->parts.end());
  }
  if (graph != nullptr) return list;
  // A backend knows its own device's events only.
  for (std::size_t i = 0; i < count; ++i) {
    const clrt_event event = waits[i];
    if (event->parts.empty() || event->queue->device->context() == queue.device->context()) continue;
    for (const backend::EventPtr& part : event->parts) {
      part->wait();
      std::erase(list.events, part);
    }
  }
  return list;
}

void give_event(clrt_queue_s& queue, std::vector<backend::EventPtr> parts, clrt_event* event) {
  if (event == nullptr) return;
  auto made = std::make_unique<clrt_event_s>();
  made->queue = Ref(&queue);
  std::erase(parts, nullptr);
  made->parts = std::move(parts);
  *event = made.release();
}

void give_node_event(clrt_queue_s& queue, const clrt_graph_s& graph, std::size_t node, clrt_event* event) {
  if (event == nullptr) return;
  auto made = std::make_unique<clrt_event_s>();
  made->queue = Ref(&queue);
  made->graph = Ref(const_cast<clrt_graph_s*>(&graph));
  made->node = node;
  *event = made.release();
}

namespace {

struct Submitter {
  clrt_queue_s& queue;
  std::span<const backend::EventPtr> waits;

  backend::EventPtr operator()(const LaunchCommand& c) const {
    if (c.empty) return nullptr;
    backend::EventPtr event = queue.queue->launch(*c.kernel->kernel, c.range, c.args, waits);
    queue.in_flight.add(event, [&] { return Used{c.buffers, c.kernel, c.images}; });
    return event;
  }
  backend::EventPtr operator()(const WriteCommand& c) const {
    return keep(queue.queue->write(*c.buffer->buffer, c.offset, c.from, c.bytes, false, waits), c.buffer);
  }
  backend::EventPtr operator()(const ReadCommand& c) const {
    return keep(queue.queue->read(*c.buffer->buffer, c.offset, c.to, c.bytes, false, waits), c.buffer);
  }
  backend::EventPtr operator()(const CopyCommand& c) const {
    backend::EventPtr event = queue.queue->copy(*c.from->buffer, c.from_offset, *c.to->buffer, c.to_offset, c.bytes, waits);
    queue.in_flight.add(event, [&] { return Used{{c.from, c.to}, {}}; });
    return event;
  }
  backend::EventPtr operator()(const FillCommand& c) const {
    return keep(queue.queue->fill(*c.buffer->buffer, c.offset, c.bytes, c.pattern.data(), c.pattern.size(), waits), c.buffer);
  }
  backend::EventPtr keep(backend::EventPtr event, const Ref<clrt_buffer_s>& buffer) const {
    queue.in_flight.add(event, [&] { return Used{{buffer}, {}}; });
    return event;
  }
};

}  // namespace

backend::EventPtr submit(clrt_queue_s& queue, const Command& command, std::span<const backend::EventPtr> waits) {
  backend::EventPtr event = std::visit(Submitter{queue, waits}, command.what);
  if (event != nullptr) queue.last = event;
  return event;
}

}  // namespace clrt::runtime
