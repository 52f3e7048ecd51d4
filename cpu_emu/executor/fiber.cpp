// Fibers in a ring, with the annotations that the address and thread sanitizers need.
#include "cpu_emu/executor/fiber.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <new>

#include "cpu_emu/executor/context.hpp"
#include "cpu_emu/executor/fiber_sanitizers.hpp"

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
  Fiber() = default;  // a thread's own stack
  Fiber(FiberSet* owner, std::uint32_t place) : set(owner), index(place) {
    const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    mapped = kFiberStackBytes + page;
    void* base = mmap(nullptr, mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
    if (base == MAP_FAILED) throw std::bad_alloc();
    memory = static_cast<std::byte*>(base);
    if (place < kGuardedStacks) mprotect(memory, page, PROT_NONE);  // refused: the stack works without its guard
    const std::size_t bytes = kFiberStackBytes - place % kStaggerSteps * kStagger;
    watch.create(memory + page, bytes);
    prepare_context(context, memory + page, bytes, &FiberSet::entry, this);
  }
  ~Fiber() {
    if (memory == nullptr) return;
    watch.destroy();
    munmap(memory, mapped);
  }
  Fiber(const Fiber&) = delete;
  Fiber& operator=(const Fiber&) = delete;

  Context context;
  Fiber* next = nullptr;  // in the ring
  FiberSet* set = nullptr;
  std::uint32_t index = 0;
  std::byte* memory = nullptr;
  std::size_t mapped = 0;
  FiberWatch watch;
};

FiberSet::FiberSet() : thread_(std::make_unique<Fiber>()) {}
FiberSet::~FiberSet() = default;

inline void FiberSet::switch_fiber(Fiber& from, Fiber& to) {
  from.watch.leave(to.watch);
  switch_context(from.context, to.context);
  from.watch.arrive();
}

void FiberSet::entry(void* fiber) {
  auto& self = *static_cast<Fiber*>(fiber);
  FiberSet& set = *self.set;
  self.watch.arrive_first(set.thread_->watch, self.index == 0);
  // A fiber never ends: after its sub-group it sleeps until a later work-group resumes it here.
  for (;;) {
    set.body_(set.object_, self.index);
    if (self.next == &self) {
      switch_fiber(self, *set.thread_);
    } else {
      set.before_->next = self.next;
      set.current_ = self.next;
      switch_fiber(self, *self.next);
    }
  }
}

void FiberSet::run(std::uint32_t count, Body body, void* object) {
  if (count == 0) return;
  while (fibers_.size() < count) fibers_.push_back(std::make_unique<Fiber>(this, static_cast<std::uint32_t>(fibers_.size())));
  for (std::uint32_t i = 0; i + 1 < count; ++i) fibers_[i]->next = fibers_[i + 1].get();
  fibers_[count - 1]->next = fibers_.front().get();
  current_ = fibers_.front().get();
  before_ = fibers_[count - 1].get();
  body_ = body;
  object_ = object;
  thread_->watch.adopt_thread();
  switch_fiber(*thread_, *current_);
}

void FiberSet::barrier() {
  Fiber& self = *current_;
  Fiber& next = *self.next;
  if (&next == &self) return;
  before_ = &self;
  current_ = &next;
  switch_fiber(self, next);
}

}  // namespace clrt::cpu
