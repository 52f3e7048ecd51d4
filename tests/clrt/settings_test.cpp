// The table of settings against what the sources really read.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>

#include "clrt/settings.hpp"

namespace clrt {
namespace {

TEST(Settings, TableIsWhatTheSourcesRead) {
  std::set<std::string> read;
  const std::regex name("\"(CLRT_[A-Z0-9_]+)\"");
  for (const char* room : {"clrt", "cpu_emu", "gpu", "numa", "kernels"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(std::filesystem::path(CLRT_SOURCE_DIR) / room)) {
      if (entry.path().extension() != ".cpp" || entry.path().filename() == "settings.cpp") continue;
      std::ifstream in(entry.path());
      const std::string text{std::istreambuf_iterator<char>(in), {}};
      for (std::sregex_iterator it(text.begin(), text.end(), name), end; it != end; ++it) read.insert((*it)[1]);
    }
  }
  std::set<std::string> listed;
  for (const Setting& s : settings()) listed.insert(s.name);
  EXPECT_EQ(read, listed);
}

TEST(Settings, EveryOneHasAReason) {
  ASSERT_TRUE(std::is_sorted(settings().begin(), settings().end(),
                             [](const Setting& a, const Setting& b) { return std::string(a.name) < b.name; }));
  for (const Setting& s : settings()) {
    EXPECT_GT(std::string(s.reason).size(), 20u) << s.name;
    EXPECT_FALSE(std::string(s.values).empty()) << s.name;
  }
}

}  // namespace
}  // namespace clrt
