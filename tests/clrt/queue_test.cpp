// Queues, events, wait lists, mapping and graphs.
#include <vector>

#include "fixture.hpp"

namespace clrt::mock {
namespace {

class QueueTest : public MockTest {
 protected:
  Queue queue{gpu};
  Kernel saxpy = Program::from_source(gpu, "kernel").kernel("saxpy");
  Buffer<float> x{gpu, std::vector<float>{1, 2, 3, 4}}, y{gpu, std::vector<float>{0, 0, 0, 0}};
};

TEST_F(QueueTest, CopiesAndFills) {
  queue.fill(y, 2.5f);
  EXPECT_EQ((std::vector<float>(4, 2.5f)), queue.read(y));
  queue.copy(x, 1, y, 2, 2);
  EXPECT_EQ((std::vector<float>{2.5f, 2.5f, 2, 3}), queue.read(y));
  std::vector<float> part(2);
  queue.read(y, part, 2);
  EXPECT_EQ((std::vector<float>{2, 3}), part);
  EXPECT_EQ("write: 8 bytes at offset 12 of a buffer of 16 bytes",
            error_of(Status::kInvalidArgument, [&] { queue.write(y, part, 3); }));
  EXPECT_EQ("copy: source and target overlap", error_of(Status::kInvalidArgument, [&] { queue.copy(y, 0, y, 1, 2); }));
  EXPECT_EQ("copy, target: the buffer is on device 'Mock CPU', the queue is on 'Mock GPU One'",
            error_of(Status::kInvalidArgument, [&] { queue.copy(x, 0, Buffer<float>(cpu, 4), 0, 1); }));
  const int pattern = 0;
  EXPECT_EQ(CLRT_INVALID_ARGUMENT, clrt_fill(queue.get(), y.get(), 0, 16, &pattern, 3, nullptr, 0, nullptr));
  EXPECT_STREQ("fill: a pattern of 3 bytes; 1, 2, 4, ... 128 are allowed", clrt_last_error());
  EXPECT_EQ(CLRT_INVALID_ARGUMENT, clrt_fill(queue.get(), y.get(), 2, 4, &pattern, 4, nullptr, 0, nullptr));
  EXPECT_STREQ("fill: offset 2 and size 4 must be multiples of the pattern's 4 bytes", clrt_last_error());
}

TEST_F(QueueTest, EventsReportTheirOwnError) {
  state(1).deferred = true;
  state(1).fail_command = "launch saxpy";
  const Event e = queue.launch(saxpy, {4}, {}, 4, 1.0f, x, y);
  EXPECT_FALSE(e.done());
  EXPECT_EQ("launch saxpy failed on the device", error_of(Status::kDeviceError, [&] { e.wait(); }));
  queue.finish();
  state(1).fail_command = "launch saxpy";
  queue.launch(saxpy, {4}, {}, 4, 1.0f, x, y);
  EXPECT_EQ("launch saxpy failed on the device", error_of(Status::kDeviceError, [&] { queue.finish(); }));
}

TEST_F(QueueTest, Times) {
  state(1).deferred = true;
  const Event e = queue.launch(saxpy, {4}, {}, 4, 1.0f, x, y);
  EXPECT_EQ(0u, e.times().end);
  e.wait();
  EXPECT_LT(e.times().queued, e.times().start);
  EXPECT_LT(e.times().start, e.times().end);
}

TEST_F(QueueTest, BuffersLiveUntilTheirCommandsAreDone) {
  const int before = state(1).live_buffers;
  {
    const Buffer z(gpu, std::vector<float>(4, 1.0f));
    state(1).deferred = true;
    queue.launch(saxpy, {4}, {}, 4, 1.0f, z, y);
  }
  EXPECT_EQ(before + 1, state(1).live_buffers) << "the launch still needs it";
  queue.finish();
  EXPECT_EQ(before, state(1).live_buffers);
  {
    const Buffer<float> z(gpu, 4);
    queue.fill(z, 1.0f);
  }
  EXPECT_EQ(before + 1, state(1).live_buffers) << "the fill still needs it";
  queue.finish();
  EXPECT_EQ(before, state(1).live_buffers);
  EXPECT_EQ((std::vector<float>(4, 1.0f)), queue.read(y));
}

TEST_F(QueueTest, QueueWaitsWhenItGoes) {
  state(1).deferred = true;
  const int before = state(1).live_queues;
  {
    Queue other(gpu);
    other.launch(saxpy, {4}, {}, 4, 1.0f, x, y);
  }
  EXPECT_EQ(before, state(1).live_queues);
  EXPECT_EQ((std::vector<float>{1, 2, 3, 4}), queue.read(y));
}

TEST_F(QueueTest, WaitLists) {
  state(1).deferred = true;
  Queue loose(gpu, {.out_of_order = true});
  const Event a = loose.fill(y, 5.0f);
  const Event b = loose.launch_after(std::vector{a}, saxpy, {4}, {}, 4, 1.0f, x, y);
  EXPECT_EQ(1u, state(1).wait_counts.back());
  b.wait();
  EXPECT_EQ((std::vector<float>{6, 7, 8, 9}), queue.read(y));
  EXPECT_TRUE(a.done());
  EXPECT_EQ("event 1 of the wait list is null", error_of(Status::kInvalidArgument, [&] {
              loose.launch_after(std::vector{a, Event()}, saxpy, {4}, {}, 4, 1.0f, x, y);
            }));
}

TEST_F(QueueTest, EventsOfOtherDevicesAreWaitedFor) {
  state(0).deferred = true;
  const Buffer<float> z(cpu, 4);
  const Event other = Queue(cpu, {.out_of_order = true}).fill(z, 5.0f);
  queue.launch_after(std::vector{other}, saxpy, {4}, {}, 4, 1.0f, x, y);
  EXPECT_TRUE(other.done());
  EXPECT_EQ(0u, state(1).wait_counts.back()) << "a backend never sees another device's event";
}

TEST_F(QueueTest, Mapping) {
  {
    const auto m = queue.map(y);
    for (float& v : m) v = 3.0f;
  }
  EXPECT_EQ("unmap", state(1).calls.back());
  EXPECT_EQ((std::vector<float>(4, 3.0f)), queue.read(y));
  void* address = nullptr;
  EXPECT_EQ(CLRT_INVALID_ARGUMENT, clrt_map(queue.get(), y.get(), 8, 9, 1, &address));
  EXPECT_EQ(nullptr, address);
}

TEST_F(QueueTest, GraphRecordsAndReplays) {
  const std::size_t before = state(1).calls.size();
  float seven = 7.0f;
  const Graph graph = queue.record([&] {
    queue.write_async(x, std::span(&seven, 1));
    queue.launch(saxpy, {4}, {}, 4, 1.0f, x, y);
    queue.launch(saxpy, {4}, {}, 4, 10.0f, x, y);
    queue.launch(saxpy, {0}, {}, 4, 10.0f, x, y);
  });
  EXPECT_EQ(before, state(1).calls.size()) << "recording runs nothing";
  EXPECT_EQ(4u, graph.size());
  queue.launch(graph).wait();
  EXPECT_EQ((std::vector<float>{77, 22, 33, 44}), queue.read(y));
  seven = 1.0f;
  graph.set(2, 1, 0.0f);
  queue.launch(graph).wait();
  EXPECT_EQ((std::vector<float>{78, 24, 36, 48}), queue.read(y));
  graph.set_range(1, {1});
  graph.set_range(3, {1});
  graph.set(3, 1, 100.0f);
  queue.launch(graph).wait();
  EXPECT_EQ((std::vector<float>{179, 24, 36, 48}), queue.read(y));
}

TEST_F(QueueTest, GraphChecksLikeALaunch) {
  EXPECT_EQ("argument 1 'a' of saxpy is float, int was given",
            error_of(Status::kInvalidArgument, [&] { queue.record([&] { queue.launch(saxpy, {4}, {}, 4, 1, x, y); }); }));
  const Graph graph = queue.record([&] {
    queue.launch(saxpy, {4}, {}, 4, 1.0f, x, y);
    queue.fill(y, 1.0f);
  });
  EXPECT_EQ("argument 1 'a' of saxpy is float, int was given", error_of(Status::kInvalidArgument, [&] { graph.set(0, 1, 5); }));
  EXPECT_EQ("saxpy has 4 arguments, none with index 4", error_of(Status::kInvalidArgument, [&] { graph.set(0, 4, 5); }));
  EXPECT_EQ("node 1 of the graph is no launch", error_of(Status::kInvalidArgument, [&] { graph.set(1, 0, 5); }));
  EXPECT_EQ("the graph has 2 nodes, none with index 2", error_of(Status::kInvalidArgument, [&] { graph.set(2, 0, 5); }));
  EXPECT_EQ("the graph was recorded on device 'Mock GPU One', the queue is on 'Mock CPU'",
            error_of(Status::kInvalidArgument, [&] { Queue(cpu).launch(graph); }));
  queue.launch(graph).wait();
  EXPECT_EQ((std::vector<float>(4, 1.0f)), queue.read(y));
}

TEST_F(QueueTest, GraphRefusesWhatCannotBeRecorded) {
  std::vector<float> host(4);
  EXPECT_EQ("a blocking read cannot be recorded; end the recording first",
            error_of(Status::kInvalidArgument, [&] { queue.record([&] { queue.read(y, host); }); }));
  EXPECT_EQ("a map cannot be recorded; end the recording first",
            error_of(Status::kInvalidArgument, [&] { queue.record([&] { queue.map(y); }); }));
  EXPECT_EQ("finish cannot be recorded; end the recording first",
            error_of(Status::kInvalidArgument, [&] { queue.record([&] { queue.finish(); }); }));
  const Event outside = queue.fill(y, 0.0f);
  EXPECT_EQ("event 0 of the wait list was not recorded; a recording can only wait for its own commands",
            error_of(Status::kInvalidArgument,
                     [&] { queue.record([&] { queue.launch_after(std::vector{outside}, saxpy, {4}, {}, 4, 1.0f, x, y); }); }));
  EXPECT_EQ("the queue is recording already",
            error_of(Status::kInvalidArgument, [&] { queue.record([&] { queue.record([] {}); }); }));
  Event inside;
  const Graph graph = queue.record([&] { inside = queue.fill(y, 0.0f); });
  EXPECT_EQ("the event belongs to a recording, which does not run; use the event of the replay",
            error_of(Status::kInvalidArgument, [&] { inside.wait(); }));
  EXPECT_EQ("a graph cannot be recorded into another",
            error_of(Status::kInvalidArgument, [&] { queue.record([&] { queue.launch(graph); }); }));
  queue.finish();
}

TEST_F(QueueTest, GraphKeepsTheOrderInAnOutOfOrderQueue) {
  state(1).deferred = true;
  Queue loose(gpu, {.out_of_order = true});
  const Graph in_order = queue.record([&] {
    queue.fill(y, 1.0f);
    queue.launch(saxpy, {0}, {}, 4, 1.0f, x, y);
    queue.launch(saxpy, {4}, {}, 4, 1.0f, x, y);
  });
  loose.launch(in_order).wait();
  EXPECT_EQ((std::vector<float>{2, 3, 4, 5}), queue.read(y));
  const Graph diamond = loose.record([&] {
    const Event a = loose.fill(y, 1.0f), b = loose.fill(x, 2.0f);
    loose.launch_after(std::vector{a, b}, saxpy, {4}, {}, 4, 1.0f, x, y);
  });
  const Event first = loose.fill(y, 0.0f);
  state(1).wait_counts.clear();
  loose.launch(diamond, std::vector{first}).wait();
  EXPECT_EQ((std::vector<std::size_t>{1, 1, 2}), state(1).wait_counts);
  EXPECT_EQ((std::vector<float>(4, 3.0f)), queue.read(y));
  EXPECT_TRUE(first.done());
}

TEST_F(QueueTest, GraphOutlivesItsQueueAndBuffers) {
  Graph graph;
  {
    Queue short_lived(gpu);
    const Buffer<float> z(gpu, std::vector<float>(4, 2.0f));
    graph = short_lived.record([&] { short_lived.launch(saxpy, {4}, {}, 4, 1.0f, z, y); });
  }
  queue.launch(graph).wait();
  EXPECT_EQ((std::vector<float>(4, 2.0f)), queue.read(y));
}

}  // namespace
}  // namespace clrt::mock
