// Shadow memory: allocation and splitting of cells.
#include "cpu_emu/check/shadow.hpp"

#include <bit>
#include <cstdlib>
#include <new>

namespace clrt::cpu::check {

void Shadow::Free::operator()(Cell* p) const { std::free(p); }

Shadow::Shadow(std::uint64_t base, std::uint64_t bytes, unsigned shift) : base_(base), bytes_(bytes) {
  if (!allocate(shift)) throw std::bad_alloc();
}

bool Shadow::allocate(unsigned shift) {
  shift_ = shift;
  const std::uint64_t count = (bytes_ >> shift) + 1;
  // Zeroed by the system, and only where it is touched.
  cells_.reset(static_cast<Cell*>(std::calloc(count, sizeof(Cell))));
  return cells_ != nullptr;
}

void Shadow::refine(std::uint64_t bits) {
  const auto shift = static_cast<unsigned>(std::countr_zero(bits));
  if (lost_) return;
  const unsigned by = shift_ - shift;
  const std::unique_ptr<Cell, Free> old = std::move(cells_);
  const std::uint64_t count = (bytes_ >> shift_) + 1;
  if (!allocate(shift)) {
    lost_ = true;
    return;
  }
  for (std::uint64_t i = 0; i < count; ++i) {
    const Cell c = old.get()[i];
    if ((c.write | c.read) == 0) continue;
    for (std::uint64_t k = 0; k < std::uint64_t{1} << by; ++k)
      if ((i << by) + k <= bytes_ >> shift) cells_.get()[(i << by) + k] = c;
  }
}

}  // namespace clrt::cpu::check
