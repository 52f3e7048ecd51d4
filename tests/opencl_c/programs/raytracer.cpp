// Reference of the ray tracer, in double precision.
//
// A pixel is unstable, and only has to be written, when the reference's colour changes under a tiny turn of its ray: there
// a rounding may decide which object is hit. The case demands that such pixels are few.
#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "suite.hpp"

using namespace clrt::harness;

namespace {

struct V {
  double x, y, z;
  friend V operator+(V a, V b) { return {a.x + b.x, a.y + b.y, a.z + b.z}; }
  friend V operator-(V a, V b) { return {a.x - b.x, a.y - b.y, a.z - b.z}; }
  friend V operator*(V a, double k) { return {a.x * k, a.y * k, a.z * k}; }
};
double dot(V a, V b) { return a.x * b.x + a.y * b.y + a.z * b.z; }
V unit(V a) { return a * (1 / std::sqrt(dot(a, a))); }

struct Ball {
  V centre;
  double radius;
  V colour;
  double mirror;
};

struct Surface {
  double t;
  V point, normal, colour;
  double mirror;
};

constexpr double kNear = 1e-3;

bool nearest(const std::vector<Ball>& balls, V from, V dir, Surface& s) {
  s.t = 1e30;
  for (const Ball& b : balls) {
    const V oc = from - b.centre;
    const double half = dot(oc, dir), disc = half * half - (dot(oc, oc) - b.radius * b.radius);
    if (disc < 0) continue;
    for (const double t : {-half - std::sqrt(disc), -half + std::sqrt(disc)})
      if (t > kNear && t < s.t) {
        s.t = t;
        s.point = from + dir * t;
        s.normal = (s.point - b.centre) * (1 / b.radius);
        s.colour = b.colour;
        s.mirror = b.mirror;
        break;
      }
  }
  if (dir.y < -kNear) {
    const double t = (double(-0.97f) - from.y) / dir.y;
    if (t > kNear && t < 30 && t < s.t) {
      s.t = t;
      s.point = from + dir * t;
      s.normal = {0, 1, 0};
      const bool light = (static_cast<long>(std::floor(s.point.x)) + static_cast<long>(std::floor(s.point.z))) % 2 != 0;
      s.colour = light ? V{0.9, 0.9, 0.9} : V{0.1, 0.1, 0.1};
      s.mirror = 0;
    }
  }
  return s.t < 1e30;
}

V colour_of(const std::vector<Ball>& balls, V from, V dir, V light, int depth) {
  if (depth == 0) return {0, 0, 0};
  Surface s{};
  if (!nearest(balls, from, dir, s)) {
    const double k = 0.5 * (dir.y + 1);
    return V{1, 1, 1} * (1 - k) + V{0.5, 0.7, 1} * k;
  }
  const V away = s.point + s.normal * 1e-2, to_light = light - s.point;
  double diffuse = std::max(0.0, dot(s.normal, unit(to_light)));
  Surface shade{};
  if (diffuse > 0 && nearest(balls, away, unit(to_light), shade) && shade.t < std::sqrt(dot(to_light, to_light))) diffuse = 0;
  V c = s.colour * ((1 - s.mirror) * (0.2 + 0.8 * diffuse));
  if (s.mirror > 0) c = c + colour_of(balls, away, unit(dir - s.normal * (2 * dot(dir, s.normal))), light, depth - 1) * s.mirror;
  return c;
}

std::vector<Case> render(Random& random) {
  std::vector<Case> cases;
  for (auto [w, h, lw, lh, count] : {std::array{64, 48, 8, 8, 5}, {45, 31, 16, 4, 3}, {20, 20, 7, 5, 0}}) {
    std::vector<Ball> balls;
    std::vector<float> packed;
    for (int i = 0; i < count; ++i) {
      std::array<float, 8> b{random.value(-2.0f, 2.0f), random.value(-0.6f, 1.0f), random.value(-3.0f, 0.5f), random.value(0.3f, 0.8f),
                             random.value(0.1f, 1.0f),  random.value(0.1f, 1.0f),  random.value(0.1f, 1.0f),  i % 2 ? 0.5f : 0.0f};
      packed.insert(packed.end(), b.begin(), b.end());
      balls.push_back({{b[0], b[1], b[2]}, b[3], {b[4], b[5], b[6]}, b[7]});
    }
    if (count == 0) packed.resize(8);
    const std::array<float, 4> light{3.0f, 5.0f, 4.0f, 0.0f};
    const int depth = 4;
    std::vector<float> want;
    std::vector<bool> unstable;
    for (int y = 0; y < h; ++y)
      for (int x = 0; x < w; ++x) {
        auto shot = [&](double dx, double dy) {
          const V dir{(2 * (x + 0.5) - w) / h + dx, (2 * (y + 0.5) - h) / h + dy, -2};
          return colour_of(balls, {0, 0, 4}, unit(dir), {light[0], light[1], light[2]}, depth);
        };
        const V c = shot(0, 0);
        bool shaky = false;
        constexpr double e = 1e-5;  // a hundred roundings of a float direction
        for (auto [dx, dy] : {std::pair{e, 0.0}, {-e, 0.0}, {0.0, e}, {0.0, -e}, {e, e}, {-e, -e}, {e, -e}, {-e, e}}) {
          const V d = shot(dx, dy) - c;
          shaky |= dot(d, d) > 1e-7;
        }
        want.insert(want.end(), {float(c.x), float(c.y), float(c.z), 1.0f});
        unstable.insert(unstable.end(), {shaky, shaky, shaky, false});
      }
    if (std::count(unstable.begin(), unstable.end(), true) > std::ptrdiff_t(unstable.size() / 10))
      throw std::logic_error("raytracer: the scene has too many unstable pixels to be a test");
    Case c(std::to_string(w) + "x" + std::to_string(h) + " spheres " + std::to_string(count));
    // A stable pixel moves by at most 3e-4 under the turn above; the rest is for the shading's own roundings.
    c.launch("render", range2(round_up(w, lw), round_up(h, lh), lw, lh),
             {c.out(want, {1e-3, 0}, unstable), value(w), value(h), c.in(packed), value(count), value(light), value(depth)});
    cases.push_back(std::move(c));
  }
  return cases;
}

}  // namespace

CLRT_SUITE(raytracer, "raytracer.cl") {
  s.add("render", render);
}
