// Measures what this processor can do at most: arithmetic peaks and memory bandwidth, on one thread and on all of them.
//
// Every figure in the tables and charts of bench/ is a share of one of these, measured in the same run. A ceiling is the
// best of several repetitions and of all loops that the processor supports (ceiling_kernels.hpp); all candidates are kept,
// so that the report can show what lost. Bandwidth counts the bytes a program moves: normal stores are not charged for
// reading the line first, which is why non-temporal stores usually win.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace clrt::bench {

struct Ceiling {
  std::string name;  // "fma_f32" "dot_i8" "dot_bf16" "read" "copy" "triad"
  std::string how;   // ISA and kind of store
  int threads = 1;
  double value = 0;  // operations or bytes per second
};

struct Ceilings {
  std::vector<Ceiling> all;

  // The best candidate for that name and thread count; null when the processor has none.
  const Ceiling* best(std::string_view name, int threads) const;
  // Its value, 0 when there is none.
  double value(std::string_view name, int threads) const;
};

// Processors this process may run on.
int available_threads();

// Measures on one thread and, when threads > 1, on `threads` pinned threads. `progress` (may be empty) is told what comes
// next. Bandwidth arrays are four times the last-level cache, at least 64 MiB each. Throws std::bad_alloc when the memory
// for three of them is not there.
Ceilings measure_ceilings(int threads, const std::function<void(std::string_view)>& progress);

// One ceiling measured again, in turn with what is compared to it: on a shared machine both then meet the same conditions.
class CeilingProbe {
 public:
  explicit CeilingProbe(const Ceiling& ceiling);  // throws std::bad_alloc as measure_ceilings does
  ~CeilingProbe();
  double measure();  // operations or bytes per second, the best of a few repetitions

 private:
  struct Streams;
  Ceiling ceiling_;
  std::unique_ptr<Streams> streams_;
};

}  // namespace clrt::bench
