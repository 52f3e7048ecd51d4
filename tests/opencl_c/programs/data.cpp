// References of the programs over bytes and keys: sort, histogram, SHA-256, string search.
#include <algorithm>
#include <bit>
#include <cctype>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <string>
#include <string_view>

#include "suite.hpp"

using namespace clrt::harness;

namespace {

using Bytes = std::vector<unsigned char>;

std::vector<Case> bitonic_sort(Random& random) {
  std::vector<Case> cases;
  for (auto [n, threads] : {std::pair{1024u, 64u}, {64u, 32u}, {4096u, 128u}, {2u, 1u}, {256u, 16u}}) {
    std::vector<std::uint32_t> keys(n), order(n);
    std::iota(keys.begin(), keys.end(), 5u);
    for (auto i = n; i > 1; --i) std::swap(keys[i - 1], keys[random.value(0u, i - 1)]);
    std::iota(order.begin(), order.end(), 0u);
    auto sorted = order;
    std::sort(sorted.begin(), sorted.end(), [&](auto a, auto b) { return keys[a] < keys[b]; });
    auto sorted_keys = keys;
    std::sort(sorted_keys.begin(), sorted_keys.end());
    Case c("n " + std::to_string(n) + " local " + std::to_string(threads));
    const BufferId k = c.inout(keys, sorted_keys), v = c.inout(order, sorted);
    c.launch("bitonic_sort_local", range(n / 2, threads),
             {k, v, local<std::uint32_t>(2 * threads), local<std::uint32_t>(2 * threads)});
    for (auto size = 4 * threads; size <= n; size *= 2)
      for (auto stride = size / 2; stride > 0; stride /= 2)
        c.launch("bitonic_merge_global", range(n / 2, threads), {k, v, value(size), value(stride)});
    cases.push_back(std::move(c));
  }
  return cases;
}

std::vector<Case> histogram256(Random& random) {
  std::vector<Case> cases;
  for (auto [n, block, groups] : {std::array{10000u, 128u, 4u}, {999u, 64u, 3u}, {1u, 32u, 1u}, {5000u, 37u, 2u}}) {
    Bytes data(n);
    for (auto& x : data) x = static_cast<unsigned char>(random.value(0u, random.value(1u, 255u)));
    std::vector<std::uint32_t> before(256, 7u), want = before;
    for (auto x : data) ++want[x];
    Case c("n " + std::to_string(n) + " local " + std::to_string(block));
    c.launch("histogram256", range(groups * block, block), {c.in(data), value(n), c.inout(before, want)});
    cases.push_back(std::move(c));
  }
  return cases;
}

std::vector<Case> histogram_ranges(Random& random) {
  std::vector<Case> cases;
  for (auto [n, block] : {std::pair{1000, 64}, {77, 32}, {1, 16}}) {
    const auto x = random.values<float>(n, -3.0f, 3.0f);
    std::vector<int> bins(4), extremes{1 << 30, -(1 << 30)};
    const auto before = extremes;
    for (float v : x) {
      ++bins[v < -1 ? 0 : v < 0 ? 1 : v < 1 ? 2 : 3];
      const int scaled = int(std::trunc(v * 1000.0f));
      extremes = {std::min(extremes[0], scaled), std::max(extremes[1], scaled)};
    }
    Case c("n " + std::to_string(n) + " local " + std::to_string(block));
    c.launch("histogram_ranges", range(round_up(n, block), block),
             {c.in(x), value(n), c.inout(std::vector<int>(4), bins), c.inout(before, extremes)});
    cases.push_back(std::move(c));
  }
  return cases;
}

// FIPS 180-4, straight from its text: constants are computed from the primes.
std::array<std::uint32_t, 8> sha256_of(const unsigned char* data, std::size_t size) {
  auto fraction = [](long double root) { return static_cast<std::uint32_t>((root - std::floor(root)) * 4294967296.0L); };
  std::vector<int> primes;
  for (int p = 2; primes.size() < 64; ++p)
    if (std::none_of(primes.begin(), primes.end(), [p](int q) { return p % q == 0; })) primes.push_back(p);
  std::array<std::uint32_t, 8> hash{};
  for (int i = 0; i < 8; ++i) hash[i] = fraction(std::sqrt(static_cast<long double>(primes[i])));

  Bytes message(data, data + size);
  message.push_back(0x80);
  while (message.size() % 64 != 56) message.push_back(0);
  for (int shift = 56; shift >= 0; shift -= 8) message.push_back(static_cast<unsigned char>((std::uint64_t(size) * 8) >> shift));
  for (std::size_t at = 0; at < message.size(); at += 64) {
    std::array<std::uint32_t, 64> w{};
    for (int t = 0; t < 64; ++t) {
      if (t < 16)
        for (int k = 0; k < 4; ++k) w[t] = w[t] * 256 + message[at + 4 * t + k];
      else
        w[t] = (std::rotr(w[t - 2], 17) ^ std::rotr(w[t - 2], 19) ^ (w[t - 2] >> 10)) + w[t - 7] +
               (std::rotr(w[t - 15], 7) ^ std::rotr(w[t - 15], 18) ^ (w[t - 15] >> 3)) + w[t - 16];
    }
    auto v = hash;
    for (int t = 0; t < 64; ++t) {
      const auto k = fraction(std::cbrt(static_cast<long double>(primes[t])));
      const auto e = v[4], a = v[0];
      const auto t1 = v[7] + (std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25)) + ((e & v[5]) ^ (~e & v[6])) + k + w[t];
      const auto t2 = (std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22)) + ((a & v[1]) ^ (a & v[2]) ^ (v[1] & v[2]));
      v = {t1 + t2, v[0], v[1], v[2], v[3] + t1, v[4], v[5], v[6]};
    }
    for (int i = 0; i < 8; ++i) hash[i] += v[i];
  }
  return hash;
}

