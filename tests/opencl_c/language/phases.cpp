// References of phases.cl: a work-group is simulated with arrays of its items, from barrier to barrier.
#include <algorithm>
#include <cmath>
#include <functional>

#include "suite.hpp"

using namespace clrt::harness;

namespace {

using Group = std::vector<int>;

struct Shape { int global, local; };
// Full sub-groups of every width, one and several of them; a partial one; a smaller work-group at the edge, full and partial.
constexpr Shape kShapes[] = {{64, 64}, {512, 256}, {192, 96}, {128, 32}, {40, 40}, {192, 128}, {150, 128}};

// `run` turns the inputs of one work-group into its outputs; `extra` adds arguments behind in and out.
std::vector<Case> groups(const char* kernel, Random& random, int low, int high, const std::function<Group(const Group& in)>& run,
                         const std::function<void(Case&, std::vector<LaunchArg>&, int local)>& extra, const std::string& label = "") {
  std::vector<Case> cases;
  for (const Shape& s : kShapes) {
    const auto in = random.values<int>(s.global, low, high);
    std::vector<int> want;
    for (int first = 0; first < s.global; first += s.local) {
      const Group result = run({in.begin() + first, in.begin() + std::min(first + s.local, s.global)});
      want.insert(want.end(), result.begin(), result.end());
    }
    Case c(label + "global " + std::to_string(s.global) + " local " + std::to_string(s.local));
    std::vector<LaunchArg> args{c.in(in), c.out(want)};
    extra(c, args, s.local);
    c.launch(kernel, range(s.global, s.local), args);
    cases.push_back(std::move(c));
  }
  return cases;
}

int at(const Group& v, int i) { return v[static_cast<std::size_t>(i) % v.size()]; }
void tile(Case&, std::vector<LaunchArg>& args, int size) { args.push_back(local<int>(size)); }

std::vector<Case> kept_values(Random& random) {
  return groups("kept_values", random, -100, 100, [](const Group& in) {
    const int size = int(in.size());
    Group out;
    for (int l = 0; l < size; ++l) {
      const int own = in[l], next = at(in, l + 1), far = at(in, (l + 5) % size + 1);  // t holds the neighbours' values by then
      int table[3] = {l, own, 7};
      table[next & 1] += next;
      const int sum = next * 3 - ((own & 1) ? far : 0);
      out.push_back(own + (l + next) * 3 + size + 1 + (own * 2 - far) * 5 + (l * 3 + 1) + table[0] + table[1] * 7 + table[2] + sum + own + far);
    }
    return out;
  }, tile);
}

std::vector<Case> group_values(Random& random) {
  std::vector<Case> cases;
  for (const auto& [n, steer] : {std::pair{40, std::vector<int>{5, 1000}}, {4, {1, 5}}, {100, {-2, 3}}, {7, {6, 9}}}) {
    const auto run = [n = n, steer = steer](const Group& in) {
      const int size = int(in.size());
      Group mine = in;
      int offset = 1;
      for (int rounds = steer[0] > 2 ? steer[0] - 1 : steer[0] + 2; rounds > 0; --rounds) {
        const Group t = mine;
        for (int l = 0; l < size; ++l) mine[l] = (mine[l] + at(t, l + offset)) ^ (offset * 2);
        offset *= 2;
        if (offset + 1 == steer[1]) break;
        if (offset == 4) continue;
        for (int& x : mine) x += offset + 1;
      }
      int width = (n + 3) / 4;
      do {
        for (int& x : mine) x += width;
        std::reverse(mine.begin(), mine.end());
        width /= 2;
      } while (width > 3);
      for (int& x : mine) x = x * 2 + offset;
      return mine;
    };
    auto some = groups("group_values", random, -100, 100, run, [n = n, steer = steer](Case& c, std::vector<LaunchArg>& args, int size) {
      args.push_back(value(n));
      args.push_back(c.in(steer));
      tile(c, args, size);
    }, "n " + std::to_string(n) + " ");
    std::move(some.begin(), some.end(), std::back_inserter(cases));
  }
  return cases;
}

std::vector<Case> computed_limit(Random& random) {
  return groups("computed_limit", random, -100, 100, [](const Group& in) {
    Group mine = in;
    for (int k = 0; k < (k < 2 ? 7 : 6); ++k) {
      Group t = mine;
      for (std::size_t l = 0; l < t.size(); ++l) mine[l] = at(t, int(l) + k + 1) + k;
    }
    return mine;
  }, [](Case& c, std::vector<LaunchArg>& args, int size) {
    args.push_back(value(3));
    tile(c, args, size);
  });
}

std::vector<Case> vote_in_memory(Random& random) {
  return groups("vote_in_memory", random, 0, 1000, [](const Group& in) {
    Group mine = in;
    for (int& x : mine) x &= 15;
    int turns = 0;
    for (bool again = true; again; ++turns) {
      const Group t = mine;
      again = false;
      for (std::size_t l = 0; l < t.size(); ++l) {
        const int left = at(t, int(l + t.size()) - 1);
        again = again || left > t[l];
        mine[l] = std::max(t[l], left);
      }
    }
    for (int& x : mine) x = x * 1000 + turns;
    return mine;
  }, [](Case& c, std::vector<LaunchArg>& args, int size) {
    tile(c, args, size);
    args.push_back(local<int>(1));
  });
}

std::vector<Case> changed_parameters(Random& random) {
  return groups("changed_parameters", random, -100, 100, [](const Group& in) {
    const int size = int(in.size());
    Group bias;
    for (int l = 0; l < size; ++l) bias.push_back(11 + l);
    for (int turn = 0; turn < 7; ++turn) {
      Group t;
      for (int l = 0; l < size; ++l) t.push_back(in[l] + bias[l]);
      for (int l = 0; l < size; ++l) bias[l] += t[size - 1 - l] & 3;
    }
    return bias;
  }, [](Case&, std::vector<LaunchArg>& args, int size) {
    args.push_back(value(3));
    args.push_back(value(11));
    args.push_back(local<int>(size + 1));
  });
}

std::vector<Case> early_leave(Random& random) {
  std::vector<Case> cases;
  for (int mode : {0, 1, 3, 4, 6}) {
    const auto run = [mode](const Group& in) {
      Group out(in.size(), -1);
      for (int l = 0; mode != 0 && l < int(in.size()); ++l) {
        const int next = at(in, l + 1);
        if (mode < 4) {
          out[l] = next + mode;
          continue;
        }
        // Turn 3 is the last: j = 0 adds nothing, j = 1 leaves the inner loop first.
        out[l] = (next + 3) * 3 + (in[l] < 0 ? 0 : 1000);
      }
      return out;
    };
    auto some = groups("early_leave", random, -100, 100, run, [mode](Case& c, std::vector<LaunchArg>& args, int size) {
      args.push_back(value(mode));
      tile(c, args, size);
    }, "mode " + std::to_string(mode) + " ");
    std::move(some.begin(), some.end(), std::back_inserter(cases));
  }
  return cases;
}

std::vector<Case> taken_addresses(Random& random) {
  std::vector<Case> cases;
  for (const Shape& s : kShapes) {
    std::vector<float> in, want;
    for (int i = 0; i < s.global; ++i) in.push_back(float(random.value(-400, 400)) * 0.25f);
    for (int i = 0; i < s.global; ++i) {
      const int first = i / s.local * s.local, size = std::min(s.local, s.global - first), l = i - first;
      float values[2] = {1, 2};
      values[l & 1] += std::floor(in[first + size - 1 - l]);
      want.push_back(values[0] * 4 + values[1] + std::floor(in[i]) + 0.5f + (in[i] - std::floor(in[i])));
    }
    Case c("global " + std::to_string(s.global) + " local " + std::to_string(s.local));
    c.launch("taken_addresses", range(s.global, s.local), {c.in(in), c.out(want), local<float>(s.local)});
    cases.push_back(std::move(c));
  }
  return cases;
}

// Groups of 16 x 16; where the range is no multiple, smaller ones at the edge.
std::vector<Case> tiles(Random& random) {
  std::vector<Case> cases;
  for (const auto [m, n, k] : {std::array{16, 16, 16}, {33, 48, 40}, {5, 70, 1}, {64, 32, 100}}) {
    const auto a = random.values<int>(m * k, -100, 100), b = random.values<int>(k * n, -100, 100);
    std::vector<int> want;
    for (int row = 0; row < m; ++row) {
      for (int column = 0; column < n; ++column) {
        int sum = 0, biggest = -1000000;
        for (int s = 0; s < (k + 15) / 16 * 16; ++s) {
          const int product = s < k ? a[row * k + s] * b[s * n + column] : 0;
          sum += product + (s % 16 == 0 ? 3 * (row % 16) : 0);
          biggest = std::max(biggest, product);
        }
        want.push_back(sum + biggest * 3);
      }
    }
    Case c(std::to_string(m) + " x " + std::to_string(n) + " x " + std::to_string(k));
    c.launch("tiles", range2(round_up(n, 16), round_up(m, 16), 16, 16), {c.in(a), c.in(b), c.out(want), value(m), value(n), value(k)});
    cases.push_back(std::move(c));
  }
  return cases;
}

// The likely groups of 32 x 8, smaller ones at the edge of a range of them, and others.
std::vector<Case> likely_tiles(Random& random) {
  std::vector<Case> cases;
  for (const auto [w, h, lw, lh] : {std::array{64, 16, 32, 8}, {80, 12, 32, 8}, {32, 8, 32, 4}, {32, 16, 16, 8}, {64, 4, 8, 4}, {15, 9, 5, 3}, {64, 14, 32, 7}}) {
    const auto in = random.values<int>(w * h, -9, 9);
    std::vector<int> want = in;
    for (int turn = 0; turn < 2; ++turn) {
      const std::vector<int> t = want;
      for (int y = 0; y < h; ++y) {
        for (int x = 0; x < w; ++x) {
          const int left = x / lw * lw, top = y / lh * lh;
          int& mine = want[y * w + x];
          for (int j = top; j < std::min(top + lh, h); ++j) mine += t[j * w + x] * (j - top + y - top);
          for (int i = left; i < std::min(left + lw, w); ++i) mine ^= t[y * w + i] + i - left;
        }
      }
    }
    for (int y = 0; y < h; ++y)
      for (int x = 0; x < w; ++x) want[y * w + x] += x % lw * 10 + y % lh;
    Case c(std::to_string(w) + " x " + std::to_string(h) + " in groups of " + std::to_string(lw) + " x " + std::to_string(lh));
    c.launch("likely_tiles", range2(w, h, lw, lh), {c.in(in), c.out(want), value(2)});
    cases.push_back(std::move(c));
  }
  return cases;
}

std::vector<Case> rows(Random& random) {
  std::vector<Case> cases;
  for (const auto [w, h, lw, lh] : {std::array{32, 32, 16, 16}, {64, 6, 32, 3}, {48, 10, 48, 5}, {64, 8, 64, 4}, {24, 8, 8, 8}, {32, 7, 16, 4}, {70, 8, 64, 8}}) {
    const auto in = random.values<int>(w * h, -9, 9);
    std::vector<int> want = in;
    for (int turn = 0; turn < 3; ++turn) {
      const std::vector<int> t = want;
      for (int y = 0; y < h; ++y)
        for (int x = 0; x < w; ++x)
          for (int first = y / lh * lh, j = first; j < std::min(first + lh, h); ++j) want[y * w + x] += t[j * w + x] * (j - first + y - first);
    }
    for (int y = 0; y < h; ++y)
      for (int x = 0; x < w; ++x) want[y * w + x] += x % lw * 10 + y % lh;
    Case c(std::to_string(w) + " x " + std::to_string(h) + " in groups of " + std::to_string(lw) + " x " + std::to_string(lh));
    c.launch("rows", range2(w, h, lw, lh), {c.in(in), c.out(want), local<int>(lw * lh)});
    cases.push_back(std::move(c));
  }
  return cases;
}

// Groups of 16 x 8.
std::vector<Case> array_through_loop(Random& random) {
  std::vector<Case> cases;
  constexpr int kTurns = 11, kWidth = 16, kHeight = 8;
  for (const auto [w, h] : {std::array{16, 8}, {48, 16}}) {
    const auto in = random.values<int>(w * h, -1000, 1000);
    std::vector<int> sums, kept, want;
    for (int i = 0; i < w * h; ++i) {
      const int l = i / w % kHeight * kWidth + i % w % kWidth;
      int seen[4] = {in[i], 1, 2, 3}, sum = 0;
      for (int k = 0; k < kTurns; ++k) {
        seen[(k + l) & 3] += k;
        sum += seen[k & 3];
      }
      sums.push_back(sum);
      kept.push_back(seen[l & 3]);
    }
    for (int i = 0; i < w * h; ++i) {
      const int x = i % w, y = i / w, other_x = x / kWidth * kWidth + kWidth - 1 - x % kWidth, other_y = y / kHeight * kHeight + kHeight - 1 - y % kHeight;
      want.push_back(sums[other_y * w + other_x] + kept[i]);
    }
    Case c(std::to_string(w) + " x " + std::to_string(h));
    c.launch("array_through_loop", range2(w, h, kWidth, kHeight), {c.in(in), c.out(want), value(kTurns), local<int>(kWidth * kHeight)});
    cases.push_back(std::move(c));
  }
  return cases;
}

std::vector<Case> leave_together(Random& random) {
  std::vector<Case> cases;
  for (const Shape& s : kShapes) {
    auto in = random.values<int>(s.global, 0, 100);
    std::vector<int> want;
    for (int i = 0; i < s.global; ++i) {
      const int first = i / s.local * s.local, size = std::min(s.local, s.global - first);
      const bool leaves = i / s.local % 2 == 1;
      want.push_back(leaves ? 7 : in[first + size - 1 - (i - first)] + 1);
    }
    for (int i = 0; i < s.global; ++i)
      if (i / s.local % 2 == 1) in[i] = -1;
    Case c("global " + std::to_string(s.global) + " local " + std::to_string(s.local));
    c.launch("leave_together", range(s.global, s.local), {c.in(in), c.out(want), local<int>(s.local)});
    cases.push_back(std::move(c));
  }
  return cases;
}

}  // namespace

CLRT_SUITE(phases, "phases.cl") {
  s.every_sub_group_size();
  s.add("kept_values", kept_values).by_phases();
  s.add("group_values", group_values).by_phases();
  s.add("computed_limit", computed_limit).by_phases();
  s.add("vote_in_memory", vote_in_memory).by_phases();
  s.add("changed_parameters", changed_parameters).by_phases();
  s.add("early_leave", early_leave).by_phases().skips_device("pthread-", "PoCL 3.1 lets some items return behind the loop that must not, and others not").skips_device("cpu-", "PoCL too, after 3.1");
  s.add("taken_addresses", taken_addresses).by_phases();
  s.add("tiles", tiles);  // wider sub-groups than its rows run on fibers
  s.add("likely_tiles", likely_tiles).by_phases();
  s.add("rows", rows).by_phases();
  s.add("array_through_loop", array_through_loop);  // wider sub-groups than its rows run on fibers
  s.add("leave_together", leave_together).on_fibers("return before a barrier");
}
