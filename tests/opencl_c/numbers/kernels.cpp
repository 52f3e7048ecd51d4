// Generates kernels and runs them.
#include "kernels.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace clrt::numbers {
namespace {

constexpr std::size_t kScalarCount = 4096;

void replace(std::string& text, const std::string& what, const std::string& by) {
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += by.size()) text.replace(at, what.size(), by);
}

}  // namespace

std::string width_name(int width) { return width == 0 ? "scalar" : std::to_string(width); }

std::vector<int> WidthChoice::of(std::size_t function) const {
  static const std::vector<int> parts[] = {{2, 16}, {3, 4, 8}};
  std::vector<int> widths = {1};
  for (std::size_t part = 0; part < 2; ++part)
    for (int width : parts[part])
      if (all || (part == (function + turn) % 2 && width <= widest)) widths.push_back(width);
  widths.push_back(0);
  return widths;
}

int bytes_of(const std::string& scalar) {
  const std::string s = scalar[0] == 'u' ? scalar.substr(1) : scalar;
  return s == "char" ? 1 : s == "short" || s == "half" ? 2 : s == "long" || s == "double" ? 8 : 4;
}

std::string vector_of(const std::string& scalar, int width) { return width > 1 ? scalar + std::to_string(width) : scalar; }

// Work-item i takes elements i, i + n, i + 2n ... as components: contiguous loads, which compile faster than vload16 and vstore16.
std::string load_text(const Form& form, int width) {
  std::string text;
  for (std::size_t k = 0; k < form.arguments.size(); ++k) {
    const char variable = "xyz"[k];
    const std::string type = vector_of(form.arguments[k], width);
    if (width <= 1) {
      text += fmt::format(" const {} {} = a{}[i];", type, variable, k);
      continue;
    }
    text += fmt::format(" {} {};", type, variable);
    for (int j = 0; j < width; ++j) text += fmt::format(" {}.s{:x} = a{}[i + {} * n];", variable, j, k, j);
  }
  return text;
}
std::string store_text(const std::string& variable, const std::string& index, int width) {
  if (width <= 1) return fmt::format(" out[{}i] = {};", index, variable);
  std::string text;
  for (int j = 0; j < width; ++j) text += fmt::format(" out[{}i + {} * n] = {}.s{:x};", index, j, variable, j);
  return text;
}
std::string around_text(const std::string& name, const Form& form, int width, const std::string& body) {
  std::string parameters = fmt::format("global {}* out", form.result);
  for (std::size_t k = 0; k < form.arguments.size(); ++k)
    parameters += fmt::format(", global const {}* a{}", form.arguments[k], k);
  const std::string items = width == 0 ? "for (int i = 0; i < n; ++i) {" : "const int i = get_global_id(0);";
  return fmt::format("kernel void {}({}, int n) {{\n  {}\n {}{}\n}}\n", name, parameters, items, body, width == 0 ? " }" : "");
}

std::string kernel_text(const std::string& name, const Form& form, int width) {
  std::string code = form.code;
  replace(code, "$T", vector_of(form.arguments[0], width));
  replace(code, "$R", vector_of(form.result, width));
  replace(code, "$I", vector_of("int", width));
  replace(code, "$0", width > 1 ? ".s0" : "");
  replace(code, "$W", width > 1 ? std::to_string(width) : "");
  const std::string body =
      fmt::format("{} {} r; {}{}", load_text(form, width), vector_of(form.result, width), code, store_text("r", "", width));
  return around_text(name, form, width, body);
}

std::size_t Kernels::covered(int width, std::size_t count) {
  return width == 0 ? std::min(count, kScalarCount) : count - count % static_cast<std::size_t>(width);
}

Array Kernels::launch(const Kernel& kernel, const Launch& shape, const std::vector<Array>& arguments) {
  std::vector<Buffer<unsigned char>> buffers;
  buffers.emplace_back(device_, Array(shape.result_bytes, kFill));
  for (const Array& a : arguments) buffers.emplace_back(device_, a);
  std::vector<clrt_arg> args;
  for (const Buffer<unsigned char>& b : buffers) {
    clrt_arg arg{};
    arg.kind = CLRT_ARG_BUFFER;
    arg.buffer = b.get();
    arg.extent = b.bytes();
    args.push_back(arg);
  }
  const std::int32_t n = static_cast<std::int32_t>(shape.n);
  clrt_arg length{};
  length.kind = CLRT_ARG_VALUE;
  length.value = &n;
  length.size = sizeof n;
  if (shape.has_n) args.push_back(length);
  // Whatever remains after full sub-groups runs in the general form.
  queue_.launch_args(kernel, ndrange(shape.work_items), args);
  return queue_.read(buffers[0]);
}

}  // namespace clrt::numbers
