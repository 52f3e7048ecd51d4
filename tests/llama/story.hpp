// Greedy generation.
#pragma once

#include <algorithm>
#include <functional>
#include <string>

#include "decoder.hpp"
#include "tokenizer.hpp"

namespace llama {

// Up to `steps` tokens from BOS, always the likeliest (the lowest of equals); each piece of text goes to `print` as it comes.
// Ends early when the model says BOS.
inline void tell(Decoder& decoder, const Tokenizer& tokenizer, int steps, const std::function<void(const std::string&)>& print) {
  int token = kBos;
  for (int position = 0; position < steps; ++position) {
    const std::vector<float>& logits = decoder.step(token, position);
    const int next = static_cast<int>(std::max_element(logits.begin(), logits.end()) - logits.begin());
    if (next == kBos) return;
    print(tokenizer.decode(token, next));
    token = next;
  }
}

}  // namespace llama
