// Finds the kind of every variable and expression of one function clone, by a fixpoint over assignments and control flow.
#pragma once

#include <clang/AST/Attr.h>
#include <clang/AST/Decl.h>
#include <clang/AST/Expr.h>
#include <clang/AST/ExprCXX.h>
#include <clang/AST/Stmt.h>

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "builtins.hpp"
#include "kind.hpp"

namespace clrt::translator {

// Which work-item context a function is printed for (docs/decisions/0001): ids linear or uniform, ids varying, or one lane.
// kWorkGroup is never printed: it asks which control flow is the same for the whole work-group.
enum class Items { kFast, kGeneral, kSingle, kWorkGroup };

struct Variant {
  Items items = Items::kFast;
  int lanes = 16;
  std::string width = {};  // how generated code spells the number of lanes; empty: as a number
  // Private variables whose address is taken, and unions, stand in memory as C lays them out, one object after another for the
  // lanes, and pointers to them are plain addresses. Slower than objects of lanes, but nothing that C allows is out of reach.
  bool private_in_memory = false;
  bool debug = false;      // for a debugger: variables stay in memory, every statement begins with an instruction of its own
  bool single() const { return items == Items::kSingle; }
};

// A stretch of code that runs under one mask variable. Two places with the same region have the same live lanes but for
// those that left the region for good, so an assignment needs no select and a uniform variable stays uniform.
struct Region {
  const void* node = nullptr;  // statement or expression that made it; null: the function itself
  int part = 0;                // 0 then-branch or loop, 1 else-branch or loop body
  friend auto operator<=>(const Region&, const Region&) = default;
};

// Where an lvalue lives.
struct Place {
  bool memory = false;               // ordinary memory (global, local, constant, or a uniform private object indexed per lane)
  bool item_memory = false;          // part of a private variable that stands in memory (Clone::in_memory)
  Kind address = uniform_kind();     // how the address differs between lanes
  Kind content = uniform_kind();     // kind of a value read from it
  const clang::VarDecl* root = nullptr;  // the private variable it is part of, if known
};

class CloneTable;

// One function printed for one combination of argument kinds.
struct Clone {
  const clang::FunctionDecl* function = nullptr;
  Variant variant;
  std::vector<Kind> parameters;
  bool masked = false;               // not all lanes are on: takes the mask as an argument (an entry asks the work-item context)
  bool entry = false;                // the kernel itself, as opposed to a function that a kernel calls
  std::string name;
  // Results of the analysis.
  std::map<const clang::VarDecl*, Kind> variables;
  std::map<const clang::VarDecl*, Region> declared_in;
  std::set<const clang::VarDecl*> in_memory;   // Variant::private_in_memory
  std::set<const clang::Stmt*> divergent;      // ifs, switches, loops, ?: && || whose condition differs between lanes
  std::set<const clang::Stmt*> masked_body;    // loops some lanes of which `continue` apart from the others
  std::set<const clang::Stmt*> kills;          // break, continue, return statements that only some lanes of their target take
  Kind result;
  bool kills_function = false;       // some return is a kill of the function's region
  bool has_collective = false;
  bool sub_group_call_divergent = false;  // a sub-group or work-group function under divergent flow, here or in a callee
};

// Kinds of expressions of one clone; valid while the clone's variables do not change.
class Kinds {
 public:
  Kinds(Clone& clone, CloneTable& table, const clang::ASTContext& context) : clone_(clone), table_(table), context_(context) {}
  Kind of(const clang::Expr* e);
  Place place(const clang::Expr* e);
  bool divergent_condition(const clang::Expr* e) { return !of(e).uniform(); }
  void forget() { memo_.clear(); }
  Clone& clone() { return clone_; }
  // Kinds of a call's arguments as the callee's clone sees them.
  std::vector<Kind> arguments(const clang::CallExpr* call);
  // Not negative and of the size of an id: a small constant, an id or size that all lanes share, sums and products of these.
  bool small(const clang::Expr* e);

 private:
  Kind compute(const clang::Expr* e);
  Kind call(const clang::CallExpr* e);
  Kind cast(const clang::CastExpr* e);
  Kind binary(const clang::BinaryOperator* e);
  Kind item(const clang::CallExpr* e, const Builtin& b);
  bool steps(const clang::Expr* e);
  Kind with_index(const Kind& pointer, const clang::Expr* index);

  Clone& clone_;
  CloneTable& table_;
  const clang::ASTContext& context_;
  std::map<const clang::Expr*, Kind> memo_;
};

// May a linear value of this integer type wrap around between two lanes?
bool may_wrap(const Kind& k, clang::QualType type);

// All clones of one translation unit and variant, made on demand.
class CloneTable {
 public:
  CloneTable(const clang::ASTContext& context, Variant variant) : context_(context), variant_(variant) {}
  Clone& get(const clang::FunctionDecl* function, const std::vector<Kind>& parameters, bool masked, bool entry = false);
  const Variant& variant() const { return variant_; }
  // The first reason why something cannot be vectorised, or empty.
  const std::string& failure() const { return failure_; }
  void fail(const clang::SourceLocation& where, const std::string& reason);

 private:
  const clang::ASTContext& context_;
  Variant variant_;
  std::map<std::string, std::unique_ptr<Clone>> clones_;
  std::string failure_;
};

// Runs the fixpoint and fills the clone's results.
void analyse(Clone& clone, CloneTable& table, const clang::ASTContext& context);

// Strips parentheses and casts that change neither value nor type.
const clang::Expr* plain(const clang::Expr* e);
// The kind of the address of a part (of type `part`) of objects of type `whole` at linear addresses.
Kind part_address(const Kind& address, clang::QualType whole, clang::QualType part, const clang::ASTContext& context);
// Whether an object of this type is, or has in it, a union or a bit-field.
bool has_union(clang::QualType t);
// The first argument before it became a pointer to void.
const clang::Expr* pointer_argument(const clang::CallExpr* e);
// The called function's declaration, or null.
const clang::FunctionDecl* callee(const clang::CallExpr* e);
// Compile-time integer value, if it is one.
bool constant_integer(const clang::Expr* e, const clang::ASTContext& context, std::int64_t& value);
// Private variables whose address is taken other than by a plain subscript or member access.
std::set<const clang::VarDecl*> address_taken(const clang::Stmt* body);
// Private variable (parameter or automatic), as opposed to local, constant and program-scope ones.
bool is_private(const clang::VarDecl* v);
// "file:line:col" as the user knows it.
std::string position(const clang::SourceLocation& where, const clang::SourceManager& sources);

}  // namespace clrt::translator
