// Plain references of binary.cl.
#pragma once

#include <span>
#include <string_view>

namespace clrt::reference {

struct Binary {
  const char* name;
  double (*value)(double x, double y);
};

inline std::span<const Binary> binary_table() {
  static const Binary table[] = {
      {"add", [](double x, double y) { return x + y; }},
      {"sub", [](double x, double y) { return x - y; }},
      {"mul", [](double x, double y) { return x * y; }},
      {"div", [](double x, double y) { return x / y; }},
  };
  return table;
}

}  // namespace clrt::reference
