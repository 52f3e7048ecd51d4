// What the checks share: the library under test, random values, comparison by bits, memory with a forbidden page behind it.
#pragma once

#include <sys/mman.h>

#include "check.hpp"
#include "cpu_emu/opencl_c/opencl_c.hpp"

// The table of this source's checks, named after the suite and the instruction set it is built for.
#define CLRT_TABLE(SUITE, ISA, ...)                                                                     \
  static const Check checks_of_suite[] = {__VA_ARGS__};                                                 \
  extern const Suite CLRT_JOIN(suite, SUITE, ISA);                                                      \
  const Suite CLRT_JOIN(suite, SUITE, ISA) = {CLRT_QUOTE(SUITE), clrt::cl::kIsa, checks_of_suite,       \
                                              int(sizeof checks_of_suite / sizeof checks_of_suite[0])};
#define CLRT_QUOTE2(X) #X
#define CLRT_QUOTE(X) CLRT_QUOTE2(X)
#define CLRT_CHECKS(...) CLRT_TABLE(CLRT_SUITE, CLRT_BUILD_ISA, __VA_ARGS__)

namespace clrt::lanes_test {
namespace {

namespace cl = clrt::cl;
namespace fn = clrt::cl::fn;
using half = _Float16;

template <class T> using bits_of = cl::impl::uint<T>;
template <class T> bits_of<T> raw_bits(T x) { return __builtin_bit_cast(bits_of<T>, x); }
// Equal bits, or both NaN.
template <class T> bool same(T a, T b) {
  if constexpr (__is_floating_point(T))
    if (a != a && b != b) return true;
  return raw_bits(a) == raw_bits(b);
}
template <class T> const char* type_name() {
  if constexpr (__is_same(T, half)) return "half";
  else if constexpr (__is_same(T, float)) return "float";
  else if constexpr (__is_same(T, double)) return "double";
  else if constexpr (T(-1) < T(0)) return sizeof(T) == 1 ? "char" : sizeof(T) == 2 ? "short" : sizeof(T) == 4 ? "int" : "long";
  else return sizeof(T) == 1 ? "uchar" : sizeof(T) == 2 ? "ushort" : sizeof(T) == 4 ? "uint" : "ulong";
}

// Every third value is an edge of the type: zeros, ones, limits, infinities, subnormals; the rest random in bits or magnitude.
template <class T> T random_value(Random& r) {
  const std::uint64_t u = r.next(), how = u >> 60;
  if constexpr (__is_floating_point(T)) {
    const double magnitude = double(std::int64_t(u << 8) >> 40) / 4096.0;
    if (how < 10) return T(float(magnitude));
    if (how < 14) return __builtin_bit_cast(T, bits_of<T>(u));
    static constexpr double edges[] = {0.0, -0.0, 1.0, -1.0, 0.5, 3.0e38, -3.0e38, 1.0e-40, __builtin_inf(), -__builtin_inf(),
                                       65504.0, 6.0e-8, 2147483648.0, -2147483648.0, 16777217.0, 4294967296.0};
    return T(float(edges[u & 15]));
  } else {
    if (how < 6) return T(u);
    if (how < 11) return T(std::int64_t(u << 56) >> 56);
    static constexpr std::uint64_t edges[] = {0, 1, ~0ull, 2, 0x7f, 0x80, 0x7fff, 0x8000, 0x7fffffff, 0x80000000,
                                              0x7fffffffffffffff, 0x8000000000000000, 0xff, 0xffff, 0xffffffff, 7};
    return T(edges[u & 15]);
  }
}
template <class T, int N> cl::lanes<T, N> random_lanes(Random& r) {
  cl::lanes<T, N> x;
  for (int l = 0; l < N; ++l) x.set(l, random_value<T>(r));
  return x;
}
template <int N> cl::mask<N> random_mask(Random& r) {
  const std::uint64_t how = r.next() >> 62;
  return cl::from_bits<N>(how == 0 ? 0 : how == 1 ? ~0ull : r.next());
}

// `bytes` of memory that end where access is forbidden, poisoned.
struct Fence {
  static constexpr std::size_t kPage = 4096;
  std::size_t pages;
  char* base;
  explicit Fence(std::size_t n) : pages(n) {
    base = static_cast<char*>(mmap(nullptr, (n + 2) * kPage, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
    mprotect(base, kPage, PROT_NONE);
    mprotect(base + (n + 1) * kPage, kPage, PROT_NONE);
    poison();
  }
  ~Fence() { munmap(base, (pages + 2) * kPage); }
  Fence(const Fence&) = delete;
  Fence& operator=(const Fence&) = delete;
  char* begin() const { return base + kPage; }
  char* end() const { return base + (pages + 1) * kPage; }
  void poison() const {
    for (char* p = begin(); p < end(); ++p) *p = char(0xa5);
  }
};

#define EXPECT_LANE(R, GOT, WANT, ...)                                                                                 \
  do {                                                                                                                 \
    const auto got_ = (GOT);                                                                                           \
    const decltype(got_) want_ = (WANT);                                                                               \
    if (!same(got_, want_)) {                                                                                          \
      char what_[200];                                                                                                 \
      __builtin_snprintf(what_, sizeof what_, __VA_ARGS__);                                                            \
      (R).fail("%s:%d %s: got %.17g (0x%llx), want %.17g (0x%llx)", __FILE__, __LINE__, what_, double(got_),           \
               (unsigned long long)raw_bits(got_), double(want_), (unsigned long long)raw_bits(want_));                \
    }                                                                                                                  \
  } while (0)
#define EXPECT_THAT(R, CONDITION, ...)                                     \
  do {                                                                     \
    if (!(CONDITION)) {                                                    \
      char what_[200];                                                     \
      __builtin_snprintf(what_, sizeof what_, __VA_ARGS__);                \
      (R).fail("%s:%d %s: %s", __FILE__, __LINE__, what_, #CONDITION);     \
    }                                                                      \
  } while (0)

}  // namespace
}  // namespace clrt::lanes_test
