// Reductions, scans and work-group collectives of every type against plain loops, on every device and prelude.
#include <cstdlib>
#include <cstring>
#include <functional>
#include <limits>
#include <random>

#include "support.hpp"

namespace clrt::gpu::test {
namespace {

template <class T>
struct Op {
  const char* name;
  std::function<T(T, T)> apply;
  T identity;
};

template <class T>
std::vector<Op<T>> operations() {
  using L = std::numeric_limits<T>;
  const T most = L::has_infinity ? L::infinity() : L::max(), least = L::has_infinity ? -L::infinity() : L::lowest();
  std::vector<Op<T>> ops = {{"add", [](T a, T b) { return static_cast<T>(a + b); }, 0},
                            {"mul", [](T a, T b) { return static_cast<T>(a * b); }, 1},
                            {"min", [](T a, T b) { return a < b ? a : b; }, most},
                            {"max", [](T a, T b) { return a < b ? b : a; }, least}};
  if constexpr (std::is_integral_v<T>) {
    ops.push_back({"and", [](T a, T b) { return static_cast<T>(a & b); }, static_cast<T>(~T{0})});
    ops.push_back({"or", [](T a, T b) { return static_cast<T>(a | b); }, 0});
    ops.push_back({"xor", [](T a, T b) { return static_cast<T>(a ^ b); }, 0});
  }
  if constexpr (std::is_same_v<T, std::int32_t>) {
    ops.push_back({"logical_and", [](T a, T b) { return T{a != 0 && b != 0}; }, 1});
    ops.push_back({"logical_or", [](T a, T b) { return T{a != 0 || b != 0}; }, 0});
    ops.push_back({"logical_xor", [](T a, T b) { return T{(a != 0) != (b != 0)}; }, 0});
  }
  return ops;
}

// Values whose sums and products of up to 64 are exact in every order (integers wrap).
template <class T>
std::vector<T> values(std::size_t count, unsigned seed) {
  std::mt19937 random(seed);
  std::vector<T> v(count);
  for (T& x : v) {
    if constexpr (std::is_integral_v<T>)
      x = static_cast<T>((std::uint64_t{random()} << 32 | random()) >> (random() % 4 * 16));
    else
      x = static_cast<T>(std::array{-2.0, -1.0, 0.5, 1.0, 2.0, 1.0, -1.0}[random() % 7]);
  }
  if constexpr (std::is_same_v<T, std::int32_t>)
    for (T& x : v) x = random() % 5 == 0 ? 0 : x;  // for the logical ones
  return v;
}

struct Shape {
  std::vector<std::uint64_t> groups, local;
  std::size_t items() const {
    std::size_t n = 1;
    for (const std::uint64_t l : local) n *= l;
    return n;
  }
};

// Whole sub-groups and a partial one, an odd size, one work-item, and all dimensions. Some drivers compile a kernel again for every
// local size, for seconds, so there are few.
std::vector<Shape> shapes(std::size_t size) {
  return {{{3}, {2 * size + size / 2}}, {{2}, {37}}, {{3}, {1}}, {{2, 1, 2}, {5, 3, 2}}};
}
std::vector<Shape> one_shape(std::size_t size) { return {{{3}, {2 * size + size / 2}}}; }

backend::NDRange ndrange(const Shape& shape) {
  std::vector<std::uint64_t> global;
  for (std::size_t d = 0; d < shape.local.size(); ++d) global.push_back(shape.groups[d] * shape.local[d]);
  return range(global, shape.local);
}

std::size_t group_count(const Shape& shape) {
  std::size_t n = 1;
  for (const std::uint64_t g : shape.groups) n *= g;
  return n;
}

// Work-items are numbered group by group here, and by local linear id inside.
const char* const kItem =
    "size_t g = get_group_id(0) + get_num_groups(0) * (get_group_id(1) + get_num_groups(1) * get_group_id(2));\n"
    "size_t l = get_local_id(0) + get_local_size(0) * (get_local_id(1) + get_local_size(1) * get_local_id(2));\n"
    "size_t n = get_global_size(0) * get_global_size(1) * get_global_size(2);\n"
    "size_t i = g * get_local_size(0) * get_local_size(1) * get_local_size(2) + l;\n";

std::string kernel_head(std::size_t size, const std::string& type, const std::string& out) {
  return "__kernel __attribute__((intel_reqd_sub_group_size(" + std::to_string(size) + "))) void f(__global const " + type +
         "* x, __global " + out + "* out) {\n" + kItem;
}

// One kernel for each operation; a driver that compiles barriers slowly takes many small ones better than a large one.
template <class T>
std::string arithmetic_source(const char* type, std::size_t size) {
  std::string source;
  for (const auto& op : operations<T>()) {
    const std::string name = op.name;
    const bool core = name == "add" || name == "min" || name == "max";
    const std::string prefix = core ? "sub_group_" : "sub_group_non_uniform_";
    std::string head = kernel_head(size, type, type);
    head.replace(head.find("void f("), 7, "void " + name + "_of(");
    source += head + "out[i] = " + prefix + "reduce_" + name + "(x[i]);\nout[n + i] = " + prefix + "scan_inclusive_" + name +
              "(x[i]);\nout[2 * n + i] = " + prefix + "scan_exclusive_" + name +
              "(x[i]);\nout[3 * n + i] = sub_group_clustered_reduce_" + name + "(x[i], 4u);\n}\n";
  }
  return source;
}

template <class T>
void check_arithmetic(const Target& target, const char* type, std::size_t size, const std::vector<Shape>& tried) {
  const auto program = target.device->build({"test.cl", arithmetic_source<T>(type, size), ""});
  for (const Shape& shape : tried)
    for (const auto& op : operations<T>()) {
      const std::size_t items = shape.items(), n = group_count(shape) * items;
      const auto x = values<T>(n, static_cast<unsigned>(size + n));
      const auto out = run<T>(*target.device, *program, op.name + std::string("_of"), ndrange(shape), x, 4 * n);
      // Logical operations give a truth value, whose representation is the device's.
      const bool logical = std::strncmp(op.name, "logical", 7) == 0;
      const auto same = [&](T got, T want) { return logical ? (got != 0) == (want != 0) : got == want; };
      for (std::size_t i = 0; i < n; ++i) {
        const std::size_t l = i % items, first = i - l + l / size * size, lanes = std::min(size, items - l / size * size);
        T total = op.identity, before = op.identity, cluster = op.identity;
        for (std::size_t k = 0; k < lanes; ++k) {
          total = op.apply(total, x[first + k]);
          if (first + k < i) before = op.apply(before, x[first + k]);
          if (k / 4 == (i - first) / 4) cluster = op.apply(cluster, x[first + k]);
        }
        const T want[] = {total, op.apply(before, x[i]), before, cluster};
        const char* forms[] = {"reduce", "inclusive scan", "exclusive scan", "clustered reduce"};
        for (std::size_t r = 0; r < 4; ++r)
          ASSERT_TRUE(same(out[r * n + i], want[r]))
              << forms[r] << ' ' << op.name << " of " << type << " gave " << +out[r * n + i] << ", not " << +want[r] << ": "
              << target.name << ", sub-group size " << size << ", work-group of " << items << ", work-item " << i;
      }
    }
}

class Sizes : public testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(SubGroup, Sizes, testing::Values(8, 16, 32));

bool has_size(const Target& target, std::uint32_t size) {
  const auto& sizes = target.device->info().sub_group_sizes;
  return sizes.empty() || std::find(sizes.begin(), sizes.end(), size) != sizes.end();
}

TEST_P(Sizes, Int) {
  CLRT_NEED_TARGETS();
  const auto size = static_cast<std::uint32_t>(GetParam());
  for (const Target& target : targets())
    if (has_size(target, size)) check_arithmetic<std::int32_t>(target, "int", size, shapes(size));
}

#define CLRT_ARITHMETIC_TEST(Name, T, type, size, needed)                                               \
  TEST(SubGroupArithmetic, Name) {                                                                      \
    CLRT_NEED_TARGETS();                                                                                \
    for (const Target& target : targets())                                                              \
      if ((needed) && has_size(target, size)) check_arithmetic<T>(target, type, size, one_shape(size)); \
  }
CLRT_ARITHMETIC_TEST(Char, std::int8_t, "char", 16, true)
CLRT_ARITHMETIC_TEST(Uchar, std::uint8_t, "uchar", 32, true)
CLRT_ARITHMETIC_TEST(Short, std::int16_t, "short", 16, true)
CLRT_ARITHMETIC_TEST(Ushort, std::uint16_t, "ushort", 8, true)
CLRT_ARITHMETIC_TEST(Uint, std::uint32_t, "uint", 32, true)
CLRT_ARITHMETIC_TEST(Long, std::int64_t, "long", 16, true)
CLRT_ARITHMETIC_TEST(Ulong, std::uint64_t, "ulong", 32, true)
CLRT_ARITHMETIC_TEST(Float, float, "float", 16, true)
CLRT_ARITHMETIC_TEST(Double, double, "double", 16, target.device->info().fp64)

// The order of a float sum is part of the contract: lane l and lane l + N/2, then N/4 and so on.
TEST_P(Sizes, FloatSumIsAHalvingTree) {
  CLRT_NEED_TARGETS();
  const auto size = static_cast<std::size_t>(GetParam());
  const std::string source = kernel_head(size, "float", "float") + "out[i] = sub_group_reduce_add(x[i]);\n}\n";
  std::mt19937 random(7);
  std::vector<float> x(4 * size);
  for (float& v : x) v = std::ldexp(static_cast<float>(random()), static_cast<int>(random() % 20) - 40);
  for (const Target& target : targets()) {
    if (target.device->info().sub_groups == "native" || !has_size(target, static_cast<std::uint32_t>(size))) continue;
    const auto out = run<float>(*target.device, source, "f", range({4 * size}, {2 * size}), x, x.size());
    for (std::size_t g = 0; g < 4; ++g) {
      std::vector<float> tree(x.begin() + static_cast<std::ptrdiff_t>(g * size),
                              x.begin() + static_cast<std::ptrdiff_t>((g + 1) * size));
      for (std::size_t d = size / 2; d > 0; d /= 2)
        for (std::size_t k = 0; k < d; ++k) tree[k] += tree[k + d];
      for (std::size_t k = 0; k < size; ++k) ASSERT_EQ(out[g * size + k], tree[0]) << target.name << ", sub-group " << g;
    }
  }
}

// Lanes that are off take no part (only where sub-groups are not emulated by barriers).
TEST_P(Sizes, DivergentCallsSeeTheActiveLanes) {
  CLRT_NEED_TARGETS();
  const auto size = static_cast<std::size_t>(GetParam());
  std::size_t tried = 0;
  const std::string source = "/* DIVERGENT */ " + kernel_head(size, "int", "int") +
                             "out[i] = -1; out[n + i] = -1; out[2 * n + i] = -1; out[3 * n + i] = -1;\n"
                             "if (x[i] % 3 != 0) {\n"
                             "  out[i] = sub_group_non_uniform_reduce_add(x[i]);\n"
                             "  out[n + i] = sub_group_non_uniform_scan_exclusive_add(x[i]);\n"
                             "  out[2 * n + i] = sub_group_elect() ? 1 : 0;\n"
                             "  out[3 * n + i] = sub_group_broadcast_first(x[i]);\n"
                             "}\n}\n";
  for (const Target& target : targets()) {
    if (target.local_memory || !has_size(target, static_cast<std::uint32_t>(size))) continue;
    ++tried;
    const std::size_t items = 2 * size + 5, n = 2 * items;
    std::vector<std::int32_t> x(n);
    std::mt19937 random(11);
    for (auto& v : x) v = static_cast<std::int32_t>(random() % 1000);
    const auto out = run<std::int32_t>(*target.device, source, "f", range({n}, {items}), x, 4 * n);
    for (std::size_t i = 0; i < n; ++i) {
      const std::size_t l = i % items, first = i - l + l / size * size, end = std::min(first + size, i - l + items);
      std::int32_t total = 0, before = 0, leader = -1;
      for (std::size_t k = first; k < end; ++k) {
        if (x[k] % 3 == 0) continue;
        if (leader < 0) leader = static_cast<std::int32_t>(k);
        total += x[k];
        if (k < i) before += x[k];
      }
      const bool on = x[i] % 3 != 0;
      ASSERT_EQ(out[i], on ? total : -1) << target.name << " reduce, work-item " << i;
      ASSERT_EQ(out[n + i], on ? before : -1) << target.name << " scan, work-item " << i;
      ASSERT_EQ(out[2 * n + i], on ? static_cast<std::int32_t>(i) == leader : -1) << target.name << " elect, work-item " << i;
      ASSERT_EQ(out[3 * n + i], on ? x[static_cast<std::size_t>(leader)] : -1) << target.name << " first, work-item " << i;
    }
  }
  if (tried == 0) GTEST_SKIP() << "every device here emulates sub-groups by barriers";
}

TEST(WorkGroup, Collectives) {
  CLRT_NEED_TARGETS();
  const std::size_t size = 16;
  std::string source = kernel_head(size, "int", "int");
  const std::vector<std::string> calls = {"work_group_reduce_add(x[i])",
                                          "work_group_reduce_max(x[i])",
                                          "work_group_scan_inclusive_add(x[i])",
                                          "work_group_scan_exclusive_add(x[i])",
                                          "work_group_scan_exclusive_min(x[i])",
                                          "work_group_any(x[i] > 900)",
                                          "work_group_all(x[i] > 2)"};
  for (std::size_t r = 0; r < calls.size(); ++r) source += "out[n * " + std::to_string(r) + " + i] = " + calls[r] + ";\n";
  source += "out[n * 7 + i] = ";
  // One for each number of dimensions.
  const std::vector<std::string> broadcasts = {"work_group_broadcast(x[i], (size_t)0)",
                                               "work_group_broadcast(x[i], (size_t)1, (size_t)2)",
                                               "work_group_broadcast(x[i], (size_t)1, (size_t)2, (size_t)1)"};
  for (const Target& target : targets()) {
    if (!has_size(target, static_cast<std::uint32_t>(size))) continue;
    for (const Shape& shape : std::vector<Shape>{{{2}, {37}}, {{2, 3}, {size, 3}}, {{2, 1, 2}, {5, 3, 2}}}) {
      const std::size_t items = shape.items(), n = group_count(shape) * items;
      std::vector<std::int32_t> x(n);
      std::mt19937 random(13);
      for (auto& v : x) v = static_cast<std::int32_t>(random() % 1000);
      const std::string whole = source + broadcasts[shape.local.size() - 1] + ";\n}\n";
      const auto out = run<std::int32_t>(*target.device, whole, "f", ndrange(shape), x, 8 * n);
      for (std::size_t i = 0; i < n; ++i) {
        const std::size_t base = i - i % items;
        std::int32_t sum = 0, most = 0, before = 0, least = std::numeric_limits<std::int32_t>::max();
        bool any = false, all = true;
        for (std::size_t k = base; k < base + items; ++k) {
          sum += x[k];
          most = std::max(most, x[k]);
          any = any || x[k] > 900;
          all = all && x[k] > 2;
          if (k < i) before += x[k], least = std::min(least, x[k]);
        }
        const std::size_t at = shape.local.size() == 1   ? 0
                               : shape.local.size() == 2 ? 1 + 2 * shape.local[0]
                                                         : 1 + shape.local[0] * (2 + shape.local[1]);
        const std::string where = target.name + ", work-group of " + std::to_string(items) + ", work-item " + std::to_string(i);
        ASSERT_EQ(out[i], sum) << where;
        ASSERT_EQ(out[n + i], most) << where;
        ASSERT_EQ(out[2 * n + i], before + x[i]) << where;
        ASSERT_EQ(out[3 * n + i], before) << where;
        ASSERT_EQ(out[4 * n + i], least) << where;
        ASSERT_EQ(out[5 * n + i] != 0, any) << where;
        ASSERT_EQ(out[6 * n + i] != 0, all) << where;
        ASSERT_EQ(out[7 * n + i], x[base + at]) << where;
      }
    }
  }
}

}  // namespace
}  // namespace clrt::gpu::test
