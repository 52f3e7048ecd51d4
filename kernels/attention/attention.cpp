// Launcher of attention.cl.
#include "attention.hpp"

#include <string>

namespace clrt::kernels {
namespace {

BufferView<std::byte> touch(const KvCache& c, const AttentionShape& s, std::uint64_t element) {
  if (!s.n_kv || !s.n_kv_head || !s.head_size) return c.data.touch(0);
  const std::uint64_t last = c.data.offset + (s.n_kv - 1) * c.token_stride + (s.n_kv_head - 1) * c.head_stride + s.head_size;
  return c.data.touch(last * element);
}

}  // namespace

Attention::Attention(const Device& device, Format cache_format) : element_(block_bytes(cache_format)) {
  const std::string type(name(cache_format));
  if (cache_format != Format::kF32 && cache_format != Format::kF16) {
    throw Error(Status::kUnsupported, "attention reads caches in f32 and f16, not in " + type);
  }
  kernel_ = decltype(kernel_)(Program::registered(device, "attention"), "attention_f32_" + type);
}

Event Attention::operator()(Queue& queue, const Operand<float>& q, const KvCache& k, const KvCache& v, const Operand<float>& out,
                            const AttentionShape& s) const {
  if (s.head_size > kMaxHeadSize) {
    throw Error(Status::kInvalidArgument, "a head of attention has " + std::to_string(s.head_size) + " values, the limit is " +
                                              std::to_string(kMaxHeadSize));
  }
  if (s.n_kv_head == 0 || s.n_head % s.n_kv_head != 0) {
    throw Error(Status::kInvalidArgument, std::to_string(s.n_head) + " query heads of attention do not divide among " +
                                              std::to_string(s.n_kv_head) + " key-value heads");
  }
  const std::uint64_t values = s.n_head * s.head_size;
  return kernel_(queue, {s.n_head * 16}, {16}, q.touch(values), q.offset, touch(k, s, element_), k.data.offset, k.token_stride,
                 k.head_stride, touch(v, s, element_), v.data.offset, v.token_stride, v.head_stride, out.touch(values),
                 out.offset, to_int(s.n_kv, "attention", "n_kv"), static_cast<int>(s.head_size),
                 to_int(s.n_head, "attention", "n_head"), static_cast<int>(s.n_kv_head), s.scale);
}

}  // namespace clrt::kernels
