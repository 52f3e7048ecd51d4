// Prints one function clone as C++. The parts: statements, expressions, places (lvalues), calls.
#pragma once

#include <clang/AST/ASTContext.h>

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "analysis.hpp"
#include "phases.hpp"
#include "sites.hpp"
#include "types.hpp"

namespace clrt::translator {

// An access to memory that is no plain vector load or store, with its text and the reason.
struct AccessNote {
  unsigned line = 0;
  std::string kind;  // gather, scatter, strided
  std::string text, why;
  friend auto operator<=>(const AccessNote&, const AccessNote&) = default;
};

// Control flow that lanes take apart.
struct FlowNote {
  unsigned line = 0;
  std::string statement, condition;
  friend auto operator<=>(const FlowNote&, const FlowNote&) = default;
};

// Facts for the build report, by kernel line.
struct Notes {
  std::set<unsigned> gathers, scatters, strided, barriers, atomics;
  std::set<AccessNote> accesses;
  std::set<FlowNote> divergent;
};

class FunctionSink {
 public:
  virtual ~FunctionSink() = default;
  // Makes sure the clone is printed before the caller; returns its C++ name.
  virtual std::string require(const clang::FunctionDecl* f, const std::vector<Kind>& parameters, bool masked) = 0;
  // Byte offset of a kernel's __local variable.
  virtual std::size_t local_offset(const clang::VarDecl* v) = 0;
  // Where sites go in checked mode, else null.
  virtual CheckTables* checks() { return nullptr; }
};

// A printed value and how it differs between lanes.
struct Code {
  std::string text;
  Kind kind;
};

// A printed lvalue.
struct PlaceCode {
  bool address = false;        // false: `object` is a C++ lvalue; true: base (+ index) for cl::load and cl::store
  std::string object;
  Kind storage;                // of the object, or of the pointee: uniform = ordinary memory layout, varying = object of lanes
  bool memory = false;         // ordinary memory, as opposed to a private variable
  bool item_memory = false;    // of a private variable that stands in memory; where base is linear and index empty, addresses stay so
  const clang::VarDecl* root = nullptr;
  std::string base, index;
  Kind base_kind, index_kind;
  clang::QualType type;        // of the place itself (before a swizzle)
  std::vector<int> swizzle;    // non-empty: several components of a vector at the place
  clang::SourceLocation where;
  // Checked mode: the pointer that it was reached through, or the variable in memory; the same object without the check of its index;
  // elements of the array that `index` counts in; the struct that a bit-field is part of.
  const clang::Expr* pointer = nullptr;
  const clang::VarDecl* variable = nullptr;
  std::string raw, owner;
  std::uint64_t extent = 0;
  clang::SourceRange range;
  bool packed = false;         // a field of a packed struct: it may stand at any address
  const clang::Expr* source = nullptr;  // the expression that names the place
};

class Printer {
 public:
  Printer(Clone& clone, CloneTable& table, FunctionSink& sink, const clang::ASTContext& context, Notes& notes);
  // The whole function definition.
  std::string function();
  // The kernel cut into phases: `phases_NAME` for a work-group of `sub_groups` (a constant expression), or of any number ("0") of
  // full sub-groups.
  std::string phases(const PhasePlan& plan, const std::string& sub_groups);
  static std::string items_type(const Variant& v);
  // ` = ...` of a program-scope variable, or nothing.
  std::string global_initialiser(const clang::VarDecl* v);

 private:
  friend class MaskScope;
  struct Frame {
    Region region;
    std::string mask;  // empty: every lane is on, known at translation time
  };
  struct Target {
    const clang::Stmt* node = nullptr;
    bool is_switch = false;
    int frame = 0;        // frame of the loop's mask, of the switch's executing lanes, or the surrounding frame
    int body_frame = 0;   // frame that a `continue` leaves
    bool divergent = false, masked_body = false;
  };

  // printer.cpp
  void line(const std::string& text);
  void mark_line(const clang::SourceLocation& where);
  void show(const std::string& variable);  // keeps it in memory for a debugger
  void show_mask();                        // the lanes that are on, as a variable
  void note_divergent(const clang::Stmt* s, const char* statement, const clang::Expr* condition);
  std::string fresh(char letter);
  const std::string& mask() const { return frames_.back().mask; }
  std::string mask_argument() const { return mask().empty() ? "" : ", " + mask(); }
  std::string full_or_mask() const;
  std::string name_of(const clang::VarDecl* v);  // as an lvalue, so a program-scope variable with its way there
  unsigned line_of(const clang::SourceLocation& where) const;
  bool single() const { return clone_.variant.single(); }
  std::string N() const { return clone_.variant.width.empty() ? std::to_string(clone_.variant.lanes) : clone_.variant.width; }

