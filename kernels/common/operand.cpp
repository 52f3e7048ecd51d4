// Checks shared by launchers.
#include "operand.hpp"

#include <limits>
#include <string>

namespace clrt::kernels {

int to_int(std::uint64_t value, const char* kernel, const char* parameter) {
  constexpr std::uint64_t kLimit = std::numeric_limits<int>::max();
  if (value > kLimit) {
    throw Error(Status::kInvalidArgument, std::string(parameter) + " of " + kernel + " is " + std::to_string(value) +
                                              ", the limit is " + std::to_string(kLimit));
  }
  return static_cast<int>(value);
}

ElementStrides element_strides(const Tensor& tensor, Format format, const char* kernel, const char* parameter) {
  const auto refuse = [&](const std::string& why) {
    throw Error(Status::kInvalidArgument, std::string(parameter) + " of " + kernel + " is a tensor " + tensor.shape_text() + why);
  };
  if (tensor.format() != format) refuse(", " + std::string(name(format)) + " is needed");
  const std::uint64_t element = block_bytes(format);
  if (!is_contiguous_rows(tensor))
    refuse(" whose values are " + std::to_string(tensor.nb(0)) + " bytes apart; rows without gaps are needed (" +
           std::to_string(element) + " bytes)");
  if (block_values(format) > 1) return {tensor.offset(), tensor.nb(1), tensor.nb(2), tensor.nb(3)};
  for (std::size_t d = 1; d < 4; ++d) {
    if (tensor.ne(d) > 1 && tensor.nb(d) % element != 0)
      refuse(": stride " + std::to_string(tensor.nb(d)) + " of dimension " + std::to_string(d) + " is no multiple of " +
             std::to_string(element));
  }
  if (tensor.offset() % element != 0)
    refuse(": offset " + std::to_string(tensor.offset()) + " is no multiple of " + std::to_string(element));
  return {tensor.offset() / element, tensor.nb(1) / element, tensor.nb(2) / element, tensor.nb(3) / element};
}

void check_shape(const Tensor& tensor, const Extents& ne, const char* kernel, const char* parameter) {
  if (tensor.ne() == ne) return;
  std::string text;
  for (std::size_t d = 0; d < 4; ++d) text += (d ? " x " : "") + std::to_string(ne[d]);
  throw Error(Status::kInvalidArgument,
              std::string(parameter) + " of " + kernel + " is a tensor " + tensor.shape_text() + ", " + text + " is needed");
}

void check_same_shape(const Tensor& a, const Tensor& b, const char* kernel, const char* parameters) {
  if (same_shape(a, b)) return;
  throw Error(Status::kInvalidArgument, std::string(parameters) + " of " + kernel + " are tensors " + a.shape_text() + " and " +
                                            b.shape_text() + "; equal shapes are needed");
}

}  // namespace clrt::kernels
