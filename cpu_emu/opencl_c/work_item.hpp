// OpenCL C 6.15.1, work-item functions: what a sub-group knows of its place in the NDRange.
//
// Three forms of the same interface. fast_items: full sub-group, dimension-0 ids linear and the others uniform (the local
// size in dimension 0 is a multiple of N, or the group has one dimension). general_items: any shape, ids per lane, an entry
// mask. single_item: one work-item, plain scalars. An object belongs to one run of one sub-group; ids are size_t.
#pragma once

#include "cpu_emu/executor/kernel_abi.h"
#include "cpu_emu/lanes/memory.hpp"

namespace clrt::cl::inline CLRT_ISA {

// What does not depend on the lane.
class item_base {
 public:
  // Made in the function by which the executor enters the kernel: private objects lie below its frame.
  CLRT_INLINE item_base(cpu::WorkGroup* group, std::uint32_t index, std::uint32_t width)
      : group_(group), entry_frame_(__builtin_frame_address(0)), index_(index), width_(width) {
    const cpu::Launch& launch = *group->launch;
    for (int d = 0; d < 3; ++d) {
      size_[d] = group->size[d];
      origin_[d] = launch.global_offset[d] + group->group_id[d] * launch.local_size[d];
    }
  }
  CLRT_INLINE std::uint64_t group_id(std::uint32_t d) const { return d < 3 ? group_->group_id[d] : 0; }
  CLRT_INLINE std::uint64_t local_size(std::uint32_t d) const { return d < 3 ? size_[d] : 1; }
  CLRT_INLINE std::uint64_t global_size(std::uint32_t d) const { return d < 3 ? group_->launch->global_size[d] : 1; }
  CLRT_INLINE std::uint64_t num_groups(std::uint32_t d) const { return d < 3 ? group_->launch->num_groups[d] : 1; }
  CLRT_INLINE std::uint64_t enqueued_local_size(std::uint32_t d) const { return d < 3 ? group_->launch->local_size[d] : 1; }
  CLRT_INLINE std::uint64_t global_offset(std::uint32_t d) const { return d < 3 ? group_->launch->global_offset[d] : 0; }
  CLRT_INLINE std::uint32_t work_dim() const { return group_->launch->work_dim; }
  CLRT_INLINE std::uint32_t sub_group_id() const { return index_; }
  CLRT_INLINE std::uint32_t max_sub_group_size() const { return width_; }
  CLRT_INLINE std::uint32_t num_sub_groups() const { return group_->sub_groups; }
  CLRT_INLINE std::uint32_t enqueued_num_sub_groups() const {
    const std::uint64_t* s = group_->launch->local_size;
    return std::uint32_t((s[0] * s[1] * s[2] + width_ - 1) / width_);
  }
  // Work-items in this sub-group: the last one of a work-group may be smaller.
  CLRT_INLINE std::uint32_t sub_group_size() const {
    const std::uint32_t left = group_->items - index_ * width_;
    return left < width_ ? left : width_;
  }
  CLRT_INLINE cpu::WorkGroup* wg() const { return group_; }
  CLRT_INLINE std::uint64_t entry_frame() const { return reinterpret_cast<std::uint64_t>(entry_frame_); }
  // A work-group of a size that is known when the kernel is compiled.
  template <std::uint32_t X, std::uint32_t Y, std::uint32_t Z> CLRT_INLINE void assume_size() { size_[0] = X, size_[1] = Y, size_[2] = Z; }
  CLRT_INLINE void barrier() const {
    if (group_->barrier) group_->barrier(group_);
  }

 protected:
  // Position of the item in the NDRange without the offset, row by row.
  template <class X0, class X1, class X2> CLRT_INLINE auto linear_id(X0 g0, X1 g1, X2 g2) const {
    const std::uint64_t* o = group_->launch->global_offset;
    const std::uint64_t* s = group_->launch->global_size;
    return ((g2 - o[2]) * s[1] + (g1 - o[1])) * s[0] + (g0 - o[0]);
  }

