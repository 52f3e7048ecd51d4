// TEST --route=scalar|avx2|avx512|opencl: the story word for word, and a random model against double precision.
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <string_view>

#include <gtest/gtest.h>
#include <unistd.h>

#include "decoder_reference.hpp"
#include "story.hpp"
#include "tests/kernels/devices.hpp"

namespace {

using clrt::Device;
using clrt::kernels::Format;

const char* const kStory =
    "Once upon a time, there was a little girl named Lily. She loved to play outside in the park. One day, she saw a big, red "
    "ball. "
    "She wanted to play with it, but it was too high.\n"
    "Lily's mom said, \"Lily, let's go to the park.\" Lily was sad and didn't know what to do. She said, \"I want to play with "
    "your "
    "ball, but I can't find it.\"\n"
    "Lily was sad and didn't know what to do. She said, \"I'm sorry, Lily. I didn't know what to do.\"\n"
    "Lily didn't want to help her mom, so she";

std::string shared(const char* file) { return std::string(CLRT_SHARED_DIR) + "/data/" + file; }

std::string story(const Device& device, Format weights) {
  llama::Decoder decoder(device, shared("stories260K.bin"), weights);
  const llama::Tokenizer tokenizer(shared("tok512.bin"), decoder.config().vocabulary);
  std::string text;
  llama::tell(decoder, tokenizer, 200, [&](const std::string& piece) { text += piece; });
  return text;
}

class Story : public testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(shared("stories260K.bin")))
      GTEST_SKIP() << "no " << shared("stories260K.bin") << " (CLRT_SHARED_DIR)";
    for (const Device& device : clrt::test::devices()) ASSERT_EQ(clrt::test::wrong_route(device), "");
  }
};

TEST_F(Story, WordForWord) {
  for (const Device& device : clrt::test::devices()) EXPECT_EQ(story(device, Format::kF32), kStory) << device.name();
}

// Rounded weights tell another story in the end, but begin alike.
TEST_F(Story, BeginsAlikeWithQ8Weights) {
  for (const Device& device : clrt::test::devices()) {
    EXPECT_EQ(story(device, Format::kQ8_0).substr(0, 54), std::string_view(kStory).substr(0, 54)) << device.name();
  }
}

TEST(RandomModel, LogitsAreThoseOfDoublePrecision) {
  const std::string path =
      (std::filesystem::temp_directory_path() / ("clrt_llama_" + std::to_string(getpid()) + ".bin")).string();
  for (const bool shared_classifier : {true, false}) {
    const llama::Config config{64, 172, 5, 8, 4, 512, 64, shared_classifier};
    llama::write_random_checkpoint(path, config, 17);
    for (const Device& device : clrt::test::devices()) {
      llama::Decoder decoder(device, path);
      llama::DecoderReference reference(path);
      for (int position = 0; position < 40; ++position) {
        const int token = (position * 37 + 5) % 512;
        const std::vector<float>& got = decoder.step(token, position);
        const std::vector<double> want = reference.step(token, position);
        double largest = 0, off = 0;
        for (std::size_t i = 0; i < want.size(); ++i) {
          ASSERT_FALSE(std::isnan(got[i]));
          largest = std::max(largest, std::abs(want[i]));
          off = std::max(off, std::abs(double(got[i]) - want[i]));
        }
        // Five layers of seven products, each with a relative error of some 172 / 16 roundings.
        EXPECT_LE(off, 5 * 7 * 12 * 0x1p-23 * largest) << device.name() << ", position " << position;
      }
    }
  }
  std::filesystem::remove(path);
}

}  // namespace

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  const std::string_view option = argc > 1 ? argv[1] : "";
  if (!option.starts_with("--route=")) {
    std::printf("usage: %s --route=scalar|avx2|avx512|opencl\n", argv[0]);
    return 2;
  }
  try {
    const std::string why = clrt::test::take({std::string(option.substr(8))});
    if (!why.empty()) {
      std::printf("route %s is skipped: %s\n", option.substr(8).data(), why.c_str());
      return 77;
    }
  } catch (const clrt::Error& e) {
    std::printf("route %s: %s\n", option.substr(8).data(), e.what());
    return 1;
  }
  return RUN_ALL_TESTS();
}
