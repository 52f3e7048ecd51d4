// Launcher of saxpy.cl.
#include "saxpy.hpp"

namespace clrt::kernels {

Saxpy::Saxpy(const Device& device) : kernel_(Program::registered(device, "saxpy"), "saxpy_f32") {}

Event Saxpy::operator()(Queue& queue, float a, const Buffer<float>& x, const Buffer<float>& y, std::uint64_t n) const {
  return kernel_(queue, {round_up(n, 256)}, {}, a, x.view(0, n), y.view(0, n), n);
}

}  // namespace clrt::kernels
