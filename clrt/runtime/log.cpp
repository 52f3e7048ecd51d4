// The log of CLRT_LOG.
#include "clrt/runtime/log.hpp"

#include <cstdio>
#include <memory>
#include <mutex>
#include <string_view>

#include "clrt/settings.hpp"

namespace clrt::runtime {
namespace {

struct Log {
  LogLevel level = LogLevel::kNone;
  std::FILE* file = stderr;
  std::mutex mutex;
};

Log& the_log() {
  static Log& log = *[] {
    auto made = std::make_unique<Log>();
    const std::string text = setting("CLRT_LOG");
    const std::size_t colon = text.find(':');
    const std::string_view level = std::string_view(text).substr(0, colon);
    made->level = level == "launch" ? LogLevel::kLaunch : level == "build" ? LogLevel::kBuild : LogLevel::kNone;
    if (colon != std::string::npos) {
      if (std::FILE* file = std::fopen(text.c_str() + colon + 1, "a")) made->file = file;
    }
    return made.release();
  }();
  return log;
}

}  // namespace

LogLevel log_level() { return the_log().level; }

void log(LogLevel level, const std::string& line) {
  Log& l = the_log();
  if (level > l.level) return;
  const std::lock_guard lock(l.mutex);
  std::fprintf(l.file, "clrt: %s\n", line.c_str());
  std::fflush(l.file);
}

}  // namespace clrt::runtime
