// The objects of the C++ API: devices, events, buffers, programs and kernels. Included by clrt.hpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "clrt/clrt.h"
#include "clrt/error.h"

namespace clrt {

inline void check(clrt_status status) {
  if (status != CLRT_OK) throw Error(static_cast<Status>(status), clrt_last_error());
}

namespace detail {

// One reference to a C handle.
template <class H, H (*Retain)(H), void (*Release)(H)>
class Handle {
 public:
  Handle() = default;
  explicit Handle(H adopted) : handle_(adopted) {}
  Handle(const Handle& other) : handle_(other.handle_ ? Retain(other.handle_) : nullptr) {}
  Handle(Handle&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  Handle& operator=(Handle other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
  }
  ~Handle() { Release(handle_); }

  H get() const { return handle_; }
  H* out() { return &handle_; }  // of an empty handle, for functions that create one
  explicit operator bool() const { return handle_ != nullptr; }

 private:
  H handle_ = nullptr;
};

}  // namespace detail

using DeviceInfo = clrt_device_info;
using KernelInfo = clrt_kernel_info;
using BufferOptions = clrt_buffer_options;
using Times = clrt_times;

class Device {
 public:
  static std::vector<Device> all() {
    std::size_t count = 0;
    check(clrt_device_count(&count));
    std::vector<Device> devices(count);
    for (std::size_t i = 0; i < count; ++i) check(clrt_device_get(i, devices[i].handle_.out()));
    return devices;
  }
  // "cpu", an index, a part of a name; "": CLRT_FORCE_DEVICE, else the CPU.
  static Device select(const std::string& text = "") {
    Device d;
    check(clrt_device_select(text.c_str(), d.handle_.out()));
    return d;
  }
  static Device cpu() { return select("cpu"); }

  DeviceInfo info() const {
    DeviceInfo info{};
    check(clrt_device_get_info(get(), &info));
    return info;
  }
  std::string name() const { return info().name; }
  bool is_cpu() const { return std::string_view(info().kind) == "cpu"; }
  std::string json() const { return clrt_device_json(get()); }

  // Parts of a device, as clrt_device_node and clrt_device_cores.
  Device node(std::uint32_t index) const {
    Device d;
    check(clrt_device_node(get(), index, d.handle_.out()));
    return d;
  }
  Device cores(std::span<const std::uint32_t> indices) const {
    Device d;
    check(clrt_device_cores(get(), indices.data(), indices.size(), d.handle_.out()));
    return d;
  }
  void on_print(clrt_print_function print, void* user) const { check(clrt_device_on_print(get(), print, user)); }

  clrt_device get() const { return handle_.get(); }

 private:
  detail::Handle<clrt_device, clrt_device_retain, clrt_device_release> handle_;
};

class Event {
 public:
  Event() = default;
  void wait() const { check(clrt_event_wait(get())); }
  bool done() const {
    int value = 0;
    check(clrt_event_done(get(), &value));
    return value != 0;
  }
  Times times() const {
    Times t{};
    check(clrt_event_get_times(get(), &t));
    return t;
  }
  clrt_event get() const { return handle_.get(); }
  clrt_event* out() { return handle_.out(); }

 private:
  detail::Handle<clrt_event, clrt_event_retain, clrt_event_release> handle_;
};

// A part of a buffer as a launch argument; made by Buffer::view, does not keep the buffer alive.
template <class T>
struct BufferView {
  clrt_buffer buffer;
  std::size_t first, count;  // elements
};

// Memory of a device, as `T` elements. Buffer<> (std::byte) is untyped: it fits every pointer argument.
template <class T = std::byte>
class Buffer {
  static_assert(std::is_trivially_copyable_v<T> && !std::is_const_v<T>);

 public:
  using value_type = T;

  Buffer() = default;
  // Undefined contents.
  Buffer(const Device& device, std::size_t count, const BufferOptions& options = {}) {
    check(clrt_buffer_create(device.get(), bytes_of(count), &options, handle_.out()));
  }
  // A copy of the host's elements.
  Buffer(const Device& device, std::span<const T> elements, const BufferOptions& options = {})
      : Buffer(device, elements.size(), options) {
    detail::Handle<clrt_queue, clrt_queue_retain, clrt_queue_release> queue;
    check(clrt_queue_create(device.get(), 0, queue.out()));
    check(clrt_write(queue.get(), get(), 0, elements.data(), elements.size_bytes(), 1, nullptr, 0, nullptr));
  }
  Buffer(const Device& device, const std::vector<T>& elements, const BufferOptions& options = {})
      : Buffer(device, std::span<const T>(elements), options) {}

  // The caller's memory, which must outlive the buffer.
  static Buffer import(const Device& device, std::span<T> memory) {
    Buffer b;
    check(clrt_buffer_import(device.get(), memory.data(), memory.size_bytes(), 0, b.handle_.out()));
    return b;
  }
  static Buffer import(const Device& device, std::span<const T> memory) {
    Buffer b;
    check(clrt_buffer_import(device.get(), const_cast<T*>(memory.data()), memory.size_bytes(), 1, b.handle_.out()));
    return b;
  }
  // Elements of a file without a copy (read-only); `offset` in bytes, count 0: to the end.
  static Buffer import_file(const Device& device, const std::string& path, std::uint64_t offset = 0, std::uint64_t count = 0) {
    Buffer b;
    check(clrt_buffer_import_file(device.get(), path.c_str(), offset, bytes_of(count), b.handle_.out()));
    return b;
  }
  // Shares the memory of elements [first, first + count).
  Buffer sub(std::size_t first, std::size_t count) const {
    Buffer b;
    check(clrt_buffer_sub(get(), bytes_of(first), bytes_of(count), b.handle_.out()));
    return b;
  }
  // The same memory as another element type.
  template <class U>
  Buffer<U> as() const {
    return Buffer<U>(handle_);
  }

