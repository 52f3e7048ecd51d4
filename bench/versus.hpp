// The demo's cases on every device; and the comparisons: the same OpenCL C file on clrt's CPU device and on another CPU
// driver, kernels against a ceiling, compile times. Each adds rows to a report and throws nothing but std::bad_alloc: a
// clrt::Error becomes the row's note.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "bench/ceilings.hpp"
#include "bench/report.hpp"
#include "clrt/clrt.hpp"

namespace clrt::bench {

using Progress = std::function<void(std::string_view)>;

// Every case on every device, each checked against its reference; `devices` in the order of Report::devices. `filter`,
// here and below: only kernels whose name contains it.
void measure_kernels(const std::vector<Device>& devices, std::string_view filter, const Progress& progress, Report& report);

// Mandelbrot, N-body, tiled and naive sgemm, RMSNorm with a tree in local memory: plain OpenCL C without sub-groups.
// Outputs are checked on both sides; a wrong one leaves its side without a figure. `peer` may be null.
void measure_versus(const Device& cpu, const Device* peer, std::string_view filter, const Progress& progress, Report& report);

// Sub-group RMSNorm as a share of the copy bandwidth with all threads, sub-group register-tile sgemm as a share of the FMA
// peak on one thread (a queue on one core).
void measure_shares(const Device& cpu, const Ceilings& ceilings, std::string_view filter, const Progress& progress,
                    Report& report);

// From text to a program that can be launched, twice: the second time caches may help.
void measure_compile_times(const std::vector<Device>& devices, const Progress& progress, Report& report);

}  // namespace clrt::bench
