// Programs and kernels of the CPU device.
#include "cpu_emu/cpu_program.hpp"

#include <new>

#include "clrt/error.h"
#include "cpu_emu/jit/jit.hpp"
#include "cpu_emu/jit/options.hpp"
#include "cpu_emu/jit/signature.hpp"

namespace clrt::cpu {

namespace {
struct FreeVariables {
  void operator()(std::byte* p) const { ::operator delete(p, std::align_val_t{kProgramAlign}); }
};
}  // namespace

struct ProgramState {
  std::string name, log, origin;
  std::string extras;                         // what its code uses beyond its level, as isa_extras
  std::shared_ptr<const jit::Module> module;  // null for a program that was built in
  std::string signature;                      // JSON; empty for a program that was built in
  const ModuleDesc* desc = nullptr;
  std::vector<backend::KernelInfo> kernels;   // in the order of desc->kernels
  std::unique_ptr<std::byte, FreeVariables> variables;  // at program scope, mutable; null when there are none

  // Two programs of one source share the module and nothing else.
  void make_variables() {
    if (desc->program_bytes == 0) return;
    variables.reset(static_cast<std::byte*>(::operator new(desc->program_bytes, std::align_val_t{kProgramAlign})));
    desc->init_program(variables.get());
  }
};

namespace {

bool same_shape(const KernelDesc& desc, const backend::KernelInfo& info) {
  if (desc.arg_count != info.args.size()) return false;
  for (std::uint32_t i = 0; i < desc.arg_count; ++i)
    if (desc.args[i].size != info.args[i].size || static_cast<int>(desc.args[i].kind) != static_cast<int>(info.args[i].kind)) return false;
  return true;
}

// Puts the reflected kernels into the module's order and adds what only the compiled code knows.
std::vector<backend::KernelInfo> matched(const ModuleDesc& module, const std::vector<backend::KernelInfo>& kernels, const std::string& name) {
  std::vector<backend::KernelInfo> result;
  for (std::uint32_t i = 0; i < module.kernel_count; ++i) {
    const KernelDesc& desc = module.kernels[i];
    const backend::KernelInfo* found = nullptr;
    for (const backend::KernelInfo& k : kernels)
      if (k.name == desc.name) found = &k;
    if (found == nullptr || !same_shape(desc, *found))
      throw Error(Status::kInternal, "program " + name + ": signature and compiled code disagree about kernel '" + desc.name + "'");
    result.push_back(*found);
    if (result.back().sub_group_size == 0) result.back().sub_group_size = desc.sub_group_size;
  }
  return result;
}

class CpuProgram : public backend::Program {
 public:
  explicit CpuProgram(std::shared_ptr<const ProgramState> state) : state_(std::move(state)) {}

  std::vector<std::string> kernel_names() const override {
    std::vector<std::string> names;
    for (const backend::KernelInfo& k : state_->kernels) names.push_back(k.name);
    return names;
  }

  std::unique_ptr<backend::Kernel> kernel(std::string_view name) override {
    std::string names;
    for (std::size_t i = 0; i < state_->kernels.size(); ++i) {
      if (state_->kernels[i].name == name) return std::make_unique<CpuKernel>(state_, i);
      names += (i == 0 ? "" : ", ") + state_->kernels[i].name;
    }
    throw Error(Status::kNotFound, "program " + state_->name + " has no kernel '" + std::string(name) +
                                       "'; it has: " + (names.empty() ? "none" : names));
  }

  const std::string& build_log() const override { return state_->log; }
  const std::string& origin() const override { return state_->origin; }

  backend::ProgramBinary binary() const override {
    if (!state_->module)
      throw Error(Status::kUnsupported, "program " + state_->name + " was compiled ahead of time and is part of this executable; "
                                            "a program built from source has a binary");
    return {{{"abi", std::to_string(state_->desc->abi_version)},
             {"isa", state_->desc->isa},
             {"extras", state_->extras},
             {"signature", state_->signature},
             {"module", state_->module->shared_object()}}};
  }

 private:
  std::shared_ptr<const ProgramState> state_;
};

}  // namespace

CpuKernel::CpuKernel(std::shared_ptr<const ProgramState> state, std::size_t index) : state_(std::move(state)), index_(index) {}
const backend::KernelInfo& CpuKernel::info() const { return state_->kernels[index_]; }
const KernelDesc& CpuKernel::desc() const { return state_->desc->kernels[index_]; }
std::byte* CpuKernel::program_variables() const { return state_->variables.get(); }

std::unique_ptr<backend::Program> build_program(const backend::BuildRequest& request, Isa isa) {
  jit::Compiled compiled = jit::compile(request, isa);
  auto state = std::make_shared<ProgramState>();
  state->name = request.name;
  state->log = std::move(compiled.log);
  state->origin = std::move(compiled.origin);
  state->signature = std::move(compiled.signature);
  state->extras = isa_extras(isa, cpu_features());
  state->module = std::move(compiled.module);
  state->desc = &state->module->desc();
  state->kernels = matched(*state->desc, compiled.kernels, state->name);
  state->make_variables();
  return std::make_unique<CpuProgram>(std::move(state));
}

std::unique_ptr<backend::Program> load_program(std::string_view name, const backend::ProgramBinary& binary, std::string_view forced) {
  auto state = std::make_shared<ProgramState>();
  state->name = name;
  const auto refuse = [&](const std::string& why) {
    throw Error(Status::kUnsupported, "the binary of program " + state->name + " cannot run here: " + why + "; build it from source again");
  };
  const std::string &abi = binary.part("abi"), &isa = binary.part("isa");
  if (abi != std::to_string(kAbiVersion)) refuse("its code has ABI version " + abi + ", this library has " + std::to_string(kAbiVersion));
  state->extras = binary.part("extras");
  if (const std::string why = why_not(isa, state->extras, cpu_features()); !why.empty()) {
    refuse("its code is for " + isa + (state->extras.empty() ? "" : " with " + state->extras) + ", " + why);
  }
  if (!forced.empty() && forced != isa) refuse("its code is for " + isa + ", CLRT_FORCE_ISA demands " + std::string(forced));
  state->origin = "binary";
  state->signature = binary.part("signature");
  state->module = jit::Module::load(binary.part("module"), state->name, isa);
  state->desc = &state->module->desc();
  state->kernels = matched(*state->desc, jit::parse_signature(state->signature), state->name);
  return std::make_unique<CpuProgram>(std::move(state));
}

std::unique_ptr<backend::Program> registered_program(std::string_view name, std::string_view forced, Isa isa) {
  const RegisteredSource& source = registered_source(name);
  // Options for all kernels cannot change code that is compiled already.
  if (!jit::options_of_every_build().empty()) return build_program({std::string(name), source.source, ""}, isa);
  auto state = std::make_shared<ProgramState>();
  state->name = source.name;
  state->origin = "ahead of time";
  state->desc = &choose_module(source, cpu_features(), forced);
  state->kernels = matched(*state->desc, jit::parse_signature(source.signature), state->name);
  state->make_variables();
  return std::make_unique<CpuProgram>(std::move(state));
}

}  // namespace clrt::cpu
