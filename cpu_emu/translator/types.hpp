// How OpenCL C types are spelt in generated C++.
#pragma once

#include <clang/AST/Type.h>

#include <string>

#include "kind.hpp"

namespace clang {
class ASTContext;
class FieldDecl;
class RecordDecl;
}

namespace clrt::translator {

// C++ spelling of identifiers: those that are C++ keywords or names of generated files get an underscore.
std::string safe_name(llvm::StringRef name);

// A field's; unnamed structs and unions inside another one have a number.
std::string field_name(const clang::FieldDecl* f);

class TypeNames {
 public:
  TypeNames(const clang::ASTContext& context, int lanes, const std::string& width = {})
      : context_(context), lanes_(width.empty() ? std::to_string(lanes) : width) {}

  // The uniform type (OpenCL's memory layout). Arrays are spelt with std-free typedef syntax `T[n]`.
  std::string uniform(clang::QualType t) const;
  // The varying form. Arrays become arrays of varying elements.
  std::string varying(clang::QualType t) const;
  // The type of a value of this kind; pointers take the pointee into account.
  std::string value(clang::QualType t, const Kind& k) const;
  // A declaration `TYPE name` of an object whose storage has this kind.
  std::string declare(clang::QualType t, const Kind& k, const std::string& name) const;
  std::string record(const clang::RecordDecl* r) const;
  std::string mask() const;

 private:
  const clang::ASTContext& context_;
  std::string lanes_;
};

// The scalar type's C++ name, or empty when the type is not a scalar of the kernel language.
std::string scalar_name(clang::QualType t);
// OpenCL C name without address space and qualifiers, for signatures: "float4", "uchar".
std::string opencl_name(clang::QualType t);
bool is_bool(clang::QualType t);
bool is_opaque(clang::QualType t);  // an image or a sampler
bool is_vector(clang::QualType t);
unsigned vector_size(clang::QualType t);
clang::QualType element_type(clang::QualType t);  // of a vector; the type itself otherwise

}  // namespace clrt::translator
