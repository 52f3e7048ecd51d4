// A command of the shell, with what it printed and how it ended.
#pragma once

#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <string>

namespace clrt::test {

struct Outcome {
  int status = -1;
  std::string text;  // stdout and stderr
};

inline Outcome run_command(const std::string& command) {
  Outcome o;
  std::FILE* pipe = popen((command + " 2>&1").c_str(), "r");
  if (pipe == nullptr) return o;
  std::array<char, 4096> block{};
  for (std::size_t n; (n = fread(block.data(), 1, block.size(), pipe)) > 0;) o.text.append(block.data(), n);
  const int status = pclose(pipe);
  o.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return o;
}

inline bool has(const Outcome& o, const std::string& text) { return o.text.find(text) != std::string::npos; }

}  // namespace clrt::test
