// References of narrow_lanes.cl.
#include <array>
#include <cstdint>

#include "suite.hpp"

using namespace clrt::harness;

namespace {

int digest(std::uint8_t s, int id) {
  std::array<std::uint8_t, 2> q{s, s};
  if (((id + 2) / 2) % 2 != 0) return q[0];
  for (int turn = 0; turn < 2; ++turn) {
    const auto factor = std::uint8_t(~q[0]);
    for (std::size_t k = 0; k < 2; ++k) {
      q[k] = std::uint8_t(q[k] * factor);
      const int least = k == 0 ? 17 : 1;  // `first` is set: s is never 0 here
      q[k] = least <= std::uint8_t(-q[k]) ? std::uint8_t(q[k] / (17 % ((q[k] & 63) + 1) % 8 + 1)) : std::uint8_t(3 + k);
    }
    q[0] = q[1];
  }
  return q[0];
}

std::vector<Case> selected(Random& random) {
  std::vector<Case> cases;
  for (int s : {2, 6, 150, 222, 1, 3}) {
    const int n = 96;
    const auto in = random.values<std::uint8_t>(n + 1, 0, 120);
    std::vector<int> want;
    for (int i = 0; i < n; ++i) {
      const int x = s % 4 == 2 ? (in[std::size_t(i)] > i ? s : digest(std::uint8_t(s), i)) : s % 4 == 1 ? 3 : 0;
      want.push_back(x & 7);
    }
    Case c("s " + std::to_string(s));
    c.launch("selected", range(n, 48), {c.in(in), c.out(want), value(s)});
    cases.push_back(std::move(c));
  }
  return cases;
}

std::vector<Case> widened(Random& random) {
  std::vector<Case> cases;
  for (const auto& [n, local] : {std::array{64, 64}, {64, 16}, {45, 9}}) {
    const auto s = random.values<std::int16_t>(64, -32768, 32767);
    const auto c = random.values<std::int8_t>(64, -128, 127);
    const auto at = random.values<std::uint16_t>(64, 0, 65535);
    std::vector<std::uint32_t> want;
    for (std::size_t i = 0; i < std::size_t(n); ++i) {
      const auto far = std::uint32_t(s[at[i] % 64]);
      want.insert(want.end(), {std::uint32_t(s[i]) % 400, far / 7, std::uint32_t(c[at[i] % 64]) % 1000, std::uint32_t(s[far % 400 % 64])});
    }
    Case k("global " + std::to_string(n) + " local " + std::to_string(local));
    k.launch("widened", range(n, local), {k.in(s), k.in(c), k.in(at), k.out(want)});
    cases.push_back(std::move(k));
  }
  return cases;
}

}  // namespace

CLRT_SUITE(narrow_lanes, "narrow_lanes.cl") {
  s.add("selected", selected);
  s.add("widened", widened);
}
