// Sites and objects of checked mode.
#include "sites.hpp"

#include <clang/Basic/SourceManager.h>
#include <clang/Lex/Lexer.h>

#include <algorithm>
#include <functional>

#include "analysis.hpp"
#include "checks.hpp"
#include "program_scope.hpp"
#include "signature.hpp"

namespace clrt::translator {
using namespace clang;
namespace {

constexpr std::size_t kLongestText = 100;

std::uint64_t bytes_of(const ASTContext& context, QualType t) {
  return t->isVoidType() || t->isIncompleteType() ? 1 : static_cast<std::uint64_t>(context.getTypeSizeInChars(t).getQuantity());
}

// The largest power of two that divides the offset and size of everything in the type that is read or written at once.
std::uint64_t granule(const ASTContext& context, QualType t) {
  t = context.getBaseElementType(t);
  if (const auto* r = t->getAs<RecordType>()) {
    std::uint64_t g = 16;
    for (const FieldDecl* f : r->getDecl()->fields()) g = std::min(g, granule(context, f->getType()));
    return r->getDecl()->hasAttr<PackedAttr>() ? 1 : g;
  }
  const std::uint64_t size = bytes_of(context, element_type(t));
  return size & (~size + 1);
}

}  // namespace

void CheckTables::begin_kernel(const FunctionDecl* kernel, const std::map<const VarDecl*, std::size_t>& locals) {
  kernel_ = kernel;
  locals_ = locals;
  objects_.clear();
  object_list_.clear();
  roots_ = std::make_unique<Roots>(kernel, context_);
  fenced_ = false;
  compared_.clear();
  const std::function<void(const Stmt*)> visit = [&](const Stmt* s) {
    if (!s) return;
    if (const auto* call = dyn_cast<CallExpr>(s); call && callee(call) && !callee(call)->hasBody()) {
      const llvm::StringRef name = callee(call)->getName();
      fenced_ = fenced_ || (classify(name).family == Family::kFence && name != "sub_group_barrier");
    }
    for (const Stmt* child : s->children()) visit(child);
  };
  for (const FunctionDecl* f : reachable(kernel)) visit(f->getBody());
  for (const ParmVarDecl* p : kernel->parameters()) object(p);
  std::vector<std::pair<std::size_t, const VarDecl*>> in_order;
  for (const auto& [v, offset] : locals) in_order.emplace_back(offset, v);
  std::sort(in_order.begin(), in_order.end());
  for (const auto& [offset, v] : in_order) object(v);
  // Program-scope variables that stand before the kernel: it can reach no others.
  for (const Decl* d : context_.getTranslationUnitDecl()->decls()) {
    if (d == kernel) break;
    if (const auto* v = dyn_cast<VarDecl>(d); v && v->hasGlobalStorage() && !v->getType()->isSamplerT()) object(v);
  }
}

std::size_t CheckTables::object(const VarDecl* v) {
  const auto [at, is_new] = objects_.try_emplace(v, object_list_.size());
  if (is_new) object_list_.push_back(v);
  return at->second;
}

void CheckTables::compares(const Expr* pointer) {
  const RootSet roots = roots_->of(pointer);
  compared_.insert(roots.variables.begin(), roots.variables.end());
}

std::string CheckTables::text_of(SourceRange range) const {
  const SourceManager& sm = context_.getSourceManager();
  const CharSourceRange characters = sm.getExpansionRange(range);
  const std::string text = Lexer::getSourceText(characters, sm, context_.getLangOpts()).str();
  std::string out;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!blank)
      out += c;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
  if (out.size() > kLongestText) out = out.substr(0, kLongestText) + "...";
  return out;
}