  // print_statements.cpp
  void statement(const clang::Stmt* s);
  void block(const clang::Stmt* s);
  void sequence(const std::vector<const clang::Stmt*>& list, std::size_t from);
  void declaration(const clang::VarDecl* v);
  std::string storage(const clang::VarDecl* v);
  void fill_item_memory(const PlaceCode& p, const clang::Expr* init, clang::QualType t);
  std::string initialiser(const clang::VarDecl* v, const clang::Expr* init, clang::QualType t, const Kind& k);
  void if_statement(const clang::IfStmt* s);
  void loop(const clang::Stmt* s);
  void uniform_loop(const clang::Stmt* s, const clang::Stmt* init, const clang::Expr* cond, const clang::Expr* step, const clang::Stmt* body, bool at_end);
  void divergent_loop(const clang::Stmt* s, const clang::Stmt* init, const clang::Expr* cond, const clang::Expr* step, const clang::Stmt* body, bool at_end);
  void return_statement(const clang::ReturnStmt* s);
  void leave(int from_frame);
  void pragma(const clang::AttributedStmt* s);
  std::string discard(const clang::Expr* e);

  // print_phases.cpp
  void phase_steps(const std::vector<PhaseStep>& steps);
  void phase(const PhaseStep& s);
  void phase_body(const PhaseStep& s);
  void block_of_phases(const PhaseStep& s);
  void hoisted_loop(const PhaseStep& s);
  void take_up(const clang::VarDecl* v, bool by_reference);
  std::string kept(const clang::VarDecl* v) const;
  std::string kept_place(const clang::VarDecl* v) const;

  // print_switch.cpp
  void uniform_switch(const clang::SwitchStmt* s);
  void divergent_switch(const clang::SwitchStmt* s);

  // print_expressions.cpp
  Code expression(const clang::Expr* e);
  std::string as_kind(const clang::Expr* e, const Kind& k);
  std::string as_varying(const clang::Expr* e) { return as_kind(e, varying_kind()); }
  std::string coerce(const Code& v, clang::QualType t, const Kind& to);
  Code condition(const clang::Expr* e);
  std::string condition_mask(const clang::Expr* e);
  Code binary(const clang::BinaryOperator* e);
  Code arithmetic(clang::BinaryOperatorKind op, clang::QualType t, const Code& a, clang::QualType ta, const Code& b, clang::QualType tb, const Kind& k);
  Code pointer_sum(const clang::Expr* pointer, const clang::Expr* index, bool subtract, const Kind& k);
  bool contraction(const clang::BinaryOperator* e, const Kind& k, std::string& out);
  Code unary(const clang::UnaryOperator* e);
  Code conversion(const clang::CastExpr* e);
  Code conditional(const clang::AbstractConditionalOperator* e);
  Code logical(const clang::BinaryOperator* e);
  Code literal(const clang::Expr* e);
  Code vector_literal(const clang::InitListExpr* e);
  bool speculatable(const clang::Expr* e);

  // print_assignments.cpp
  Code assignment(const clang::BinaryOperator* e, bool value_used);
  Code increment(const clang::UnaryOperator* e, bool value_used);
  std::string find_once(PlaceCode& p, const clang::Expr* target);

  // print_places.cpp
  PlaceCode place(const clang::Expr* e);
  Code offset(const clang::Expr* e);
  PlaceCode place_of(const clang::Expr* e);
  void note_access(const PlaceCode& p, bool store);
  PlaceCode indexed(PlaceCode base, const Code& index, clang::QualType element, const clang::Expr* index_expr);
  PlaceCode through(const Code& pointer, clang::QualType pointee, clang::SourceLocation where);
  PlaceCode variable(const clang::VarDecl* v, clang::SourceLocation where);
  PlaceCode literal_object(const clang::CompoundLiteralExpr* l, const std::string& name);
  // A private object that stands in memory as one object of type `t` for each lane.
  PlaceCode item_memory(const std::string& name, clang::QualType t, clang::SourceLocation where);
  PlaceCode member(const PlaceCode& base, clang::QualType record, const clang::FieldDecl* field, clang::SourceLocation where);
  // The part at `offset` (C++ text, bytes) of an object at linear addresses that stay linear; false when they cannot.
  bool linear_part(PlaceCode& p, const PlaceCode& base, clang::QualType whole, clang::QualType part, const std::string& offset);
  PlaceCode component(PlaceCode vector, int k, clang::QualType element);
  Code load(const PlaceCode& p);
  Code load_once(const PlaceCode& p);
  std::string store(const PlaceCode& p, const Code& value, clang::QualType t);
  std::string address_of(const PlaceCode& p);
  std::string varying_address(const PlaceCode& p, bool access = true);
  bool is_record(clang::QualType t) const { return t->isRecordType(); }

