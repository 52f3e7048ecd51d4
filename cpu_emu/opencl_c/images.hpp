// OpenCL C 6.15.15, images as functions over memory; addressing and filtering by OpenCL API 8.2.
//
// An image is a description (cpu_emu/executor/kernel_abi.h) of texels in a buffer, a sampler the bits of the CLK_ constants.
// Lanes are served one after another: where a texel lies depends on the description, and is scattered anyway. A coordinate
// outside the image gives the border colour where OpenCL leaves the result undefined; a write outside is not done.
#pragma once

#include "cpu_emu/executor/kernel_abi.h"
#include "cpu_emu/lanes/memory.hpp"
#include "cpu_emu/opencl_c/conversions.hpp"

namespace clrt::cl::inline CLRT_ISA {

using image = clrt::cpu::Image;
// No sampler at all: coordinates are texels.
inline constexpr std::uint32_t kNoSampler = ~0u;

namespace impl {

// What a channel holds, as R: float for floating-point and normalised formats, int and uint for integers.
template <class R>
inline R channel_value(clrt::cpu::ChannelType type, const std::byte* p) {
  using T = clrt::cpu::ChannelType;
  const auto as = [p]<class X>(X x) {
    __builtin_memcpy(&x, p, sizeof x);
    return x;
  };
  if constexpr (is_float<R>) {
    const auto signed_fraction = [](float x, float most) { return x < -most ? -1.0f : x / most; };
    switch (type) {
      case T::kFloat: return as(0.0f);
      case T::kHalf: return float(as(half()));
      case T::kUnorm8: return float(as(std::uint8_t())) / 255.0f;
      case T::kUnorm16: return float(as(std::uint16_t())) / 65535.0f;
      case T::kSnorm8: return signed_fraction(as(std::int8_t()), 127.0f);
      case T::kSnorm16: return signed_fraction(as(std::int16_t()), 32767.0f);
      default: return 0.0f;
    }
  } else {
    switch (type) {
      case T::kInt8: return R(as(std::int8_t()));
      case T::kInt16: return R(as(std::int16_t()));
      case T::kInt32: return R(as(std::int32_t()));
      case T::kUint8: return R(as(std::uint8_t()));
      case T::kUint16: return R(as(std::uint16_t()));
      case T::kUint32: return R(as(std::uint32_t()));
      default: return R(0);
    }
  }
}
template <class R>
inline void put_channel(clrt::cpu::ChannelType type, std::byte* p, R v) {
  using T = clrt::cpu::ChannelType;
  const auto put = [p](auto x) { __builtin_memcpy(p, &x, sizeof x); };
  if constexpr (is_float<R>) {
    switch (type) {
      case T::kFloat: return put(v);
      case T::kHalf: return put(half(v));
      case T::kUnorm8: return put(convert_to<std::uint8_t, true, Round::rte>(v * 255.0f));
      case T::kUnorm16: return put(convert_to<std::uint16_t, true, Round::rte>(v * 65535.0f));
      case T::kSnorm8: return put(convert_to<std::int8_t, true, Round::rte>(v * 127.0f));
      case T::kSnorm16: return put(convert_to<std::int16_t, true, Round::rte>(v * 32767.0f));
      default: return;
    }
  } else {
    switch (type) {
      case T::kInt8: return put(convert_to<std::int8_t, true>(v));
      case T::kInt16: return put(convert_to<std::int16_t, true>(v));
      case T::kUint8: return put(convert_to<std::uint8_t, true>(v));
      case T::kUint16: return put(convert_to<std::uint16_t, true>(v));
      case T::kInt32:
      case T::kUint32: return put(v);
      default: return;
    }
  }
}
inline std::uint32_t channel_bytes(const image& im) { return im.texel_bytes / im.channels; }
// Where component k of a colour lies among a texel's channels.
inline std::uint32_t channel_of(const image& im, std::uint32_t k) {
  return im.order == clrt::cpu::ChannelOrder::kBgra && k != 3 ? 2 - k : k;
}

// at: x, y, z or layer; a dimension that the image has not is 0.
inline std::byte* texel_at(const image& im, const std::int32_t (&at)[3]) {
  const std::uint32_t deep = im.layers != 0 ? im.layers : im.depth;
  if (std::uint32_t(at[0]) >= im.width || std::uint32_t(at[1]) >= im.height || std::uint32_t(at[2]) >= deep) return nullptr;
  return im.data + std::uint64_t(at[2]) * im.slice_pitch + std::uint64_t(at[1]) * im.row_pitch +
         std::uint64_t(at[0]) * im.texel_bytes;
}
// The border is transparent black, opaque where the format has no alpha.
template <class R>
inline void get_texel(const image& im, const std::int32_t (&at)[3], R (&colour)[4]) {
  const std::byte* p = texel_at(im, at);
  for (std::uint32_t k = 0; k < 4; ++k) {
    colour[k] = k == 3 && im.channels < 4 ? R(1) : R(0);
    if (p != nullptr && k < im.channels) colour[k] = channel_value<R>(im.type, p + channel_of(im, k) * channel_bytes(im));
  }
}

namespace sampler {
// Bits of CLK_ADDRESS_*, CLK_NORMALIZED_COORDS_TRUE and CLK_FILTER_LINEAR.
inline constexpr std::uint32_t kAddress = 0xe, kToEdge = 2, kBorder = 4, kRepeat = 6, kMirrored = 8, kNormalized = 1,
                               kLinear = 0x20;
}  // namespace sampler

// A float that is no number or beyond any image is far outside.
inline std::int32_t texel_number(float x) {
  return x >= -0x1p30f && x <= 0x1p30f ? std::int32_t(x) : x > 0 ? 1 << 30 : -(1 << 30);
}
inline std::int32_t between(std::int32_t x, std::int32_t low, std::int32_t high) { return x < low ? low : x > high ? high : x; }

// The texels of one dimension that a coordinate meets: the nearest, or two and how much of the second.
struct Met {
  std::int32_t first, second;
  float share;
};
inline Met meet(std::uint32_t s, float c, std::int32_t size) {
  const std::uint32_t mode = s & sampler::kAddress;
  const bool linear = (s & sampler::kLinear) != 0;
  float u = (s & sampler::kNormalized) != 0 ? c * float(size) : c;
  if (mode == sampler::kRepeat) u = (c - __builtin_floorf(c)) * float(size);
  if (mode == sampler::kMirrored) u = __builtin_fabsf(c - 2.0f * __builtin_rintf(0.5f * c)) * float(size);
  const float at = linear ? u - 0.5f : u, low = __builtin_floorf(at);
  Met m{texel_number(low), 0, linear && at - low >= 0 ? at - low : 0.0f};
  m.second = m.first + 1;
  switch (mode) {
    case sampler::kToEdge:
    case sampler::kMirrored:
      m.first = between(m.first, 0, size - 1);
      m.second = between(m.second, 0, size - 1);
      break;
    case sampler::kRepeat:
      if (m.first < 0) m.first += size;
      if (m.first > size - 1) m.first -= size;
      if (m.second > size - 1) m.second -= size;
      break;
    default: break;  // outside is the border
  }
  return m;
}

template <class R>
inline void sample(const image& im, std::uint32_t s, const float (&c)[3], R (&colour)[4]) {
  Met m[3] = {{0, 0, 0}, {0, 0, 0}, {0, 0, 0}};
  const std::int32_t sizes[3] = {std::int32_t(im.width), std::int32_t(im.height), std::int32_t(im.depth)};
  for (std::uint32_t d = 0; d < im.dims; ++d) m[d] = meet(s, c[d], sizes[d]);
  if (im.layers != 0) m[2].first = between(texel_number(__builtin_rintf(c[im.dims])), 0, std::int32_t(im.layers) - 1);
  if ((s & sampler::kLinear) == 0 || !is_float<R>) return get_texel(im, {m[0].first, m[1].first, m[2].first}, colour);
  float sum[4] = {0, 0, 0, 0};
  for (std::uint32_t corner = 0; corner < 1u << im.dims; ++corner) {
    std::int32_t at[3] = {m[0].first, m[1].first, m[2].first};
    float weight = 1;
    for (std::uint32_t d = 0; d < im.dims; ++d) {
      if ((corner >> d & 1) != 0) at[d] = m[d].second;
      weight *= (corner >> d & 1) != 0 ? m[d].share : 1 - m[d].share;
    }
    if (weight == 0) continue;  // its texel may be infinite
    R texel[4];
    get_texel(im, at, texel);
    for (int k = 0; k < 4; ++k) sum[k] += weight * float(texel[k]);
  }
  for (int k = 0; k < 4; ++k) colour[k] = R(sum[k]);
}

template <class R>
inline void sample(const image& im, std::uint32_t s, const std::int32_t (&c)[3], R (&colour)[4]) {
  std::int32_t at[3] = {0, 0, 0};
  for (std::uint32_t d = 0; d < im.dims; ++d) at[d] = c[d];
  if (im.layers != 0) at[2] = c[im.dims];
  if (s != kNoSampler) {
    if ((s & sampler::kAddress) == sampler::kToEdge) {
      at[0] = between(at[0], 0, std::int32_t(im.width) - 1);
      at[1] = between(at[1], 0, std::int32_t(im.height) - 1);
      if (im.layers == 0) at[2] = between(at[2], 0, std::int32_t(im.depth) - 1);
    }
    if (im.layers != 0) at[2] = between(at[2], 0, std::int32_t(im.layers) - 1);
  }
  get_texel(im, at, colour);
}

// Lane l's coordinates are c[0 * lanes + l], c[1 * lanes + l], ...; its colour likewise.
template <class R, class E>
__attribute__((noinline)) inline void read_lanes(const image& im, std::uint32_t s, const E* c, int count, int lanes,
                                                 std::uint64_t active, R* colours) {
  for (; active != 0; active &= active - 1) {
    const int l = __builtin_ctzll(active);
    E at[3] = {E(0), E(0), E(0)};
    for (int d = 0; d < count && d < 3; ++d) at[d] = c[d * lanes + l];
    R colour[4];
    sample(im, s, at, colour);
    for (int k = 0; k < 4; ++k) colours[k * lanes + l] = colour[k];
  }
}
template <class R>
__attribute__((noinline)) inline void write_lanes(const image& im, const std::int32_t* c, int count, int lanes,
                                                  std::uint64_t active, const R* colours) {
  for (; active != 0; active &= active - 1) {
    const int l = __builtin_ctzll(active);
    std::int32_t at[3] = {0, 0, 0};
    for (std::uint32_t d = 0; d < im.dims; ++d) at[d] = c[int(d) * lanes + l];
    if (im.layers != 0 && int(im.dims) < count) at[2] = c[int(im.dims) * lanes + l];
    std::byte* p = texel_at(im, at);
    if (p == nullptr) continue;
    for (std::uint32_t k = 0; k < im.channels; ++k)
      put_channel(im.type, p + channel_of(im, k) * channel_bytes(im), colours[int(k) * lanes + l]);
  }
}

template <class C>
inline constexpr int image_lanes = traits<C>::N == 0 ? 1 : traits<C>::N;
template <class C>
inline constexpr int image_parts = is_vec<C> ? traits<C>::n : 1;
template <class C>
CLRT_INLINE const auto& image_part(const C& c, int k) {
  if constexpr (is_vec<C>)
    return c.s[k];
  else
    return c;
}
// The components of c one after the other in memory.
template <class E, class C>
CLRT_INLINE void spill(const C& c, E* to) {
  CLRT_UNROLL for (int k = 0; k < image_parts<C>; ++k) {
    if constexpr (traits<C>::N == 0)
      to[k] = image_part(c, k);
    else
      st(to + k * traits<C>::N, image_part(c, k));
  }
}
template <class M>
CLRT_INLINE std::uint64_t active_bits(M m) {
  return bits(m);
}
CLRT_INLINE std::uint64_t active_bits() { return ~std::uint64_t(0); }

template <class R, class C, class... M>
CLRT_INLINE auto read_image(const image* im, std::uint32_t s, const C& c, M... m) {
  using E = elem<C>;
  constexpr int N = image_lanes<C>, n = image_parts<C>;
  alignas(64) E at[n * N];
  alignas(64) R colours[4 * N] = {};
  spill(c, at);
  const std::uint64_t all = N == 64 ? ~std::uint64_t(0) : (std::uint64_t(1) << (N & 63)) - 1;
  read_lanes<R, E>(*im, s, at, n, N, all & active_bits(m...), colours);
  if constexpr (traits<C>::N == 0) {
    return vec<R, 4>{colours[0], colours[1], colours[2], colours[3]};
  } else {
    return vec<lanes<R, N>, 4>{ld<R, N>(colours), ld<R, N>(colours + N), ld<R, N>(colours + 2 * N), ld<R, N>(colours + 3 * N)};
  }
}
template <class R, class C, class V, class... M>
CLRT_INLINE void write_image(const image* im, const C& c, const V& v, M... m) {
  constexpr int N = image_lanes<C>, n = image_parts<C>;
  alignas(64) std::int32_t at[n * N];
  alignas(64) R colours[4 * N];
  spill(c, at);
  spill(v, colours);
  const std::uint64_t all = N == 64 ? ~std::uint64_t(0) : (std::uint64_t(1) << (N & 63)) - 1;
  write_lanes<R>(*im, at, n, N, all & active_bits(m...), colours);
}

}  // namespace impl

#define CLRT_IMAGE_ACCESS(NAME, R)                                                          \
  template <class C, class... M>                                                            \
  CLRT_INLINE auto read_image##NAME(const image* im, std::uint32_t s, const C& c, M... m) { \
    return impl::read_image<R>(im, s, c, m...);                                             \
  }                                                                                         \
  template <class C, class V, class... M>                                                   \
  CLRT_INLINE void write_image##NAME(const image* im, const C& c, const V& v, M... m) {     \
    impl::write_image<R>(im, c, v, m...);                                                   \
  }
