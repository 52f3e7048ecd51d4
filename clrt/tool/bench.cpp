// `clrt bench`: hands over to the benchmark program beside this one.
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "clrt/error.h"
#include "clrt/tool/commands.hpp"

namespace clrt::tool {

void add_bench(CLI::App& app, int&) {
  CLI::App* command = app.add_subcommand("bench", "Run the benchmarks (arguments are those of clrt_bench)");
  command->prefix_command();
  command->set_help_flag();  // its --help is the benchmark's
  command->callback([command] {
    const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe").parent_path() / "clrt_bench";
    std::vector<std::string> args = command->remaining();
    args.insert(args.begin(), program.string());
    std::vector<char*> list;
    for (std::string& a : args) list.push_back(a.data());
    list.push_back(nullptr);
    execv(program.c_str(), list.data());
    throw Error(Status::kNotFound, "cannot start the benchmarks, '" + program.string() + "': " + std::strerror(errno));
  });
}

}  // namespace clrt::tool
