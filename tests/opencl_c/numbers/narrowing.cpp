// The reference cuts the pattern and looks at what was cut off; nothing is computed in floating point.
#include "narrowing.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace clrt::numbers {
namespace {

constexpr std::size_t kRows = std::size(kModes) + 1;  // the last one is vstore_half

// Of a float that is no NaN.
std::uint16_t half_of(std::uint32_t x, Rounding rounding) {
  const std::uint32_t sign = x >> 31, magnitude = x & 0x7fffffffu;
  std::uint32_t cut, rest, half_way;  // the half towards zero; what it lacks, and half a unit of it
  if (magnitude == 0x7f800000u) return static_cast<std::uint16_t>(sign << 15 | 0x7c00u);
  if (magnitude >= 0x47800000u) {
    cut = 0x7bff, rest = 3, half_way = 2;  // 65536 and more: nearest is infinity
  } else if (magnitude >= 0x38800000u) {
    cut = (magnitude - 0x38000000u) >> 13, rest = magnitude & 0x1fffu, half_way = 0x1000u;
  } else {
    // Units of 2^-24: the significand, in units of 2^(exponent - 150), shifted down.
    const std::uint32_t exponent = std::max(magnitude >> 23, 1u), shift = std::min(126 - exponent, 31u);
    const std::uint32_t significand = (magnitude >> 23 != 0 ? 0x800000u : 0u) | (magnitude & 0x7fffffu);
    cut = significand >> shift, rest = significand & ((1u << shift) - 1), half_way = 1u << (shift - 1);
  }
  bool away = false;
  switch (rounding) {
    case Rounding::kNearest: away = rest > half_way || (rest == half_way && (cut & 1) != 0); break;
    case Rounding::kZero: break;
    case Rounding::kUp: away = rest != 0 && sign == 0; break;
    case Rounding::kDown: away = rest != 0 && sign == 1; break;
  }
  return static_cast<std::uint16_t>(sign << 15 | (cut + away));
}

std::string kernel_text() {
  std::string text =
      "kernel void narrow(global half* out, uint first, uint stride, int n) {\n  const int i = get_global_id(0);\n"
      "  const float x = as_float(first + (uint)i * stride);\n";
  for (std::size_t k = 0; k < std::size(kModes); ++k)
    text += fmt::format("  out[i + {} * n] = convert_half{}(x);\n", k, kModes[k].suffix);
  return text + fmt::format("  vstore_half(x, i, out + {} * n);\n}}\n", std::size(kModes));
}

}  // namespace

ConversionOutcome check_narrowing(const Device& device, std::uint64_t stride) {
  Queue queue(device);
  const Kernel kernel = Program::from_source(device, kernel_text(), "", "narrowing.cl").kernel("narrow");
  constexpr std::uint64_t kAll = std::uint64_t{1} << 32, kChunk = std::uint64_t{1} << 20;
  const Buffer<std::uint16_t> out(device, kChunk * kRows);
  std::vector<std::uint16_t> got(kChunk * kRows);
  ConversionOutcome o;
  for (std::uint64_t first = 0; first < kAll; first += kChunk * stride) {
    const std::size_t n = static_cast<std::size_t>(std::min(kChunk, (kAll - first + stride - 1) / stride));
    queue.launch(kernel, {n}, {}, out, static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(stride),
                 static_cast<std::int32_t>(n));
    queue.read(out, std::span<std::uint16_t>(got));
    for (std::size_t k = 0; k < kRows; ++k) {
      const Mode& mode = k < std::size(kModes) ? kModes[k] : kModes[0];
      for (std::size_t i = 0; i < n; ++i) {
        const std::uint32_t x = static_cast<std::uint32_t>(first + i * stride);
        const std::uint16_t g = got[k * n + i];
        const bool nan = (x & 0x7fffffffu) > 0x7f800000u;
        if (nan ? (g & 0x7fffu) > 0x7c00u : g == half_of(x, mode.to_floating)) continue;
        if (o.wrong++ < 8)
          o.failures +=
              fmt::format("  {}{}({:#x}) is {:#x}, must be {}\n", k < std::size(kModes) ? "convert_half" : "vstore_half",
                          mode.suffix, x, g, nan ? std::string("a NaN") : fmt::format("{:#x}", half_of(x, mode.to_floating)));
      }
    }
    o.count += n;
  }
  return o;
}

}  // namespace clrt::numbers
