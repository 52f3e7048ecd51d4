// A random program as OpenCL C text.
#include <set>

#include "program.hpp"
#include "walk.hpp"

namespace clrt::random_programs {
namespace {

constexpr std::array kBaseNames = {"char", "uchar", "short", "ushort", "int", "uint", "long", "ulong", "float", "double", "bool"};
constexpr std::array kSpaceNames = {"private ", "local ", "global ", "constant "};

std::string text(std::int64_t v) { return std::to_string(v); }

std::string literal(Base b, std::int64_t v) {
  switch (b) {
    case Base::kInt: return v == INT32_MIN ? "(-2147483647 - 1)" : v < 0 ? "(" + text(v) + ")" : text(v);
    case Base::kUint: return text(static_cast<std::uint32_t>(v)) + "u";
    case Base::kLong: return v == INT64_MIN ? "(-9223372036854775807L - 1)" : v < 0 ? "(" + text(v) + "L)" : text(v) + "L";
    case Base::kUlong: return std::to_string(static_cast<std::uint64_t>(v)) + "UL";
    case Base::kFloat: return v < 0 ? "(" + text(v) + ".0f)" : text(v) + ".0f";
    case Base::kBool: return v != 0 ? "true" : "false";
    case Base::kDouble: return v < 0 ? "(" + text(v) + ".0)" : text(v) + ".0";
    default: return std::string("(") + kBaseNames[static_cast<std::size_t>(b)] + ")" + (v < 0 ? "(" + text(v) + ")" : text(v));
  }
}

const char* sign_of(Op op) {
  switch (op) {
    case Op::kAdd: return "+";
    case Op::kSubtract: return "-";
    case Op::kMultiply: return "*";
    case Op::kDivide: return "/";
    case Op::kRemainder: return "%";
    case Op::kAnd: return "&";
    case Op::kOr: return "|";
    case Op::kXor: return "^";
    case Op::kShiftLeft: return "<<";
    case Op::kShiftRight: return ">>";
    case Op::kLess: return "<";
    case Op::kLessEqual: return "<=";
    case Op::kGreater: return ">";
    case Op::kGreaterEqual: return ">=";
    case Op::kEqual: return "==";
    case Op::kNotEqual: return "!=";
    case Op::kLogicalAnd: return "&&";
    case Op::kLogicalOr: return "||";
    default: return "?";
  }
}

constexpr std::array kBuiltinNames = {"min",    "max",    "clamp",  "abs",      "abs_diff", "add_sat",  "sub_sat", "hadd",      "rhadd", "mul_hi",
                                      "mad_hi", "mad_sat", "mul24", "mad24",    "rotate",   "popcount", "clz",     "upsample",  "select", "bitselect",
                                      "any",    "all",    "convert_", "mad",    "fabs",     "floor",    "vload",   "vstore",    "shuffle"};
static_assert(kBuiltinNames.size() == static_cast<std::size_t>(Builtin::kCount));
constexpr std::array kItemNames = {"get_global_id",        "get_local_id",      "get_group_id",          "get_global_size",         "get_local_size",
                                   "get_num_groups",       "get_global_offset", "get_global_linear_id",  "get_local_linear_id",     "get_work_dim",
                                   "get_sub_group_id",     "get_sub_group_local_id", "get_sub_group_size", "get_num_sub_groups",    "get_max_sub_group_size"};
constexpr std::array kAtomicNames = {"add", "sub", "inc", "dec", "min", "max", "and", "or", "xor"};
constexpr std::array kReduceNames = {"add", "min", "max", "mul", "and", "or", "xor"};

bool has_dimension(ItemFunction f) { return f <= ItemFunction::kGlobalOffset; }

class Printer {
 public:
  explicit Printer(const Program& program) : program_(program) {}

