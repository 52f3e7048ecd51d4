// Registers every check of every instruction set with GoogleTest; a set that the processor lacks is skipped with the reason.
#include <gtest/gtest.h>

#include <cstdarg>
#include <cstdio>
#include <cstring>
#include <functional>
#include <map>
#include <string>

#include "check.hpp"
#include "suites.hpp"

namespace clrt::lanes_test {

void Report::fail(const char* format, ...) {
  if (++failures > 8) return;
  va_list args;
  va_start(args, format);
  const int n = std::vsnprintf(text + length, sizeof text - length, format, args);
  va_end(args);
  if (n > 0) length = std::min(length + static_cast<std::size_t>(n), sizeof text - 2);
  text[length++] = '\n';
}

#define CLRT_DECLARE(SUITE)                \
  extern const Suite suite_##SUITE##_scalar; \
  extern const Suite suite_##SUITE##_avx2;   \
  extern const Suite suite_##SUITE##_avx512;
CLRT_LANES_SUITES(CLRT_DECLARE)

namespace {

// Why this processor cannot run code for `isa`, or empty.
std::string missing(const std::string& isa) {
  if (isa == "avx2" && !(__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")))
    return "this processor has no AVX2 with FMA";
  if (isa == "avx512" && !(__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                           __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") &&
                           __builtin_cpu_supports("avx512vnni") && __builtin_cpu_supports("avx512bf16")))
    return "this processor has no AVX-512 with VNNI and BF16";
  if (isa == "scalar" && !__builtin_cpu_supports("fma")) return "the scalar build of this test uses FMA";
  return {};
}

class LanesCheck : public testing::Test {
 public:
  LanesCheck(const Suite& suite, const Check& check, std::string isa) : suite_(suite), check_(check), isa_(std::move(isa)) {}
  void TestBody() override {
    if (const std::string reason = missing(isa_); !reason.empty()) GTEST_SKIP() << reason;
    ASSERT_EQ(isa_, suite_.isa) << "compiled for another instruction set than it says";
    Report report;
    report.check = check_.name;
    check_.run(report);
    EXPECT_EQ(report.failures, 0) << report.text;
    if (!check_.same_bits) return;
    const auto [known, fresh] = hashes().try_emplace(std::string(suite_.name) + "." + check_.name, isa_, report.hash);
    EXPECT_EQ(known->second.second, report.hash) << "other bits than on " << known->second.first;
  }

 private:
  // Results by check; the first instruction set that ran is what the others must equal.
  static std::map<std::string, std::pair<std::string, std::uint64_t>>& hashes() {
    static std::map<std::string, std::pair<std::string, std::uint64_t>> map;
    return map;
  }
  const Suite& suite_;
  const Check& check_;
  std::string isa_;
};

void add(const Suite& suite, const char* isa) {
  for (int i = 0; i < suite.count; ++i) {
    const Check& check = suite.checks[i];
    const std::string name = std::string(isa) + "_" + check.name;
    testing::RegisterTest((std::string("Lanes_") + suite.name).c_str(), name.c_str(), nullptr, nullptr, __FILE__, __LINE__,
                          [&suite, &check, isa]() -> testing::Test* { return new LanesCheck(suite, check, isa); });
  }
}

}  // namespace
}  // namespace clrt::lanes_test

int main(int argc, char** argv) {
  using namespace clrt::lanes_test;
  testing::InitGoogleTest(&argc, argv);
#define CLRT_ADD(SUITE)                \
  add(suite_##SUITE##_scalar, "scalar"); \
  add(suite_##SUITE##_avx2, "avx2");     \
  add(suite_##SUITE##_avx512, "avx512");
  CLRT_LANES_SUITES(CLRT_ADD)
  return RUN_ALL_TESTS();
}
