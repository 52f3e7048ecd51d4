// Shuffles, broadcasts, votes, ballots, block access and packed dot products against plain references, on every device and prelude.
#include <algorithm>
#include <bit>
#include <functional>
#include <optional>
#include <random>

#include "support.hpp"

namespace clrt::gpu::test {
namespace {

const char* const kItem =
    "size_t n = get_global_size(0), i = get_global_id(0), l = get_local_id(0);\n"
    "uint lane = get_sub_group_local_id();\n";

std::string head(std::size_t size, const std::string& in, const std::string& out) {
  return "__kernel __attribute__((intel_reqd_sub_group_size(" + std::to_string(size) + "))) void f(__global const " + in +
         "* x, __global " + out + "* out) {\n" + kItem;
}

bool has_size(const Target& target, std::size_t size) {
  const auto& sizes = target.device->info().sub_group_sizes;
  return sizes.empty() || std::find(sizes.begin(), sizes.end(), size) != sizes.end();
}

// Where work-item i stands: its sub-group's first work-item, size and its own lane.
struct Place {
  std::size_t first, lanes, lane;
};
Place place(std::size_t i, std::size_t items, std::size_t size) {
  const std::size_t l = i % items, first = i - l + l / size * size;
  return {first, std::min(size, items - l / size * size), l % size};
}

template <class T>
std::vector<T> random_values(std::size_t count, unsigned seed) {
  std::mt19937 random(seed);
  std::vector<T> v(count);
  for (T& x : v) x = static_cast<T>(random());
  return v;
}

class Exchange : public testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(SubGroup, Exchange, testing::Values(8, 16, 32));

// What lane `from` holds, for every shuffle; nullopt where OpenCL leaves the value open.
struct Shuffle {
  const char* call;
  std::function<std::optional<std::size_t>(Place, std::size_t size)> from;
};

const std::vector<Shuffle>& shuffles() {
  using Lane = std::optional<std::size_t>;
  static const auto present = [](std::size_t lane, const Place& p) { return lane < p.lanes ? Lane(lane) : std::nullopt; };
  static const std::vector<Shuffle> all = {
      {"sub_group_shuffle(v, (uint)(lane * 5 + 3) % get_max_sub_group_size())",
       [](Place p, std::size_t size) { return present((p.lane * 5 + 3) % size, p); }},
      {"sub_group_shuffle_xor(v, 3u)", [](Place p, std::size_t) { return present(p.lane ^ 3, p); }},
      {"sub_group_shuffle_up(v, 2u)", [](Place p, std::size_t) { return p.lane >= 2 ? Lane(p.lane - 2) : std::nullopt; }},
      {"sub_group_shuffle_down(v, 1u)", [](Place p, std::size_t) { return present(p.lane + 1, p); }},
      {"sub_group_rotate(v, 3)",
       [](Place p, std::size_t size) { return p.lanes == size ? Lane((p.lane + 3) % size) : std::nullopt; }},
      {"sub_group_rotate(v, -1)",
       [](Place p, std::size_t size) { return p.lanes == size ? Lane((p.lane + size - 1) % size) : std::nullopt; }},
      {"sub_group_clustered_rotate(v, 1, 4u)",
       [](Place p, std::size_t) { return present((p.lane & ~3u) + ((p.lane + 1) & 3), p); }},
      {"sub_group_broadcast(v, 2u)", [](Place p, std::size_t) { return present(2, p); }},
      {"sub_group_non_uniform_broadcast(v, 1u)", [](Place p, std::size_t) { return present(1, p); }},
      {"sub_group_broadcast_first(v)", [](Place, std::size_t) { return Lane(0); }},
      {"intel_sub_group_shuffle(v, lane / 2)", [](Place p, std::size_t) { return Lane(p.lane / 2); }},
      {"intel_sub_group_shuffle_xor(v, 1u)", [](Place p, std::size_t) { return present(p.lane ^ 1, p); }},
      // The second operand is this one plus 1: never taken inside the sub-group.
      {"intel_sub_group_shuffle_down(v, (T)(v + (T)1), 2u)", [](Place p, std::size_t) { return present(p.lane + 2, p); }},
      {"intel_sub_group_shuffle_up((T)(v + (T)1), v, 2u)",
       [](Place p, std::size_t) { return p.lane >= 2 ? Lane(p.lane - 2) : std::nullopt; }},
  };
  return all;
}

// E: host type of one element; type: OpenCL's, of `width` elements.
template <class E>
void check_shuffles(const Target& target, const std::string& type, std::size_t width, std::size_t size) {
  std::string source = head(size, type, type) + type + " v = x[i];\n";
  for (std::size_t r = 0; r < shuffles().size(); ++r) {
    std::string call = shuffles()[r].call;
    for (std::size_t at = 0; (at = call.find("(T)")) != std::string::npos;) call.replace(at, 3, '(' + type + ')');
    source += "out[n * " + std::to_string(r) + " + i] = " + call + ";\n";
  }
  source += "}\n";
  const std::size_t stride = width == 3 ? 4 : width, items = 2 * size + 5, n = 2 * items;
  const auto x = random_values<E>(n * stride, static_cast<unsigned>(size + width));
  const auto out = run<E>(*target.device, source, "f", range({n}, {items}), x, n * stride * shuffles().size());
  for (std::size_t r = 0; r < shuffles().size(); ++r)
    for (std::size_t i = 0; i < n; ++i) {
      const Place p = place(i, items, size);
      const auto lane = shuffles()[r].from(p, size);
      if (!lane) continue;
      for (std::size_t k = 0; k < width; ++k)
        ASSERT_EQ(out[(n * r + i) * stride + k], x[(p.first + *lane) * stride + k])
            << target.name << ": " << shuffles()[r].call << ", " << type << ", sub-group size " << size << ", work-item " << i;
    }
}

TEST_P(Exchange, ShufflesOfInt) {
  CLRT_NEED_TARGETS();
  const auto size = static_cast<std::size_t>(GetParam());
  for (const Target& target : targets())
    if (has_size(target, size)) check_shuffles<std::int32_t>(target, "int", 1, size);
}

TEST(Exchange, ShufflesOfEveryType) {
  CLRT_NEED_TARGETS();
  for (const Target& target : targets()) {
    if (!has_size(target, 16)) continue;
    check_shuffles<std::int8_t>(target, "char", 1, 16);
    check_shuffles<std::uint16_t>(target, "ushort", 1, 16);
    check_shuffles<std::uint64_t>(target, "ulong", 1, 16);
    check_shuffles<float>(target, "float", 1, 16);
    if (target.device->info().fp64) check_shuffles<double>(target, "double", 1, 16);
  }
}

TEST(Exchange, ShufflesOfVectors) {
  CLRT_NEED_TARGETS();
  for (const Target& target : targets()) {
    if (!has_size(target, 16)) continue;
    check_shuffles<std::uint8_t>(target, "uchar2", 2, 16);
    check_shuffles<float>(target, "float3", 3, 16);
    check_shuffles<std::int32_t>(target, "int4", 4, 16);
  }
}

TEST_P(Exchange, VotesAndBallots) {
  CLRT_NEED_TARGETS();
  const auto size = static_cast<std::size_t>(GetParam());
  const std::vector<std::string> calls = {"sub_group_any(odd) != 0",
                                          "sub_group_all(odd) != 0",
                                          "b.x",
                                          "b.y | b.z | b.w",
                                          "sub_group_ballot_bit_count(b)",
                                          "sub_group_ballot_inclusive_scan(b)",
                                          "sub_group_ballot_exclusive_scan(b)",
                                          "sub_group_ballot_find_lsb((uint4)(b.x | 1u << 3, 0, 0, 0))",
                                          "sub_group_ballot_find_msb((uint4)(b.x | 1u, 0, 0, 0))",
                                          "sub_group_ballot_bit_extract(b, 2u) != 0",
                                          "sub_group_inverse_ballot(b) != 0",
                                          "get_sub_group_eq_mask().x",
                                          "get_sub_group_ge_mask().x",
                                          "get_sub_group_gt_mask().x",
                                          "get_sub_group_le_mask().x",
                                          "get_sub_group_lt_mask().x",
                                          "sub_group_non_uniform_all_equal(x[i] / 100u) != 0",
                                          "sub_group_elect() != 0",
                                          "get_sub_group_size()",
                                          "get_max_sub_group_size()",
                                          "get_num_sub_groups()",
                                          "get_sub_group_id()",
                                          "get_sub_group_local_id()"};
  std::string source = head(size, "uint", "uint") + "int odd = (int)(x[i] & 1u);\nuint4 b = sub_group_ballot(odd);\n";
  for (std::size_t r = 0; r < calls.size(); ++r) source += "out[n * " + std::to_string(r) + " + i] = (uint)(" + calls[r] + ");\n";
  source += "}\n";
  const std::size_t items = 2 * size + 5, n = 3 * items;
  std::vector<std::uint32_t> x(n);
  std::mt19937 random(3);
  for (std::size_t i = 0; i < n; ++i) x[i] = i < items ? 200 + random() % 100 : i < 2 * items ? 201 : random() % 1000;
  for (const Target& target : targets()) {
    if (!has_size(target, size)) continue;
    const auto out = run<std::uint32_t>(*target.device, source, "f", range({n}, {items}), x, n * calls.size());
    for (std::size_t i = 0; i < n; ++i) {
      const Place p = place(i, items, size);
      std::uint64_t odd = 0;
      bool equal = true;
      for (std::size_t k = 0; k < p.lanes; ++k) {
        odd |= std::uint64_t{x[p.first + k] & 1} << k;
        equal = equal && x[p.first + k] / 100 == x[p.first] / 100;
      }
      const std::uint64_t all = (std::uint64_t{1} << p.lanes) - 1, own = std::uint64_t{1} << p.lane;
      const auto count = [](std::uint64_t bits) { return static_cast<std::uint64_t>(std::popcount(bits)); };
      // Functions of ballots, and masks, know the maximum size and not how many lanes there are.
      const std::uint64_t most = ~std::uint64_t{0} >> (64 - size), low = odd | 8;
      const std::vector<std::uint64_t> want = {odd != 0,
                                               odd == all,
                                               odd,
                                               0,
                                               count(odd),
                                               count(odd & (own | (own - 1))),
                                               count(odd & (own - 1)),
                                               static_cast<std::uint64_t>(std::countr_zero(low)),
                                               static_cast<std::uint64_t>(63 - std::countl_zero(odd | 1)),
                                               odd >> 2 & 1,
                                               (odd & own) != 0,
                                               own,
                                               most & ~(own - 1),
                                               most & ~(own | (own - 1)),
                                               own | (own - 1),
                                               own - 1,
                                               equal,
                                               p.lane == 0,
                                               p.lanes,
                                               size,
                                               (items + size - 1) / size,
                                               i % items / size,
                                               p.lane};
      for (std::size_t r = 0; r < calls.size(); ++r)
        ASSERT_EQ(out[n * r + i], want[r]) << target.name << ": " << calls[r] << ", sub-group size " << size << ", work-item "
                                           << i;
    }
  }
}

template <class E>
void check_blocks(const Target& target, const std::string& type, const std::string& suffix, std::size_t size) {
  // Every width in one kernel: each reads its rows and writes them back one block further.
  std::string source = head(size, type, type) + "size_t s = get_global_id(0) / get_max_sub_group_size(), at = 0;\n";
  std::size_t rows = 0;
  for (const std::size_t width : {1, 2, 4, 8}) {
    const std::string w = width == 1 ? "" : std::to_string(width);
    source += "intel_sub_group_block_write" + suffix + w + "(out + at + s * get_max_sub_group_size() * " + std::to_string(width) +
              ", intel_sub_group_block_read" + suffix + w + "(x + at + s * get_max_sub_group_size() * " + std::to_string(width) +
              ") + (" + type + ")1);\nat += n * " + std::to_string(width) + ";\n";
    rows += width;
  }
  source += "}\n";
  const std::size_t n = 4 * size;
  const auto x = random_values<E>(n * rows, 5);
  const auto out = run<E>(*target.device, source, "f", range({n}, {2 * size}), x, n * rows);
  for (std::size_t i = 0; i < n * rows; ++i)
    ASSERT_EQ(out[i], static_cast<E>(x[i] + 1)) << target.name << ": " << type << " at " << i << ", sub-group size " << size;
}

// The element a lane gets, not only that all come back.
TEST_P(Exchange, BlockReadGivesRowsOfTheBlock) {
  CLRT_NEED_TARGETS();
  const auto size = static_cast<std::size_t>(GetParam());
  const std::string source = head(size, "uint", "uint") +
                             "uint4 v = intel_sub_group_block_read4(x + get_sub_group_id() * 4 * get_max_sub_group_size());\n"
                             "out[i] = v.s0; out[n + i] = v.s1; out[2 * n + i] = v.s2; out[3 * n + i] = v.s3;\n}\n";
  const auto x = random_values<std::uint32_t>(8 * size, 9);
  for (const Target& target : targets()) {
    if (!has_size(target, size)) continue;
    const std::size_t n = 2 * size;
    const auto out = run<std::uint32_t>(*target.device, source, "f", range({n}, {n}), x, 4 * n);
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t k = 0; k < 4; ++k)
        ASSERT_EQ(out[k * n + i], x[i / size * 4 * size + k * size + i % size])
            << target.name << ", work-item " << i << ", element " << k;
  }
}

TEST(Exchange, BlocksOfEveryType) {
  CLRT_NEED_TARGETS();
  for (const Target& target : targets()) {
    if (!has_size(target, 16)) continue;
    check_blocks<std::uint32_t>(target, "uint", "", 16);
    check_blocks<std::uint8_t>(target, "uchar", "_uc", 16);
    check_blocks<std::uint16_t>(target, "ushort", "_us", 16);
    check_blocks<std::uint32_t>(target, "uint", "_ui", 16);
    check_blocks<std::uint64_t>(target, "ulong", "_ul", 16);
  }
}

TEST(Dots, PackedWithAndWithoutSaturation) {
  CLRT_NEED_TARGETS();
  const std::string source =
      "__kernel void f(__global const uint* x, __global int* out) {\n"
      "size_t n = get_global_size(0), i = get_global_id(0); uint a = x[2 * i], b = x[2 * i + 1];\n"
      "out[i] = as_int(dot_4x8packed_uu_uint(a, b)); out[n + i] = dot_4x8packed_ss_int(a, b);\n"
      "out[2 * n + i] = dot_4x8packed_us_int(a, b); out[3 * n + i] = dot_4x8packed_su_int(a, b);\n"
      "out[4 * n + i] = as_int(dot_acc_sat_4x8packed_uu_uint(a, b, 0xffff0000u));\n"
      "out[5 * n + i] = dot_acc_sat_4x8packed_ss_int(a, b, 0x7ffffff0); out[6 * n + i] = dot_acc_sat_4x8packed_us_int(a, b, "
      "(int)0x80000010);\n"
      "out[7 * n + i] = dot_acc_sat_4x8packed_su_int(a, b, 100);\n}\n";
  const std::size_t n = 256;
  auto x = random_values<std::uint32_t>(2 * n, 21);
  x[0] = x[1] = 0x80808080u;  // the extremes of both signs
  x[2] = x[3] = 0xffffffffu;
  x[4] = 0x80808080u, x[5] = 0x7f7f7f7fu;
  for (const Target& target : targets()) {
    const auto out = run<std::int32_t>(*target.device, source, "f", range({n}), x, 8 * n);
    for (std::size_t i = 0; i < n; ++i) {
      std::int64_t uu = 0, ss = 0, us = 0, su = 0;
      for (unsigned k = 0; k < 4; ++k) {
        const std::int64_t au = x[2 * i] >> 8 * k & 255, bu = x[2 * i + 1] >> 8 * k & 255;
        const std::int64_t as = static_cast<std::int8_t>(au), bs = static_cast<std::int8_t>(bu);
        uu += au * bu, ss += as * bs, us += au * bs, su += as * bu;
      }
      const auto clamp = [](std::int64_t v) { return std::clamp<std::int64_t>(v, INT32_MIN, INT32_MAX); };
      const std::int64_t want[] = {uu,
                                   ss,
                                   us,
                                   su,
                                   std::min<std::int64_t>(uu + 0xffff0000, UINT32_MAX),
                                   clamp(ss + 0x7ffffff0),
                                   clamp(us + INT32_MIN + 16),
                                   su + 100};
      for (std::size_t r = 0; r < 8; ++r)
        ASSERT_EQ(out[r * n + i], static_cast<std::int32_t>(want[r])) << target.name << ", form " << r << ", words " << i;
    }
  }
}

}  // namespace
}  // namespace clrt::gpu::test
