// Wrong kernels must be caught, each with the report that stands in its file; memory outside of the buffers must stay untouched.
//
// A file of wrong/ has one kernel of the file's name and lines that begin with //!:
//   launch GLOBAL LOCAL      sizes, dimensions separated by commas
//   buffer TYPE COUNT        an argument; element i holds i
//   value TYPE X | local BYTES | null
//   expect <N> TEXT          a finding at the line that carries `// <N>`; `-` instead of <N>: a finding without a line
//   anything else            must stand in the paragraph of the finding above
// There must be as many findings as `expect` lines. All files are compiled as one program; #line keeps their names and lines.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "clrt/clrt.hpp"

namespace {

constexpr std::size_t kGuardBytes = 4096;
constexpr std::byte kGuard{0x5C};

struct Expected {
  std::string head;
  std::vector<std::string> parts;
};

struct Wrong {
  std::string name, text;
  clrt::Size global, local;
  std::vector<std::string> arguments;
  std::vector<Expected> findings;
};

clrt::Size size(const std::string& text) {
  std::uint64_t x = 1, y = 1;
  char comma = 0;
  std::istringstream in(text);
  in >> x;
  if (in >> comma >> y) return {x, y};
  return {x};
}

Wrong parse(const std::filesystem::path& path) {
  Wrong w;
  w.name = path.stem().string();
  std::ifstream in(path);
  std::stringstream all;
  all << in.rdbuf();
  w.text = all.str();
  std::map<std::string, int> marks;
  std::istringstream lines(w.text);
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (const auto at = line.find("  // <"); at != line.npos) marks[line.substr(at + 5)] = number;
  }
  std::istringstream again(w.text);
  for (std::string line; std::getline(again, line);) {
    if (!line.starts_with("//! ")) continue;
    std::istringstream words(line.substr(4));
    std::string word, second, third;
    words >> word >> second >> third;
    if (word == "launch") {
      w.global = size(second);
      w.local = size(third);
    } else if (word == "buffer" || word == "value" || word == "local" || word == "null") {
      w.arguments.push_back(line.substr(4));
    } else if (word == "expect") {
      const std::string rest = line.substr(line.find(second) + second.size() + 1);
      if (second != "-" && !marks.contains(second)) throw std::runtime_error(path.string() + ": no line is marked " + second);
      w.findings.push_back(
          {second == "-" ? rest : path.filename().string() + ":" + std::to_string(marks[second]) + ": " + rest, {}});
    } else {
      w.findings.back().parts.push_back(line.substr(4));
    }
  }
  return w;
}

template <class T>
std::vector<std::byte> counted(std::size_t n) {
  std::vector<std::byte> bytes(n * sizeof(T));
  for (std::size_t i = 0; i < n; ++i) {
    const T x = static_cast<T>(i);
    std::memcpy(&bytes[i * sizeof(T)], &x, sizeof(T));
  }
  return bytes;
}

std::vector<std::byte> content(const std::string& type, std::size_t n) {
  if (type == "float") return counted<float>(n);
  if (type == "char") return counted<signed char>(n);
  if (type == "short") return counted<short>(n);
  return counted<int>(n);  // int and uint
}

// The report's findings: a line that is not indented begins one. The first line counts them.
std::vector<std::string> paragraphs(const std::string& report) {
  std::vector<std::string> list;
  std::istringstream lines(report);
  std::string line;
  std::getline(lines, line);
  for (; std::getline(lines, line); list.back() += line + "\n")
    if (!line.starts_with("  ")) list.emplace_back();
  return list;
}

const std::vector<Wrong>& wrong_kernels() {
  static const std::vector<Wrong> all = [] {
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::directory_iterator(CLRT_TEST_FOLDER "/wrong")) paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    std::vector<Wrong> v;
    for (const auto& p : paths) v.push_back(parse(p));
    return v;
  }();
  return all;
}

