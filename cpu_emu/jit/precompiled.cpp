// The precompiled header of generated code.
#include "cpu_emu/jit/precompiled.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "cpu_emu/jit/cache.hpp"
#include "cpu_emu/jit/process.hpp"

namespace clrt::jit {
namespace {

// Holds an exclusive lock on a file; other processes and threads that make the same header wait for it.
class FileLock {
 public:
  explicit FileLock(const std::string& path) : fd_(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
    while (fd_ >= 0 && ::flock(fd_, LOCK_EX) != 0 && errno == EINTR) {
    }
  }
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;
  ~FileLock() {
    if (fd_ >= 0) ::close(fd_);
  }

 private:
  int fd_;
};

bool exists(const std::string& path) { return ::access(path.c_str(), R_OK) == 0; }

}  // namespace

std::string precompiled_header(const Toolchain& tools, const std::vector<std::string>& flags, const std::string& cache_folder) {
  if (cache_folder.empty()) return {};
  KeyBuilder key;
  key.add("compiler", tools.clang_identity);
  key.add("headers", tools.headers_identity);
  for (const std::string& f : flags) key.add("flag", f);
  const std::string path = cache_folder + "/" + key.finish() + ".pch";
  if (exists(path)) {
    ::utimensat(AT_FDCWD, path.c_str(), nullptr, 0);  // marks the use for DiskCache::prune
    return path;
  }
  const FileLock lock(cache_folder + "/pch.lock");
  if (exists(path)) return path;
  // The compiler's own temporary file may stand in another file system, and a killed one leaves a part: rename at the end.
  const std::string temporary = path + ".tmp-" + std::to_string(::getpid());
  std::vector<std::string> argv = {tools.clang, "-x", "c++-header"};
  argv.insert(argv.end(), flags.begin(), flags.end());
  for (const char* word : {"-fpch-instantiate-templates", "-o"}) argv.emplace_back(word);
  argv.push_back(temporary);
  argv.push_back(tools.include_root + "/cpu_emu/opencl_c/opencl_c.hpp");
  const ProcessResult result = run_process(argv, build_timeout());
  if (result.ok() && ::rename(temporary.c_str(), path.c_str()) == 0) return path;
  ::unlink(temporary.c_str());
  return {};
}

}  // namespace clrt::jit
