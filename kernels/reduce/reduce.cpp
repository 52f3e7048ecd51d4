// Launcher of reduce.cl.
#include "reduce.hpp"

#include <string>

#include "chunks.hpp"

namespace clrt::kernels {
namespace {

const char* stem(Reduction r) {
  switch (r) {
    case Reduction::kSum: return "sum";
    case Reduction::kAsum: return "asum";
    case Reduction::kMax: return "max";
    case Reduction::kAmax:
    case Reduction::kNrm2: return "amax";
  }
  return "";
}

}  // namespace

Reduce::Reduce(const Device& device, Reduction reduction)
    : reduction_(reduction), partial_(device, Chunks::kMost), amax_(device, 1) {
  const Program program = Program::registered(device, "reduce");
  const std::string name = std::string("reduce_") + stem(reduction);
  step_ = Step(program, name + "_f32");
  finish_ = Finish(program, name + "_finish_f32");
  if (reduction == Reduction::kNrm2) {
    squares_ = decltype(squares_)(program, "reduce_nrm2_f32");
    root_ = decltype(root_)(program, "reduce_nrm2_finish_f32");
  }
}

Event Reduce::operator()(Queue& queue, const Buffer<float>& x, const Buffer<float>& result, std::uint64_t n) const {
  const Chunks chunks(n);
  const Buffer<float>& first = reduction_ == Reduction::kNrm2 ? amax_ : result;
  step_(queue, {chunks.groups * 16}, {16}, x.view(0, n), partial_, n, chunks.chunk);
  const Event done = finish_(queue, {16}, {16}, partial_, static_cast<int>(chunks.groups), first.view(0, 1));
  if (reduction_ != Reduction::kNrm2) return done;
  squares_(queue, {chunks.groups * 16}, {16}, x.view(0, n), amax_, partial_, n, chunks.chunk);
  return root_(queue, {16}, {16}, partial_, static_cast<int>(chunks.groups), amax_, result.view(0, 1));
}

}  // namespace clrt::kernels
