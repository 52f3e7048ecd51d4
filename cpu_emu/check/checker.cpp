// The checker: objects of the launch, hooks, and who is named in a report.
#include "cpu_emu/check/checker.hpp"

#include <algorithm>
#include <bit>

namespace clrt::cpu::check {
namespace {

constexpr std::size_t kSinkBytes = 64 * 1024;

unsigned shift_for(std::uint32_t scalar_bytes) {
  return scalar_bytes == 0 ? 0 : static_cast<unsigned>(std::countr_zero(scalar_bytes));
}

}  // namespace

Checker::Checker(const KernelDesc& kernel, const Launch& launch, std::span<const ArgumentMemory> arguments)
    : kernel_(kernel),
      info_(*kernel.check),
      launch_(launch),
      sink_(std::make_unique<std::byte[]>(kSinkBytes)),
      private_(kMaxGroupItems),
      sub_since_local_(kMaxGroupItems),
      sub_since_global_(kMaxGroupItems),
      item_order_(kMaxGroupItems + 1) {
  sink_begin_ = reinterpret_cast<std::uint64_t>(sink_.get());
  sink_size_ = kSinkBytes;
  make_objects(arguments);
  hooks_.checker = this;
  hooks_.sink = sink_.get();
  hooks_.sink_bytes = kSinkBytes;
  hooks_.begin_group = [](const CheckHooks* h, WorkGroup* g) { of(h).begin_group(g); };
  hooks_.end_sub_group = [](const CheckHooks* h, WorkGroup* g, std::uint32_t s) { of(h).end_sub_group(g, s); };
  hooks_.lanes = [](const CheckHooks* h, const CheckWho* w, const CheckSite* s, std::uint32_t op, const std::uint64_t* a) {
    return of(h).lanes(*w, *s, op, a);
  };
  hooks_.range = [](const CheckHooks* h, const CheckWho* w, const CheckSite* s, std::uint32_t op, std::uint64_t a,
                    std::int64_t stride) { return of(h).range(*w, *s, op, a, stride); };
  hooks_.one = [](const CheckHooks* h, const CheckWho* w, const CheckSite* s, std::uint32_t op, std::uint64_t a) {
    return of(h).one(*w, *s, op, a);
  };
  hooks_.copy = [](const CheckHooks* h, const CheckWho* w, const CheckSite* ts, std::uint64_t to, std::uint64_t tst,
                   const CheckSite* fs, std::uint64_t from, std::uint64_t fst,
                   std::uint64_t n) { return of(h).copy(*w, *ts, to, tst, *fs, from, fst, n); };
  hooks_.bad_index = [](const CheckHooks* h, const CheckWho* w, const CheckSite* s, const std::int64_t* i, bool one) {
    of(h).bad_index(*w, *s, i, one);
  };
  hooks_.zero_divisor = [](const CheckHooks* h, const CheckWho* w, const CheckSite* s) {
    const Findings::Key key{Kind::kDivisionByZero, s, nullptr, nullptr};
    if (of(h).findings_.again(key, 0)) return;
    Finding f = of(h).about(Kind::kDivisionByZero, nullptr, 0);
    f.self = of(h).party(w->sub_group * w->width + static_cast<std::uint32_t>(std::countr_zero(w->mask)), s, 0);
    of(h).findings_.add(f, key);
  };
  hooks_.barrier = [](const CheckHooks* h, const CheckWho* w, const CheckSite* s, std::uint64_t all, std::uint32_t fences) {
    of(h).barrier(*w, *s, all, fences);
  };
  hooks_.sub_group_barrier = [](const CheckHooks* h, const CheckWho* w, const CheckSite* s, std::uint64_t all,
                                std::uint32_t fences) { of(h).sub_group_barrier(*w, *s, all, fences); };
  hooks_.converged = [](const CheckHooks* h, const CheckWho* w, const CheckSite* s, std::uint64_t all) {
    of(h).not_reached(Kind::kSubGroup, *w, *s, all);
  };
  hooks_.order = [](const CheckHooks* h, const CheckWho* w) { of(h).order(*w); };
  hooks_.frame = [](const CheckHooks* h, std::uint32_t s) { return static_cast<std::uint32_t>(of(h).private_[s].size()); };
  hooks_.enter = [](const CheckHooks* h, std::uint32_t s, std::uint32_t object, std::uint64_t a, std::uint64_t bytes) {
    auto& list = of(h).private_[s];
    std::erase_if(list, [&](const PrivateObject& p) { return p.base == a; });  // a declaration in a loop
    list.push_back({object, a, bytes});
  };
  hooks_.leave = [](const CheckHooks* h, std::uint32_t s, std::uint32_t frame) {
    auto& list = of(h).private_[s];
    if (list.size() > frame) list.resize(frame);
  };
}

bool Checker::lost() const {
  return std::any_of(shadows_.begin(), shadows_.end(), [](const auto& s) { return s->lost(); });
}

void Checker::make_objects(std::span<const ArgumentMemory> arguments) {
  objects_.resize(info_.object_count);
  for (std::uint32_t i = 0; i < info_.object_count; ++i) {
    Object& o = objects_[i];
    o.info = &info_.objects[i];
    switch (o.info->space) {
      case CheckSpace::kGlobalArgument:
      case CheckSpace::kConstantArgument:
        o.known = true;
        o.base = arguments[i].place;
        o.bytes = arguments[i].bytes;
        // An empty buffer is how a launch says that there is nothing, as of a cache that has no tokens yet; whoever touches it is caught.
        if (o.bytes != 0 && o.bytes < o.info->element_bytes && o.base != 0)
          findings_.add(about(Kind::kSmallArgument, &o, o.base), {Kind::kSmallArgument, nullptr, o.info, nullptr});
        break;
      case CheckSpace::kLocalArgument: o.base = arguments[i].place, o.bytes = arguments[i].bytes; break;
      case CheckSpace::kLocal: o.base = o.info->place, o.bytes = o.info->bytes; break;
      case CheckSpace::kProgram:
      case CheckSpace::kConstant:
        o.known = true;
        o.base = reinterpret_cast<std::uint64_t>(o.info->address);
        o.bytes = o.info->bytes;
        if (o.info->address == nullptr && o.info->space == CheckSpace::kProgram && launch_.program != nullptr)  // its offset there
          o.base = reinterpret_cast<std::uint64_t>(launch_.program) + o.info->place;
        o.known = o.base != 0;
        break;
      case CheckSpace::kPrivate:
      case CheckSpace::kValue: break;
    }
    if (o.info->space == CheckSpace::kLocalArgument || o.info->space == CheckSpace::kLocal) {
      shadows_.push_back(std::make_unique<Shadow>(0, o.bytes, shift_for(o.info->scalar_bytes)));
      o.shadow = shadows_.back().get();
    }
  }
  share_global_shadows();
}

// Arguments may overlap (one buffer bound twice, sub-buffers): one shadow serves all that do.
void Checker::share_global_shadows() {
  std::vector<Object*> global;
  for (Object& o : objects_)
    if (o.known && o.bytes != 0 &&
        (o.info->space == CheckSpace::kGlobalArgument || o.info->space == CheckSpace::kConstantArgument ||
         o.info->space == CheckSpace::kProgram))
      global.push_back(&o);
  std::sort(global.begin(), global.end(), [](const Object* a, const Object* b) { return a->base < b->base; });
  for (std::size_t i = 0; i < global.size();) {
    std::uint64_t end = global[i]->base + global[i]->bytes;
    unsigned shift = shift_for(global[i]->info->scalar_bytes);
    bool written = (global[i]->info->flags & kArgReadOnly) == 0;
    std::size_t j = i + 1;
    for (; j < global.size() && global[j]->base < end; ++j) {
      end = std::max(end, global[j]->base + global[j]->bytes);
      shift = std::min(shift, shift_for(global[j]->info->scalar_bytes));
      written = written || (global[j]->info->flags & kArgReadOnly) == 0;
    }
    // What nothing can write needs no shadow.
    if (written) {
      // Cells are counted from an address that is a multiple of their size.
      const std::uint64_t base = global[i]->base & ~((std::uint64_t{1} << shift) - 1);
      shadows_.push_back(std::make_unique<Shadow>(base, end - base, shift));
      for (std::size_t k = i; k < j; ++k) global[k]->shadow = shadows_.back().get();
    }
    i = j;
  }
}

Party Checker::party(std::uint32_t item, const CheckSite* site, std::uint32_t op) const {
  Party p;
  p.site = site;
  p.op = op;
  if (group_ == nullptr) return p;
  const std::uint32_t row = item / group_->size[0];
  const std::uint64_t local[3] = {item % group_->size[0], row % group_->size[1], row / group_->size[1]};
  for (std::size_t d = 0; d < 3; ++d) {
    p.group[d] = group_->group_id[d];
    p.item[d] = launch_.global_offset[d] + p.group[d] * launch_.local_size[d] + local[d];
  }
  return p;
}

Party Checker::party_of(Slot slot, std::uint32_t op) const {
  Party p;
  const std::uint32_t site = site_of(slot);
  p.site = site == 0 || site > info_.site_count ? nullptr : &info_.sites[site - 1];
  p.op = op | ((slot & kAtomicSlot) != 0 ? std::uint32_t{kCheckAtomic} : 0u);
  p.copy = item_of(slot) == kCopyItem;
  const auto at = std::upper_bound(groups_.begin(), groups_.end(), stamp_of(slot),
                                   [](std::uint32_t s, const auto& g) { return s < g.first; });
  if (at == groups_.begin()) return p;
  const std::uint64_t linear = std::prev(at)->second;
  p.group = {linear % launch_.num_groups[0], linear / launch_.num_groups[0] % launch_.num_groups[1],
             linear / launch_.num_groups[0] / launch_.num_groups[1]};
  std::uint64_t size[3];
  for (std::size_t d = 0; d < 3; ++d)
    size[d] = std::min(launch_.local_size[d], launch_.global_size[d] - p.group[d] * launch_.local_size[d]);
  const std::uint64_t item = p.copy ? 0 : item_of(slot);
  const std::uint64_t local[3] = {item % size[0], item / size[0] % size[1], item / size[0] / size[1]};
  for (std::size_t d = 0; d < 3; ++d) p.item[d] = launch_.global_offset[d] + p.group[d] * launch_.local_size[d] + local[d];
  return p;
}

Finding Checker::about(Kind kind, const Object* object, std::uint64_t address) const {
  Finding f;
  f.kind = kind;
  f.address = address;
  if (object == nullptr) return f;
  const CheckObject& info = *object->info;
  f.object = info.name;
  f.type = info.type;
  f.space = info.space;
  f.element_bytes = std::max<std::uint64_t>(info.element_bytes * object->lanes, 1);
  f.bytes = object->bytes;
  f.elements = object->bytes / f.element_bytes;
  const auto offset = static_cast<std::int64_t>(address - object->base);
  const auto element = static_cast<std::int64_t>(f.element_bytes);
  f.index = offset / element - (offset % element < 0 ? 1 : 0);
  f.byte = static_cast<std::uint64_t>(offset - f.index * element);
  // A vector's component is its element, not some byte of it.
  f.has_index = !(f.elements == 1 && f.index == 0) || is_argument(info.space);
  return f;
}

void Checker::bad_index(const CheckWho& who, const CheckSite& site, const std::int64_t* indices, bool one) {
  for (std::uint64_t m = who.mask; m != 0; m &= m - 1) {
    const auto lane = static_cast<std::uint32_t>(std::countr_zero(m));
    const Findings::Key key{Kind::kOutOfBounds, &site, nullptr, nullptr};
    if (findings_.again(key, 0)) {
      if (one) break;
      continue;
    }
    Finding f;
    f.kind = Kind::kOutOfBounds;
    f.self = party(who.sub_group * who.width + lane, &site, 0);
    f.object = site.variable;
    f.has_index = true;
    f.index = indices[one ? 0 : lane];
    f.elements = site.extent;
    f.element_bytes = 1;
    f.bytes = site.extent;
    f.space = CheckSpace::kPrivate;
    findings_.add(f, key);
    if (one) break;
  }
}

}  // namespace clrt::cpu::check
