// Attention of one query token over a KV cache: out[h] = softmax(scale q[h] . K[g]) V[g], g = h / (n_head / n_kv_head).
#pragma once

#include "kernels/common/formats.hpp"
#include "kernels/common/operand.hpp"

namespace clrt::kernels {

// K or V: offset and strides in elements.
struct KvCache {
  Untyped data;
  std::uint64_t token_stride, head_stride;
};

struct AttentionShape {
  std::uint64_t n_kv, head_size, n_head, n_kv_head;
  float scale;
};

// Immutable; any thread may use it, with its own queue.
class Attention {
 public:
  static constexpr std::uint64_t kMaxHeadSize = 256;

  // Throws kUnsupported for a cache format other than f32 and f16.
  Attention(const Device& device, Format cache_format = Format::kF32);
  // q and out: {head_size, n_head} without gaps. Throws kInvalidArgument for a head larger than kMaxHeadSize and for heads
  // that do not divide into groups.
  Event operator()(Queue& queue, const Operand<float>& q, const KvCache& k, const KvCache& v, const Operand<float>& out,
                   const AttentionShape& shape) const;

 private:
  TypedKernel<const float*, std::uint64_t, const void*, std::uint64_t, std::uint64_t, std::uint64_t, const void*, std::uint64_t,
              std::uint64_t, std::uint64_t, float*, std::uint64_t, int, int, int, int, float>
      kernel_;
  std::uint64_t element_;
};

}  // namespace clrt::kernels
