// OpenCL C 6.15.14, printf: once per active lane in lane order, each call's text handed to Launch::print.
//
// Arguments are scalars, lanes, vec of either (%v4f and so on) and strings. The formatter is one function per program; a call
// packs each lane's values into a tagged array.
#pragma once

#include "cpu_emu/opencl_c/work_item.hpp"

namespace clrt::cl::inline CLRT_ISA {
namespace impl {

struct print_arg {
  enum Kind : std::uint8_t { kInt, kFloat, kPointer } kind;
  std::uint8_t n;                                                 // components
  union {
    std::int64_t i[16];
    double f[16];
    const void* p;
  };
};

// Text on its way to the sink; what does not fit goes out in pieces.
struct print_text {
  const cpu::Launch* launch;
  std::size_t length = 0;
  char text[1024];

  void flush() {
    if (length) launch->print(launch->print_user, text, length);
    length = 0;
  }
  void put(const char* s, std::size_t n) {
    for (std::size_t k = 0; k < n; ++k) {
      if (length == sizeof text) flush();
      text[length++] = s[k];
    }
  }
};

// One conversion of one component; `spec` is flags, width and precision after the percent sign.
inline __attribute__((noinline)) void clrt_cl_format_one(print_text& out, const char* spec, std::size_t spec_length,
                                                         const char* size, char conversion, const print_arg& a, int k) {
  char format[48], text[512];
  if (spec_length > 32) spec_length = 32;
  std::size_t n = 0;
  format[n++] = '%';
  for (std::size_t j = 0; j < spec_length; ++j) format[n++] = spec[j];
  const bool is_long = size[0] == 'l', is_char = size[0] == 'h' && size[1] == 'h', is_short = size[0] == 'h' && !size[1];
  int length = 0;
  switch (conversion) {
    case 'd': case 'i': case 'u': case 'o': case 'x': case 'X': {
      std::int64_t v = a.kind == print_arg::kFloat ? std::int64_t(a.f[k]) : a.i[k];
      if (conversion == 'd' || conversion == 'i') {
        if (is_char) v = std::int8_t(v);
        else if (is_short) v = std::int16_t(v);
        else if (!is_long) v = std::int32_t(v);
      } else {
        if (is_char) v = std::uint8_t(v);
        else if (is_short) v = std::uint16_t(v);
        else if (!is_long) v = std::uint32_t(v);
      }
      format[n++] = 'l', format[n++] = 'l', format[n++] = conversion, format[n] = 0;
      length = __builtin_snprintf(text, sizeof text, format, static_cast<long long>(v));
      break;
    }
    case 'c':
      format[n++] = 'c', format[n] = 0;
      length = __builtin_snprintf(text, sizeof text, format, int(a.i[k]));
      break;
    case 'p':
      format[n++] = 'p', format[n] = 0;
      length = __builtin_snprintf(text, sizeof text, format, a.p);
      break;
    default:                                                      // a e f g
      format[n++] = conversion, format[n] = 0;
      length = __builtin_snprintf(text, sizeof text, format, a.kind == print_arg::kFloat ? a.f[k] : double(a.i[k]));
      break;
  }
  if (length > 0) out.put(text, std::size_t(length) < sizeof text ? std::size_t(length) : sizeof text - 1);
}

// A string with its flags, width and precision; of any length.
inline __attribute__((noinline)) void clrt_cl_format_string(print_text& out, const char* spec, std::size_t spec_length, const char* s) {
  std::size_t k = 0, width = 0, precision = ~std::size_t(0), length = 0;
  bool left = false;
  for (; k < spec_length && (spec[k] < '1' || spec[k] > '9') && spec[k] != '.'; ++k) left = left || spec[k] == '-';
  for (; k < spec_length && spec[k] != '.'; ++k) width = width * 10 + std::size_t(spec[k] - '0');
  if (k < spec_length)
    for (precision = 0, ++k; k < spec_length; ++k) precision = precision * 10 + std::size_t(spec[k] - '0');
  while (length < precision && s[length]) ++length;
  const std::size_t padding = width > length ? width - length : 0;
  for (std::size_t j = 0; j < padding && !left; ++j) out.put(" ", 1);
  out.put(s, length);
  for (std::size_t j = 0; j < padding && left; ++j) out.put(" ", 1);
}

inline __attribute__((noinline)) void clrt_cl_format(const cpu::Launch* launch, const char* f, const print_arg* args, int count) {
  print_text out;
  out.launch = launch;
  int next = 0;
  while (*f) {
    if (*f != '%') {
      out.put(f++, 1);
      continue;
    }
    if (f[1] == '%') {
      out.put("%", 1);
      f += 2;
      continue;
    }
    const char* spec = ++f;
    while (*f == '-' || *f == '+' || *f == ' ' || *f == '#' || *f == '0') ++f;
    while ((*f >= '0' && *f <= '9') || *f == '.') ++f;
    const std::size_t spec_length = std::size_t(f - spec);
    int n = 1;
    if (*f == 'v') {
      for (n = 0, ++f; *f >= '0' && *f <= '9'; ++f) n = n * 10 + (*f - '0');
      if (n < 1 || n > 16) n = 1;
    }
    char size[3] = {0, 0, 0};
    for (int k = 0; *f == 'h' || *f == 'l'; ++f)
      if (k < 2) size[k++] = *f;
    const char conversion = *f;
    if (!conversion) break;
    ++f;
    if (next >= count) break;                                     // fewer arguments than conversions
    const print_arg& a = args[next++];
    if (conversion == 's') {
      clrt_cl_format_string(out, spec, spec_length, a.kind == print_arg::kPointer && a.p ? static_cast<const char*>(a.p) : "(null)");
      continue;
    }
    for (int k = 0; k < n && k < a.n; ++k) {
      if (k) out.put(",", 1);
      clrt_cl_format_one(out, spec, spec_length, size, conversion, a, k);
    }
  }
  out.flush();
}

template <class T> CLRT_INLINE void print_value(print_arg& a, int k, T v) {
  if constexpr (is_float<T>) a.f[k] = double(v);
  else a.i[k] = std::int64_t(v);
}
// Argument x as lane l sees it.
template <class X> CLRT_INLINE print_arg print_pack(const X& x, int l) {
  print_arg a;
  a.n = 1;
  if constexpr (__is_pointer(X) || __is_array(X)) {
    a.kind = print_arg::kPointer;
    a.p = (const void*)x;
  } else if constexpr (is_ptr<X>) {
    a.kind = print_arg::kPointer;
    a.p = x[l];
  } else {
    a.kind = is_float<elem<X>> ? print_arg::kFloat : print_arg::kInt;
    if constexpr (is_vec<X>) {
      a.n = traits<X>::n;
      for (int k = 0; k < traits<X>::n; ++k) {
        if constexpr (is_varying<X>) print_value(a, k, x.s[k][l]);
        else print_value(a, k, x.s[k]);
      }
    } else if constexpr (traits<X>::N != 0) {
      print_value(a, 0, x[l]);
    } else {
      print_value(a, 0, x);
    }
  }
  return a;
}
}  // namespace impl

template <class C, class M, class F, class... X> inline std::int32_t printf(const C& c, M m, const F& format, const X&... x) {
  const cpu::Launch* launch = c.wg()->launch;
  if (!launch->print) return 0;
  std::uint64_t b;
  if constexpr (impl::is_mask<M>) b = bits(m);
  else b = m ? 1 : 0;
  for (; b; b &= b - 1) {
    const int l = __builtin_ctzll(b);
    const impl::print_arg args[sizeof...(X) + 1] = {impl::print_pack(x, l)...};
    impl::clrt_cl_format(launch, reinterpret_cast<const char*>(&format[0]), args, int(sizeof...(X)));
  }
  return 0;
}

}  // namespace clrt::cl
