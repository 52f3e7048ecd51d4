// The subcommands of the `clrt` tool. Each adds itself to the command line; its callback does the work and sets the exit status.
#pragma once

#include <CLI/CLI.hpp>

namespace clrt::tool {

void add_info(CLI::App& app, int& status);
void add_build(CLI::App& app, int& status);
void add_run(CLI::App& app, int& status);
void add_bench(CLI::App& app, int& status);

}  // namespace clrt::tool
