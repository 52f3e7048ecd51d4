// A shared object with compiled kernels, loaded into this process.
#include "cpu_emu/jit/module.hpp"

#include <dlfcn.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "clrt/error.h"

namespace clrt::jit {
namespace {

[[noreturn]] void refuse(const std::string& name, const std::string& why) {
  throw Error(Status::kBuildFailed, name + ": the compiled module cannot be loaded: " + why);
}

bool write_all(int fd, std::string_view content) {
  while (!content.empty()) {
    const ssize_t n = ::write(fd, content.data(), content.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    content.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

}  // namespace

std::shared_ptr<const Module> Module::load(std::string_view shared_object, const std::string& name, const std::string& isa) {
  const std::shared_ptr<Module> module(new Module);
  module->file_ = ::memfd_create(("clrt:" + name.substr(0, 200)).c_str(), MFD_CLOEXEC);
  if (module->file_ < 0 || !write_all(module->file_, shared_object)) refuse(name, std::strerror(errno));

  // The process's number instead of "self": a debugger opens the same path.
  const std::string path = "/proc/" + std::to_string(::getpid()) + "/fd/" + std::to_string(module->file_);
  module->handle_ = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (module->handle_ == nullptr) {
    const char* message = ::dlerror();
    refuse(name, message != nullptr ? message : "dlopen failed");
  }
  module->desc_ = static_cast<const cpu::ModuleDesc*>(::dlsym(module->handle_, "clrt_module"));
  if (module->desc_ == nullptr) refuse(name, "it has no symbol clrt_module");
  const cpu::ModuleDesc& desc = *module->desc_;
  if (desc.abi_version != cpu::kAbiVersion)
    refuse(name, "it has ABI version " + std::to_string(desc.abi_version) + ", this library has " + std::to_string(cpu::kAbiVersion) +
                     "; cl2cpp and the library are of different versions");
  if (isa != desc.isa) refuse(name, "it was compiled for " + std::string(desc.isa) + ", not " + isa);
  return module;
}

std::string Module::shared_object() const {
  struct stat s {};
  std::string content;
  bool good = ::fstat(file_, &s) == 0;
  if (good) content.resize(static_cast<std::size_t>(s.st_size));
  for (std::size_t at = 0; good && at < content.size();) {
    const ssize_t n = ::pread(file_, content.data() + at, content.size() - at, static_cast<off_t>(at));
    if (n > 0)
      at += static_cast<std::size_t>(n);
    else
      good = n < 0 && errno == EINTR;
  }
  if (!good) throw Error(Status::kIoError, std::string("a compiled module cannot be read back: ") + std::strerror(errno));
  return content;
}

Module::~Module() {
  if (handle_ != nullptr) ::dlclose(handle_);
  if (file_ >= 0) ::close(file_);
}

}  // namespace clrt::jit
