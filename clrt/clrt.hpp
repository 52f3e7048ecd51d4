// C++20 API of clrt: RAII handles and exceptions over the C API (clrt.h has the contracts, ownership and thread-safety).
//
//   auto device = clrt::Device::select();                  // CLRT_FORCE_DEVICE, else the CPU
//   clrt::Queue queue(device);
//   clrt::Buffer x(device, std::vector<float>(n, 1.0f)), y(device, std::vector<float>(n, 2.0f));
//   auto saxpy = clrt::Program::from_file(device, "saxpy.cl").kernel("saxpy");
//   queue.launch(saxpy, {n}, {}, int(n), 3.0f, x, y);       // checked against the kernel's signature
//   std::vector<float> result = queue.read(y);
//
// Every failure throws clrt::Error with a status and a message. Handles are cheap to copy (a reference count).
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "clrt/clrt.h"
#include "clrt/error.h"
#include "clrt/handles.hpp"
#include "clrt/host_types.hpp"

namespace clrt {

// 1 to 3 sizes: {n}, {x, y}, {x, y, z}; {} for a local size means that the device chooses.
class Size {
 public:
  Size() = default;
  template <std::integral... I>
    requires(sizeof...(I) >= 1 && sizeof...(I) <= 3)
  Size(I... sizes) : dim_(sizeof...(I)), value_{static_cast<std::uint64_t>(sizes)...} {}  // NOLINT(google-explicit-constructor)
  std::uint32_t dim() const { return dim_; }
  std::uint64_t operator[](std::size_t d) const { return value_[d]; }

 private:
  std::uint32_t dim_ = 0;
  std::array<std::uint64_t, 3> value_{};
};

// Throws when the numbers of dimensions differ.
clrt_ndrange ndrange(const Size& global, const Size& local = {}, const Size& offset = {});

namespace detail {

// The C argument of one host value; refers to `x`, which must live until the launch has returned.
template <class T>
clrt_arg make_arg(const Buffer<T>& x) {
  return {CLRT_ARG_BUFFER, x.get(), 0, 0, sizeof(T), nullptr, element_type<T>()};
}
template <class T>
clrt_arg make_arg(const BufferView<T>& v) {
  return {CLRT_ARG_BUFFER, v.buffer, v.first * sizeof(T), v.count * sizeof(T), sizeof(T), nullptr, element_type<T>()};
}
inline clrt_arg make_arg(std::nullptr_t) { return {CLRT_ARG_NULL, nullptr, 0, 0, 0, nullptr, nullptr}; }
inline clrt_arg make_arg(const Local& l) { return {CLRT_ARG_LOCAL, nullptr, 0, 0, l.bytes, nullptr, nullptr}; }
inline clrt_arg make_arg(const Image& i) { return {CLRT_ARG_IMAGE, nullptr, 0, 0, 0, i.get(), nullptr}; }
inline clrt_arg make_arg(const Sampler& s) { return {CLRT_ARG_SAMPLER, nullptr, 0, 0, 0, &s, nullptr}; }
template <class T>
struct Pointer;  // typed_kernel.hpp
template <class T>
clrt_arg make_arg(const Pointer<T>& p);
template <class T>
struct Pointer;  // typed_kernel.hpp
template <class T>
clrt_arg make_arg(const Pointer<T>& p);
template <class T>
  requires is_value<T>
clrt_arg make_arg(const T& x) {
  return {CLRT_ARG_VALUE, nullptr, 0, 0, sizeof(T), &x, value_type_name<T>()};
}

}  // namespace detail

class Graph {
 public:
  Graph() = default;
  explicit Graph(clrt_graph adopted) : handle_(adopted) {}
  std::size_t size() const { return clrt_graph_node_count(get()); }
  // Replaces an argument of the launch that is node `node`, for later replays.
  template <class T>
  void set(std::size_t node, std::size_t arg_index, const T& x) const {
    const auto held = detail::hold(x);
    const clrt_arg arg = detail::make_arg(held.get());
    check(clrt_graph_set_arg(get(), node, arg_index, &arg));
  }
  void set_range(std::size_t node, const Size& global, const Size& local = {}, const Size& offset = {}) const {
    const clrt_ndrange range = ndrange(global, local, offset);
    check(clrt_graph_set_range(get(), node, &range));
  }
  clrt_graph get() const { return handle_.get(); }

