// C = alpha A B + beta C, row-major f32: A is m x k, B is k x n, C is m x n; beta == 0 does not read C.
#pragma once

#include <span>
#include <string_view>

#include "kernels/common/operand.hpp"

namespace clrt::kernels {

struct GemmShape {
  std::uint64_t m, n, k;
  float alpha = 1, beta = 0;
};

enum class SgemmMethod { kNaive, kTiled };

// Immutable; any thread may use it, with its own queue.
class Sgemm {
 public:
  Sgemm(const Device& device, SgemmMethod method);
  Event operator()(Queue& queue, const Rows<float>& a, const Rows<float>& b, const Rows<float>& c, const GemmShape& shape) const;

 private:
  TypedKernel<const float*, std::uint64_t, std::uint64_t, const float*, std::uint64_t, std::uint64_t, float*, std::uint64_t,
              std::uint64_t, int, int, int, float, float>
      kernel_;
};

// One register tile of sgemm_subgroup.cl: mr rows x nr columns of C per sub-group of 16.
struct RegisterTile {
  std::string_view kernel;
  std::uint64_t mr, nr;
  std::string_view isa;  // the CPU instruction set whose registers it fills; "" for every other device
};

// In the order of preference; the last one runs everywhere.
std::span<const RegisterTile> register_tiles();

// B in the order in which SgemmPacked reads it; made once for many products.
struct PackedB {
  Buffer<float> data;
  std::uint64_t n = 0, k = 0, nr = 0;
};

// Register tiles by sub-groups. Owns the buffer of packed A, which grows: one in-order queue at a time.
class SgemmPacked {
 public:
  // The tile that suits the device.
  explicit SgemmPacked(const Device& device);
  SgemmPacked(const Device& device, const RegisterTile& tile);

  PackedB pack(Queue& queue, const Rows<float>& b, std::uint64_t n, std::uint64_t k) const;
  // Throws kInvalidArgument when b was packed for another shape or tile.
  Event operator()(Queue& queue, const Rows<float>& a, const PackedB& b, const Rows<float>& c, const GemmShape& shape);
  const RegisterTile& tile() const { return tile_; }

 private:
  Device device_;
  RegisterTile tile_;
  TypedKernel<const float*, std::uint64_t, std::uint64_t, float*, int, int, int> pack_a_, pack_b_;
  TypedKernel<const float*, const float*, float*, std::uint64_t, std::uint64_t, int, int, int, float, float> kernel_;
  Buffer<float> packed_a_;
};

}  // namespace clrt::kernels
