// Prints struct definitions.
#include "structs.hpp"

#include <clang/AST/ASTContext.h>
#include <clang/AST/Attr.h>
#include <clang/Basic/SourceManager.h>
#include <clang/AST/RecordLayout.h>

#include "types.hpp"

namespace clrt::translator {
using namespace clang;
namespace {

struct Field {
  std::string name, type, element;   // type with dimensions apart
  std::string dims;
  std::uint64_t count = 1;           // elements of an array, 1 otherwise
  bool record = false, pointer = false, boolean = false, array = false;
};

Field describe(const FieldDecl* f, const TypeNames& types, const ASTContext& context) {
  Field r;
  r.name = field_name(f);
  QualType e = f->getType();
  while (const auto* a = context.getAsConstantArrayType(e)) {
    r.dims += "[" + std::to_string(a->getSize().getZExtValue()) + "]";
    r.count *= a->getSize().getZExtValue();
    r.array = true;
    e = a->getElementType();
  }
  r.element = types.uniform(e);
  r.record = e->isRecordType();
  r.pointer = e->isPointerType();
  r.boolean = is_bool(e);
  return r;
}

}  // namespace

std::string print_struct(const RecordDecl* record, const ASTContext& context, bool with_lanes) {
  const TypeNames types(context, 16);
  const std::string name = types.record(record);
  std::string s = record->isUnion() ? "union " : "struct ";
  const auto* pack = record->getAttr<MaxFieldAlignmentAttr>();  // #pragma pack
  if (pack) s = "#pragma pack(push, " + std::to_string(pack->getAlignment() / 8) + ")\n" + s;
  if (record->hasAttr<PackedAttr>()) s += "__attribute__((packed)) ";
  if (unsigned a = record->getMaxAlignment(); a != 0) s += "__attribute__((aligned(" + std::to_string(a / 8) + "))) ";
  s += name + " {\n";
  std::vector<Field> fields;
  for (const FieldDecl* f : record->fields()) {
    const Field d = describe(f, types, context);
    if (!f->isUnnamedBitField()) fields.push_back(d);
    s += "  " + d.element + " " + (f->isUnnamedBitField() ? "" : d.name) + d.dims;
    if (f->isBitField()) s += " : " + std::to_string(f->getBitWidthValue(context));
    if (f->hasAttr<PackedAttr>()) s += " __attribute__((packed))";
    if (unsigned a = f->getMaxAlignment(); a != 0) s += " __attribute__((aligned(" + std::to_string(a / 8) + ")))";
    s += ";\n";
  }
  // Unions and bit-fields have no form of their own for lanes: as values they are one object for each lane.
  if (!with_lanes) s += "  template <int N> using varying = cl::items<" + name + ",N>;\n";
  if (with_lanes) {
    s += "  template <int N> struct varying {\n";
    for (const Field& f : fields) s += "    cl::varying_t<" + f.element + ",N> " + f.name + f.dims + ";\n";
    const auto each = [&](auto&& text) {
      for (const Field& f : fields) {
        const std::string v = "cl::varying_t<" + f.element + ",N>";
        const std::string item = f.array ? "((" + v + "*)r." + f.name + ")[i]" : "r." + f.name;
        s += "      " + std::string(f.array ? "for (int i = 0; i < " + std::to_string(f.count) + "; ++i) " : "") + text(f, v, item) + "\n";
      }
    };
    const auto member = [&](const Field& f, const std::string& type) {
      return "cl::member<" + type + ">(p, __builtin_offsetof(" + name + ", " + f.name + ")" + (f.array ? " + i * sizeof(" + f.element + ")" : "") + ")";
    };
    s += "    static varying spread(const " + name + "& u) {\n      varying r;\n";
    each([&](const Field& f, const std::string& v, const std::string& item) {
      const std::string from = f.array ? "((" + f.element + "*)u." + f.name + ")[i]" : "u." + f.name;
      return item + " = " + (f.record ? v + "::spread(" + from + ")" : "cl::spread<N>(" + from + ")") + ";";
    });
    s += "      return r;\n    }\n";
    s += "    static varying load(cl::ptr<" + name + ",N> p, cl::mask<N> m = cl::full<N>()) {\n      varying r;\n";
    each([&](const Field& f, const std::string& v, const std::string& item) {
      if (f.record) return item + " = " + v + "::load(" + member(f, f.element) + ", m);";
      if (f.pointer) return item + " = " + v + "{cl::load(" + member(f, "uint64_t") + ", m)};";
      if (f.boolean) return item + " = cl::to_mask(cl::load(" + member(f, "uint8_t") + ", m));";
      return item + " = cl::load(" + member(f, f.element) + ", m);";
    });
    s += "      return r;\n    }\n";
    s += "    static void store(cl::ptr<" + name + ",N> p, const varying& x, cl::mask<N> m = cl::full<N>()) {\n      varying r = x;\n";
    each([&](const Field& f, const std::string& v, const std::string& item) {
      if (f.record) return v + "::store(" + member(f, f.element) + ", " + item + ", m);";
      if (f.pointer) return "cl::store(" + member(f, "uint64_t") + ", " + item + ".a, m);";
      if (f.boolean) return "cl::store(" + member(f, "uint8_t") + ", cl::convert<uint8_t>(" + item + "), m);";
      return "cl::store(" + member(f, f.element) + ", " + item + ", m);";
    });
    s += "    }\n";
    s += "    static varying select(cl::mask<N> m, const varying& a, const varying& b) {\n      varying r = b;\n";
    each([&](const Field& f, const std::string& v, const std::string& item) {
      const std::string from = f.array ? "((" + v + "*)a." + f.name + ")[i]" : "a." + f.name;
      return item + " = " + (f.record ? v + "::select" : "cl::select") + "(m, " + from + ", " + item + ");";
    });
    s += "      return r;\n    }\n  };\n";
  }
  s += "};\n";
  if (pack) s += "#pragma pack(pop)\n";
  const auto& layout = context.getASTRecordLayout(record);
  s += "static_assert(sizeof(" + name + ") == " + std::to_string(layout.getSize().getQuantity());
  unsigned index = 0;
  for (const FieldDecl* f : record->fields()) {
    const std::uint64_t offset = layout.getFieldOffset(index++) / 8;
    if (!f->isBitField() && offset != 0) s += " && __builtin_offsetof(" + name + ", " + field_name(f) + ") == " + std::to_string(offset);
  }
  s += ");\n";
  return s;
}

}  // namespace clrt::translator
