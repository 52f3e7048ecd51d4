// cl2cpp: translates one OpenCL C file to C++ for the CPU.
//
//   cl2cpp INPUT.cl -o OUT.cpp [--emit-generic OUT.cl] [--emit-signature OUT.json] [--emit-preprocessed OUT.cl]
//          [--module NAME] [--check] [--sub-group-size N] [--source-name NAME] [--fibers] [-g] [-DX=Y] [-IDIR] [-cl-...]
// --fibers: no kernel is cut into phases at its barriers (docs/decisions/0004).
// -g: C++ whose variables a debugger can show at every line.
// Exit status: 0 done; 1 the kernel file has errors (on stderr, "file:line:col: error: ..."); 2 wrong usage or a file that
// cannot be read or written.
#include <clang/Frontend/ASTUnit.h>

#include <cstdio>
#include <fstream>
#include <iostream>
#include <sstream>

#include "frontend.hpp"
#include "generic.hpp"
#include "integer_dots.hpp"
#include "module.hpp"
#include "signature.hpp"

namespace tr = clrt::translator;

namespace {

struct Options {
  std::string input, output, generic, signature, preprocessed, source_name;
  tr::ModuleOptions module;
  std::vector<std::string> clang;
};

bool parse_options(int argc, char** argv, Options& o, std::string& error) {
  for (int i = 1; i < argc; ++i) {
    const std::string a = argv[i];
    const auto value = [&](std::string& to) {
      if (i + 1 >= argc) {
        error = "option " + a + " needs a value";
        return false;
      }
      to = argv[++i];
      return true;
    };
    std::string number;
    if (a == "-o") { if (!value(o.output)) return false; }
    else if (a == "--emit-generic") { if (!value(o.generic)) return false; }
    else if (a == "--emit-signature") { if (!value(o.signature)) return false; }
    else if (a == "--emit-preprocessed") { if (!value(o.preprocessed)) return false; }
    else if (a == "--module") { if (!value(o.module.module_name)) return false; }
    else if (a == "--source-name") { if (!value(o.source_name)) return false; }
    else if (a == "--check") { o.module.checked = true; }
    else if (a == "--fibers") { o.module.phases = false; }
    else if (a == "--sub-group-size") {
      if (!value(number)) return false;
      if (number != "8" && number != "16" && number != "32" && number != "64") {
        error = "--sub-group-size " + number + ": 8, 16, 32 or 64";
        return false;
      }
      o.module.sub_group_size = std::stoi(number);
    } else if (a == "-g") { o.module.debug = true; }
    else if ((a == "-D" || a == "-I") && i + 1 < argc) { o.clang.push_back(a + argv[++i]); }
    else if (!a.empty() && a[0] == '-') { o.clang.push_back(a); }
    else if (o.input.empty()) { o.input = a; }
    else {
      error = "more than one input: " + o.input + " and " + a;
      return false;
    }
  }
  if (o.input.empty()) error = "no input file";
  return error.empty();
}

bool write(const std::string& path, const std::string& text) {
  if (path.empty()) return true;
  std::ofstream f(path, std::ios::binary);
  f << text;
  f.flush();
  if (!f) std::cerr << "cl2cpp: cannot write " << path << "\n";
  return static_cast<bool>(f);
}

}  // namespace

int main(int argc, char** argv) {
  Options o;
  std::string error;
  if (!parse_options(argc, argv, o, error)) {
    std::cerr << "cl2cpp: " << error << "\nusage: cl2cpp INPUT.cl -o OUT.cpp [--emit-generic F] [--emit-signature F] [--emit-preprocessed F] "
                 "[--module NAME] [--check] [--sub-group-size N] [--source-name NAME] [--fibers] [-g] [-DX=Y] [-IDIR] [-cl-...]\n";
    return 2;
  }
  std::ifstream f(o.input, std::ios::binary);
  std::stringstream text;
  text << f.rdbuf();
  if (!f) {
    std::cerr << "cl2cpp: cannot read " << o.input << "\n";
    return 2;
  }
  tr::ParseInput input{text.str(), o.source_name.empty() ? o.input : o.source_name, o.clang};
  if (const auto slash = o.input.rfind('/'); slash != std::string::npos) input.options.push_back("-I" + o.input.substr(0, slash));
  input.options.push_back("-DCLRT_SUB_GROUP_SIZE=" + std::to_string(o.module.sub_group_size));
  tr::ParseResult parsed = tr::parse(input);
  std::cerr << parsed.diagnostics;
  if (!parsed.unit) return 1;
  const tr::ModuleResult module = tr::translate(parsed.unit->getASTContext(), o.module);
  if (!module.errors.empty()) {
    for (const std::string& e : module.errors) std::cerr << e << "\n";
    return 1;
  }
  std::string refusal, generic;
  bool needs_generic = false;
  for (const auto& k : module.kernels) needs_generic = needs_generic || k.facts.sub_groups || k.facts.work_group_collectives;
  std::string flat;
  if (!o.generic.empty() || !o.preprocessed.empty()) {
    flat = tr::flatten_includes(input);
    if (tr::calls_integer_dot(parsed.unit->getASTContext())) flat = tr::rename_integer_dots({flat, input.file_name, input.options});
  }
  if (!o.generic.empty()) generic = needs_generic ? tr::print_generic(input, refusal) : flat;
  const bool ok = write(o.output, module.cpp) && write(o.generic, generic) && write(o.signature, tr::signature_json(module, refusal)) &&
                  (o.preprocessed.empty() || write(o.preprocessed, flat));
  return ok ? 0 : 2;
}
