// Programs and kernels of the CPU device: a module that stays loaded as long as one of its kernels is held.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "clrt/backend.h"
#include "cpu_emu/executor/kernel_abi.h"
#include "cpu_emu/isa.hpp"
#include "cpu_emu/registry.hpp"

namespace clrt::cpu {

struct ProgramState;

class CpuKernel : public backend::Kernel {
 public:
  CpuKernel(std::shared_ptr<const ProgramState> state, std::size_t index);
  const backend::KernelInfo& info() const override;
  const KernelDesc& desc() const;
  std::byte* program_variables() const;  // Launch::program

 private:
  std::shared_ptr<const ProgramState> state_;
  std::size_t index_;
};

// Compiles at run time; see jit::compile.
std::unique_ptr<backend::Program> build_program(const backend::BuildRequest& request, Isa isa);

// A program that CpuProgram::binary gave, maybe in another process on another machine; `forced` as CLRT_FORCE_ISA.
std::unique_ptr<backend::Program> load_program(std::string_view name, const backend::ProgramBinary& binary, std::string_view forced);

// Takes a program that was built in; `forced` as choose_module.
std::unique_ptr<backend::Program> registered_program(std::string_view name, std::string_view forced, Isa isa);

}  // namespace clrt::cpu
