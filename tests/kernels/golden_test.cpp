// Kernels against golden cases of another implementation (tolerances stand in the cases).
#include <cmath>
#include <numeric>

#include <gtest/gtest.h>

#include "devices.hpp"
#include "golden.hpp"
#include "kernels/binary/binary.hpp"
#include "kernels/common/formats_reference.hpp"
#include "kernels/gemv/gemv.hpp"
#include "kernels/get_rows/get_rows.hpp"
#include "kernels/rms_norm/rms_norm.hpp"
#include "kernels/rope/rope.hpp"
#include "kernels/softmax/softmax.hpp"
#include "kernels/unary/unary.hpp"

namespace clrt::test {
namespace {

using namespace kernels;

Format format_of(const std::string& type) {
  for (const Format f : {Format::kF32, Format::kF16, Format::kQ8_0, Format::kQ4_0}) {
    if (name(f) == type) return f;
  }
  throw std::runtime_error("no kernels for golden data in " + type);
}

std::vector<double> widened(const std::vector<float>& values) { return {values.begin(), values.end()}; }
std::vector<double> widened(Format format, const std::vector<std::byte>& bytes) {
  std::vector<double> values(bytes.size() / block_bytes(format));
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i] = format == Format::kF16 ? reference::decode_f16(bytes.data(), i) : reference::decode_f32(bytes.data(), i);
  }
  return values;
}

// Runs body(device, queue, case) -> all output elements, on every device.
template <class Body>
void on_every_device(const std::string& name, Body body) {
  const GoldenCase golden = read_golden(name);
  for (const Device& device : devices()) {
    Queue queue(device);
    EXPECT_EQ(compare(golden, body(device, queue, golden)), "") << name << " on " << device.name();
  }
}

class Golden : public testing::Test {
 protected:
  void SetUp() override {
    if (!has_golden()) GTEST_SKIP() << "no golden cases in " << golden_folder() << " (CLRT_SHARED_DIR)";
  }
};

TEST_F(Golden, Unary) {
  for (const char* op : {"silu", "gelu", "gelu_quick", "gelu_erf", "relu", "tanh", "sigmoid", "hardswish", "hardsigmoid", "exp",
                         "elu", "softplus", "step", "sgn", "neg", "abs"}) {
    for (const char* type : {"f32", "f16"}) {
      on_every_device(std::string("op_unary_") + op + "_" + type, [&](const Device& device, Queue& queue, const GoldenCase& g) {
        const Format format = format_of(type);
        const std::vector<std::byte>& x = g["in_x"].bytes;
        const Buffer<> y(device, x.size());
        Unary(device, op, format)(queue, Buffer<>(device, x), y, x.size() / block_bytes(format));
        return widened(format, queue.read(y));
      });
    }
  }
}

TEST_F(Golden, RmsNorm) {
  for (const char* name : {"op_rms_norm", "op_rms_norm_view"}) {
    on_every_device(name, [](const Device& device, Queue& queue, const GoldenCase& g) {
      const GoldenArray& x = g["in_x"];
      const std::size_t n = x.ne[0], rows = x.rows();
      const Buffer<float> y(device, n * rows);
      RmsNorm{device}(queue, {Buffer<float>(device, x.as<float>()), x.nb[1] / 4, x.offset / 4}, {y, n}, n, rows,
                      float(g.param("eps")));
      return widened(queue.read(y));
    });
  }
}

TEST_F(Golden, Softmax) {
  for (const char* name : {"op_softmax_plain", "op_softmax_scale"}) {
    on_every_device(name, [](const Device& device, Queue& queue, const GoldenCase& g) {
      const GoldenArray& x = g["in_x"];
      const Buffer<float> y(device, x.ne[0] * x.rows());
      Softmax{device}(queue, {Buffer<float>(device, x.as<float>()), x.ne[0]}, {y, x.ne[0]}, x.ne[0], x.rows(),
                      float(g.param("scale")));
      return widened(queue.read(y));
    });
  }
  for (const char* name :
       {"op_softmax_mask_f32", "op_softmax_mask_f16", "op_softmax_mask_f32_alibi8", "op_softmax_mask_f16_alibi8"}) {
    on_every_device(name, [](const Device& device, Queue& queue, const GoldenCase& g) {
      const GoldenArray &x = g["in_x"], &mask = g["in_mask"];
      const Buffer<float> y(device, x.ne[0] * x.rows());
      const std::vector<float> slopes = alibi_slopes(x.ne[2], float(g.param("max_bias")));
      const SoftmaxMask m{Buffer<>(device, mask.bytes), mask.ne[0], mask.ne[1], Buffer<float>(device, slopes), x.ne[2]};
      SoftmaxMasked(device, format_of(mask.type))(queue, {Buffer<float>(device, x.as<float>()), x.ne[0]}, m, {y, x.ne[0]},
                                                  x.ne[0], x.rows(), float(g.param("scale")));
      return widened(queue.read(y));
    });
  }
}

