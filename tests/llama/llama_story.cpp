// Tells a story with a llama2.c checkpoint: llama_story --checkpoint stories.bin --tokenizer tok.bin [--device ...]
#include <chrono>
#include <cstdio>
#include <string>

#include <CLI/CLI.hpp>

#include "story.hpp"

int main(int argc, char** argv) {
  std::string checkpoint, tokenizer, device, weights = "f32";
  int steps = 200;
  CLI::App app("Greedy text from a llama2.c checkpoint, on any clrt device");
  app.add_option("--checkpoint", checkpoint, "llama2.c checkpoint")->required();
  app.add_option("--tokenizer", tokenizer, "its tokenizer")->required();
  app.add_option("--device", device, "cpu, an index, or a part of a device's name (default: CLRT_FORCE_DEVICE, else cpu)");
  app.add_option("--weights", weights, "f32 or q8_0")->check(CLI::IsMember({"f32", "q8_0"}));
  app.add_option("--steps", steps, "tokens to generate")->check(CLI::PositiveNumber);
  CLI11_PARSE(app, argc, argv);
  try {
    const clrt::Device chosen = clrt::Device::select(device);
    llama::Decoder decoder(chosen, checkpoint, weights == "f32" ? clrt::kernels::Format::kF32 : clrt::kernels::Format::kQ8_0);
    const llama::Tokenizer tokens(tokenizer, decoder.config().vocabulary);
    int count = 0;
    const auto start = std::chrono::steady_clock::now();
    llama::tell(decoder, tokens, steps, [&](const std::string& piece) {
      std::fwrite(piece.data(), 1, piece.size(), stdout);
      std::fflush(stdout);
      ++count;
    });
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    std::fprintf(stderr, "\n%d tokens on %s in %.2f s, %.0f per second\n", count, chosen.name().c_str(), seconds,
                 count / seconds);
  } catch (const std::exception& e) {
    std::fprintf(stderr, "llama_story: %s\n", e.what());
    return 1;
  }
  return 0;
}
