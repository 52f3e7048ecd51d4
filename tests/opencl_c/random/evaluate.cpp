// The evaluator's work-groups: items run as fibers where they wait for one another.
//
// An item that waits has a path (positions in statement lists, branches, iterations) whose lexicographic order is the order of
// execution. All items run until each waits or has ended; then, in every sub-group, those with the least path are the lanes
// that are together at a function, because no other can come there any more.
#include "evaluate.hpp"

#include <algorithm>

#include <boost/context/fiber.hpp>
#include <boost/context/pooled_fixedsize_stack.hpp>

#include "cross.hpp"
#include "item.hpp"
#include "walk.hpp"

namespace clrt::random_programs {
namespace {

namespace ctx = boost::context;

bool waits(const Program& program, const Function& f) {
  bool found = false;
  const std::function<void(const std::vector<Stmt>&)> barriers = [&](const std::vector<Stmt>& list) {
    for (const Stmt& s : list) {
      found |= s.kind == StmtKind::kBarrier;
      barriers(s.body);
      barriers(s.other);
    }
  };
  barriers(f.body);
  walk(f.body, [&](const Expr& e) {
    if (e.op == Op::kCross) found = true;
    if (e.op == Op::kCall && !found) found = waits(program, program.functions[std::size_t(e.index)]);
  });
  return found;
}

// An item on a stack of its own.
class Runner {
 public:
  Runner(Launch& launch, Group& group, std::array<std::uint32_t, 3> id, ctx::pooled_fixedsize_stack& stacks)
      : item(launch, group, id), fiber_(std::allocator_arg, stacks, [this](ctx::fiber&& back) {
          back_ = std::move(back);
          try {
            item.run([this] {
              waiting = true;
              back_ = std::move(back_).resume();
            });
          } catch (const Fault& f) {
            fault = f.what;
          }
          ended = true;
          return std::move(back_);
        }) {}
  Runner(const Runner&) = delete;
  Runner& operator=(const Runner&) = delete;
  void resume() {
    waiting = false;
    fiber_ = std::move(fiber_).resume();
    if (!fault.empty()) throw Fault{fault};
  }

  Item item;
  bool waiting = false, ended = false;
  std::string fault;

