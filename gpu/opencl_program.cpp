// Building, variants by sub-group size, and reflection by the driver where there is no translator.
#include "gpu/opencl_program.hpp"

#include <algorithm>
#include <set>

#include "clrt/error.h"

namespace clrt::gpu {
namespace {

// What a kernel without intel_reqd_sub_group_size gets; the translator's default for CLRT_SUB_GROUP_SIZE too.
constexpr std::uint32_t kDefaultSubGroupSize = 16;

bool uses_collectives(std::string_view text) {
  for (const char* word : {"work_group_reduce_", "work_group_scan_", "work_group_broadcast", "work_group_all", "work_group_any"})
    if (mentions(text, word)) return true;
  return false;
}

bool uses_sub_groups(std::string_view text) {
  return mentions(text, "sub_group_") || mentions(text, "intel_sub_group_") || mentions(text, "get_sub_group_");
}

std::string listed(const std::vector<std::uint32_t>& sizes) {
  std::string text;
  for (const std::uint32_t size : sizes) text += (text.empty() ? "" : ", ") + std::to_string(size);
  return text;
}

// Work-items that get scratch: as many as the device runs in one group, within half of the local memory the file leaves.
std::uint32_t scratch_items(const backend::DeviceInfo& info, const std::map<std::string, backend::KernelInfo>& kernels) {
  std::uint64_t taken = 0;
  for (const auto& [name, kernel] : kernels) taken = std::max(taken, kernel.local_bytes);
  const std::uint64_t left = info.local_bytes > taken ? info.local_bytes - taken : 0;
  return static_cast<std::uint32_t>(
      std::max<std::uint64_t>(64, std::min<std::uint64_t>(info.max_local_size, left / 2 / sizeof(cl_ulong))));
}

std::string argument_text(cl_kernel kernel, cl_uint index, cl_kernel_arg_info what, const std::string& who) {
  std::size_t size = 0;
  const cl_int code = api().clGetKernelArgInfo(kernel, index, what, 0, nullptr, &size);
  if (code != CL_SUCCESS || size == 0)
    throw Error(Status::kUnsupported, who + ": neither the translator cl2cpp (not installed) nor the driver (" +
                                          error_name(code) + ") tells the kernel's arguments");
  std::string text(size, '\0');
  check(api().clGetKernelArgInfo(kernel, index, what, size, text.data(), nullptr), who);
  while (!text.empty() && text.back() == '\0') text.pop_back();
  return text;
}

template <class T>
T argument_value(cl_kernel kernel, cl_uint index, cl_kernel_arg_info what, const std::string& who) {
  T value{};
  check(api().clGetKernelArgInfo(kernel, index, what, sizeof(T), &value, nullptr), who);
  return value;
}

backend::ArgInfo reflect_argument(cl_kernel kernel, cl_uint index, const std::string& who) {
  backend::ArgInfo arg;
  arg.name = argument_text(kernel, index, CL_KERNEL_ARG_NAME, who);
  arg.type = argument_text(kernel, index, CL_KERNEL_ARG_TYPE_NAME, who);
  const auto space = argument_value<cl_kernel_arg_address_qualifier>(kernel, index, CL_KERNEL_ARG_ADDRESS_QUALIFIER, who);
  const auto qualifiers = argument_value<cl_kernel_arg_type_qualifier>(kernel, index, CL_KERNEL_ARG_TYPE_QUALIFIER, who);
  arg.kind = space == CL_KERNEL_ARG_ADDRESS_GLOBAL     ? backend::ArgKind::kGlobal
             : space == CL_KERNEL_ARG_ADDRESS_CONSTANT ? backend::ArgKind::kConstant
             : space == CL_KERNEL_ARG_ADDRESS_LOCAL    ? backend::ArgKind::kLocal
                                                       : backend::ArgKind::kValue;
  if (arg.type.find("image") != std::string::npos && arg.type.ends_with("_t")) {
    arg.kind = backend::ArgKind::kImage;
    arg.type.erase(0, arg.type.find("image"));  // some drivers put the access before it
    const auto access = argument_value<cl_kernel_arg_access_qualifier>(kernel, index, CL_KERNEL_ARG_ACCESS_QUALIFIER, who);
    arg.read_only = access == CL_KERNEL_ARG_ACCESS_READ_ONLY;
    return arg;
  }
  if (arg.type == "sampler_t") {
    arg.kind = backend::ArgKind::kSampler;
    return arg;
  }
  if (arg.kind != backend::ArgKind::kValue)
    while (!arg.type.empty() && (arg.type.back() == '*' || arg.type.back() == ' ')) arg.type.pop_back();
  arg.read_only = (qualifiers & CL_KERNEL_ARG_TYPE_CONST) != 0 || arg.kind == backend::ArgKind::kConstant;
  const TypeSize type = type_size(arg.type);
  arg.size = type.size;
  arg.align = type.align;
  return arg;
}

}  // namespace

TypeSize type_size(std::string_view type) {
  static const std::map<std::string_view, std::size_t> scalars = {
      {"char", 1},  {"uchar", 1},         {"unsigned char", 1}, {"short", 2},        {"ushort", 2}, {"unsigned short", 2},
      {"half", 2},  {"int", 4},           {"uint", 4},          {"unsigned int", 4}, {"float", 4},  {"long", 8},
      {"ulong", 8}, {"unsigned long", 8}, {"double", 8},        {"size_t", 8}};
  std::size_t digits = type.size();
  while (digits > 0 && type[digits - 1] >= '0' && type[digits - 1] <= '9') --digits;
  const auto found = scalars.find(type.substr(0, digits));
  if (found == scalars.end()) return {};
  std::size_t elements = digits == type.size() ? 1 : std::stoul(std::string(type.substr(digits)));
  if (elements == 3) elements = 4;
  return {found->second * elements, found->second * elements};
}

OpenclKernel::OpenclKernel(SharedPtr shared, std::shared_ptr<const Variant> variant, backend::KernelInfo info)
    : shared_(std::move(shared)), variant_(std::move(variant)), info_(std::move(info)) {
  cl_int code = CL_SUCCESS;
  const std::string who = "kernel " + info_.name + " on " + shared_->caps.info.name;
  object_ = KernelObject(api().clCreateKernel(variant_->program.get(), info_.name.c_str(), &code));
  check(code, who);
  check(api().clGetKernelWorkGroupInfo(object_.get(), shared_->caps.device, CL_KERNEL_WORK_GROUP_SIZE, sizeof max_local_size_,
                                       &max_local_size_, nullptr),
        who);
  if (variant_->scratch_items != 0) max_local_size_ = std::min<std::size_t>(max_local_size_, variant_->scratch_items);
}

OpenclProgram::OpenclProgram(SharedPtr shared, const backend::BuildRequest& request, const std::optional<AnalysedSource>& source,
                             std::string origin)
    : shared_(std::move(shared)),
      caps_(shared_->caps),
      name_(request.name.empty() ? "source.cl" : request.name),
      origin_(std::move(origin)) {
  const std::string& device = caps_.info.name;
  if (request.options.find("-clrt-check") != std::string::npos)
    throw Error(Status::kUnsupported, name_ + ": -clrt-check (checked mode) is for the CPU, not for " + device);
  if (!caps_.compiler) throw Error(Status::kUnsupported, name_ + ": the driver of " + device + " has no compiler");
  const std::string& text = source ? source->flat : request.source;
  const bool collectives = uses_collectives(text) && !caps_.work_group_collectives;
  const bool local_memory = collectives || (caps_.prelude->local_memory && uses_sub_groups(text));

  if (!source) {
    if (local_memory)
      throw Error(Status::kUnsupported, name_ + ": " + device + " has no " +
                                            (collectives ? "work-group collectives" : "sub-groups") +
                                            ", and the translator cl2cpp, which writes them over local memory, is not installed");
    build(request, caps_, text, false, kDefaultSubGroupSize);
    reflect(text);
    // Now that the kernels are known, those that ask for another size get a program of their own.
    for (const auto& [name, info] : kernels_)
      if (info.sub_group_size != 0 && !caps_.info.sub_group_sizes.empty()) build(request, caps_, text, false, info.sub_group_size);
    return;
  }
  for (const backend::KernelInfo& info : source->kernels) {
    // A driver takes a file as a whole, so one kernel is enough to refuse it.
    const auto lacks = [&](const std::string& at, const char* type, const char* extension) {
      throw Error(Status::kUnsupported, name_ + " cannot run on " + device + ": kernel " + info.name + " computes in " + type +
                                            " (" + at + "), the device has no " + extension);
    };
    if (!info.fp16_at.empty() && !caps_.info.fp16) lacks(info.fp16_at, "half", "cl_khr_fp16");
    if (!info.fp64_at.empty() && !caps_.info.fp64) lacks(info.fp64_at, "double", "cl_khr_fp64");
    kernels_[info.name] = info;
  }
  if (local_memory) {
    if (source->generic.empty())
      throw Error(Status::kUnsupported, name_ + " cannot run on " + device + ", where " +
                                            (collectives ? "work-group collectives" : "sub-groups") +
                                            " go through local memory: " + source->generic_refusal);
    if (!caps_.prelude->local_memory) use_prelude(caps_, prelude_named("generic"));
  }
  // A size that the device's own prelude lacks is emulated over local memory, where the file allows it.
  DeviceCaps emulated = caps_;
  if (!local_memory) use_prelude(emulated, prelude_named("generic"));
  const auto has = [](const std::vector<std::uint32_t>& sizes, std::uint32_t size) { return std::find(sizes.begin(), sizes.end(), size) != sizes.end(); };
  std::set<std::uint32_t> sizes, emulated_sizes;
  for (const auto& [name, info] : kernels_) {
    if (!info.uses_sub_groups) continue;  // runs from any variant
    const std::uint32_t size = info.sub_group_size != 0 ? info.sub_group_size : kDefaultSubGroupSize;
    if (caps_.info.sub_group_sizes.empty() || has(caps_.info.sub_group_sizes, size)) sizes.insert(size);
    else if (has(caps_.info.emulated_sub_group_sizes, size)) emulated_sizes.insert(size);
  }
  if (!emulated_sizes.empty() && source->generic.empty()) {
    no_emulation_ = source->generic_refusal;
    emulated_sizes.clear();
  }
  if (sizes.empty() && emulated_sizes.empty())
    sizes.insert(caps_.info.sub_group_sizes.empty() ? kDefaultSubGroupSize : caps_.info.sub_group_sizes.front());
  for (const std::uint32_t size : sizes) build(request, caps_, local_memory ? source->generic : text, local_memory, size);
  for (const std::uint32_t size : emulated_sizes) build(request, emulated, source->generic, true, size);
}

void OpenclProgram::build(const backend::BuildRequest& request, const DeviceCaps& caps, const std::string& text, bool flat, std::uint32_t size) {
  if (variants_.contains(size)) return;
  std::vector<std::string> defines = {"CLRT_SUB_GROUP_SIZE " + std::to_string(size)};
  auto variant = std::make_shared<Variant>();
  variant->sub_group_size = size;
  if (caps.prelude->local_memory) {
    const std::uint32_t items = scratch_items(caps.info, kernels_);
    defines.push_back("CLRT_SCRATCH_ITEMS " + std::to_string(items));
    if (mentions(text, "clrt_scratch")) variant->scratch_items = items;
  }
  const std::string program_text = compose(caps, defines, name_, text);
  const char* pointer = program_text.c_str();
  cl_int code = CL_SUCCESS;
  variant->program = ProgramObject(api().clCreateProgramWithSource(shared_->context.get(), 1, &pointer, nullptr, &code));
  check(code, name_ + " on " + caps_.info.name);
  const std::string options = driver_options(caps, request.options, flat);
  compile(variant->program.get(), options, lines_before_source(program_text, name_));
  variants_[size] = std::move(variant);
}

void OpenclProgram::compile(cl_program program, const std::string& options, std::size_t lines_before) {
  const cl_int code = api().clBuildProgram(program, 1, &caps_.device, options.c_str(), nullptr, nullptr);
  std::size_t length = 0;
  std::string raw;
  if (api().clGetProgramBuildInfo(program, caps_.device, CL_PROGRAM_BUILD_LOG, 0, nullptr, &length) == CL_SUCCESS && length > 1) {
    raw.resize(length);
    api().clGetProgramBuildInfo(program, caps_.device, CL_PROGRAM_BUILD_LOG, length, raw.data(), nullptr);
    raw.resize(length - 1);
  }
  const std::string log = readable_log(raw, name_, lines_before);
  if (code == CL_INVALID_BUILD_OPTIONS)
    throw Error(Status::kInvalidArgument,
                name_ + ": " + caps_.info.name + " refuses the build options '" + options + "'\n" + log);
  if (code != CL_SUCCESS)
    throw Error(Status::kBuildFailed, name_ + " does not compile on " + caps_.info.name + " (" + error_name(code) + "):\n" + log);
  log_ += log;
}

void OpenclProgram::reflect(const std::string& text) {
  cl_program program = variants_.begin()->second->program.get();
  std::size_t length = 0;
  check(api().clGetProgramInfo(program, CL_PROGRAM_KERNEL_NAMES, 0, nullptr, &length), name_);
  std::string names(length, '\0');
  check(api().clGetProgramInfo(program, CL_PROGRAM_KERNEL_NAMES, length, names.data(), nullptr), name_);
  while (!names.empty() && names.back() == '\0') names.pop_back();
  for (std::size_t begin = 0; begin < names.size();) {
    const std::size_t end = std::min(names.find(';', begin), names.size());
    backend::KernelInfo info;
    info.name = names.substr(begin, end - begin);
    begin = end + 1;
    cl_int code = CL_SUCCESS;
    const KernelObject kernel(api().clCreateKernel(program, info.name.c_str(), &code));
    const std::string who = "kernel " + info.name + " of " + name_;
    check(code, who);
    cl_uint count = 0;
    check(api().clGetKernelInfo(kernel.get(), CL_KERNEL_NUM_ARGS, sizeof count, &count, nullptr), who);
    for (cl_uint i = 0; i < count; ++i) info.args.push_back(reflect_argument(kernel.get(), i, who));
    std::array<std::size_t, 3> required{};
    cl_ulong local_bytes = 0;
    check(api().clGetKernelWorkGroupInfo(kernel.get(), caps_.device, CL_KERNEL_COMPILE_WORK_GROUP_SIZE, sizeof required,
                                         required.data(), nullptr),
          who);
    check(api().clGetKernelWorkGroupInfo(kernel.get(), caps_.device, CL_KERNEL_LOCAL_MEM_SIZE, sizeof local_bytes, &local_bytes,
                                         nullptr),
          who);
    for (std::size_t d = 0; d < 3; ++d) info.required_local[d] = static_cast<std::uint32_t>(required[d]);
    info.local_bytes = local_bytes;
    info.uses_sub_groups = uses_sub_groups(text);
    info.uses_barrier = mentions(text, "barrier") || mentions(text, "work_group_barrier");
    info.sub_group_size = required_sub_group_size(text, info.name);
    info.report = "{}";
    kernels_[info.name] = std::move(info);
  }
}

std::vector<std::string> OpenclProgram::kernel_names() const {
  std::vector<std::string> names;
  for (const auto& [name, info] : kernels_) names.push_back(name);
  return names;
}

std::unique_ptr<backend::Kernel> OpenclProgram::kernel(std::string_view name) {
  const auto found = kernels_.find(std::string(name));
  if (found == kernels_.end()) {
    std::string names;
    for (const auto& [other, info] : kernels_) names += ' ' + other;
    throw Error(Status::kNotFound, name_ + " has no kernel '" + std::string(name) + "'; it has:" + names);
  }
  const backend::KernelInfo& info = found->second;
  const std::uint32_t size = info.sub_group_size != 0 ? info.sub_group_size : kDefaultSubGroupSize;
  const auto variant = variants_.find(size);
  if (variant != variants_.end()) return std::make_unique<OpenclKernel>(shared_, variant->second, info);
  if (info.uses_sub_groups)
    throw Error(Status::kUnsupported, "kernel " + info.name + " needs sub-group size " + std::to_string(size) + ", " +
                                          caps_.info.name + " has " + listed(caps_.info.sub_group_sizes) +
                                          (no_emulation_.empty() ? "" : " (and no emulation: " + no_emulation_ + ")"));
  return std::make_unique<OpenclKernel>(shared_, variants_.begin()->second, info);
}

}  // namespace clrt::gpu
