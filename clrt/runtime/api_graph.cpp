// C API: recording commands and replaying them.
#include <memory>
#include <mutex>
#include <vector>

#include "clrt/clrt.h"
#include "clrt/runtime/guard.hpp"
#include "clrt/runtime/log.hpp"
#include "clrt/runtime/objects.hpp"
#include "clrt/runtime/record.hpp"
#include "clrt/runtime/submit.hpp"
#include "clrt/runtime/validate.hpp"

using namespace clrt::runtime;
using clrt::Error;
using clrt::Status;
namespace backend = clrt::backend;

namespace {

using Events = std::vector<backend::EventPtr>;

LaunchCommand& launch_node(clrt_graph_s& graph, std::size_t node) {
  if (node >= graph.nodes.size()) {
    throw Error(Status::kInvalidArgument,
                "the graph has " + std::to_string(graph.nodes.size()) + " nodes, none with index " + std::to_string(node));
  }
  auto* launch = std::get_if<LaunchCommand>(&graph.nodes[node].what);
  if (launch == nullptr || !launch->kernel)
    throw Error(Status::kInvalidArgument, "node " + std::to_string(node) + " of the graph is no launch");
  return *launch;
}

// An in-order queue keeps the order by itself: only the first command has to wait.
Events replay_in_order(clrt_queue_s& queue, const clrt_graph_s& graph, const Events& waits) {
  Events last = waits;
  bool first = true;
  for (const Command& node : graph.nodes) {
    backend::EventPtr event = submit(queue, node, first ? std::span(waits) : std::span<const backend::EventPtr>());
    if (event == nullptr) continue;
    first = false;
    last.assign(1, std::move(event));
  }
  return last;
}

// An out-of-order queue gets every dependency of the recording; of one made by an in-order queue, that each node follows the last.
Events replay_out_of_order(clrt_queue_s& queue, const clrt_graph_s& graph, const Events& waits) {
  std::vector<Events> completion;  // by node: what has to be complete for the node to be
  for (const Command& node : graph.nodes) {
    Events before;
    if (graph.in_order) {
      if (!completion.empty()) before = completion.back();
    } else {
      for (const std::size_t w : node.waits) before.insert(before.end(), completion[w].begin(), completion[w].end());
    }
    if (before.empty()) before = waits;
    backend::EventPtr event = submit(queue, node, before);
    completion.push_back(event ? Events{std::move(event)} : std::move(before));
  }
  if (completion.empty()) return waits;
  if (graph.in_order) return completion.back();
  Events all;
  for (const Events& events : completion) all.insert(all.end(), events.begin(), events.end());
  return all;
}

}  // namespace

clrt_status clrt_capture_begin(clrt_queue queue) {
  return guard([&] {
    require(queue, "queue");
    const std::lock_guard lock(queue->mutex);
    if (queue->recording) throw Error(Status::kInvalidArgument, "the queue is recording already");
    auto made = std::make_unique<clrt_graph_s>();
    made->device = queue->device;
    made->in_order = !queue->out_of_order;
    queue->recording = Ref(made.get());
    release(made.release());
  });
}

clrt_status clrt_capture_end(clrt_queue queue, clrt_graph* graph) {
  return guard([&] {
    require(queue, "queue");
    require(graph, "graph");
    const std::lock_guard lock(queue->mutex);
    if (!queue->recording) throw Error(Status::kInvalidArgument, "the queue is not recording");
    *graph = retain(queue->recording.get());
    queue->recording = {};
  });
}

size_t clrt_graph_node_count(clrt_graph graph) {
  if (graph == nullptr) return 0;
  const std::lock_guard lock(graph->mutex);
  return graph->nodes.size();
}

clrt_status clrt_graph_set_arg(clrt_graph graph, size_t node, size_t arg_index, const clrt_arg* arg) {
  return guard([&] {
    require(graph, "graph");
    require(arg, "arg");
    const std::lock_guard lock(graph->mutex);
    LaunchCommand& launch = launch_node(*graph, node);
    const backend::KernelInfo& info = launch.kernel->info();
    if (arg_index >= info.args.size()) {
      throw Error(Status::kInvalidArgument, info.name + " has " + std::to_string(info.args.size()) +
                                                " arguments, none with index " + std::to_string(arg_index));
    }
    const backend::Arg bound = bind_argument(*graph->device, info, arg_index, *arg);
    std::vector<backend::Arg> all = launch.args;
    all[arg_index] = bound;
    check_local_memory(*graph->device, info, all);
    set_argument(launch, arg_index, bound, *arg);
  });
}

clrt_status clrt_graph_set_range(clrt_graph graph, size_t node, const clrt_ndrange* range) {
  return guard([&] {
    require(graph, "graph");
    require(range, "range");
    const std::lock_guard lock(graph->mutex);
    LaunchCommand& launch = launch_node(*graph, node);
    const CheckedRange checked = check_range(*graph->device, launch.kernel->info(), *range);
    launch.range = checked.range;
    launch.empty = checked.empty;
  });
}

clrt_status clrt_graph_launch(clrt_queue queue, clrt_graph graph, const clrt_event* waits, size_t wait_count, clrt_event* event) {
  return guard([&] {
    require(queue, "queue");
    require(graph, "graph");
    if (graph->device->context() != queue->device->context()) {
      throw Error(Status::kInvalidArgument, "the graph was recorded on device '" + graph->device->info().name +
                                                "', the queue is on '" + queue->device->info().name + "'");
    }
    const WaitList list = wait_list(*queue, nullptr, waits, wait_count);
    Events done;
    {
      const std::lock_guard graph_lock(graph->mutex);
      const std::lock_guard lock(queue->mutex);
      if (queue->recording) throw Error(Status::kInvalidArgument, "a graph cannot be recorded into another");
      if (log_level() >= LogLevel::kLaunch)
        log(LogLevel::kLaunch, "graph of " + std::to_string(graph->nodes.size()) + " commands on " + queue->device->info().name);
      done =
          queue->out_of_order ? replay_out_of_order(*queue, *graph, list.events) : replay_in_order(*queue, *graph, list.events);
      queue->queue->flush();
    }
    give_event(*queue, std::move(done), event);
  });
}

clrt_graph clrt_graph_retain(clrt_graph graph) { return retain(graph); }
void clrt_graph_release(clrt_graph graph) { release(graph); }
