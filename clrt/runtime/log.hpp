// What CLRT_LOG asks for: one line per build or per launch, to stderr or a file. Silent otherwise.
#pragma once

#include <string>

namespace clrt::runtime {

enum class LogLevel { kNone = 0, kBuild = 1, kLaunch = 2 };

// CLRT_LOG at the first call: "build" | "launch", or "build:FILE" | "launch:FILE".
LogLevel log_level();

// Writes a line when the level is asked for. Safe from any thread.
void log(LogLevel level, const std::string& line);

}  // namespace clrt::runtime
