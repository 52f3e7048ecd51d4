// Reading and decoding tokens.
#include "tokenizer.hpp"

#include <cstdint>
#include <fstream>
#include <stdexcept>

namespace llama {

Tokenizer::Tokenizer(const std::string& path, std::size_t vocabulary) {
  std::ifstream file(path, std::ios::binary);
  std::int32_t longest = 0;
  file.read(reinterpret_cast<char*>(&longest), 4);
  for (std::size_t i = 0; i < vocabulary; ++i) {
    float score = 0;
    std::int32_t length = 0;
    file.read(reinterpret_cast<char*>(&score), 4);
    file.read(reinterpret_cast<char*>(&length), 4);
    if (!file || length < 0 || length > longest)
      throw std::runtime_error(path + " has no token " + std::to_string(i) + " of " + std::to_string(vocabulary));
    std::string token(static_cast<std::size_t>(length), '\0');
    file.read(token.data(), length);
    tokens_.push_back(std::move(token));
  }
  if (!file) throw std::runtime_error(path + " is cut off");
}

std::string Tokenizer::decode(int previous, int token) const {
  std::string text = tokens_.at(static_cast<std::size_t>(token));
  if (previous == kBos && !text.empty() && text[0] == ' ') text.erase(0, 1);
  if (text.size() == 6 && text.rfind("<0x", 0) == 0 && text[5] == '>')
    return std::string(1, static_cast<char>(std::stoi(text.substr(3, 2), nullptr, 16)));
  return text;
}

}  // namespace llama