  std::size_t size() const { return bytes() / sizeof(T); }
  std::size_t bytes() const { return clrt_buffer_size(get()); }
  T* host() const { return static_cast<T*>(clrt_buffer_host(get())); }
  explicit operator bool() const { return static_cast<bool>(handle_); }
  clrt_buffer get() const { return handle_.get(); }

  // As a launch argument: the pointer starts `first` elements in, and the kernel touches `count` of them (0: not declared).
  BufferView<T> view(std::size_t first, std::size_t count = 0) const { return {get(), first, count}; }

 private:
  template <class U>
  friend class Buffer;
  using BufferHandle = detail::Handle<clrt_buffer, clrt_buffer_retain, clrt_buffer_release>;
  explicit Buffer(BufferHandle handle) : handle_(std::move(handle)) {}

  static std::size_t bytes_of(std::uint64_t count) {
    if (count > static_cast<std::size_t>(-1) / sizeof(T))
      throw Error(Status::kInvalidArgument, "a buffer of " + std::to_string(count) + " elements does not fit the address space");
    return static_cast<std::size_t>(count) * sizeof(T);
  }
  BufferHandle handle_;
};
template <class T>
Buffer(const Device&, const std::vector<T>&) -> Buffer<T>;
template <class T>
Buffer(const Device&, const std::vector<T>&, const BufferOptions&) -> Buffer<T>;

using ImageDesc = clrt_image_desc;
using Sampler = clrt_sampler;

// A view of a buffer with sizes and a format; keeps the buffer alive.
class Image {
 public:
  Image() = default;
  template <class T>
  Image(const Buffer<T>& buffer, const ImageDesc& desc) {
    check(clrt_image_create(buffer.get(), &desc, handle_.out()));
  }
  explicit operator bool() const { return static_cast<bool>(handle_); }
  clrt_image get() const { return handle_.get(); }

 private:
  detail::Handle<clrt_image, clrt_image_retain, clrt_image_release> handle_;
};

// Local memory of a launch.
struct Local {
  std::size_t bytes;
};
inline Local local(std::size_t bytes) { return {bytes}; }
template <class T>
Local local(std::size_t count) {
  return {count * sizeof(T)};
}

class Kernel {
 public:
  Kernel() = default;
  explicit Kernel(clrt_kernel adopted) : handle_(adopted) {}
  KernelInfo info() const {
    KernelInfo info{};
    check(clrt_kernel_get_info(get(), &info));
    return info;
  }
  std::string name() const { return info().name; }
  std::vector<clrt_arg_info> args() const {
    std::vector<clrt_arg_info> list(info().arg_count);
    for (std::size_t i = 0; i < list.size(); ++i) check(clrt_kernel_get_arg(get(), i, &list[i]));
    return list;
  }
  explicit operator bool() const { return static_cast<bool>(handle_); }
  clrt_kernel get() const { return handle_.get(); }

 private:
  detail::Handle<clrt_kernel, clrt_kernel_retain, clrt_kernel_release> handle_;
};

class Program {
 public:
  Program() = default;
  static Program from_source(const Device& device, const std::string& source, const std::string& options = "",
                             const std::string& name = "source") {
    Program p;
    check(clrt_program_from_source(device.get(), name.c_str(), source.c_str(), options.c_str(), p.handle_.out()));
    return p;
  }
  static Program from_file(const Device& device, const std::string& path, const std::string& options = "") {
    Program p;
    check(clrt_program_from_file(device.get(), path.c_str(), options.c_str(), p.handle_.out()));
    return p;
  }
  // Compiled ahead of time by clrt_add_kernels().
  static Program registered(const Device& device, const std::string& name) {
    Program p;
    check(clrt_program_registered(device.get(), name.c_str(), p.handle_.out()));
    return p;
  }
  // What binary() gave; only from a source that you trust, it is machine code.
  static Program from_binary(const Device& device, std::span<const std::byte> bytes) {
    Program p;
    check(clrt_program_from_binary(device.get(), bytes.data(), bytes.size(), p.handle_.out()));
    return p;
  }
  // A copy of the built program, as clrt_program_binary gives it.
  std::vector<std::byte> binary() const {
    const void* data = nullptr;
    std::size_t bytes = 0;
    check(clrt_program_binary(get(), &data, &bytes));
    const auto* begin = static_cast<const std::byte*>(data);
    return {begin, begin + bytes};
  }
  Kernel kernel(const std::string& name) const {
    clrt_kernel k = nullptr;
    check(clrt_kernel_create(get(), name.c_str(), &k));
    return Kernel(k);
  }
  std::vector<std::string> kernel_names() const {
    std::vector<std::string> names(clrt_program_kernel_count(get()));
    for (std::size_t i = 0; i < names.size(); ++i) names[i] = clrt_program_kernel_name(get(), i);
    return names;
  }
  std::string log() const { return clrt_program_log(get()); }
  std::string origin() const { return clrt_program_origin(get()); }
  explicit operator bool() const { return static_cast<bool>(handle_); }
  clrt_program get() const { return handle_.get(); }

 private:
  detail::Handle<clrt_program, clrt_program_retain, clrt_program_release> handle_;
};

}  // namespace clrt
