// Small pieces of a random program's tree that its generators put together.
#pragma once

#include <algorithm>
#include <utility>

#include "generator.hpp"

namespace clrt::random_programs {

inline Stmt statement_of(Expr e) {
  Stmt s;
  s.kind = StmtKind::kExpr;
  s.exprs.push_back(std::move(e));
  return s;
}

inline Expr assignment(Expr to, Expr value, Op combine = Op::kAssign) {
  Expr e;
  e.op = Op::kAssign;
  e.type = to.type;
  e.combine = combine;
  e.args.push_back(std::move(to));
  e.args.push_back(std::move(value));
  return e;
}

// What both levels hold for: the one that fewer items agree on.
inline Level lower(Level a, Level b) { return std::min(a, b); }

}  // namespace clrt::random_programs