 private:
  detail::Handle<clrt_graph, clrt_graph_retain, clrt_graph_release> handle_;
};

template <class T>
class Mapping;

struct QueueOptions {
  bool out_of_order = false, profiling = false;
};

class Queue {
 public:
  Queue() = default;
  explicit Queue(const Device& device, QueueOptions options = {}) : device_(device) {
    const std::uint32_t flags = (options.out_of_order ? std::uint32_t{CLRT_QUEUE_OUT_OF_ORDER} : 0u) |
                                (options.profiling ? std::uint32_t{CLRT_QUEUE_PROFILING} : 0u);
    check(clrt_queue_create(device.get(), flags, handle_.out()));
  }

  // Arguments: Buffer, Buffer::view, Image, Sampler, nullptr, scalars, std::array<T, 2|3|4|8|16> as vectors, structs of the kernel's layout,
  // clrt::local(bytes). Local size {}: the device chooses.
  template <class... Args>
  Event launch(const Kernel& kernel, const Size& global, const Size& local, const Args&... args) {
    return launch_range(kernel, ndrange(global, local), {}, args...);
  }
  // After events of any queue.
  template <class... Args>
  Event launch_after(std::span<const Event> waits, const Kernel& kernel, const Size& global, const Size& local,
                     const Args&... args) {
    return launch_range(kernel, ndrange(global, local), waits, args...);
  }
  // With an offset: clrt::ndrange(global, local, offset).
  template <class... Args>
  Event launch_range(const Kernel& kernel, const clrt_ndrange& range, std::span<const Event> waits, const Args&... args) {
    const auto held = std::make_tuple(detail::hold(args)...);
    return std::apply(
        [&](const auto&... h) {
          const std::array<clrt_arg, sizeof...(Args)> list{detail::make_arg(h.get())...};
          return launch_args(kernel, range, list, waits);
        },
        held);
  }
  // With arguments put together by hand.
  Event launch_args(const Kernel& kernel, const clrt_ndrange& range, std::span<const clrt_arg> args,
                    std::span<const Event> waits = {}) {
    Event e;
    const std::vector<clrt_event> w = handles(waits);
    check(clrt_launch(get(), kernel.get(), &range, args.data(), args.size(), w.data(), w.size(), e.out()));
    return e;
  }

  // Blocking copies of whole buffers or ranges (in elements).
  template <class T>
  void write(const Buffer<T>& buffer, std::type_identity_t<std::span<const T>> from, std::size_t first = 0) {
    check(clrt_write(get(), buffer.get(), first * sizeof(T), from.data(), from.size_bytes(), 1, nullptr, 0, nullptr));
  }
  template <class T>
  void read(const Buffer<T>& buffer, std::type_identity_t<std::span<T>> to, std::size_t first = 0) {
    check(clrt_read(get(), buffer.get(), first * sizeof(T), to.data(), to.size_bytes(), 1, nullptr, 0, nullptr));
  }
  template <class T>
  std::vector<T> read(const Buffer<T>& buffer) {
    std::vector<T> to(buffer.size());
    read(buffer, std::span<T>(to));
    return to;
  }
  // The host memory must stay until the event is complete.
  template <class T>
  Event write_async(const Buffer<T>& buffer, std::type_identity_t<std::span<const T>> from, std::size_t first = 0,
                    std::span<const Event> waits = {}) {
    Event e;
    const std::vector<clrt_event> w = handles(waits);
    check(clrt_write(get(), buffer.get(), first * sizeof(T), from.data(), from.size_bytes(), 0, w.data(), w.size(), e.out()));
    return e;
  }
  template <class T>
  Event read_async(const Buffer<T>& buffer, std::type_identity_t<std::span<T>> to, std::size_t first = 0,
                   std::span<const Event> waits = {}) {
    Event e;
    const std::vector<clrt_event> w = handles(waits);
    check(clrt_read(get(), buffer.get(), first * sizeof(T), to.data(), to.size_bytes(), 0, w.data(), w.size(), e.out()));
    return e;
  }
  // `count` elements.
  template <class T>
  Event copy(const Buffer<T>& from, std::size_t from_first, const Buffer<T>& to, std::size_t to_first, std::size_t count,
             std::span<const Event> waits = {}) {
    Event e;
    const std::vector<clrt_event> w = handles(waits);
    check(clrt_copy(get(), from.get(), from_first * sizeof(T), to.get(), to_first * sizeof(T), count * sizeof(T), w.data(),
                    w.size(), e.out()));
    return e;
  }
  template <class T>
  Event fill(const Buffer<T>& buffer, const std::type_identity_t<T>& value, std::span<const Event> waits = {}) {
    Event e;
    const std::vector<clrt_event> w = handles(waits);
    check(clrt_fill(get(), buffer.get(), 0, buffer.size() * sizeof(T), &value, sizeof(T), w.data(), w.size(), e.out()));
    return e;
  }

