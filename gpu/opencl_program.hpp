// Programs and kernels of an OpenCL device.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "clrt/backend.h"
#include "gpu/opencl_memory.hpp"
#include "gpu/source.hpp"

namespace clrt::gpu {

// One cl_program: the kernel file behind its prelude, for one sub-group size.
struct Variant {
  ProgramObject program;
  std::uint32_t sub_group_size = 0;  // 0: the driver's own business
  std::uint32_t scratch_items = 0;   // work-items that the prelude's local memory is for; 0: it uses none
};

class OpenclKernel final : public backend::Kernel {
 public:
  OpenclKernel(SharedPtr shared, std::shared_ptr<const Variant> variant, backend::KernelInfo info);

  const backend::KernelInfo& info() const override { return info_; }
  const Variant& variant() const { return *variant_; }
  const Shared& shared() const { return *shared_; }
  cl_kernel object() const { return object_.get(); }
  std::size_t max_local_size() const { return max_local_size_; }
  std::mutex& arguments() { return arguments_; }  // held from setting the arguments to the launch

 private:
  SharedPtr shared_;
  std::shared_ptr<const Variant> variant_;
  backend::KernelInfo info_;
  KernelObject object_;
  std::size_t max_local_size_ = 0;
  std::mutex arguments_;
};

class OpenclProgram final : public backend::Program {
 public:
  // Throws clrt::Error: kBuildFailed with the driver's log, kUnsupported when the device cannot run the file and why.
  OpenclProgram(SharedPtr shared, const backend::BuildRequest& request, const std::optional<AnalysedSource>& source,
                std::string origin);
  // What binary() gave. Throws clrt::Error: kUnsupported when it was made on another device or by another driver.
  OpenclProgram(SharedPtr shared, std::string name, const backend::ProgramBinary& binary);

  std::vector<std::string> kernel_names() const override;
  std::unique_ptr<backend::Kernel> kernel(std::string_view name) override;
  const std::string& build_log() const override { return log_; }
  const std::string& origin() const override { return origin_; }
  backend::ProgramBinary binary() const override;

 private:
  // Makes the variant of a size; `caps` has the prelude that it gets.
  void build(const backend::BuildRequest& request, const DeviceCaps& caps, const std::string& text, bool flat, std::uint32_t sub_group_size);
  void reflect(const std::string& text);
  // clBuildProgram of a program made from source or binary; its log is added to the program's.
  void compile(cl_program program, const std::string& options, std::size_t lines_before);

  SharedPtr shared_;
  DeviceCaps caps_;  // the device's, with the prelude of this file
  std::string name_, log_, origin_;
  std::string no_emulation_;  // why sizes that the prelude lacks are not emulated
  std::map<std::string, backend::KernelInfo> kernels_;
  std::map<std::uint32_t, std::shared_ptr<const Variant>> variants_;
};

// Bytes and alignment of an OpenCL C type by name ("float", "uint3", "unsigned long"); {0, 0} for a type of the program's own.
struct TypeSize {
  std::size_t size = 0, align = 0;
};
TypeSize type_size(std::string_view type);

}  // namespace clrt::gpu
