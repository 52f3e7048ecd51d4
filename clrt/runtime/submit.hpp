// Putting commands into a queue: wait lists, recording, keeping alive what a command uses.
#pragma once

#include <cstddef>
#include <mutex>
#include <span>
#include <vector>

#include "clrt/backend.h"
#include "clrt/clrt.h"
#include "clrt/runtime/commands.hpp"
#include "clrt/runtime/objects.hpp"

namespace clrt::runtime {

// Events of the same device as the backend takes them; those of other devices have been waited for. Throws for null events and
// for nodes of a recording, or, with `graph`, for everything else than its nodes.
struct WaitList {
  std::vector<backend::EventPtr> events;
  std::vector<std::size_t> nodes;  // of the recording
};
WaitList wait_list(const clrt_queue_s& queue, const clrt_graph_s* graph, const clrt_event* waits, std::size_t count);

// A handle for what was put in; null `event` is allowed.
void give_event(clrt_queue_s& queue, std::vector<backend::EventPtr> parts, clrt_event* event);
// An event of a graph node.
void give_node_event(clrt_queue_s& queue, const clrt_graph_s& graph, std::size_t node, clrt_event* event);

// Puts one command in; the queue is locked by the caller.
backend::EventPtr submit(clrt_queue_s& queue, const Command& command, std::span<const backend::EventPtr> waits);

// Records the command in `graph`, or puts it in when that is null. `make` builds the Command. A command that has nothing to do is
// complete when what it waits for and the queue's newest command are.
template <class Make>
void record_or_submit(clrt_queue_s& queue, const Ref<clrt_graph_s>& graph, const clrt_event* waits, std::size_t wait_count,
                      clrt_event* event, Make&& make) {
  WaitList list = wait_list(queue, graph.get(), waits, wait_count);
  Command command = make();
  if (graph) {
    command.waits = std::move(list.nodes);
    std::size_t node = 0;
    {
      const std::lock_guard lock(graph->mutex);
      node = graph->nodes.size();
      graph->nodes.push_back(std::move(command));
    }
    give_node_event(queue, *graph, node, event);
    return;
  }
  backend::EventPtr done;
  {
    const std::lock_guard lock(queue.mutex);
    done = submit(queue, command, list.events);
    if (done == nullptr) list.events.push_back(queue.last);
  }
  give_event(queue, done ? std::vector{std::move(done)} : std::move(list.events), event);
}

}  // namespace clrt::runtime
