// The frame of the lane library's checks: each source is compiled once per instruction set and brings a table of checks.
//
// Kept free of the standard library's templates: code compiled for AVX-512 must not lend its inline functions to the rest of
// the program.
#pragma once

#include <cstddef>
#include <cstdint>

#define CLRT_JOIN3(A, B, C) A##_##B##_##C
#define CLRT_JOIN(A, B, C) CLRT_JOIN3(A, B, C)

namespace clrt::lanes_test {

// What one check found. The first failures are kept as text.
struct Report {
  const char* check = "";
  int failures = 0;
  std::size_t length = 0;
  char text[2048] = {};
  // Bits of results, to compare instruction sets with.
  std::uint64_t hash = 0x9e3779b97f4a7c15ull;

  void fail(const char* format, ...) __attribute__((format(printf, 2, 3)));
  void add(std::uint64_t bits) { hash = (hash ^ bits) * 0x100000001b3ull; }
};

struct Check {
  const char* name;
  void (*run)(Report&);
  bool same_bits;              // results must have the same bits on every instruction set
};
struct Suite {
  const char* name;
  const char* isa;             // as the lane library calls itself
  const Check* checks;
  int count;
};

// Deterministic random numbers; the seed is part of every failure's text.
struct Random {
  std::uint64_t state;
  explicit Random(std::uint64_t seed) : state(seed * 2 + 1) {}
  std::uint64_t next() {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state * 0x2545f4914f6cdd1dull;
  }
};

}  // namespace clrt::lanes_test
