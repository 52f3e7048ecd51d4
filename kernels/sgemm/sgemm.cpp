// Launchers of sgemm.cl and sgemm_subgroup.cl.
#include "sgemm.hpp"

#include <algorithm>
#include <string>

namespace clrt::kernels {
namespace {

constexpr std::uint64_t kKc = 256, kPitch = 272;  // as in sgemm_subgroup.cl
constexpr std::uint64_t kPackSteps = 64;          // steps of k that a work-group of the packing of B copies

std::uint64_t divide_up(std::uint64_t a, std::uint64_t b) { return (a + b - 1) / b; }

const RegisterTile& tile_for(const Device& device) {
  const std::string_view isa = device.info().isa;
  for (const RegisterTile& tile : register_tiles()) {
    if (!tile.isa.empty() && tile.isa == isa) return tile;
  }
  return register_tiles().back();
}

}  // namespace

std::span<const RegisterTile> register_tiles() {
  static constexpr RegisterTile kTiles[] = {
      {"sgemm_packed_f32__sg16_14x32", 14, 32, "avx512"},
      {"sgemm_packed_f32__sg16_6x16", 6, 16, ""},
  };
  return kTiles;
}

Sgemm::Sgemm(const Device& device, SgemmMethod method)
    : kernel_(Program::registered(device, "sgemm"), method == SgemmMethod::kNaive ? "sgemm_naive_f32" : "sgemm_tiled_f32") {}

Event Sgemm::operator()(Queue& queue, const Rows<float>& a, const Rows<float>& b, const Rows<float>& c,
                        const GemmShape& s) const {
  return kernel_(queue, {round_up(s.n, 16), round_up(s.m, 16)}, {16, 16}, a.touch(s.m, s.k), a.offset, a.stride,
                 b.touch(s.k, s.n), b.offset, b.stride, c.touch(s.m, s.n), c.offset, c.stride, to_int(s.m, "sgemm", "m"),
                 to_int(s.n, "sgemm", "n"), to_int(s.k, "sgemm", "k"), s.alpha, s.beta);
}

SgemmPacked::SgemmPacked(const Device& device) : SgemmPacked(device, tile_for(device)) {}

SgemmPacked::SgemmPacked(const Device& device, const RegisterTile& tile) : device_(device), tile_(tile), packed_a_(device, 1) {
  const Program program = Program::registered(device, "sgemm_subgroup");
  pack_a_ = decltype(pack_a_)(program, "sgemm_pack_a_f32");
  pack_b_ = decltype(pack_b_)(program, "sgemm_pack_b_f32");
  kernel_ = decltype(kernel_)(program, std::string(tile.kernel));
}

PackedB SgemmPacked::pack(Queue& queue, const Rows<float>& b, std::uint64_t n, std::uint64_t k) const {
  const std::uint64_t panels = divide_up(n, tile_.nr);
  PackedB packed{Buffer<float>(device_, std::max<std::uint64_t>(1, panels * k * tile_.nr)), n, k, tile_.nr};
  pack_b_(queue, {panels * 16, divide_up(k, kPackSteps)}, {16, 1}, b.touch(k, n), b.offset, b.stride, packed.data,
          to_int(n, "sgemm_packed", "n"), to_int(k, "sgemm_packed", "k"), static_cast<int>(tile_.nr));
  return packed;
}

Event SgemmPacked::operator()(Queue& queue, const Rows<float>& a, const PackedB& b, const Rows<float>& c, const GemmShape& s) {
  if (b.n != s.n || b.k != s.k || b.nr != tile_.nr) {
    throw Error(Status::kInvalidArgument, "B was packed as " + std::to_string(b.k) + " x " + std::to_string(b.n) +
                                              " in panels of " + std::to_string(b.nr) + ", this product needs " +
                                              std::to_string(s.k) + " x " + std::to_string(s.n) + " in panels of " +
                                              std::to_string(tile_.nr));
  }
  const std::uint64_t blocks = divide_up(s.m, tile_.mr), k_blocks = divide_up(s.k, kKc), panels = divide_up(s.n, tile_.nr);
  const std::uint64_t needed = blocks * k_blocks * tile_.mr * kPitch;
  if (packed_a_.size() < needed) {
    queue.finish();  // the old buffer may still be read
    packed_a_ = Buffer<float>(device_, needed);
  }
  const int m = to_int(s.m, "sgemm_packed", "m"), n = to_int(s.n, "sgemm_packed", "n"), k = to_int(s.k, "sgemm_packed", "k");
  pack_a_(queue, {blocks * 16, k_blocks}, {16, 1}, a.touch(s.m, s.k), a.offset, a.stride, packed_a_, m, k,
          static_cast<int>(tile_.mr));
  return kernel_(queue, {blocks * 16, panels}, {16, 1}, packed_a_, b.data, c.touch(s.m, s.n), c.offset, c.stride, m, n, k,
                 s.alpha, s.beta);
}

}  // namespace clrt::kernels
