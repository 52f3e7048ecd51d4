// Launcher of unary_f32.cl and unary_f16.cl.
#include "unary.hpp"

#include <string>

namespace clrt::kernels {

Unary::Unary(const Device& device, std::string_view operation, Format format) : element_(block_bytes(format)) {
  const std::string type(name(format));
  if (format != Format::kF32 && format != Format::kF16) {
    throw Error(Status::kUnsupported, "unary " + std::string(operation) + " has f32 and f16 kernels, none for " + type);
  }
  kernel_ = decltype(kernel_)(Program::registered(device, "unary_" + type), "unary_" + std::string(operation) + "_" + type);
}

Event Unary::operator()(Queue& queue, const Untyped& x, const Untyped& y, std::uint64_t n) const {
  return kernel_(queue, {round_up(n, 256)}, {}, x.touch(n ? (x.offset + n) * element_ : 0), x.offset,
                 y.touch(n ? (y.offset + n) * element_ : 0), y.offset, n);
}

}  // namespace clrt::kernels
