// Tables of a module that is compiled in checked mode: the sites of its text and the objects of its kernels (executor/check_abi.h).
#pragma once

#include <clang/AST/ASTContext.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "roots.hpp"
#include "types.hpp"

namespace clrt::translator {

// What a site is about; fields as in CheckSite.
struct SiteRequest {
  clang::SourceRange range;  // of the text it shows
  clang::SourceLocation where;
  std::uint64_t bytes = 1, align = 1, extent = 0;
  bool record = false, direct = false;
  const RootSet* roots = nullptr;
  std::string variable;
};

class CheckTables {
 public:
  explicit CheckTables(const clang::ASTContext& context) : context_(context) {}

  // Sites and objects from here on are this kernel's. `locals`: offsets of its static local variables.
  void begin_kernel(const clang::FunctionDecl* kernel, const std::map<const clang::VarDecl*, std::size_t>& locals);
  const Roots& roots() const { return *roots_; }
  // The kernel uses memory fences, so its atomic functions of OpenCL 1.x may order other memory.
  bool fenced() const { return fenced_; }
  // C++ of a site. Equal requests give the same one, so the variants of a kernel share theirs.
  std::string site(const SiteRequest& r);
  // The kernel compares and exchanges what this pointer leads to.
  void compares(const clang::Expr* pointer);
  // The number of an object in the kernel's table.
  std::size_t object(const clang::VarDecl* v);
  // Ends the kernel: C++ of its table of objects and its CheckInfo, under these names.
  std::string end_kernel(const std::string& objects, const std::string& check);
  // C++ that stands before all functions.
  std::string sites() const;

 private:
  std::string text_of(clang::SourceRange range) const;

  const clang::ASTContext& context_;
  std::unique_ptr<Roots> roots_;
  const clang::FunctionDecl* kernel_ = nullptr;
  bool fenced_ = false;
  std::set<const clang::VarDecl*> compared_;
  std::map<const clang::VarDecl*, std::size_t> locals_, objects_;
  std::vector<const clang::VarDecl*> object_list_;
  std::map<std::string, std::size_t> known_;
  std::vector<std::string> roots_text_, sites_text_;
};

}  // namespace clrt::translator
