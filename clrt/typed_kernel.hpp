// A kernel whose signature is checked once against host types. Included by clrt.hpp.
//
//   clrt::TypedKernel<int, float, const float*, float*> saxpy(program, "saxpy");   // throws when the kernel differs
//   saxpy(queue, {n}, {}, n, 2.0f, x, y);                                          // wrong types do not compile
#pragma once

#include "clrt/clrt.hpp"

namespace clrt {

namespace detail {

// How a parameter is given: T* by a buffer of T, Local by clrt::local, others by value.
template <class P>
struct Parameter {
  static_assert(is_value<P>);
  using Given = P;
  static bool fits(const clrt_arg_info& a) {
    return a.address == CLRT_ADDRESS_VALUE && fits_size(a) && fits_type(a, value_type_name<P>());
  }
  static bool fits_size(const clrt_arg_info& a) {
    return a.size == sizeof(std::remove_cvref_t<decltype(hold(std::declval<const P&>()).get())>);
  }
  static bool fits_type(const clrt_arg_info& a, const char* name) { return name == nullptr || a.type == std::string_view(name); }
  static std::string text() {
    const char* name = value_type_name<P>();
    return name ? name : "a struct of " + std::to_string(sizeof(P)) + " bytes";
  }
};

// A buffer, a part of one, or a null pointer, for T elements.
template <class T>
struct Pointer {
  Pointer(const Buffer<T>& b) : arg(make_arg(b)) {}      // NOLINT(google-explicit-constructor)
  Pointer(const BufferView<T>& v) : arg(make_arg(v)) {}  // NOLINT(google-explicit-constructor)
  Pointer(std::nullptr_t) : arg(make_arg(nullptr)) {}    // NOLINT(google-explicit-constructor)
  clrt_arg arg;
};
template <class T>
clrt_arg make_arg(const Pointer<T>& p) {
  return p.arg;
}

template <class T>
struct Parameter<T*> {
  using Element = std::remove_const_t<std::conditional_t<std::is_void_v<T>, std::byte, T>>;
  using Given = Pointer<Element>;
  static bool fits(const clrt_arg_info& a) {
    if (a.address != CLRT_ADDRESS_GLOBAL && a.address != CLRT_ADDRESS_CONSTANT) return false;
    if (std::is_const_v<T> && !a.read_only) return false;
    const char* name = element_type<Element>();
    return name == nullptr || std::string_view(a.type).starts_with(name) ||
           (std::string_view(a.type).starts_with("half") && std::string_view(name) == "ushort");
  }
  static std::string text() {
    const char* name = element_type<Element>();
    return std::string(std::is_const_v<T> ? "const " : "") + (name ? name : "any") + "*";
  }
};
template <>
struct Parameter<Image> {
  using Given = Image;
  static bool fits(const clrt_arg_info& a) { return a.address == CLRT_ADDRESS_IMAGE; }
  static std::string text() { return "an image"; }
};
template <>
struct Parameter<Sampler> {
  using Given = Sampler;
  static bool fits(const clrt_arg_info& a) { return a.address == CLRT_ADDRESS_SAMPLER; }
  static std::string text() { return "a sampler"; }
};
template <>
struct Parameter<Local> {
  using Given = Local;
  static bool fits(const clrt_arg_info& a) { return a.address == CLRT_ADDRESS_LOCAL; }
  static std::string text() { return "local memory"; }
};

inline std::string signature_text(const clrt_arg_info& a) {
  const std::string type = a.type;
  switch (a.address) {
    case CLRT_ADDRESS_GLOBAL: return "global " + std::string(a.read_only ? "const " : "") + type + "*";
    case CLRT_ADDRESS_CONSTANT: return "constant " + type + "*";
    case CLRT_ADDRESS_LOCAL: return "local " + type + "*";
    case CLRT_ADDRESS_VALUE:
    case CLRT_ADDRESS_IMAGE:
    case CLRT_ADDRESS_SAMPLER: break;
  }
  return type;
}

}  // namespace detail

// Parameters in the kernel's order: T* and const T* for buffers of T (void* for untyped ones), clrt::Local for local memory,
// scalars, std::array and structs for values. Immutable; any thread may use it.
template <class... Params>
class TypedKernel {
 public:
  TypedKernel() = default;
  explicit TypedKernel(Kernel kernel) : kernel_(std::move(kernel)) {
    const std::vector<clrt_arg_info> args = kernel_.args();
    const std::string name = kernel_.name();
    if (args.size() != sizeof...(Params)) {
      throw Error(Status::kInvalidArgument, name + " has " + std::to_string(args.size()) + " arguments, its launcher gives " +
                                                std::to_string(sizeof...(Params)));
    }
    std::size_t i = 0;
    (check_one<Params>(name, i, args[i]), ..., void());
  }
  TypedKernel(const Program& program, const std::string& name) : TypedKernel(program.kernel(name)) {}

  Event operator()(Queue& queue, const Size& global, const Size& local,
                   const typename detail::Parameter<Params>::Given&... args) const {
    return queue.launch(kernel_, global, local, args...);
  }
  const Kernel& kernel() const { return kernel_; }

 private:
  template <class P>
  static void check_one(const std::string& kernel, std::size_t& i, const clrt_arg_info& a) {
    if (!detail::Parameter<P>::fits(a)) {
      throw Error(Status::kInvalidArgument, "argument " + std::to_string(i) + " '" + a.name + "' of " + kernel + " is " +
                                                detail::signature_text(a) + ", its launcher gives " +
                                                detail::Parameter<P>::text());
    }
    ++i;
  }
  Kernel kernel_;
};

}  // namespace clrt
