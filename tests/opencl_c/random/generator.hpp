// Makes random programs that are well defined by construction; evaluate() checks that they are.
//
// Integers: every expression carries bounds. An operation of signed integers that could overflow is done in the unsigned type;
// a divisor that could be 0 or -1 and an index that could leave its array are cut to size first, and where the bounds show
// that nothing can happen the plain form is kept, so that index arithmetic looks as people write it.
// Floating-point numbers: small and whole, so that no rounding and no contraction can make a difference.
// Uniformity: every variable and every place in the text has a Level, and barriers and functions across items stand only
// where all the items that they need come along.
#pragma once

#include <random>

#include "program.hpp"

namespace clrt::random_programs {

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}
  // [0, n)
  std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(engine_() % n); }
  std::int64_t between(std::int64_t low, std::int64_t high) { return low + static_cast<std::int64_t>(engine_() % static_cast<std::uint64_t>(high - low + 1)); }
  bool chance(std::uint32_t percent) { return below(100) < percent; }
  std::uint64_t bits() { return engine_(); }
  template <class List>
  auto& pick(List& list) {
    return list[below(static_cast<std::uint32_t>(std::size(list)))];
  }
  // Index, by weights.
  std::size_t weighted(std::initializer_list<std::uint32_t> weights);

 private:
  std::mt19937_64 engine_;
};

// Who has the same value, or comes to the same place: nobody, all lanes of a sub-group, all items of a work-group.
enum class Level : std::uint8_t { kVarying, kSub, kGroup };

// What the generator knows of a variable in scope.
struct Known {
  std::int32_t index = 0;
  Level level = Level::kVarying;
  Wide low = 0, high = 0;       // its value stays in here
  bool writable = false;
  std::uint32_t extent = 0;     // pointers: elements there are
};

// What it knows of a helper function.
struct Helper {
  bool varies = true;          // the result may differ though the arguments do not
  bool plain = true;           // no pointers: may stand inside expressions
  std::uint32_t cost = 1;      // statements run, about
  std::vector<std::uint32_t> extents;  // of pointer parameters
};

class Generator {
 public:
  Generator(Program& program, Random& random, bool lanes) : program_(program), random_(random), lanes_(lanes) {}
  void run(int kernels);

 private:
  // generate_scalars.cpp
  Expr literal(Base b, std::int64_t v) const;
  Expr variable(const Known& k) const;
  Expr convert(Expr e, Base to, bool hidden) const;
  Expr promoted(Expr e) const;
  Base common(Expr& a, Expr& b) const;
  Expr binary(Op op, Expr a, Expr b);
  Expr divided(Op op, Expr a, Expr b);
  Expr shift(Op op, Expr a, Expr amount);
  Expr compare(Op op, Expr a, Expr b);
  Expr choose(Expr c, Expr a, Expr b);
  Expr masked(Expr e, std::int64_t mask);
  Expr to_base(Expr e, Base b, bool hidden = false);
  Expr index_below(std::uint32_t count, Level level, int depth);
  Expr item(ItemFunction f, int dimension);
  Expr any_item(Level level);
  Expr condition(Level level, int depth);
  Expr integer(Level level, int depth);
  Expr integer_leaf(Level level);
  Expr integer_function(Level level, int depth);
  Expr floating(Base b, Level level, int depth);
  Expr small(Expr e, std::int64_t most);
  Expr scalar(Base b, Level level, int depth);
  Expr loaded(Level level, int depth, bool want_float);
  Expr any_literal(Base b);
  Expr read_place(Level level, int depth, bool want_float, bool& found);
  Expr scalar_of(Expr e, std::uint32_t extent, Level level, int depth);
  Expr call_plain(Level level, int depth, bool& found);
  Expr argument(const Type& t, std::uint32_t extent, Level level, int depth, bool& found);