  // print_checked.cpp
  bool checking() const { return checks_ != nullptr; }
  bool reached(const PlaceCode& p) const;
  std::string active() const { return single() ? "true" : full_or_mask(); }
  std::string site_of(const PlaceCode& p, clang::QualType t);
  std::string site_of(const clang::Expr* e);
  std::string site_of_pointer(const clang::Expr* e, const clang::Expr* pointer, std::uint64_t bytes, std::uint64_t align);
  std::string checked_object(const PlaceCode& p, clang::QualType t, const char* op);
  std::string index_site(const PlaceCode& base, const clang::Expr* index, clang::SourceLocation where, std::uint64_t extent);
  Code checked_load(const PlaceCode& p, const Kind& k, bool lanes);
  std::string checked_store(const PlaceCode& p, const Code& value, clang::QualType t, bool lanes);
  std::string fences(const clang::CallExpr* e, unsigned argument);
  std::string convergent(const clang::CallExpr* e, const Builtin& b, const std::string& call);
  Code checked_atomic(const clang::CallExpr* e, const Builtin& b);
  Code checked_memory_call(const clang::CallExpr* e, const Builtin& b);
  Code checked_copy(const clang::CallExpr* e, const Builtin& b);
  Code checked_block(const clang::CallExpr* e, const Builtin& b);
  std::string checked_divisor(const std::string& divisor);
  void announce(const clang::VarDecl* v, const std::string& name);

  // print_calls.cpp
  Code call(const clang::CallExpr* e);
  Code user_call(const clang::CallExpr* e, const clang::FunctionDecl* f);
  Code item_call(const clang::CallExpr* e, const Builtin& b);
  Code sub_group_call(const clang::CallExpr* e, const Builtin& b);
  Code work_group_call(const clang::CallExpr* e, const Builtin& b);
  Code atomic_call(const clang::CallExpr* e, const Builtin& b);
  Code memory_call(const clang::CallExpr* e, const Builtin& b);

  // print_images.cpp
  Code image_call(const clang::CallExpr* e, const Builtin& b);
  Code opaque(const clang::Expr* e);  // an image's description, a sampler's bits
  Code streaming_call(const clang::CallExpr* e, bool is_store);
  Code pointer_out_call(const clang::CallExpr* e, const Builtin& b);
  Code printf_call(const clang::CallExpr* e);
  std::string element_pointer(const clang::Expr* e);

  Clone& clone_;
  CloneTable& table_;
  FunctionSink& sink_;
  const clang::ASTContext& context_;
  Notes& notes_;
  Kinds kinds_;
  TypeNames types_;
  std::string out_, mark_;       // mark_: the #line that holds
  int indent_ = 1;
  int names_ = 0;
  std::vector<Frame> frames_;
  std::vector<Target> targets_;
  static constexpr int kNoFrame = 1 << 20;
  int killed_from_ = kNoFrame;    // outermost frame that lost lanes since last asked
  unsigned last_line_ = 0;
  CheckTables* checks_;
  const clang::Expr* divides_ = nullptr;  // the expression whose division is being printed
  bool has_ret_ = false;
  bool in_initialiser_ = false;  // of a program-scope variable: its neighbours go by their plain names
  bool hoist_all_ = false;       // function with goto: declarations stand at its top
  std::set<const clang::VarDecl*> hoisted_;
  std::map<const clang::CompoundLiteralExpr*, std::string> literals_;  // those that need a place, and its name
  const PhasePlan* plan_ = nullptr;  // of the kernel that is printed in phases
  std::string sub_groups_;           // of its work-group, or "0"
  bool in_phase_ = false;            // as opposed to hoisted code
  const PhaseStep* block_ = nullptr; // the phase that is printed for a block of sub-groups
};

std::string strip_parens(const std::string& s);
std::string spelling(clang::BinaryOperatorKind op);
// The statements of a compound statement, or the statement itself.
std::vector<const clang::Stmt*> body_of(const clang::Stmt* s);

}  // namespace clrt::translator
