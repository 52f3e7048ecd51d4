// The second printer: sub-group calls become functions over local memory.
//
//   in:   float f(float x) { return sub_group_reduce_add(x); }     kernel void k(...) { ... f(y) ... }
//   out:  float f(__local ulong* clrt_scratch, float x) { return clrt_sg_reduce_add(clrt_scratch, x); }
//         kernel void k(...) { __local ulong clrt_scratch[CLRT_SCRATCH_ITEMS]; ... f(clrt_scratch, y) ... }
#include "generic.hpp"

#include <clang/AST/RecursiveASTVisitor.h>
#include <clang/Frontend/ASTUnit.h>
#include <clang/Lex/Lexer.h>
#include <clang/Rewrite/Core/Rewriter.h>

#include <set>

#include "analysis.hpp"
#include "checks.hpp"
#include "integer_dots.hpp"
#include "types.hpp"

namespace clrt::translator {
using namespace clang;
namespace {

// The prelude's name for a built-in function, or empty when it stays as it is.
std::string renamed(llvm::StringRef name) {
  if (name.starts_with("sub_group_")) return "clrt_sg_" + name.drop_front(10).str();
  if (name.starts_with("intel_sub_group_")) return "clrt_sg_intel_" + name.drop_front(16).str();
  if (name.starts_with("work_group_") && name != "work_group_barrier") return "clrt_wg_" + name.drop_front(11).str();
  return {};
}

class Calls : public RecursiveASTVisitor<Calls> {
 public:
  std::vector<CallExpr*> all;
  bool VisitCallExpr(CallExpr* c) {
    all.push_back(c);
    return true;
  }
};

const FunctionDecl* body_of(const CallExpr* c) {
  const FunctionDecl *f = callee(c), *d = nullptr;
  return f && f->hasBody(d) ? d : nullptr;
}

class GenericPrinter {
 public:
  explicit GenericPrinter(ASTContext& context) : context_(context), rewriter_(context.getSourceManager(), context.getLangOpts()) {}

  std::string run(std::string& refusal) {
    const auto functions = definitions(context_);
    for (const FunctionDecl* f : functions) {  // callees first
      Calls calls;
      calls.TraverseStmt(f->getBody());
      for (const CallExpr* c : calls.all) {
        if (const auto* d = body_of(c) ? body_of(c) : nullptr; d ? needs_.count(d) > 0 : callee(c) && !renamed(callee(c)->getName()).empty()) needs_.insert(f);
      }
    }
    for (const FunctionDecl* f : functions) {
      if (!needs_.count(f)) continue;
      if (f->hasAttr<OpenCLKernelAttr>()) {
        rewriter_.InsertTextAfterToken(f->getBody()->getBeginLoc(), " __local ulong clrt_scratch[CLRT_SCRATCH_ITEMS];");
      } else {
        for (const FunctionDecl* d : f->redecls()) parameter(d);
      }
      Calls calls;
      calls.TraverseStmt(f->getBody());
      for (CallExpr* c : calls.all) call(c, refusal);
    }
    const FileID main = context_.getSourceManager().getMainFileID();
    if (const auto* buffer = rewriter_.getRewriteBufferFor(main)) return std::string(buffer->begin(), buffer->end());
    return context_.getSourceManager().getBufferData(main).str();
  }

 private:
  void parameter(const FunctionDecl* d) {
    // Some drivers mistranslate functions with barriers that they leave out of line.
    rewriter_.InsertText(d->getBeginLoc(), "__attribute__((always_inline)) ", true);
    const SourceLocation name_end = Lexer::getLocForEndOfToken(d->getLocation(), 0, context_.getSourceManager(), context_.getLangOpts());
    const bool empty = d->getNumParams() == 0;
    const auto next = Lexer::findNextToken(d->getLocation(), context_.getSourceManager(), context_.getLangOpts());
    const SourceLocation open = next ? next->getLocation() : name_end;
    if (empty) {
      // f() or f(void)
      const auto inside = Lexer::findNextToken(open, context_.getSourceManager(), context_.getLangOpts());
      if (inside && inside->is(tok::raw_identifier)) {
        rewriter_.ReplaceText(inside->getLocation(), 4, "__local ulong* clrt_scratch");
        return;
      }
    }
    rewriter_.InsertTextAfterToken(open, std::string("__local ulong* clrt_scratch") + (empty ? "" : ", "));
  }

  void call(CallExpr* c, std::string& refusal) {
    const FunctionDecl* f = callee(c);
    if (!f) return;
    const FunctionDecl* d = body_of(c);
    const std::string name = d ? "" : renamed(f->getName());
    if (d ? !needs_.count(d) : name.empty()) return;
    const SourceLocation at = c->getCallee()->getBeginLoc();
    const auto open = Lexer::findNextToken(at, context_.getSourceManager(), context_.getLangOpts());
    if (!open || !open->is(tok::l_paren)) {
      refusal = position(at, context_.getSourceManager()) + ": call of '" + f->getNameAsString() + "' is not written as a plain call";
      return;
    }
    if (!name.empty()) rewriter_.ReplaceText(at, f->getName().size(), name);
    rewriter_.InsertTextAfterToken(open->getLocation(), std::string("clrt_scratch") + (c->getNumArgs() ? ", " : ""));
    if (d) return;
    // The prelude's functions are overloaded: arguments must have exactly the resolved type.
    for (unsigned i = 0; i < c->getNumArgs() && i < f->getNumParams(); ++i) {
      const Expr* a = c->getArg(i);
      const auto* implicit = dyn_cast<ImplicitCastExpr>(a);
      if (!implicit || implicit->getCastKind() == CK_LValueToRValue || a->getType()->isPointerType() || is_vector(a->getType())) continue;
      rewriter_.InsertText(a->getBeginLoc(), "(" + opencl_name(a->getType()) + ")(", true);
      rewriter_.InsertTextAfterToken(a->getEndLoc(), ")");
    }
  }

  ASTContext& context_;
  Rewriter rewriter_;
  std::set<const FunctionDecl*> needs_;
};

}  // namespace

std::string print_generic(const ParseInput& input, std::string& refusal) {
  // Macros cannot be rewritten in place, so the printer works on preprocessed text.
  ParseInput expanded = input;
  expanded.source = preprocess(input, refusal);
  if (!refusal.empty()) return {};
  std::vector<std::string> options;
  for (const std::string& o : input.options)
    if (o.rfind("-D", 0) != 0 && o.rfind("-I", 0) != 0) options.push_back(o);
  expanded.options = options;
  expanded.source = rename_integer_dots(expanded);
  ParseResult parsed = parse(expanded);
  if (!parsed.unit) {
    refusal = parsed.diagnostics;
    return {};
  }
  const std::string text = GenericPrinter(parsed.unit->getASTContext()).run(refusal);
  return refusal.empty() ? text : std::string();
}

}  // namespace clrt::translator
