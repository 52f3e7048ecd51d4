// References of the numeric programs: N-body, sparse matrix, prefix sum, reductions.
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>

#include "suite.hpp"

using namespace clrt::harness;

namespace {

std::string label(int n, int local) { return "n " + std::to_string(n) + " local " + std::to_string(local); }

std::vector<Case> nbody_step(Random& random) {
  std::vector<Case> cases;
  for (auto [n, block] : {std::pair{128, 64}, {100, 32}, {1, 16}, {257, 100}, {96, 48}}) {
    const auto pos = random.values<float>(4 * n, 0.1f, 1.0f);
    const auto vel = random.values<float>(4 * n, -1.0f, 1.0f);
    const float dt = 0.01f;
    std::vector<float> new_pos(4 * n), new_vel = vel;
    double largest = 0;
    for (int i = 0; i < n; ++i) {
      std::array<double, 3> acc{};
      double weight = 0;
      for (int j = 0; j < n; ++j) {
        std::array<double, 3> r{};
        double d2 = 0.01;
        for (int k = 0; k < 3; ++k) r[k] = double(pos[4 * j + k]) - pos[4 * i + k], d2 += r[k] * r[k];
        const double f = pos[4 * j + 3] / (d2 * std::sqrt(d2));
        for (int k = 0; k < 3; ++k) acc[k] += r[k] * f;
        weight += std::sqrt(d2) * f;
      }
      largest = std::max(largest, weight);
      for (int k = 0; k < 3; ++k) {
        new_vel[4 * i + k] = float(vel[4 * i + k] + acc[k] * dt);
        new_pos[4 * i + k] = float(pos[4 * i + k] + (vel[4 * i + k] + acc[k] * dt) * dt);
      }
      new_pos[4 * i + 3] = pos[4 * i + 3];
    }
    // Per term: rsqrt cubed (2 ulp each), five products; the sum grows like sqrt(n) roundings.
    const double error = (24 + 4 * std::sqrt(n)) * 6e-8 * largest * dt + 2e-7;
    Case c(label(n, block));
    c.launch("nbody_step", range(round_up(n, block), block),
             {c.in(pos), c.out(new_pos, {error, 0}), c.inout(vel, new_vel, {error, 0}), value(n), value(dt), local<float>(4 * block)});
    cases.push_back(std::move(c));
  }
  return cases;
}

struct Sparse {
  std::vector<int> row_ptr{0}, cols;
  std::vector<float> vals, x, y;
  double error = 0;
};

// Rows of 0 to `longest` entries, one of them ten times as long.
Sparse sparse(Random& random, int rows, int longest) {
  Sparse m;
  m.x = random.values<float>(rows, -1.0f, 1.0f);
  for (int r = 0; r < rows; ++r) {
    const int count = r == rows / 2 ? 10 * longest : random.value(0, longest);
    double sum = 0, size = 0;
    for (int k = 0; k < count; ++k) {
      m.cols.push_back(random.value(0, rows - 1));
      m.vals.push_back(random.value(-1.0f, 1.0f));
      const double term = double(m.vals.back()) * m.x[m.cols.back()];
      sum += term;
      size += std::abs(term);
    }
    m.error = std::max(m.error, size * (count + 1) * 6e-8);
    m.row_ptr.push_back(int(m.cols.size()));
    m.y.push_back(float(sum));
  }
  return m;
}

std::vector<Case> spmv_scalar(Random& random) {
  std::vector<Case> cases;
  for (auto [rows, block] : {std::pair{256, 64}, {300, 128}, {7, 16}, {1000, 50}}) {
    const Sparse m = sparse(random, rows, 30);
    Case c(label(rows, block));
    c.launch("spmv_csr_scalar", range(round_up(rows, block), block),
             {value(rows), c.in(m.row_ptr), c.in(m.cols), c.in(m.vals), c.in(m.x), c.out(m.y, {m.error, 0})});
    cases.push_back(std::move(c));
  }
  return cases;
}

std::vector<Case> spmv_group(Random& random) {
  std::vector<Case> cases;
  for (auto [rows, block, groups] : {std::array{64, 64, 64}, {50, 32, 7}, {9, 8, 3}}) {
    const Sparse m = sparse(random, rows, 90);
    Case c(label(rows, block));
    c.launch("spmv_csr_group", range(groups * block, block),
             {value(rows), c.in(m.row_ptr), c.in(m.cols), c.in(m.vals), c.in(m.x), c.out(m.y, {m.error, 0}), local<float>(block)});
    cases.push_back(std::move(c));
  }
  return cases;
}

std::vector<int> exclusive(const std::vector<int>& in) {
  std::vector<int> out(in.size());
  std::exclusive_scan(in.begin(), in.end(), out.begin(), 0);
  return out;
}

std::vector<Case> prefix_sum(Random& random) {
  std::vector<Case> cases;
  for (auto [n, threads] : {std::pair{1024, 64}, {1000, 32}, {1, 8}, {129, 64}, {5000, 64}}) {
    const auto in = random.values<int>(n, -1000, 1000);
    const int block = 2 * threads, blocks = int(round_up(n, block)) / block;
    Case c(label(n, threads));
    const BufferId out = c.out(exclusive(in)), sums = c.scratch<int>(blocks), scanned = c.scratch<int>(blocks),
                   total = c.scratch<int>(1);
    int top = 1;  // threads that scan all block sums in one work-group
    while (2 * top < blocks) top *= 2;
    c.launch("scan_blocks", range(blocks * threads, threads), {c.in(in), out, sums, value(n), local<int>(block)});
    c.launch("scan_blocks", range(top, top), {sums, scanned, total, value(blocks), local<int>(2 * top)});
    c.launch("add_block_sums", range(round_up(n, threads), threads), {out, scanned, value(n), value(block)});
    cases.push_back(std::move(c));
  }
  return cases;
}

std::vector<Case> scan_naive(Random& random) {
  std::vector<Case> cases;
  for (auto [n, size] : {std::pair{128, 128}, {100, 128}, {33, 40}, {1, 1}}) {
    const auto in = random.values<int>(n, -1000, 1000);
    Case c(label(n, size));
    c.launch("scan_naive", range(size, size), {c.in(in), c.out(exclusive(in)), value(n), local<int>(2 * size)});
    cases.push_back(std::move(c));
  }
  return cases;
}

std::vector<Case> reduce_sum(Random& random) {
  std::vector<Case> cases;
  for (auto [n, block, groups] : {std::array{4096, 128, 4}, {1000, 64, 3}, {5, 32, 2}, {77777, 256, 5}}) {
    const auto in = random.values<int>(n, -100000, 100000);
    std::vector<int> want(groups, 0);
    for (int i = 0; i < n; ++i) want[(i / (2 * block)) % groups] += in[i];
    Case c(label(n, block));
    c.launch("reduce_sum", range(groups * block, block), {c.in(in), c.out(want), value(n), local<int>(block)});
    cases.push_back(std::move(c));
  }
  return cases;
}

std::vector<Case> arg_min(Random& random) {
  std::vector<Case> cases;
  for (auto [n, block] : {std::pair{1000, 128}, {1000, 100}, {3, 37}, {4097, 1}}) {
    auto in = random.values<float>(n, -1.0f, 1.0f);
    in[n / 3] = in[n - 1] = -2.0f;  // a tie: the lower index wins
    const auto at = std::min_element(in.begin(), in.end());
    const auto index = int(at - in.begin());
    std::vector<int> want(2);
    std::memcpy(want.data(), &*at, sizeof(float));
    want[1] = index;
    Case c(label(n, block));
    c.launch("arg_min", range(block, block), {c.in(in), value(n), c.out(want), local<std::array<int, 2>>(block)});
    cases.push_back(std::move(c));
  }
  return cases;
}

}  // namespace

CLRT_SUITE(nbody, "nbody.cl") {
  s.every_sub_group_size();
  s.add("nbody_step", nbody_step);
}
CLRT_SUITE(spmv, "spmv.cl") {
  s.every_sub_group_size();
  s.add("spmv_scalar", spmv_scalar);
  s.add("spmv_group", spmv_group);
}
CLRT_SUITE(prefix_sum, "prefix_sum.cl") {
  s.every_sub_group_size();
  s.add("prefix_sum", prefix_sum);
  s.add("scan_naive", scan_naive);
}
CLRT_SUITE(reduction, "reduction.cl") {
  s.add("reduce_sum", reduce_sum);
  s.add("arg_min", arg_min);
}