 private:
  ctx::fiber fiber_, back_;
};

using Runners = std::vector<std::unique_ptr<Runner>>;

// Answers the request of the lanes that are earliest in time; false when the sub-group waits at a barrier, or has ended.
bool serve_sub_group(const Launch& launch, const Runners& all, std::size_t first, std::size_t last) {
  const std::vector<std::uint32_t>* least = nullptr;
  for (std::size_t i = first; i < last; ++i)
    if (all[i]->waiting && (least == nullptr || all[i]->item.path < *least)) least = &all[i]->item.path;
  if (least == nullptr) return false;
  std::vector<Item*> lanes;
  std::vector<std::size_t> numbers;
  const std::vector<std::uint32_t> path = *least;
  for (std::size_t i = first; i < last; ++i) {
    if (!all[i]->waiting || all[i]->item.path != path) continue;
    lanes.push_back(&all[i]->item);
    numbers.push_back(i - first);
  }
  const Expr* request = lanes[0]->request;
  if (request == nullptr || of_work_group(static_cast<Cross>(request->index))) return false;
  if (!may_diverge(static_cast<Cross>(request->index)) && lanes.size() != last - first) throw Fault{"not all lanes reach a sub-group function"};
  answer_sub_group(*request, lanes, numbers, launch.kernel.sub_group_size, last - first);
  for (const std::size_t n : numbers) all[first + n]->waiting = false;
  return true;
}

void run_group(Launch& launch, Group& group, ctx::pooled_fixedsize_stack& stacks) {
  Runners all;
  for (std::uint32_t z = 0; z < group.size[2]; ++z)
    for (std::uint32_t y = 0; y < group.size[1]; ++y)
      for (std::uint32_t x = 0; x < group.size[0]; ++x) all.push_back(std::make_unique<Runner>(launch, group, std::array{x, y, z}, stacks));
  const std::size_t lanes = launch.kernel.sub_group_size;
  for (;;) {
    for (auto& r : all)
      if (!r->ended && !r->waiting) r->resume();
    bool served = false;
    for (std::size_t first = 0; first < all.size(); first += lanes) served |= serve_sub_group(launch, all, first, std::min(first + lanes, all.size()));
    if (served) continue;
    if (std::all_of(all.begin(), all.end(), [](const auto& r) { return r->ended; })) return;
    // Everybody waits at a barrier or a function of the work-group, and all at the same one.
    for (const auto& r : all)
      if (r->ended || r->item.path != all[0]->item.path) throw Fault{"not all work-items reach a barrier"};
    if (const Expr* request = all[0]->item.request) {
      std::vector<Item*> items;
      for (const auto& r : all) items.push_back(&r->item);
      answer_work_group(*request, items, group.size);
    } else {
      ++group.epoch;
    }
    for (const auto& r : all) r->waiting = false;
  }
}

void run_range(Launch& launch) {
  const Function& f = launch.kernel.function;
  const Range& r = launch.kernel.range;
  const bool together = waits(launch.program, f);
  ctx::pooled_fixedsize_stack stacks(std::size_t{256} * 1024);
  for (std::size_t d = 0; d < 3; ++d) launch.num_groups[d] = (r.global[d] + r.local[d] - 1) / r.local[d];
  Group group;
  for (std::uint32_t z = 0; z < launch.num_groups[2]; ++z)
    for (std::uint32_t y = 0; y < launch.num_groups[1]; ++y)
      for (std::uint32_t x = 0; x < launch.num_groups[0]; ++x, ++group.number) {
        group.id = {x, y, z};
        group.epoch = 0;
        group.locals.clear();
        for (std::size_t d = 0; d < 3; ++d) group.size[d] = std::min(r.local[d], r.global[d] - group.id[d] * r.local[d]);
        for (std::size_t i = 0; i < f.variables.size(); ++i) {
          if (!f.variables[i].is_local) continue;
          const std::size_t bytes = size_of(launch.program, f.variables[i].type);
          group.locals[static_cast<std::int32_t>(i)] = {std::vector<std::uint8_t>(bytes), std::vector<std::uint8_t>(bytes), std::vector<Stamp>(bytes), false};
        }
        if (together) {
          run_group(launch, group, stacks);
        } else {
          for (std::uint32_t c = 0; c < group.size[2]; ++c)
            for (std::uint32_t b = 0; b < group.size[1]; ++b)
              for (std::uint32_t a = 0; a < group.size[0]; ++a) Item(launch, group, {a, b, c}).run([] {});
        }
      }
}

}  // namespace

Outcome evaluate(const Program& program, const Kernel& kernel, std::uint64_t limit) {
  Launch launch{program, kernel, limit, 0, {}, {}, {}, {1, 1, 1}};
  for (std::size_t i = 0; i < kernel.function.parameters; ++i) {
    const Variable& v = kernel.function.variables[i];
    Object o;
    if (v.type.pointer) {
      o.bytes = kernel.arguments[i].bytes;
      o.known.assign(o.bytes.size(), 1);
      o.read_only = v.is_const;
      if (!v.is_const) o.stamps.resize(o.bytes.size());
    }
    launch.buffers.push_back(std::move(o));
  }
  for (const Table& t : program.tables) {
    Object o;
    const auto lane = static_cast<std::size_t>(bytes_of(t.type.base));
    o.bytes.assign(size_of(program, t.type), 0);
    o.known.assign(o.bytes.size(), 1);
    o.read_only = true;
    const std::size_t stride = size_of(program, element_of(t.type));
    for (std::size_t i = 0; i < t.type.count; ++i)
      for (std::size_t k = 0; k < t.type.width; ++k) put_literal(o.bytes.data() + i * stride + k * lane, t.type.base, t.values[i * t.type.width + k]);
    launch.tables.push_back(std::move(o));
  }
  Outcome outcome;
  try {
    run_range(launch);
    for (Object& o : launch.buffers) outcome.buffers.push_back(std::move(o.bytes));
  } catch (const Fault& f) {
    outcome.fault = f.what;
  }
  outcome.steps = launch.steps;
  return outcome;
}

}  // namespace clrt::random_programs
