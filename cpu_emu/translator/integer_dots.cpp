// Finds the calls of the integer dot and rewrites their names where they are spelled.
#include "integer_dots.hpp"

#include <clang/AST/ASTContext.h>
#include <clang/AST/RecursiveASTVisitor.h>
#include <clang/Basic/SourceManager.h>
#include <clang/Frontend/ASTUnit.h>

#include <map>

#include "analysis.hpp"

namespace clrt::translator {
using namespace clang;
namespace {

constexpr llvm::StringRef kDot = "dot";

class Dots : public RecursiveASTVisitor<Dots> {
 public:
  explicit Dots(const SourceManager& sm) : sm_(sm) {}
  // By the offset of the name in the main file: is there an integer one, is there another one.
  std::map<unsigned, std::pair<bool, bool>> spelled;
  bool any_integer = false;

  bool VisitCallExpr(CallExpr* c) {
    const FunctionDecl* f = callee(c);
    if (!f || f->hasBody() || f->getName() != kDot) return true;
    const bool integer = c->getType()->isIntegerType();
    any_integer = any_integer || integer;
    const SourceLocation at = sm_.getSpellingLoc(c->getCallee()->getBeginLoc());
    if (sm_.getFileID(at) != sm_.getMainFileID()) return true;
    auto& [is_integer, is_other] = spelled[sm_.getFileOffset(at)];
    (integer ? is_integer : is_other) = true;
    return true;
  }

 private:
  const SourceManager& sm_;
};

Dots dots_of(const ASTContext& context) {
  Dots dots(context.getSourceManager());
  for (Decl* d : context.getTranslationUnitDecl()->decls())
    if (auto* f = dyn_cast<FunctionDecl>(d); f && f->doesThisDeclarationHaveABody()) dots.TraverseDecl(f);
  return dots;
}

}  // namespace

bool calls_integer_dot(const ASTContext& context) { return dots_of(context).any_integer; }

std::string rename_integer_dots(const ParseInput& input) {
  if (input.source.find(kDot.str()) == std::string::npos) return input.source;
  const ParseResult parsed = parse(input);
  if (!parsed.unit) return input.source;
  const Dots dots = dots_of(parsed.unit->getASTContext());
  std::string text = input.source;
  for (auto it = dots.spelled.rbegin(); it != dots.spelled.rend(); ++it) {
    const auto [is_integer, is_other] = it->second;
    if (is_integer && !is_other && text.compare(it->first, kDot.size(), kDot.str()) == 0)
      text.replace(it->first, kDot.size(), "clrt_dot_4x8");
  }
  return text;
}

}  // namespace clrt::translator
