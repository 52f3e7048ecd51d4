// Rotary position embedding of {head_size, heads, tokens}; pairs next to each other (normal) or half apart (neox).
#pragma once

#include <span>
#include <vector>

#include "kernels/common/formats.hpp"
#include "kernels/common/operand.hpp"

namespace clrt::kernels {

// How the angle per position of each pair is made. Frequency of pair i: base^(-2i / n_rot) / factors[i], then position
// interpolation by `scale`, blended with the unscaled frequency by the YaRN ramp when extrapolation > 0.
struct RopeParameters {
  std::uint64_t n_rot = 0;  // even, at most head_size
  double base = 10000, scale = 1;
  std::span<const float> factors{};  // empty, or n_rot / 2
  double extrapolation = 0, attention = 1, beta_fast = 32, beta_slow = 1, original_context = 2048;
};

struct RopeTable {
  std::vector<float> frequency;  // n_rot / 2, radians per position
  float magnitude = 1;           // factor on the rotated values
};

// Throws kInvalidArgument when n_rot is odd or the number of factors is wrong.
RopeTable rope_table(const RopeParameters& parameters);

enum class RopeMode { kNormal, kNeox };

// {head_size, heads, tokens}, offset and strides in elements.
struct RopeTensor {
  Untyped data;
  std::uint64_t head_stride, token_stride;
};

struct RopeShape {
  std::uint64_t head_size, heads, tokens, n_rot;
};

// Immutable; any thread may use it, with its own queue. x == y is allowed.
class Rope {
 public:
  // Throws kUnsupported for a format other than f32 and f16.
  Rope(const Device& device, RopeMode mode, Format format = Format::kF32);
  // position: one per token; frequency: RopeTable::frequency on the device.
  Event operator()(Queue& queue, const RopeTensor& x, const Buffer<int>& position, const Buffer<float>& frequency,
                   const RopeTensor& y, const RopeShape& shape, float magnitude) const;
  // x and y {head_size, heads, tokens} of the format given to the constructor, any strides above dimension 0. Throws
  // kInvalidArgument naming the tensor whose format, shape or strides do not fit.
  Event operator()(Queue& queue, const Tensor& x, const Buffer<int>& position, const Buffer<float>& frequency, const Tensor& y,
                   std::uint64_t n_rot, float magnitude) const;

 private:
  TypedKernel<const void*, std::uint64_t, std::uint64_t, std::uint64_t, const int*, const float*, void*, std::uint64_t,
              std::uint64_t, std::uint64_t, int, int, float>
      kernel_;
  Format format_;
  std::uint64_t element_;
};

}  // namespace clrt::kernels
