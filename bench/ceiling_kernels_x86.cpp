// Ceilings of x86-64: AVX2 and AVX-512 with VNNI and BF16, with normal and non-temporal stores.
//
// Chains: the longest latency here is 5 cycles at 2 instructions a cycle, so 10 would do; 12 and 16 leave slack and fit the
// registers of their ISA.
#include <immintrin.h>

#include <cstring>

#include "bench/ceiling_kernels.hpp"

#define CLRT_AVX2 __attribute__((target("avx2,fma")))
#define CLRT_AVX512 __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl")))
#define CLRT_VNNI __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")))
#define CLRT_BF16 __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512bf16")))

namespace clrt::bench {
namespace {

constexpr int kChains2 = 12, kChains512 = 16;

bool always() { return true; }
bool has_avx2() { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"); }
bool has_avx512() {
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl");
}
bool has_vnni() { return has_avx512() && __builtin_cpu_supports("avx512vnni"); }
bool has_bf16() { return has_avx512() && __builtin_cpu_supports("avx512bf16"); }

CLRT_AVX2 float fma_avx2(std::uint64_t iterations) {
  __m256 chain[kChains2];
  for (int k = 0; k < kChains2; ++k) chain[k] = _mm256_set1_ps(1.0f + static_cast<float>(k) * 0.01f);
  const __m256 x = _mm256_set1_ps(0.999f), y = _mm256_set1_ps(0.001f);
  for (std::uint64_t i = 0; i < iterations; ++i) {
#pragma GCC unroll 12
    for (int k = 0; k < kChains2; ++k) chain[k] = _mm256_fmadd_ps(chain[k], x, y);
  }
  __m256 sum = chain[0];
  for (int k = 1; k < kChains2; ++k) sum = _mm256_add_ps(sum, chain[k]);
  return _mm256_cvtss_f32(sum);
}

CLRT_AVX512 float fma_avx512(std::uint64_t iterations) {
  __m512 chain[kChains512];
  for (int k = 0; k < kChains512; ++k) chain[k] = _mm512_set1_ps(1.0f + static_cast<float>(k) * 0.01f);
  const __m512 x = _mm512_set1_ps(0.999f), y = _mm512_set1_ps(0.001f);
  for (std::uint64_t i = 0; i < iterations; ++i) {
#pragma GCC unroll 16
    for (int k = 0; k < kChains512; ++k) chain[k] = _mm512_fmadd_ps(chain[k], x, y);
  }
  __m512 sum = chain[0];
  for (int k = 1; k < kChains512; ++k) sum = _mm512_add_ps(sum, chain[k]);
  return _mm512_cvtss_f32(sum);
}

CLRT_VNNI float dot_i8_avx512(std::uint64_t iterations) {
  __m512i chain[kChains512];
  for (int k = 0; k < kChains512; ++k) chain[k] = _mm512_set1_epi32(k);
  const __m512i x = _mm512_set1_epi8(3), y = _mm512_set1_epi8(-5);
  for (std::uint64_t i = 0; i < iterations; ++i) {
#pragma GCC unroll 16
    for (int k = 0; k < kChains512; ++k) chain[k] = _mm512_dpbusd_epi32(chain[k], x, y);
  }
  __m512i sum = chain[0];
  for (int k = 1; k < kChains512; ++k) sum = _mm512_add_epi32(sum, chain[k]);
  return static_cast<float>(_mm512_cvtsi512_si32(sum));
}

CLRT_BF16 float dot_bf16_avx512(std::uint64_t iterations) {
  __m512 chain[kChains512];
  for (int k = 0; k < kChains512; ++k) chain[k] = _mm512_set1_ps(static_cast<float>(k));
  const __m512bh x = _mm512_cvtne2ps_pbh(_mm512_set1_ps(0.5f), _mm512_set1_ps(-0.5f));
  const __m512bh y = _mm512_cvtne2ps_pbh(_mm512_set1_ps(0.25f), _mm512_set1_ps(0.25f));
  for (std::uint64_t i = 0; i < iterations; ++i) {
#pragma GCC unroll 16
    for (int k = 0; k < kChains512; ++k) chain[k] = _mm512_dpbf16_ps(chain[k], x, y);
  }
  __m512 sum = chain[0];
  for (int k = 1; k < kChains512; ++k) sum = _mm512_add_ps(sum, chain[k]);
  return _mm512_cvtss_f32(sum);
}

CLRT_AVX2 float read_avx2(float*, const float* b, const float*, std::size_t n) {
  __m256 sum[8];
  for (__m256& s : sum) s = _mm256_setzero_ps();
  for (std::size_t i = 0; i < n; i += 64) {
#pragma GCC unroll 8
    for (std::size_t k = 0; k < 8; ++k) sum[k] = _mm256_add_ps(sum[k], _mm256_load_ps(b + i + 8 * k));
  }
  for (std::size_t k = 1; k < 8; ++k) sum[0] = _mm256_add_ps(sum[0], sum[k]);
  return _mm256_cvtss_f32(sum[0]);
}

CLRT_AVX512 float read_avx512(float*, const float* b, const float*, std::size_t n) {
  __m512 sum[4];
  for (__m512& s : sum) s = _mm512_setzero_ps();
  for (std::size_t i = 0; i < n; i += 64) {
#pragma GCC unroll 4
    for (std::size_t k = 0; k < 4; ++k) sum[k] = _mm512_add_ps(sum[k], _mm512_load_ps(b + i + 16 * k));
  }
  return _mm512_cvtss_f32(_mm512_add_ps(_mm512_add_ps(sum[0], sum[1]), _mm512_add_ps(sum[2], sum[3])));
}

float copy_memcpy(float* a, const float* b, const float*, std::size_t n) {
  std::memcpy(a, b, n * sizeof(float));
  return a[0];
}

template <bool NonTemporal>
CLRT_AVX2 float copy_avx2(float* a, const float* b, const float*, std::size_t n) {
  for (std::size_t i = 0; i < n; i += 32) {
#pragma GCC unroll 4
    for (std::size_t k = 0; k < 32; k += 8) {
      const __m256 v = _mm256_load_ps(b + i + k);
      if constexpr (NonTemporal)
        _mm256_stream_ps(a + i + k, v);
      else
        _mm256_store_ps(a + i + k, v);
    }
  }
  _mm_sfence();
  return a[0];
}

template <bool NonTemporal>
CLRT_AVX512 float copy_avx512(float* a, const float* b, const float*, std::size_t n) {
  for (std::size_t i = 0; i < n; i += 64) {
#pragma GCC unroll 4
    for (std::size_t k = 0; k < 64; k += 16) {
      const __m512 v = _mm512_load_ps(b + i + k);
      if constexpr (NonTemporal)
        _mm512_stream_ps(a + i + k, v);
      else
        _mm512_store_ps(a + i + k, v);
    }
  }
  _mm_sfence();
  return a[0];
}

template <bool NonTemporal>
CLRT_AVX2 float triad_avx2(float* a, const float* b, const float* c, std::size_t n) {
  const __m256 three = _mm256_set1_ps(3.0f);
  for (std::size_t i = 0; i < n; i += 32) {
#pragma GCC unroll 4
    for (std::size_t k = 0; k < 32; k += 8) {
      const __m256 v = _mm256_fmadd_ps(three, _mm256_load_ps(c + i + k), _mm256_load_ps(b + i + k));
      if constexpr (NonTemporal)
        _mm256_stream_ps(a + i + k, v);
      else
        _mm256_store_ps(a + i + k, v);
    }
  }
  _mm_sfence();
  return a[0];
}

template <bool NonTemporal>
CLRT_AVX512 float triad_avx512(float* a, const float* b, const float* c, std::size_t n) {
  const __m512 three = _mm512_set1_ps(3.0f);
  for (std::size_t i = 0; i < n; i += 64) {
#pragma GCC unroll 4
    for (std::size_t k = 0; k < 64; k += 16) {
      const __m512 v = _mm512_fmadd_ps(three, _mm512_load_ps(c + i + k), _mm512_load_ps(b + i + k));
      if constexpr (NonTemporal)
        _mm512_stream_ps(a + i + k, v);
      else
        _mm512_store_ps(a + i + k, v);
    }
  }
  _mm_sfence();
  return a[0];
}

constexpr ComputeLoop kCompute[] = {
    {"fma_f32", "AVX2", has_avx2, fma_avx2, 2.0 * 8 * kChains2},
    {"fma_f32", "AVX-512", has_avx512, fma_avx512, 2.0 * 16 * kChains512},
    {"dot_i8", "AVX-512 VNNI", has_vnni, dot_i8_avx512, 2.0 * 64 * kChains512},
    {"dot_bf16", "AVX-512 BF16", has_bf16, dot_bf16_avx512, 2.0 * 32 * kChains512},
};

constexpr StreamLoop kStream[] = {
    {"read", "AVX2", has_avx2, read_avx2, 4},
    {"read", "AVX-512", has_avx512, read_avx512, 4},
    {"copy", "memcpy", always, copy_memcpy, 8},
    {"copy", "AVX2, normal stores", has_avx2, copy_avx2<false>, 8},
    {"copy", "AVX2, non-temporal stores", has_avx2, copy_avx2<true>, 8},
    {"copy", "AVX-512, normal stores", has_avx512, copy_avx512<false>, 8},
    {"copy", "AVX-512, non-temporal stores", has_avx512, copy_avx512<true>, 8},
    {"triad", "AVX2, normal stores", has_avx2, triad_avx2<false>, 12},
    {"triad", "AVX2, non-temporal stores", has_avx2, triad_avx2<true>, 12},
    {"triad", "AVX-512, normal stores", has_avx512, triad_avx512<false>, 12},
    {"triad", "AVX-512, non-temporal stores", has_avx512, triad_avx512<true>, 12},
};

}  // namespace

std::span<const ComputeLoop> compute_loops() { return kCompute; }
std::span<const StreamLoop> stream_loops() { return kStream; }

}  // namespace clrt::bench
