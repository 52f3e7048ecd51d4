// A test case: buffers, launches, and what the buffers must hold afterwards. Knows nothing of any device; images and samplers are described as the library describes them.
//
// Element types are plain host types; a vector of n components is n elements (3 stands as 4), a struct is its fields.
// Ownership: a Case owns all its data and can be run any number of times. Not for use by several threads.
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <random>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "clrt/clrt.h"

namespace clrt::harness {

// Bytes of an output before the run; as float, double or integer it is far from any value that a test computes.
inline constexpr unsigned char kPoison = 0xFB;

template <class T>
T poison() {
  T value;
  std::memset(&value, kPoison, sizeof value);
  return value;
}

// Test data that a seed reproduces.
class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}

  // A value in [low, high] (floating types: [low, high)).
  template <class T>
  T value(T low, T high) {
    if constexpr (std::is_floating_point_v<T>) {
      return std::uniform_real_distribution<T>(low, high)(engine_);
    } else if constexpr (std::is_signed_v<T>) {
      return static_cast<T>(std::uniform_int_distribution<std::int64_t>(low, high)(engine_));
    } else {
      return static_cast<T>(std::uniform_int_distribution<std::uint64_t>(low, high)(engine_));
    }
  }
  template <class T>
  std::vector<T> values(std::size_t count, T low, T high) {
    std::vector<T> v(count);
    for (T& x : v) x = value(low, high);
    return v;
  }
  // Any bit pattern. For integers.
  template <class T>
  std::vector<T> bits(std::size_t count) {
    std::vector<T> v(count);
    for (T& x : v) x = static_cast<T>(engine_());
    return v;
  }

 private:
  std::mt19937_64 engine_;
};

// Equal when |got - want| <= absolute + relative * |want|; a NaN equals a NaN.
struct Tolerance {
  double absolute = 0, relative = 0;
};

struct BufferId { std::size_t index; };
struct LocalBytes { std::size_t bytes; };
struct Value { std::vector<std::byte> bytes; };
// A view of a whole buffer of the case.
struct ImageView {
  BufferId buffer;
  clrt_image_desc desc;
};
using LaunchArg = std::variant<BufferId, LocalBytes, Value, ImageView, clrt_sampler>;

// A by-value argument: any trivially copyable type with the kernel's layout.
template <class T>
Value value(const T& x) {
  static_assert(std::is_trivially_copyable_v<T>);
  Value v{std::vector<std::byte>(sizeof(T))};
  std::memcpy(v.bytes.data(), &x, sizeof(T));
  return v;
}
template <class T>
LocalBytes local(std::size_t count) {
  return {count * sizeof(T)};
}

// As clEnqueueNDRangeKernel takes it. All zeros in `local`: the device chooses.
struct Range {
  std::uint32_t dim = 1;
  std::array<std::uint64_t, 3> global{1, 1, 1}, local{0, 0, 0}, offset{0, 0, 0};
};
inline Range range(std::uint64_t global, std::uint64_t local = 0, std::uint64_t offset = 0) {
  return {1, {global, 1, 1}, {local, local ? 1u : 0u, local ? 1u : 0u}, {offset, 0, 0}};
}
inline Range range2(std::uint64_t gx, std::uint64_t gy, std::uint64_t lx, std::uint64_t ly, std::uint64_t ox = 0,
                    std::uint64_t oy = 0) {
  return {2, {gx, gy, 1}, {lx, ly, lx ? 1u : 0u}, {ox, oy, 0}};
}
inline Range range3(std::array<std::uint64_t, 3> global, std::array<std::uint64_t, 3> local,
                    std::array<std::uint64_t, 3> offset = {0, 0, 0}) {
  return {3, global, local, offset};
}
inline std::uint64_t round_up(std::uint64_t n, std::uint64_t to) { return (n + to - 1) / to * to; }

struct BufferSpec {
  std::vector<std::byte> before, expected;  // same size
  bool compared = true;
  // Empty when the content is right, else the first difference and how many there are.
  std::function<std::string(const std::byte* got, const std::byte* want, std::size_t bytes)> compare;
  decltype(compare) compare_on_gpu;  // where a GPU's fixed-function units may do less; empty: as everywhere
};

struct LaunchSpec {
  std::string kernel;
  Range range;
  std::vector<LaunchArg> args;
};

class Case {
 public:
  explicit Case(std::string label) : label_(std::move(label)) {}

