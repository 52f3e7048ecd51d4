// References of images.cl, images_3d.cl and images_half.cl.
#include "images.hpp"

#include <algorithm>
#include <limits>

using namespace clrt::harness;

namespace {

constexpr clrt_channel_type kFloatTypes[] = {CLRT_FLOAT, CLRT_HALF, CLRT_UNORM8, CLRT_UNORM16, CLRT_SNORM8, CLRT_SNORM16};
constexpr std::size_t kWidth = 13, kHeight = 7, kDeep = 5;

// Coordinates inside, at the edges and beyond them, in the sampler's units. Where the nearest texel is asked for they keep away
// from the border between two, whatever float does to the product.
std::vector<float> coordinates(Random& random, const clrt_sampler& s, const Texels& t, int n) {
  std::vector<float> at;
  for (int i = 0; i < n; ++i) {
    for (int d = 0; d < 3; ++d) {
      const double size = d < t.dims() ? t.size(d) : 1;
      if (t.array() && d == t.dims()) {
        at.push_back(float(random.value(-1, t.slices())) + random.value(-0.4f, 0.4f));
        continue;
      }
      const bool inside = s.addressing == CLRT_ADDRESSING_NONE;
      const int texel =
          inside ? random.value(s.linear ? 1 : 0, int(size) - (s.linear ? 2 : 1)) : random.value(-int(size), 2 * int(size));
      const double u = texel + random.value(0.1f, 0.9f);
      at.push_back(float(s.normalized ? u / size : u));
    }
  }
  return at;
}

// The error of linear filtering: each of a few products and sums rounds; the coordinate itself has an error of some 2^-22 texels,
// which counts as often as neighbours differ.
Tolerance filtering(const clrt_sampler& s) { return {s.linear ? 8.0 * 3 * 0x1p-19 : 1e-6, 0}; }
// Samplers in hardware weigh texels with 8 bits behind the point ("CUDA C++ Programming Guide", Texture Fetching, Linear
// Filtering). The guide does not say whether weights are rounded; an H200 errs by more than half of the last bit in each dimension,
// so it is one of them, times what texels differ by.
Tolerance filtering_on_gpu(const clrt_sampler& s, const Texels& t) {
  const bool wide = t.desc.type == CLRT_FLOAT || t.desc.type == CLRT_HALF;
  return s.linear ? Tolerance{t.dims() * 0x1p-8 * (wide ? 8.0 : 2.0) + filtering(s).absolute, 0} : filtering(s);
}

std::string text_of(const clrt_sampler& s) {
  return std::string(s.linear ? "linear" : "nearest") + " addressing " + std::to_string(int(s.addressing)) +
         (s.normalized ? " normalized" : "");
}

std::vector<clrt_sampler> samplers(bool linear_too) {
  std::vector<clrt_sampler> all;
  for (int linear = 0; linear <= int(linear_too); ++linear)
    for (int normalized : {0, 1})
      for (clrt_addressing a : {CLRT_ADDRESSING_NONE, CLRT_ADDRESSING_TO_EDGE, CLRT_ADDRESSING_CLAMP, CLRT_ADDRESSING_REPEAT,
                                CLRT_ADDRESSING_MIRRORED})
        if (normalized || (a != CLRT_ADDRESSING_REPEAT && a != CLRT_ADDRESSING_MIRRORED)) all.push_back({a, normalized, linear});
  return all;
}

template <class Out>
Case sampled(const std::string& kernel, Random& random, const Texels& t, const clrt_sampler& s) {
  constexpr int n = 150;
  const auto at = coordinates(random, s, t, n);
  std::vector<Out> want;
  for (int i = 0; i < n; ++i)
    for (double v : t.sample(s, at.data() + 3 * i)) want.push_back(Out(v));
  Case c(text_of(s) + " type " + std::to_string(int(t.desc.type)) + " order " + std::to_string(int(t.desc.order)));
  const BufferId texels = c.in(t.bytes), out = c.out(want, filtering(s));
  if constexpr (std::is_floating_point_v<Out>) c.on_gpu<Out>(out, filtering_on_gpu(s, t));
  c.launch(kernel, range(160, 32), {ImageView{texels, t.desc}, s, c.in(at), out, value(n)});
  return c;
}

MakeCases sample_cases(const std::string& kernel, clrt_image_kind kind, bool normalized) {
  return [=](Random& random) {
    std::vector<Case> cases;
    std::size_t type = 0;
    for (const clrt_sampler& s : samplers(true)) {
      if ((s.normalized != 0) != normalized) continue;
      const clrt_channel_type t = kFloatTypes[type++ % std::size(kFloatTypes)];
      cases.push_back(sampled<float>(kernel, random, random_image(random, kind, CLRT_RGBA, t, {kWidth, kHeight, kDeep}), s));
      cases.push_back(
          sampled<float>(kernel, random, random_image(random, kind, CLRT_RGBA, CLRT_FLOAT, {kWidth, kHeight, kDeep}), s));
    }
    return cases;
  };
}

// Every floating-point format, with gaps between rows.
MakeCases formats(std::vector<clrt_channel_order> orders) {
  return [orders](Random& random) {
    std::vector<Case> cases;
    for (clrt_channel_type t : kFloatTypes)
      for (clrt_channel_order o : orders) {
        const Texels image = random_image(random, CLRT_IMAGE_2D, o, t, {kWidth, kHeight, 1}, 3);
        cases.push_back(sampled<float>("sample_2d", random, image, {CLRT_ADDRESSING_CLAMP, 0, 0}));
        cases.push_back(sampled<float>("sample_2d", random, image, {CLRT_ADDRESSING_TO_EDGE, 1, 1}));
      }
    return cases;
  };
}

template <class Out>
MakeCases integer_formats(const std::string& kernel, clrt_channel_order order, std::vector<clrt_channel_type> types) {
  return [=](Random& random) {
    std::vector<Case> cases;
    std::size_t at = 0;
    for (const clrt_sampler& s : samplers(false)) {
      cases.push_back(sampled<Out>(
          kernel, random, random_image(random, CLRT_IMAGE_2D, order, types[at % types.size()], {kWidth, kHeight, 1}, at % 2), s));
      ++at;
    }
    return cases;
  };
}

MakeCases around(clrt_channel_order o) {
  return [o](Random& random) {
    std::vector<Case> cases;
    {
      const Texels t = random_image(random, CLRT_IMAGE_2D, o, CLRT_FLOAT, {kWidth, kHeight, 1});
      const int w = int(kWidth) + 4, n = w * (int(kHeight) + 4);
      std::vector<float> want;
      for (int i = 0; i < n; ++i) {
        const int x = i % w - 2, y = i / w - 2;
        const bool border = ((x ^ y) & 1) != 0;
        const Colour c =
            border ? t.texel(x, y, 0) : t.texel(std::clamp(x, 0, int(kWidth) - 1), std::clamp(y, 0, int(kHeight) - 1), 0);
        const Colour extra = t.texel(1, 0, 0);
        for (std::size_t k = 0; k < 4; ++k) want.push_back(float((border ? c[k] : -c[k]) + (i % 3 == 0 ? extra[k] : 0)));
      }
      Case c("order " + std::to_string(int(o)));
      const BufferId texels = c.in(t.bytes);
      c.launch("around", range(std::uint64_t(n), 0), {ImageView{texels, t.desc}, c.out(want, {1e-6, 0}), value(n)});
      cases.push_back(std::move(c));
    }
    return cases;
  };
}

// Moves texels to the other side of their slice; what lies between rows and slices stays as it was.
Case copied(const std::string& kernel, Random& random, const Texels& from, unsigned doubling = 0) {
  Texels before = from;
  for (std::uint8_t& b : before.bytes) b = std::uint8_t(random.value(0, 255));
  Texels after = before;
  const int w = from.size(0), h = from.dims() > 1 ? from.size(1) : from.array() ? from.slices() : 1;
  const bool rows_are_layers = from.dims() == 1 && from.array();
  const int n = int(from.desc.width) * (from.dims() > 1 ? from.size(1) : 1) * from.slices();
  for (int i = 0; i < n; ++i) {
    const int x = i % w, y = i / w % h, z = i / (w * h);
    const std::size_t source = rows_are_layers ? from.at(x, 0, y) : from.at(x, y, z);
    const std::size_t target = rows_are_layers ? from.at(w - 1 - x, 0, h - 1 - y) : from.at(w - 1 - x, h - 1 - y, z);
    std::copy_n(from.bytes.begin() + std::ptrdiff_t(source), from.texel_bytes(), after.bytes.begin() + std::ptrdiff_t(target));
    for (std::size_t k = 0; k < from.texel_bytes() && doubling != 0; k += 2) {  // a half's exponent goes up by one
      after.bytes[target + k + 1] = std::uint8_t(after.bytes[target + k + 1] + doubling);
    }
  }
  Case c("type " + std::to_string(int(from.desc.type)) + " order " + std::to_string(int(from.desc.order)));
  const BufferId in = c.in(from.bytes), out = c.inout(before.bytes, after.bytes);
  c.launch(kernel, range(round_up(std::uint64_t(n), 16), 16),
           {ImageView{in, from.desc}, ImageView{out, from.desc}, value(w), value(h), value(n)});
  return c;
}

MakeCases copies(const std::string& kernel, clrt_image_kind kind, std::vector<clrt_channel_type> types) {
  return [=](Random& random) {
    std::vector<Case> cases;
    for (clrt_channel_type t : types) {
      // 255 and -128 have two spellings of -1 between them: texels that are read and written must come back as they were.
      const auto image = [&](clrt_channel_order o, std::size_t row_gap, std::size_t slice_gap) {
        Texels made = random_image(random, kind, o, t, {kWidth, kHeight, kDeep}, row_gap, slice_gap);
        if (t == CLRT_SNORM8)
          for (std::uint8_t& b : made.bytes) b = b == 0x80 ? 0x81 : b;
        if (t == CLRT_SNORM16)
          for (std::size_t b = 1; b < made.bytes.size(); b += 2) made.bytes[b] = made.bytes[b] == 0x80 ? 0x81 : made.bytes[b];
        return made;
      };
      cases.push_back(copied(kernel, random, image(CLRT_RGBA, 0, 0)));
      const bool gaps = kind != CLRT_IMAGE_1D && kind != CLRT_IMAGE_1D_BUFFER;
      cases.push_back(copied(kernel, random, image(CLRT_R, gaps ? 2 : 0, gaps && kind != CLRT_IMAGE_2D ? 1 : 0)));
    }
    return cases;
  };
}

// What a channel of type T holds of a number: `most` times it, rounded to even and cut.
template <class T>
void put_number(std::vector<std::uint8_t>& bytes, std::size_t at, double v, double most) {
  const double r = std::isnan(v) ? 0 : std::nearbyint(v * most);
  const T x = T(std::clamp(r, double(std::numeric_limits<T>::min()), double(std::numeric_limits<T>::max())));
  std::memcpy(bytes.data() + at, &x, sizeof x);
}

MakeCases write_numbers(clrt_channel_type type) {
  return [type](Random& random) {
    Texels t = random_image(random, CLRT_IMAGE_2D, CLRT_RGBA, type, {kWidth, kHeight, 1});
    const std::vector<std::uint8_t> before(t.bytes.size(), 0xA5);
    std::vector<std::uint8_t> after = before;
    const int n = int(kWidth * kHeight);
    std::vector<float> in;
    const bool small = type == CLRT_SNORM8 || type == CLRT_UNORM8;
    const double most = type == CLRT_UNORM8 ? 255 : type == CLRT_UNORM16 ? 65535 : type == CLRT_SNORM8 ? 127 : 32767;
    for (int i = 0; i < 4 * n; ++i) {
      // Beyond both ends too; not so near a tie that the product in float could cross it.
      float v = random.value(-1.3f, 1.3f);
      while (std::abs(std::abs(v * most - std::floor(v * most)) - 0.5) < 0.01) v = random.value(-1.3f, 1.3f);
      in.push_back(v);
      const std::size_t at = std::size_t(i) * (small ? 1 : 2);
      if (type == CLRT_UNORM8)
        put_number<std::uint8_t>(after, at, v, most);
      else if (type == CLRT_UNORM16)
        put_number<std::uint16_t>(after, at, v, most);
      else if (type == CLRT_SNORM8)
        put_number<std::int8_t>(after, at, v, most);
      else
        put_number<std::int16_t>(after, at, v, most);
    }
    Case c("type " + std::to_string(int(type)));
    const BufferId out = c.inout(before, after);
    // The specification prefers rounding to even and allows 0.6 of a step (8.3.1.1); a GPU cuts to [-1, 1] first, and -1 has two
    // spellings.
    if (type == CLRT_UNORM8) c.on_gpu<std::uint8_t>(out, {1, 0});
    else if (type == CLRT_UNORM16) c.on_gpu<std::uint16_t>(out, {1, 0});
    else if (type == CLRT_SNORM8) c.on_gpu<std::int8_t>(out, {1, 0});
    else c.on_gpu<std::int16_t>(out, {1, 0});
    c.launch("write_numbers", range(96, 32), {ImageView{out, t.desc}, c.in(in), value(int(kWidth)), value(n)});
    return std::vector<Case>{std::move(c)};
  };
}

template <class T>
MakeCases write_integers(clrt_channel_type type) {
  return [type](Random& random) {
    Texels t = random_image(random, CLRT_IMAGE_2D, CLRT_RGBA, type, {kWidth, kHeight, 1});
    const int n = int(kWidth * kHeight);
    const auto in = random.values<int>(std::size_t(4 * n), -70000, 70000);
    const std::vector<T> before(std::size_t(4 * n), T(77));
    std::vector<T> after;
    for (int v : in) after.push_back(T(std::clamp(v, int(std::numeric_limits<T>::min()), int(std::numeric_limits<T>::max()))));
    Case c("type " + std::to_string(int(type)));
    const BufferId out = c.inout(before, after);
    c.launch("write_integers", range(96, 32), {ImageView{out, t.desc}, c.in(in), value(int(kWidth)), value(n)});
    return std::vector<Case>{std::move(c)};
  };
}

MakeCases describe() {
  return [](Random& random) {
    const Texels a = random_image(random, CLRT_IMAGE_2D, CLRT_RGBA, CLRT_FLOAT, {kWidth, kHeight, 1});
    const Texels b = random_image(random, CLRT_IMAGE_3D, CLRT_RGBA, CLRT_UNORM8, {3, 4, 5});
    const Texels l = random_image(random, CLRT_IMAGE_1D_ARRAY, CLRT_RGBA, CLRT_UINT8, {9, 6, 1});
    const std::vector<int> want = {int(kWidth), int(kHeight), 1, 1, int(kWidth), int(kHeight), 6, 5, 3, 4, 5, 0, 9};
    Case c("three images");
    const BufferId ba = c.in(a.bytes), bb = c.in(b.bytes), bl = c.in(l.bytes);
    c.launch("describe", range(16, 16), {ImageView{ba, a.desc}, ImageView{bb, b.desc}, ImageView{bl, l.desc}, c.out(want)});
    return std::vector<Case>{std::move(c)};
  };
}

}  // namespace

