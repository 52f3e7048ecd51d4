// Kinds: what the translator knows of a value across the lanes of a sub-group.
#pragma once

#include <cstdint>
#include <string>

namespace clrt::translator {

// How a value differs between lanes. Ordered: a join never goes down.
enum class Shape : std::uint8_t {
  kUnset,    // no assignment seen yet (bottom)
  kUniform,  // the same in every active lane: one scalar
  kLinear,   // base + lane * stride, stride a compile-time constant (elements, for pointers)
  kVarying,  // anything
};

// What a pointer points to. Private memory of a vectorised kernel is made of lane objects, everything else is memory.
enum class Pointee : std::uint8_t { kUnset, kMemory, kLanes, kConflict };

struct Kind {
  Shape shape = Shape::kUnset;
  std::int64_t stride = 0;
  // Linear values only: an id, or a small sum of such, so that no lane wraps around and widening keeps the value linear.
  bool no_wrap = false;
  // Linear values of a signed 32-bit type only: a conversion that may have wrapped made it. Arithmetic of signed integers does not
  // overflow in a right program, so without this mark widening keeps such a value linear.
  bool folded = false;
  Pointee pointee = Pointee::kUnset;

  bool uniform() const { return shape <= Shape::kUniform; }
  bool linear() const { return shape == Shape::kLinear; }
  bool varying() const { return shape == Shape::kVarying; }
  friend bool operator==(const Kind&, const Kind&) = default;
};

inline Kind uniform_kind(Pointee p = Pointee::kUnset) { return {Shape::kUniform, 0, false, false, p}; }
inline Kind varying_kind(Pointee p = Pointee::kUnset) { return {Shape::kVarying, 0, false, false, p}; }
Kind linear_kind(std::int64_t stride, bool no_wrap = false, Pointee p = Pointee::kUnset);

// Least kind that covers both.
Kind join(const Kind& a, const Kind& b);

// Letter for clone names: u, v, l<stride> (n for a negative sign, then w or f for no_wrap and folded), followed by p for lane-object pointers.
std::string mangle(const Kind& k);

}  // namespace clrt::translator
