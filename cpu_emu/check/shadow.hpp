// Shadow memory: who touched each piece of an object last. One thread at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

namespace clrt::cpu::check {

// One access: stamp (bits 63..32), site (31..16), atomic (13), work-item of the group (12..0). 0: none.
using Slot = std::uint64_t;
inline constexpr Slot kAtomicSlot = 1u << 13;
inline constexpr std::uint32_t kCopyItem = 4096;  // an asynchronous copy: no work-item, so it races with every one

inline std::uint32_t stamp_of(Slot s) { return static_cast<std::uint32_t>(s >> 32); }
inline std::uint32_t site_of(Slot s) { return static_cast<std::uint32_t>(s >> 16) & 0xFFFF; }
inline std::uint32_t item_of(Slot s) { return static_cast<std::uint32_t>(s) & 0x1FFF; }
inline Slot make_slot(std::uint32_t stamp, std::uint32_t site, bool atomic, std::uint32_t item) {
  return static_cast<Slot>(stamp) << 32 | static_cast<Slot>(site > 0xFFFF ? 0 : site) << 16 | (atomic ? kAtomicSlot : 0) | item;
}

// The last write, a read, and the last read by another work-item than the first.
struct Cell {
  Slot write, read, other_read;
};

// The cells of one stretch of memory, one for each 2^shift bytes. When an access turns up that is not made of whole cells, they are
// split: what a cell knew then holds for all its parts.
class Shadow {
 public:
  Shadow(std::uint64_t base, std::uint64_t bytes, unsigned shift);  // throws std::bad_alloc

  // Cells of [address, address + bytes), which lies inside. None when lost().
  Cell* cells(std::uint64_t address, std::uint64_t bytes, std::uint64_t& count) {
    const std::uint64_t at = address - base_;
    if (((at | bytes) & ((std::uint64_t{1} << shift_) - 1)) != 0) refine(at | bytes);
    count = lost_ ? 0 : bytes >> shift_;
    return cells_.get() + (at >> shift_);
  }
  // There was no memory to split the cells: nothing is tracked any more. Kernels cannot be left by an exception.
  bool lost() const { return lost_; }
  // The memory is somewhere else now, and so are its cells' addresses.
  void move_to(std::uint64_t base) { base_ = base; }

 private:
  struct Free {
    void operator()(Cell* p) const;
  };
  bool allocate(unsigned shift);
  void refine(std::uint64_t bits);

  std::uint64_t base_, bytes_;
  unsigned shift_ = 0;
  bool lost_ = false;
  std::unique_ptr<Cell, Free> cells_;
};

}  // namespace clrt::cpu::check