  std::string program() {
    for (const Kernel& k : program_.kernels) reach(k.function);
    std::string out = "// seed " + std::to_string(program_.seed) + "\n";
    if (uses_double_) out += "#pragma OPENCL EXTENSION cl_khr_fp64 : enable\n";
    for (std::size_t i = 0; i < program_.records.size(); ++i)
      if (records_.contains(i)) out += record(program_.records[i]);
    for (std::size_t i = 0; i < program_.tables.size(); ++i)
      if (tables_.contains(i)) out += table(program_.tables[i]);
    for (std::size_t i = 0; i < program_.functions.size(); ++i)
      if (functions_.contains(i)) out += function(program_.functions[i], "");
    for (const Kernel& k : program_.kernels) {
      std::string attributes;
      if (k.names_sub_group_size) attributes += "__attribute__((intel_reqd_sub_group_size(" + std::to_string(k.sub_group_size) + "))) ";
      const auto sizes = [](const std::array<std::uint32_t, 3>& s, const std::string& between = " ") {
        return std::to_string(s[0]) + between + std::to_string(s[1]) + between + std::to_string(s[2]);
      };
      if (k.names_local_size) attributes += "__attribute__((reqd_work_group_size(" + sizes(k.range.local, ", ") + "))) ";
      if (k.hints_local_size) attributes += "__attribute__((work_group_size_hint(" + sizes(k.range.local, ", ") + "))) ";
      out += "\n// range: dimensions " + std::to_string(k.range.dim) + ", global " + sizes(k.range.global) + ", local " + sizes(k.range.local) +
             ", offset " + sizes(k.range.offset);
      out += function(k.function, attributes + "kernel ");
    }
    return out;
  }

  std::string name(const Type& t) const {
    std::string s = t.base == Base::kVoid     ? "void"
                    : t.base == Base::kStruct ? "struct " + program_.records[t.record].name
                                              : kBaseNames[static_cast<std::size_t>(t.base)];
    if (t.width > 1) s += std::to_string(t.width);
    return s;
  }

 private:
  void reach(const Type& t) {
    if (t.base == Base::kDouble) uses_double_ = true;
    if (t.base != Base::kStruct || !records_.insert(t.record).second) return;
    for (const Field& f : program_.records[t.record].fields) reach(f.type);
  }
  void reach(const Function& f) {
    reach(f.result);
    for (const Variable& v : f.variables) reach(v.type);
    walk(f.body, [&](const Expr& e) {
      reach(e.type);
      if (e.op == Op::kTable) tables_.insert(std::size_t(e.index)), reach(program_.tables[std::size_t(e.index)].type);
      if (e.op == Op::kCall && functions_.insert(std::size_t(e.index)).second) reach(program_.functions[std::size_t(e.index)]);
    });
  }

  std::string declared(const Type& t, const std::string& what, bool is_const = false) const {
    if (t.pointer) return std::string(kSpaceNames[static_cast<std::size_t>(t.space)]) + (is_const ? "const " : "") + name(t) + " *" + what;
    return name(t) + " " + what + (t.count != 0 ? "[" + std::to_string(t.count) + "]" : "");
  }

  std::string record(const Record& r) const {
    std::string out = "struct " + r.name + " {\n";
    for (const Field& f : r.fields) out += "  " + declared(f.type, f.name) + ";\n";
    return out + "};\n";
  }

  std::string table(const Table& t) const {
    std::string out = "constant " + declared(t.type, t.name) + " = {";
    const std::size_t width = t.type.width;
    for (std::size_t i = 0; i < t.type.count; ++i) {
      if (i != 0) out += ", ";
      if (width > 1) out += "(" + name(t.type) + ")(";
      for (std::size_t k = 0; k < width; ++k) out += (k != 0 ? ", " : "") + literal(t.type.base, t.values[i * width + k]);
      if (width > 1) out += ")";
    }
    return out + "};\n";
  }

  std::string function(const Function& f, const std::string& prefix) {
    function_ = &f;
    std::string out = "\n" + prefix + name(f.result) + " " + f.name + "(";
    for (std::size_t i = 0; i < f.parameters; ++i) {
      const Variable& v = f.variables[i];
      out += (i != 0 ? ", " : "") + declared(v.type, v.name, v.is_const);
    }
    out += ") {\n";
    for (const Variable& v : f.variables)
      if (v.is_local) out += "  local " + declared(v.type, v.name) + ";\n";
    return out + statements(f.body, 1) + "}\n";
  }