  template <class T>
  Mapping<T> map(const Buffer<T>& buffer, bool write = true);

  void flush() { check(clrt_flush(get())); }
  void finish() { check(clrt_finish(get())); }

  // Records what `body` puts into this queue.
  template <class Body>
  Graph record(Body&& body) {
    check(clrt_capture_begin(get()));
    clrt_graph graph = nullptr;
    try {
      std::forward<Body>(body)();
    } catch (...) {
      if (clrt_capture_end(get(), &graph) == CLRT_OK) clrt_graph_release(graph);
      throw;
    }
    check(clrt_capture_end(get(), &graph));
    return Graph(graph);
  }
  Event launch(const Graph& graph, std::span<const Event> waits = {}) {
    Event e;
    const std::vector<clrt_event> w = handles(waits);
    check(clrt_graph_launch(get(), graph.get(), w.data(), w.size(), e.out()));
    return e;
  }

  const Device& device() const { return device_; }
  clrt_queue get() const { return handle_.get(); }

 private:
  static std::vector<clrt_event> handles(std::span<const Event> events) {
    std::vector<clrt_event> list;
    for (const Event& e : events) list.push_back(e.get());
    return list;
  }
  Device device_;
  detail::Handle<clrt_queue, clrt_queue_retain, clrt_queue_release> handle_;
};

// The host's view of a buffer's memory, made by Queue::map; the destructor unmaps it.
template <class T>
class Mapping {
 public:
  Mapping(const Queue& queue, const Buffer<T>& buffer, bool write) : queue_(queue), buffer_(buffer) {
    void* address = nullptr;
    check(clrt_map(queue.get(), buffer.get(), 0, buffer.bytes(), write, &address));
    elements_ = {static_cast<T*>(address), buffer.size()};
  }
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;
  ~Mapping() { clrt_unmap(queue_.get(), buffer_.get(), elements_.data()); }
  T& operator[](std::size_t i) const { return elements_[i]; }
  std::size_t size() const { return elements_.size(); }
  T* begin() const { return elements_.data(); }
  T* end() const { return elements_.data() + elements_.size(); }

 private:
  Queue queue_;
  Buffer<T> buffer_;
  std::span<T> elements_;
};
template <class T>
Mapping<T> Queue::map(const Buffer<T>& buffer, bool write) {
  return Mapping<T>(*this, buffer, write);
}

inline clrt_ndrange ndrange(const Size& global, const Size& local, const Size& offset) {
  if ((local.dim() != 0 && local.dim() != global.dim()) || (offset.dim() != 0 && offset.dim() != global.dim())) {
    throw Error(Status::kInvalidArgument, "the global size has " + std::to_string(global.dim()) + " dimensions, the local size " +
                                              std::to_string(local.dim()) + ", the offset " + std::to_string(offset.dim()));
  }
  clrt_ndrange r{};
  r.dim = global.dim();
  for (std::size_t d = 0; d < 3; ++d) {
    r.global[d] = d < global.dim() ? global[d] : 1;
    r.local[d] = d < local.dim() ? local[d] : (local.dim() ? 1 : 0);
    r.offset[d] = d < offset.dim() ? offset[d] : 0;
  }
  return r;
}

}  // namespace clrt

#include "clrt/typed_kernel.hpp"
