// The micro-benchmarks: the fixed costs of a launch, a chain, a graph and a barrier on the CPU device.
#include "bench/micro.hpp"

#include <benchmark/benchmark.h>

#include <vector>

#include "clrt/clrt.hpp"
#include "kernels/vector_add/vector_add.hpp"

namespace clrt::bench {
namespace {

constexpr int kChain = 64;

struct SmallAdd {
  explicit SmallAdd(std::uint64_t n)
      : x(device, std::vector<float>(n, 1.0f)),
        y(device, std::vector<float>(n, 2.0f)),
        z(device, n),
        size(n),
        queue(device),
        add(device) {}
  void launch() { add(queue, x, y, z, size); }

  Device device = Device::cpu();
  Buffer<float> x, y, z;
  std::uint64_t size;
  Queue queue;
  kernels::VectorAdd add;
};

// One launch and the wait for it.
void launch_and_finish(benchmark::State& state) {
  SmallAdd s(static_cast<std::uint64_t>(state.range(0)));
  for (auto _ : state) {
    s.launch();
    s.queue.finish();
  }
}
BENCHMARK(launch_and_finish)->Arg(64)->Arg(65536)->UseRealTime();

// A chain of dependent launches, one wait: time for each launch.
void chain(benchmark::State& state) {
  SmallAdd s(64);
  for (auto _ : state) {
    for (int i = 0; i < kChain; ++i) s.launch();
    s.queue.finish();
  }
  state.SetItemsProcessed(state.iterations() * kChain);
}
BENCHMARK(chain)->UseRealTime();

// The same chain, recorded once and replayed.
void graph(benchmark::State& state) {
  SmallAdd s(64);
  const Graph recorded = s.queue.record([&] {
    for (int i = 0; i < kChain; ++i) s.launch();
  });
  for (auto _ : state) {
    s.queue.launch(recorded);
    s.queue.finish();
  }
  state.SetItemsProcessed(state.iterations() * kChain);
}
BENCHMARK(graph)->UseRealTime();

// Host memory into a buffer, in bytes.
void write(benchmark::State& state) {
  const auto bytes = static_cast<std::size_t>(state.range(0));
  const Device device = Device::cpu();
  Queue queue(device);
  const std::vector<std::byte> host(bytes);
  const Buffer<std::byte> buffer(device, bytes);
  for (auto _ : state) queue.write(buffer, host);
  state.SetBytesProcessed(state.iterations() * state.range(0));
}
BENCHMARK(write)->Arg(4096)->Arg(1 << 24)->UseRealTime();

}  // namespace

void run_micro_benchmarks(const std::string& filter) {
  std::string program = "clrt_bench", pattern = "--benchmark_filter=" + (filter.empty() ? "." : filter);
  char* args[] = {program.data(), pattern.data(), nullptr};
  int count = 2;
  benchmark::Initialize(&count, args);
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
}

}  // namespace clrt::bench
