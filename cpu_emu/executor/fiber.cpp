// Fibers on Boost.Context's jump, with the annotations that the address and thread sanitizers need.
#include "cpu_emu/executor/fiber.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <new>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define CLRT_ASAN_FIBERS 1
#endif
#if __has_feature(thread_sanitizer)
#define CLRT_TSAN_FIBERS 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define CLRT_ASAN_FIBERS 1
#endif
#if defined(__SANITIZE_THREAD__)
#define CLRT_TSAN_FIBERS 1
#endif
#if defined(CLRT_ASAN_FIBERS)
#include <sanitizer/common_interface_defs.h>
#endif
#if defined(CLRT_TSAN_FIBERS)
#include <sanitizer/tsan_interface.h>
#endif

namespace clrt::cpu {
namespace {

// The tops of the stacks are staggered by this many bytes, so that the frames in use do not all fall on the same sets of the
// first cache (stacks are a power of two apart).
constexpr std::size_t kStagger = 832;
constexpr std::size_t kStaggerSteps = 32;

// A process may have 65530 mappings (Linux's default): past this many stacks in one thread the guard pages are left out,
// which halves them.
constexpr std::uint32_t kGuardedStacks = 128;

}  // namespace

struct FiberSet::Fiber {
  Fiber() = default;  // the thread's own stack
  Fiber(std::uint32_t place, FiberSet* set) {
    const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    mapped = kFiberStackBytes + page;
    void* base = mmap(nullptr, mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
    if (base == MAP_FAILED) throw std::bad_alloc();
    memory = static_cast<std::byte*>(base);
    if (place <= kGuardedStacks) mprotect(memory, page, PROT_NONE);  // refused: the stack works without its guard
    bottom = memory + page;
    bytes = kFiberStackBytes - place % kStaggerSteps * kStagger;
    context = boost::context::detail::make_fcontext(memory + page + bytes, bytes, &FiberSet::entry);
    (void)set;
#if defined(CLRT_TSAN_FIBERS)
    tsan = __tsan_create_fiber(0);
#endif
  }
  ~Fiber() {
#if defined(CLRT_TSAN_FIBERS)
    if (memory != nullptr) __tsan_destroy_fiber(tsan);
#endif
    if (memory != nullptr) munmap(memory, mapped);
  }
  Fiber(const Fiber&) = delete;
  Fiber& operator=(const Fiber&) = delete;

  boost::context::detail::fcontext_t context = nullptr;  // where to resume, while it does not run
  std::byte* memory = nullptr;
  std::size_t mapped = 0;
  const void* bottom = nullptr;
  std::size_t bytes = 0;
  [[maybe_unused]] void* fake_stack = nullptr;  // the address sanitizer's
  [[maybe_unused]] void* tsan = nullptr;        // the thread sanitizer's
};

FiberSet::FiberSet() = default;
FiberSet::~FiberSet() = default;

void FiberSet::ensure(std::uint32_t count) {
  if (fibers_.empty()) fibers_.push_back(std::make_unique<Fiber>());
  while (fibers_.size() <= count) fibers_.push_back(std::make_unique<Fiber>(static_cast<std::uint32_t>(fibers_.size()), this));
  if (next_.size() <= count) next_.resize(count + 1);
}

void FiberSet::switch_to(std::uint32_t next) {
  Fiber& from = *fibers_[current_];
  Fiber& to = *fibers_[next];
  previous_ = current_;
  current_ = next;
#if defined(CLRT_ASAN_FIBERS)
  __sanitizer_start_switch_fiber(&from.fake_stack, to.bottom, to.bytes);
#endif
#if defined(CLRT_TSAN_FIBERS)
  __tsan_switch_to_fiber(to.tsan, 0);
#endif
  const boost::context::detail::transfer_t back = boost::context::detail::jump_fcontext(to.context, this);
  fibers_[previous_]->context = back.fctx;
#if defined(CLRT_ASAN_FIBERS)
  __sanitizer_finish_switch_fiber(from.fake_stack, nullptr, nullptr);
#else
  (void)from;
#endif
}

void FiberSet::entry(boost::context::detail::transfer_t from) {
  auto* set = static_cast<FiberSet*>(from.data);
  Fiber& previous = *set->fibers_[set->previous_];
  previous.context = from.fctx;
#if defined(CLRT_ASAN_FIBERS)
  const void* bottom = nullptr;
  std::size_t bytes = 0;
  __sanitizer_finish_switch_fiber(nullptr, &bottom, &bytes);
  if (previous.memory == nullptr) {
    previous.bottom = bottom;
    previous.bytes = bytes;
  }
#endif
  // A fiber never ends: after its sub-group it sleeps until the next work-group resumes it here.
  for (;;) {
    const std::uint32_t self = set->current_;
    set->body_(set->object_, self - 1);
    const std::uint32_t next = set->next_[self];
    if (next == self) {
      set->switch_to(0);
    } else {
      set->next_[set->before_] = next;
      set->switch_to(next);
    }
  }
}

void FiberSet::run(std::uint32_t count, Body body, void* object) {
  if (count == 0) return;
  ensure(count);
  for (std::uint32_t i = 1; i < count; ++i) next_[i] = i + 1;
  next_[count] = 1;
  before_ = count;
  body_ = body;
  object_ = object;
  current_ = 0;
#if defined(CLRT_TSAN_FIBERS)
  fibers_[0]->tsan = __tsan_get_current_fiber();
#endif
  switch_to(1);
}

void FiberSet::barrier() {
  const std::uint32_t next = next_[current_];
  if (next == current_) return;
  before_ = current_;
  switch_to(next);
}

}  // namespace clrt::cpu
