// What a work-group of each kernel cost lately, to tell launches that are too small to share among threads.
//
// A small table without locks: kernels that fall on the same entry displace each other, and a guess may be stale or torn
// between two kernels. Both only make a launch slower, never wrong.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>

namespace clrt::cpu {

class CostTable {
 public:
  static CostTable& process() {
    static CostTable table;
    return table;
  }

  // Nanoseconds that one thread would need for the launch; 0 when nothing is known.
  std::uint64_t guess_ns(const void* kernel, std::uint64_t groups) const {
    const Entry& e = entry(kernel);
    if (e.kernel.load(std::memory_order_relaxed) != kernel) return 0;
    return groups * e.sixteenths_ns.load(std::memory_order_relaxed) / 16 + 1;
  }

  // Takes in a finished launch: `ns` of thread time in all. A dearer launch counts at once, a cheaper one by half.
  void learn(const void* kernel, std::uint64_t groups, std::uint64_t ns) {
    Entry& e = entry(kernel);
    const std::uint64_t now = ns * 16 / groups;
    const std::uint64_t before = e.sixteenths_ns.load(std::memory_order_relaxed);
    const bool known = e.kernel.load(std::memory_order_relaxed) == kernel;
    e.sixteenths_ns.store(!known || now >= before ? now : before - (before - now) / 2, std::memory_order_relaxed);
    if (!known) e.kernel.store(kernel, std::memory_order_relaxed);
  }

 private:
  struct Entry {
    std::atomic<const void*> kernel{nullptr};
    std::atomic<std::uint64_t> sixteenths_ns{0};
  };
  static constexpr std::size_t kEntries = 256;
  static std::size_t place(const void* kernel) {
    return static_cast<std::size_t>((reinterpret_cast<std::uintptr_t>(kernel) >> 4) * 0x9E3779B97F4A7C15ull >> 56) % kEntries;
  }
  Entry& entry(const void* kernel) { return entries_[place(kernel)]; }
  const Entry& entry(const void* kernel) const { return entries_[place(kernel)]; }

  std::array<Entry, kEntries> entries_;
};

}  // namespace clrt::cpu
