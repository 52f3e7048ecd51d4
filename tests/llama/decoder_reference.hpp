// The forward pass in double precision by plain loops: shares nothing with the kernels.
#pragma once

#include <string>
#include <vector>

#include "checkpoint.hpp"

namespace llama {

class DecoderReference {
 public:
  explicit DecoderReference(const std::string& checkpoint);
  // Logits after `token` at `position`; positions come in order from 0.
  std::vector<double> step(int token, int position);
  const Config& config() const { return config_; }

 private:
  std::vector<double> multiply(std::uint64_t byte_offset, std::uint64_t outputs, const std::vector<double>& x) const;
  std::vector<double> norm(const std::vector<double>& x, std::uint64_t byte_offset) const;
  void turn(double* x, std::uint64_t heads, int position) const;

  Config config_;
  Layout layout_;
  std::vector<float> file_;
  std::vector<std::vector<double>> keys_, values_;  // per layer
};

}  // namespace llama
