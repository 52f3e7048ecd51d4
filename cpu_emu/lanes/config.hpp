// Compiler attributes, type traits from compiler built-ins and the ISA that this translation unit is compiled for.
//
// No standard library header beyond <cstddef> and <cstdint>: generated code is compiled at run time, parsing counts.
#pragma once

#include <cstddef>
#include <cstdint>

// Every function of the lane library is inlined; without debug lines of its own, gdb steps through the kernel's lines.
#define CLRT_INLINE inline __attribute__((always_inline, nodebug))
#define CLRT_LAMBDA __attribute__((always_inline, nodebug))
#define CLRT_UNROLL _Pragma("clang loop unroll(full)")

#if !defined(CLRT_LANES_SCALAR) && !defined(__AVX2__)
#define CLRT_LANES_SCALAR 1
#endif
#if !defined(CLRT_LANES_SCALAR) && defined(__AVX512F__) && defined(__AVX512BW__) && defined(__AVX512DQ__) && \
    defined(__AVX512VL__)
#define CLRT_LANES_AVX512 1
#elif !defined(CLRT_LANES_SCALAR)
#define CLRT_LANES_AVX2 1
#endif

// Code for several instruction sets is linked into one program: everything stands in an inline namespace of its own, so that
// the linker never takes one set's copy of a function for another's.
#if defined(CLRT_LANES_SCALAR)
#define CLRT_ISA isa_scalar
#elif defined(CLRT_LANES_AVX512)
#define CLRT_ISA isa_avx512
#else
#define CLRT_ISA isa_avx2
#endif

// Vectors wider than the registers are passed in structs through inlined functions only.
#pragma clang diagnostic ignored "-Wpsabi"
// The same expressions serve bool and mask, which has no short circuit.
#pragma clang diagnostic ignored "-Wbitwise-instead-of-logical"

namespace clrt::cl::inline CLRT_ISA {

#if defined(CLRT_LANES_SCALAR)
inline constexpr const char* kIsa = "scalar";
#elif defined(CLRT_LANES_AVX512)
inline constexpr const char* kIsa = "avx512";
#else
inline constexpr const char* kIsa = "avx2";
#endif

using half = _Float16;

// Rounding of conversions, OpenCL C 6.4.3.2. rt_default is rtz to integers and rte to floating types.
enum class Round { rt_default, rte, rtz, rtp, rtn };
inline constexpr Round rt_default = Round::rt_default, rte = Round::rte, rtz = Round::rtz, rtp = Round::rtp,
                       rtn = Round::rtn;

template <class T, int N> struct lanes;
template <int N> struct mask;
template <class T, int S, int N> struct linear;
template <class E, int n> struct vec;
template <class T, int N> struct ptr;

namespace impl {

template <class T> struct same_t { using type = T; };
template <class T> using nodeduce = typename same_t<T>::type;

template <class T> using no_ref = __remove_cvref(T);

template <bool B, class T, class F> struct cond_t { using type = T; };
template <class T, class F> struct cond_t<false, T, F> { using type = F; };
template <bool B, class T, class F> using cond = typename cond_t<B, T, F>::type;

template <class T> inline constexpr bool is_float = __is_floating_point(T);
template <class T> inline constexpr bool is_int = __is_integral(T) && !__is_same(T, bool);
template <class T> inline constexpr bool is_scalar = is_float<T> || __is_integral(T);
template <class T> inline constexpr bool is_signed = is_float<T> || T(-1) < T(0);

template <std::size_t B> struct int_of;
template <> struct int_of<1> { using s = std::int8_t; using u = std::uint8_t; };
template <> struct int_of<2> { using s = std::int16_t; using u = std::uint16_t; };
template <> struct int_of<4> { using s = std::int32_t; using u = std::uint32_t; };
template <> struct int_of<8> { using s = std::int64_t; using u = std::uint64_t; };
// The signed and unsigned integer as wide as T.
template <class T> using sint = typename int_of<sizeof(T)>::s;
template <class T> using uint = typename int_of<sizeof(T)>::u;

template <class T> inline constexpr T int_max = is_signed<T> ? T(uint<T>(-1) >> 1) : T(-1);
template <class T> inline constexpr T int_min = is_signed<T> ? T(-int_max<T> - 1) : T(0);

// One scalar: the compiler's element-wise builtins promote 8 and 16 bits to int, where nothing saturates.
template <class T> CLRT_INLINE T cut(int x) { return T(x < int(int_min<T>) ? int(int_min<T>) : x > int(int_max<T>) ? int(int_max<T>) : x); }
template <class T> CLRT_INLINE T one_add_sat(T a, T b) {
  if constexpr (sizeof(T) < 4) return cut<T>(int(a) + int(b));
  else return __builtin_elementwise_add_sat(a, b);
}
template <class T> CLRT_INLINE T one_sub_sat(T a, T b) {
  if constexpr (sizeof(T) < 4) return cut<T>(int(a) - int(b));
  else return __builtin_elementwise_sub_sat(a, b);
}
template <class T> CLRT_INLINE T one_bitreverse(T a) {
  if constexpr (sizeof(T) == 1) return T(__builtin_bitreverse8(std::uint8_t(a)));
  else if constexpr (sizeof(T) == 2) return T(__builtin_bitreverse16(std::uint16_t(a)));
  else return __builtin_elementwise_bitreverse(a);
}

template <class I, I... V> struct ints {};
template <int N> using iota_ints = __make_integer_seq<ints, int, N>;

}  // namespace impl
}  // namespace clrt::cl
