// References of block_io.cl.
#include "suite.hpp"

using namespace clrt::harness;

namespace {

template <class T>
MakeCases blocks(const std::string& kernel, int size, int rows) {
  return [=](Random& random) {
    std::vector<Case> cases;
    for (int sub_groups : {1, 2, 4, 6}) {
      const auto in = random.bits<T>(sub_groups * size * rows);
      std::vector<T> want;
      for (int g = 0; g < sub_groups; ++g)
        for (int row = 0; row < rows; ++row)
          for (int l = 0; l < size; ++l) {
            const auto at = [&](int r) { return in[(g * rows + r) * size + l]; };
            const auto x = row == 0   ? at(0) + 1
                           : row < 3  ? at(3 - row)
                           : row < 7  ? at(row) * 3
                           : row < 15 ? at(21 - row)
                                      : at(row) ^ 5;
            want.push_back(static_cast<T>(x));
          }
      const int local = sub_groups % 2 == 0 ? 2 * size : size;
      Case c("sub-groups " + std::to_string(sub_groups) + " local " + std::to_string(local));
      c.launch(kernel, range(sub_groups * size, local), {c.in(in), c.out(want)});
      cases.push_back(std::move(c));
    }
    return cases;
  };
}

void fill(Suite& s, int size) {
  s.options("-cl-std=CL3.0 -DSIZE=" + std::to_string(size));
  for (const std::string where : {"block_", "local_"}) {
    s.add(where + "plain", blocks<std::uint32_t>(where + "plain", size, 15));
    s.add(where + "uint", blocks<std::uint32_t>(where + "uint", size, 15));
    s.add(where + "ulong", blocks<std::uint64_t>(where + "ulong", size, 15));
    s.add(where + "uchar", blocks<std::uint8_t>(where + "uchar", size, 31));
    s.add(where + "ushort", blocks<std::uint16_t>(where + "ushort", size, 31));
  }
}

}  // namespace

CLRT_SUITE(block_io_8, "block_io.cl") { fill(s, 8); }
CLRT_SUITE(block_io_16, "block_io.cl") { fill(s, 16); }
CLRT_SUITE(block_io_32, "block_io.cl") { fill(s, 32); }
CLRT_SUITE(block_io_64, "block_io.cl") { fill(s, 64); }
