// Parses OpenCL C with Clang 19 in this process.
#include "frontend.hpp"

#include <clang/Basic/DiagnosticOptions.h>
#include <clang/Frontend/ASTUnit.h>
#include <clang/Frontend/CompilerInstance.h>
#include <clang/Frontend/FrontendActions.h>
#include <clang/Frontend/TextDiagnosticPrinter.h>
#include <clang/Frontend/Utils.h>
#include <clang/Tooling/Tooling.h>
#include <llvm/Support/raw_ostream.h>

#include <algorithm>

#include "prelude.hpp"

namespace clrt::translator {
namespace {

constexpr const char* kPreludeName = "clrt_prelude.h";

// Options of clBuildProgram that change nothing in the AST and that Clang's driver would complain about.
bool ignored_option(const std::string& o) {
  return o == "-cl-kernel-arg-info" || o == "-w" || o == "-Werror" || o.rfind("-cl-intel", 0) == 0 || o.rfind("-cl-nv", 0) == 0 ||
         o == "-g" || o == "-cl-opt-disable";
}

std::vector<std::string> arguments(const ParseInput& in) {
  std::vector<std::string> args = {"-xcl", "--target=spir64-unknown-unknown", "-Xclang", "-fdeclare-opencl-builtins", "-Xclang",
                                   "-finclude-default-header", "-Xclang", "-cl-ext=+all", "-fno-spell-checking",
                                   "-Wno-unused-command-line-argument", "-Wno-psabi", "-resource-dir", CLRT_CLANG_RESOURCE_DIR,
                                   "-D__OPENCL_VERSION__=300", "-include", kPreludeName};
  bool has_std = false;
  for (const std::string& o : in.options) {
    if (ignored_option(o)) continue;
    has_std = has_std || o.rfind("-cl-std=", 0) == 0;
    args.push_back(o);
  }
  if (!has_std) args.push_back("-cl-std=CL3.0");
  return args;
}

class Collect : public clang::TextDiagnosticPrinter {
 public:
  using TextDiagnosticPrinter::TextDiagnosticPrinter;
};

llvm::IntrusiveRefCntPtr<clang::DiagnosticOptions> diagnostic_options() {
  auto o = llvm::makeIntrusiveRefCnt<clang::DiagnosticOptions>();
  o->ShowCarets = 1;
  o->ShowFixits = 0;
  o->ShowColors = 0;
  return o;
}

// Runs a preprocessing action over the input and returns what `emit` wrote.
template <class Emit>
std::string run_preprocessor(const ParseInput& in, std::string& error, Emit emit) {
  class Action : public clang::PreprocessorFrontendAction {
   public:
    Action(Emit e, std::string& o) : emit_(e), out_(o) {}
    void ExecuteAction() override {
      llvm::raw_string_ostream os(out_);
      emit_(getCompilerInstance(), os);
    }

   private:
    Emit emit_;
    std::string& out_;
  };
  std::string out, text;
  llvm::raw_string_ostream diag_stream(text);
  auto options = diagnostic_options();
  Collect printer(diag_stream, options.get());
  auto fs = llvm::makeIntrusiveRefCnt<llvm::vfs::OverlayFileSystem>(llvm::vfs::getRealFileSystem());
  auto memory = llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
  fs->pushOverlay(memory);
  memory->addFile(in.file_name, 0, llvm::MemoryBuffer::getMemBuffer(in.source));
  memory->addFile(kPreludeName, 0, llvm::MemoryBuffer::getMemBuffer(kPrelude));
  auto files = llvm::makeIntrusiveRefCnt<clang::FileManager>(clang::FileSystemOptions(), fs);
  std::vector<std::string> args = {"cl2cpp", "-fsyntax-only"};
  for (auto& a : arguments(in)) args.push_back(a);
  args.push_back(in.file_name);
  clang::tooling::ToolInvocation invocation(args, std::make_unique<Action>(emit, out), files.get());
  invocation.setDiagnosticConsumer(&printer);
  if (!invocation.run()) {
    error = diag_stream.str();
    return {};
  }
  return out;
}

}  // namespace

ParseResult parse(const ParseInput& in) {
  ParseResult r;
  std::string text;
  llvm::raw_string_ostream stream(text);
  auto options = diagnostic_options();
  Collect printer(stream, options.get());
  clang::tooling::FileContentMappings extra = {{kPreludeName, kPrelude}};
  r.unit = clang::tooling::buildASTFromCodeWithArgs(in.source, arguments(in), in.file_name, "cl2cpp",
                                                    std::make_shared<clang::PCHContainerOperations>(),
                                                    [](const clang::tooling::CommandLineArguments& a, llvm::StringRef) { return a; },
                                                    extra, &printer);
  r.diagnostics = stream.str();
  if (!r.unit || r.unit->getDiagnostics().hasErrorOccurred() || printer.getNumErrors() > 0) r.unit.reset();
  return r;
}

std::string preprocess(const ParseInput& in, std::string& error) {
  const std::string text = run_preprocessor(in, error, [](clang::CompilerInstance& ci, llvm::raw_ostream& os) {
    clang::PreprocessorOutputOptions o;
    o.ShowCPP = 1;
    o.ShowLineMarkers = 1;
    clang::DoPrintPreprocessedInput(ci.getPreprocessor(), &os, o);
  });
  // Keep only the lines that come from the user's files.
  std::string out;
  bool keep = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string line = text.substr(at, end - at);
    at = end + 1;
    if (line.rfind("# ", 0) == 0 && line.size() > 2 && std::isdigit(static_cast<unsigned char>(line[2]))) {
      keep = line.find("opencl-c-base.h\"") == std::string::npos && line.find(kPreludeName) == std::string::npos &&
             line.find("\"<") == std::string::npos;
      if (keep) {
        const std::size_t close = line.find('"', line.find('"') + 1);
        out += "#line " + line.substr(2, close - 1) + "\n";
      }
      continue;
    }
    if (keep) out += line + "\n";
  }
  return out;
}

}  // namespace clrt::translator
