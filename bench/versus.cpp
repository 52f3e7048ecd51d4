// Runs cases on devices: every case everywhere, two CPU drivers side by side, and kernels against a ceiling.
#include "bench/versus.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "bench/cases.hpp"
#include "bench/runner.hpp"
#include "kernels/sgemm/sgemm.hpp"

namespace clrt::bench {
namespace {

// Checks the case on a device and hands out how to run it; throws when the answer is wrong.
Prepared checked(const Case& c, const Device& device) {
  Prepared p = c.prepare(device);
  const Checked result = p.check();
  if (!result.note.empty()) throw Error(Status::kInternal, "wrong: " + result.note);
  return p;
}

double work(const Case& c) { return c.compute_bound ? c.flops : c.bytes; }

}  // namespace

void measure_kernels(const std::vector<Device>& devices, std::string_view filter, const Progress& progress, Report& report) {
  for (const Case& c : demo_cases()) {
    if (c.kernel.find(filter) == std::string::npos) continue;
    progress(fmt::format("{} {}", c.kernel, c.size));
    const std::size_t first = report.kernels.size();
    std::vector<Contestant> contestants;
    std::vector<std::size_t> rows;
    for (std::size_t d = 0; d < devices.size(); ++d) {
      KernelRow row;
      row.kernel = c.kernel, row.size = c.size, row.device = static_cast<int>(d);
      row.bytes = c.bytes, row.flops = c.flops, row.compute_bound = c.compute_bound;
      try {
        Prepared prepared = c.prepare(devices[d]);
        const Checked result = prepared.check();
        row.error = result.error, row.note = result.note;
        if (!result.note.empty()) row.status = Outcome::kWrong;
        contestants.push_back({prepared.run});
        rows.push_back(first + d);
      } catch (const Error& e) {
        row.status = Outcome::kRefused;
        row.note = e.what();
      }
      report.kernels.push_back(row);
    }
    const std::vector<Timing> timings = interleave(contestants, {.sample_seconds = 0.01, .seconds = 0.3, .least_rounds = 3});
    for (std::size_t i = 0; i < rows.size(); ++i) {
      KernelRow& row = report.kernels[rows[i]];
      row.seconds = timings[i].median, row.fastest = timings[i].fastest, row.slowest = timings[i].slowest;
      row.samples = timings[i].samples;
    }
  }
}

void measure_versus(const Device& cpu, const Device* peer, std::string_view filter, const Progress& progress, Report& report) {
  struct Row {
    Case item;
    const char *name, *unit;
    double operations;  // or bytes, of one unit
  };
  const Row rows[] = {{mandelbrot_case(), "mandelbrot", "Giter/s", kMandelbrotFlops},
                      {nbody_case(), "nbody, local tiles", "Ginteractions/s", kNbodyFlops},
                      {table_case("sgemm_tiled_f32", {1024, 1024, 1024}), "sgemm, 16x16 local tiles", "GFLOP/s", 1},
                      {table_case("sgemm_naive_f32", {1024, 1024, 1024}), "sgemm, naive", "GFLOP/s", 1},
                      {table_case("rms_norm_tree_f32", {4096, 4096}), "rms_norm, local tree", "GB/s", 1}};
  report.versus_name = peer != nullptr ? peer->name() : "no other CPU driver";
  for (const Row& r : rows) {
    if (r.item.kernel.find(filter) == std::string::npos) continue;
    progress(fmt::format("{}, {}", r.name, r.item.size));
    VersusRow row{r.name, r.item.size, r.unit, 0, 0, work(r.item) / r.operations, ""};
    std::vector<Contestant> contestants;
    std::vector<double*> results;
    const auto add = [&](const Device& device, double& result) {
      try {
        contestants.push_back({checked(r.item, device).run});
        results.push_back(&result);
      } catch (const Error& e) {
        row.note += fmt::format("{}{}: {}", row.note.empty() ? "" : "; ", device.name(), e.what());
      }
    };
    add(cpu, row.ours);
    if (peer != nullptr) add(*peer, row.theirs);
    const auto timings = interleave(contestants, {.sample_seconds = 0.02, .seconds = 1.5, .least_rounds = 7});
    for (std::size_t i = 0; i < results.size(); ++i) *results[i] = timings[i].median;
    report.versus.push_back(row);
  }
}

namespace {
double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
  return values[values.size() / 2];
}
}  // namespace

void measure_shares(const Device& cpu, const Ceilings& ceilings, std::string_view filter, const Progress& progress,
                    Report& report) {
  const int threads = available_threads();
  const auto measure = [&](const Case& c, const char* name, const char* ceiling, int ceiling_threads) {
    if (c.kernel.find(filter) == std::string::npos) return;
    const std::string label = fmt::format("{}, {} thread{}", ceiling, ceiling_threads, ceiling_threads == 1 ? "" : "s");
    progress(fmt::format("{}, {} against {}", c.kernel, c.size, label));
    ShareRow row{c.kernel, c.size, label, "", 0, ceilings.value(name, ceiling_threads), c.compute_bound ? "GFLOP/s" : "GB/s"};
    try {
      const std::uint32_t first_core = 0;
      const Device device = ceiling_threads == 1 && threads > 1 ? cpu.cores({&first_core, 1}) : cpu;
      const Contestant contestant[] = {{checked(c, device).run}};
      const Ceiling* best = ceilings.best(name, ceiling_threads);
      if (best == nullptr) return;
      // In turn with its ceiling: the median of each over the same seconds.
      CeilingProbe probe(*best);
      std::vector<double> tops, rates;
      for (int round = 0; round < 7; ++round) {
        tops.push_back(probe.measure());
        rates.push_back(work(c) / interleave(contestant, {.sample_seconds = 0.02, .seconds = 0.2, .least_rounds = 3})[0].median);
      }
      row.rate = median(rates);
      row.ceiling_rate = median(tops);
    } catch (const Error& e) {
      row.note = e.what();
    }
    report.shares.push_back(row);
  };
  for (const char* kernel : {"rms_norm_f32", "rms_norm_tree_f32", "softmax_f32"})
    measure(table_case(kernel, {4096, 4096}), "copy", "copy bandwidth", threads);
  for (const char* kernel : {"gemv_f32_f32", "gemv_q8_0_f32", "gemv_q4_0_f32"})
    measure(table_case(kernel, {1, 16384, 4096}), "read", "read bandwidth", threads);
  const Case packed = table_case(std::string(kernels::SgemmPacked(cpu).tile().kernel), {1024, 1024, 1024});
  measure(packed, "fma_f32", "FMA peak", 1);
  if (threads > 1) measure(packed, "fma_f32", "FMA peak", threads);
}

}  // namespace clrt::bench
