// What the demo runs: the kernel table's entries, and unmodified OpenCL C programs, each with its data and its reference.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "clrt/clrt.hpp"
#include "kernels/kernel_table.hpp"

namespace clrt::bench {

struct Checked {
  double error = 0;  // largest absolute error, over the largest expected value
  std::string note;  // empty when right, else the first element past its bound
};

// A kernel on one device, inputs uploaded.
struct Prepared {
  std::function<Checked()> check;      // poisons the output, runs once, compares
  std::function<void(int times)> run;  // returns when the device is done
};

struct Case {
  std::string kernel, size;
  double bytes = 0, flops = 0;  // moved and done by one run
  bool compute_bound = false;   // which ceiling it is measured against
  // Throws clrt::Error, for instance with kUnsupported and a reason.
  std::function<Prepared(const Device&)> prepare;
};

Case table_case(const kernels::TableEntry& entry, const kernels::Shape& shape);
// Throws std::out_of_range for a name that the table does not have.
Case table_case(const std::string& entry, const kernels::Shape& shape);
Case mandelbrot_case();  // 2048 x 2048, at most 256 iterations
Case nbody_case();       // 16384 bodies

// The table's demo entries at their benchmark sizes, then the programs.
std::vector<Case> demo_cases();

// Operations that mandelbrot_case and nbody_case count for one iteration and one interaction.
inline constexpr double kMandelbrotFlops = 8, kNbodyFlops = 20;

}  // namespace clrt::bench
