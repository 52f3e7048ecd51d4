// Allocation, import and parts of OpenCL buffers.
#include "gpu/opencl_memory.hpp"

#include "clrt/error.h"

namespace clrt::gpu {

std::unique_ptr<OpenclBuffer> OpenclBuffer::create(SharedPtr shared, std::size_t bytes, void* memory, bool read_only) {
  const backend::DeviceInfo& info = shared->caps.info;
  const std::string what = (memory != nullptr ? "import of " : "buffer of ") + std::to_string(bytes) + " bytes on " + info.name;
  if (bytes > info.max_alloc_bytes)
    throw Error(Status::kOutOfMemory,
                what + ": the device allows " + std::to_string(info.max_alloc_bytes) + " bytes in one buffer");
  std::unique_ptr<OpenclBuffer> buffer(new OpenclBuffer(std::move(shared), bytes));
  // A device with its own memory copies either way; COPY_HOST_PTR does it once and lets go of the caller's pages, which the
  // driver may be unable to pin (a file mapped read-only). Writable memory stays attached, so that map() brings results back.
  const bool attach = memory != nullptr && (info.unified_memory || !read_only);
  cl_mem_flags flags = read_only ? CL_MEM_READ_ONLY : CL_MEM_READ_WRITE;
  if (memory != nullptr) flags |= attach ? CL_MEM_USE_HOST_PTR : CL_MEM_COPY_HOST_PTR;
  if (bytes != 0) {
    cl_int code = CL_SUCCESS;
    Memory made(api().clCreateBuffer(buffer->shared_->context.get(), flags, bytes, memory, &code));
    check(code, what);
    buffer->root_ = std::make_shared<Memory>(std::move(made));
  }
  if (attach && info.unified_memory) buffer->host_ = static_cast<std::byte*>(memory);
  return buffer;
}

Memory OpenclBuffer::region(std::size_t offset, std::size_t bytes, const std::string& who) const {
  const std::size_t at = root_offset_ + offset, align = shared_->caps.sub_buffer_align;
  if (at % align != 0)
    throw Error(Status::kUnsupported, who + ": offset " + std::to_string(at) + " of the buffer is no multiple of " +
                                          std::to_string(align) + " bytes, where " + shared_->caps.info.name +
                                          " can begin a part of a buffer");
  const cl_buffer_region where{at, bytes};
  cl_int code = CL_SUCCESS;
  Memory made(api().clCreateSubBuffer(root_->get(), 0, CL_BUFFER_CREATE_TYPE_REGION, &where, &code));
  check(code, who + ": part of " + std::to_string(bytes) + " bytes at offset " + std::to_string(at));
  return made;
}

std::unique_ptr<OpenclBuffer> OpenclBuffer::part(std::size_t offset, std::size_t bytes) const {
  std::unique_ptr<OpenclBuffer> buffer(new OpenclBuffer(shared_, bytes));
  buffer->root_ = root_;
  buffer->root_offset_ = root_offset_ + offset;
  if (host_ != nullptr) buffer->host_ = host_ + offset;
  if (bytes != 0) buffer->memory_ = region(offset, bytes, "sub-buffer");
  return buffer;
}

Memory OpenclBuffer::argument_at(std::size_t offset, const std::string& who) const {
  return region(offset, bytes_ - offset, who);
}

}  // namespace clrt::gpu
