// Ceilings of a processor without loops of its own: plain C++, as fast as the compiler makes it.
#include <cstring>

#include "bench/ceiling_kernels.hpp"

namespace clrt::bench {
namespace {

constexpr int kChains = 64;

bool always() { return true; }

float fma(std::uint64_t iterations) {
  float chain[kChains];
  for (int k = 0; k < kChains; ++k) chain[k] = 1.0f + static_cast<float>(k) * 0.01f;
  for (std::uint64_t i = 0; i < iterations; ++i)
    for (float& x : chain) x = x * 0.999f + 0.001f;
  float sum = 0;
  for (const float x : chain) sum += x;
  return sum;
}

float read(float*, const float* b, const float*, std::size_t n) {
  float chain[kChains] = {};
  for (std::size_t i = 0; i < n; i += kChains)
    for (std::size_t k = 0; k < kChains; ++k) chain[k] += b[i + k];
  float sum = 0;
  for (const float x : chain) sum += x;
  return sum;
}

float copy(float* a, const float* b, const float*, std::size_t n) {
  std::memcpy(a, b, n * sizeof(float));
  return a[0];
}

float triad(float* a, const float* b, const float* c, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) a[i] = b[i] + 3.0f * c[i];
  return a[0];
}

constexpr ComputeLoop kCompute[] = {{"fma_f32", "compiler's vectors", always, fma, 2.0 * kChains}};
constexpr StreamLoop kStream[] = {{"read", "compiler's vectors", always, read, 4},
                                  {"copy", "memcpy", always, copy, 8},
                                  {"triad", "compiler's vectors", always, triad, 12}};

}  // namespace

std::span<const ComputeLoop> compute_loops() { return kCompute; }
std::span<const StreamLoop> stream_loops() { return kStream; }

}  // namespace clrt::bench