  const Variable& variable(std::int32_t index) const { return function_->variables[std::size_t(index)]; }

  // The initialiser of a whole object, whose leaves are `leaves` from `at` on.
  std::string braces(const Type& t, const std::vector<Expr>& leaves, std::size_t& at) const {
    std::string out = "{";
    const auto element = [&](const Type& e) {
      if (e.count != 0 || (e.base == Base::kStruct && leaves[at].type != e)) return braces(e, leaves, at);
      return expression(leaves[at++]);
    };
    if (t.count != 0) {
      for (std::size_t i = 0; i < t.count; ++i) out += (i != 0 ? ", " : "") + element(element_of(t));
    } else {
      const Record& r = program_.records[t.record];
      for (std::size_t i = 0; i < r.fields.size(); ++i) out += (i != 0 ? ", " : "") + element(r.fields[i].type);
    }
    return out + "}";
  }

  std::string statements(const std::vector<Stmt>& list, int depth) const {
    std::string out;
    for (const Stmt& s : list) out += statement(s, depth);
    return out;
  }
  std::string block(const std::vector<Stmt>& list, int depth) const {
    return "{\n" + statements(list, depth + 1) + std::string(std::size_t(depth) * 2, ' ') + "}";
  }

  std::string statement(const Stmt& s, int depth) const {
    const std::string in(std::size_t(depth) * 2, ' ');
    switch (s.kind) {
      case StmtKind::kDeclare: {
        const Variable& v = variable(s.index);
        const bool whole = s.exprs.size() == 1 && (v.type.pointer || s.exprs[0].type == v.type);
        std::size_t at = 0;
        return in + (v.is_const && !v.type.pointer ? "const " : "") + declared(v.type, v.name, v.is_const) + " = " +
               (whole ? expression(s.exprs[0]) : braces(v.type, s.exprs, at)) + ";\n";
      }
      case StmtKind::kExpr: {
        const std::string whole = expression(s.exprs[0]);
        return in + (s.exprs[0].op == Op::kAssign ? whole.substr(1, whole.size() - 2) : whole) + ";\n";
      }
      case StmtKind::kIf: {
        std::string out = in + "if (" + expression(s.exprs[0]) + ") " + block(s.body, depth);
        if (!s.other.empty()) out += " else " + block(s.other, depth);
        return out + "\n";
      }
      case StmtKind::kFor:
        return in + "for (" + declared(variable(s.index).type, variable(s.index).name) + " = " + expression(s.exprs[0]) + "; " +
               expression(s.exprs[1]) + "; " + expression(s.exprs[2]) + ") " + block(s.body, depth) + "\n";
      case StmtKind::kWhile: return in + "while (" + expression(s.exprs[0]) + ") " + block(s.body, depth) + "\n";
      case StmtKind::kDo: return in + "do " + block(s.body, depth) + " while (" + expression(s.exprs[0]) + ");\n";
      case StmtKind::kSwitch: return in + "switch (" + expression(s.exprs[0]) + ") " + block(s.body, depth) + "\n";
      case StmtKind::kCase: return in.substr(2) + (s.is_default ? "default:" : "case " + std::to_string(s.label) + ":") + ";\n";
      case StmtKind::kBreak: return in + "break;\n";
      case StmtKind::kContinue: return in + "continue;\n";
      case StmtKind::kReturn: return in + (s.exprs.empty() ? "return" : "return " + expression(s.exprs[0])) + ";\n";
      case StmtKind::kBlock: return in + block(s.body, depth) + "\n";
      case StmtKind::kBarrier: return in + "barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);\n";
    }
    return {};
  }

  std::string list(const std::vector<Expr>& args) const {
    std::string out;
    for (const Expr& a : args) out += (out.empty() ? "" : ", ") + expression(a);
    return out;
  }

