// An output of a table case: guarded, poisoned before the run, compared with a reference row by row.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "kernels/common/formats.hpp"
#include "kernels/kernel_table.hpp"

namespace clrt::kernels {

// What one element must be, and how far it may be away. An expected NaN or infinity must come as such.
struct Expected {
  double value = 0, bound = 0;
};

// 2^-23: the distance of neighbouring f32 values, relative.
inline constexpr double kEpsilon = 1.0 / 8388608;
// Below this an f32 may be flushed to zero.
inline constexpr double kTiny = 1.2e-38;

// Bound of an f32 sum of `terms` terms whose absolute values add up to `magnitude`, made by 16 lanes or more in any order
// and a tree over the lanes: each partial sum rounds once (Higham, Accuracy and Stability of Numerical Algorithms, 4.2).
double sum_bound(double terms, double magnitude);
// The same for one chain of additions.
double chain_bound(double terms, double magnitude);

// Rows of n values in f32 or f16 with a gap after each, between two guards. Owned by one case.
class CheckedOutput {
 public:
  // The expected values of row r.
  using Reference = std::function<void(std::int64_t row, std::vector<Expected>& values)>;

  // work_per_row: operations of the reference for one row; long outputs are compared on a spread of rows.
  CheckedOutput(const Device& device, std::int64_t rows, std::int64_t n, std::int64_t gap, Format format, double work_per_row,
                Reference reference);

  // Instead of poison, what the elements hold before the run (rows * n f32 values).
  void starts_with(std::vector<float> values) { before_ = std::move(values); }

  // The whole allocation with its guards; elements start at offset().
  const Buffer<>& buffer() const { return buffer_; }
  template <class T>
  Buffer<T> as() const {
    return buffer_.as<T>();
  }
  std::uint64_t offset() const { return kGuard / element_; }
  std::uint64_t stride() const { return static_cast<std::uint64_t>(n_ + gap_); }

  void poison(Queue& queue) const;
  CheckResult compare(Queue& queue) const;

 private:
  static constexpr std::size_t kGuard = 4096;  // bytes on each side
  std::vector<std::byte> image() const;        // of the allocation before the run
  double decode(const std::byte* at) const;

  std::int64_t rows_, n_, gap_;
  Format format_;
  std::size_t element_;
  double work_per_row_;
  Reference reference_;
  std::vector<float> before_;
  Buffer<> buffer_;
};

// Whether kernels of the case can take an offset: those that cannot get their output at the start of a sub-buffer.
Buffer<float> without_offset(const CheckedOutput& output, std::uint64_t elements);

// A case made of a launch and its outputs; keeps everything that the launch refers to in the closure.
class LambdaCase : public TableCase {
 public:
  LambdaCase(std::shared_ptr<CheckedOutput> output, std::function<void(Queue&)> launch)
      : output_(std::move(output)), launch_(std::move(launch)) {}
  void launch(Queue& queue) override { launch_(queue); }
  CheckResult check(Queue& queue) override {
    output_->poison(queue);
    launch_(queue);
    queue.finish();
    return output_->compare(queue);
  }

 private:
  std::shared_ptr<CheckedOutput> output_;
  std::function<void(Queue&)> launch_;
};

// Uniform in [low, high), from a seed.
std::vector<float> random_values(std::uint64_t seed, std::size_t count, float low = -1, float high = 1);
// rows x k weights in a format, with `gap_bytes` of random bytes after each row; scales of blocks are about 1/100.
std::vector<std::byte> random_weights(std::uint64_t seed, Format format, std::size_t rows, std::size_t k, std::size_t gap_bytes);
// Value i of a row, by the reference decoders.
double decode_weight(Format format, const std::byte* row, std::size_t i);

}  // namespace clrt::kernels
