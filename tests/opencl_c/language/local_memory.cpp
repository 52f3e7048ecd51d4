// References of local_memory.cl: a work-group is simulated with arrays of its items.
#include <algorithm>
#include <functional>

#include "items.hpp"

using namespace clrt::harness;

namespace {

using Group = std::vector<int>;

std::string label(const ItemShape& s) {
  return "n " + std::to_string(s.n) + " global " + std::to_string(s.global) + " local " + std::to_string(s.local);
}

// `group` turns the inputs of one work-group (0 beyond n) into its outputs; `extra` adds arguments behind n.
std::vector<Case> groups(const char* kernel, Random& random, const std::function<Group(const Group& in, int group)>& run,
                         const std::function<void(Case&, std::vector<LaunchArg>&, const ItemShape&)>& extra, bool guarded = true,
                         int beyond = 0) {
  std::vector<Case> cases;
  for (ItemShape s : kItemShapes) {
    if (!guarded) s.n = s.global;
    const auto in = random.values<int>(s.n, guarded ? -50 : 0, 50);
    std::vector<int> want;
    for (int first = 0, g = 0; first < s.global; first += s.local, ++g) {
      Group mine;
      for (int i = first; i < std::min(first + s.local, s.global); ++i) mine.push_back(i < s.n ? in[i] : beyond);
      const Group result = run(mine, g);
      want.insert(want.end(), result.begin(), result.end());
    }
    want.resize(s.n);
    Case c(label(s));
    std::vector<LaunchArg> args{c.in(in), c.out(want)};
    if (guarded) args.push_back(value(s.n));
    extra(c, args, s);
    c.launch(kernel, range(s.global, s.local), args);
    cases.push_back(std::move(c));
  }
  return cases;
}

void add_local(Case&, std::vector<LaunchArg>& args, const ItemShape& s) { args.push_back(local<int>(s.local)); }

std::vector<Case> reverse_group(Random& random) {
  return groups("reverse_group", random, [](const Group& in, int) { return Group(in.rbegin(), in.rend()); },
                [](Case&, std::vector<LaunchArg>&, const ItemShape&) {}, true, -1);
}

std::vector<Case> two_arguments(Random& random) {
  std::vector<Case> cases;
  for (const ItemShape& s : kItemShapes) {
    const auto in = random.values<int>(s.n, -50, 50);
    std::vector<int> want;
    for (int i = 0; i < s.n; ++i) {
      const int first = i / s.local * s.local, size = std::min(s.local, s.global - first), l = i - first;
      const auto item = [&](int k) { return first + k < s.n ? in[first + k] : 0; };
      want.push_back(item((l + 1) % size) + item((l + size - 1) % size) * -9 + 7 + (i % 3 < size ? i % 3 : 0));
    }
    Case c(label(s));
    c.launch("two_arguments", range(s.global, s.local),
             {c.in(in), c.out(want), value(s.n), local<int>(s.local), value(-9), local<std::int64_t>(s.local)});
    cases.push_back(std::move(c));
  }
  return cases;
}

Group barrier_in_loop(const Group& in, int) {
  Group mine = in, seen(in.size());
  for (int turn = 1; turn <= 5; ++turn) {
    const Group before = mine;
    for (std::size_t l = 0; l < mine.size(); ++l) {
      const int left = before[l == 0 ? mine.size() - 1 : l - 1];
      if (left > before[l]) seen[l] += turn;
      mine[l] = before[l] * 3 + left;
    }
  }
  std::transform(mine.begin(), mine.end(), seen.begin(), mine.begin(), std::plus<>());
  return mine;
}

Group rotated(Group v) {
  std::rotate(v.begin(), v.begin() + 1, v.end());
  return v;
}

Group barrier_in_helper(const Group& in, int) {
  Group v = rotated(in), w = rotated(v);
  for (int& x : w) ++x;
  w = rotated(w);
  for (std::size_t l = 0; l < v.size(); ++l) v[l] += w[l];
  return v;
}

std::vector<Case> barrier_in_branch(Random& random) {
  std::vector<Case> cases;
  for (int mode = 0; mode < 3; ++mode) {
    const auto run = [mode](const Group& in, int g) {
      Group v = in;
      if (mode == 1) std::reverse(v.begin(), v.end());
      else if (g % 2 == 0)
        for (std::size_t l = 0; l < v.size(); ++l) v[l] = 2 * in[0] + 2 * in[l];
      return v;
    };
    auto some = groups("barrier_in_branch", random, run, [mode](Case&, std::vector<LaunchArg>& args, const ItemShape& s) {
      args.push_back(value(mode));
      args.push_back(local<int>(s.local));
    });
    std::move(some.begin(), some.end(), std::back_inserter(cases));
  }
  return cases;
}

std::vector<Case> barrier_in_switch(Random& random) {
  std::vector<Case> cases;
  for (int mode = 0; mode < 3; ++mode) {
    const auto run = [mode](const Group& in, int) {
      const Group next = rotated(in);
      Group v = in;
      for (std::size_t l = 0; l < v.size(); ++l) v[l] = mode == 2 ? v[l] + next[l] : v[l] * (mode + 1) + 1;
      return v;
    };
    auto some = groups("barrier_in_switch", random, run, [mode](Case&, std::vector<LaunchArg>& args, const ItemShape& s) {
      args.push_back(value(mode));
      args.push_back(local<int>(s.local));
    });
    std::move(some.begin(), some.end(), std::back_inserter(cases));
  }
  return cases;
}

std::vector<Case> trips_from_memory(Random& random) {
  const std::vector<int> turns{3, 0, 7, 1, 4, 2, 5, 6};
  const auto run = [&](const Group& in, int g) {
    Group v = in;
    for (int k = turns[g] - 1; k >= 0; --k) {
      const Group t = v;
      for (std::size_t l = 0; l < v.size(); ++l) {
        v[l] = t[(3 * l + 1) % v.size()] + 1;
        if (k != 2) v[l] ^= k;
      }
    }
    return v;
  };
  return groups("trips_from_memory", random, run, [&](Case& c, std::vector<LaunchArg>& args, const ItemShape& s) {
    args.push_back(c.in(turns));
    add_local(c, args, s);
  }, false);
}

Group divergent_between(const Group& in, int) {
  Group t;
  for (std::size_t l = 0; l < in.size(); ++l) {
    const int turns = std::min(in[l] % 7, 4);
    const int sum = turns * (turns - 1) / 2 + turns * in[l];
    t.push_back(l % 3 == 0 ? -sum : sum);
  }
  int sum = 0;
  for (int x : t) sum = sum * 3 + x;
  for (std::size_t l = 0; l < t.size(); ++l) t[l] = sum + int(l);
  return t;
}

std::vector<Case> struct_in_local(Random& random) {
  std::vector<Case> cases;
  for (auto [global, size] : {std::pair{64, 32}, {60, 20}, {5, 5}, {1, 1}}) {
    const auto in = random.values<int>(global, 0, 1000);
    std::vector<float> want;
    for (int i = 0; i < global; ++i) {
      const int l = (i % size + 1) % size, x = in[i / size * size + l];
      want.push_back(float(x) + 0.5f * float(x % 5) + float(l));
    }
    Case c("global " + std::to_string(global) + " local " + std::to_string(size));
    c.launch("struct_in_local", range(global, size), {c.in(in), c.out(want)});
    cases.push_back(std::move(c));
  }
  return cases;
}

std::vector<Case> async_copies(Random& random) {
  std::vector<Case> cases;
  for (auto [global, size] : {std::pair{128, 64}, {60, 20}, {10, 2}, {48, 16}}) {
    const auto in = random.values<int>(global, -1000, 1000);
    std::vector<int> want;
    for (int i = 0; i < global; ++i) {
      const int l = i % size, x = in[i - l + size - 1 - l];
      want.push_back(l < size / 2 ? 2 * x : x);
    }
    Case c("global " + std::to_string(global) + " local " + std::to_string(size));
    c.launch("async_copies", range(global, size), {c.in(in), c.out(want)});
    cases.push_back(std::move(c));
  }
  return cases;
}

std::vector<Case> local_2d_and_fence(Random& random) {
  std::vector<Case> cases;
  for (auto [w, h, lw, lh] : {std::array{16, 16, 8, 8}, {21, 10, 7, 5}, {9, 8, 9, 8}, {3, 4, 1, 4}}) {
    const auto in = random.values<int>(w * h, -1000, 1000);
    std::vector<int> want;
    for (int y = 0; y < h; ++y)
      for (int x = 0; x < w; ++x) {
        const int x0 = x / lw * lw, y0 = y / lh * lh;
        want.push_back(in[(y0 + lh - 1 - (y - y0)) * w + x0 + lw - 1 - (x - x0)] - in[y * w + x0 + (x - x0 + 1) % lw]);
      }
    Case c(std::to_string(lw) + "x" + std::to_string(lh));
    c.launch("local_2d_and_fence", range2(w, h, lw, lh), {c.in(in), c.out(want)});
    cases.push_back(std::move(c));
  }
  return cases;
}

}  // namespace

CLRT_SUITE(local_memory, "local_memory.cl") {
  s.every_sub_group_size();
  s.add("reverse_group", reverse_group);
  s.add("two_arguments", two_arguments);
  s.add("barrier_in_loop", [](Random& r) { return groups("barrier_in_loop", r, barrier_in_loop, add_local); });
  s.add("barrier_in_helper", [](Random& r) { return groups("barrier_in_helper", r, barrier_in_helper, add_local); });
  s.add("barrier_in_branch", barrier_in_branch).skips_device("pthread-", "the compiler of PoCL 3.1 aborts on it");
  s.add("barrier_in_switch", barrier_in_switch);
  s.add("trips_from_memory", trips_from_memory);
  s.add("divergent_between", [](Random& r) { return groups("divergent_between", r, divergent_between, add_local, false); });
  s.add("struct_in_local", struct_in_local);
  s.add("async_copies", async_copies);
  s.add("local_2d_and_fence", local_2d_and_fence);
}
