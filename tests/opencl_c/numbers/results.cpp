// Results between processes, and the page.
#include "results.hpp"

#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <tuple>

#include <fmt/format.h>

namespace clrt::numbers {

std::vector<Result>& results() {
  static std::vector<Result> all;
  return all;
}

void write_results(const std::string& path, const std::vector<Result>& list) {
  std::ofstream file(path);
  for (const Result& r : list)
    file << fmt::format("{}\t{}\t{}\t{}\t{:a}\t{}\t{}\n", r.section, r.function, r.type, r.limit, r.error, r.at, r.count);
  if (!file.flush()) throw std::runtime_error("cannot write " + path);
}

std::vector<Result> read_results(const std::string& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot open " + path);
  std::vector<Result> list;
  for (std::string line; std::getline(file, line);) {
    std::stringstream stream(line);
    Result r;
    std::string error, count;
    for (std::string* field : {&r.section, &r.function, &r.type, &r.limit, &error, &r.at, &count})
      std::getline(stream, *field, '\t');
    r.error = std::stod(error), r.count = std::stoull(count);
    list.push_back(std::move(r));
  }
  return list;
}

std::vector<Result> merged(const std::vector<std::vector<Result>>& lists) {
  std::vector<Result> all;
  std::map<std::tuple<std::string, std::string, std::string>, std::size_t> places;
  for (const std::vector<Result>& list : lists) {
    for (const Result& r : list) {
      const auto [at, is_new] = places.try_emplace({r.section, r.function, r.type}, all.size());
      if (is_new)
        all.push_back(r);
      else if (r.error > all[at->second].error)
        all[at->second] = r;
    }
  }
  return all;
}

std::string page(const std::vector<Result>& list, const std::string& routes) {
  std::string text = fmt::format(
      "# Accuracy of the built-in functions on the CPU\n\n"
      "Written by `opencl_c_numbers --table=docs/numbers.md` (room `tests/opencl_c/numbers`), which compares every function, "
      "type and\n"
      "vector width with MPFR at the edges of the formats and of the functions and at random arguments. \"Limit\" is what OpenCL "
      "C 3.0,\n"
      "section 7.4 (full profile; half: cl_khr_fp16) allows, or (own) what is promised here where the specification leaves it "
      "open.\n"
      "\"Worst\" is in ulp as section 7.4 defines it, the largest seen on {}; every vector width gives the same "
      "bits.\n"
      "All subnormal numbers are kept. Every test run repeats the comparison with the limits. Integer and relational functions,\n"
      "conversions and half loads and stores must be exact; the same program tests them, and they have no table.\n",
      routes);
  std::string section;
  for (const Result& r : list) {
    if (r.limit == "exact") continue;
    if (r.section != section) {
      section = r.section;
      text += fmt::format("\n## {}\n\n| function | type | limit | worst | at | arguments tried |\n|---|---|---|---|---|---|\n",
                          section);
    }
    text += fmt::format("| {} | {} | {} | {} | {} | {} |\n", r.function, r.type, r.limit,
                        r.error == 0 ? "0" : fmt::format("{:.3g}", r.error), r.at.empty() ? "" : "`" + r.at + "`", r.count);
  }
  return text;
}

}  // namespace clrt::numbers
