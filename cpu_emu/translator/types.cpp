// How OpenCL C types are spelt in generated C++.
#include "types.hpp"

#include <clang/AST/ASTContext.h>
#include <clang/AST/Decl.h>
#include <clang/Basic/SourceManager.h>

#include <set>

namespace clrt::translator {

std::string safe_name(llvm::StringRef name) {
  static const std::set<std::string, std::less<>> kTaken = {
      "alignas", "alignof", "and", "and_eq", "asm", "bitand", "bitor", "bool", "catch", "char8_t", "char16_t", "char32_t", "class",
      "compl", "concept", "consteval", "constexpr", "constinit", "const_cast", "co_await", "co_return", "co_yield", "decltype",
      "delete", "dynamic_cast", "explicit", "export", "false", "friend", "mutable", "namespace", "new", "noexcept", "not", "not_eq",
      "nullptr", "operator", "or", "or_eq", "private", "protected", "public", "reinterpret_cast", "requires", "static_assert",
      "static_cast", "template", "this", "thread_local", "throw", "true", "try", "typeid", "typename", "using", "virtual", "wchar_t",
      "xor", "xor_eq", "cl", "c", "clrt", "std", "ret", "main", "signed", "unsigned", "int8_t", "uint8_t", "int16_t", "uint16_t",
      "int32_t", "uint32_t", "int64_t", "uint64_t", "args", "wg", "active_lanes", "lane_select", "lane_load", "lane_store", "lane_spread"};
  // `c` is the work-item context, `cl` the library, m<digits> masks, t<digits> temporaries.
  std::string s = name.str();
  const bool numbered = s.size() > 1 && (s[0] == 'm' || s[0] == 't') && s.find_first_not_of("0123456789", 1) == std::string::npos;
  if (kTaken.count(s) || numbered || name.starts_with("clrt_") || name.starts_with("__")) return "k_" + s;
  return s;
}

std::string field_name(const clang::FieldDecl* f) {
  return f->getName().empty() ? "unnamed_" + std::to_string(f->getFieldIndex()) : safe_name(f->getName());
}

std::string scalar_name(clang::QualType t) {
  t = t.getCanonicalType().getUnqualifiedType();
  if (const auto* a = t->getAs<clang::AtomicType>()) return scalar_name(a->getValueType());
  if (const auto* e = t->getAs<clang::EnumType>()) return scalar_name(e->getDecl()->getIntegerType());
  const auto* b = t->getAs<clang::BuiltinType>();
  if (!b) return {};
  using B = clang::BuiltinType;
  switch (b->getKind()) {
    case B::Bool: return "bool";
    case B::Char_S: case B::SChar: return "int8_t";
    case B::Char_U: case B::UChar: return "uint8_t";
    case B::Short: return "int16_t";
    case B::UShort: return "uint16_t";
    case B::Int: return "int32_t";
    case B::UInt: return "uint32_t";
    case B::Long: case B::LongLong: return "int64_t";
    case B::ULong: case B::ULongLong: return "uint64_t";
    case B::Half: return "_Float16";
    case B::Float: return "float";
    case B::Double: return "double";
    case B::Void: return "void";
    case B::OCLEvent: return "cl::event_t";
    default: return {};
  }
}

std::string opencl_name(clang::QualType t) {
  t = t.getCanonicalType().getUnqualifiedType();
  if (is_vector(t)) return opencl_name(element_type(t)) + std::to_string(vector_size(t));
  if (const auto* p = t->getAs<clang::PointerType>()) return opencl_name(p->getPointeeType()) + "*";
  if (const auto* r = t->getAs<clang::RecordType>()) {
    if (const auto* d = r->getDecl()->getTypedefNameForAnonDecl()) return d->getNameAsString();
    return "struct " + r->getDecl()->getNameAsString();
  }
  if (t->isSamplerT()) return "sampler_t";
  if (t->isImageType()) {
    llvm::StringRef name = t->castAs<clang::BuiltinType>()->getName(clang::PrintingPolicy(clang::LangOptions()));
    for (const char* access : {"__read_only ", "__write_only ", "__read_write "}) name.consume_front(access);
    return name.str();
  }
  const std::string s = scalar_name(t);
  if (s == "int8_t") return "char";
  if (s == "uint8_t") return "uchar";
  if (s == "int16_t") return "short";
  if (s == "uint16_t") return "ushort";
  if (s == "int32_t") return "int";
  if (s == "uint32_t") return "uint";
  if (s == "int64_t") return "long";
  if (s == "uint64_t") return "ulong";
  if (s == "_Float16") return "half";
  if (!s.empty()) return s;
  return t.getAsString();
}

bool is_bool(clang::QualType t) { return t->isBooleanType(); }
bool is_vector(clang::QualType t) { return t->isExtVectorType() || t->isVectorType(); }
unsigned vector_size(clang::QualType t) { return is_vector(t) ? t->castAs<clang::VectorType>()->getNumElements() : 1; }
clang::QualType element_type(clang::QualType t) { return is_vector(t) ? t->castAs<clang::VectorType>()->getElementType() : t; }

std::string TypeNames::record(const clang::RecordDecl* r) const {
  r = r->getDefinition() ? r->getDefinition() : r;
  const std::string place = std::to_string(context_.getSourceManager().getFileOffset(r->getLocation()));
  const auto* typedef_name = r->getTypedefNameForAnonDecl();
  if (!typedef_name && r->getName().empty()) return "anonymous_" + place;
  // Two functions may each have a struct of one name; in generated code all stand side by side.
  const bool inside = r->getDeclContext()->isFunctionOrMethod();
  return safe_name(typedef_name ? typedef_name->getName() : r->getName()) + (inside ? "_" + place : "");
}

std::string TypeNames::mask() const { return "cl::mask<" + lanes_ + ">"; }

std::string TypeNames::uniform(clang::QualType t) const {
  t = t.getCanonicalType().getUnqualifiedType();
  if (const auto* a = t->getAs<clang::AtomicType>()) return uniform(a->getValueType());
  if (is_vector(t)) return "cl::vec<" + uniform(element_type(t)) + "," + std::to_string(vector_size(t)) + ">";
  if (const auto* p = t->getAs<clang::PointerType>()) {
    const auto pointee = p->getPointeeType();
    if (pointee->isArrayType()) return "cl::pointer_to<" + uniform(pointee) + ">";
    return uniform(pointee) + "*";
  }
  if (const auto* a = context_.getAsConstantArrayType(t)) {
    // Outer dimension first: T[outer][inner].
    std::string dims;
    clang::QualType e = t;
    while (const auto* inner = context_.getAsConstantArrayType(e)) {
      dims += "[" + std::to_string(inner->getSize().getZExtValue()) + "]";
      e = inner->getElementType();
    }
    (void)a;
    return uniform(e) + dims;
  }
  if (const auto* r = t->getAs<clang::RecordType>()) return record(r->getDecl());
  if (t->isImageType()) return "const cl::image*";
  if (t->isSamplerT()) return "uint32_t";
  return scalar_name(t);
}

std::string TypeNames::varying(clang::QualType t) const {
  t = t.getCanonicalType().getUnqualifiedType();
  if (context_.getAsConstantArrayType(t)) {
    std::string dims;
    clang::QualType e = t;
    while (const auto* inner = context_.getAsConstantArrayType(e)) {
      dims += "[" + std::to_string(inner->getSize().getZExtValue()) + "]";
      e = inner->getElementType();
    }
    return varying(e) + dims;
  }
  if (is_bool(t)) return mask();
  if (is_vector(t)) return "cl::vec<" + varying(element_type(t)) + "," + std::to_string(vector_size(t)) + ">";
  if (t->isPointerType()) return "cl::ptr<" + uniform(t->getPointeeType()) + "," + lanes_ + ">";
  if (const auto* r = t->getAs<clang::RecordType>()) return record(r->getDecl()) + "::varying<" + lanes_ + ">";
  return "cl::lanes<" + uniform(t) + "," + lanes_ + ">";
}

std::string TypeNames::value(clang::QualType t, const Kind& k) const {
  if (t->isPointerType()) {
    const auto pointee = t->getPointeeType();
    const std::string to = k.pointee == Pointee::kLanes ? varying(pointee) : uniform(pointee);
    if (k.uniform()) return pointee->isArrayType() ? "cl::pointer_to<" + to + ">" : to + "*";
    if (k.linear()) return "cl::linear<" + to + "*," + std::to_string(k.stride) + "," + lanes_ + ">";
    return "cl::ptr<" + to + "," + lanes_ + ">";
  }
  if (k.uniform()) return uniform(t);
  if (k.linear()) return "cl::linear<" + uniform(t) + "," + std::to_string(k.stride) + "," + lanes_ + ">";
  return varying(t);
}

std::string TypeNames::declare(clang::QualType t, const Kind& k, const std::string& name) const {
  if (!t->isArrayType()) return value(t, k) + " " + name;
  std::string dims;
  clang::QualType e = t;
  while (const auto* inner = context_.getAsConstantArrayType(e)) {
    dims += "[" + std::to_string(inner->getSize().getZExtValue()) + "]";
    e = inner->getElementType();
  }
  return value(e, k) + " " + name + dims;
}

}  // namespace clrt::translator
