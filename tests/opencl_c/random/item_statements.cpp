// Statements and memory of the evaluator's work-item.
#include <algorithm>
#include <cstring>

#include "item.hpp"

namespace clrt::random_programs {

Item::Item(Launch& launch, Group& group, std::array<std::uint32_t, 3> local_id) : launch_(launch), group_(group), local_id_(local_id) {
  local_linear_ = (local_id[2] * group.size[1] + local_id[1]) * group.size[0] + local_id[0];
  std::array<std::uint32_t, 3> global{};
  for (std::size_t d = 0; d < 3; ++d) global[d] = group.id[d] * launch.kernel.range.local[d] + local_id[d];
  number_ = static_cast<std::int32_t>((global[2] * launch.kernel.range.global[1] + global[1]) * launch.kernel.range.global[0] + global[0]);
}

void Item::run(const std::function<void()>& wait) {
  wait_ = &wait;
  const Function& f = launch_.kernel.function;
  frames_.clear();
  depth_ = static_cast<std::size_t>(-1);
  Frame& frame = enter(f);
  for (std::size_t i = 0; i < f.parameters; ++i) {
    const Type& t = f.variables[i].type;
    if (t.pointer) {
      Object& o = launch_.buffers[i];
      frame.pointers[i] = {&o, 0, 0, static_cast<std::int64_t>(o.bytes.size())};
    } else {
      const auto at = static_cast<std::ptrdiff_t>(frame.layout->offsets[i]);
      const auto& bytes = launch_.kernel.arguments[i].bytes;
      std::copy(bytes.begin(), bytes.end(), frame.memory.bytes.begin() + at);
      std::fill_n(frame.memory.known.begin() + at, bytes.size(), std::uint8_t{1});
    }
  }
  run_list(f.body);
}

Item::Frame& Item::enter(const Function& f) {
  ++depth_;
  if (depth_ > 16) throw Fault{"calls nest too deeply"};
  while (frames_.size() <= depth_) frames_.push_back(std::make_unique<Frame>());
  Frame& frame = *frames_[depth_];
  auto [layout, is_new] = launch_.layouts.try_emplace(&f);
  if (is_new) {
    for (const Variable& v : f.variables) {
      const std::size_t align = alignment_of(launch_.program, v.type);
      layout->second.size = (layout->second.size + align - 1) / align * align;
      layout->second.offsets.push_back(layout->second.size);
      layout->second.size += size_of(launch_.program, v.type);
    }
  }
  frame.function = &f;
  frame.layout = &layout->second;
  frame.memory.bytes.resize(layout->second.size);
  frame.memory.known.assign(layout->second.size, 0);
  frame.pointers.assign(f.variables.size(), {});
  return frame;
}

Item::Flow Item::run_list(const std::vector<Stmt>& list, std::size_t first) {
  path.push_back(0);
  for (std::size_t i = first; i < list.size(); ++i) {
    path.back() = static_cast<std::uint32_t>(i);
    const Flow flow = run_statement(list[i]);
    if (flow != Flow::kNext) {
      path.pop_back();
      return flow;
    }
  }
  path.pop_back();
  return Flow::kNext;
}

Item::Flow Item::run_statement(const Stmt& s) {
  switch (s.kind) {
    case StmtKind::kDeclare: declare(s); return Flow::kNext;
    case StmtKind::kExpr: evaluate(s.exprs[0]); return Flow::kNext;
    case StmtKind::kIf: {
      const bool yes = condition(s.exprs[0]);
      path.push_back(yes ? 0 : 1);
      const Flow flow = run_list(yes ? s.body : s.other);
      path.pop_back();
      return flow;
    }
    case StmtKind::kFor:
    case StmtKind::kWhile:
    case StmtKind::kDo: return run_loop(s);
    case StmtKind::kSwitch: return run_switch(s);
    case StmtKind::kCase: return Flow::kNext;
    case StmtKind::kBreak: return Flow::kBreak;
    case StmtKind::kContinue: return Flow::kContinue;
    case StmtKind::kReturn:
      if (!s.exprs.empty()) result_ = evaluate(s.exprs[0]);
      return Flow::kReturn;
    case StmtKind::kBlock: return run_list(s.body);
    case StmtKind::kBarrier:
      request = nullptr;
      (*wait_)();
      return Flow::kNext;
  }
  return Flow::kNext;
}

Item::Flow Item::run_loop(const Stmt& s) {
  if (s.kind == StmtKind::kFor) {
    const Type& t = frame().function->variables[std::size_t(s.index)].type;
    const auto at = static_cast<std::int64_t>(frame().layout->offsets[std::size_t(s.index)]);
    store({&frame().memory, at, at, at + static_cast<std::int64_t>(size_of(launch_.program, t))}, t, evaluate(s.exprs[0]));
  }
  path.push_back(0);
  Flow result = Flow::kNext;
  for (;; ++path.back()) {
    if (s.kind == StmtKind::kFor && !condition(s.exprs[1])) break;
    if (s.kind == StmtKind::kWhile && !condition(s.exprs[0])) break;
    const Flow flow = run_list(s.body);
    if (flow == Flow::kBreak) break;
    if (flow == Flow::kReturn) {
      result = flow;
      break;
    }
    if (s.kind == StmtKind::kDo && !condition(s.exprs[0])) break;
    if (s.kind == StmtKind::kFor) evaluate(s.exprs[2]);
  }
  path.pop_back();
  return result;
}

Item::Flow Item::run_switch(const Stmt& s) {
  const std::int64_t value = evaluate(s.exprs[0]).cells[0].i;
  std::size_t first = s.body.size();
  for (std::size_t i = 0; i < s.body.size(); ++i) {
    const Stmt& c = s.body[i];
    if (c.kind != StmtKind::kCase) continue;
    if (c.is_default && first == s.body.size()) first = i;
    if (!c.is_default && c.label == value) {
      first = i;
      break;
    }
  }
  const Flow flow = run_list(s.body, first);
  return flow == Flow::kBreak ? Flow::kNext : flow;
}

void Item::declare(const Stmt& s) {
  const Variable& v = frame().function->variables[std::size_t(s.index)];
  if (v.type.pointer) {
    const Value p = evaluate(s.exprs[0]);
    frame().pointers[std::size_t(s.index)] = p.ref;
    return;
  }
  const auto begin = static_cast<std::int64_t>(frame().layout->offsets[std::size_t(s.index)]);
  const std::int64_t end = begin + static_cast<std::int64_t>(size_of(launch_.program, v.type));
  if (s.exprs.size() == 1 && s.exprs[0].type == v.type) {
    const Value x = evaluate(s.exprs[0]);
    store({&frame().memory, begin, begin, end}, v.type, x);
    return;
  }
  // Leaf by leaf, in the order of the members.
  std::size_t next = 0;
  const std::function<void(const Type&, std::int64_t)> fill = [&](const Type& t, std::int64_t at) {
    if (t.count != 0) {
      const Type e = element_of(t);
      const auto size = static_cast<std::int64_t>(size_of(launch_.program, e));
      for (std::int64_t i = 0; i < t.count; ++i) fill(e, at + i * size);
    } else if (t.base == Base::kStruct && s.exprs[next].type != t) {
      const Record& r = launch_.program.records[t.record];
      for (std::size_t i = 0; i < r.fields.size(); ++i) fill(r.fields[i].type, at + static_cast<std::int64_t>(offset_of(launch_.program, r, i)));
    } else {
      const Value x = evaluate(s.exprs[next++]);
      store({&frame().memory, at, begin, end}, t, x);
    }
  };
  fill(v.type, begin);
}

void Item::check(const Ref& r, std::size_t bytes, bool write, bool atomic) {
  if (r.object == nullptr) throw Fault{"a pointer that points nowhere"};
  if (r.at < r.begin || r.at + static_cast<std::int64_t>(bytes) > r.end) throw Fault{"an index out of bounds"};
  Object& o = *r.object;
  if (write && o.read_only) throw Fault{"a write to memory that is only read"};
  if (o.stamps.empty()) return;
  for (std::size_t i = 0; i < bytes; ++i) {
    Stamp& s = o.stamps[static_cast<std::size_t>(r.at) + i];
    const auto apart = [&](std::int32_t item, std::int32_t group, std::int32_t epoch) {
      return item != -1 && item != number_ && (group != group_.number || epoch == group_.epoch);
    };
    if (apart(s.writer, s.write_group, s.write_epoch) && !(atomic && s.write_atomic)) throw Fault{"two work-items at one address, one of them writes"};
    if (write && apart(s.reader, s.read_group, s.read_epoch)) throw Fault{"a work-item writes what another one reads"};
    if (write) {
      s.writer = number_, s.write_group = group_.number, s.write_epoch = group_.epoch, s.write_atomic = atomic;
    } else {
      const bool same_time = s.reader != -1 && s.read_group == group_.number && s.read_epoch == group_.epoch;
      s.reader = s.reader == -1 || s.reader == number_ || same_time == false ? number_ : -2;
      s.read_group = group_.number, s.read_epoch = group_.epoch;
    }
  }
}

Cell Item::load_cell(const Object& o, std::int64_t at, Base b) const {
  const std::uint8_t* p = o.bytes.data() + at;
  if (b == Base::kFloat) {
    float f;
    std::memcpy(&f, p, 4);
    return {.d = f};
  }
  Cell c{.i = 0};
  if (b == Base::kDouble) {
    std::memcpy(&c.d, p, 8);
    return c;
  }
  std::uint64_t bits = 0;
  std::memcpy(&bits, p, std::size_t(bytes_of(b)));
  return wrapped(b, Wide(bits));
}

void Item::store_cell(Object& o, std::int64_t at, Base b, Cell c) const {
  std::uint8_t* p = o.bytes.data() + at;
  if (b == Base::kFloat) {
    const float f = static_cast<float>(whole(c.d).d);
    std::memcpy(p, &f, 4);
  } else if (b == Base::kDouble) {
    const double d = whole(c.d).d;
    std::memcpy(p, &d, 8);
  } else {
    std::memcpy(p, &c.i, std::size_t(bytes_of(b)));
  }
}

Value Item::load(const Ref& r, const Type& t) {
  Value v;
  if (t.base == Base::kStruct) {
    v.ref = r;
    return v;
  }
  const auto lane = static_cast<std::size_t>(bytes_of(t.base));
  check(r, lane * t.width, false);
  const auto* known = r.object->known.data() + r.at;
  if (std::find(known, known + lane * t.width, 0) != known + lane * t.width) throw Fault{"a value that was never written is read"};
  for (std::size_t k = 0; k < t.width; ++k) v.cells[k] = load_cell(*r.object, r.at + static_cast<std::int64_t>(k * lane), t.base);
  return v;
}

void Item::store(const Ref& r, const Type& t, const Value& v) {
  if (t.base == Base::kStruct) return copy(r, v.ref, size_of(launch_.program, t));
  const auto lane = static_cast<std::size_t>(bytes_of(t.base));
  check(r, lane * t.width, true);
  if (v.undefined) {
    std::fill_n(r.object->known.begin() + r.at, lane * t.width, std::uint8_t{0});
    return;
  }
  for (std::size_t k = 0; k < t.width; ++k) store_lane({r.object, r.at + static_cast<std::int64_t>(k * lane), r.begin, r.end}, t.base, 0, v.cells[k]);
}

void Item::store_lane(const Ref& r, Base b, std::size_t lane, Cell c) {
  const auto bytes = static_cast<std::size_t>(bytes_of(b));
  const Ref one{r.object, r.at + static_cast<std::int64_t>(lane * bytes), r.begin, r.end};
  check(one, bytes, true);
  store_cell(*one.object, one.at, b, c);
  std::fill_n(one.object->known.begin() + one.at, bytes, std::uint8_t{1});
}

void Item::copy(const Ref& to, const Ref& from, std::size_t bytes) {
  check(from, bytes, false);
  check(to, bytes, true);
  std::memmove(to.object->bytes.data() + to.at, from.object->bytes.data() + from.at, bytes);
  std::memmove(to.object->known.data() + to.at, from.object->known.data() + from.at, bytes);
}

}  // namespace clrt::random_programs
