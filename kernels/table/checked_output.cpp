// Poisoning, guards and comparison of outputs; random data.
#include "checked_output.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

#include "kernels/common/formats_reference.hpp"

namespace clrt::kernels {
namespace {

constexpr std::byte kPoison{0xFB};  // as f32 -2.6e36, as f16 -65376: no result of any case
constexpr double kMostWork = 3e8;   // operations of a reference before rows are skipped
constexpr std::size_t kFewestRows = 8;

// splitmix64: small, and good enough for test data.
std::uint64_t next(std::uint64_t& state) {
  std::uint64_t z = state += 0x9E3779B97F4A7C15u;
  z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
  z = (z ^ z >> 27) * 0x94D049BB133111EBu;
  return z ^ z >> 31;
}

std::string text(double x) {
  char buffer[40];
  std::snprintf(buffer, sizeof buffer, "%.9g", x);
  return buffer;
}

}  // namespace

double sum_bound(double terms, double magnitude) { return (terms / 16 + 12) * kEpsilon * magnitude + kTiny * (terms + 1); }
double chain_bound(double terms, double magnitude) { return (terms + 4) * kEpsilon * magnitude + kTiny * (terms + 1); }

CheckedOutput::CheckedOutput(const Device& device, std::int64_t rows, std::int64_t n, std::int64_t gap, Format format,
                             double work_per_row, Reference reference)
    : rows_(rows),
      n_(n),
      gap_(gap),
      format_(format),
      element_(block_bytes(format)),
      work_per_row_(work_per_row),
      reference_(std::move(reference)),
      buffer_(device, 2 * kGuard + static_cast<std::size_t>(rows * (n + gap)) * element_) {}

std::vector<std::byte> CheckedOutput::image() const {
  std::vector<std::byte> bytes(buffer_.size(), kPoison);
  if (before_.empty()) return bytes;
  for (std::int64_t r = 0; r < rows_; ++r) {
    const std::size_t at = kGuard + static_cast<std::size_t>(r * (n_ + gap_)) * element_;
    encode(format_, {&before_[static_cast<std::size_t>(r * n_)], static_cast<std::size_t>(n_)}, &bytes[at]);
  }
  return bytes;
}

void CheckedOutput::poison(Queue& queue) const { queue.write(buffer_, image()); }

double CheckedOutput::decode(const std::byte* at) const {
  return format_ == Format::kF16 ? reference::decode_f16(at, 0) : reference::decode_f32(at, 0);
}

CheckResult CheckedOutput::compare(Queue& queue) const {
  const std::vector<std::byte> got = queue.read(buffer_);
  const std::vector<std::byte> before = image();
  CheckResult result;
  const auto fail = [&](const std::string& message) {
    if (result.failure.empty()) result.failure = message;
  };

  // Guards and gaps.
  std::size_t at = 0;
  for (std::int64_t r = 0; r <= rows_; ++r) {
    const std::size_t row = kGuard + static_cast<std::size_t>(r * (n_ + gap_)) * element_;
    const std::size_t end = r < rows_ ? row : got.size();
    for (; at < end; ++at) {
      if (got[at] != before[at]) {
        fail("byte " + std::to_string(static_cast<std::int64_t>(at) - static_cast<std::int64_t>(kGuard)) +
             " from the start of the output is outside the rows and was written");
        break;
      }
    }
    at = r < rows_ ? row + static_cast<std::size_t>(n_) * element_ : got.size();
  }

  const auto most = std::max<std::int64_t>(kFewestRows, static_cast<std::int64_t>(kMostWork / std::max(1.0, work_per_row_)));
  const std::int64_t step = std::max<std::int64_t>(1, (rows_ + most - 1) / most);
  std::vector<Expected> expected(static_cast<std::size_t>(n_));
  double largest = 0, off = 0;
  const auto compare_row = [&](std::int64_t r) {
    reference_(r, expected);
    for (std::int64_t i = 0; i < n_; ++i) {
      const Expected& e = expected[static_cast<std::size_t>(i)];
      const double value = decode(&got[kGuard + static_cast<std::size_t>(r * (n_ + gap_) + i) * element_]);
      const bool overflows = std::abs(e.value) > (format_ == Format::kF16 ? 65519.0 : double(std::numeric_limits<float>::max()));
      bool right = false;
      if (std::isnan(e.value)) {
        right = std::isnan(value);
      } else if (overflows) {
        right = std::isinf(value) && (value > 0) == (e.value > 0);
      } else {
        const double error = std::abs(value - e.value);
        right = error <= e.bound;
        if (error == 0)
          right = true;
        else if (std::isfinite(error))
          off = std::max(off, error), result.share_of_bound = std::max(result.share_of_bound, error / e.bound);
        largest = std::max(largest, std::abs(e.value));
      }
      if (!right) {
        fail("row " + std::to_string(r) + ", element " + std::to_string(i) + " is " + text(value) + ", must be " + text(e.value) +
             " within " + text(e.bound));
      }
    }
  };
  for (std::int64_t r = 0; r < rows_; r += step) compare_row(r);
  if (step > 1) compare_row(rows_ - 1);
  result.largest_error = largest > 0 ? off / largest : off;
  return result;
}

Buffer<float> without_offset(const CheckedOutput& output, std::uint64_t elements) {
  return output.as<float>().sub(output.offset(), elements);
}

std::vector<float> random_values(std::uint64_t seed, std::size_t count, float low, float high) {
  std::vector<float> values(count);
  for (float& v : values) v = low + (high - low) * (static_cast<float>(next(seed) >> 40) * 0x1p-24f);
  return values;
}

std::vector<std::byte> random_weights(std::uint64_t seed, Format format, std::size_t rows, std::size_t k, std::size_t gap_bytes) {
  const std::size_t row = row_bytes(format, k);
  std::vector<std::byte> bytes(rows * (row + gap_bytes));
  for (std::byte& b : bytes) b = static_cast<std::byte>(next(seed));
  for (std::size_t r = 0; r < rows; ++r) {
    std::byte* start = bytes.data() + r * (row + gap_bytes);
    if (block_values(format) == 1) {
      encode(format, random_values(next(seed), k), start);
    } else {
      for (std::size_t at = 0; at < row; at += block_bytes(format)) {
        const float scale = (static_cast<float>(next(seed) >> 40) * 0x1p-24f - 0.5f) * 0.02f;
        encode(Format::kF16, {&scale, 1}, start + at);
      }
    }
  }
  return bytes;
}

double decode_weight(Format format, const std::byte* row, std::size_t i) {
  switch (format) {
    case Format::kF32: return reference::decode_f32(row, i);
    case Format::kF16: return reference::decode_f16(row, i);
    case Format::kQ8_0: return reference::decode_q8_0(row, i);
    case Format::kQ4_0: return reference::decode_q4_0(row, i);
  }
  return 0;
}

}  // namespace clrt::kernels
