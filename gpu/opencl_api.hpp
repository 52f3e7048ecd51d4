// The OpenCL loader, opened at run time: the only place that knows the driver's symbols.
//
// Everything else in gpu/ includes this for OpenCL's types and calls through `api()`. Nothing here links libOpenCL, so a machine
// without one runs the same programs.
#pragma once

#ifndef CL_TARGET_OPENCL_VERSION
#define CL_TARGET_OPENCL_VERSION 300
#endif
#define CL_USE_DEPRECATED_OPENCL_1_2_APIS  // clCreateCommandQueue: the 2.0 form is missing from 1.2 drivers
#include <CL/cl.h>

#include <string>

namespace clrt::gpu {

// Entry points of OpenCL 1.2, which every loader has.
#define CLRT_OPENCL_SYMBOLS(X)                                                                                               \
  X(clGetPlatformIDs)                                                                                                        \
  X(clGetPlatformInfo) X(clGetDeviceIDs) X(clGetDeviceInfo) X(clCreateContext) X(clReleaseContext) X(clCreateCommandQueue)   \
      X(clReleaseCommandQueue) X(clCreateBuffer) X(clCreateSubBuffer) X(clReleaseMemObject) X(clCreateProgramWithSource)     \
          X(clCreateProgramWithBinary) X(clBuildProgram) X(clGetProgramInfo) X(clGetProgramBuildInfo) X(clReleaseProgram) X(clCreateKernel)               \
              X(clReleaseKernel) X(clGetKernelInfo) X(clGetKernelArgInfo) X(clGetKernelWorkGroupInfo) X(clSetKernelArg)      \
                  X(clEnqueueNDRangeKernel) X(clEnqueueReadBuffer) X(clEnqueueWriteBuffer) X(clEnqueueCopyBuffer)            \
                      X(clEnqueueFillBuffer) X(clEnqueueMapBuffer) X(clEnqueueUnmapMemObject) X(clEnqueueMarkerWithWaitList) \
                          X(clFlush) X(clFinish) X(clWaitForEvents) X(clGetEventInfo) X(clGetEventProfilingInfo)             \
                              X(clRetainEvent) X(clReleaseEvent) X(clCreateImage) X(clCreateSampler) X(clReleaseSampler)     \
                                  X(clEnqueueCopyBufferToImage) X(clEnqueueCopyImageToBuffer) X(clEnqueueReadImage) X(clEnqueueWriteImage)

struct Api {
#define CLRT_OPENCL_MEMBER(name) decltype(&::name) name = nullptr;
  CLRT_OPENCL_SYMBOLS(CLRT_OPENCL_MEMBER)
#undef CLRT_OPENCL_MEMBER
};

// The loader: libOpenCL.so.1, or the file named by CLRT_OPENCL_LIBRARY. Opened once, at the first call, and never closed. Null when
// it cannot be opened or lacks a symbol; *why (may be null) then says so. Thread-safe.
const Api* find_api(std::string* why);

// The loader that find_api opened; for code that holds an OpenCL object and so cannot be without one.
const Api& api();

// "CL_OUT_OF_RESOURCES"; "OpenCL error -1234" for codes this build does not know.
std::string error_name(cl_int code);

// Throws clrt::Error unless code is CL_SUCCESS: "<what>: CL_...". Status: kOutOfMemory for allocation failures, kInvalidArgument
// never (the runtime has validated), else kDeviceError.
void check(cl_int code, const std::string& what);

// Owner of one OpenCL object.
template <class Handle, auto Release>
class Owned {
 public:
  Owned() = default;
  explicit Owned(Handle handle) : handle_(handle) {}
  Owned(Owned&& other) noexcept : handle_(other.handle_) { other.handle_ = nullptr; }
  Owned& operator=(Owned&& other) noexcept {
    if (this != &other) {
      reset();
      handle_ = other.handle_;
      other.handle_ = nullptr;
    }
    return *this;
  }
  ~Owned() { reset(); }
  Handle get() const { return handle_; }
  explicit operator bool() const { return handle_ != nullptr; }
  void reset() {
    if (handle_ != nullptr) (api().*Release)(handle_);
    handle_ = nullptr;
  }

 private:
  Handle handle_ = nullptr;
};

using Context = Owned<cl_context, &Api::clReleaseContext>;
using CommandQueue = Owned<cl_command_queue, &Api::clReleaseCommandQueue>;
using Memory = Owned<cl_mem, &Api::clReleaseMemObject>;
using ProgramObject = Owned<cl_program, &Api::clReleaseProgram>;
using KernelObject = Owned<cl_kernel, &Api::clReleaseKernel>;
using SamplerObject = Owned<cl_sampler, &Api::clReleaseSampler>;
using EventObject = Owned<cl_event, &Api::clReleaseEvent>;

}  // namespace clrt::gpu