CLRT_IMAGE_ACCESS(f, float)
CLRT_IMAGE_ACCESS(i, std::int32_t)
CLRT_IMAGE_ACCESS(ui, std::uint32_t)
#undef CLRT_IMAGE_ACCESS
template <class C, class... M>
CLRT_INLINE auto read_imageh(const image* im, std::uint32_t s, const C& c, M... m) {
  return convert<half>(impl::read_image<float>(im, s, c, m...));
}
template <class C, class V, class... M>
CLRT_INLINE void write_imageh(const image* im, const C& c, const V& v, M... m) {
  impl::write_image<float>(im, c, convert<float>(v), m...);
}

CLRT_INLINE std::int32_t get_image_width(const image* im) { return std::int32_t(im->width); }
CLRT_INLINE std::int32_t get_image_height(const image* im) { return std::int32_t(im->height); }
CLRT_INLINE std::int32_t get_image_depth(const image* im) { return std::int32_t(im->depth); }
CLRT_INLINE std::uint64_t get_image_array_size(const image* im) { return im->layers; }
CLRT_INLINE std::int32_t get_image_channel_data_type(const image* im) { return std::int32_t(im->type); }
CLRT_INLINE std::int32_t get_image_channel_order(const image* im) { return std::int32_t(im->order); }
// int2 for 2D images, int4 for 3D ones.
template <int n>
CLRT_INLINE vec<std::int32_t, n> get_image_dim(const image* im) {
  vec<std::int32_t, n> r{std::int32_t(im->width), std::int32_t(im->height)};
  if constexpr (n == 4) r.s[2] = std::int32_t(im->depth), r.s[3] = 0;
  return r;
}

}  // namespace clrt::cl::inline CLRT_ISA
