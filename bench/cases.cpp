// The kernel table's entries as cases.
#include "bench/cases.hpp"

#include <fmt/format.h>

#include <memory>
#include <stdexcept>

namespace clrt::bench {
namespace {

// Operations for each byte from which on arithmetic is the ceiling: above what processors and GPUs of today do while one
// byte comes from memory, when they do it without matrix units.
constexpr double kComputeBound = 24;
constexpr std::uint64_t kSeed = 1;

// "m rows x n" and the numbers: "4096 rows x 4096".
std::string size_text(const std::string& sizes, const kernels::Shape& shape) {
  std::string text;
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    const auto letter = [&](std::size_t at) {
      return at < sizes.size() && ((sizes[at] >= 'a' && sizes[at] <= 'z') || sizes[at] == '_');
    };
    const bool alone = !(i > 0 && letter(i - 1)) && !letter(i + 1);
    if (alone && sizes[i] == 'm')
      text += std::to_string(shape.m);
    else if (alone && sizes[i] == 'n')
      text += std::to_string(shape.n);
    else if (alone && sizes[i] == 'k')
      text += std::to_string(shape.k);
    else
      text += sizes[i];
  }
  return text;
}

}  // namespace

Case table_case(const kernels::TableEntry& entry, const kernels::Shape& shape) {
  Case c;
  c.kernel = entry.name;
  c.size = size_text(entry.sizes, shape);
  c.bytes = entry.bytes(shape), c.flops = entry.flops(shape);
  c.compute_bound = c.bytes > 0 && c.flops / c.bytes >= kComputeBound;
  c.prepare = [make = entry.make, shape](const Device& device) {
    const std::shared_ptr<kernels::TableCase> made = make(device, shape, kSeed);
    Queue queue(device);
    return Prepared{[made, queue]() mutable {
                      const kernels::CheckResult r = made->check(queue);
                      return Checked{r.largest_error, r.failure};
                    },
                    [made, queue](int times) mutable {
                      for (int i = 0; i < times; ++i) made->launch(queue);
                      queue.finish();
                    }};
  };
  return c;
}

Case table_case(const std::string& entry, const kernels::Shape& shape) {
  for (const kernels::TableEntry& e : kernels::kernel_table())
    if (e.name == entry) return table_case(e, shape);
  throw std::out_of_range(fmt::format("the kernel table has no '{}'", entry));
}

std::vector<Case> demo_cases() {
  std::vector<Case> cases;
  for (const kernels::TableEntry& entry : kernels::kernel_table())
    if (entry.in_demo)
      for (const kernels::Shape& shape : entry.bench_shapes) cases.push_back(table_case(entry, shape));
  cases.push_back(mandelbrot_case());
  cases.push_back(nbody_case());
  return cases;
}

}  // namespace clrt::bench
