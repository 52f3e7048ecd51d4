// Kernels that apply an expression to arrays, in every vector width, generated and compiled many to a program.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "clrt/clrt.hpp"

namespace clrt::numbers {

// 0 stands for a loop in one work-item over uniform values: the scalar form of a function.
inline constexpr int kWidths[] = {1, 2, 3, 4, 8, 16, 0};
std::string width_name(int width);

// Compiling every function in every width takes minutes. A route takes width 1, the scalar form and a part of the vector widths,
// in turn over functions and routes, so that AVX2 and AVX-512 together have all of each function; or all of them. The scalar
// oracle, whose wide vectors take the compiler longest, takes no more than `widest`.
struct WidthChoice {
  bool all = false;
  std::size_t turn = 0;
  int widest = 16;
  std::vector<int> of(std::size_t function) const;
};

// What a kernel computes, for all widths: OpenCL C statements from x, y, z to the result r. $T, $I and $R in it stand for the
// types of x, of int and of r in the kernel's width, $W for the width itself (nothing for 1), z$0 for z's first component.
struct Form {
  std::string result;  // scalar type names of OpenCL C
  std::vector<std::string> arguments;
  std::string code;
};
int bytes_of(const std::string& scalar);
// Its parameters: the result, the arguments, and the int n: how many work-items there are, or elements in the scalar form.
std::string kernel_text(const std::string& name, const Form& form, int width);
// The parts of such a kernel: `body` reads arguments as load(...) says and stores r by store().
std::string load_text(const Form& form, int width);
std::string store_text(const std::string& variable, const std::string& index, int width);  // out[INDEX + element] = VARIABLE
std::string around_text(const std::string& name, const Form& form, int width, const std::string& body);
std::string vector_of(const std::string& scalar, int width);  // float, 4: float4

using Array = std::vector<unsigned char>;

// Launches kernels of kernel_text; programs are built when they are first asked for.
class Kernels {
 public:
  explicit Kernels(const Device& device) : device_(device), queue_(device) {}

  // Runs a kernel of kernel_text; `text` makes the program's source. The result has an element for each of the arguments' `count`;
  // elements from covered(width, count) on are not computed.
  template <class Text>
  Array run(const std::string& program, Text text, const std::string& kernel, const Form& form, int width,
            const std::vector<Array>& arguments, std::size_t count) {
    const std::size_t n = covered(width, count) / static_cast<std::size_t>(width > 1 ? width : 1);
    return launch(program, text, kernel, {count * static_cast<std::size_t>(bytes_of(form.result)), width == 0 ? 1 : n, n, true},
                  arguments);
  }
  // Any kernel with the parameters (result, arguments...) or (result, arguments..., int n). The result is filled with kFill before.
  struct Launch {
    std::size_t result_bytes, work_items, n;
    bool has_n;
  };
  template <class Text>
  Array launch(const std::string& program, Text text, const std::string& kernel, const Launch& shape,
               const std::vector<Array>& arguments) {
    auto at = programs_.find(program);
    if (at == programs_.end()) at = programs_.emplace(program, Program::from_source(device_, text(), "", program + ".cl")).first;
    return launch(at->second.kernel(kernel.c_str()), shape, arguments);
  }
  // A width leaves out the last elements that fill no vector; the scalar form takes only the first ones.
  static constexpr unsigned char kFill = 0xFB;
  static std::size_t covered(int width, std::size_t count);

 private:
  Device device_;
  Queue queue_;
  std::map<std::string, Program> programs_;

  Array launch(const Kernel& kernel, const Launch& shape, const std::vector<Array>& arguments);
};

}  // namespace clrt::numbers
