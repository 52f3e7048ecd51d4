// One work-item of the evaluator: its memory, and a walk over the tree that stops where it must wait for others.
#pragma once

#include <functional>
#include <map>
#include <memory>

#include "arithmetic.hpp"
#include "evaluate.hpp"

namespace clrt::random_programs {

// Who touched a byte of shared memory last.
struct Stamp {
  std::int32_t writer = -1, reader = -1;  // work-item of the whole range; reader -2: several
  std::int32_t write_group = 0, read_group = 0;
  std::int32_t write_epoch = 0, read_epoch = 0;
  bool write_atomic = false;
};

struct Object {
  std::vector<std::uint8_t> bytes, known;  // known: 1 where the byte has a value
  std::vector<Stamp> stamps;               // shared and writable memory only
  bool read_only = false;
};

struct Ref {
  Object* object = nullptr;
  std::int64_t at = 0, begin = 0, end = 0;  // bytes; begin and end are those of the variable or member
};

struct Value {
  std::array<Cell, 16> cells;
  Ref ref;                 // pointers, and where a struct lies
  bool undefined = false;  // of a sub-group function that gives this lane nothing
};

// Numbers of variables' places in a frame.
struct Layout {
  std::vector<std::size_t> offsets;
  std::size_t size = 0;
};

// What all items of a launch share.
struct Launch {
  const Program& program;
  const Kernel& kernel;
  std::uint64_t limit, steps = 0;
  std::vector<Object> buffers;               // by parameter; empty for values
  std::vector<Object> tables;
  std::map<const Function*, Layout> layouts;
  std::array<std::uint32_t, 3> num_groups{1, 1, 1};
};

// What all items of a work-group share.
struct Group {
  std::array<std::uint32_t, 3> id{}, size{};  // size: of this group, smaller at the edge
  std::int32_t number = 0, epoch = 0;
  std::map<std::int32_t, Object> locals;      // by variable
};

class Item {
 public:
  Item(Launch& launch, Group& group, std::array<std::uint32_t, 3> local_id);

  // The whole kernel. `wait` returns when the scheduler has answered the request below.
  void run(const std::function<void()>& wait);

  // What the item waits for: a function across items, or (null) a barrier. The path orders requests of one kernel in time:
  // positions in statement lists, branches taken, iterations.
  const Expr* request = nullptr;
  std::vector<std::uint32_t> path;
  std::array<Value, 4> operands;
  Value answer;

  std::uint32_t local_linear() const { return local_linear_; }

 private:
  enum class Flow { kNext, kBreak, kContinue, kReturn };
  struct Frame {
    const Function* function = nullptr;
    const Layout* layout = nullptr;
    Object memory;
    std::vector<Ref> pointers;  // by variable
  };

  Flow run_list(const std::vector<Stmt>& list, std::size_t first = 0);
  Flow run_statement(const Stmt& s);
  Flow run_loop(const Stmt& s);
  Flow run_switch(const Stmt& s);
  void declare(const Stmt& s);
  bool condition(const Expr& e) { return truth(e.type.base, evaluate(e).cells[0]); }

  Value evaluate(const Expr& e);
  Value operation(const Expr& e);
  Value builtin(const Expr& e);
  Value item_function(const Expr& e) const;
  Value call(const Expr& e);
  Value assign(const Expr& e);
  Value cross(const Expr& e);
  Value atomic(const Expr& e);
  Value memory_function(const Expr& e);
  Cell binary(const Expr& e, Base left, Cell a, Base right, Cell b) const;

  Ref place(const Expr& e);
  Value load(const Ref& r, const Type& t);
  void store(const Ref& r, const Type& t, const Value& v);
  void store_lane(const Ref& r, Base b, std::size_t lane, Cell c);
  void copy(const Ref& to, const Ref& from, std::size_t bytes);
  void check(const Ref& r, std::size_t bytes, bool write, bool atomic = false);
  Cell load_cell(const Object& o, std::int64_t at, Base b) const;
  void store_cell(Object& o, std::int64_t at, Base b, Cell c) const;
  Frame& enter(const Function& f);
  Frame& frame() { return *frames_[depth_]; }

  Launch& launch_;
  Group& group_;
  const std::function<void()>* wait_ = nullptr;
  std::array<std::uint32_t, 3> local_id_;
  std::uint32_t local_linear_ = 0;
  std::int32_t number_ = 0;  // of the whole range
  std::vector<std::unique_ptr<Frame>> frames_;
  std::size_t depth_ = 0;
  Value result_;
};

}  // namespace clrt::random_programs
