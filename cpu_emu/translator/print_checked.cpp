// Checked mode: accesses, divisions, barriers and sub-group functions through the checker (opencl_c/checked.hpp).
#include <clang/AST/ASTContext.h>

#include "printer.hpp"

namespace clrt::translator {
using namespace clang;
namespace {

constexpr const char* kRead = "clrt::cpu::kCheckRead";
constexpr const char* kWrite = "clrt::cpu::kCheckWrite";

std::uint64_t size_of(const ASTContext& context, QualType t) {
  if (is_vector(t)) return size_of(context, element_type(t)) * vector_size(t);
  return t->isVoidType() ? 1 : static_cast<std::uint64_t>(context.getTypeSizeInChars(t).getQuantity());
}

std::uint64_t align_of(const ASTContext& context, QualType t) {
  return t->isVoidType() ? 1 : static_cast<std::uint64_t>(context.getTypeAlignInChars(t).getQuantity());
}

// Sub-group functions that the specification lets only some work-items call are all those of the cl_khr_subgroup_ extensions.
bool needs_all_lanes(llvm::StringRef name) {
  return name == "sub_group_all" || name == "sub_group_any" || name == "sub_group_broadcast" ||
         name.starts_with("sub_group_reduce_") || name.starts_with("sub_group_scan_");
}

}  // namespace

// Does an access of this place go to the checker? Private variables under their own name do not.
bool Printer::reached(const PlaceCode& p) const {
  if (!checking()) return false;
  if (p.pointer != nullptr) return true;
  return p.variable != nullptr && !is_private(p.variable) && p.variable->getType().getAddressSpace() != LangAS::opencl_constant &&
         context_.getBaseElementType(p.variable->getType()).getAddressSpace() != LangAS::opencl_constant;
}

std::string Printer::site_of(const PlaceCode& p, QualType t) {
  SiteRequest r;
  r.range = p.range;
  r.where = p.where;
  r.bytes = size_of(context_, t);
  r.align = p.packed ? 1 : align_of(context_, t);
  r.extent = p.extent;
  r.record = is_record(t);
  r.direct = !reached(p);
  if (p.variable != nullptr) r.variable = p.variable->getName().str();
  RootSet roots;
  if (p.pointer != nullptr)
    roots = checks_->roots().of(p.pointer);
  else if (p.variable != nullptr)
    roots.variables.insert(p.variable);
  if (!r.direct) r.roots = &roots;
  return checks_->site(r);
}

std::string Printer::site_of(const Expr* e) {
  SiteRequest r;
  r.range = e->getSourceRange();
  r.where = e->getExprLoc();
  return checks_->site(r);
}

std::string Printer::site_of_pointer(const Expr* e, const Expr* pointer, std::uint64_t bytes, std::uint64_t align) {
  SiteRequest r;
  r.range = e->getSourceRange();
  r.where = e->getExprLoc();
  r.bytes = bytes;
  r.align = align;
  const RootSet roots = checks_->roots().of(pointer);
  r.roots = &roots;
  return checks_->site(r);
}

// Of a direct array index.
std::string Printer::index_site(const PlaceCode& base, const Expr*, SourceLocation where, std::uint64_t extent) {
  SiteRequest r;
  r.range = base.range;
  r.where = where;
  r.extent = extent;
  r.direct = true;
  if (base.variable != nullptr) r.variable = base.variable->getName().str();
  return checks_->site(r);
}

std::string Printer::checked_object(const PlaceCode& p, QualType t, const char* op) {
  const std::string& whole = p.owner.empty() ? p.object : p.owner;
  const std::string rest = p.owner.empty() ? "" : p.object.substr(p.owner.size());
  return "cl::checked(c, " + site_of(p, t) + ", " + op + ", " + active() + ", &" + whole + ")" + rest;
}

Code Printer::checked_load(const PlaceCode& p, const Kind& k, bool lanes) {
  const std::string site = site_of(p, p.type), m = full_or_mask();
  if (!lanes && (is_record(p.type) || is_bool(p.type))) {
    const std::string a = fresh('t');
    const std::string address = is_bool(p.type) ? "cl::recast<uint8_t>(" + varying_address(p) + ")" : varying_address(p);
    const std::string ok = "cl::admitted(c, " + site + ", " + kRead + ", " + m + ", " + a + ")";
    const std::string value = is_bool(p.type) ? "cl::to_mask(cl::load(" + a + ", " + ok + "))"
                                              : types_.varying(p.type) + "::load(" + a + ", " + ok + ")";
    return {"({ const auto " + a + " = " + address + "; " + value + "; })", k};
  }
  return {"cl::checked_load(c, " + site + ", " + m + ", " + p.base + (p.index.empty() ? "" : ", " + strip_parens(p.index)) + ")",
          k};
}

std::string Printer::checked_store(const PlaceCode& p, const Code& value, QualType t, bool lanes) {
  const std::string text = strip_parens(value.text);
  if (!p.address) {
    if (value.kind.uniform() && (p.memory || !p.storage.varying())) return checked_object(p, t, kWrite) + " = " + text;
    const std::string v = coerce({text, value.kind}, t, varying_kind());
    if (!p.memory) {
      if (mask().empty()) return checked_object(p, t, kWrite) + " = " + v;
      const std::string o = fresh('t');
      const std::string select = is_record(t) ? types_.varying(t) + "::select(" : "cl::select(";
      return "({ auto& " + o + " = " + checked_object(p, t, kWrite) + "; " + o + " = " + select + mask() + ", " + v + ", " + o +
             "); })";
    }
    const std::string a = fresh('t');
    const std::string ok = "cl::admitted(c, " + site_of(p, t) + ", " + kWrite + ", " + full_or_mask() + ", " + a + ")";
    std::string s = "({ auto* const " + a + " = &" + p.object + "; ";
    if (is_record(t))
      s += types_.varying(t) + "::store(cl::spread<" + N() + ">(" + a + "), " + v + ", " + ok + ")";
    else if (is_bool(t))
      s += "cl::store((uint8_t*)" + a + ", cl::convert<uint8_t>(" + v + "), " + ok + ")";
    else if (t->isPointerType())
      s += "cl::store((uint64_t*)" + a + ", " + v + ".a, " + ok + ")";
    else
      s += "cl::store(" + a + ", " + v + ", " + ok + ")";
    return s + "; })";
  }
  const std::string v = coerce({text, value.kind}, t, varying_kind());
  const std::string site = site_of(p, t), m = full_or_mask();
  if (!lanes && (is_record(t) || is_bool(t))) {
    const std::string a = fresh('t');
    const std::string address = is_bool(t) ? "cl::recast<uint8_t>(" + varying_address(p) + ")" : varying_address(p);
    const std::string ok = "cl::admitted(c, " + site + ", " + kWrite + ", " + m + ", " + a + ")";
    const std::string store = is_bool(t) ? "cl::store(" + a + ", cl::convert<uint8_t>(" + v + "), " + ok + ")"
                                         : types_.varying(t) + "::store(" + a + ", " + v + ", " + ok + ")";
    return "({ const auto " + a + " = " + address + "; " + store + "; })";
  }
  return "cl::checked_store(c, " + site + ", " + m + ", " + v + ", " + p.base +
         (p.index.empty() ? "" : ", " + strip_parens(p.index)) + ")";
}

// The memory that a barrier's flags name: CheckFence has the values of CLK_LOCAL_MEM_FENCE and CLK_GLOBAL_MEM_FENCE.
std::string Printer::fences(const CallExpr* e, unsigned argument) {
  if (argument >= e->getNumArgs()) return "clrt::cpu::kFenceLocal | clrt::cpu::kFenceGlobal";
  const Code flags = expression(e->getArg(argument));
  return flags.kind.uniform() ? "uint32_t(" + flags.text + ")" : "clrt::cpu::kFenceLocal | clrt::cpu::kFenceGlobal";
}

std::string Printer::convergent(const CallExpr* e, const Builtin& b, const std::string& call) {
  if (!checking() || !needs_all_lanes(b.name)) return call;
  return "({ cl::checked_converged(c, " + site_of(e) + ", " + active() + "); " + call + "; })";
}

Code Printer::checked_atomic(const CallExpr* e, const Builtin& b) {
  const Kind k = kinds_.of(e);
  const QualType t = e->getArg(0)->getType()->getPointeeType();
  const std::string site = site_of_pointer(e, e->getArg(0), size_of(context_, t), align_of(context_, t));
  const llvm::StringRef name = b.name;
  if (name.contains("cmpxchg") || name.contains("compare_exchange")) checks_->compares(e->getArg(0));
  const std::string op = name == "c11_load" ? "clrt::cpu::kCheckRead | clrt::cpu::kCheckAtomic"
                         : name == "c11_store" || name == "c11_init" || name == "c11_flag_clear"
                             ? "clrt::cpu::kCheckWrite | clrt::cpu::kCheckAtomic"
                             : "clrt::cpu::kCheckRead | clrt::cpu::kCheckWrite | clrt::cpu::kCheckAtomic";
  bool orders = b.family == Family::kC11Atomic ? name != "c11_init" : checks_->fenced();
  std::string arguments;
  for (unsigned i = 1; i < e->getNumArgs(); ++i) {
    const Expr* a = e->getArg(i);
    const QualType type = a->getType();
    const bool order = type->isEnumeralType() || (b.family == Family::kC11Atomic && isa<ImplicitCastExpr>(a) &&
                                                  plain(cast<ImplicitCastExpr>(a)->getSubExpr())->getType()->isEnumeralType());
    if (order) {
      std::int64_t value = 0;
      if (constant_integer(a, context_, value) && value == 0 && !checks_->fenced()) orders = false;  // memory_order_relaxed
      continue;
    }
    if (type->isPointerType())
      arguments += ", " + expression(a).text;
    else
      arguments += ", " + (single() ? expression(a).text : as_varying(a));
  }
  const std::string first = orders ? "cl::checked_order(c, " + active() + "); " : "";
  if (single())
    return {"({ " + first + "cl::" + b.name + "(&cl::checked(c, " + site + ", " + op + ", true, " +
                element_pointer(e->getArg(0)) + ")" + arguments + "); })",
            k};
  const std::string p = fresh('t');
  return {"({ " + first + "const auto " + p + " = " + element_pointer(e->getArg(0)) + "; cl::" + b.name + "(" + p + arguments +
              ", cl::admitted(c, " + site + ", " + op + ", " + full_or_mask() + ", " + p + ")); })",
          k};
}

Code Printer::checked_memory_call(const CallExpr* e, const Builtin& b) {
  const Kind k = kinds_.of(e);
  const bool load = b.family == Family::kVload;
  const unsigned first = load ? 0 : 1;
  const Expr *offset = e->getArg(first), *pointer = e->getArg(first + 1);
  const Code p = expression(pointer), o = expression(offset);
  const llvm::StringRef name = b.name;
  const bool half = name.contains("half"), aligned = half && name.contains("a_half");
  const std::string n = std::to_string(b.width), stride = std::to_string(aligned && b.width == 3 ? 4 : b.width);
  const std::string width = n + (half && !load ? ", cl::" + b.rounding : "");
  const std::uint64_t element = size_of(context_, element_type(pointer->getType()->getPointeeType()));
  const std::string site = site_of_pointer(e, pointer, element * static_cast<std::uint64_t>(b.width),
                                           aligned ? element * static_cast<std::uint64_t>(b.width == 3 ? 4 : b.width) : element);
  const std::string op = load ? kRead : kWrite, m = active();
  const std::string base = p.kind.uniform() ? p.text : coerce(p, pointer->getType(), varying_kind());
  const std::string off = !p.kind.uniform() && o.kind.linear() ? "cl::spread<" + N() + ">(" + o.text + ")" : o.text;
  const bool one_address = p.kind.uniform() && o.kind.uniform();
  const std::string checked =
      "cl::checked_vector<" + stride + ">(c, " + site + ", " + op + ", " + m + ", " + base + ", " + off + ", " + stride + ")";
  const std::string tb = fresh('t'), to = fresh('t');
  const std::string bind = "({ const auto " + tb + " = " + base + "; const auto " + to + " = " + off + "; ";
  const std::string ok = "cl::admitted_vector<" + stride + ">(c, " + site + ", " + op + ", " + m + ", " + tb + ", " + to + ")";
  if (p.kind.pointee == Pointee::kLanes) {
    if (half) table_.fail(e->getExprLoc(), b.name + " on private memory");
    if (one_address) {
      if (load) return {"cl::vload_private<" + n + "," + N() + ">(" + checked + ", 0)", k};
      return {"cl::vstore_private<" + n + "," + N() + ">(" + checked + ", 0, " + as_varying(e->getArg(0)) + ", " +
                  full_or_mask() + ")",
              k};
    }
    // What a lane would load from outside is not touched: its offset becomes 0.
    if (load)
      return {bind + "cl::vload_private<" + n + "," + N() + ">(" + tb + ", cl::select(" + ok + ", cl::spread<" + N() + ">(" + to +
                  "), cl::spread<" + N() + ">(" + to + " - " + to + "))); })",
              k};
    return {bind + "cl::vstore_private<" + n + "," + N() + ">(" + tb + ", " + to + ", " + as_varying(e->getArg(0)) + ", " + ok +
                "); })",
            k};
  }
  if (load) {
    if (one_address) return {"cl::" + b.name + "<" + n + ">(" + checked + ", 0)", k};
    return {bind + "cl::" + b.name + "<" + n + ">(" + tb + ", " + to + ", " + ok + "); })", k};
  }
  const Code v = expression(e->getArg(0));
  if (one_address && v.kind.uniform()) return {"cl::" + b.name + "<" + width + ">(" + checked + ", 0, " + v.text + ")", k};
  const std::string varying = coerce(v, e->getArg(0)->getType(), varying_kind());
  if (one_address)
    return {"({ const auto " + tb + " = cl::spread<" + N() + ">(" + base + "); const auto " + to + " = " + off +
                "; cl::" + b.name + "<" + width + ">(" + tb + ", " + to + ", " + varying + ", " + ok + "); })",
            k};
  return {bind + "cl::" + b.name + "<" + width + ">(" + tb + ", " + to + ", " + varying + ", " + ok + "); })", k};
}

// The arguments are the same in every work-item; the stride belongs to the side in global memory.
Code Printer::checked_copy(const CallExpr* e, const Builtin& b) {
  const Expr *to = e->getArg(0), *from = e->getArg(1);
  const std::uint64_t element = size_of(context_, to->getType()->getPointeeType()),
                      align = align_of(context_, to->getType()->getPointeeType());
  const bool strided = e->getNumArgs() == 5;
  const bool reads = to->getType()->getPointeeType().getAddressSpace() == LangAS::opencl_local;
  const std::string d = fresh('t'), s = fresh('t'), n = fresh('t'), stride = strided ? expression(e->getArg(3)).text : "1";
  std::string text = "({ const auto " + d + " = " + expression(to).text + "; const auto " + s + " = " + expression(from).text +
                     "; const auto " + n + " = cl::checked_copy(c, " + site_of_pointer(e, to, element, align) + ", " + d + ", " +
                     (reads ? "1" : stride) + ", " + site_of_pointer(e, from, element, align) + ", " + s + ", " +
                     (reads ? stride : "1") + ", " + expression(e->getArg(2)).text + "); cl::" + b.name + "(c, " + d + ", " + s +
                     ", " + n;
  if (strided) text += ", " + stride;
  return {text + ", cl::event_t{}); })", kinds_.of(e)};
}

Code Printer::checked_block(const CallExpr* e, const Builtin& b) {
  const Kind k = kinds_.of(e);
  const bool read = b.family == Family::kBlockRead;
  const Expr* pointer = e->getArg(0);
  const std::uint64_t element = size_of(context_, pointer->getType()->getPointeeType());
  const std::string width = std::to_string(b.width), p = fresh('t');
  const std::string site = site_of_pointer(e, pointer, element, element);
  std::string s = "({ cl::checked_converged(c, " + site_of(e) + ", " + active() + "); auto* const " + p + " = " +
                  expression(pointer).text + "; cl::" + b.name + "<" + width + ">(" + p;
  if (!read) s += ", " + as_varying(e->getArg(1));
  return {s + ", cl::admitted_block<" + width + ", " + N() + ">(c, " + site + ", " + (read ? kRead : kWrite) + ", " +
              full_or_mask() + ", " + p + ")); })",
          k};
}

std::string Printer::checked_divisor(const std::string& divisor) {
  const Expr* e = divides_;
  divides_ = nullptr;
  std::int64_t value = 0;
  const auto* b = dyn_cast<BinaryOperator>(e);
  if (b && constant_integer(b->getRHS(), context_, value) && value != 0) return divisor;
  return "cl::checked_divisor(c, " + site_of(e) + ", " + active() + ", " + divisor + ")";
}

// A variable that pointers may point to, where it begins to live.
void Printer::announce(const VarDecl* v, const std::string& name) {
  if (v->getName().empty() || !checks_->roots().address_taken().count(v)) return;
  const auto* parameter = dyn_cast<ParmVarDecl>(v);
  if (parameter != nullptr && clone_.entry && v->getType()->isPointerType()) return;
  line("cl::checked_enter(c, " + std::to_string(checks_->object(v)) + ", " + name + ");");
}

}  // namespace clrt::translator
