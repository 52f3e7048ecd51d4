// Whole functions, kernels, their ranges and data, of random programs.
#include <algorithm>
#include <cstring>
#include <functional>

#include "arithmetic.hpp"
#include "cross.hpp"
#include "evaluate.hpp"
#include "generator.hpp"

namespace clrt::random_programs {
namespace {

constexpr std::array kBases = {Base::kChar, Base::kUchar, Base::kShort, Base::kUshort, Base::kInt,  Base::kInt,  Base::kInt,
                               Base::kUint, Base::kUint,  Base::kLong,  Base::kUlong,  Base::kFloat, Base::kDouble};
constexpr std::array kInputBases = {Base::kInt, Base::kInt, Base::kInt, Base::kUint, Base::kUint, Base::kFloat, Base::kUchar, Base::kShort, Base::kLong, Base::kChar, Base::kUshort};

}  // namespace

void Generator::make_records() {
  const std::uint32_t count = random_.below(3);
  for (std::uint32_t i = 0; i < count; ++i) {
    Record r;
    r.name = "R" + std::to_string(i);
    const std::uint32_t fields = 1 + random_.below(4);
    for (std::uint32_t k = 0; k < fields; ++k) {
      Type t = scalar_type(random_.pick(kBases));
      switch (random_.weighted({55, 20, 15, i != 0 ? 10u : 0u})) {
        case 1: t.width = random_.chance(50) ? 2 : 4; break;
        case 2: t.count = static_cast<std::uint16_t>(2 + random_.below(3)); break;
        case 3: t = {.base = Base::kStruct, .record = 0}; break;
        default: break;
      }
      r.fields.push_back({"f" + std::to_string(k), t});
    }
    program_.records.push_back(std::move(r));
  }
}

void Generator::make_tables() {
  const std::uint32_t count = random_.below(3);
  for (std::uint32_t i = 0; i < count; ++i) {
    Table t;
    t.name = "T" + std::to_string(i);
    t.type = scalar_type(random_.pick(kInputBases));
    t.type.count = static_cast<std::uint16_t>(random_.chance(60) ? 8 : 3 + random_.below(14));
    if (random_.chance(15)) t.type.width = 4;
    for (std::uint32_t k = 0; k < std::uint32_t{t.type.count} * t.type.width; ++k)
      t.values.push_back(is_float(t.type.base) ? random_.between(-99, 99) : any_literal(t.type.base).value);
    program_.tables.push_back(std::move(t));
  }
}

void Generator::make_function() {
  Function f;
  f.name = "f" + std::to_string(program_.functions.size());
  Helper h;
  uniform_helper_ = random_.chance(25);
  cross_helper_ = !uniform_helper_ && lanes_ && random_.chance(20);
  h.varies = !uniform_helper_;
  h.plain = !cross_helper_;
  function_ = &f;
  kernel_ = nullptr;
  scope_.clear();
  inputs_.clear();
  readable_.clear();
  flow_ = Level::kVarying;
  left_ = false;
  skipped_ = Level::kGroup;
  trips_ = 1, cost_ = 1;
  const std::uint32_t parameters = 1 + random_.below(4);
  for (std::uint32_t i = 0; i < parameters; ++i) {
    Type t = scalar_type(random_.pick(kBases));
    if (random_.chance(8)) t = scalar_type(Base::kBool);
    std::uint32_t extent = 0;
    const std::size_t kind = random_.weighted({55, 15, program_.records.empty() || uniform_helper_ ? 0u : 10u, uniform_helper_ ? 0u : 20u, uniform_helper_ ? 0u : 8u, uniform_helper_ ? 0u : 5u});
    if (kind == 1 && t.base != Base::kBool) t.width = random_.chance(50) ? 4 : 2;
    if (kind == 2) t = {.base = Base::kStruct, .record = static_cast<std::uint8_t>(random_.below(static_cast<std::uint32_t>(program_.records.size())))};
    if (kind == 3) {
      static constexpr std::array pointed = {Base::kInt, Base::kInt, Base::kUint, Base::kFloat, Base::kShort};
      static constexpr std::array extents = {1, 1, 3, 4, 8};
      t = scalar_type(random_.pick(pointed));
      if (!program_.records.empty() && random_.chance(25)) t = {.base = Base::kStruct, .record = static_cast<std::uint8_t>(random_.below(static_cast<std::uint32_t>(program_.records.size())))};
      t.pointer = true;
      extent = static_cast<std::uint32_t>(random_.pick(extents));
      if (t.base == Base::kStruct) extent = 1;
    }
    if (kind == 4) {
      t = scalar_type(random_.chance(50) ? Base::kInt : Base::kUint);
      t.pointer = true;
      t.space = Space::kGlobal;
      extent = 8;
    }
    if (kind == 5) {
      static constexpr std::array pointed = {Base::kInt, Base::kInt, Base::kUint, Base::kFloat};
      t = scalar_type(random_.pick(pointed));
      t.pointer = true;
      t.space = Space::kLocal;
      extent = 8;
    }
    if (t.pointer) h.plain = false;
    const bool is_input = t.pointer && t.space != Space::kPrivate;
    Known& k = add_variable("q", t, Level::kVarying, !is_input);
    function_->variables[std::size_t(k.index)].is_const = is_input;
    k.extent = extent;
    h.extents.push_back(extent);
    if (is_input) {
      inputs_.push_back({k.index, element_of(t), extent});
      scope_.pop_back();
    }
  }
  f.parameters = parameters;
  f.result = scalar_type(random_.pick(kBases));
  if (random_.chance(15)) f.result.width = 4;
  else if (random_.chance(8)) f.result = scalar_type(Base::kBool);
  if (!h.plain && random_.chance(20)) f.result = {.base = Base::kVoid};
  if (!h.plain && !program_.records.empty() && random_.chance(25)) {
    f.result = {.base = Base::kStruct, .record = static_cast<std::uint8_t>(random_.below(static_cast<std::uint32_t>(program_.records.size())))};
    Stmt first;
    first.kind = StmtKind::kDeclare;
    leaves(f.result, Level::kVarying, first.exprs);
    first.index = add_variable("r", f.result, Level::kVarying, true).index;
    f.body.push_back(std::move(first));
  }
  block(f.body, 1 + static_cast<int>(random_.below(5)), 2);
  if (f.result.base != Base::kVoid) {
    Stmt last;
    last.kind = StmtKind::kReturn;
    bool found = true;
    Expr e = f.result.base == Base::kStruct ? argument(f.result, 0, Level::kVarying, 0, found) : value(f.result, Level::kVarying, 3);
    if (is_plain(f.result) && f.result.width == 1) e = convert(std::move(e), f.result.base, true);
    last.exprs.push_back(std::move(e));
    f.body.push_back(std::move(last));
  }
  h.cost = cost_;
  uniform_helper_ = cross_helper_ = false;
  helpers_.push_back(h);
  program_.functions.push_back(std::move(f));
}

void Generator::make_range(Range& r) {
  r.dim = 1 + static_cast<std::uint32_t>(random_.weighted({55, 30, 15}));
  static constexpr std::array<std::uint32_t, 12> line = {1, 7, 8, 16, 16, 24, 32, 33, 48, 64, 64, 100};
  static constexpr std::array<std::uint32_t, 8> side = {1, 2, 3, 4, 5, 8, 8, 16};
  if (r.dim == 1) {
    r.local = {random_.pick(line), 1, 1};
  } else if (r.dim == 2) {
    r.local = {random_.pick(side), random_.pick(side), 1};
    if (random_.chance(50)) r.local = {16, 1 + random_.below(4), 1};
  } else {
    r.local = {1 + random_.below(4), 1 + random_.below(4), 1 + random_.below(4)};
    if (random_.chance(30)) r.local[0] = 16;
  }
  for (std::size_t d = 0; d < r.dim; ++d) {
    r.global[d] = r.local[d] * (1 + random_.below(r.dim == 1 ? 4 : 2));
    if (lanes_ && random_.chance(15)) r.global[d] += random_.below(r.local[d]);
    if (random_.chance(15)) r.offset[d] = random_.below(20);
  }
}

std::vector<std::uint8_t> Generator::content(const Type& t, std::size_t count) {
  const auto lane = static_cast<std::size_t>(bytes_of(t.base));
  const std::size_t stride = lane * (t.width == 3 ? 4 : t.width);
  std::vector<std::uint8_t> bytes(count * stride);
  const bool small_values = random_.chance(40);
  if (t.base == Base::kStruct) {
    const std::size_t size = size_of(program_, t);
    bytes.assign(count * size, 0);
    const std::function<void(const Type&, std::size_t)> fill = [&](const Type& part, std::size_t at) {
      if (part.base != Base::kStruct) {
        const std::vector<std::uint8_t> some = content(element_of(part), std::max<std::size_t>(1, part.count));
        std::copy(some.begin(), some.end(), bytes.begin() + static_cast<std::ptrdiff_t>(at));
        return;
      }
      const Record& r = program_.records[part.record];
      for (std::size_t f = 0; f < r.fields.size(); ++f) fill(r.fields[f].type, at + offset_of(program_, r, f));
    };
    for (std::size_t i = 0; i < count; ++i) fill(t, i * size);
    return bytes;
  }
  for (std::size_t i = 0; i < count; ++i)
    for (std::size_t k = 0; k < stride / lane; ++k) {
      const std::int64_t v = is_float(t.base) ? random_.between(-200, 200) : small_values ? random_.between(0, 40) : any_literal(t.base).value;
      put_literal(bytes.data() + i * stride + k * lane, t.base, v);
    }
  return bytes;
}

void Generator::add_buffers(Kernel& kernel) {
  Function& f = kernel.function;
  const std::uint32_t items = kernel.range.items();
  const auto add = [&](const std::string& name, Type element, std::uint32_t count, bool is_const) {
    kernel.arguments.push_back({content(element, count)});
    element.pointer = true;
    element.space = Space::kGlobal;
    f.variables.push_back({name, element, is_const, false});
    return static_cast<std::int32_t>(f.variables.size() - 1);
  };
  Type own = scalar_type(random_.pick(kBases));
  if (random_.chance(20)) own.width = random_.chance(50) ? 4 : 2;
  own_ = add("own", own, items, false);
  slot_count_ = 1 + random_.below(8);
  if (random_.chance(30)) slot_count_ = 4;
  slots_together_ = random_.chance(50);
  static constexpr std::array slot_bases = {Base::kInt, Base::kUint, Base::kUint, Base::kLong, Base::kUchar, Base::kFloat};
  slots_ = add("slots", scalar_type(random_.pick(slot_bases)), items * slot_count_, false);
  counters_ = add("counters", scalar_type(random_.chance(50) ? Base::kInt : Base::kUint), 24, false);
  const std::uint32_t inputs = 1 + random_.below(3);
  for (std::uint32_t i = 0; i < inputs; ++i) {
    Type t = scalar_type(random_.pick(kInputBases));
    if (random_.chance(20)) t.width = static_cast<std::uint8_t>(random_.chance(50) ? 4 : random_.chance(50) ? 2 : 3);
    if (!program_.records.empty() && random_.chance(20))
      t = {.base = Base::kStruct, .record = static_cast<std::uint8_t>(random_.below(static_cast<std::uint32_t>(program_.records.size())))};
    const std::uint32_t count = random_.chance(60) ? items + 8 + random_.below(20) : random_.chance(50) ? 64 : 2 * items + 16;
    inputs_.push_back({add("in" + std::to_string(i), t, count, true), t, count});
  }
  for (int i = 0; i < 2; ++i) {
    const Type t = scalar_type(i == 0 ? Base::kInt : random_.pick(kBases));
    const std::int64_t v = i == 0 ? random_.between(0, 2 * std::int64_t{items}) : is_float(t.base) ? random_.between(-50, 50) : any_literal(t.base).value;
    Known& k = add_variable("s", t, Level::kGroup, false);
    f.variables[std::size_t(k.index)].is_const = false;
    if (i == 0) k.low = 0, k.high = 2 * std::int64_t{items};
    Argument a;
    a.bytes.resize(std::size_t(bytes_of(t.base)));
    put_literal(a.bytes.data(), t.base, v);
    kernel.arguments.push_back(std::move(a));
  }
  f.parameters = f.variables.size();
}

void Generator::make_kernel(int number) {
  Kernel kernel;
  kernel.function.name = "k" + std::to_string(number);
  function_ = &kernel.function;
  kernel_ = &kernel;
  scope_.clear();
  inputs_.clear();
  readable_.clear();
  targets_.clear();
  flow_ = Level::kGroup;
  left_ = false;
  skipped_ = Level::kGroup;
  trips_ = 1, cost_ = 0;
  make_range(kernel.range);
  static constexpr std::array<std::uint32_t, 8> sizes = {8, 8, 8, 16, 16, 16, 32, 64};
  if (lanes_ && random_.chance(70)) {
    kernel.sub_group_size = random_.pick(sizes);
    kernel.names_sub_group_size = true;
  }
  kernel.names_local_size = kernel.range.uniform() && random_.chance(20);
  kernel.hints_local_size = !kernel.names_local_size && random_.chance(60);
  add_buffers(kernel);

  // The item's own number, in one of the ways people write it.
  const Range& r = kernel.range;
  const auto id = [&](std::size_t d) {
    Expr e = item(ItemFunction::kGlobalId, static_cast<int>(d));
    if (r.offset[d] != 0) e = binary(Op::kSubtract, std::move(e), item(ItemFunction::kGlobalOffset, static_cast<int>(d)));
    return convert(std::move(e), Base::kInt, false);
  };
  Expr number_of;
  if (random_.chance(25)) {
    number_of = convert(item(ItemFunction::kGlobalLinearId, 0), Base::kInt, false);
  } else {
    number_of = id(r.dim - 1);
    for (std::size_t d = r.dim - 1; d-- > 0;)
      number_of = binary(Op::kAdd, binary(Op::kMultiply, std::move(number_of), literal(Base::kInt, r.global[d])), id(d));
  }
  Stmt first;
  first.kind = StmtKind::kDeclare;
  first.exprs.push_back(std::move(number_of));
  Known& k = add_variable("i", scalar_type(Base::kInt), Level::kVarying, false);
  k.low = 0, k.high = r.items() - 1;
  linear_ = first.index = k.index;
  kernel.function.body.push_back(std::move(first));

  const std::uint32_t variables = 1 + random_.below(4);
  for (std::uint32_t i = 0; i < variables; ++i) declare(kernel.function.body, 2);
  const std::uint32_t statements = 3 + random_.below(7);
  for (std::uint32_t i = 0; i < statements; ++i) statement(kernel.function.body, 3);
  // What the variables hold at the end.
  for (std::uint32_t i = 0; i < 2; ++i) store_output(kernel.function.body);
  program_.kernels.push_back(std::move(kernel));
}

void Generator::run(int kernels) {
  make_records();
  make_tables();
  const std::uint32_t functions = random_.below(4);
  for (std::uint32_t i = 0; i < functions; ++i) make_function();
  for (int i = 0; i < kernels; ++i) make_kernel(i);
}

Program generate(std::uint64_t seed, int kernels) {
  Random random(seed * 0x9e3779b97f4a7c15ull + 1);
  Program program;
  program.seed = seed;
  program.needs_lanes = random.chance(60);
  Generator(program, random, program.needs_lanes).run(kernels);
  return program;
}

}  // namespace clrt::random_programs
