// docs/settings.md has a row for each setting of the library, word for word, and no other.
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include "clrt/settings.hpp"

namespace {

TEST(SettingsPage, HasTheLibrarysTable) {
  std::ifstream file(CLRT_SETTINGS_PAGE);
  ASSERT_TRUE(file) << "cannot open " << CLRT_SETTINGS_PAGE;
  std::set<std::string> rows;
  for (std::string line; std::getline(file, line);)
    if (line.starts_with("| `CLRT_")) rows.insert(line);
  ASSERT_GT(clrt::settings().size(), 5u);
  for (const clrt::Setting& s : clrt::settings()) {
    std::ostringstream row;
    row << "| `" << s.name << "` | " << s.values << " | " << s.standard << " | " << s.reason << " |";
    EXPECT_EQ(rows.erase(row.str()), 1u) << "docs/settings.md lacks the row\n" << row.str();
  }
  for (const std::string& row : rows) ADD_FAILURE() << "docs/settings.md has a row that the library has not:\n" << row;
}

}  // namespace