  // Read only: must be unchanged afterwards.
  template <class T>
  BufferId in(const std::vector<T>& v) {
    return add(v, v, {}, true);
  }
  // Poisoned before the run; elements that must not be written are expected as poison<T>().
  template <class T>
  BufferId out(const std::vector<T>& expected, Tolerance tolerance = {}) {
    return add(std::vector<T>(expected.size(), poison<T>()), expected, tolerance, true);
  }
  // The same where rounding may decide a branch: elements with `unstable` set must be written, with any finite value.
  template <class T>
  BufferId out(const std::vector<T>& expected, Tolerance tolerance, std::vector<bool> unstable) {
    return add(std::vector<T>(expected.size(), poison<T>()), expected, tolerance, true, std::move(unstable));
  }
  template <class T>
  BufferId inout(const std::vector<T>& before, const std::vector<T>& expected, Tolerance tolerance = {}) {
    return add(before, expected, tolerance, true);
  }
  // Poisoned before the run, content afterwards is free.
  template <class T>
  BufferId scratch(std::size_t count) {
    const std::vector<T> v(count, poison<T>());
    return add(v, v, {}, false);
  }
  // What a GPU's fixed-function units (samplers, conversions of texels) may differ by in this buffer, whose elements are T.
  template <class T>
  void on_gpu(BufferId id, Tolerance tolerance) {
    buffers_[id.index].compare_on_gpu = [tolerance](const std::byte* got, const std::byte* want, std::size_t bytes) {
      return difference<T>(got, want, bytes / sizeof(T), tolerance, {});
    };
  }
  // Launches run in order, on the same buffers.
  void launch(std::string kernel, const Range& r, std::vector<LaunchArg> args) {
    launches_.push_back({std::move(kernel), r, std::move(args)});
  }
  // What printf must have written, lines in any order.
  void prints(std::string text) { printed_ = std::move(text), checks_print_ = true; }

  const std::string& label() const { return label_; }
  const std::vector<BufferSpec>& buffers() const { return buffers_; }
  const std::vector<LaunchSpec>& launches() const { return launches_; }
  bool checks_print() const { return checks_print_; }
  const std::string& printed() const { return printed_; }

 private:
  template <class T>
  BufferId add(const std::vector<T>& before, const std::vector<T>& expected, Tolerance tolerance, bool compared,
               std::vector<bool> unstable = {}) {
    static_assert(std::is_arithmetic_v<T>);
    BufferSpec b;
    b.before.resize(before.size() * sizeof(T));
    b.expected.resize(expected.size() * sizeof(T));
    if (!before.empty()) std::memcpy(b.before.data(), before.data(), b.before.size());
    if (!expected.empty()) std::memcpy(b.expected.data(), expected.data(), b.expected.size());
    b.compared = compared;
    b.compare = [tolerance, free = std::move(unstable)](const std::byte* got, const std::byte* want, std::size_t bytes) {
      return difference<T>(got, want, bytes / sizeof(T), tolerance, free);
    };
    buffers_.push_back(std::move(b));
    return {buffers_.size() - 1};
  }
  template <class T>
  static std::string difference(const std::byte* got, const std::byte* want, std::size_t count, Tolerance t,
                                const std::vector<bool>& unstable) {
    std::size_t wrong = 0;
    std::string first;
    for (std::size_t i = 0; i < count; ++i) {
      T g, w;
      std::memcpy(&g, got + i * sizeof(T), sizeof(T));
      std::memcpy(&w, want + i * sizeof(T), sizeof(T));
      bool same = false;
      if constexpr (std::is_floating_point_v<T>) {
        same = g == w || (std::isnan(g) && std::isnan(w)) ||
               std::abs(double(g) - double(w)) <= t.absolute + t.relative * std::abs(double(w)) ||
               (i < unstable.size() && unstable[i] && std::isfinite(g) && g != poison<T>());
      } else {
        same = g == w || (t.absolute != 0 && std::abs(double(g) - double(w)) <= t.absolute);
      }
      if (same) continue;
      if (wrong++ < 4) first += "  [" + std::to_string(i) + "] is " + text(g) + ", must be " + text(w) + "\n";
    }
    if (wrong == 0) return {};
    return std::to_string(wrong) + " of " + std::to_string(count) + " elements differ:\n" + first;
  }
  template <class T>
  static std::string text(T x) {
    if constexpr (std::is_floating_point_v<T>) {
      std::array<char, 40> s{};
      std::snprintf(s.data(), s.size(), "%.9g", double(x));
      return s.data();
    } else {
      return x == poison<T>() ? "poison" : std::to_string(x);
    }
  }

  std::string label_, printed_;
  bool checks_print_ = false;
  std::vector<BufferSpec> buffers_;
  std::vector<LaunchSpec> launches_;
};

}  // namespace clrt::harness
