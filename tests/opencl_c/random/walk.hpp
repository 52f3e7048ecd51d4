// Visits every expression of a statement list, parents before their parts; F takes Expr& or const Expr&.
#pragma once

#include "program.hpp"

namespace clrt::random_programs {

template <class E, class F>
void walk_expression(E& e, F&& f) {
  f(e);
  for (auto& a : e.args) walk_expression(a, f);
}
template <class List, class F>
void walk(List& list, F&& f) {
  for (auto& s : list) {
    for (auto& e : s.exprs) walk_expression(e, f);
    walk(s.body, f);
    walk(s.other, f);
  }
}

}  // namespace clrt::random_programs
