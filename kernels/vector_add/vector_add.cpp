// Launcher of vector_add.cl.
#include "vector_add.hpp"

namespace clrt::kernels {

VectorAdd::VectorAdd(const Device& device) : kernel_(Program::registered(device, "vector_add"), "vector_add_f32") {}

Event VectorAdd::operator()(Queue& queue, const Buffer<float>& x, const Buffer<float>& y, const Buffer<float>& z,
                            std::uint64_t n) const {
  return kernel_(queue, {round_up(n, 256)}, {}, x.view(0, n), y.view(0, n), z.view(0, n), n);
}

}  // namespace clrt::kernels
