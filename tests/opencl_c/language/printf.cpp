// References of printf.cl: the C library's printf.
#include <cstdarg>
#include <cstdio>

#include "items.hpp"

using namespace clrt::harness;

namespace {

[[gnu::format(printf, 1, 2)]] std::string text(const char* format, ...) {
  std::array<char, 300> s{};
  va_list list;
  va_start(list, format);
  std::vsnprintf(s.data(), s.size(), format, list);
  va_end(list);
  return s.data();
}

std::vector<Case> print_numbers(Random& random) {
  std::vector<Case> cases;
  for (auto [n, local] : {std::pair{40, 20}, {1, 1}, {16, 16}}) {
    const auto in = random.values<int>(n, -50, 900);
    std::string want;
    for (int i = 0; i < n; ++i) {
      const int x = in[i];
      const auto u = unsigned(x);
      want += x > 0 ? text("%d: %5d|%-5u|%05d|%x|%X|%+d\n", i, x, u, x, u, u + 10, x)
                    : text("%d: none of %s, %c %%\n", i, "these", 'a' + i % 26);
    }
    Case c("n " + std::to_string(n));
    c.prints(want);
    c.launch("print_numbers", range(n, local), {c.in(in), value(n)});
    cases.push_back(std::move(c));
  }
  return cases;
}

std::vector<Case> print_floats(Random& random) {
  std::vector<Case> cases;
  for (auto [n, local] : {std::pair{40, 20}, {5, 5}}) {
    std::vector<float> in(n);
    for (float& x : in) x = float(random.value(-800, 800)) * 0.125f;
    std::string want;
    for (int i = 0; i < n; ++i) {
      const double x = in[i];
      want += text("%d f %.3f e %.2e g %g v %f,%f,%f,%f i %d,%d\n", i, x, x * 1000, x, x, 1.0, -2.5, 0.125, i, -i);
      for (int k = 0; k < i % 3; ++k) want += text("%d again %d long %ld\n", i, k, long(i) << 33);
    }
    Case c("n " + std::to_string(n));
    c.prints(want);
    c.launch("print_floats", range(n, local), {c.in(in), value(n)});
    cases.push_back(std::move(c));
  }
  return cases;
}

std::vector<Case> print_uniform(Random&) {
  Case c("64 items");
  c.prints("one line -3\n");
  c.launch("print_uniform", range(64, 32), {value(-3)});
  return {std::move(c)};
}

}  // namespace

CLRT_SUITE(printf, "printf.cl") {
  s.add("print_numbers", print_numbers);
  s.add("print_floats", print_floats).skips_device("NVIDIA", "the driver drops what follows a vector in the format");
  s.add("print_uniform", print_uniform);
}