  std::string cross(const Expr& e) const {
    const auto c = static_cast<Cross>(e.index);
    const std::string reduce = kReduceNames[static_cast<std::size_t>(e.value) % kReduceNames.size()];
    const std::string args = "(" + list(e.args) + ")";
    switch (c) {
      case Cross::kReduce: return "sub_group_reduce_" + reduce + args;
      case Cross::kScanInclusive: return "sub_group_scan_inclusive_" + reduce + args;
      case Cross::kScanExclusive: return "sub_group_scan_exclusive_" + reduce + args;
      case Cross::kBroadcast: return "sub_group_broadcast" + args;
      case Cross::kShuffle: return "sub_group_shuffle" + args;
      case Cross::kShuffleXor: return "sub_group_shuffle_xor" + args;
      case Cross::kShuffleUp: return "sub_group_shuffle_up" + args;
      case Cross::kShuffleDown: return "sub_group_shuffle_down" + args;
      case Cross::kRotate: return "sub_group_rotate" + args;
      case Cross::kAny: return "sub_group_any" + args;
      case Cross::kAll: return "sub_group_all" + args;
      case Cross::kBallotCount: return "sub_group_ballot_bit_count(sub_group_ballot" + args + ")";
      case Cross::kClusteredReduce: return "sub_group_clustered_reduce_" + reduce + args;
      case Cross::kNonUniformReduce: return "sub_group_non_uniform_reduce_" + reduce + args;
      case Cross::kNonUniformScanInclusive: return "sub_group_non_uniform_scan_inclusive_" + reduce + args;
      case Cross::kNonUniformScanExclusive: return "sub_group_non_uniform_scan_exclusive_" + reduce + args;
      case Cross::kElect: return "sub_group_elect()";
      case Cross::kNonUniformAny: return "sub_group_non_uniform_any" + args;
      case Cross::kNonUniformAll: return "sub_group_non_uniform_all" + args;
      case Cross::kNonUniformAllEqual: return "sub_group_non_uniform_all_equal" + args;
      case Cross::kBroadcastFirst: return "sub_group_broadcast_first" + args;
      case Cross::kBallot: return "sub_group_ballot" + args;
      case Cross::kGroupReduce: return "work_group_reduce_" + reduce + args;
      case Cross::kGroupScanInclusive: return "work_group_scan_inclusive_" + reduce + args;
      case Cross::kGroupScanExclusive: return "work_group_scan_exclusive_" + reduce + args;
      case Cross::kGroupBroadcast: return "work_group_broadcast" + args;
      case Cross::kGroupAny: return "work_group_any" + args;
      case Cross::kGroupAll: return "work_group_all" + args;
    }
    return {};
  }

  std::string builtin(const Expr& e) const {
    const auto b = static_cast<Builtin>(e.index);
    std::string word = kBuiltinNames[static_cast<std::size_t>(e.index)];
    if (b == Builtin::kConvertSat) word += name(e.type) + "_sat";
    if (b == Builtin::kVload) word += std::to_string(e.type.width);
    if (b == Builtin::kVstore) word += std::to_string(e.args[0].type.width);
    return word + "(" + list(e.args) + ")";
  }

  // p[0]
  static bool is_first(const Expr& e) {
    return e.op == Op::kElement && e.args[0].op == Op::kVariable && e.args[0].type.pointer && e.args[1].op == Op::kLiteral && e.args[1].value == 0;
  }