  // generate_vectors.cpp
  Expr vector(Base b, int width, Level level, int depth);
  Expr vector_leaf(Base b, int width, Level level, int depth);
  Expr vector_integer(Base b, int width, Level level, int depth);
  Expr vector_floating(Base b, int width, Level level, int depth);
  Expr value(const Type& t, Level level, int depth);

  // generate_assignments.cpp and generate_control_flow.cpp
  void block(std::vector<Stmt>& out, int statements, int depth);
  void statement(std::vector<Stmt>& out, int depth);
  void declare(std::vector<Stmt>& out, int depth);
  void declare_pointer(std::vector<Stmt>& out);
  void assign(std::vector<Stmt>& out, int depth);
  void assign_aggregate(std::vector<Stmt>& out);
  void count_index(Expr& e, const Known& array);
  void assign_pointer(std::vector<Stmt>& out, const Known& k);
  Expr modified(Expr to, Level level, int depth);
  void branch(std::vector<Stmt>& out, int depth);
  void loop(std::vector<Stmt>& out, int depth);
  void choice(std::vector<Stmt>& out, int depth);
  void jump(std::vector<Stmt>& out);
  void call_statement(std::vector<Stmt>& out);
  Known& add_variable(const std::string& stem, const Type& t, Level level, bool writable);
  Expr initial(const Type& t, Level level, Known& known);
  void leaves(const Type& t, Level level, std::vector<Expr>& out);
  Level some_level();
  Level after(Level before) const;

  // generate_shared.cpp
  void store_output(std::vector<Stmt>& out);
  void atomic(std::vector<Stmt>& out);
  void exchange(std::vector<Stmt>& out, int depth);
  Stmt fold(const Expr& local, std::uint32_t count, const Known& into);
  void count_locally(std::vector<Stmt>& out);
  Stmt readers(std::int32_t local, const Type& t, std::uint32_t count, int statements, int depth);
  void across(std::vector<Stmt>& out);

  // generate_kernels.cpp
  void make_records();
  void make_tables();
  void make_function();
  void make_kernel(int number);
  void make_range(Range& range);
  void add_buffers(Kernel& kernel);
  std::vector<std::uint8_t> content(const Type& t, std::size_t count);

  struct Target {  // of break and continue
    bool is_loop = true;
    Level level = Level::kVarying;
  };
  struct InputBuffer {
    std::int32_t variable;
    Type type;
    std::uint32_t count;
  };

  Program& program_;
  Random& random_;
  bool lanes_;                       // sub-groups, work-group functions and uneven ranges are allowed

  Function* function_ = nullptr;
  Kernel* kernel_ = nullptr;         // null while a helper is made
  bool uniform_helper_ = false;      // the helper's result depends on its arguments alone
  bool cross_helper_ = false;        // the helper may use functions across lanes
  std::vector<Helper> helpers_;
  std::vector<Known> scope_;
  std::vector<Target> targets_;
  Level flow_ = Level::kGroup;
  Level skipped_ = Level::kGroup;    // how far the innermost loop's rest was thinned out by continue
  std::size_t kept_ = 0;             // targets of jumps that lie outside of what all must reach the end of
  bool may_return_ = true;           // likewise
  bool left_ = false;                // some items have returned: nothing later is uniform
  std::uint32_t trips_ = 1, cost_ = 0;
  std::vector<InputBuffer> inputs_;
  std::vector<InputBuffer> readable_;  // local arrays, between two barriers
  std::int32_t own_ = -1, slots_ = -1, counters_ = -1, linear_ = -1;  // variables of a kernel
  std::uint32_t slot_count_ = 1;
  bool slots_together_ = true;       // the slots of an item lie side by side
  int names_ = 0;
  // Calls whose arguments are being made: each argument may be several calls, so they must not go ever deeper.
  int calls_ = 0;
  static constexpr int kMostCalls = 4;
};

// Bounds of a whole type.
void whole_range(Expr& e);

}  // namespace clrt::random_programs
