// References of the programs that make or filter images.
#include <algorithm>
#include <cmath>
#include <string>

#include "suite.hpp"

using namespace clrt::harness;

namespace {

std::string size_label(int w, int h) { return std::to_string(w) + "x" + std::to_string(h); }

// Group sizes that divide the padded range, and a tail in both directions.
struct Shape {
  int w, h, lw, lh;
};
constexpr Shape kShapes[] = {{64, 48, 16, 16}, {64, 48, 8, 8}, {61, 33, 7, 5}, {1, 1, 16, 16}, {17, 40, 8, 8}, {100, 31, 16, 16}};

Range padded(const Shape& s) {
  return range2(round_up(s.w, s.lw), round_up(s.h, s.lh), s.lw, s.lh);
}

int escape(float cr, float ci, int max_iter) {
  float zr = 0, zi = 0;
  for (int i = 0; i < max_iter; ++i) {
    const float rr = zr * zr, ii = zi * zi;
    if (rr + ii > 4.0f) return i;
    zi = 2.0f * zr * zi + ci;
    zr = rr - ii + cr;
  }
  return max_iter;
}

std::vector<Case> mandelbrot(Random&) {
  std::vector<Case> cases;
  for (const Shape& s : kShapes) {
    const float x0 = -2.1f, y0 = -1.25f, dx = 2.75f / s.w, dy = 2.5f / s.h;
    std::vector<int> want(s.w * s.h);
    for (int y = 0; y < s.h; ++y)
      for (int x = 0; x < s.w; ++x) want[y * s.w + x] = escape(x0 + float(x) * dx, y0 + float(y) * dy, 200);
    Case c(size_label(s.w, s.h));
    c.launch("mandelbrot", padded(s),
             {c.out(want), value(s.w), value(s.h), value(x0), value(y0), value(dx), value(dy), value(200)});
    cases.push_back(std::move(c));
  }
  return cases;
}

std::vector<Case> mandelbrot_rgba(Random&) {
  std::vector<Case> cases;
  for (const Shape& s : kShapes) {
    const std::array<float, 2> origin{-2.1f, -1.25f}, step{2.75f / s.w, 2.5f / s.h};
    const int max_iter = 100;
    std::vector<unsigned char> want;
    auto put = [&](int r, int g, int b) {
      for (int v : {r, g, b, 255}) want.push_back(static_cast<unsigned char>(v));
    };
    for (int y = 0; y < s.h; ++y)
      for (int x = 0; x < s.w; ++x) {
        const float cr = origin[0] + float(x) * step[0], ci = origin[1] + float(y) * step[1];
        const float xm = cr - 0.25f, q = xm * xm + ci * ci;
        if (q * (q + xm) <= 0.25f * ci * ci) {
          put(0, 0, 0);
          continue;
        }
        float zr = cr, zi = ci;
        int i = 0;
        for (; i < max_iter; ++i) {
          const float rr = zr * zr, ii = zi * zi;
          if (rr + ii > 4.0f) break;
          zi = 2.0f * zr * zi + ci;
          zr = rr - ii + cr;
        }
        if (i == max_iter) put(0, 0, 0);
        else if (i % 4 == 3) put(64, 64, i);
        else put(i % 4 == 0 ? 255 : 0, i % 4 == 1 ? 255 : 0, i % 4 == 2 ? 255 : 0);
      }
    Case c(size_label(s.w, s.h));
    c.launch("mandelbrot_rgba", padded(s), {c.out(want), value(s.w), value(s.h), value(origin), value(step), value(max_iter)});
    cases.push_back(std::move(c));
  }
  return cases;
}

std::vector<Case> heat_step(Random& random) {
  std::vector<Case> cases;
  for (const Shape& s : kShapes) {
    const auto in = random.values<float>(s.w * s.h, -10.0f, 10.0f);
    const float k = 0.2f;
    auto at = [&](int x, int y) { return double(in[std::clamp(y, 0, s.h - 1) * s.w + std::clamp(x, 0, s.w - 1)]); };
    std::vector<float> want;
    for (int y = 0; y < s.h; ++y)
      for (int x = 0; x < s.w; ++x)
        want.push_back(float(at(x, y) + k * (at(x - 1, y) + at(x + 1, y) + at(x, y - 1) + at(x, y + 1) - 4 * at(x, y))));
    Case c(size_label(s.w, s.h) + "/" + size_label(s.lw, s.lh));
    // Seven roundings of values up to 80.
    c.launch("heat_step", padded(s),
             {c.in(in), c.out(want, {7 * 80 * 6e-8, 0}), value(s.w), value(s.h), value(k)});
    cases.push_back(std::move(c));
  }
  return cases;
}

std::vector<Case> blur3x3(Random& random) {
  std::vector<Case> cases;
  for (const Shape& s : kShapes) {
    const auto in = random.bits<unsigned char>(s.w * s.h);
    std::vector<unsigned char> want;
    for (int y = 0; y < s.h; ++y)
      for (int x = 0; x < s.w; ++x) {
        int sum = 0, weight = 0;
        for (int j = std::max(y - 1, 0); j <= std::min(y + 1, s.h - 1); ++j)
          for (int i = std::max(x - 1, 0); i <= std::min(x + 1, s.w - 1); ++i) {
            const int k = (2 - std::abs(i - x)) * (2 - std::abs(j - y));
            sum += k * in[j * s.w + i];
            weight += k;
          }
        want.push_back(static_cast<unsigned char>(sum / weight));
      }
    Case c(size_label(s.w, s.h) + "/" + size_label(s.lw, s.lh));
    c.launch("blur3x3", padded(s), {c.in(in), c.out(want), value(s.w), value(s.h)});
    cases.push_back(std::move(c));
  }
  return cases;
}

template <class T>
std::vector<T> transposed(const std::vector<T>& in, int w, int h) {
  std::vector<T> out(in.size());
  for (int x = 0; x < w; ++x)
    for (int y = 0; y < h; ++y) out[x * h + y] = in[y * w + x];
  return out;
}

std::vector<Case> transpose(Random& random) {
  std::vector<Case> cases;
  for (auto [w, h] : {std::pair{64, 32}, {33, 17}, {1, 40}, {100, 75}}) {
    const auto in = random.values<float>(w * h, -1.0f, 1.0f);
    Case c(size_label(w, h));
    c.launch("transpose", range2(round_up(w, 16), round_up(h, 16), 16, 16),
             {c.out(transposed(in, w, h)), c.in(in), value(w), value(h)});
    cases.push_back(std::move(c));
  }
  return cases;
}

std::vector<Case> transpose_rows4(Random& random) {
  std::vector<Case> cases;
  for (auto [w, h] : {std::pair{64, 32}, {33, 17}, {100, 75}}) {
    const auto in = random.bits<int>(w * h);
    Case c(size_label(w, h));
    c.launch("transpose_rows4", range2(round_up(w, 32), round_up(h, 32) / 4, 32, 8),
             {c.out(transposed(in, w, h)), c.in(in), value(w), value(h)});
    cases.push_back(std::move(c));
  }
  return cases;
}

}  // namespace

CLRT_SUITE(mandelbrot, "mandelbrot.cl") {
  s.every_sub_group_size();
  s.add("mandelbrot", mandelbrot);
  s.add("mandelbrot_rgba", mandelbrot_rgba);
}
CLRT_SUITE(stencil, "stencil.cl") {
  s.add("heat_step", heat_step);
  s.add("blur3x3", blur3x3);
}
CLRT_SUITE(transpose, "transpose.cl") {
  s.add("transpose", transpose);
  s.add("transpose_rows4", transpose_rows4);
}