  cpu::WorkGroup* group_;
  void* entry_frame_;
  std::uint32_t index_, width_;
  std::uint32_t size_[3];
  std::uint64_t origin_[3];
};

template <int N> class fast_items : public item_base {
 public:
  static constexpr int lanes_count = N;
  CLRT_INLINE fast_items(cpu::WorkGroup* group, std::uint32_t index) : item_base(group, index, N) {
    const std::uint32_t first = index * N;
    if (size_[1] == 1 && size_[2] == 1) {
      local_[0] = first, local_[1] = 0, local_[2] = 0;
    } else {
      const std::uint32_t row = first / size_[0];
      local_[0] = first - row * size_[0];
      local_[2] = row / size_[1];
      local_[1] = row - local_[2] * size_[1];
    }
  }
  // Another sub-group of the same work-group, whose size in dimension 0 is a multiple of N; and the one after this one.
  CLRT_INLINE fast_items at(std::uint32_t index) const {
    fast_items r = *this;
    const std::uint32_t first = index * N, row = first / size_[0];
    r.index_ = index;
    r.local_[0] = first - row * size_[0], r.local_[2] = row / size_[1], r.local_[1] = row - r.local_[2] * size_[1];
    return r;
  }
  CLRT_INLINE void next() {
    ++index_;
    local_[0] += N;
    if (local_[0] != size_[0]) return;
    local_[0] = 0;
    if (++local_[1] != size_[1]) return;
    local_[1] = 0;
    ++local_[2];
  }
  template <int D> CLRT_INLINE auto local_id() const {
    if constexpr (D == 0) return linear<std::uint64_t, 1, N>{local_[0]};
    else if constexpr (D < 3) return std::uint64_t(local_[D]);
    else return std::uint64_t(0);
  }
  template <int D> CLRT_INLINE auto global_id() const {
    if constexpr (D == 0) return linear<std::uint64_t, 1, N>{origin_[0] + local_[0]};
    else if constexpr (D < 3) return origin_[D] + local_[D];
    else return std::uint64_t(0);
  }
  CLRT_INLINE lanes<std::uint64_t, N> local_id(std::uint32_t d) const {
    return d == 0 ? lanes<std::uint64_t, N>(local_id<0>()) : lanes<std::uint64_t, N>(d < 3 ? local_[d] : std::uint64_t(0));
  }
  CLRT_INLINE lanes<std::uint64_t, N> global_id(std::uint32_t d) const {
    return d == 0 ? lanes<std::uint64_t, N>(global_id<0>())
                  : lanes<std::uint64_t, N>(d < 3 ? origin_[d] + local_[d] : std::uint64_t(0));
  }
  CLRT_INLINE linear<std::uint64_t, 1, N> local_linear_id() const { return {std::uint64_t(index_) * N}; }
  CLRT_INLINE linear<std::uint64_t, 1, N> global_linear_id() const {
    return {linear_id(global_id<0>().base, global_id<1>(), global_id<2>())};
  }
  CLRT_INLINE linear<std::uint32_t, 1, N> sub_group_local_id() const { return {0}; }
  CLRT_INLINE mask<N> entry_mask() const { return full<N>(); }

 private:
  std::uint32_t local_[3];
};

template <int N> class general_items : public item_base {
 public:
  static constexpr int lanes_count = N;
  CLRT_INLINE general_items(cpu::WorkGroup* group, std::uint32_t index) : item_base(group, index, N) {
    // Items of a work-group are few (kMaxGroupItems), so a float quotient is exact.
    const lanes<std::uint32_t, N> item = impl::iota<std::uint32_t, N>() + lanes<std::uint32_t, N>(index * N);
    if (size_[1] == 1 && size_[2] == 1) {
      local_[0] = item, local_[1] = lanes<std::uint32_t, N>(0), local_[2] = lanes<std::uint32_t, N>(0);
    } else {
      const lanes<std::uint32_t, N> row = quotient(item, size_[0]);
      local_[0] = item - row * lanes<std::uint32_t, N>(size_[0]);
      local_[2] = quotient(row, size_[1]);
      local_[1] = row - local_[2] * lanes<std::uint32_t, N>(size_[1]);
    }
  }
  template <int D> CLRT_INLINE lanes<std::uint64_t, N> local_id() const {
    if constexpr (D < 3) return impl::conv<std::uint64_t>(local_[D]);
    else return std::uint64_t(0);
  }
  template <int D> CLRT_INLINE lanes<std::uint64_t, N> global_id() const {
    if constexpr (D < 3) return impl::conv<std::uint64_t>(local_[D]) + lanes<std::uint64_t, N>(origin_[D]);
    else return std::uint64_t(0);
  }
  CLRT_INLINE lanes<std::uint64_t, N> local_id(std::uint32_t d) const {
    return d == 0 ? local_id<0>() : d == 1 ? local_id<1>() : d == 2 ? local_id<2>() : local_id<3>();
  }
  CLRT_INLINE lanes<std::uint64_t, N> global_id(std::uint32_t d) const {
    return d == 0 ? global_id<0>() : d == 1 ? global_id<1>() : d == 2 ? global_id<2>() : global_id<3>();
  }
  CLRT_INLINE linear<std::uint64_t, 1, N> local_linear_id() const { return {std::uint64_t(index_) * N}; }
  CLRT_INLINE lanes<std::uint64_t, N> global_linear_id() const {
    return linear_id(global_id<0>(), global_id<1>(), global_id<2>());
  }
  CLRT_INLINE linear<std::uint32_t, 1, N> sub_group_local_id() const { return {0}; }
  CLRT_INLINE mask<N> entry_mask() const { return first<N>(sub_group_size()); }

 private:
  static CLRT_INLINE lanes<std::uint32_t, N> quotient(lanes<std::uint32_t, N> a, std::uint32_t b) {
    const lanes<float, N> x = impl::conv<float>(impl::conv<std::int32_t>(a));
    return impl::conv<std::uint32_t>(impl::conv<std::int32_t>(x / lanes<float, N>(float(std::int32_t(b)))));
  }
  lanes<std::uint32_t, N> local_[3];
};

class single_item : public item_base {
 public:
  static constexpr int lanes_count = 1;
  CLRT_INLINE single_item(cpu::WorkGroup* group, std::uint32_t index) : item_base(group, index, 1) {
    const std::uint32_t row = index / size_[0];
    local_[0] = index - row * size_[0];
    local_[2] = row / size_[1];
    local_[1] = row - local_[2] * size_[1];
  }
  template <int D> CLRT_INLINE std::uint64_t local_id() const { return local_id(D); }
  template <int D> CLRT_INLINE std::uint64_t global_id() const { return global_id(D); }
  CLRT_INLINE std::uint64_t local_id(std::uint32_t d) const { return d < 3 ? local_[d] : 0; }
  CLRT_INLINE std::uint64_t global_id(std::uint32_t d) const { return d < 3 ? origin_[d] + local_[d] : 0; }
  CLRT_INLINE std::uint64_t local_linear_id() const { return index_; }
  CLRT_INLINE std::uint64_t global_linear_id() const { return linear_id(global_id(0), global_id(1), global_id(2)); }
  CLRT_INLINE std::uint32_t sub_group_local_id() const { return 0; }
  CLRT_INLINE bool entry_mask() const { return true; }

 private:
  std::uint32_t local_[3];
};

}  // namespace clrt::cl
