// The forward pass in double precision.
#include "decoder_reference.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>

namespace llama {

DecoderReference::DecoderReference(const std::string& checkpoint)
    : config_(read_config(checkpoint)), layout_(config_), file_(layout_.end / 4), keys_(config_.layers), values_(config_.layers) {
  std::ifstream file(checkpoint, std::ios::binary);
  file.read(reinterpret_cast<char*>(file_.data()), static_cast<std::streamsize>(file_.size() * 4));
}

std::vector<double> DecoderReference::multiply(std::uint64_t byte_offset, std::uint64_t outputs,
                                               const std::vector<double>& x) const {
  std::vector<double> y(outputs, 0.0);
  for (std::uint64_t r = 0; r < outputs; ++r) {
    for (std::uint64_t i = 0; i < x.size(); ++i) y[r] += double(file_[byte_offset / 4 + r * x.size() + i]) * x[i];
  }
  return y;
}

std::vector<double> DecoderReference::norm(const std::vector<double>& x, std::uint64_t byte_offset) const {
  double squares = 0;
  for (const double v : x) squares += v * v;
  std::vector<double> y(x.size());
  for (std::size_t i = 0; i < x.size(); ++i)
    y[i] = x[i] / std::sqrt(squares / double(x.size()) + 1e-5) * double(file_[byte_offset / 4 + i]);
  return y;
}

void DecoderReference::turn(double* x, std::uint64_t heads, int position) const {
  const std::uint64_t size = config_.head_size();
  for (std::uint64_t h = 0; h < heads; ++h) {
    for (std::uint64_t i = 0; i < size; i += 2) {
      const double angle = position * std::pow(10000.0, -double(i) / double(size));
      double &a = x[h * size + i], &b = x[h * size + i + 1];
      const double turned = a * std::cos(angle) - b * std::sin(angle);
      b = a * std::sin(angle) + b * std::cos(angle);
      a = turned;
    }
  }
}

std::vector<double> DecoderReference::step(int token, int position) {
  const Config& c = config_;
  const std::uint64_t size = c.head_size(), kv = c.kv_dim();
  std::vector<double> x(c.dim);
  for (std::uint64_t i = 0; i < c.dim; ++i)
    x[i] = double(file_[layout_.token_embedding / 4 + static_cast<std::uint64_t>(token) * c.dim + i]);
  for (std::uint64_t l = 0; l < c.layers; ++l) {
    const std::vector<double> a = norm(x, layout_.rms_att + l * c.dim * 4);
    std::vector<double> q = multiply(layout_.wq + l * c.dim * c.dim * 4, c.dim, a);
    std::vector<double> k = multiply(layout_.wk + l * kv * c.dim * 4, kv, a);
    const std::vector<double> v = multiply(layout_.wv + l * kv * c.dim * 4, kv, a);
    turn(q.data(), c.heads, position);
    turn(k.data(), c.kv_heads, position);
    keys_[l].insert(keys_[l].end(), k.begin(), k.end());
    values_[l].insert(values_[l].end(), v.begin(), v.end());
    std::vector<double> attended(c.dim, 0.0);
    for (std::uint64_t h = 0; h < c.heads; ++h) {
      const std::uint64_t g = h / (c.heads / c.kv_heads);
      std::vector<double> p;
      for (int t = 0; t <= position; ++t) {
        double s = 0;
        for (std::uint64_t d = 0; d < size; ++d)
          s += q[h * size + d] * keys_[l][static_cast<std::uint64_t>(t) * kv + g * size + d];
        p.push_back(s / std::sqrt(double(size)));
      }
      const double top = *std::max_element(p.begin(), p.end());
      double sum = 0;
      for (double& s : p) sum += s = std::exp(s - top);
      for (std::size_t t = 0; t < p.size(); ++t) {
        for (std::uint64_t d = 0; d < size; ++d) attended[h * size + d] += p[t] / sum * values_[l][t * kv + g * size + d];
      }
    }
    const std::vector<double> o = multiply(layout_.wo + l * c.dim * c.dim * 4, c.dim, attended);
    for (std::uint64_t i = 0; i < c.dim; ++i) x[i] += o[i];
    const std::vector<double> f = norm(x, layout_.rms_ffn + l * c.dim * 4);
    std::vector<double> gate = multiply(layout_.w1 + l * c.hidden * c.dim * 4, c.hidden, f);
    const std::vector<double> up = multiply(layout_.w3 + l * c.hidden * c.dim * 4, c.hidden, f);
    for (std::uint64_t i = 0; i < c.hidden; ++i) gate[i] = gate[i] / (1 + std::exp(-gate[i])) * up[i];
    const std::vector<double> down = multiply(layout_.w2 + l * c.dim * c.hidden * 4, c.dim, gate);
    for (std::uint64_t i = 0; i < c.dim; ++i) x[i] += down[i];
  }
  return multiply(layout_.classifier, c.vocabulary, norm(x, layout_.rms_final));
}

}  // namespace llama
