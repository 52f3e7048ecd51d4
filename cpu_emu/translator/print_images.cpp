// Images and samplers: descriptions that all lanes share. A sampler is the bits of its CLK_ constants.
//
//   given   read_imagef(image, sampler, (float2)(x, y))
//   gives   cl::read_imagef(image, sampler, cl::make_vec<cl::lanes<float,16>,2>(x, y), m1)
#include <clang/AST/ASTContext.h>

#include "printer.hpp"

namespace clrt::translator {
using namespace clang;

namespace {

const Expr* without_casts(const Expr* e) {
  e = plain(e);
  while (const auto* c = dyn_cast<CastExpr>(e)) e = plain(c->getSubExpr());
  return e;
}

}  // namespace

bool is_opaque(QualType t) { return t->isImageType() || t->isSamplerT(); }

Code Printer::opaque(const Expr* e) {
  const Expr* named = without_casts(e);
  if (const auto* d = dyn_cast<DeclRefExpr>(named)) {
    const auto* v = dyn_cast<VarDecl>(d->getDecl());
    if (v && isa<ParmVarDecl>(v) && is_opaque(v->getType())) return {name_of(v), uniform_kind()};
    if (v && v->getType()->isSamplerT() && v->hasInit()) return opaque(v->getInit());
  }
  std::int64_t bits = 0;
  if (constant_integer(named, context_, bits)) return {std::to_string(bits) + "u", uniform_kind()};
  table_.fail(e->getExprLoc(), "a sampler that is neither a constant nor an argument");
  return {"0", uniform_kind()};
}

Code Printer::image_call(const CallExpr* e, const Builtin& b) {
  const Kind k = kinds_.of(e);
  const std::string im = opaque(e->getArg(0)).text;
  if (b.name == "get_image_dim") return {"cl::get_image_dim<" + std::to_string(vector_size(e->getType())) + ">(" + im + ")", k};
  if (e->getNumArgs() == 1) return {"cl::" + b.name + "(" + im + ")", k};
  std::string s = "cl::" + b.name + "(" + im;
  unsigned next = 1;
  if (b.name.rfind("read_", 0) == 0) {
    const bool sampled = e->getArg(1)->getType()->isSamplerT();
    s += ", " + (sampled ? opaque(e->getArg(next++)).text : std::string("cl::kNoSampler"));
  }
  Kind each = uniform_kind();
  for (unsigned i = next; i < e->getNumArgs(); ++i)
    if (!kinds_.of(e->getArg(i)).uniform()) each = varying_kind();
  for (; next < e->getNumArgs(); ++next) {
    std::string argument = strip_parens(as_kind(e->getArg(next), each));
    if (each.varying() && kinds_.of(e->getArg(next)).linear()) argument = "cl::spread<" + N() + ">(" + argument + ")";
    s += ", " + argument;
  }
  return {s + (each.varying() ? mask_argument() : "") + ")", k};
}

}  // namespace clrt::translator
