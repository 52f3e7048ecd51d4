// TEST --route=scalar|avx2|avx512|opencl: every entry of the kernel table with all its test sizes, and the golden cases;
// --route=check: the entries in checked mode.
// Exit status 77: this machine cannot take the route (the reason is printed). CLRT_TEST_SEED replays a failure.
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "devices.hpp"
#include "kernels/kernel_table.hpp"

namespace {

using namespace clrt;
using kernels::Shape;
using kernels::TableEntry;

std::string text(const Shape& s) {
  return "m " + std::to_string(s.m) + ", n " + std::to_string(s.n) + ", k " + std::to_string(s.k) + ", gap " +
         std::to_string(s.gap);
}

class TableTest : public testing::Test {
 public:
  explicit TableTest(const TableEntry& entry) : entry_(entry) {}

  void TestBody() override {
    const char* given = std::getenv("CLRT_TEST_SEED");
    const std::uint64_t seed = given ? std::strtoull(given, nullptr, 10) : std::hash<std::string>{}(entry_.name) % 1000000;
    for (const Device& device : test::devices()) {
      ASSERT_EQ(test::wrong_route(device), "");
      Queue queue(device);
      for (const Shape& shape : entry_.test_shapes) {
        const auto one = entry_.make(device, shape, seed);
        const kernels::CheckResult result = one->check(queue);
        EXPECT_EQ(result.failure, "") << entry_.name << " with " << text(shape) << " on " << device.name() << ", seed " << seed;
      }
    }
  }

 private:
  const TableEntry& entry_;
};

}  // namespace

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  const std::string_view option = argc > 1 ? argv[1] : "";
  if (!option.starts_with("--route=")) {
    std::printf("usage: %s --route=scalar|avx2|avx512|opencl|check\n", argv[0]);
    return 2;
  }
  try {
    const std::string why = test::take({std::string(option.substr(8))});
    if (!why.empty()) {
      std::printf("route %s is skipped: %s\n", option.substr(8).data(), why.c_str());
      return 77;
    }
    std::string families;
    for (const TableEntry& entry : kernels::kernel_table()) {
      families += entry.family + ".*:";
      testing::RegisterTest(entry.family.c_str(), entry.name.c_str(), nullptr, nullptr, __FILE__, __LINE__,
                            [&entry]() -> testing::Test* { return new TableTest(entry); });
    }
    // Checked mode is for the table alone: the golden cases run the same kernels at sizes that take long.
    if (option.ends_with("=check")) testing::GTEST_FLAG(filter) = families;
  } catch (const Error& e) {
    std::printf("route %s: %s\n", option.substr(8).data(), e.what());
    return 1;
  }
  return RUN_ALL_TESTS();
}
