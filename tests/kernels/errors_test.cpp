// What launchers refuse, and that the message names the thing and the limits.
#include <gtest/gtest.h>

#include "devices.hpp"
#include "kernels/attention/attention.hpp"
#include "kernels/gemv/gemv.hpp"
#include "kernels/rms_norm/rms_norm.hpp"
#include "kernels/sgemm/sgemm.hpp"
#include "kernels/unary/unary.hpp"

namespace clrt::test {
namespace {

using namespace kernels;

template <class Body>
std::string message_of(Body body) {
  try {
    body();
  } catch (const Error& e) {
    return e.what();
  }
  return "nothing was thrown";
}

void expect_parts(const std::string& message, std::initializer_list<const char*> parts) {
  for (const char* part : parts) EXPECT_NE(message.find(part), std::string::npos) << "'" << part << "' is not in: " << message;
}

TEST(Errors, BufferTooSmall) {
  const Device device = devices().front();
  Queue queue(device);
  const Buffer<float> x(device, 1024), y(device, 4096);
  expect_parts(message_of([&] { RmsNorm{device}(queue, {x, 1024}, {y, 1024}, 1024, 4, 1e-5f); }),
               {"x", "rms_norm_f32", "4096", "16384"});
}

TEST(Errors, FormatsAndShapes) {
  const Device device = devices().front();
  Queue queue(device);
  const Buffer<float> f(device, 4096);
  expect_parts(message_of([&] { Gemv{device, Format::kQ8_0}(queue, {f, 34}, f, f, 33, 1); }), {"33", "q8_0", "32"});
  expect_parts(message_of([&] { Unary(device, "silu", Format::kQ4_0); }), {"silu", "q4_0"});
  expect_parts(message_of([&] { Unary(device, "frobnicate"); }), {"unary_frobnicate_f32"});
  expect_parts(message_of([&] { Attention{device}(queue, f, {f, 8, 8}, {f, 8, 8}, f, {1, 257, 1, 1, 1.0f}); }), {"257", "256"});
  expect_parts(message_of([&] { Attention{device}(queue, f, {f, 8, 8}, {f, 8, 8}, f, {1, 8, 3, 2, 1.0f}); }),
               {"3", "2", "heads"});
}

TEST(Errors, PackedForAnotherProduct) {
  const Device device = devices().front();
  Queue queue(device);
  const Buffer<float> f(device, 4096);
  SgemmPacked gemm(device);
  const PackedB b = gemm.pack(queue, {f, 16}, 16, 8);
  expect_parts(message_of([&] { gemm(queue, {f, 9}, b, {f, 16}, {4, 16, 9}); }), {"8 x 16", "9 x 16"});
}

}  // namespace
}  // namespace clrt::test
