// One table of all kernels: tests, benchmarks and the demo iterate over it.
//
// An entry knows its sizes, what it moves and computes, and how to make a TableCase: data on a device, a launch through the
// typed launcher, and a comparison with the plain reference in double precision. Adding a kernel to it is one line in its
// family's <op>_table.cpp.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "clrt/clrt.hpp"

namespace clrt::kernels {

// Sizes of a case; what m, n and k mean stands in TableEntry::sizes. `gap`: elements between the end of a row and the next.
struct Shape {
  std::int64_t m = 1, n = 1, k = 1, gap = 0;
};

struct CheckResult {
  double largest_error = 0;   // max |got - expected| / max |expected| over the finite elements compared
  double share_of_bound = 0;  // max |got - expected| / bound of that element; 1 and less is right
  std::string failure;        // empty when right; else the first wrong element, or the bytes that must not have changed
};

// One kernel on one device with its data. Used by one thread.
class TableCase {
 public:
  virtual ~TableCase() = default;
  // Enqueues the kernel once, on the data as it is.
  virtual void launch(Queue& queue) = 0;
  // Poisons the output, launches, waits, and compares all of it or, where that would take long, a spread of rows.
  virtual CheckResult check(Queue& queue) = 0;
};

struct TableEntry {
  std::string name;    // of the kernel; unique
  std::string family;  // folder in kernels/
  std::string sizes;   // "m rows x n"
  std::vector<Shape> test_shapes;
  std::vector<Shape> bench_shapes;
  std::function<double(const Shape&)> bytes;  // moved to and from memory at least
  std::function<double(const Shape&)> flops;  // 0 where counting them says nothing
  std::function<std::unique_ptr<TableCase>(const Device&, const Shape&, std::uint64_t seed)> make;
  bool in_demo = false;
};

// All entries, family by family. Made at the first call; any thread.
const std::vector<TableEntry>& kernel_table();

}  // namespace clrt::kernels
