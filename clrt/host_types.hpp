// Host types as kernel arguments: their OpenCL C names, and how a value is held while a launch reads it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace clrt {

// The bits of an OpenCL half; hosts have no such type.
struct half {
  std::uint16_t bits;
};

namespace detail {

template <class T>
struct IsArray : std::false_type {};
template <class T, std::size_t n>
struct IsArray<std::array<T, n>> : std::true_type {};

// What stands for itself as a by-value argument.
template <class T>
inline constexpr bool is_value =
    std::is_trivially_copyable_v<T> && !std::is_pointer_v<T> && !std::is_null_pointer_v<T> && !std::is_same_v<T, bool>;

// The name in OpenCL C: "float", "uchar", "int4"; null for structs (only their size is checked).
template <class T>
constexpr const char* scalar_name() {
  if constexpr (std::is_enum_v<T>)
    return scalar_name<std::underlying_type_t<T>>();
  else if constexpr (std::is_same_v<T, float>)
    return "float";
  else if constexpr (std::is_same_v<T, double>)
    return "double";
  else if constexpr (std::is_same_v<T, half>)
    return "half";
  else if constexpr (std::is_integral_v<T> && std::is_signed_v<T>)
    return sizeof(T) == 1 ? "char" : sizeof(T) == 2 ? "short" : sizeof(T) == 4 ? "int" : "long";
  else if constexpr (std::is_integral_v<T>)
    return sizeof(T) == 1 ? "uchar" : sizeof(T) == 2 ? "ushort" : sizeof(T) == 4 ? "uint" : "ulong";
  else
    return nullptr;
}

// scalar_name and a number of components, as static text.
template <class T, std::size_t n>
struct VectorName {
  static constexpr auto text = [] {
    std::array<char, 12> t{};
    std::size_t length = 0;
    if (const char* s = scalar_name<T>()) {
      while (s[length] != 0) t[length] = s[length], ++length;
      if (n >= 10) t[length++] = static_cast<char>('0' + n / 10);
      t[length++] = static_cast<char>('0' + n % 10);
    }
    return t;
  }();
};

template <class T>
struct ValueTypeName {
  static constexpr const char* get() { return scalar_name<T>(); }
};
template <class T, std::size_t n>
struct ValueTypeName<std::array<T, n>> {
  static_assert(n == 2 || n == 3 || n == 4 || n == 8 || n == 16, "OpenCL vectors have 2, 3, 4, 8 or 16 components");
  static constexpr const char* get() { return scalar_name<T>() ? VectorName<T, n>::text.data() : nullptr; }
};

template <class T>
constexpr const char* value_type_name() {
  return ValueTypeName<T>::get();
}
// A buffer of std::byte is untyped.
template <class T>
constexpr const char* element_type() {
  if constexpr (std::is_same_v<T, std::byte>)
    return nullptr;
  else
    return value_type_name<T>();
}

// Holds what a launch reads: a reference, but a vector of 3 as the 4 components it has in OpenCL.
template <class T>
struct Held {
  const T& x;
  const T& get() const { return x; }
};
template <class T>
struct Vector3 {
  std::array<T, 4> s;
};
template <class T>
struct ValueTypeName<Vector3<T>> : ValueTypeName<std::array<T, 3>> {};
template <class T>
struct Held<std::array<T, 3>> {
  explicit Held(const std::array<T, 3>& a) : x{{a[0], a[1], a[2], T{}}} {}
  Vector3<T> x;
  const Vector3<T>& get() const { return x; }
};
template <class T>
Held<T> hold(const T& x) {
  return Held<T>{x};
}

}  // namespace detail
}  // namespace clrt
