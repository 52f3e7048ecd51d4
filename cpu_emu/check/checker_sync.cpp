// Work-groups, barriers, sub-groups: which accesses are ordered, and who failed to come.
#include <algorithm>
#include <bit>

#include "cpu_emu/check/checker.hpp"

namespace clrt::cpu::check {

void Checker::begin_group(WorkGroup* group) {
  group_ = group;
  group_linear_ = (group->group_id[2] * launch_.num_groups[1] + group->group_id[1]) * launch_.num_groups[0] + group->group_id[0];
  group_first_ = since_local_ = since_global_ = ++stamp_;
  groups_.emplace_back(stamp_, group_linear_);
  group_order_.push_back(0);
  sub_width_ = std::max<std::uint32_t>(kernel_.sub_group_size, 1);
  arrivals_.assign(group->sub_groups, Arrival{});
  arrived_ = finished_ = 0;
  const auto local_memory = reinterpret_cast<std::uint64_t>(group->local_memory);
  for (Object& o : objects_) {
    const bool argument = o.info->space == CheckSpace::kLocalArgument;
    if (!argument && o.info->space != CheckSpace::kLocal) continue;
    if (!o.known) {
      o.base += local_memory;  // was an offset; local memory stays where it is for the whole launch
      o.known = true;
      o.shadow->move_to(o.base);
    }
  }
}

void Checker::end_sub_group(WorkGroup*, std::uint32_t sub_group) {
  private_[sub_group].clear();
  arrivals_[sub_group].done = true;
  ++finished_;
  if (arrived_ != 0 && arrived_ + finished_ == arrivals_.size()) release();
}

void Checker::not_reached(Kind kind, const CheckWho& who, const CheckSite& site, std::uint64_t everyone) {
  if (who.mask == everyone) return;
  const Findings::Key key{kind, &site, nullptr, nullptr};
  if (findings_.again(key, 0)) return;
  Finding f = about(kind, nullptr, 0);
  const std::uint32_t first = who.sub_group * who.width;
  f.self = party(first + static_cast<std::uint32_t>(std::countr_zero(who.mask)), &site, 0);
  f.other = party(first + static_cast<std::uint32_t>(std::countr_zero(everyone & ~who.mask)), nullptr, 0);
  f.has_other = true;
  findings_.add(f, key);
}

void Checker::barrier(const CheckWho& who, const CheckSite& site, std::uint64_t everyone, std::uint32_t fences) {
  not_reached(Kind::kBarrier, who, site, everyone);
  Arrival& a = arrivals_[who.sub_group];
  a.site = &site;
  a.item = who.sub_group * who.width + static_cast<std::uint32_t>(std::countr_zero(who.mask));
  a.fences = fences;
  ++arrived_;
  if (arrived_ + finished_ == arrivals_.size()) release();
}

// All sub-groups that have not returned have arrived.
void Checker::release() {
  const Arrival* first = nullptr;
  std::uint32_t fences = kFenceLocal | kFenceGlobal;
  for (const Arrival& a : arrivals_) {
    if (a.site == nullptr) continue;
    if (first == nullptr) first = &a;
    fences &= a.fences;
  }
  for (std::size_t s = 0; s < arrivals_.size(); ++s) {
    const Arrival& a = arrivals_[s];
    if (a.site == first->site) continue;
    Finding f = about(a.done ? Kind::kBarrier : Kind::kBarrierMismatch, nullptr, 0);
    f.self = party(first->item, first->site, 0);
    f.other = party(a.done ? static_cast<std::uint32_t>(s) * sub_width_ : a.item, a.site, 0);
    f.has_other = true;
    findings_.add(f, {f.kind, first->site, nullptr, a.site});
  }
  for (Arrival& a : arrivals_) a.site = nullptr;
  arrived_ = 0;
  ++stamp_;
  if ((fences & kFenceLocal) != 0) since_local_ = stamp_;
  if ((fences & kFenceGlobal) != 0) since_global_ = stamp_;
}

void Checker::sub_group_barrier(const CheckWho& who, const CheckSite& site, std::uint64_t everyone, std::uint32_t fences) {
  not_reached(Kind::kSubGroup, who, site, everyone);
  ++stamp_;
  if ((fences & kFenceLocal) != 0) sub_since_local_[who.sub_group] = stamp_;
  if ((fences & kFenceGlobal) != 0) sub_since_global_[who.sub_group] = stamp_;
}

void Checker::order(const CheckWho& who) {
  for (std::uint64_t m = who.mask; m != 0; m &= m - 1)
    item_order_[who.sub_group * who.width + static_cast<std::uint32_t>(std::countr_zero(m))] = stamp_;
  group_order_.back() = stamp_;
}

}  // namespace clrt::cpu::check
