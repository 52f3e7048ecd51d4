// Places: what stands on the left of an assignment, and how it is read and written.
#include <clang/AST/ASTContext.h>
#include <clang/Basic/SourceManager.h>

#include "printer.hpp"
#include "reasons.hpp"

namespace clrt::translator {
using namespace clang;

PlaceCode Printer::through(const Code& pointer, QualType pointee, SourceLocation where) {
  PlaceCode p;
  p.type = pointee;
  p.where = where;
  p.memory = pointer.kind.pointee != Pointee::kLanes;
  p.storage = p.memory ? uniform_kind(Pointee::kMemory) : varying_kind();
  if (pointer.kind.uniform()) {
    p.object = "(*" + pointer.text + ")";
    return p;
  }
  p.address = true;
  p.base = pointer.text;
  p.base_kind = pointer.kind;
  return p;
}

bool Printer::linear_part(PlaceCode& p, const PlaceCode& base, QualType whole, QualType part, const std::string& offset) {
  if (!base.item_memory || !base.base_kind.linear() || !base.index.empty()) return false;
  const Kind k = part_address(base.base_kind, whole, part, context_);
  if (!k.linear()) return false;
  p.base = "cl::part<" + types_.uniform(part) + "," + std::to_string(k.stride) + ">(" + base.base + ", " + offset + ")";
  p.base_kind = k;
  return true;
}

PlaceCode Printer::item_memory(const std::string& name, QualType t, SourceLocation where) {
  PlaceCode p;
  p.type = t;
  p.where = where;
  p.address = p.memory = p.item_memory = true;
  p.storage = uniform_kind(Pointee::kMemory);
  p.base = "cl::linear<cl::pointer_to<" + types_.uniform(t) + ">,1," + N() + ">{" + name + "}";
  p.base_kind = linear_kind(1, false, Pointee::kMemory);
  return p;
}

// A compound literal gets its value whenever control reaches it.
PlaceCode Printer::literal_object(const CompoundLiteralExpr* l, const std::string& name) {
  const QualType t = l->getType();
  if (clone_.variant.private_in_memory) {
    PlaceCode p = item_memory(name, t, l->getExprLoc());
    std::string around;
    std::swap(out_, around);
    fill_item_memory(p, l->getInitializer(), t);
    std::swap(out_, around);
    p.base = "({ __builtin_memset(" + name + ", 0, sizeof " + name + ");\n" + around + p.base + "; })";
    return p;
  }
  PlaceCode p;
  p.type = t;
  p.where = l->getExprLoc();
  p.storage = single() ? uniform_kind() : varying_kind();
  if (checking()) p.variable = checks_->roots().literal(l);
  const std::string value = initialiser(nullptr, l->getInitializer(), t, p.storage);
  const std::string set = t->isArrayType() ? "const " + types_.declare(t, p.storage, "whole") + " = " + value + "; __builtin_memcpy(&" + name + ", &whole, sizeof whole); "
                                           : name + " = " + value + "; ";
  p.object = "(*({ " + set + "&" + name + "; }))";
  return p;
}

// A private variable that stands in memory, or any other one.
PlaceCode Printer::variable(const VarDecl* v, SourceLocation where) {
  PlaceCode p;
  p.type = v->getType();
  p.where = where;
  p.object = name_of(v);
  p.variable = v;
  if (!is_private(v)) {
    p.memory = true;
    p.storage = uniform_kind(Pointee::kMemory);
  } else if (clone_.in_memory.count(v)) {
    return item_memory(p.object, v->getType(), where);
  } else {
    p.root = v;
    p.storage = clone_.variables[v];
    if (p.storage.shape == Shape::kUnset) p.storage.shape = Shape::kUniform;
  }
  return p;
}

PlaceCode Printer::member(const PlaceCode& base, QualType record, const FieldDecl* f, SourceLocation where) {
  const std::string field = field_name(f);
  PlaceCode r = base;
  r.type = f->getType();
  r.where = where;
  r.raw.clear();
  if (!base.address) {
    if (f->isBitField()) r.owner = base.object;
    if (base.storage.varying() && has_union(record)) table_.fail(where, "member of a union that is no variable");
    r.object += "." + field;
    return r;
  }
  const bool lanes = base.base_kind.pointee == Pointee::kLanes;
  const std::string owner = lanes ? types_.varying(record) : types_.uniform(record);
  const std::string type = lanes ? types_.varying(f->getType()) : types_.uniform(f->getType());
  const std::string offset = "__builtin_offsetof(" + owner + ", " + field + ")";
  r.index.clear();
  r.extent = 0;
  if (linear_part(r, base, record, f->getType(), offset)) return r;
  r.base = "cl::member<" + type + ">(" + varying_address(base) + ", " + offset + ")";
  r.base_kind = varying_kind(base.base_kind.pointee);
  return r;
}

// Element `index` of the array (or of what the pointer points to).
PlaceCode Printer::indexed(PlaceCode base, const Code& index, QualType element, const Expr* index_expr) {
  PlaceCode p = base;
  p.type = element;
  p.where = index_expr->getExprLoc();
  p.raw.clear();
  p.owner.clear();
  p.extent = 0;
  std::uint64_t extent = 0;
  if (const auto* array = context_.getAsConstantArrayType(base.type)) extent = array->getSize().getZExtValue();
  if (is_vector(base.type)) extent = vector_size(base.type);
  const bool counted = checking() && extent != 0;
  if (!base.address && index.kind.uniform()) {
    p.object = base.object + "[" + strip_parens(index.text) + "]";
    if (counted) {
      p.raw = p.object;
      p.object = "(*cl::checked_element(c, " + index_site(base, index_expr, p.where, extent) + ", " + active() + ", " + base.object + ", " + strip_parens(index.text) + "))";
    }
    return p;
  }
  if (base.address && index.kind.uniform() && linear_part(p, base, base.type, element, "int64_t(" + strip_parens(index.text) + ") * int64_t(sizeof(" + types_.uniform(element) + "))")) return p;
  if (base.address) {
    // An array at an address that differs per lane: its first element's address plus the index.
    const bool lanes = base.base_kind.pointee == Pointee::kLanes;
    p.base = "cl::recast<" + (lanes ? types_.varying(element) : types_.uniform(element)) + ">(" + varying_address(base) + ")";
    p.base_kind = varying_kind(base.base_kind.pointee);
    if (counted) p.base = "cl::checked_elements(c, " + index_site(base, index_expr, p.where, extent) + ", " + active() + ", " + p.base + ", " + index.text + ")";
    else p.base = "(" + p.base + " + " + (index.kind.linear() ? "cl::spread<" + N() + ">(" + index.text + ")" : index.text) + ")";
    p.index.clear();
    return p;
  }
  p.address = true;
  const bool lanes = base.storage.varying();
  const std::string type = lanes ? types_.varying(element) : types_.uniform(element);
  if (element->isArrayType()) {
    // Row of a multi-dimensional array picked per lane.
    if (counted) p.base = "cl::checked_elements(c, " + index_site(base, index_expr, p.where, extent) + ", " + active() + ", cl::spread<" + N() + ">(cl::decay(" + base.object + ")), " + index.text + ")";
    else p.base = "(cl::spread<" + N() + ">(cl::decay(" + base.object + ")) + " + (index.kind.linear() ? "cl::spread<" + N() + ">(" + index.text + ")" : index.text) + ")";
    p.base_kind = varying_kind(lanes ? Pointee::kLanes : Pointee::kMemory);
    return p;
  }
  p.base = "((" + type + "*)" + base.object + ")";
  p.base_kind = uniform_kind(lanes ? Pointee::kLanes : Pointee::kMemory);
  p.index = index.text;
  p.index_kind = index.kind;
  if (lanes && index.kind.linear()) {
    p.index = "cl::spread<" + N() + ">(" + index.text + ")";
    p.index_kind = varying_kind();
  }
  p.memory = base.memory || !lanes;
  if (counted) p.extent = extent;
  return p;
}

// An index or pointer offset. C promotes every integer type here but for bool, whose varying form is a mask.
Code Printer::offset(const Expr* e) {
  const Code v = expression(e);
  if (is_bool(e->getType())) return {"cl::convert<int32_t>(" + v.text + ")", v.kind};
  return v;
}

PlaceCode Printer::component(PlaceCode v, int k, QualType element) {
  v.swizzle.clear();
  v.raw.clear();
  v.type = element;
  if (!v.address) {
    v.object += ".s[" + std::to_string(k) + "]";
    return v;
  }
  const bool lanes = v.base_kind.pointee == Pointee::kLanes;
  const std::string type = lanes ? types_.varying(element) : types_.uniform(element);
  v.base = "cl::member<" + type + ">(" + varying_address(v) + ", " + std::to_string(k) + " * sizeof(" + type + "))";
  v.base_kind = varying_kind(v.base_kind.pointee);
  v.index.clear();
  v.extent = 0;
  return v;
}

PlaceCode Printer::place(const Expr* e) {
  PlaceCode p = place_of(e);
  p.range = plain(e)->getSourceRange();
  p.source = e;
  return p;
}

// What the report says of an access: nothing of those that are one vector load, store or broadcast.
void Printer::note_access(const PlaceCode& p, bool store) {
  const bool varying = p.base_kind.varying() || p.index_kind.varying();
  const Kind& strided = p.index_kind.linear() ? p.index_kind : p.base_kind;
  if (p.item_memory || p.base_kind.pointee == Pointee::kLanes || (!varying && (!strided.linear() || strided.stride == 1))) return;
  AccessNote note{line_of(p.where), varying ? (store ? "scatter" : "gather") : "strided", {}, {}};
  (varying ? (store ? notes_.scatters : notes_.gathers) : notes_.strided).insert(note.line);
  if (!p.source || clone_.variant.items != Items::kFast || !clone_.variant.width.empty()) return;
  note.text = source_text(p.source, context_);
  note.why = varying ? why_varying(p.source, kinds_, context_) : "stride of " + std::to_string(strided.stride) + " elements";
  notes_.accesses.insert(note);
}

PlaceCode Printer::place_of(const Expr* e) {
  e = plain(e);
  PlaceCode p;
  p.type = e->getType();
  p.where = e->getExprLoc();
  if (const auto* d = dyn_cast<DeclRefExpr>(e)) return variable(cast<VarDecl>(d->getDecl()), e->getExprLoc());
  if (const auto* c = dyn_cast<CastExpr>(e)) {
    if (c->getCastKind() == CK_LValueBitCast) table_.fail(e->getExprLoc(), "object reinterpreted as another type");
    return place(c->getSubExpr());
  }
  if (const auto* s = dyn_cast<ArraySubscriptExpr>(e)) {
    const Expr* base = plain(s->getBase());
    const Code index = offset(s->getIdx());
    const auto* decay = dyn_cast<ImplicitCastExpr>(base);
    if (decay && decay->getCastKind() == CK_ArrayToPointerDecay) {
      PlaceCode array = place(decay->getSubExpr());
      array.range = e->getSourceRange();
      return indexed(array, index, e->getType(), s->getIdx());
    }
    if (is_vector(base->getType())) {  // v[i]
      PlaceCode v = place(base);
      v.range = e->getSourceRange();
      if (v.address) return indexed(v, index, e->getType(), s->getIdx());
      v.base = "((" + (v.storage.varying() ? types_.varying(e->getType()) : types_.uniform(e->getType())) + "*)&" + v.object + ")";
      v.object = v.base;
      return indexed(v, index, e->getType(), s->getIdx());
    }
    const Code pointer = expression(base);
    if (pointer.kind.uniform()) {
      PlaceCode array = through(pointer, e->getType(), s->getExprLoc());
      array.pointer = base;
      array.object = pointer.text;
      if (index.kind.uniform()) {
        array.object += "[" + strip_parens(index.text) + "]";
        return array;
      }
      array.address = true;
      array.base = pointer.text;
      array.base_kind = pointer.kind;
      array.index = index.text;
      array.index_kind = index.kind;
      if (pointer.kind.pointee == Pointee::kLanes && index.kind.linear()) {
        array.index = "cl::spread<" + N() + ">(" + index.text + ")";
        array.index_kind = varying_kind();
      }
      return array;
    }
    PlaceCode r = through(pointer, e->getType(), s->getExprLoc());
    r.pointer = base;
    if (pointer.kind.linear() && index.kind.uniform()) {
      r.base = "(" + pointer.text + " + " + index.text + ")";
      return r;
    }
    r.base = "(" + coerce(pointer, base->getType(), varying_kind()) + " + " + (index.kind.linear() ? "cl::spread<" + N() + ">(" + index.text + ")" : index.text) + ")";
    r.base_kind = varying_kind(pointer.kind.pointee);
    return r;
  }
  if (const auto* u = dyn_cast<UnaryOperator>(e)) {
    if (u->getOpcode() == UO_Deref) {
      p = through(expression(u->getSubExpr()), e->getType(), u->getExprLoc());
      p.pointer = u->getSubExpr();
      return p;
    }
    if (u->isIncrementDecrementOp()) return place(u->getSubExpr());
    return place(u->getSubExpr());
  }
  if (const auto* m = dyn_cast<MemberExpr>(e)) {
    const QualType record = m->isArrow() ? m->getBase()->getType()->getPointeeType() : m->getBase()->getType();
    PlaceCode base;
    if (m->isArrow()) {
      base = through(expression(m->getBase()), record, m->getExprLoc());
      base.pointer = m->getBase();
    } else if (m->getBase()->isLValue()) base = place(m->getBase());
    else {
      const Code v = expression(m->getBase());
      base.object = "(" + v.text + ")";
      base.storage = v.kind;
    }
    const auto* field = cast<FieldDecl>(m->getMemberDecl());
    base.packed = base.packed || field->hasAttr<PackedAttr>() || field->getParent()->hasAttr<PackedAttr>() ||
                  field->getParent()->hasAttr<MaxFieldAlignmentAttr>();
    return member(base, record, field, m->getExprLoc());
  }
  if (const auto* v = dyn_cast<ExtVectorElementExpr>(e)) {
    PlaceCode base;
    if (v->isArrow()) {
      base = through(expression(v->getBase()), v->getBase()->getType()->getPointeeType(), v->getExprLoc());
      base.pointer = v->getBase();
    } else if (v->getBase()->isLValue()) base = place(v->getBase());
    else {
      const Code c = expression(v->getBase());
      base.object = "(" + c.text + ")";
      base.storage = c.kind;
    }
    llvm::SmallVector<uint32_t, 16> elements;
    v->getEncodedElementAccess(elements);
    std::vector<int> picked;
    for (uint32_t i : elements) picked.push_back(base.swizzle.empty() ? static_cast<int>(i) : base.swizzle[i]);
    if (picked.size() == 1) return component(base, picked[0], e->getType());
    base.swizzle = picked;
    base.where = v->getExprLoc();
    return base;
  }
  if (const auto* l = dyn_cast<CompoundLiteralExpr>(e)) {
    if (const auto named = literals_.find(l); named != literals_.end()) return literal_object(l, named->second);
    const Code v = expression(l);
    p.object = "(" + v.text + ")";
    p.storage = v.kind;
    return p;
  }
  if (const auto* b = dyn_cast<BinaryOperator>(e); b && b->isAssignmentOp()) return place(b->getLHS());
  const Code v = expression(e);
  p.object = v.text;
  p.storage = v.kind;
  return p;
}

// The address as one pointer per lane.
std::string Printer::varying_address(const PlaceCode& p, bool access) {
  const std::string base = p.base_kind.varying() ? p.base : "cl::spread<" + N() + ">(" + p.base + ")";
  if (p.index.empty()) return base;
  if (p.extent != 0 && access)
    return "cl::checked_elements(c, " + index_site(p, nullptr, p.where, p.extent) + ", " + active() + ", " + base + ", " + p.index + ")";
  const std::string index = p.index_kind.linear() ? "cl::spread<" + N() + ">(" + p.index + ")" : p.index;
  return "(" + base + " + " + index + ")";
}

std::string Printer::address_of(const PlaceCode& p) {
  if (!p.address) {
    if (p.type->isArrayType()) return "cl::address(" + p.object + ")";
    return "&" + (p.raw.empty() ? p.object : p.raw);
  }
  if (p.index.empty()) return p.base;
  // The kind of `&p[i]` says varying, even of a linear index: one address per lane.
  return varying_address(p, false);
}

Code Printer::load(const PlaceCode& p) {
  Code value = load_once(p);
  // What other work-items may change at any time is read when the kernel says so.
  if (p.memory && !p.item_memory && p.type.isVolatileQualified()) value.text = "(cl::fence(), " + value.text + ")";
  return value;
}

Code Printer::load_once(const PlaceCode& p) {
  if (!p.swizzle.empty()) {
    PlaceCode whole = p;
    whole.swizzle.clear();
    const Code v = load_once(whole);
    std::string s;
    for (int i : p.swizzle) s += (s.empty() ? "" : ",") + std::to_string(i);
    return {"cl::swizzle<" + s + ">(" + v.text + ")", v.kind};
  }
  if (!p.address) {
    Kind k = p.storage;
    if (p.memory) k.pointee = Pointee::kMemory;
    return {reached(p) ? checked_object(p, p.type, "clrt::cpu::kCheckRead") : p.object, k};
  }
  Kind k = varying_kind(p.base_kind.pointee == Pointee::kLanes ? Pointee::kUnset : Pointee::kMemory);
  const bool lanes = p.base_kind.pointee == Pointee::kLanes;
  // Every lane has its object, so nothing is lost by reading those of lanes that are off; and without masks it may become a register.
  if (p.item_memory && p.base_kind.linear() && p.index.empty() && !is_record(p.type) && !is_bool(p.type)) return {"cl::load(" + p.base + ")", k};
  note_access(p, false);
  if (checking() && (reached(p) || p.extent != 0)) return checked_load(p, k, lanes);
  if (is_record(p.type) && !lanes) return {types_.varying(p.type) + "::load(" + varying_address(p) + mask_argument() + ")", k};
  if (is_bool(p.type) && !lanes)
    return {"cl::to_mask(cl::load(cl::recast<uint8_t>(" + varying_address(p) + ")" + mask_argument() + "))", k};
  return {"cl::load(" + p.base + (p.index.empty() ? "" : ", " + strip_parens(p.index)) + mask_argument() + ")", k};
}

std::string Printer::store(const PlaceCode& p, const Code& value, QualType t) {
  if (!p.swizzle.empty()) {
    // Components one by one: other work-items may own the neighbours.
    const std::string v = fresh('t');
    std::string s = "({ auto " + v + " = " + value.text + "; ";
    for (std::size_t i = 0; i < p.swizzle.size(); ++i)
      s += store(component(p, p.swizzle[i], element_type(t)), {v + ".s[" + std::to_string(i) + "]", value.kind}, element_type(t)) + "; ";
    return s + "})";
  }
  const std::string text = strip_parens(value.text);
  if (checking() && (reached(p) || p.extent != 0)) return checked_store(p, value, t, p.address && p.base_kind.pointee == Pointee::kLanes);
  if (!p.address) {
    if (p.memory) {
      if (value.kind.uniform()) return p.object + " = " + text;
      if (is_record(t)) return types_.varying(t) + "::store(cl::spread<" + N() + ">(&" + p.object + "), " + coerce(value, t, varying_kind()) + mask_argument() + ")";
      if (is_bool(t)) return "cl::store((uint8_t*)&" + p.object + ", cl::convert<uint8_t>(" + value.text + "), " + full_or_mask() + ")";
      if (t->isPointerType()) return "cl::store((uint64_t*)&" + p.object + ", " + coerce(value, t, varying_kind()) + ".a, " + full_or_mask() + ")";
      return "cl::store(&" + p.object + ", " + coerce(value, t, varying_kind()) + ", " + full_or_mask() + ")";
    }
    if (!p.storage.varying()) return p.object + " = " + text;
    const std::string v = coerce({text, value.kind}, t, varying_kind());
    const bool same_region = p.root && clone_.declared_in.count(p.root) && clone_.declared_in[p.root] == frames_.back().region;
    if (mask().empty() || same_region) return p.object + " = " + v;
    if (is_record(t)) return p.object + " = " + types_.varying(t) + "::select(" + mask() + ", " + v + ", " + p.object + ")";
    return p.object + " = cl::select(" + mask() + ", " + v + ", " + p.object + ")";
  }
  const bool lanes = p.base_kind.pointee == Pointee::kLanes;
  if (p.item_memory && p.base_kind.linear() && p.base_kind.stride == 1 && p.index.empty() && !mask().empty() && !is_record(t) && !is_bool(t) && !t->isPointerType())
    return "cl::store(" + p.base + ", cl::select(" + mask() + ", " + coerce({text, value.kind}, t, varying_kind()) + ", cl::load(" + p.base + ")))";
  note_access(p, true);
  const std::string v = coerce({text, value.kind}, t, varying_kind());
  if (is_record(t) && !lanes) return types_.varying(t) + "::store(" + varying_address(p) + ", " + v + mask_argument() + ")";
  if (is_bool(t) && !lanes) return "cl::store(cl::recast<uint8_t>(" + varying_address(p) + "), cl::convert<uint8_t>(" + v + ")" + mask_argument() + ")";
  return "cl::store(" + p.base + (p.index.empty() ? "" : ", " + strip_parens(p.index)) + ", " + v + mask_argument() + ")";
}

}  // namespace clrt::translator