std::string CheckTables::site(const SiteRequest& r) {
  const SourceManager& sm = context_.getSourceManager();
  const PresumedLoc p = sm.getPresumedLoc(sm.getExpansionLoc(r.where));
  std::vector<std::size_t> roots;
  bool any = false;
  if (r.roots != nullptr) {
    for (const VarDecl* v : r.roots->variables) roots.push_back(object(v));
    any = r.roots->any || r.roots->variables.empty();
  }
  std::sort(roots.begin(), roots.end());
  const bool direct = r.direct || (r.roots != nullptr && r.roots->literal);
  std::string list;
  for (const std::size_t x : roots) list += (list.empty() ? "" : ", ") + std::to_string(x);
  const std::string flags = std::to_string((r.record ? 1 : 0) | (any ? 2 : 0) | (direct ? 4 : 0));
  const std::string body = quoted(p.isValid() ? p.getFilename() : "") + ", " + quoted(text_of(r.range)) + "|" +
                           std::to_string(roots.size()) + ", " + std::to_string(p.isValid() ? p.getLine() : 0) + ", " +
                           std::to_string(r.bytes) + ", " + std::to_string(r.align) + ", " + std::to_string(r.extent) + ", " +
                           flags;
  const std::string variable = ", " + quoted(r.variable);
  const std::string key = kernel_->getNameAsString() + "|" + body + variable + "|" + list + "|" +
                          std::to_string(sm.getFileOffset(sm.getExpansionLoc(r.where)));
  const auto [at, is_new] = known_.try_emplace(key, sites_text_.size());
  if (is_new) {
    const std::string number = std::to_string(at->second);
    const std::size_t bar = body.rfind('|');
    if (!roots.empty()) roots_text_.push_back("constexpr uint16_t clrt_roots_" + number + "[] = {" + list + "};\n");
    sites_text_.push_back("    {" + body.substr(0, bar) + ", " + (roots.empty() ? "nullptr" : "clrt_roots_" + number) + ", " +
                          body.substr(bar + 1) + ", " + std::to_string(at->second + 1) + variable + "},\n");
  }
  return "clrt_sites[" + std::to_string(at->second) + "]";
}

std::string CheckTables::end_kernel(const std::string& objects, const std::string& check) {
  std::string s;
  for (const VarDecl* v : object_list_) {
    const auto* parameter = dyn_cast<ParmVarDecl>(v);
    const bool argument = parameter != nullptr && parameter->getDeclContext() == static_cast<const DeclContext*>(kernel_);
    QualType t = v->getType();
    std::string space = "kPrivate", place = "0", address = "nullptr";
    std::uint64_t bytes = 0, flags = 0;
    if (argument && t->isPointerType()) {
      t = t->getPointeeType();
      const LangAS as = t.getAddressSpace();
      space = as == LangAS::opencl_local      ? "kLocalArgument"
              : as == LangAS::opencl_constant ? "kConstantArgument"
                                              : "kGlobalArgument";
      flags = t.isConstQualified() || as == LangAS::opencl_constant ? 1 : 0;
    } else {
      bytes = bytes_of(context_, t);
      const bool constant = t.getAddressSpace() == LangAS::opencl_constant;
      if (const auto at = locals_.find(v); at != locals_.end()) {
        space = "kLocal";
        place = std::to_string(at->second);
      } else if (v->hasGlobalStorage()) {
        space = constant ? "kConstant" : "kProgram";
        if (in_program_scope(v)) place = "__builtin_offsetof(clrt_program_scope, " + program_scope_name(v) + ")";
        else if (v->isFileVarDecl()) address = "&" + safe_name(v->getName());
      } else if (argument && !roots_->address_taken().count(v)) {
        space = "kValue";
      }
      t = context_.getBaseElementType(t);
    }
    if (compared_.count(v)) flags |= 1u << 8;  // kObjectCompared
    s += "    {" + quoted(v->getName().str()) + ", " + quoted(opencl_name(t)) + ", clrt::cpu::CheckSpace::" + space + ", " +
         std::to_string(bytes_of(context_, t)) + ", " + std::to_string(granule(context_, t)) + ", " + std::to_string(flags) +
         ", " + std::to_string(bytes) + ", " + place + ", " + address + "},\n";
  }
  const std::string list = s.empty() ? "" : "const clrt::cpu::CheckObject " + objects + "[] = {\n" + s + "};\n";
  return list + "const clrt::cpu::CheckInfo " + check + " = {" + (s.empty() ? "nullptr" : objects) + ", " +
         std::to_string(object_list_.size()) + ", clrt_sites, sizeof clrt_sites / sizeof *clrt_sites};\n\n";
}

std::string CheckTables::sites() const {
  std::string s;
  for (const std::string& r : roots_text_) s += r;
  s += "constexpr clrt::cpu::CheckSite clrt_sites[] = {\n";
  for (const std::string& x : sites_text_) s += x;
  // Never empty, and id 0 means none.
  return s + "    {\"\", \"\", nullptr, 0, 0, 1, 1, 0, 0, 0, \"\"},\n};\n\n";
}

}  // namespace clrt::translator