std::vector<Case> sha256(Random& random) {
  std::vector<Case> cases;
  for (auto [count, block] : {std::pair{64, 32}, {33, 16}, {1, 64}}) {
    Bytes data;
    std::vector<std::uint32_t> offsets, lengths, want;
    for (int i = 0; i < count; ++i) {
      // Lengths around the edges of the padding, and "abc" first, whose digest the standard prints.
      const std::size_t length = i == 0 ? 3 : std::array{0u, 55u, 56u, 63u, 64u, 119u, 120u, random.value(1u, 300u)}[i % 8];
      offsets.push_back(std::uint32_t(data.size()));
      lengths.push_back(std::uint32_t(length));
      auto text = random.bits<unsigned char>(length);
      if (i == 0) text = {'a', 'b', 'c'};
      data.insert(data.end(), text.begin(), text.end());
      const auto digest = sha256_of(text.data(), text.size());
      want.insert(want.end(), digest.begin(), digest.end());
    }
    if (want[0] != 0xba7816bf) throw std::logic_error("the SHA-256 reference is wrong");
    Case c("messages " + std::to_string(count));
    c.launch("sha256", range(round_up(count, block), block), {c.in(data), c.in(offsets), c.in(lengths), c.out(want), value(count)});
    cases.push_back(std::move(c));
  }
  return cases;
}

// Few letters, so that near misses are frequent.
Bytes text_of(Random& random, int n, std::string_view pattern) {
  Bytes text(n);
  for (auto& x : text) x = static_cast<unsigned char>(random.value(0, 1) ? 'a' : 'b');
  for (int k = 0; k < n / 50; ++k)
    std::copy(pattern.begin(), pattern.end(), text.begin() + random.value(0, n - int(pattern.size())));
  return text;
}

std::vector<Case> search_naive(Random& random) {
  std::vector<Case> cases;
  for (auto [n, block, pattern] : {std::tuple{1000, 64, "abba"}, {333, 32, "aababb"}, {64, 16, "b"}, {17, 16, "zzz"}}) {
    const std::string_view p = pattern;
    const int m = int(p.size()), last = n - m;
    Bytes text = p[0] == 'z' ? Bytes(n, 'a') : text_of(random, n, p), flags(n, poison<unsigned char>());
    const std::string_view hay(reinterpret_cast<const char*>(text.data()), text.size());
    int count = 0;
    for (int i = 0; i <= last; ++i) count += flags[i] = hay.substr(i, m) == p;
    const auto first = hay.find(p);
    Case c("n " + std::to_string(n) + " pattern " + pattern);
    c.launch("search_naive", range(round_up(n, block), block),
             {c.in(text), value(n), c.in(Bytes(p.begin(), p.end())), value(m),
              c.inout(std::vector<int>{n}, std::vector<int>{first == hay.npos ? n : int(first)}),
              c.inout(std::vector<int>{0}, std::vector<int>{count}), c.out(flags)});
    cases.push_back(std::move(c));
  }
  return cases;
}

std::vector<Case> search_horspool(Random& random) {
  std::vector<Case> cases;
  for (auto [n, block, chunk] : {std::array{4000, 32, 100}, {1001, 16, 40}, {50, 16, 7}}) {
    const std::string_view p = "abaab";
    const Bytes text = text_of(random, n, p);
    const std::string_view hay(reinterpret_cast<const char*>(text.data()), text.size());
    const int items = int(round_up((n + chunk - 1) / chunk, block));
    std::vector<int> counts(items);
    for (auto at = hay.find(p); at != hay.npos; at = hay.find(p, at + 1)) ++counts[at / chunk];
    Case c("n " + std::to_string(n) + " chunk " + std::to_string(chunk));
    c.launch("search_horspool", range(items, block),
             {c.in(text), value(n), c.in(Bytes(p.begin(), p.end())), value(int(p.size())), value(chunk), c.out(counts)});
    cases.push_back(std::move(c));
  }
  return cases;
}

std::vector<Case> upper_and_words(Random& random) {
  std::vector<Case> cases;
  for (auto [n, block] : {std::pair{512, 64}, {100, 32}, {1, 1}}) {
    const auto text = random.bits<unsigned char>(n);
    Bytes want = text;
    std::vector<int> words;
    for (auto& x : want) {
      words.push_back(x > 32 && x < 127);
      if (x == '\t' || x == '\n') x = ' ';
      else if (x < 128) x = static_cast<unsigned char>(std::toupper(x));
    }
    Case c("n " + std::to_string(n));
    c.launch("upper_and_words", range(round_up(n, block), block), {c.inout(text, want), value(n), c.out(words)});
    cases.push_back(std::move(c));
  }
  return cases;
}

}  // namespace

CLRT_SUITE(bitonic_sort, "bitonic_sort.cl") {
  s.every_sub_group_size();
  s.add("bitonic_sort", bitonic_sort);
}
CLRT_SUITE(histogram, "histogram.cl") {
  s.add("histogram256", histogram256);
  s.add("histogram_ranges", histogram_ranges);
}
CLRT_SUITE(sha256, "sha256.cl") {
  s.every_sub_group_size();
  s.add("sha256", sha256);
}
CLRT_SUITE(string_search, "string_search.cl") {
  s.add("search_naive", search_naive);
  s.add("search_horspool", search_horspool);
  s.add("upper_and_words", upper_and_words);
}
