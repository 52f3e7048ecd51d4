// A shared object with compiled kernels, loaded into this process.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "cpu_emu/executor/kernel_abi.h"

namespace clrt::jit {

// Unloaded when the last shared_ptr to it goes; every pointer out of desc() dies with it.
class Module {
 public:
  // Loads a shared object from memory (an unnamed file, so that it works where the cache may not be executed from). `name` is for
  // messages. Throws clrt::Error (kBuildFailed): the loader's message, no clrt_module, another ABI version or another ISA.
  static std::shared_ptr<const Module> load(std::string_view shared_object, const std::string& name, const std::string& isa);

  Module(const Module&) = delete;
  Module& operator=(const Module&) = delete;
  ~Module();

  const cpu::ModuleDesc& desc() const { return *desc_; }

  // The shared object as it was given to load(). Throws clrt::Error (kIoError).
  std::string shared_object() const;

 private:
  Module() = default;

  void* handle_ = nullptr;
  const cpu::ModuleDesc* desc_ = nullptr;
  int file_ = -1;  // stays open: the loader tells objects apart by path, and the path has the descriptor's number
};

}  // namespace clrt::jit
