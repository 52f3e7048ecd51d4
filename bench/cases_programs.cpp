// Cases of unmodified OpenCL C, written without a thought of this project: Mandelbrot, N-body.
#include <cmath>
#include <limits>
#include <memory>
#include <random>

#include "bench/cases.hpp"

namespace clrt::bench {
namespace {

constexpr int kSize = 2048, kMostIterations = 256;
constexpr float kLeft = -2.0f, kTop = -1.5f, kStep = 3.0f / kSize;

int escape(int px, int py) {
  const float cr = kLeft + static_cast<float>(px) * kStep, ci = kTop + static_cast<float>(py) * kStep;
  float zr = 0, zi = 0;
  int i = 0;
  while (zr * zr + zi * zi <= 4.0f && i < kMostIterations) {
    const float t = zr * zr - zi * zi + cr;
    zi = 2.0f * zr * zi + ci;
    zr = t;
    ++i;
  }
  return i;
}

const std::vector<std::int32_t>& escape_counts() {
  static const std::vector<std::int32_t> counts = [] {
    std::vector<std::int32_t> c;
    c.reserve(std::size_t{kSize} * kSize);
    for (int y = 0; y < kSize; ++y)
      for (int x = 0; x < kSize; ++x) c.push_back(escape(x, y));
    return c;
  }();
  return counts;
}

// The kernel forbids contraction, so the counts are exact.
Checked compare_counts(const std::vector<std::int32_t>& got) {
  const std::vector<std::int32_t>& want = escape_counts();
  Checked result;
  for (std::size_t i = 0; i < got.size(); ++i) {
    const double error = std::abs(double(got[i]) - double(want[i])) / kMostIterations;
    if (error > 0 && result.note.empty())
      result.note = "pixel " + std::to_string(i) + " is " + std::to_string(got[i]) + ", must be " + std::to_string(want[i]);
    result.error = std::max(result.error, error);
  }
  return result;
}

constexpr int kBodies = 16384, kLocal = 256;
constexpr float kTimeStep = 1e-3f;

// Velocity after one step from rest, component c of body i. `magnitude` receives the sum of the terms' sizes.
double velocity(const std::vector<float>& bodies, std::size_t i, std::size_t c, double& magnitude) {
  double sum = 0;
  magnitude = 0;
  for (std::size_t j = 0; j < kBodies; ++j) {
    double r[3], square = 0.01;
    for (std::size_t d = 0; d < 3; ++d) {
      r[d] = double(bodies[4 * j + d]) - double(bodies[4 * i + d]);
      square += r[d] * r[d];
    }
    const double term = r[c] * double(bodies[4 * j + 3]) / (square * std::sqrt(square));
    sum += term;
    magnitude += std::abs(term);
  }
  magnitude *= double(kTimeStep);
  return sum * double(kTimeStep);
}

// Every 127th body.
Checked compare_velocities(const std::vector<float>& got, const std::vector<float>& bodies) {
  Checked result;
  double largest = 0, error = 0;
  for (std::size_t i = 0; i < kBodies; i += 127)
    for (std::size_t c = 0; c < 3; ++c) {
      double magnitude = 0;
      const double want = velocity(bodies, i, c, magnitude), apart = std::abs(double(got[4 * i + c]) - want);
      // A sum of kBodies terms in a row, each with the rounding of its factors.
      if (!(apart <= magnitude * (kBodies + 16) * 0x1p-24) && result.note.empty())
        result.note = "velocity " + std::to_string(c) + " of body " + std::to_string(i) + " is " +
                      std::to_string(got[4 * i + c]) + ", must be " + std::to_string(want);
      largest = std::max(largest, std::abs(want));
      error = std::max(error, apart);
    }
  result.error = error / largest;
  return result;
}

std::vector<float> random_bodies() {
  std::mt19937 engine(12345);
  std::uniform_real_distribution<float> value(0.1f, 1.0f);
  std::vector<float> v(4 * kBodies);
  for (float& x : v) x = value(engine);
  return v;
}

}  // namespace

Case mandelbrot_case() {
  double iterations = 0;
  for (const std::int32_t i : escape_counts()) iterations += i;
  return {"mandelbrot", "2048 x 2048 x 256", 4.0 * kSize * kSize, kMandelbrotFlops * iterations, true, [](const Device& device) {
            const Kernel kernel = Program::registered(device, "mandelbrot").kernel("mandelbrot");
            const Buffer<std::int32_t> counts(device, std::size_t{kSize} * kSize);
            Queue queue(device);
            const std::function<void(int)> run = [=](int times) mutable {
              for (int i = 0; i < times; ++i)
                queue.launch(kernel, {kSize, kSize}, {16, 16}, counts, kSize, kSize, kLeft, kTop, kStep, kStep, kMostIterations);
              queue.finish();
            };
            const auto check = [=]() mutable {
              queue.fill(counts, -1);
              run(1);
              return compare_counts(queue.read(counts));
            };
            return Prepared{check, run};
          }};
}

Case nbody_case() {
  constexpr double kInteractions = double(kBodies) * kBodies;
  return {"nbody", "16384", 48.0 * kBodies, kNbodyFlops * kInteractions, true, [](const Device& device) {
            const auto bodies = std::make_shared<const std::vector<float>>(random_bodies());
            const Kernel kernel = Program::registered(device, "nbody").kernel("nbody_step");
            const Buffer<float> from(device, *bodies), to(device, 4 * kBodies), speed(device, 4 * kBodies);
            Queue queue(device);
            // Speeds add up from run to run and stay finite.
            const std::function<void(int)> run = [=](int times) mutable {
              for (int i = 0; i < times; ++i)
                queue.launch(kernel, {kBodies}, {kLocal}, from.as<std::byte>(), to.as<std::byte>(), speed.as<std::byte>(),
                             kBodies, kTimeStep, local<float>(4 * kLocal));
              queue.finish();
            };
            const auto check = [=]() mutable {
              queue.fill(speed, 0.0f);
              run(1);
              return compare_velocities(queue.read(speed), *bodies);
            };
            return Prepared{check, run};
          }};
}

}  // namespace clrt::bench
