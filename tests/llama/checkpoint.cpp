// Reading the header and laying out a checkpoint.
#include "checkpoint.hpp"

#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <random>
#include <stdexcept>
#include <vector>

namespace llama {
namespace {

constexpr std::uint64_t kHeaderBytes = 7 * 4;

}  // namespace

Layout::Layout(const Config& c) {
  std::uint64_t at = kHeaderBytes;
  const auto take = [&](std::uint64_t floats) {
    const std::uint64_t start = at;
    at += floats * 4;
    return start;
  };
  token_embedding = take(c.vocabulary * c.dim);
  rms_att = take(c.layers * c.dim);
  wq = take(c.layers * c.dim * c.dim);
  wk = take(c.layers * c.kv_dim() * c.dim);
  wv = take(c.layers * c.kv_dim() * c.dim);
  wo = take(c.layers * c.dim * c.dim);
  rms_ffn = take(c.layers * c.dim);
  w1 = take(c.layers * c.hidden * c.dim);
  w2 = take(c.layers * c.dim * c.hidden);
  w3 = take(c.layers * c.hidden * c.dim);
  rms_final = take(c.dim);
  take(c.sequence * c.head_size());  // two tables of angles that are not used any more
  classifier = c.shared_classifier ? token_embedding : take(c.vocabulary * c.dim);
  end = at;
}

Config read_config(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::array<std::int32_t, 7> h{};
  if (!file.read(reinterpret_cast<char*>(h.data()), sizeof h)) throw std::runtime_error("cannot read the header of " + path);
  for (std::size_t i = 0; i < h.size(); ++i) {
    if (h[i] <= 0 && !(i == 5 && h[i] < 0))
      throw std::runtime_error(path + " is no checkpoint: header field " + std::to_string(i) + " is " + std::to_string(h[i]));
  }
  const auto u = [](std::int32_t v) { return static_cast<std::uint64_t>(std::abs(v)); };
  const Config c{u(h[0]), u(h[1]), u(h[2]), u(h[3]), u(h[4]), u(h[5]), u(h[6]), h[5] > 0};
  if (c.dim % c.heads != 0 || c.heads % c.kv_heads != 0)
    throw std::runtime_error(path + " is no checkpoint: its heads do not divide");
  if (const std::uint64_t size = std::filesystem::file_size(path); size < Layout(c).end) {
    throw std::runtime_error(path + " has " + std::to_string(size) + " bytes, its header says " + std::to_string(Layout(c).end));
  }
  return c;
}

void write_random_checkpoint(const std::string& path, const Config& c, std::uint64_t seed) {
  std::ofstream file(path, std::ios::binary);
  const std::int32_t vocabulary = static_cast<std::int32_t>(c.vocabulary) * (c.shared_classifier ? 1 : -1);
  const auto i = [](std::uint64_t v) { return static_cast<std::int32_t>(v); };
  const std::array<std::int32_t, 7> header = {i(c.dim),      i(c.hidden), i(c.layers),  i(c.heads),
                                              i(c.kv_heads), vocabulary,  i(c.sequence)};
  file.write(reinterpret_cast<const char*>(header.data()), sizeof header);
  std::mt19937_64 engine(seed);
  std::normal_distribution<float> normal(0.0f, 1.0f);
  std::vector<float> values((Layout(c).end - kHeaderBytes) / 4);
  for (float& v : values) v = normal(engine) / std::sqrt(float(c.dim)) + 0.05f;
  file.write(reinterpret_cast<const char*>(values.data()), static_cast<std::streamsize>(values.size() * 4));
  if (!file) throw std::runtime_error("cannot write " + path);
}

}  // namespace llama
