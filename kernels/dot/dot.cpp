// Launcher of dot.cl.
#include "dot.hpp"

#include "kernels/reduce/chunks.hpp"

namespace clrt::kernels {

Dot::Dot(const Device& device) : partial_(device, Chunks::kMost) {
  const Program program = Program::registered(device, "dot");
  partial_sums_ = decltype(partial_sums_)(program, "dot_f32");
  finish_ = decltype(finish_)(program, "dot_finish_f32");
}

Event Dot::operator()(Queue& queue, const Buffer<float>& x, const Buffer<float>& y, const Buffer<float>& result,
                      std::uint64_t n) const {
  const Chunks chunks(n);
  partial_sums_(queue, {chunks.groups * 16}, {16}, x.view(0, n), y.view(0, n), partial_, n, chunks.chunk);
  return finish_(queue, {16}, {16}, partial_, static_cast<int>(chunks.groups), result.view(0, 1));
}

}  // namespace clrt::kernels
