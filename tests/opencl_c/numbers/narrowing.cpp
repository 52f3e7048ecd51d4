// The reference cuts the pattern and looks at what was cut off; nothing is computed in floating point.
#include "narrowing.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

namespace clrt::numbers {
namespace {


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

// To nearest, ties to even. Of a float that is no NaN.
std::uint16_t bfloat16_of(std::uint32_t x, Rounding) {
  const std::uint32_t cut = x >> 16, rest = x & 0xffffu;
  return static_cast<std::uint16_t>(cut + (rest > 0x8000u || (rest == 0x8000u && (cut & 1) != 0)));
}

// One conversion: what it is called, OpenCL C that stores it at out[at], and its reference.
struct Row {
  std::string name, statement;
  Rounding rounding;
  std::uint16_t (*reference)(std::uint32_t, Rounding);
  std::uint32_t infinity;
};

std::vector<Row> rows() {
  std::vector<Row> all;
  for (const Mode& mode : kModes)
    all.push_back({fmt::format("convert_half{}", mode.suffix), fmt::format("out[at] = as_ushort(convert_half{}(x));", mode.suffix),
                   mode.to_floating, half_of, 0x7c00});
  all.push_back({"vstore_half", "vstore_half(x, at, (global half*)out);", kModes[0].to_floating, half_of, 0x7c00});
  all.push_back({"intel_convert_bfloat16_as_ushort", "out[at] = intel_convert_bfloat16_as_ushort(x);", Rounding::kNearest, bfloat16_of,
                 0x7f80});
  return all;
}

std::string kernel_text(const std::vector<Row>& all) {
  std::string text =
      "kernel void narrow(global ushort* out, uint first, uint stride, int n) {\n  int at = get_global_id(0);\n"
      "  const float x = as_float(first + (uint)at * stride);\n";
  for (const Row& row : all) text += "  " + row.statement + "\n  at += n;\n";
  return text + "}\n";
}

}  // namespace

ConversionOutcome check_narrowing(const Device& device, std::uint64_t stride) {
  Queue queue(device);
  const std::vector<Row> all = rows();
  const Kernel kernel = Program::from_source(device, kernel_text(all), "", "narrowing.cl").kernel("narrow");
  constexpr std::uint64_t kAll = std::uint64_t{1} << 32, kChunk = std::uint64_t{1} << 20;
  const Buffer<std::uint16_t> out(device, kChunk * all.size());
  std::vector<std::uint16_t> got(kChunk * all.size());
  ConversionOutcome o;
  for (std::uint64_t first = 0; first < kAll; first += kChunk * stride) {
    const std::size_t n = static_cast<std::size_t>(std::min(kChunk, (kAll - first + stride - 1) / stride));
    queue.launch(kernel, {n}, {}, out, static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(stride),
                 static_cast<std::int32_t>(n));
    queue.read(out, std::span<std::uint16_t>(got));
    for (std::size_t k = 0; k < all.size(); ++k) {
      const Row& row = all[k];
      for (std::size_t i = 0; i < n; ++i) {
        const std::uint32_t x = static_cast<std::uint32_t>(first + i * stride);
        const std::uint16_t g = got[k * n + i];
        const bool nan = (x & 0x7fffffffu) > 0x7f800000u;
        if (nan ? (g & 0x7fffu) > row.infinity : g == row.reference(x, row.rounding)) continue;
        if (o.wrong++ < 8)
          o.failures += fmt::format("  {}({:#x}) is {:#x}, must be {}\n", row.name, x, g,
                                    nan ? std::string("a NaN") : fmt::format("{:#x}", row.reference(x, row.rounding)));
      }
    }
    o.count += n;
  }
  return o;
}

}  // namespace clrt::numbers
