// Host encoders of the number formats: every f16, golden bytes, edge blocks.
#include "kernels/common/formats.hpp"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "clrt/error.h"
#include "golden.hpp"
#include "kernels/common/formats_reference.hpp"

namespace clrt::test {
namespace {

using namespace kernels;

TEST(Formats, EveryF16ComesBack) {
  for (std::uint32_t code = 0; code < 65536; ++code) {
    const auto bits = static_cast<std::uint16_t>(code);
    std::byte bytes[2];
    std::memcpy(bytes, &bits, 2);
    const double want = reference::decode_f16(bytes, 0);
    const float value = from_f16(bits);
    if (std::isnan(want)) {
      EXPECT_TRUE(std::isnan(value)) << code;
      EXPECT_EQ(to_f16(value) & 0x7C00, 0x7C00);
      EXPECT_NE(to_f16(value) & 0x03FF, 0);
    } else {
      ASSERT_EQ(double(value), want) << code;
      ASSERT_EQ(to_f16(value), bits) << code;
    }
  }
}

TEST(Formats, F16RoundsToNearestEven) {
  EXPECT_EQ(to_f16(1.0f + 0x1p-11f), 0x3C00);             // tie, to even
  EXPECT_EQ(to_f16(1.0f + 3 * 0x1p-11f), 0x3C02);         // tie, up to even
  EXPECT_EQ(to_f16(1.0f + 0x1p-11f + 0x1p-20f), 0x3C01);  // above the tie
  EXPECT_EQ(to_f16(65519.0f), 0x7BFF);
  EXPECT_EQ(to_f16(65520.0f), 0x7C00);
  EXPECT_EQ(to_f16(0x1p-25f), 0x0000);  // tie between 0 and the smallest
  EXPECT_EQ(to_f16(0x1.8p-25f), 0x0001);
  EXPECT_EQ(to_f16(-std::numeric_limits<float>::infinity()), 0xFC00);
}

TEST(Formats, ZeroBlocksAndPartialBlocks) {
  const std::vector<float> zeros(32, 0.0f);
  std::vector<std::byte> block(34);
  encode(Format::kQ8_0, zeros, block.data());
  for (const std::byte b : block) EXPECT_EQ(b, std::byte{0});
  encode(Format::kQ4_0, zeros, block.data());
  EXPECT_EQ(block[0], std::byte{0});
  EXPECT_EQ(block[1], std::byte{0x80});  // d = -0
  for (std::size_t i = 2; i < 18; ++i) EXPECT_EQ(block[i], std::byte{0x88});
  EXPECT_THROW(row_bytes(Format::kQ4_0, 33), Error);
}

TEST(Formats, GoldenBytes) {
  if (!has_golden()) GTEST_SKIP() << "no golden cases in " << golden_folder() << " (CLRT_SHARED_DIR)";
  for (const Format format : {Format::kF16, Format::kQ8_0, Format::kQ4_0}) {
    const GoldenCase g = read_golden("quant_" + std::string(name(format)));
    const std::vector<float> x = g["in_x"].as<float>();
    std::vector<std::byte> got(row_bytes(format, x.size()));
    encode(format, x, got.data());
    EXPECT_EQ(got, g["out_q"].bytes) << name(format);
  }
}

}  // namespace
}  // namespace clrt::test
