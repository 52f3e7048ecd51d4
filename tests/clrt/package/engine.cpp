// Runs a kernel that was compiled ahead of time, and the same source compiled now.
#include <cstdio>
#include <vector>

#include "clrt/clrt.hpp"

int main() {
  try {
    const auto device = clrt::Device::cpu();
    clrt::Queue queue(device);
    const clrt::Buffer x(device, std::vector<int>{1, 2, 3});
    const auto built_in = clrt::Program::registered(device, "twice");
    queue.launch(built_in.kernel("twice"), {3}, {}, x);
    const auto now = clrt::Program::from_source(device, "kernel void thrice(global int* x) { x[get_global_id(0)] *= 3; }");
    queue.launch(now.kernel("thrice"), {3}, {}, x);
    const bool right = queue.read(x) == std::vector<int>{6, 12, 18};
    std::printf("%s, %s: %s\n", built_in.origin().c_str(), now.origin().c_str(), right ? "right" : "wrong");
    return right ? 0 : 1;
  } catch (const clrt::Error& e) {
    std::printf("%s\n", e.what());
    return 1;
  }
}
