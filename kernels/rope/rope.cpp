// Launcher of rope.cl and the table of frequencies (YaRN: arXiv 2309.00071).
#include "rope.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>

namespace clrt::kernels {
namespace {

BufferView<std::byte> touch(const RopeTensor& t, const RopeShape& s, std::uint64_t element) {
  if (!s.head_size || !s.heads || !s.tokens) return t.data.touch(0);
  const std::uint64_t last = t.data.offset + (s.heads - 1) * t.head_stride + (s.tokens - 1) * t.token_stride + s.head_size;
  return t.data.touch(last * element);
}

// The pair whose wavelength makes `turns` turns over the original context.
double pair_of_turns(const RopeParameters& p, double turns) {
  return double(p.n_rot) * std::log(p.original_context / (turns * 2 * std::numbers::pi)) / (2 * std::log(p.base));
}

}  // namespace

RopeTable rope_table(const RopeParameters& p) {
  const std::uint64_t pairs = p.n_rot / 2;
  if (p.n_rot % 2 != 0 || (!p.factors.empty() && p.factors.size() != pairs)) {
    throw Error(Status::kInvalidArgument, "rope over " + std::to_string(p.n_rot) + " values with " +
                                              std::to_string(p.factors.size()) + " factors: an even number of values and no or " +
                                              std::to_string(pairs) + " factors are needed");
  }
  RopeTable table;
  const double low = std::max(0.0, std::floor(pair_of_turns(p, p.beta_fast)));
  const double high = std::min(double(p.n_rot) - 1, std::ceil(pair_of_turns(p, p.beta_slow)));
  for (std::uint64_t i = 0; i < pairs; ++i) {
    const double plain = std::pow(p.base, -2.0 * double(i) / double(p.n_rot)) / (p.factors.empty() ? 1.0 : double(p.factors[i]));
    const double ramp = 1 - std::clamp((double(i) - low) / std::max(0.001, high - low), 0.0, 1.0);
    const double mix = ramp * p.extrapolation;
    table.frequency.push_back(static_cast<float>(p.scale * plain * (1 - mix) + plain * mix));
  }
  table.magnitude = static_cast<float>(p.attention * (p.extrapolation != 0 ? 1 + 0.1 * std::log(1 / p.scale) : 1.0));
  return table;
}

Rope::Rope(const Device& device, RopeMode mode, Format format) : format_(format), element_(block_bytes(format)) {
  const std::string type(name(format));
  if (format != Format::kF32 && format != Format::kF16) {
    throw Error(Status::kUnsupported, "rope has f32 and f16 kernels, none for " + type);
  }
  kernel_ =
      decltype(kernel_)(Program::registered(device, "rope"), (mode == RopeMode::kNeox ? "rope_neox_" : "rope_normal_") + type);
}

Event Rope::operator()(Queue& queue, const RopeTensor& x, const Buffer<int>& position, const Buffer<float>& frequency,
                       const RopeTensor& y, const RopeShape& s, float magnitude) const {
  if (s.head_size % 2 != 0 || s.n_rot % 2 != 0 || s.n_rot > s.head_size) {
    throw Error(Status::kInvalidArgument, "rope turns " + std::to_string(s.n_rot) + " of " + std::to_string(s.head_size) +
                                              " values: both must be even, the first not larger than the second");
  }
  const std::uint64_t group = column_group(s.head_size / 2);
  return kernel_(queue, {round_up(s.head_size / 2, group), s.heads, s.tokens}, {group, 1, 1}, touch(x, s, element_),
                 x.data.offset, x.head_stride, x.token_stride, position.view(0, s.tokens), frequency.view(0, s.n_rot / 2),
                 touch(y, s, element_), y.data.offset, y.head_stride, y.token_stride, to_int(s.head_size, "rope", "head_size"),
                 static_cast<int>(s.n_rot), magnitude);
}

Event Rope::operator()(Queue& queue, const Tensor& x, const Buffer<int>& position, const Buffer<float>& frequency,
                       const Tensor& y, std::uint64_t n_rot, float magnitude) const {
  check_shape(x, {x.ne(0), x.ne(1), x.ne(2), 1}, "rope", "x");
  check_same_shape(x, y, "rope", "x and y");
  const ElementStrides a = element_strides(x, format_, "rope", "x"), b = element_strides(y, format_, "rope", "y");
  return (*this)(queue, {Untyped(x.buffer(), a.offset), a.row, a.plane}, position, frequency,
                 {Untyped(y.buffer(), b.offset), b.row, b.plane}, {x.ne(0), x.ne(1), x.ne(2), n_rot}, magnitude);
}

}  // namespace clrt::kernels
