// Finds OpenCL devices and makes things on them.
#include "gpu/opencl_backend.hpp"

#include "clrt/error.h"
#include "cpu_emu/registry.hpp"
#include "gpu/opencl_image.hpp"
#include "gpu/opencl_memory.hpp"
#include "gpu/opencl_program.hpp"
#include "gpu/opencl_queue.hpp"

namespace clrt::gpu {
namespace {

class OpenclDevice final : public backend::Device {
 public:
  OpenclDevice(DeviceCaps caps, Analyser analyse) : analyse_(std::move(analyse)) {
    auto shared = std::make_shared<Shared>();
    const cl_context_properties properties[] = {CL_CONTEXT_PLATFORM, reinterpret_cast<cl_context_properties>(caps.platform), 0};
    cl_int code = CL_SUCCESS;
    shared->context = Context(api().clCreateContext(properties, 1, &caps.device, nullptr, nullptr, &code));
    check(code, "context on " + caps.info.name);
    shared->caps = std::move(caps);
    shared_ = std::move(shared);
  }

  const backend::DeviceInfo& info() const override { return shared_->caps.info; }

  std::unique_ptr<backend::Buffer> allocate(std::size_t bytes, const backend::BufferOptions&) override {
    return OpenclBuffer::create(shared_, bytes, nullptr, false);
  }

  std::unique_ptr<backend::Buffer> import(void* memory, std::size_t bytes, bool read_only) override {
    return OpenclBuffer::create(shared_, bytes, memory, read_only);
  }

  std::unique_ptr<backend::Buffer> sub_buffer(backend::Buffer& buffer, std::size_t offset, std::size_t bytes) override {
    const auto* own = dynamic_cast<OpenclBuffer*>(&buffer);
    if (own == nullptr || own->shared().context.get() != shared_->context.get())
      throw Error(Status::kInvalidArgument, "sub-buffer: the buffer is of another device than " + info().name);
    return own->part(offset, bytes);
  }

  std::unique_ptr<backend::Image> image(backend::Buffer& buffer, const backend::ImageDesc& desc) override {
    auto* own = dynamic_cast<OpenclBuffer*>(&buffer);
    if (own == nullptr || own->shared().context.get() != shared_->context.get())
      throw Error(Status::kInvalidArgument, "image: the buffer is of another device than " + info().name);
    return OpenclImage::create(shared_, *own, desc);
  }

  std::unique_ptr<backend::Program> build(const backend::BuildRequest& request) override {
    return std::make_unique<OpenclProgram>(shared_, request, analyse_(request), "compiled");
  }

  std::unique_ptr<backend::Program> registered(std::string_view name) override {
    const cpu::RegisteredSource& source = cpu::registered_source(name);
    return std::make_unique<OpenclProgram>(shared_, backend::BuildRequest{std::string(name) + ".cl", source.source, ""},
                                           registered_analysis(source), "ahead of time");
  }

  std::unique_ptr<backend::Program> load(std::string_view name, const backend::ProgramBinary& binary) override {
    return std::make_unique<OpenclProgram>(shared_, std::string(name), binary);
  }

  std::unique_ptr<backend::Queue> queue(bool out_of_order, bool profiling) override {
    return std::make_unique<OpenclQueue>(shared_, out_of_order, profiling);
  }

 private:
  SharedPtr shared_;
  Analyser analyse_;
};

template <class Handle, class Query>
std::vector<Handle> handles(Query query) {
  cl_uint count = 0;
  if (query(0, nullptr, &count) != CL_SUCCESS || count == 0) return {};
  std::vector<Handle> all(count);
  if (query(count, all.data(), &count) != CL_SUCCESS) return {};
  all.resize(std::min<std::size_t>(all.size(), count));
  return all;
}

}  // namespace

std::vector<std::shared_ptr<backend::Device>> opencl_devices(std::string* why_none, const OpenclOptions& options) {
  std::string why;
  std::vector<std::shared_ptr<backend::Device>> devices;
  const Prelude* prelude = options.prelude.empty() ? nullptr : &prelude_named(options.prelude);
  if (const Api* cl = find_api(&why); cl != nullptr) {
    const auto platforms = handles<cl_platform_id>(
        [&](cl_uint n, cl_platform_id* to, cl_uint* count) { return cl->clGetPlatformIDs(n, to, count); });
    if (platforms.empty()) why = "the OpenCL loader finds no platform: is a driver's .icd file in /etc/OpenCL/vendors?";
    for (const cl_platform_id platform : platforms) {
      const auto found = handles<cl_device_id>([&](cl_uint n, cl_device_id* to, cl_uint* count) {
        return cl->clGetDeviceIDs(platform, CL_DEVICE_TYPE_ALL, n, to, count);
      });
      for (const cl_device_id device : found) {
        try {
          DeviceCaps caps = read_caps(platform, device);
          if (prelude != nullptr) use_prelude(caps, *prelude);
          if (!caps.available) throw Error(Status::kDeviceError, caps.info.name + " is not available");
          devices.push_back(
              std::make_shared<OpenclDevice>(std::move(caps), options.analyse ? options.analyse : translator_analyser()));
        } catch (const Error& error) {
          why += (why.empty() ? "" : "; ") + std::string(error.what());
        }
      }
    }
    if (devices.empty() && why.empty()) why = "the OpenCL platforms have no device";
  }
  if (why_none != nullptr) *why_none = why;
  return devices;
}

}  // namespace clrt::gpu
