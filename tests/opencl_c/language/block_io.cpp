// References of block_io.cl.
#include "suite.hpp"

using namespace clrt::harness;

namespace {

template <class T>
MakeCases blocks(const char* kernel, int size) {
  return [=](Random& random) {
    std::vector<Case> cases;
    for (int sub_groups : {1, 2, 4, 6}) {
      const auto in = random.bits<T>(sub_groups * size * 15);
      std::vector<T> want;
      for (int g = 0; g < sub_groups; ++g)
        for (int row = 0; row < 15; ++row)
          for (int l = 0; l < size; ++l) {
            const auto at = [&](int r) { return in[(g * 15 + r) * size + l]; };
            const auto x = row == 0   ? at(0) + 1
                           : row < 3  ? at(3 - row)
                           : row < 7  ? at(row) * 3
                                      : at(21 - row);
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
  const std::string suffix = "_sg" + std::to_string(size);
  s.add("block_uint" + suffix, blocks<std::uint32_t>("block_uint", size));
  s.add("block_uchar" + suffix, blocks<std::uint8_t>("block_uchar", size));
  s.add("block_ushort" + suffix, blocks<std::uint16_t>("block_ushort", size));
  s.add("block_ulong" + suffix, blocks<std::uint64_t>("block_ulong", size));
}

}  // namespace

CLRT_SUITE(block_io_8, "block_io.cl") { fill(s, 8); }
CLRT_SUITE(block_io_16, "block_io.cl") { fill(s, 16); }
CLRT_SUITE(block_io_32, "block_io.cl") { fill(s, 32); }