const clrt::Program& program() {
  static const clrt::Program p = [] {
    std::string source;
    for (const Wrong& w : wrong_kernels()) source += "#line 1 \"" + w.name + ".cl\"\n" + w.text;
    return clrt::Program::from_source(clrt::Device::select("cpu"), source, "-clrt-check", "wrong");
  }();
  return p;
}

class WrongKernel : public testing::Test {
 public:
  explicit WrongKernel(const Wrong& wrong) : wrong_(wrong) {}

  void TestBody() override {
    const clrt::Device device = clrt::Device::select("cpu");
    clrt::Queue queue(device);
    std::vector<clrt::Buffer<std::byte>> buffers;
    std::vector<std::vector<std::byte>> values;
    std::vector<clrt_arg> args;
    values.reserve(wrong_.arguments.size());
    for (const std::string& text : wrong_.arguments) {
      std::istringstream words(text);
      std::string kind, type;
      std::size_t number = 0;
      clrt_arg a{};
      words >> kind;
      if (kind == "local") {
        words >> number;
        a.kind = CLRT_ARG_LOCAL;
        a.size = number;
      } else if (kind == "null") {
        a.kind = CLRT_ARG_NULL;
      } else {
        words >> type >> number;
        if (kind == "value") {
          const int x = static_cast<int>(number);
          values.emplace_back(sizeof x);
          std::memcpy(values.back().data(), &x, sizeof x);
          a.kind = CLRT_ARG_VALUE;
          a.value = values.back().data();
          a.size = sizeof x;
        } else {
          const std::vector<std::byte> payload = content(type, number);
          std::vector<std::byte> bytes(payload.size() + 2 * kGuardBytes, kGuard);
          std::copy(payload.begin(), payload.end(), bytes.begin() + kGuardBytes);
          buffers.emplace_back(device, std::span<const std::byte>(bytes));
          a.kind = CLRT_ARG_BUFFER;
          a.buffer = buffers.back().get();
          a.offset = kGuardBytes;
          a.extent = payload.size();
        }
      }
      args.push_back(a);
    }
    std::string report;
    try {
      queue.launch_args(program().kernel(wrong_.name), clrt::ndrange(wrong_.global, wrong_.local), args).wait();
    } catch (const clrt::Error& e) {
      EXPECT_EQ(e.status, clrt::Status::kCheckFailed) << e.what();
      report = e.what();
    }
    ASSERT_FALSE(report.empty()) << "nothing was found";
    std::vector<std::string> found = paragraphs(report);
    EXPECT_EQ(found.size(), wrong_.findings.size()) << report;
    for (const Expected& expected : wrong_.findings) {
      const auto at =
          std::find_if(found.begin(), found.end(), [&](const std::string& p) { return p.starts_with(expected.head); });
      if (at == found.end()) {
        ADD_FAILURE() << "no finding begins with\n" << expected.head << "\nin\n" << report;
        continue;
      }
      for (const std::string& part : expected.parts) EXPECT_NE(at->find(part), at->npos) << part << "\nis not in\n" << *at;
      found.erase(at);
    }
    for (const auto& buffer : buffers) {
      const std::vector<std::byte> bytes = queue.read(buffer);
      const auto is_guard = [](std::byte b) { return b == kGuard; };
      EXPECT_TRUE(std::all_of(bytes.begin(), bytes.begin() + kGuardBytes, is_guard)) << "bytes in front of a buffer were written";
      EXPECT_TRUE(std::all_of(bytes.end() - kGuardBytes, bytes.end(), is_guard)) << "bytes behind a buffer were written";
    }
  }

 private:
  const Wrong& wrong_;
};

}  // namespace

int main(int argc, char** argv) {
  try {
    clrt::Device::select("cpu");
  } catch (const clrt::Error& e) {
    std::printf("skipped: %s\n", e.what());
    return 77;
  }
  for (const Wrong& w : wrong_kernels())
    testing::RegisterTest("WrongKernel", w.name.c_str(), nullptr, nullptr, __FILE__, __LINE__,
                          [&w]() -> WrongKernel* { return new WrongKernel(w); });
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
