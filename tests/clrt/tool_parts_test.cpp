// The tool's parsing of types, values and arguments, and its comparison of buffers.
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>

#include "clrt/error.h"
#include "clrt/tool/compare.hpp"
#include "clrt/tool/element_type.hpp"
#include "clrt/tool/run_args.hpp"

namespace clrt::tool {
namespace {

template <class T>
std::vector<T> values_of(const std::string& text) {
  const RunArg a = parse_arg(text);
  std::vector<T> values(a.bytes.size() / sizeof(T));
  if (!values.empty()) std::memcpy(values.data(), a.bytes.data(), a.bytes.size());
  return values;
}

std::string refusal(const std::string& text) {
  try {
    parse_arg(text);
  } catch (const Error& e) {
    return e.what();
  }
  return "accepted";
}

TEST(ToolParts, HalfIsExactForEveryBitPattern) {
  for (std::uint32_t bits = 0; bits < 0x10000; ++bits) {
    const auto h = static_cast<std::uint16_t>(bits);
    const float f = float_from_half(h);
    if (std::isnan(f)) {
      ASSERT_EQ(0x7e00, half_from_float(f) & 0x7fff) << bits;
    } else {
      ASSERT_EQ(h, half_from_float(f)) << bits;
    }
  }
}

TEST(ToolParts, HalfRoundsToNearestEven) {
  EXPECT_EQ(0x3c00, half_from_float(1.0f + 0x1p-11f));
  EXPECT_EQ(0x3c02, half_from_float(1.0f + 0x3p-11f));
  EXPECT_EQ(0x3c01, half_from_float(1.0f + 0x1.1p-11f));
  EXPECT_EQ(0x7bff, half_from_float(65519.0f));
  EXPECT_EQ(0x7c00, half_from_float(65520.0f));
  EXPECT_EQ(0x7c00, half_from_float(1e30f));
  EXPECT_EQ(0x0000, half_from_float(0x1p-25f));
  EXPECT_EQ(0x0001, half_from_float(0x1.1p-25f));
  EXPECT_EQ(0x0400, half_from_float(0x1p-14f * (1 - 0x1p-12f)));
  EXPECT_EQ(0x8000, half_from_float(-0.0f));
}

TEST(ToolParts, Values) {
  EXPECT_EQ((std::vector<float>{3.5f}), values_of<float>("float:3.5"));
  EXPECT_EQ((std::vector<float>{-1e-3f}), values_of<float>("float:-1e-3f"));
  EXPECT_EQ((std::vector<int>{-7}), values_of<int>("int:-7"));
  EXPECT_EQ((std::vector<unsigned>{255}), values_of<unsigned>("uint:0xff"));
  EXPECT_EQ((std::vector<float>{1, 2, 3, 4}), values_of<float>("float4:1,2,3,4"));
  EXPECT_EQ((std::vector<float>{1, 2, 3, 0}), values_of<float>("float3:1,2,3"));
  EXPECT_EQ((std::vector<short>{5, 5}), values_of<short>("short2:5"));
  EXPECT_EQ((std::vector<std::uint16_t>{0x3c00}), values_of<std::uint16_t>("half:1"));
  EXPECT_EQ((std::vector<std::uint8_t>{0, 255, 16}), values_of<std::uint8_t>("bytes:00ff10"));
  EXPECT_EQ("'300' is out of range for uchar", refusal("uchar:300"));
  EXPECT_EQ("'1.5' is no int", refusal("int:1.5"));
  EXPECT_EQ("'' is no int", refusal("int:"));
  EXPECT_EQ("'float4:1,2': float4 has 4 components, 2 were given", refusal("float4:1,2"));
  EXPECT_EQ(0u, refusal("float5:1").find("'float5' is no type; there are char, uchar,"));
  EXPECT_EQ(0u, refusal("hello").find("'hello': an argument is TYPE:VALUE"));
}

TEST(ToolParts, Buffers) {
  EXPECT_EQ((std::vector<int>{0, 0, 0}), values_of<int>("buf:int:3"));
  EXPECT_EQ((std::vector<float>{0, 1, 2, 3}), values_of<float>("buf:float2:2:iota"));
  EXPECT_EQ((std::vector<float>{2.5f, 2.5f}), values_of<float>("buf:float:2:fill=2.5"));
  EXPECT_EQ(values_of<float>("buf:float:64:random"), values_of<float>("buf:float:64:random:1"));
  EXPECT_NE(values_of<float>("buf:float:64:random"), values_of<float>("buf:float:64:random:2"));
  float low = 1, high = -1;
  for (const float f : values_of<float>("buf:float:4096:random")) low = std::min(low, f), high = std::max(high, f);
  EXPECT_TRUE(low >= -1 && low < -0.99f && high < 1 && high > 0.99f) << low << " " << high;
  EXPECT_TRUE(values_of<int>("buf:int:0").empty());
  EXPECT_EQ("'buf:int': a buffer is buf:TYPE:COUNT[:CONTENT]", refusal("buf:int"));
  EXPECT_EQ("buf:int:4:iot: 'iot' is no content; there are iota, zero, random[:SEED], fill=VALUE and file=PATH",
            refusal("buf:int:4:iot"));
  EXPECT_EQ("'buf:int:4:iota:3': too many parts", refusal("buf:int:4:iota:3"));
  EXPECT_EQ("cannot open '/nonexistent:file': No such file or directory", refusal("buf:int:4:file=/nonexistent:file"));
}

TEST(ToolParts, Comparison) {
  const auto bytes = [](const std::string& text) { return parse_arg(text).bytes; };
  const ElementType f = parse_type("float"), i = parse_type("int");
  EXPECT_EQ(0u, compare(f, bytes("float4:1,2,nan,inf"), bytes("float4:1,2,-nan,inf"), 0).unequal);
  Difference d = compare(f, bytes("float4:1,2,3,0"), bytes("float4:1.00000012,2,4,-0"), 0.1);
  EXPECT_EQ(3u, d.unequal);
  EXPECT_EQ(1u, d.beyond);
  EXPECT_EQ(2u, d.first_beyond);
  EXPECT_EQ(1.0, d.max_absolute);
  EXPECT_EQ(double(1 << 22), d.max_steps);
  EXPECT_EQ(0u, compare(f, bytes("float:1000"), bytes("float:1001"), 1e-3).beyond);
  EXPECT_EQ(1u, compare(f, bytes("float:1000"), bytes("float:1001.1"), 1e-3).beyond);
  EXPECT_EQ(1u, compare(f, bytes("float:1"), bytes("float:nan"), 10).beyond);
  EXPECT_EQ(1u, compare(i, bytes("int:1"), bytes("int:2"), 10).beyond) << "integers are equal or wrong";
}

}  // namespace
}  // namespace clrt::tool
