// The loops that reach a processor's arithmetic and memory ceilings, one table for each kind, and what they count.
//
// A loop is listed for every ISA it is built for; `supported` says whether this machine can run it. The functions are
// pure computation on the caller's memory: any thread, no allocation, no failure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace clrt::bench {

// Independent chains of one instruction, all in registers.
struct ComputeLoop {
  const char* name;  // "fma_f32", "dot_i8", "dot_bf16"
  const char* how;   // "AVX-512, 16 chains"
  bool (*supported)();
  // Runs `iterations` times and returns a value that depends on every chain, so that nothing is optimised away.
  float (*run)(std::uint64_t iterations);
  double ops_per_iteration;  // multiply and add count as two
};

// One pass over arrays of n floats (n a multiple of 64, arrays aligned to 64 bytes): read b, copy b to a, or a = b + 3 c.
struct StreamLoop {
  const char* name;  // "read", "copy", "triad"
  const char* how;   // "AVX-512, non-temporal stores"
  bool (*supported)();
  float (*run)(float* a, const float* b, const float* c, std::size_t n);
  double bytes_per_element;  // as the program sees them: a normal store counts once though the cache line is read first
};

std::span<const ComputeLoop> compute_loops();
std::span<const StreamLoop> stream_loops();

}  // namespace clrt::bench
