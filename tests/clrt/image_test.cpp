// Images and samplers: what a description becomes, and every refusal with its message.
#include "fixture.hpp"

namespace clrt::mock {
namespace {

class ImageTest : public MockTest {
 protected:
  Queue queue{gpu};
  Kernel turn = Program::from_source(gpu, "kernel").kernel("turn");
  Buffer<std::uint8_t> bytes{gpu, 4096};

  static ImageDesc desc(clrt_image_kind kind, std::size_t width, std::size_t height) {
    ImageDesc d{};
    d.kind = kind, d.order = CLRT_RGBA, d.type = CLRT_UNORM8;
    d.width = width, d.height = height;
    return d;
  }
  std::string refused(const ImageDesc& d) {
    return error_of(Status::kInvalidArgument, [&] { const Image image(bytes, d); });
  }
  template <class... Args>
  std::string refused_launch(const Args&... args) {
    return error_of(Status::kInvalidArgument, [&] { queue.launch(turn, {4}, {}, args...); });
  }
};

TEST_F(ImageTest, PitchesAreFilledIn) {
  ImageDesc d = desc(CLRT_IMAGE_2D_ARRAY, 10, 6);
  d.layers = 3, d.offset = 8;
  const Image image(bytes, d);
  const backend::ImageDesc& made = state(1).last_image;
  EXPECT_EQ("image2d_array_t", made.type);
  EXPECT_EQ(2u, made.dims);
  EXPECT_EQ(3u, made.layers);
  EXPECT_EQ(4u, made.texel_bytes);
  EXPECT_EQ(40u, made.row_pitch);
  EXPECT_EQ(240u, made.slice_pitch);
  EXPECT_EQ(8u, made.offset);
}

TEST_F(ImageTest, LaunchesAndKeepsTheBufferAlive) {
  auto image = std::make_unique<Image>(bytes, desc(CLRT_IMAGE_2D, 8, 8));
  state(1).deferred = true;
  const Event done = queue.launch(turn, {4}, {}, *image, Sampler{CLRT_ADDRESSING_REPEAT, 1, 1}, *image);
  image.reset();
  bytes = {};
  EXPECT_EQ(1, state(1).live_buffers);
  done.wait();
  queue.finish();
  EXPECT_EQ(6u | 1u | 0x20u, state(1).last_sampler);
}

TEST_F(ImageTest, DescriptionsThatDoNotFit) {
  EXPECT_EQ("image2d_t: width 0 is not from 1 to 2147483647", refused(desc(CLRT_IMAGE_2D, 0, 4)));
  EXPECT_EQ("image1d_t has no height, 4 was given", refused(desc(CLRT_IMAGE_1D, 4, 4)));
  EXPECT_EQ(
      "image2d_t of 32 x 33 x 1 texels of 4 bytes (row pitch 128, slice pitch 4224) needs 4224 bytes from offset 0; the buffer "
      "has 4096",
      refused(desc(CLRT_IMAGE_2D, 32, 33)));
  ImageDesc d = desc(CLRT_IMAGE_2D, 8, 8);
  d.row_pitch = 30;
  EXPECT_EQ("image2d_t: a row pitch of 30 bytes was given; it needs at least 32 and a multiple of 4", refused(d));
  d.row_pitch = 36, d.slice_pitch = 280;
  EXPECT_EQ("image2d_t: a slice pitch of 280 bytes was given; it needs at least 288 and a multiple of 36", refused(d));
  d = desc(CLRT_IMAGE_2D, 8, 8);
  d.type = CLRT_FLOAT, d.offset = 6;
  EXPECT_EQ("image2d_t: offset 6 is no multiple of a channel's 4 bytes", refused(d));
  d = desc(CLRT_IMAGE_3D, std::size_t{1} << 30, std::size_t{1} << 30);
  d.depth = std::size_t{1} << 30;
  EXPECT_NE(std::string::npos, refused(d).find("; the buffer has 4096"));
  d = desc(CLRT_IMAGE_2D, 8, 8);
  d.order = static_cast<clrt_channel_order>(5);
  EXPECT_EQ("channel order 5 is none of clrt_channel_order", refused(d));
}

TEST_F(ImageTest, ArgumentsThatDoNotFit) {
  const Image image(bytes, desc(CLRT_IMAGE_2D, 8, 8)), line(bytes, desc(CLRT_IMAGE_1D, 8, 1));
  const Sampler nearest{CLRT_ADDRESSING_CLAMP, 0, 0};
  EXPECT_EQ("argument 0 'from' of turn is image2d_t, an image1d_t was given", refused_launch(line, nearest, image));
  EXPECT_EQ("argument 0 'from' of turn is read_only image2d_t, a buffer was given", refused_launch(bytes, nearest, image));
  EXPECT_EQ("argument 1 's' of turn is sampler_t, int was given", refused_launch(image, 3, image));
  EXPECT_EQ("argument 1 's' of turn: a sampler that repeats needs normalized coordinates",
            refused_launch(image, Sampler{CLRT_ADDRESSING_REPEAT, 0, 0}, image));
  EXPECT_EQ("argument 1 's' of turn: addressing 3 is none of clrt_addressing",
            refused_launch(image, Sampler{static_cast<clrt_addressing>(3), 1, 0}, image));
  EXPECT_EQ("argument 2 'to' of turn: the image is null", refused_launch(image, nearest, Image()));
  const std::vector<std::uint8_t> memory(1024);
  const Image fixed(Buffer<std::uint8_t>::import(gpu, std::span<const std::uint8_t>(memory)), desc(CLRT_IMAGE_2D, 8, 8));
  EXPECT_EQ(
      "argument 2 'to' of turn: the image's buffer is read-only (imported), the kernel may write it; declare the argument "
      "read_only",
      refused_launch(fixed, nearest, fixed));
  const Image elsewhere(Buffer<std::uint8_t>(cpu, 1024), desc(CLRT_IMAGE_2D, 8, 8));
  EXPECT_EQ("argument 0 'from' of turn: the image is on device 'Mock CPU', the queue is on 'Mock GPU One'",
            refused_launch(elsewhere, nearest, image));
}

TEST_F(ImageTest, DevicesWithoutImages) {
  state(1).images = false;
  EXPECT_EQ("device 'Mock GPU One' has no images",
            error_of(Status::kUnsupported, [&] { const Image image(bytes, desc(CLRT_IMAGE_2D, 8, 8)); }));
}

TEST_F(ImageTest, TypedKernelsKnowThem) {
  const TypedKernel<Image, Sampler, Image> typed(turn);
  const Image image(bytes, desc(CLRT_IMAGE_2D, 8, 8));
  typed(queue, {4}, {}, image, Sampler{CLRT_ADDRESSING_TO_EDGE, 0, 0}, image);
  EXPECT_EQ("argument 1 's' of turn is sampler_t, its launcher gives an image",
            error_of(Status::kInvalidArgument, [&] { const TypedKernel<Image, Image, Image> wrong(turn); }));
}

}  // namespace
}  // namespace clrt::mock
