// The table of integer functions (OpenCL C 6.15.3, cl_khr_extended_bit_ops) with references in wider integers.
#pragma once

#include <functional>

#include "kernels.hpp"

namespace clrt::numbers {

__extension__ using Int128 = __int128;
__extension__ using UInt128 = unsigned __int128;

struct IntegerType {
  const char* name;  // in OpenCL C
  int bits;
  bool is_signed;
  Int128 least() const { return is_signed ? -(Int128{1} << (bits - 1)) : Int128{0}; }
  Int128 most() const { return (Int128{1} << (is_signed ? bits - 1 : bits)) - 1; }
  // The value of the low bits.
  Int128 wrap(Int128 x) const {
    const UInt128 low = static_cast<UInt128>(x) & ((UInt128{1} << bits) - 1);
    return is_signed && (low >> (bits - 1)) ? static_cast<Int128>(low) - (Int128{1} << bits) : static_cast<Int128>(low);
  }
  Int128 clamp(Int128 x) const { return x < least() ? least() : x > most() ? most() : x; }
};
const std::vector<IntegerType>& integer_types();

struct IntegerFunction {
  std::string name;
  Form form;                       // $T is the type
  std::vector<IntegerType> types;  // of the arguments
  IntegerType result;
  std::function<Int128(const Int128*)> reference;
  // The last argument is offset + 256 count of a bit-field, a scalar in every width: that of the vector's first component.
  bool has_field = false;
  // Whether the result is defined for these arguments; none: always.
  std::function<bool(const Int128*)> defined;
};
// All functions of the type.
std::vector<IntegerFunction> integer_functions(const IntegerType& type);

}  // namespace clrt::numbers
