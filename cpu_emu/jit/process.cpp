// Child processes by posix_spawn and pidfd.
#include "cpu_emu/jit/process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <sstream>
#include <string_view>

extern char** environ;

namespace clrt::jit {
namespace {

using Clock = std::chrono::steady_clock;

class Fd {
 public:
  explicit Fd(int fd = -1) : fd_(fd) {}
  Fd(const Fd&) = delete;
  Fd& operator=(const Fd&) = delete;
  ~Fd() { close(); }
  int get() const { return fd_; }
  void set(int fd) { close(); fd_ = fd; }
  void close() {
    if (fd_ >= 0) ::close(fd_);
    fd_ = -1;
  }

 private:
  int fd_;
};

// Variables by which a user's shell would change what is compiled or loaded; the disk cache's key does not know them.
constexpr std::array<std::string_view, 11> kDropped = {
    "CPATH=", "C_INCLUDE_PATH=", "CPLUS_INCLUDE_PATH=", "LIBRARY_PATH=", "COMPILER_PATH=", "GCC_EXEC_PREFIX=",
    "CCC_OVERRIDE_OPTIONS=", "LC_ALL=", "LD_PRELOAD=", "SOURCE_DATE_EPOCH=", "CLANG_CONFIG_FILE_SYSTEM_DIR="};

std::vector<char*> child_environment() {
  static char locale[] = "LC_ALL=C";
  std::vector<char*> result;
  for (char** v = environ; v != nullptr && *v != nullptr; ++v) {
    const std::string_view text(*v);
    if (std::none_of(kDropped.begin(), kDropped.end(), [&](std::string_view d) { return text.starts_with(d); }))
      result.push_back(*v);
  }
  result.push_back(locale);
  result.push_back(nullptr);
  return result;
}

// Reads what is there; false at end of file.
bool drain(int fd, std::string& output, bool& cut) {
  std::array<char, 16384> block;
  while (true) {
    const ssize_t n = ::read(fd, block.data(), block.size());
    if (n == 0) return false;
    if (n < 0) return errno == EAGAIN || errno == EINTR;
    const std::size_t room = kMaxOutputBytes - std::min(kMaxOutputBytes, output.size());
    const std::size_t take = std::min(room, static_cast<std::size_t>(n));
    output.append(block.data(), take);
    cut = cut || take < static_cast<std::size_t>(n);
  }
}

int milliseconds_left(Clock::time_point deadline) {
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
  return static_cast<int>(std::clamp<long long>(left + 1, 0, 1'000'000));
}

int spawn(const std::vector<std::string>& argv, int output_fd, pid_t& pid) {
  std::vector<char*> arguments;
  for (const std::string& a : argv) arguments.push_back(const_cast<char*>(a.c_str()));
  arguments.push_back(nullptr);
  std::vector<char*> environment = child_environment();

  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, output_fd, 1);
  posix_spawn_file_actions_adddup2(&actions, output_fd, 2);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t none, defaults;
  sigemptyset(&none);
  sigemptyset(&defaults);
  for (int s : {SIGINT, SIGTERM, SIGPIPE, SIGCHLD, SIGHUP, SIGQUIT}) sigaddset(&defaults, s);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &defaults);
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  const int error = ::posix_spawnp(&pid, arguments[0], &actions, &attributes, arguments.data(), environment.data());
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return error;
}

}  // namespace

std::string ProcessResult::how_it_ended() const {
  std::ostringstream text;
  switch (end) {
    case End::kExited: text << "exit status " << code; break;
    case End::kSignaled: text << "killed by signal " << code << " (" << ::strsignal(code) << ")"; break;
    case End::kTimedOut: text << "no answer within " << std::round(seconds * 10) / 10 << " s"; break;
    case End::kNotStarted: text << std::strerror(code); break;
  }
  return text.str();
}

ProcessResult run_process(const std::vector<std::string>& argv, double timeout_seconds) {
  ProcessResult result;
  const auto begin = Clock::now();
  const auto deadline = begin + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(timeout_seconds));
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) {
    result.code = errno;
    return result;
  }
  Fd reader(ends[0]), writer(ends[1]);
  ::fcntl(reader.get(), F_SETFL, O_NONBLOCK);

  pid_t pid = -1;
  if (const int error = spawn(argv, writer.get(), pid); error != 0) {
    result.code = error;
    return result;
  }
  writer.close();
  // By number: the C library's declaration in Debian 12 lacks extern "C".
  Fd process(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));

  bool open = true, running = process.get() >= 0, timed_out = false, cut = false;
  while (running) {
    pollfd waits[2] = {{process.get(), POLLIN, 0}, {open ? reader.get() : -1, POLLIN, 0}};
    const int ready = ::poll(waits, 2, milliseconds_left(deadline));
    if (ready < 0 && errno != EINTR) break;
    if (open && waits[1].revents != 0) open = drain(reader.get(), result.output, cut);
    if (waits[0].revents != 0) running = false;
    if (running && Clock::now() >= deadline) {
      timed_out = true;
      ::kill(-pid, SIGKILL);
      running = false;
    }
  }
  int status = 0;
  pid_t waited = 0;
  do waited = ::waitpid(pid, &status, 0);
  while (waited < 0 && errno == EINTR);
  if (open) drain(reader.get(), result.output, cut);
  if (cut) result.output += "\n... (output cut)\n";

  result.seconds = std::chrono::duration<double>(Clock::now() - begin).count();
  if (timed_out) {
    result.end = ProcessResult::End::kTimedOut;
  } else if (waited == pid && WIFSIGNALED(status)) {
    result.end = ProcessResult::End::kSignaled;
    result.code = WTERMSIG(status);
  } else {
    // A host that ignores SIGCHLD makes the kernel reap the child and lose its status; callers check the output file too.
    result.end = ProcessResult::End::kExited;
    result.code = waited == pid ? WEXITSTATUS(status) : 0;
  }
  return result;
}

std::string find_in_path(const std::string& name) {
  if (name.find('/') != std::string::npos) return ::access(name.c_str(), X_OK) == 0 ? name : std::string();
  const char* path = std::getenv("PATH");
  std::istringstream folders(path != nullptr ? path : "/usr/local/bin:/usr/bin:/bin");
  for (std::string folder; std::getline(folders, folder, ':');) {
    const std::string candidate = (folder.empty() ? std::string(".") : folder) + "/" + name;
    if (::access(candidate.c_str(), X_OK) == 0) return candidate;
  }
  return {};
}

}  // namespace clrt::jit
