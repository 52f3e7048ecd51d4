// C API: programs and kernels.
#include <memory>

#include "clrt/clrt.h"
#include "clrt/runtime/guard.hpp"
#include "clrt/runtime/log.hpp"
#include "clrt/runtime/mapped_file.hpp"
#include "clrt/runtime/objects.hpp"
#include "clrt/runtime/program_binary.hpp"

using namespace clrt::runtime;
using clrt::Error;
using clrt::Status;

namespace {

clrt_program make_program(clrt_device device, const std::string& name, std::unique_ptr<clrt::backend::Program> program) {
  auto made = std::make_unique<clrt_program_s>();
  made->device = Ref(const_cast<clrt_device_s*>(device->context()));
  made->program = std::move(program);
  made->name = name;
  made->kernel_names = made->program->kernel_names();
  if (log_level() >= LogLevel::kBuild) {
    log(LogLevel::kBuild, "program " + name + " on " + device->info().name +
                              (device->info().isa.empty() ? "" : " (" + device->info().isa + ")") + ": " +
                              made->program->origin());
  }
  return made.release();
}

clrt_program build(clrt_device device, const std::string& name, std::string source, const char* options) {
  const clrt_device_s* whole = device->context();
  return make_program(device, name, whole->device->build({name, std::move(source), options != nullptr ? options : ""}));
}

}  // namespace

clrt_status clrt_program_from_source(clrt_device device, const char* name, const char* source, const char* options,
                                     clrt_program* program) {
  return guard([&] {
    require(device, "device");
    require(source, "source");
    require(program, "program");
    *program = build(device, name != nullptr && *name != 0 ? name : "source", source, options);
  });
}

clrt_status clrt_program_from_file(clrt_device device, const char* path, const char* options, clrt_program* program) {
  return guard([&] {
    require(device, "device");
    require(path, "path");
    require(program, "program");
    *program = build(device, path, read_text(path), options);
  });
}

clrt_status clrt_program_registered(clrt_device device, const char* name, clrt_program* program) {
  return guard([&] {
    require(device, "device");
    require(name, "name");
    require(program, "program");
    *program = make_program(device, name, device->context()->device->registered(name));
  });
}

clrt_status clrt_program_binary(clrt_program program, const void** data, size_t* bytes) {
  return guard([&] {
    require(program, "program");
    require(data, "data");
    require(bytes, "bytes");
    const std::lock_guard lock(program->mutex);
    if (program->binary.empty())
      program->binary = encode_program({program->device->info().kind, program->name, program->program->binary()});
    *data = program->binary.data();
    *bytes = program->binary.size();
  });
}

clrt_status clrt_program_from_binary(clrt_device device, const void* data, size_t bytes, clrt_program* program) {
  return guard([&] {
    require(device, "device");
    if (bytes != 0) require(data, "data");
    require(program, "program");
    const ProgramFrame frame = decode_program({static_cast<const std::byte*>(data), bytes});
    const clrt::backend::DeviceInfo& info = device->info();
    if (frame.device_kind != info.kind) {
      throw Error(Status::kUnsupported, "the binary of program " + frame.name + " is for a device of kind '" + frame.device_kind +
                                            "', '" + info.name + "' is of kind '" + info.kind + "'");
    }
    *program = make_program(device, frame.name, device->context()->device->load(frame.name, frame.binary));
  });
}

const char* clrt_program_log(clrt_program program) { return program != nullptr ? program->program->build_log().c_str() : ""; }
const char* clrt_program_origin(clrt_program program) { return program != nullptr ? program->program->origin().c_str() : ""; }
size_t clrt_program_kernel_count(clrt_program program) { return program != nullptr ? program->kernel_names.size() : 0; }
const char* clrt_program_kernel_name(clrt_program program, size_t index) {
  return program != nullptr && index < program->kernel_names.size() ? program->kernel_names[index].c_str() : nullptr;
}
clrt_program clrt_program_retain(clrt_program program) { return retain(program); }
void clrt_program_release(clrt_program program) { release(program); }

clrt_status clrt_kernel_create(clrt_program program, const char* name, clrt_kernel* kernel) {
  return guard([&] {
    require(program, "program");
    require(name, "name");
    require(kernel, "kernel");
    auto made = std::make_unique<clrt_kernel_s>();
    made->program = Ref(program);
    made->kernel = program->program->kernel(name);
    *kernel = made.release();
  });
}

clrt_status clrt_kernel_get_info(clrt_kernel kernel, clrt_kernel_info* info) {
  return guard([&] {
    require(kernel, "kernel");
    require(info, "info");
    const clrt::backend::KernelInfo& k = kernel->info();
    *info = {k.name.c_str(),  k.args.size(),  k.sub_group_size,  {k.required_local[0], k.required_local[1], k.required_local[2]},
             k.local_bytes,   k.uses_barrier, k.uses_sub_groups, k.one_lane,
             k.report.c_str()};
  });
}

clrt_status clrt_kernel_get_arg(clrt_kernel kernel, size_t index, clrt_arg_info* info) {
  return guard([&] {
    require(kernel, "kernel");
    require(info, "info");
    const clrt::backend::KernelInfo& k = kernel->info();
    if (index >= k.args.size()) {
      throw Error(Status::kInvalidArgument,
                  k.name + " has " + std::to_string(k.args.size()) + " arguments, none with index " + std::to_string(index));
    }
    const clrt::backend::ArgInfo& a = k.args[index];
    *info = {a.name.c_str(), a.type.c_str(), static_cast<clrt_arg_address>(a.kind), a.size, a.read_only};
  });
}

clrt_kernel clrt_kernel_retain(clrt_kernel kernel) { return retain(kernel); }
void clrt_kernel_release(clrt_kernel kernel) { release(kernel); }
