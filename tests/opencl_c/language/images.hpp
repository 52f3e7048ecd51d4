// A reference of images: texels as doubles, addressing and filtering as the OpenCL API specification, 8.2, writes them down.
#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <vector>

#include "suite.hpp"

namespace clrt::harness {

using Colour = std::array<double, 4>;

// The value of half bits.
inline double half_value(unsigned h) {
  const int exponent = int(h >> 10 & 31), fraction = int(h & 1023);
  const double size = exponent == 0    ? std::ldexp(fraction, -24)
                      : exponent == 31 ? (fraction ? NAN : INFINITY)
                                       : std::ldexp(1024 + fraction, exponent - 25);
  return h >> 15 ? -size : size;
}

inline int channel_count(clrt_channel_order order) { return order == CLRT_R ? 1 : order == CLRT_RG ? 2 : 4; }
inline int channel_size(clrt_channel_type t) {
  if (t == CLRT_FLOAT || t == CLRT_INT32 || t == CLRT_UINT32) return 4;
  return t == CLRT_UNORM8 || t == CLRT_SNORM8 || t == CLRT_INT8 || t == CLRT_UINT8 ? 1 : 2;
}

// Bytes of an image and what its texels mean. Sizes that the image has not are 1.
struct Texels {
  clrt_image_desc desc;
  std::vector<std::uint8_t> bytes;

  std::size_t texel_bytes() const { return std::size_t(channel_count(desc.order) * channel_size(desc.type)); }
  bool array() const { return desc.kind == CLRT_IMAGE_1D_ARRAY || desc.kind == CLRT_IMAGE_2D_ARRAY; }
  int dims() const {
    return desc.kind == CLRT_IMAGE_3D ? 3 : desc.kind == CLRT_IMAGE_2D || desc.kind == CLRT_IMAGE_2D_ARRAY ? 2 : 1;
  }
  int size(int d) const { return int(d == 0 ? desc.width : d == 1 ? desc.height : desc.depth); }
  int slices() const { return int(array() ? desc.layers : desc.depth); }
  std::size_t row_pitch() const { return desc.row_pitch ? desc.row_pitch : desc.width * texel_bytes(); }
  std::size_t slice_pitch() const { return desc.slice_pitch ? desc.slice_pitch : row_pitch() * desc.height; }
  std::size_t at(int x, int y, int z) const { return desc.offset + z * slice_pitch() + y * row_pitch() + x * texel_bytes(); }

  double channel(std::size_t byte) const {
    const auto get = [&]<class T>(T v) {
      std::memcpy(&v, bytes.data() + byte, sizeof v);
      return double(v);
    };
    switch (desc.type) {
      case CLRT_FLOAT: return get(0.0f);
      case CLRT_HALF: return half_value(unsigned(get(std::uint16_t())));
      case CLRT_UNORM8: return get(std::uint8_t()) / 255;
      case CLRT_UNORM16: return get(std::uint16_t()) / 65535;
      case CLRT_SNORM8: return std::max(-1.0, get(std::int8_t()) / 127);
      case CLRT_SNORM16: return std::max(-1.0, get(std::int16_t()) / 32767);
      case CLRT_INT8: return get(std::int8_t());
      case CLRT_INT16: return get(std::int16_t());
      case CLRT_INT32: return get(std::int32_t());
      case CLRT_UINT8: return get(std::uint8_t());
      case CLRT_UINT16: return get(std::uint16_t());
      case CLRT_UINT32: return get(std::uint32_t());
    }
    return NAN;
  }
  Colour texel(int x, int y, int z) const {
    const int channels = channel_count(desc.order);
    Colour c{0, 0, 0, channels < 4 ? 1.0 : 0.0};
    if (x < 0 || y < 0 || z < 0 || x >= size(0) || y >= size(1) || z >= slices()) return c;
    for (int k = 0; k < channels; ++k) {
      const int place = desc.order == CLRT_BGRA && k < 3 ? 2 - k : k;
      c[std::size_t(k)] = channel(at(x, y, z) + std::size_t(place * channel_size(desc.type)));
    }
    return c;
  }

  // One dimension: the texels to mix, with weights.
  std::vector<std::pair<int, double>> meet(const clrt_sampler& s, double c, int size) const {
    double u = s.normalized ? c * size : c;
    if (s.addressing == CLRT_ADDRESSING_REPEAT) u = (c - std::floor(c)) * size;
    if (s.addressing == CLRT_ADDRESSING_MIRRORED) u = std::abs(c - 2 * std::nearbyint(0.5 * c)) * size;
    const auto place = [&](int i) {
      switch (s.addressing) {
        case CLRT_ADDRESSING_TO_EDGE:
        case CLRT_ADDRESSING_MIRRORED: return std::min(std::max(i, 0), size - 1);
        case CLRT_ADDRESSING_REPEAT: return (i % size + size) % size;
        default: return i;
      }
    };
    if (!s.linear) return {{place(int(std::floor(u))), 1.0}};
    const double low = std::floor(u - 0.5), share = u - 0.5 - low;
    return {{place(int(low)), 1 - share}, {place(int(low) + 1), share}};
  }
  Colour sample(const clrt_sampler& s, const float* c) const {
    std::array<std::vector<std::pair<int, double>>, 3> m;
    for (int d = 0; d < 3; ++d)
      m[std::size_t(d)] = d < dims() ? meet(s, c[d], size(d)) : std::vector<std::pair<int, double>>{{0, 1.0}};
    if (array()) m[2] = {{std::min(std::max(int(std::nearbyint(c[dims()])), 0), slices() - 1), 1.0}};
    Colour sum{0, 0, 0, 0};
    for (const auto& [x, wx] : m[0])
      for (const auto& [y, wy] : m[1])
        for (const auto& [z, wz] : m[2]) {
          const Colour t = texel(x, y, z);
          for (std::size_t k = 0; k < 4; ++k) sum[k] += wx * wy * wz * t[k];
        }
    return sum;
  }
};

// An image of random texels with the gaps between rows and slices that `row_gap` texels and `slice_gap` rows make.
inline Texels random_image(Random& random, clrt_image_kind kind, clrt_channel_order order, clrt_channel_type type,
                           std::array<std::size_t, 3> size, std::size_t row_gap = 0, std::size_t slice_gap = 0) {
  Texels t{};
  t.desc.kind = kind;
  t.desc.order = order;
  t.desc.type = type;
  t.desc.width = size[0];
  t.desc.height = t.dims() > 1 ? size[1] : 1;
  t.desc.depth = t.dims() > 2 ? size[2] : 1;
  t.desc.layers = t.array() ? size[std::size_t(t.dims())] : 0;
  if (row_gap) t.desc.row_pitch = (size[0] + row_gap) * t.texel_bytes();
  if (slice_gap) t.desc.slice_pitch = t.row_pitch() * (t.desc.height + slice_gap);
  t.bytes.resize(t.slice_pitch() * std::size_t(t.slices()));
  const auto fill = [&]<class T>(T low, T high) {
    for (std::size_t b = 0; b + sizeof(T) <= t.bytes.size(); b += sizeof(T)) {
      const T v = random.value(low, high);
      std::memcpy(t.bytes.data() + b, &v, sizeof v);
    }
  };
  if (type == CLRT_FLOAT)
    fill(-4.0f, 4.0f);
  else if (type == CLRT_HALF)
    fill(std::uint16_t(0x2000), std::uint16_t(0x4400));
  else
    fill(std::uint8_t(0), std::uint8_t(255));
  return t;
}

}  // namespace clrt::harness
