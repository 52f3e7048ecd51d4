// A small Llama decoder on clrt and its kernels, as an engine would write it: the checkpoint is mapped, not copied; one
// in-order queue; one token at a time.
#pragma once

#include <string>
#include <vector>

#include "checkpoint.hpp"
#include "clrt/clrt.hpp"
#include "kernels/attention/attention.hpp"
#include "kernels/binary/binary.hpp"
#include "kernels/gemv/gemv.hpp"
#include "kernels/get_rows/get_rows.hpp"
#include "kernels/rms_norm/rms_norm.hpp"
#include "kernels/rope/rope.hpp"
#include "kernels/unary/unary.hpp"

namespace llama {

class Decoder {
 public:
  // weights kQ8_0: matrices whose rows are whole blocks are encoded when loading; else they are read from the file as they
  // are. Throws clrt::Error or std::runtime_error.
  Decoder(const clrt::Device& device, const std::string& checkpoint, clrt::kernels::Format weights = clrt::kernels::Format::kF32);

  // Logits after `token` at `position`; positions come in order from 0.
  const std::vector<float>& step(int token, int position);
  const Config& config() const { return config_; }

 private:
  struct Matrix {
    clrt::kernels::Weights weights;
    clrt::kernels::Format format;
    std::uint64_t inputs, outputs;
  };
  struct Layer {
    Matrix wq, wk, wv, wo, w1, w2, w3;
    std::uint64_t rms_att, rms_ffn;  // offsets of the norms in floats
  };
  Matrix matrix(const std::vector<float>& host, std::uint64_t byte_offset, std::uint64_t outputs, std::uint64_t inputs) const;
  void multiply(const Matrix& m, const clrt::kernels::Operand<float>& x, const clrt::kernels::Operand<float>& y);
  void attend(const Layer& layer, std::uint64_t index, std::uint64_t position);
  void feed_forward(const Layer& layer);

  clrt::Device device_;
  Config config_;
  Layout layout_;
  clrt::Queue queue_;
  clrt::Buffer<> file_;         // the whole checkpoint, mapped
  clrt::Buffer<float> floats_;  // the same as f32: the arrays start at a multiple of 4
  clrt::kernels::Format format_;
  std::vector<Layer> layers_;
  std::vector<Matrix> classifier_;  // one
  clrt::kernels::GetRows get_rows_;
  clrt::kernels::RmsNorm rms_norm_;
  clrt::kernels::Gemv gemv_f32_, gemv_q8_0_;
  clrt::kernels::Rope rope_;
  clrt::kernels::Attention attention_;
  clrt::kernels::Unary silu_;
  clrt::kernels::BinaryFlat add_, mul_;
  clrt::Buffer<int> token_, position_;
  clrt::Buffer<float> frequency_, x_, normed_, q_, attended_, out_, gate_, up_, logits_, keys_, values_;
  std::vector<float> host_logits_;
};

}  // namespace llama
