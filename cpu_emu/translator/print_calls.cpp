// Calls: user functions by clone, built-in functions by family.
#include <clang/AST/ASTContext.h>
#include <clang/Basic/SourceManager.h>

#include "printer.hpp"

namespace clrt::translator {
using namespace clang;

namespace {
// Sub-group functions whose argument is a truth value.
bool takes_predicate(llvm::StringRef name) {
  return name == "sub_group_all" || name == "sub_group_any" || name == "sub_group_ballot" || name == "sub_group_non_uniform_all" ||
         name == "sub_group_non_uniform_any";
}
bool returns_truth(llvm::StringRef name) {
  return name == "sub_group_all" || name == "sub_group_any" || name == "sub_group_elect" || name == "sub_group_non_uniform_all" ||
         name == "sub_group_non_uniform_any" || name == "sub_group_non_uniform_all_equal" || name == "sub_group_inverse_ballot" ||
         name == "sub_group_ballot_bit_extract";
}
}  // namespace

Code Printer::call(const CallExpr* e) {
  const FunctionDecl* f = callee(e);
  const Kind k = kinds_.of(e);
  if (!f) {
    table_.fail(e->getExprLoc(), "call through a pointer");
    return {"0", k};
  }
  if (const FunctionDecl* definition = nullptr; f->hasBody(definition)) return user_call(e, definition);
  const llvm::StringRef name = f->getName();
  if (f->getBuiltinID() != 0 && name.starts_with("__builtin_")) {
    if (name == "__builtin_expect") return expression(e->getArg(0));
    if (name == "__builtin_nontemporal_store" || name == "__builtin_nontemporal_load") return streaming_call(e, name == "__builtin_nontemporal_store");
    std::string s = name.str() + "(";
    for (unsigned i = 0; i < e->getNumArgs(); ++i) s += (i ? ", " : "") + as_kind(e->getArg(i), k);
    return {s + ")", k};
  }
  const Builtin b = classify(name);
  switch (b.family) {
    case Family::kItem: return item_call(e, b);
    case Family::kBarrier:
      notes_.barriers.insert(line_of(e->getExprLoc()));
      if (checking()) return {"cl::checked_barrier(c, " + site_of(e) + ", " + active() + ", " + fences(e, 0) + ")", k};
      return {"c.barrier()", k};
    case Family::kFence: {
      if (checking() && name == "sub_group_barrier") return {"cl::checked_sub_group_barrier(c, " + site_of(e) + ", " + active() + ", " + fences(e, 0) + ")", k};
      std::int64_t order = 0;
      const bool weaker = name != "atomic_work_item_fence" || (constant_integer(e->getArg(1), context_, order) && order != 5);  // memory_order_seq_cst
      return {weaker ? "cl::fence()" : "cl::fence_seq_cst()", k};
    }
    case Family::kSubGroup: case Family::kBlockRead: case Family::kBlockWrite: return sub_group_call(e, b);
    case Family::kWorkGroup:
      notes_.barriers.insert(line_of(e->getExprLoc()));
      return work_group_call(e, b);
    case Family::kAtomic: case Family::kC11Atomic: return atomic_call(e, b);
    case Family::kVload: case Family::kVstore: return memory_call(e, b);
    case Family::kPointerOut: return pointer_out_call(e, b);
    case Family::kPrintf: return printf_call(e);
    case Family::kImage: return image_call(e, b);
    case Family::kPrefetch: {
      // A hint: obeyed where the whole sub-group asks for one stretch of memory.
      const Code p = expression(e->getArg(0)), n = expression(e->getArg(1));
      if (!p.kind.uniform() || p.kind.pointee == Pointee::kLanes || !n.kind.uniform()) return {"cl::fence()", k};
      return {"cl::prefetch(" + p.text + ", " + n.text + ")", k};
    }
    case Family::kAsyncCopy: {
      if (checking()) return checked_copy(e, b);
      std::string s = "cl::" + b.name + "(c";
      for (unsigned i = 0; i + 1 < e->getNumArgs(); ++i) s += ", " + expression(e->getArg(i)).text;
      return {s + ", cl::event_t{})", k};  // an event says nothing: the copy is done when the barrier is passed
    }
    case Family::kWaitEvents:
      notes_.barriers.insert(line_of(e->getExprLoc()));
      if (checking()) return {"cl::checked_barrier(c, " + site_of(e) + ", " + active() + ", clrt::cpu::kFenceLocal | clrt::cpu::kFenceGlobal)", k};
      return {"c.barrier()", k};
    case Family::kAddressSpace: {
      const Expr* argument = pointer_argument(e);
      const Code p = expression(argument);
      if (p.kind.pointee == Pointee::kLanes) {
        if (b.name == "get_fence") return {k.uniform() ? "2u" : "cl::lanes<uint32_t," + N() + ">(2)", k};
        return b.name == "to_private" ? p : Code{"(" + types_.value(e->getType(), k) + ")nullptr", k};
      }
      return {"cl::" + b.name + "(c, " + (k.uniform() ? p.text : coerce(p, argument->getType(), varying_kind())) + ")", k};
    }
    case Family::kConvert: {
      const QualType t = e->getType();
      const std::string type = types_.uniform(element_type(t));
      const std::string v = strip_parens(as_kind(e->getArg(0), k));
      if (!b.saturate && b.rounding == "rt_default") return {"cl::convert<" + type + ">(" + v + ")", k};
      return {"cl::convert_to<" + type + ", " + (b.saturate ? "true" : "false") + ", cl::" + b.rounding + ">(" + v + ")", k};
    }
    case Family::kAs: return {"cl::as<" + types_.uniform(e->getType()) + ">(" + as_kind(e->getArg(0), k) + ")", k};
    default: break;
  }
  // dot of char4 and uchar4 is an integer.
  const bool integer_dot = name == "dot" && e->getType()->isIntegerType();
  std::string s = "cl::fn::" + (integer_dot ? "dot_4x8" : b.name) + "(";
  for (unsigned i = 0; i < e->getNumArgs(); ++i) s += (i ? ", " : "") + strip_parens(as_kind(e->getArg(i), k));
  return {s + ")", k};
}

Code Printer::user_call(const CallExpr* e, const FunctionDecl* f) {
  const std::vector<Kind> given = kinds_.arguments(e);
  const bool masked = !single() && !mask().empty();
  const std::string name = sink_.require(f, given, masked);
  std::string s = name + "(c" + (masked ? ", " + mask() : "");
  for (unsigned i = 0; i < e->getNumArgs(); ++i) s += ", " + strip_parens(coerce(expression(e->getArg(i)), f->getParamDecl(i)->getType(), given[i]));
  return {s + ")", kinds_.of(e)};
}

Code Printer::item_call(const CallExpr* e, const Builtin& b) {
  const Kind k = kinds_.of(e);
  std::string s = "c." + b.name;
  if (e->getNumArgs() == 0) return {s + "()", k};
  std::int64_t dim = -1;
  const bool constant = constant_integer(e->getArg(0), context_, dim);
  if (const Code d = expression(e->getArg(0)); !single() && !constant && !d.kind.uniform()) {
    const bool id = b.name == "global_id" || b.name == "local_id";
    const bool size = b.name.find("size") != std::string::npos || b.name.find("num_") == 0;
    std::string all = "cl::by_dimension<" + N() + ">(" + coerce(d, e->getArg(0)->getType(), varying_kind());
    for (const char* n : {"0", "1", "2"}) all += ", " + s + (id ? "<" + std::string(n) + ">()" : "(" + std::string(n) + ")");
    return {all + (size ? ", 1)" : ", 0)"), varying_kind()};
  }
  if (b.name == "global_id" || b.name == "local_id") {
    if (constant) return {s + "<" + std::to_string(dim) + ">()", k};
    const Code d = expression(e->getArg(0));
    return {s + "(" + strip_parens(d.text) + ")", k};
  }
  return {s + "(" + (constant ? std::to_string(dim) : strip_parens(expression(e->getArg(0)).text)) + ")", k};
}

// The name of the block function's element type decides nothing: the pointer argument has it.
Code Printer::sub_group_call(const CallExpr* e, const Builtin& b) {
  const Kind k = kinds_.of(e);
  if (single()) {
    table_.fail(e->getExprLoc(), "sub-group function");
    return {"0", k};
  }
  if (checking() && (b.family == Family::kBlockRead || b.family == Family::kBlockWrite)) return checked_block(e, b);
  if (b.family == Family::kBlockRead) {
    const Code p = expression(e->getArg(0));
    const std::string name = "cl::sub_group_block_read<" + std::to_string(b.width);
    if (p.kind.uniform() && mask_argument().empty()) return {name + ", " + N() + ">(" + p.text + ")", k};
    return {name + ">(" + p.text + ", " + full_or_mask() + ")", k};
  }
  if (b.family == Family::kBlockWrite)
    return {"cl::sub_group_block_write<" + std::to_string(b.width) + ">(" + expression(e->getArg(0)).text + ", " + as_varying(e->getArg(1)) + ", " + full_or_mask() + ")", k};
  const std::string type = e->getType()->isVoidType() ? "void" : types_.uniform(element_type(e->getType()));
  std::string name = b.name, arguments;
  unsigned count = e->getNumArgs();
  if (llvm::StringRef(name).contains("clustered_")) {
    std::int64_t size = 0;
    if (count < 2 || !constant_integer(e->getArg(count - 1), context_, size)) table_.fail(e->getExprLoc(), "cluster size is not a constant");
    name += "<" + std::to_string(size) + ">";
    --count;
  }
  if (llvm::StringRef(b.name).starts_with("sub_group_matrix_mad_")) {
    // A row of 32 bytes is spread over all lanes.
    const auto part = static_cast<int>(context_.getTypeSize(element_type(e->getArg(0)->getType()))) / 8;
    if (part * clone_.variant.lanes != 32)
      table_.fail(e->getExprLoc(), "'" + callee(e)->getNameAsString() + "' with rows of " + std::to_string(part) + " bytes per work-item needs sub-group size " +
                                       std::to_string(32 / part) + ", the kernel has " + N());
  }
  const bool broadcast = b.name == "sub_group_broadcast" || b.name == "sub_group_non_uniform_broadcast";
  for (unsigned i = 0; i < count; ++i) {
    arguments += i ? ", " : "";
    if (i == 0 && takes_predicate(b.name)) arguments += condition_mask(e->getArg(0));
    else if (broadcast && i == 1) arguments += expression(e->getArg(1)).kind.uniform() ? expression(e->getArg(1)).text : as_varying(e->getArg(1));
    else if (llvm::StringRef(b.name).contains("ballot") && i == 0) arguments += expression(e->getArg(0)).text;
    else arguments += strip_parens(as_varying(e->getArg(i)));
  }
  if (llvm::StringRef(b.name).starts_with("get_sub_group_")) return {"cl::" + b.name + "(cl::full<" + N() + ">())", k};
  if (count == 0 || b.result == Result::kUniform || llvm::StringRef(b.name).contains("ballot") || llvm::StringRef(b.name).contains("reduce") || llvm::StringRef(b.name).contains("scan") ||
      llvm::StringRef(b.name).contains("ballot") || takes_predicate(b.name))
    arguments += (arguments.empty() ? "" : ", ") + full_or_mask();
  const std::string s = convergent(e, b, "cl::" + name + "(" + arguments + ")");
  if (returns_truth(b.name)) return {(k.uniform() ? type + "(" + s + ")" : "cl::convert<" + type + ">(" + s + ")"), k};
  return {s, k};
}

Code Printer::work_group_call(const CallExpr* e, const Builtin& b) {
  const Kind k = kinds_.of(e);
  const bool truth = b.name == "work_group_all" || b.name == "work_group_any";
  std::string s = "cl::" + b.name + "(c";
  for (unsigned i = 0; i < e->getNumArgs(); ++i) {
    if (truth) s += ", " + (single() ? condition(e->getArg(i)).text : condition_mask(e->getArg(i)));
    else if (i == 0) s += ", " + (single() ? expression(e->getArg(0)).text : as_varying(e->getArg(0)));
    else s += ", " + expression(e->getArg(i)).text;
  }
  s += single() ? ")" : ", " + full_or_mask() + ")";
  if (checking()) s = "({ cl::checked_arrival(c, " + site_of(e) + ", " + active() + ", 0); " + s + "; })";
  return {truth ? "int32_t(" + s + ")" : s, k};
}

// A pointer argument as T* when every lane has the same one, as one address per lane otherwise.
std::string Printer::element_pointer(const Expr* e) {
  const Code p = expression(e);
  if (p.kind.uniform()) return p.text;
  return coerce(p, e->getType(), varying_kind());
}

Code Printer::atomic_call(const CallExpr* e, const Builtin& b) {
  notes_.atomics.insert(line_of(e->getExprLoc()));
  if (checking()) return checked_atomic(e, b);
  const Kind k = kinds_.of(e);
  std::string s = "cl::" + b.name + "(" + element_pointer(e->getArg(0));
  for (unsigned i = 1; i < e->getNumArgs(); ++i) {
    // memory_order and memory_scope are enumerations: the strongest is always used.
    const QualType t = e->getArg(i)->getType();
    const bool order = t->isEnumeralType() || (b.family == Family::kC11Atomic && isa<ImplicitCastExpr>(e->getArg(i)) && plain(cast<ImplicitCastExpr>(e->getArg(i))->getSubExpr())->getType()->isEnumeralType());
    if (order) continue;
    if (t->isPointerType()) s += ", " + expression(e->getArg(i)).text;
    else s += ", " + (single() ? expression(e->getArg(i)).text : as_varying(e->getArg(i)));
  }
  if (!single()) s += ", " + full_or_mask();
  return {s + ")", k};
}

Code Printer::memory_call(const CallExpr* e, const Builtin& b) {
  if (checking()) return checked_memory_call(e, b);
  const Kind k = kinds_.of(e);
  const bool load = b.family == Family::kVload;
  const unsigned first = load ? 0 : 1;
  const Expr *offset = e->getArg(first), *pointer = e->getArg(first + 1);
  const Code p = expression(pointer), o = expression(offset);
  std::string width = std::to_string(b.width);
  if (llvm::StringRef(b.name).contains("half") && !load) width += ", cl::" + b.rounding;
  const std::string name = b.name == "vload" || b.name == "vstore" ? b.name : b.name;
  std::string base = p.kind.uniform() ? p.text : coerce(p, pointer->getType(), varying_kind());
  std::string off = !p.kind.uniform() && o.kind.linear() ? "cl::spread<" + N() + ">(" + o.text + ")" : o.text;
  const bool one_address = p.kind.uniform() && o.kind.uniform();
  if (p.kind.pointee == Pointee::kLanes) {
    // Private memory: whole objects, element by element.
    if (llvm::StringRef(b.name).contains("half")) table_.fail(e->getExprLoc(), b.name + " on private memory");
    if (load) return {"cl::vload_private<" + width + "," + N() + ">(" + base + ", " + off + ")", k};
    return {"cl::vstore_private<" + width + "," + N() + ">(" + base + ", " + off + ", " + as_varying(e->getArg(0)) + ", " + full_or_mask() + ")", k};
  }
  if (load) {
    if (one_address) return {"cl::" + name + "<" + width + ">(" + base + ", " + off + ")", k};
    return {"cl::" + name + "<" + width + ">(" + base + ", " + off + mask_argument() + ")", k};
  }
  const Code v = expression(e->getArg(0));
  if (one_address && v.kind.uniform()) return {"cl::" + name + "<" + width + ">(" + base + ", " + off + ", " + v.text + ")", k};
  if (one_address) base = "cl::spread<" + N() + ">(" + base + ")";
  return {"cl::" + name + "<" + width + ">(" + base + ", " + off + ", " + coerce(v, e->getArg(0)->getType(), varying_kind()) + mask_argument() + ")", k};
}

// __builtin_nontemporal_store(value, pointer) and _load(pointer): a hint, obeyed where whole vectors are stored.
Code Printer::streaming_call(const CallExpr* e, bool is_store) {
  const Expr* pointer = plain(e->getArg(is_store ? 1 : 0));
  const QualType t = pointer->getType()->getPointeeType();
  PlaceCode p;
  if (const auto* u = dyn_cast<UnaryOperator>(pointer); u && u->getOpcode() == UO_AddrOf) p = place(u->getSubExpr());
  else p = through(expression(pointer), t, e->getExprLoc());
  if (p.pointer == nullptr && p.variable == nullptr) p.pointer = pointer;
  if (!p.range.isValid()) p.range = e->getSourceRange();
  if (!is_store) return load(p);
  const Code value = expression(e->getArg(0));
  const bool whole = !checking() && p.address && p.memory && !scalar_name(t).empty() && !is_bool(t) &&
                     (p.index.empty() ? p.base_kind.linear() && p.base_kind.stride == 1 : p.base_kind.uniform() && p.index_kind.linear() && p.index_kind.stride == 1);
  if (!whole) return {store(p, value, t), uniform_kind()};
  return {"cl::store_streaming(" + p.base + (p.index.empty() ? "" : ", " + strip_parens(p.index)) + ", " + coerce(value, t, varying_kind()) + mask_argument() + ")", uniform_kind()};
}

// The last argument receives a second result: it goes through a temporary, so that any kind of pointer will do.
Code Printer::pointer_out_call(const CallExpr* e, const Builtin& b) {
  const Kind k = kinds_.of(e);
  const unsigned last = e->getNumArgs() - 1;
  const Expr* target = plain(e->getArg(last));
  const QualType pointee = e->getArg(last)->getType()->getPointeeType();
  const std::string second = fresh('t'), first = fresh('t');
  PlaceCode p;
  if (const auto* u = dyn_cast<UnaryOperator>(target); u && u->getOpcode() == UO_AddrOf) p = place(u->getSubExpr());
  else p = through(expression(target), pointee, e->getExprLoc());
  if (p.pointer == nullptr && p.variable == nullptr) p.pointer = target;
  if (!p.range.isValid()) p.range = e->getSourceRange();
  const std::string found = find_once(p, target);
  std::string s = "({ " + found + types_.value(pointee, k) + " " + second + "; auto " + first + " = cl::fn::" + b.name + "(";
  for (unsigned i = 0; i < last; ++i) s += as_kind(e->getArg(i), k) + ", ";
  s += "&" + second + "); " + store(p, {second, k}, pointee) + "; " + first + "; })";
  return {s, k};
}

Code Printer::printf_call(const CallExpr* e) {
  std::string s = "cl::printf(c, " + (single() ? std::string("true") : full_or_mask());
  for (unsigned i = 0; i < e->getNumArgs(); ++i) {
    const Expr* a = e->getArg(i);
    const Expr* p = plain(a);
    while (const auto* c = dyn_cast<CastExpr>(p)) {
      if (c->getCastKind() != CK_ArrayToPointerDecay && c->getCastKind() != CK_AddressSpaceConversion && c->getCastKind() != CK_NoOp && c->getCastKind() != CK_BitCast) break;
      p = plain(c->getSubExpr());
    }
    if (const auto* text = dyn_cast<StringLiteral>(p)) {
      s += ", " + literal(text).text;
      continue;
    }
    const Code v = expression(a);
    s += ", " + (v.kind.linear() ? coerce(v, a->getType(), varying_kind()) : v.text);
  }
  return {s + ")", uniform_kind()};
}

}  // namespace clrt::translator
