// Cuts a kernel at its barriers (docs/decisions/0004): what runs once for the work-group, what runs for each sub-group between two
// barriers, and where the values that live across a barrier are kept.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "analysis.hpp"

namespace clrt::translator {

// One piece of a kernel that is cut into phases, in the order of execution.
struct PhaseStep {
  enum class What {
    kGroup,  // a statement that runs once for the work-group
    kPhase,  // statements that run for each sub-group
    kScope,  // { ... } that contains a barrier
    kIf,     // if, uniform in the work-group, that contains a barrier
    kLoop,   // loop, uniform in the work-group, that contains a barrier
  };
  What what = What::kPhase;
  const clang::Stmt* statement = nullptr;              // of all but kPhase
  const clang::AttributedStmt* attributes = nullptr;   // of a kLoop: its unroll hints
  std::vector<PhaseStep> body, otherwise;              // of kScope, kIf, kLoop; `otherwise` is the else-branch
  std::vector<const clang::Stmt*> members;             // of a kPhase
  std::vector<const clang::VarDecl*> recomputed;       // of a kPhase: declared once more at its start, in source order
  std::vector<const clang::VarDecl*> read, written;    // of a kPhase: kept variables that it takes up, that it leaves behind
  // A kPhase with a `body` runs for a block of sub-groups at a time: its kLoops stand around the loop over the block's sub-groups, its
  // kPhases are what runs for each of these. `block`: variables with a value for each sub-group of the block; `live` vectors among
  // them live through a loop; `weight` counts the expressions of the loops.
  std::vector<const clang::VarDecl*> block;
  int live = 0, weight = 0;
};

struct PhasePlan {
  std::string reason;                              // why the kernel cannot be cut ("file:line:col: ..."); empty: it can
  std::vector<PhaseStep> steps;
  std::vector<const clang::VarDecl*> kept;         // one value for each sub-group, in source order
  std::set<const clang::VarDecl*> by_reference;    // those of them that phases use in place: arrays, structs, address taken
  std::set<const clang::VarDecl*> replicated;      // those of them that hoisted code reads: all sub-groups have the same value
  int phases = 0, blocks = 0;                      // how many; how many of them run for a block of sub-groups at a time
};

// Makes blocks of the phases of `plan` that gain by it (number 7 of the decision). `group` and `clone` as below.
void plan_blocks(PhasePlan& plan, Clone& group, CloneTable& group_table, Clone& clone, CloneTable& table, const clang::ASTContext& context);

// `group` is the kernel's clone for Items::kWorkGroup, `clone` the one that is going to be printed.
PhasePlan plan_phases(Clone& group, CloneTable& group_table, Clone& clone, CloneTable& table, const clang::ASTContext& context);

}  // namespace clrt::translator
