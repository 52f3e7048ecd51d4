// Which work-group size a kernel is likely to be launched with.
#include "work_group_sizes.hpp"

#include <clang/AST/ASTContext.h>
#include <clang/AST/Attr.h>

namespace clrt::translator {
using namespace clang;
namespace {

constexpr std::uint64_t kMostItems = 1024;  // of a work-group: what GPUs run

// The lengths of an array of scalars or vectors, outermost first.
std::vector<std::uint64_t> lengths(QualType t, const ASTContext& context) {
  std::vector<std::uint64_t> l;
  while (const ConstantArrayType* a = context.getAsConstantArrayType(t)) {
    l.push_back(a->getSize().getZExtValue());
    t = a->getElementType();
  }
  return l;
}

// The tile that an array holds: columns, rows.
std::array<std::uint64_t, 2> tile(const std::vector<std::uint64_t>& l, std::uint64_t lanes) {
  if (l.size() == 2) {
    const std::uint64_t more = l[1] % lanes, columns = l[1] - more;
    return {columns, more > 1 && l[0] > more ? l[0] - more : l[0] == l[1] ? columns : l[0]};
  }
  if (l.size() == 1)
    for (std::uint64_t columns = lanes; columns * columns <= l[0]; columns += lanes)
      if (columns * columns == l[0]) return {columns, columns};
  return {0, 0};
}

}  // namespace

WorkGroupSize likely_work_group_size(const FunctionDecl* kernel, const std::map<const VarDecl*, std::size_t>& locals, const Facts& facts,
                                     int lanes, const ASTContext& context) {
  const auto n = static_cast<std::uint64_t>(lanes);
  if (const auto* hint = kernel->getAttr<WorkGroupSizeHintAttr>()) {
    const std::uint64_t x = hint->getXDim(), y = hint->getYDim(), z = hint->getZDim();
    const auto fits = [](std::uint64_t size) { return size >= 1 && size <= kMostItems; };
    if (!fits(x) || !fits(y) || !fits(z) || !fits(x * y * z) || x % n != 0) return {};
    return {hint->getXDim(), hint->getYDim(), hint->getZDim()};
  }
  if (!facts.ids_above_0) return {};
  std::map<std::size_t, const VarDecl*> in_order;
  for (const auto& [v, offset] : locals) in_order[offset] = v;
  for (const auto& [offset, v] : in_order) {
    const auto [columns, rows] = tile(lengths(v->getType(), context), n);
    if (columns != 0 && rows > 1 && columns * rows <= kMostItems)
      return {static_cast<std::uint32_t>(columns), static_cast<std::uint32_t>(rows), 1};
  }
  return {};
}

}  // namespace clrt::translator
