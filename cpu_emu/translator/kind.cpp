// The lattice of kinds.
#include "kind.hpp"

namespace clrt::translator {

Kind linear_kind(std::int64_t stride, bool no_wrap, Pointee p) {
  if (stride == 0) return uniform_kind(p);
  constexpr std::int64_t kMost = 1 << 24;  // strides are of type int in generated code, and some are added before they meet another test
  if (stride > kMost || stride < -kMost) return varying_kind(p);
  return {Shape::kLinear, stride, no_wrap, false, p};
}

namespace {
Pointee join_pointee(Pointee a, Pointee b) {
  if (a == Pointee::kUnset) return b;
  if (b == Pointee::kUnset || a == b) return a;
  return Pointee::kConflict;
}
}  // namespace

Kind join(const Kind& a, const Kind& b) {
  const Pointee p = join_pointee(a.pointee, b.pointee);
  Kind r;
  if (a.shape == Shape::kUnset) r = b;
  else if (b.shape == Shape::kUnset) r = a;
  else if (a.uniform() && b.uniform()) r = uniform_kind();
  else if (a.linear() && b.linear() && a.stride == b.stride) {
    r = linear_kind(a.stride, a.no_wrap && b.no_wrap);
    r.folded = a.folded || b.folded;
  }
  else r = varying_kind();
  r.pointee = p;
  return r;
}

std::string mangle(const Kind& k) {
  std::string s;
  if (k.uniform()) s = "u";
  else if (k.varying()) s = "v";
  else s = "l" + std::string(k.stride < 0 ? "n" : "") + std::to_string(k.stride < 0 ? -k.stride : k.stride) + (k.no_wrap ? "w" : "") + (k.folded ? "f" : "");
  if (k.pointee == Pointee::kLanes) s += "p";
  return s;
}

}  // namespace clrt::translator
