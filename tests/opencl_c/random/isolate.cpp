// Runs checks in child processes.
#include "isolate.hpp"

#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <stdexcept>

namespace clrt::random_programs {
namespace {

struct Record {
  std::uint64_t number, size;  // then `size` bytes
};

void write_all(int fd, const void* from, std::size_t bytes) {
  const auto* p = static_cast<const char*>(from);
  while (bytes > 0) {
    const ssize_t n = ::write(fd, p, bytes);
    if (n <= 0) ::_exit(1);
    p += n;
    bytes -= static_cast<std::size_t>(n);
  }
}

enum class Got { kAll, kEnd, kTime };

Got read_all(int fd, void* to, std::size_t bytes, double seconds) {
  auto* p = static_cast<char*>(to);
  while (bytes > 0) {
    pollfd f{fd, POLLIN, 0};
    const int ready = ::poll(&f, 1, static_cast<int>(seconds * 1000));
    if (ready == 0) return Got::kTime;
    const ssize_t n = ready < 0 ? -1 : ::read(fd, p, bytes);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return Got::kEnd;
    p += n;
    bytes -= static_cast<std::size_t>(n);
  }
  return Got::kAll;
}

}  // namespace

std::vector<Finding> check_isolated(std::size_t count, double seconds, const std::function<void()>& start,
                                    const std::function<std::string(std::size_t)>& check, const std::function<void(const Finding&)>& found) {
  std::vector<Finding> findings;
  for (std::size_t next = 0; next < count;) {
    int ends[2];
    if (::pipe(ends) != 0) throw std::runtime_error("no pipe");
    std::fflush(nullptr);
    const pid_t child = ::fork();
    if (child < 0) throw std::runtime_error("no child process");
    if (child == 0) {
      ::setpgid(0, 0);
      ::close(ends[0]);
      start();
      for (std::size_t i = next; i < count; ++i) {
        const std::string text = check(i);
        const Record r{i, text.size()};
        write_all(ends[1], &r, sizeof r);
        write_all(ends[1], text.data(), text.size());
      }
      ::_exit(0);
    }
    ::close(ends[1]);
    std::string death;
    while (next < count) {
      Record r{};
      Got got = read_all(ends[0], &r, sizeof r, seconds);
      std::string text(got == Got::kAll ? r.size : 0, ' ');
      if (got == Got::kAll) got = read_all(ends[0], text.data(), text.size(), seconds);
      if (got != Got::kAll) {
        if (got == Got::kTime) {
          ::kill(-child, SIGKILL);  // with the compilers that it started
          death = "did not end";
        }
        break;
      }
      if (!text.empty()) findings.push_back({r.number, std::move(text)}), found(findings.back());
      next = r.number + 1;
    }
    ::close(ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    if (next < count) {
      if (death.empty())
        death = WIFSIGNALED(status) ? std::string("ended by signal ") + std::to_string(WTERMSIG(status)) + " (" + ::strsignal(WTERMSIG(status)) + ")"
                                    : "ended with status " + std::to_string(WEXITSTATUS(status));
      findings.push_back({next++, "the process " + death + "\n"});
      found(findings.back());
    }
  }
  return findings;
}

}  // namespace clrt::random_programs
