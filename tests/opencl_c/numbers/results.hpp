// What was measured, and the page docs/numbers.md made of it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace clrt::numbers {

struct Result {
  std::string section, function, type, limit;
  double error = 0;       // the worst seen
  std::string at;         // its arguments
  std::size_t count = 0;  // arguments tried
};

// Of this process, in the order of the tests.
std::vector<Result>& results();

// One line for each, to be read by another process.
void write_results(const std::string& path, const std::vector<Result>& list);
std::vector<Result> read_results(const std::string& path);
// Of each function and type the worst of all lists.
std::vector<Result> merged(const std::vector<std::vector<Result>>& lists);
// Markdown. `routes`: the instruction sets that took part.
std::string page(const std::vector<Result>& list, const std::string& routes);

}  // namespace clrt::numbers