CLRT_SUITE(images, "images.cl") {
  s.options("-cl-std=CL3.0");
  s.opencl_may_refuse("the driver refuses it");  // a format or a size
  const auto sample = [&](const std::string& kernel, clrt_image_kind kind) -> Entry& {
    s.add(kernel, sample_cases(kernel, kind, false));
    return s.add(kernel + "_normalized", sample_cases(kernel, kind, true));
  };
  sample("sample_1d", CLRT_IMAGE_1D);
  sample("sample_2d", CLRT_IMAGE_2D);
  sample("sample_3d", CLRT_IMAGE_3D);
  const char* const kLayers = "PoCL 3.1 scales the layer too where coordinates are normalized";
  sample("sample_1d_array", CLRT_IMAGE_1D_ARRAY).skips_device("pthread-", kLayers);
  sample("sample_2d_array", CLRT_IMAGE_2D_ARRAY).skips_device("pthread-", kLayers);
  const char* const kAlpha = "PoCL reads an alpha that the format lacks as 0";
  s.add("formats_rgba", formats({CLRT_RGBA, CLRT_BGRA}));
  s.add("formats_r_rg", formats({CLRT_R, CLRT_RG})).skips_device("pthread-", kAlpha);
  for (const auto& [order, name] : {std::pair{CLRT_RGBA, "rgba"}, {CLRT_R, "r"}, {CLRT_RG, "rg"}}) {
    const std::string suffix = std::string("_") + name;
    const auto add = [&](const std::string& entry, MakeCases make) {
      Entry& e = s.add(entry + suffix, std::move(make));
      if (order != CLRT_RGBA) e.skips_device("pthread-", kAlpha);
      if (order == CLRT_R) e.skips_device("cpu-", kAlpha);  // seen there; the others did not run on it
    };
    add("int", integer_formats<int>("sample_int", order, {CLRT_INT8, CLRT_INT16, CLRT_INT32}));
    add("uint", integer_formats<unsigned>("sample_uint", order, {CLRT_UINT8, CLRT_UINT16, CLRT_UINT32}));
    add("around", around(order));
  }
  s.add("copy_f", copies("copy_f", CLRT_IMAGE_2D, {CLRT_FLOAT, CLRT_UNORM8, CLRT_UNORM16, CLRT_SNORM8, CLRT_SNORM16}));
  s.add("copy_half", copies("copy_f", CLRT_IMAGE_2D, {CLRT_HALF}))
      .skips_device("pthread-", "PoCL 3.1 does not write images of half")
      .skips_device("cpu-", "PoCL too, after 3.1");
  s.add("copy_i", copies("copy_i", CLRT_IMAGE_2D, {CLRT_INT8, CLRT_INT16, CLRT_INT32}));
  s.add("copy_ui", copies("copy_ui", CLRT_IMAGE_2D, {CLRT_UINT8, CLRT_UINT16, CLRT_UINT32}));
  s.add("copy_1d", copies("copy_1d", CLRT_IMAGE_1D, {CLRT_FLOAT, CLRT_UNORM8}));
  s.add("copy_1d_buffer", copies("copy_1d_buffer", CLRT_IMAGE_1D_BUFFER, {CLRT_FLOAT, CLRT_UNORM8}))
      .skips_device("pthread-", "PoCL 3.1 aborts when a buffer is copied into a 1D buffer image");
  s.add("copy_1d_array", copies("copy_1d_array", CLRT_IMAGE_1D_ARRAY, {CLRT_FLOAT, CLRT_UNORM8}));
  s.add("copy_2d_array", copies("copy_2d_array", CLRT_IMAGE_2D_ARRAY, {CLRT_FLOAT, CLRT_UNORM8}));
  for (clrt_channel_type t : {CLRT_UNORM8, CLRT_UNORM16, CLRT_SNORM8, CLRT_SNORM16})
    s.add("write_numbers_" + std::to_string(int(t)), write_numbers(t));
  s.add("write_int8", write_integers<std::int8_t>(CLRT_INT8));
  s.add("write_int16", write_integers<std::int16_t>(CLRT_INT16));
  s.add("describe", describe());
}
CLRT_SUITE(images_3d, "images_3d.cl") {
  s.options("-cl-std=CL3.0");
  s.opencl_may_refuse("images_3d.cl");  // a device without one of its extensions
  s.add("copy_3d", copies("copy_3d", CLRT_IMAGE_3D, {CLRT_FLOAT, CLRT_UNORM8}));
}
CLRT_SUITE(images_half, "images_half.cl") {
  s.options("-cl-std=CL3.0");
  s.opencl_may_refuse("the device has no cl_khr_fp16");
  s.add("copy_h", [](Random& random) {
    return std::vector<Case>{
        copied("copy_h", random, random_image(random, CLRT_IMAGE_2D, CLRT_RGBA, CLRT_HALF, {kWidth, kHeight, 1}), 4)};
  });
}