  std::string expression(const Expr& e) const {
    switch (e.op) {
      case Op::kLiteral:
        if (e.type.width > 1) return "((" + name(e.type) + ")(" + literal(e.type.base, e.value) + "))";
        return literal(e.type.base, e.value);
      case Op::kVariable: return variable(e.index).name;
      case Op::kTable: return program_.tables[std::size_t(e.index)].name;
      case Op::kMember:
        if (is_first(e.args[0]))
          return expression(e.args[0].args[0]) + "->" + program_.records[e.args[0].type.record].fields[std::size_t(e.index)].name;
        return expression(e.args[0]) + "." + program_.records[e.args[0].type.record].fields[std::size_t(e.index)].name;
      case Op::kElement:
        if (is_first(e)) return "(*" + expression(e.args[0]) + ")";
        return expression(e.args[0]) + "[" + expression(e.args[1]) + "]";
      case Op::kSwizzle: {
        std::string out = expression(e.args[0]) + ".s";
        for (const std::uint8_t l : e.lanes) out += "0123456789abcdef"[l];
        return out;
      }
      case Op::kAddress: return "(&" + expression(e.args[0]) + ")";
      case Op::kNegate: return "(-" + expression(e.args[0]) + ")";
      case Op::kComplement: return "(~" + expression(e.args[0]) + ")";
      case Op::kLogicalNot: return "(!" + expression(e.args[0]) + ")";
      case Op::kConvert:
        if (e.hidden) return expression(e.args[0]);
        if (e.type.width > 1) return "convert_" + name(e.type) + "(" + expression(e.args[0]) + ")";
        return "((" + name(e.type) + ")" + expression(e.args[0]) + ")";
      case Op::kSpread: return e.hidden ? expression(e.args[0]) : "((" + name(e.type) + ")(" + expression(e.args[0]) + "))";
      case Op::kReinterpret: return "as_" + name(e.type) + "(" + expression(e.args[0]) + ")";
      case Op::kConditional: return "(" + expression(e.args[0]) + " ? " + expression(e.args[1]) + " : " + expression(e.args[2]) + ")";
      case Op::kVector: return "((" + name(e.type) + ")(" + list(e.args) + "))";
      case Op::kCall: return program_.functions[std::size_t(e.index)].name + "(" + list(e.args) + ")";
      case Op::kBuiltin: return builtin(e);
      case Op::kItem: {
        const auto item = static_cast<ItemFunction>(e.index);
        return std::string(kItemNames[static_cast<std::size_t>(e.index)]) + (has_dimension(item) ? "(" + std::to_string(e.value) + ")" : "()");
      }
      case Op::kAssign:
        return "(" + expression(e.args[0]) + (e.combine == Op::kAssign ? std::string(" = ") : std::string(" ") + sign_of(e.combine) + "= ") +
               expression(e.args[1]) + ")";
      case Op::kIncrement: return e.value == 0 ? "(++" + expression(e.args[0]) + ")" : "(" + expression(e.args[0]) + "++)";
      case Op::kDecrement: return e.value == 0 ? "(--" + expression(e.args[0]) + ")" : "(" + expression(e.args[0]) + "--)";
      case Op::kAtomic: {
        const auto a = static_cast<Atomic>(e.index);
        return std::string("atomic_") + kAtomicNames[static_cast<std::size_t>(e.index)] + "(&" + expression(e.args[0]) +
               (a == Atomic::kInc || a == Atomic::kDec ? "" : ", " + expression(e.args[1])) + ")";
      }
      case Op::kCross: return cross(e);
      default: return "(" + expression(e.args[0]) + " " + sign_of(e.op) + " " + expression(e.args[1]) + ")";
    }
  }

  const Program& program_;
  const Function* function_ = nullptr;
  std::set<std::size_t> records_, tables_, functions_;
  bool uses_double_ = false;
};

}  // namespace

std::string print(const Program& program) { return Printer(program).program(); }
std::string print(const Type& type, const Program& program) { return Printer(program).name(type); }

std::size_t alignment_of(const Program& program, const Type& t) {
  if (t.pointer) return 8;
  if (t.base != Base::kStruct) return std::size_t(bytes_of(t.base)) * (t.width == 3 ? 4 : t.width);
  std::size_t most = 1;
  for (const Field& f : program.records[t.record].fields) most = std::max(most, alignment_of(program, f.type));
  return most;
}

std::size_t size_of(const Program& program, const Type& t) {
  if (t.pointer) return 8;
  if (t.count != 0) return t.count * size_of(program, element_of(t));
  if (t.base != Base::kStruct) return alignment_of(program, t);
  const Record& r = program.records[t.record];
  const std::size_t align = alignment_of(program, t), end = offset_of(program, r, r.fields.size());
  return (end + align - 1) / align * align;
}

std::size_t offset_of(const Program& program, const Record& r, std::size_t field) {
  std::size_t at = 0;
  for (std::size_t i = 0; i <= field && i < r.fields.size(); ++i) {
    const std::size_t align = alignment_of(program, r.fields[i].type);
    at = (at + align - 1) / align * align;
    if (i == field) return at;
    at += size_of(program, r.fields[i].type);
  }
  return at;
}

}  // namespace clrt::random_programs
