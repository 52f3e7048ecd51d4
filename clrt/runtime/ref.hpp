// Reference counts of the objects behind C handles.
#pragma once

#include <atomic>
#include <utility>

namespace clrt::runtime {

struct Object {
  std::atomic<int> references{1};
};

template <class T>
T* retain(T* object) {
  if (object != nullptr) object->references.fetch_add(1, std::memory_order_relaxed);
  return object;
}

template <class T>
void release(T* object) {
  if (object != nullptr && object->references.fetch_sub(1, std::memory_order_acq_rel) == 1) delete object;
}

// One counted reference held by the library itself.
template <class T>
class Ref {
 public:
  Ref() = default;
  explicit Ref(T* object) : object_(retain(object)) {}
  Ref(const Ref& other) : object_(retain(other.object_)) {}
  Ref(Ref&& other) noexcept : object_(std::exchange(other.object_, nullptr)) {}
  Ref& operator=(Ref other) noexcept {
    std::swap(object_, other.object_);
    return *this;
  }
  ~Ref() { release(object_); }

  T* get() const { return object_; }
  T& operator*() const { return *object_; }
  T* operator->() const { return object_; }
  explicit operator bool() const { return object_ != nullptr; }

 private:
  T* object_ = nullptr;
};

}  // namespace clrt::runtime
