// The seam between the public runtime and what executes kernels (the CPU executor, an OpenCL driver, a test's mock).
//
// The runtime validates every user input before it calls here (argument count, type, size, buffer extents, NDRange limits),
// so a backend may assume valid input and reports only what the machine refuses, by throwing clrt::Error (clrt/error.h).
// Thread-safety: Device and Program may be used from any thread; a Queue is used by one thread at a time (the runtime locks).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "clrt/error.h"

namespace clrt::backend {

enum class ArgKind { kGlobal, kConstant, kLocal, kValue, kImage, kSampler };

// One reflected kernel argument.
struct ArgInfo {
  std::string name;
  std::string type;      // as in OpenCL C without the address space: "float", "int4", "uchar", "image2d_t", "sampler_t"
  ArgKind kind = ArgKind::kValue;
  std::size_t size = 0;  // kValue: bytes; pointers: bytes of one pointee
  std::size_t align = 0;
  bool read_only = false;
};

// What a kernel is and needs; read off the source by the translator, so it is the same for every device.
struct KernelInfo {
  std::string name;
  std::vector<ArgInfo> args;
  std::uint32_t sub_group_size = 0;          // 0: whatever the device has
  std::array<std::uint32_t, 3> required_local{};  // zeros: free
  std::uint64_t local_bytes = 0;             // static local memory
  bool uses_barrier = false, uses_sub_groups = false, one_lane = false;
  bool sub_group_calls_uniform = true;       // every sub-group call is reached by all sub-groups of a work-group alike
  bool sub_group_calls_converged = true;     // every sub-group call is reached by all lanes of a sub-group alike
  std::string fp16_at, fp64_at;              // "file:line:col" of the first half or double value; empty: none is used
  std::string report;                        // JSON for `clrt build --report`
};

struct DeviceInfo {
  std::string name, vendor, driver, kind;    // kind: "cpu" | "opencl"
  std::uint32_t compute_units = 0;
  std::uint64_t global_bytes = 0, local_bytes = 0, max_alloc_bytes = 0;
  std::uint64_t max_local_size = 0;          // work-items in a work-group
  std::array<std::uint64_t, 3> max_local_sizes{};
  std::vector<std::uint32_t> sub_group_sizes, emulated_sub_group_sizes;  // emulated: slower, and not for every kernel
  bool fp16 = false, fp64 = false, unified_memory = false;
  std::string sub_groups;                    // how sub-group functions run: "lanes", "native", or the prelude's name
  std::string isa;                           // CPU: "scalar" | "avx2" | "avx512"
};

enum class Placement { kDefault, kBind, kInterleaved, kPartitioned, kReplicated };

struct BufferOptions {
  Placement placement = Placement::kDefault;
  int node = -1;                 // for kBind
  bool huge_pages = true;
};

class Buffer {
 public:
  virtual ~Buffer() = default;
  // Host address when the memory is directly addressable by the host, else null.
  virtual std::byte* host() = 0;
};

// An image as a view of a buffer. Numbers of `order` and `type` are OpenCL's (CL_RGBA, CL_FLOAT).
struct ImageDesc {
  std::string type;              // "image2d_t", ... as a kernel names it
  std::uint32_t order = 0, channel = 0;
  std::uint32_t channels = 0, texel_bytes = 0;
  std::uint32_t dims = 1;        // not counting layers
  std::uint32_t width = 1, height = 1, depth = 1, layers = 0;  // layers 0: no array
  std::size_t offset = 0, row_pitch = 0, slice_pitch = 0;      // bytes; pitches are never 0
};

class Image {
 public:
  virtual ~Image() = default;
};

struct NDRange {
  std::uint32_t dim = 1;
  std::array<std::uint64_t, 3> offset{0, 0, 0}, global{1, 1, 1};
  std::array<std::uint64_t, 3> local{0, 0, 0};  // zeros: the backend chooses
};

// One bound argument. For kGlobal/kConstant `buffer` (may be null: a null pointer), `offset` into it and the `size` bytes from there that
// the kernel may touch; for kLocal `size` bytes; for kValue `value`.
struct Arg {
  ArgKind kind = ArgKind::kValue;
  Buffer* buffer = nullptr;
  std::size_t offset = 0;
  std::size_t size = 0;
  const void* value = nullptr;   // valid only during the call
  Image* image = nullptr;        // kImage
  std::uint32_t sampler = 0;     // kSampler: the bits of OpenCL C's CLK_ constants
};

class Kernel {
 public:
  virtual ~Kernel() = default;
  virtual const KernelInfo& info() const = 0;
};

// A built program in a form that can be kept and loaded again. The names and contents of the parts are the backend's own; the
// runtime frames them, checks them against damage, and gives them back as they were.
struct ProgramBinary {
  std::map<std::string, std::string> parts;
  // Throws clrt::Error (kInvalidArgument) when there is no such part.
  const std::string& part(const std::string& name) const {
    const auto found = parts.find(name);
    if (found == parts.end()) throw Error(Status::kInvalidArgument, "the program binary has no part '" + name + "'");
    return found->second;
  }
};

class Program {
 public:
  virtual ~Program() = default;
  virtual std::vector<std::string> kernel_names() const = 0;
  virtual std::unique_ptr<Kernel> kernel(std::string_view name) = 0;  // throws kNotFound and lists the names
  virtual const std::string& build_log() const = 0;
  // "ahead of time" | "cache hit" | "compiled" | "binary": which way the code came (tests demand it).
  virtual const std::string& origin() const = 0;
  // Throws clrt::Error (kUnsupported) with the reason where the program cannot be taken out.
  virtual ProgramBinary binary() const = 0;
};

// Completion of one submitted command. Times in nanoseconds on a clock common to the device; 0 while unknown.
struct Times { std::uint64_t queued = 0, start = 0, end = 0; };

class Event {
 public:
  virtual ~Event() = default;
  virtual void wait() = 0;            // throws the command's error
  virtual bool done() = 0;
  virtual Times times() = 0;
};
using EventPtr = std::shared_ptr<Event>;

class Queue {
 public:
  virtual ~Queue() = default;
  virtual EventPtr launch(Kernel&, const NDRange&, std::span<const Arg>, std::span<const EventPtr> waits) = 0;
  virtual EventPtr write(Buffer&, std::size_t offset, const void* from, std::size_t bytes, bool blocking,
                         std::span<const EventPtr> waits) = 0;
  virtual EventPtr read(Buffer&, std::size_t offset, void* to, std::size_t bytes, bool blocking,
                        std::span<const EventPtr> waits) = 0;
  virtual EventPtr copy(Buffer& from, std::size_t from_offset, Buffer& to, std::size_t to_offset, std::size_t bytes,
                        std::span<const EventPtr> waits) = 0;
  virtual EventPtr fill(Buffer&, std::size_t offset, std::size_t bytes, const void* pattern, std::size_t pattern_bytes,
                        std::span<const EventPtr> waits) = 0;
  // Makes [offset, offset + bytes) readable and writable at the returned address until unmap.
  virtual std::byte* map(Buffer&, std::size_t offset, std::size_t bytes, bool write) = 0;
  virtual void unmap(Buffer&, std::byte* address) = 0;
  virtual void flush() = 0;
  virtual void finish() = 0;          // throws the first error of a command nobody waited for
};

struct BuildRequest {
  std::string name;                   // for messages: the path or the registered stem
  std::string source;                 // OpenCL C
  std::string options;                // -D, -I, -cl-* as clBuildProgram takes them
};

// printf output of kernels goes here (any thread). The default writes to stdout.
using PrintSink = std::function<void(std::string_view)>;

// A part of a device: the workers of one NUMA node, or those on a set of cores (dense indices of the topology).
struct DevicePart {
  int node = -1;                      // -1: `cores` say it
  std::vector<std::uint32_t> cores;
};

class Device {
 public:
  virtual ~Device() = default;
  virtual const DeviceInfo& info() const = 0;
  // A device that uses the memory and programs of this one and computes on a part of it. Null: cannot be divided.
  virtual std::shared_ptr<Device> part(const DevicePart&) { return nullptr; }
  // Where printf of this device's kernels goes; an empty sink restores stdout. False: the driver keeps it to itself.
  virtual bool print_to(PrintSink) { return false; }
  virtual std::unique_ptr<Buffer> allocate(std::size_t bytes, const BufferOptions&) = 0;
  // Uses the caller's memory, which must outlive the buffer. Without a copy where the device can (the CPU always).
  virtual std::unique_ptr<Buffer> import(void* memory, std::size_t bytes, bool read_only) = 0;
  virtual std::unique_ptr<Buffer> sub_buffer(Buffer&, std::size_t offset, std::size_t bytes) = 0;
  // A view of a buffer of this device, which outlives it. Throws kUnsupported when the device has no such image. Null: has none.
  virtual std::unique_ptr<Image> image(Buffer&, const ImageDesc&) { return nullptr; }
  virtual std::unique_ptr<Program> build(const BuildRequest&) = 0;
  virtual std::unique_ptr<Program> registered(std::string_view name) = 0;   // throws kNotFound
  // What Program::binary gave, on this device or one of its kind. Throws clrt::Error: kUnsupported when it was made for another
  // device, processor, driver or version, naming both; kInvalidArgument when a part is missing.
  virtual std::unique_ptr<Program> load(std::string_view name, const ProgramBinary& binary) = 0;
  virtual std::unique_ptr<Queue> queue(bool out_of_order, bool profiling) = 0;
};

}  // namespace clrt::backend
