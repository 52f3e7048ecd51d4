// The llama2.c tokenizer file: int32 longest token, then per token f32 score, int32 length, bytes. Decoding only.
#pragma once

#include <string>
#include <vector>

namespace llama {

inline constexpr int kBos = 1;

class Tokenizer {
 public:
  // Throws std::runtime_error naming the file when it holds fewer than `vocabulary` tokens.
  Tokenizer(const std::string& path, std::size_t vocabulary);
  // The text of `token` after `previous`: the first one after BOS loses a leading space, <0xNN> is that byte.
  std::string decode(int previous, int token) const;

 private:
  std::vector<std::string> tokens_;
};

}  // namespace llama
