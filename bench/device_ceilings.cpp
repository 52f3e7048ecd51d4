// Measures a device's copy bandwidth and multiply-add rate through its driver.
#include "bench/device_ceilings.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "bench/runner.hpp"
#include "bench/sources.hpp"

namespace clrt::bench {

DeviceCeilings measure_device_ceilings(const Device& device) {
  constexpr int kIterations = 2000, kOpsPerIteration = 2 * 16;
  const clrt_device_info info = device.info();
  const std::size_t limit = std::min<std::size_t>(info.max_alloc_bytes, info.global_bytes / 8);
  const std::size_t floats = std::min<std::size_t>(std::size_t{64} << 20, limit / sizeof(float)) / 1024 * 1024;
  const std::size_t items = std::size_t{info.compute_units} * 2048;
  const Program program = Program::from_source(device, source_text("device_ceilings"), "", "device_ceilings.cl");
  const Kernel copy = program.kernel("ceiling_copy"), fma = program.kernel("ceiling_fma");
  const Buffer<float> from(device, floats), to(device, floats);
  Queue queue(device);
  queue.fill(from, 1.0f);
  queue.fill(to, 2.0f);
  queue.finish();

  const Contestant contestants[] = {
      {[&](int times) {
        for (int i = 0; i < times; ++i) queue.copy(from, 0, to, 0, floats);
        queue.finish();
      }},
      {[&](int times) {
        for (int i = 0; i < times; ++i) queue.launch(copy, {floats / 4}, {256}, from.as<std::byte>(), to.as<std::byte>());
        queue.finish();
      }},
      {[&](int times) {
        for (int i = 0; i < times; ++i) queue.launch(fma, {items}, {256}, to, kIterations);
        queue.finish();
      }},
  };
  const std::vector<Timing> timings = interleave(contestants);
  DeviceCeilings result;
  result.copy_rate = 2.0 * static_cast<double>(floats) * sizeof(float) / std::min(timings[0].fastest, timings[1].fastest);
  result.fma_rate = static_cast<double>(items) * kIterations * kOpsPerIteration / timings[2].fastest;
  return result;
}

}  // namespace clrt::bench