TEST_F(Golden, Rope) {
  for (const char* name : {"op_rope_normal", "op_rope_normal_f16", "op_rope_normal_freqfac_partial",
                           "op_rope_normal_freqfac_yarn", "op_rope_normal_yarn", "op_rope_neox", "op_rope_neox_freqfac_partial",
                           "op_rope_neox_freqfac_yarn", "op_rope_neox_partial_f16", "op_rope_neox_yarn"}) {
    on_every_device(name, [](const Device& device, Queue& queue, const GoldenCase& g) {
      const GoldenArray& x = g["in_x"];
      const Format format = format_of(x.type);
      const std::vector<float> factors = g.has("in_freq_factors") ? g["in_freq_factors"].as<float>() : std::vector<float>{};
      RopeParameters p;
      p.n_rot = static_cast<std::uint64_t>(g.param("n_dims"));
      p.base = g.param("freq_base");
      p.scale = g.param("freq_scale");
      p.factors = factors;
      p.extrapolation = g.param("ext_factor");
      p.attention = g.param("attn_factor");
      p.beta_fast = g.param("beta_fast");
      p.beta_slow = g.param("beta_slow");
      p.original_context = g.param("n_ctx_orig");
      const RopeTable table = rope_table(p);
      const Buffer<> y(device, x.bytes.size());
      const std::uint64_t head = x.ne[0], token = x.ne[0] * x.ne[1];
      Rope(device, g.params.at("mode") == "neox" ? RopeMode::kNeox : RopeMode::kNormal, format)(
          queue, {Buffer<>(device, x.bytes), head, token}, Buffer<int>(device, g["in_pos"].as<int>()),
          Buffer<float>(device, table.frequency), {y, head, token}, {x.ne[0], x.ne[1], x.ne[2], p.n_rot}, table.magnitude);
      return widened(format, queue.read(y));
    });
  }
}

TEST_F(Golden, GetRows) {
  for (const char* name : {"op_get_rows_f16", "op_get_rows_q8_0", "op_get_rows_q4_0"}) {
    on_every_device(name, [](const Device& device, Queue& queue, const GoldenCase& g) {
      const GoldenArray &table = g["in_table"], &ids = g["in_idx"];
      const Buffer<float> y(device, table.ne[0] * ids.ne[0]);
      GetRows(device, format_of(table.type))(queue, {Buffer<>(device, table.bytes), table.nb[1]}, table.ne[1],
                                             Buffer<int>(device, ids.as<int>()), {y, table.ne[0]}, table.ne[0], ids.ne[0]);
      return widened(queue.read(y));
    });
  }
}

TEST_F(Golden, Gemv) {
  for (const char* name : {"op_mul_mat_f32_n1", "op_mul_mat_f16_n1", "op_mul_mat_q8_0_n1", "op_mul_mat_q4_0_n1"}) {
    on_every_device(name, [](const Device& device, Queue& queue, const GoldenCase& g) {
      const GoldenArray &w = g["in_w"], &x = g["in_x"];
      const Buffer<float> y(device, w.ne[1]);
      Gemv(device, format_of(w.type))(queue, {Buffer<>(device, w.bytes), w.nb[1]}, Buffer<float>(device, x.as<float>()), y,
                                      w.ne[0], w.ne[1]);
      return widened(queue.read(y));
    });
  }
}

TEST_F(Golden, Broadcast) {
  for (const char* op : {"add", "mul"}) {
    on_every_device(std::string("op_") + op + "_broadcast", [&](const Device& device, Queue& queue, const GoldenCase& g) {
      const GoldenArray &x = g["in_x"], &y = g["in_y"];
      const std::uint64_t n = x.ne[0], rows = x.ne[1], planes = x.ne[2] * x.ne[3];
      const Buffer<float> z(device, n * rows * planes);
      BinaryRow(device, op)(queue, {Buffer<float>(device, x.as<float>()), 0, n, n * rows},
                            {Buffer<float>(device, y.as<float>()), 0, n, n * y.ne[1]}, y.ne[1], y.ne[2], {z, 0, n, n * rows}, n,
                            rows, planes);
      return widened(queue.read(z));
    });
  }
}

}  // namespace
}  // namespace clrt::test
