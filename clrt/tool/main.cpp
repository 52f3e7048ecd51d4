// The command line tool `clrt`: what the machine has, what a kernel file becomes, and running kernels.
//
// Exit status: 0 success, 1 an error or (run --compare) a difference, 2 a command line that cannot be understood.
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <exception>

#include "clrt/clrt.h"
#include "clrt/tool/commands.hpp"

int main(int argc, char** argv) {
  CLI::App app("clrt: OpenCL C kernels on the CPU and on every OpenCL device");
  app.set_version_flag("--version", clrt_version());
  app.require_subcommand(1);
  int status = 0;
  clrt::tool::add_info(app, status);
  clrt::tool::add_build(app, status);
  clrt::tool::add_run(app, status);
  clrt::tool::add_bench(app, status);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? 0 : 2;
  } catch (const std::exception& e) {
    fmt::print(stderr, "clrt: {}\n", e.what());
    return 1;
  }
  return status;
}
