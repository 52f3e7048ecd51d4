// The forward pass of one token.
#include "decoder.hpp"

#include <cmath>
#include <fstream>
#include <stdexcept>

namespace llama {
namespace {

using namespace clrt::kernels;
using clrt::Buffer;

constexpr float kEpsilon = 1e-5f;

// The arrays of the file as the host sees them, for encoding; empty when the weights are used as they are.
std::vector<float> host_copy(const std::string& path, const Layout& layout, Format format) {
  if (format == Format::kF32) return {};
  std::vector<float> values(layout.end / 4);
  std::ifstream file(path, std::ios::binary);
  if (!file.read(reinterpret_cast<char*>(values.data()), static_cast<std::streamsize>(values.size() * 4)))
    throw std::runtime_error("cannot read " + path);
  return values;
}

std::vector<float> frequencies(const Config& c) {
  RopeParameters p;
  p.n_rot = c.head_size();
  return rope_table(p).frequency;
}

}  // namespace

Decoder::Decoder(const clrt::Device& device, const std::string& checkpoint, Format weights)
    : device_(device),
      config_(read_config(checkpoint)),
      layout_(config_),
      queue_(device),
      file_(Buffer<>::import_file(device, checkpoint)),
      floats_(file_.as<float>()),
      format_(weights),
      get_rows_(device, Format::kF32),
      rms_norm_(device),
      gemv_f32_(device, Format::kF32),
      gemv_q8_0_(device, Format::kQ8_0),
      rope_(device, RopeMode::kNormal),
      attention_(device),
      silu_(device, "silu"),
      add_(device, "add"),
      mul_(device, "mul"),
      token_(device, 1),
      position_(device, 1),
      frequency_(device, frequencies(config_)),
      x_(device, config_.dim),
      normed_(device, config_.dim),
      q_(device, config_.dim),
      attended_(device, config_.dim),
      out_(device, config_.dim),
      gate_(device, config_.hidden),
      up_(device, config_.hidden),
      logits_(device, config_.vocabulary),
      keys_(device, config_.layers * config_.sequence * config_.kv_dim()),
      values_(device, config_.layers * config_.sequence * config_.kv_dim()),
      host_logits_(config_.vocabulary) {
  const Config& c = config_;
  const std::vector<float> host = host_copy(checkpoint, layout_, weights);
  for (std::uint64_t l = 0; l < c.layers; ++l) {
    const auto part = [&](std::uint64_t start, std::uint64_t outputs, std::uint64_t inputs) {
      return matrix(host, start + l * outputs * inputs * 4, outputs, inputs);
    };
    layers_.push_back({part(layout_.wq, c.dim, c.dim), part(layout_.wk, c.kv_dim(), c.dim), part(layout_.wv, c.kv_dim(), c.dim),
                       part(layout_.wo, c.dim, c.dim), part(layout_.w1, c.hidden, c.dim), part(layout_.w2, c.dim, c.hidden),
                       part(layout_.w3, c.hidden, c.dim), layout_.rms_att / 4 + l * c.dim, layout_.rms_ffn / 4 + l * c.dim});
  }
  classifier_.push_back(matrix(host, layout_.classifier, c.vocabulary, c.dim));
}

Decoder::Matrix Decoder::matrix(const std::vector<float>& host, std::uint64_t byte_offset, std::uint64_t outputs,
                                std::uint64_t inputs) const {
  if (format_ == Format::kF32 || inputs % block_values(format_) != 0)
    return {Weights(file_, inputs * 4, byte_offset), Format::kF32, inputs, outputs};
  const std::size_t row = row_bytes(format_, inputs);
  std::vector<std::byte> encoded(outputs * row);
  for (std::uint64_t r = 0; r < outputs; ++r) encode(format_, {&host[byte_offset / 4 + r * inputs], inputs}, &encoded[r * row]);
  return {Weights(Buffer<>(device_, encoded), row), format_, inputs, outputs};
}

void Decoder::multiply(const Matrix& m, const Operand<float>& x, const Operand<float>& y) {
  (m.format == Format::kF32 ? gemv_f32_ : gemv_q8_0_)(queue_, m.weights, x, y, m.inputs, m.outputs);
}

void Decoder::attend(const Layer& layer, std::uint64_t index, std::uint64_t position) {
  const Config& c = config_;
  const std::uint64_t cache = index * c.sequence * c.kv_dim(), row = cache + position * c.kv_dim();
  rms_norm_(queue_, {x_, c.dim}, {floats_, layer.rms_att}, {normed_, c.dim}, c.dim, 1, kEpsilon);
  multiply(layer.wq, normed_, q_);
  multiply(layer.wk, normed_, {keys_, row});
  multiply(layer.wv, normed_, {values_, row});
  const RopeTensor q{q_, c.head_size(), c.dim}, k{{keys_, row}, c.head_size(), c.kv_dim()};
  rope_(queue_, q, position_, frequency_, q, {c.head_size(), c.heads, 1, c.head_size()}, 1.0f);
  rope_(queue_, k, position_, frequency_, k, {c.head_size(), c.kv_heads, 1, c.head_size()}, 1.0f);
  attention_(queue_, q_, {{keys_, cache}, c.kv_dim(), c.head_size()}, {{values_, cache}, c.kv_dim(), c.head_size()}, attended_,
             {position + 1, c.head_size(), c.heads, c.kv_heads, 1.0f / std::sqrt(float(c.head_size()))});
  multiply(layer.wo, attended_, out_);
  add_(queue_, x_, out_, x_, c.dim);
}

void Decoder::feed_forward(const Layer& layer) {
  const Config& c = config_;
  rms_norm_(queue_, {x_, c.dim}, {floats_, layer.rms_ffn}, {normed_, c.dim}, c.dim, 1, kEpsilon);
  multiply(layer.w1, normed_, gate_);
  multiply(layer.w3, normed_, up_);
  silu_(queue_, gate_, gate_, c.hidden);
  mul_(queue_, gate_, up_, gate_, c.hidden);
  multiply(layer.w2, gate_, out_);
  add_(queue_, x_, out_, x_, c.dim);
}

const std::vector<float>& Decoder::step(int token, int position) {
  const Config& c = config_;
  if (position < 0 || static_cast<std::uint64_t>(position) >= c.sequence) {
    throw std::out_of_range("position " + std::to_string(position) + " is outside the context of " + std::to_string(c.sequence));
  }
  queue_.write(token_, std::span<const int>(&token, 1));
  queue_.write(position_, std::span<const int>(&position, 1));
  get_rows_(queue_, {file_, c.dim * 4, layout_.token_embedding}, c.vocabulary, token_, {x_, c.dim}, c.dim, 1);
  for (std::uint64_t l = 0; l < c.layers; ++l) {
    attend(layers_[l], l, static_cast<std::uint64_t>(position));
    feed_forward(layers_[l]);
  }
  rms_norm_(queue_, {x_, c.dim}, {floats_, layout_.rms_final / 4}, {normed_, c.dim}, c.dim, 1, kEpsilon);
  multiply(classifier_[0], normed_, logits_);
  queue_.read(logits_, std::span<float>(host_logits_));
  return host_logits_;
}

}  // namespace llama
