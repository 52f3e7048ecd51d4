// The llama2.c checkpoint format: 7 int32 (dim, hidden_dim, n_layers, n_heads, n_kv_heads, vocab_size, seq_len), then f32 arrays.
#pragma once

#include <cstdint>
#include <string>

namespace llama {

struct Config {
  std::uint64_t dim, hidden, layers, heads, kv_heads, vocabulary, sequence;
  bool shared_classifier = true;  // the classifier is the token embedding

  std::uint64_t head_size() const { return dim / heads; }
  std::uint64_t kv_dim() const { return kv_heads * head_size(); }
};

// Byte offsets of the arrays in the file; those per layer of layer 0. All matrices are rows of inputs: {outputs, inputs}.
struct Layout {
  explicit Layout(const Config& config);
  std::uint64_t token_embedding, rms_att, wq, wk, wv, wo, rms_ffn, w1, w2, w3, rms_final, classifier, end;
};

// Throws std::runtime_error naming the file when it cannot be read, or is no checkpoint, or is shorter than its header says.
Config read_config(const std::string& path);

// A checkpoint of random weights, scaled so that activations stay near 1.
void write_random_checkpoint(const std::string& path, const Config& config, std::uint64_t seed);

}  // namespace llama
