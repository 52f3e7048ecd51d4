// References of printf_forms.cl, printf_64.cl and printf_half.cl: what the specification and the C library make of each line.
#include <cstdarg>
#include <cstdio>

#include "items.hpp"

using namespace clrt::harness;

namespace {

std::string text(const char* format, ...) {
  std::array<char, 300> s{};
  va_list list;
  va_start(list, format);
  std::vsnprintf(s.data(), s.size(), format, list);
  va_end(list);
  return s.data();
}

// A kernel that prints from one item and reads one small buffer.
template <class T>
MakeCases prints(std::string kernel, std::vector<T> in, std::string want) {
  return [=](Random&) {
    Case c("one item prints");
    c.prints(want);
    c.launch(kernel, range(40, 20), {c.in(in)});
    return std::vector<Case>{c};
  };
}

std::string integers() {
  const int x = 42;
  return text("%5d|%-5d|%05d|%+d|% d|%x|%X|%#o|%u|%c|%%\n", x, x, x, x, x, x, x, 8, 42u, 'z') +
         text("%-+6d|%- 6d|%#x|%#X|%.4d|%8.3d|%i\n", 5, 5, 0, 255, x, -7, -3) +
         text("%ld %lu %lx %hhd %hd %hhu %hu %hhx\n", -5L << 33, 7UL, 255UL << 32, -1, -2, 200, 65535, 254) +
         "-2147483648 4294967295 ffffffff\n" + "1 5 1\n";
}

std::string strings() {
  return "no arguments\n" + text("%s|%10s|%-10s|%.2s|%8.3s|%-8.3s|\n", "str", "abc", "left", "cut", "abcdef", "abcdef") +
         "quoted \"a \"b\"\" back\\slash\ttab %d\n" + "format in a variable 42 word\n" + "positive Hi\n" + "returns 0\n";
}

std::string floats() {
  const double x = 3.140625, infinity = HUGE_VAL;
  return text("%f %.3f %10.2e %-12.1f| %G %g %E\n", x, x, x * 4096, x, double(1e-10f), 100000.0, x) +
         text("%08.3f|%.0f|%#.0f|%+.1f|% .1f|%5.1f%%\n", -x, 2.5, 2.5, x, x, 99.5) + text("%a %A\n", 1.0, -0.5) +
         text("%f %f %F %g\n", infinity, -infinity, infinity, 0.0) + "  nan|nan|nan\n";
}

std::string vectors() {
  return std::string("1.00,2.50,-3.25,0.50\n") +
         "1.000000,2.500000,-3.250000,0.500000|1.000000e+00,2.500000e+00,-3.250000e+00,5.000000e-01|1,2.5,-3.25,0.5|" +
         text("%6.1f,%6.1f,%6.1f,%6.1f|", 1.0, 2.5, -3.25, 0.5) + text("%-6.1f,%-6.1f,%-6.1f,%-6.1f|\n", 1.0, 2.5, -3.25, 0.5) +
         "0xfa,0xfb,0xfc,0xfd 250,251,252,253\n" +
         "-1,2 65535,65535,65535,65535,65535,65535,65535,65535 -1,300,-32768 ffff,12c,8000\n" +
         "-7,8 -7,+8 -007,0008 9,9,9,9,9,9,9,9,9,9,9,9,9,9,9,9 fffffff9,8\n" +
         "-1099511627776,5 18446744073709551615,1,2,3 ffffffffffffffff,1,2,3\n" +
         "0.500000,-3.250000,2.500000,1.000000 1.000000,2.500000,-3.250000\n" + "3f800000,40200000\n";
}

std::vector<Case> per_item(Random& random) {
  std::vector<Case> cases;
  for (auto [n, local] : {std::pair{40, 20}, {5, 5}, {64, 64}}) {
    const auto in = random.values<int>(n, 0, 900), v = random.values<int>(n * 4, -900, 900);
    std::string want;
    for (int i = 0; i < n; ++i) {
      const int* p = v.data() + i * 4;
      want += in[i] & 1 ? text("%d: odd %d %d,%d,%d,%d %s\n", i, in[i], p[0], p[1], p[2], p[3], in[i] & 2 ? "two" : "none")
                        : text("%d: even %d,%d\n", i, p[1], p[0]);
      for (int k = 0; k < (in[i] & 3); ++k) want += text("%d/%d of %d\n", i, k, n);
    }
    Case c("n " + std::to_string(n));
    c.prints(want);
    c.launch("per_item", range(n, local), {c.in(in), c.in(v), value(n)});
    cases.push_back(std::move(c));
  }
  return cases;
}

}  // namespace

static const char* const kLost = "the launch fails (-9999) on a string that is no literal, and the context is lost with it";
static const char* const kVectors = "the driver drops what follows a vector in the format";

CLRT_SUITE(printf_forms, "printf_forms.cl") {
  s.every_sub_group_size();
  s.add("integers", prints<int>("integers", {42, 1}, integers()));
  s.add("strings", prints<int>("strings", {42, 1}, strings()))
      .skips_device("pthread-", "PoCL 3.1 confuses width and precision of a string")
      .skips_device("cpu-", "PoCL too, after 3.1")
      .skips_device("NVIDIA", kLost);
  s.add("floats", prints<float>("floats", {3.140625f}, floats()));
  s.add("vectors", prints<float>("vectors", {0.5f}, vectors())).skips_device("NVIDIA", kVectors);
  s.add("per_item", per_item).skips_device("NVIDIA", kLost);
}
CLRT_SUITE(printf_64, "printf_64.cl") {
  const double x = 123.4567890123;
  s.add("doubles", prints<double>("doubles", {x},
                                  text("%f %.3f %g %e %.17g\n", x, x, 1e300, x, 0.1) +
                                      text("%f,%f %g,%g %.1e,%.1e\n", x, -0.0, x, -0.0, x, -0.0)))
      .skips_device("pthread-", "PoCL 3.1 prints a double that is no vector as a float")
      .skips_device("NVIDIA", kVectors);
}
CLRT_SUITE(printf_half, "printf_half.cl") {
  s.opencl_may_refuse("the device has no cl_khr_fp16");
  s.add("halves", prints<std::uint16_t>("halves", {0x7bff},
                                        "1.500000 1.500000,2.000000,-0.500000,65504.000000 1.5,2.0,-0.5,65504.0 1.5,2,-0.5,65504\n"));
}
