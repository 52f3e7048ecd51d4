// A program of an OpenCL device as parts to keep, and back.
#include "clrt/error.h"
#include "cpu_emu/jit/signature.hpp"
#include "gpu/opencl_program.hpp"

namespace clrt::gpu {
namespace {

constexpr const char* kCode = "code.";        // + sub-group size: the driver's binary
constexpr const char* kScratch = "scratch.";  // + sub-group size: Variant::scratch_items

std::string driver_binary(cl_program program, const std::string& who) {
  std::size_t bytes = 0;
  check(api().clGetProgramInfo(program, CL_PROGRAM_BINARY_SIZES, sizeof bytes, &bytes, nullptr), who);
  if (bytes == 0) throw Error(Status::kUnsupported, who + ": the driver gives no binary");
  std::string code(bytes, '\0');
  auto* to = reinterpret_cast<unsigned char*>(code.data());
  check(api().clGetProgramInfo(program, CL_PROGRAM_BINARIES, sizeof to, &to, nullptr), who);
  return code;
}

}  // namespace

backend::ProgramBinary OpenclProgram::binary() const {
  backend::ProgramBinary result;
  std::vector<backend::KernelInfo> kernels;
  for (const auto& [name, info] : kernels_) kernels.push_back(info);
  result.parts = {{"device", caps_.info.name},
                  {"driver", caps_.info.driver},
                  {"prelude", std::string(caps_.prelude->name)},
                  {"signature", jit::signature_text(kernels)}};
  for (const auto& [size, variant] : variants_) {
    result.parts[kCode + std::to_string(size)] =
        driver_binary(variant->program.get(), "program " + name_ + " on " + caps_.info.name);
    result.parts[kScratch + std::to_string(size)] = std::to_string(variant->scratch_items);
  }
  return result;
}

OpenclProgram::OpenclProgram(SharedPtr shared, std::string name, const backend::ProgramBinary& binary)
    : shared_(std::move(shared)), caps_(shared_->caps), name_(std::move(name)), origin_("binary") {
  const std::string &device = binary.part("device"), &driver = binary.part("driver");
  const std::string who = "the binary of program " + name_;
  if (device != caps_.info.name || driver != caps_.info.driver) {
    throw Error(Status::kUnsupported, who + " was made on " + device + " (driver " + driver + "), this is " + caps_.info.name +
                                          " (driver " + caps_.info.driver + "); build it from source again");
  }
  use_prelude(caps_, prelude_named(binary.part("prelude")));
  for (const backend::KernelInfo& info : jit::parse_signature(binary.part("signature"))) kernels_[info.name] = info;
  for (const auto& [part, code] : binary.parts) {
    if (!part.starts_with(kCode)) continue;
    const std::string size = part.substr(std::string_view(kCode).size());
    auto variant = std::make_shared<Variant>();
    variant->sub_group_size = static_cast<std::uint32_t>(std::stoul(size));
    variant->scratch_items = static_cast<std::uint32_t>(std::stoul(binary.part(kScratch + size)));
    const auto* bytes = reinterpret_cast<const unsigned char*>(code.data());
    const std::size_t length = code.size();
    cl_int one = CL_SUCCESS, all = CL_SUCCESS;
    variant->program =
        ProgramObject(api().clCreateProgramWithBinary(shared_->context.get(), 1, &caps_.device, &length, &bytes, &one, &all));
    if (one != CL_SUCCESS || all != CL_SUCCESS) {
      throw Error(Status::kUnsupported, who + " is refused by the driver of " + caps_.info.name + " (" +
                                            error_name(one != CL_SUCCESS ? one : all) + "); build it from source again");
    }
    compile(variant->program.get(), "", 0);
    variants_[variant->sub_group_size] = std::move(variant);
  }
  if (variants_.empty()) throw Error(Status::kInvalidArgument, who + " has no code");
}

}  // namespace clrt::gpu
