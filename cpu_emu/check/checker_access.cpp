// Accesses: which object, inside of it or not, aligned or not, and who touched the same memory before.
#include <algorithm>
#include <bit>

#include "cpu_emu/check/checker.hpp"

namespace clrt::cpu::check {

const Checker::Object* Checker::find(const CheckSite& site, std::uint32_t sub_group, std::uint64_t address,
                                     const Object*& nearest) {
  nearest = nullptr;
  const auto distance = [&](const Object& o) {
    if (address < o.base) return o.base - address;
    return address - o.base < o.bytes ? 0 : address - o.base - o.bytes;
  };
  const auto consider = [&](const Object& o) {
    if (o.contains(address, site.bytes)) return true;
    if (o.known && (nearest == nullptr || distance(o) < distance(*nearest))) nearest = &o;
    return false;
  };
  bool privates = false;
  for (std::uint32_t i = 0; i < site.root_count; ++i) {
    const Object& o = objects_[site.roots[i]];
    if (consider(o)) return &o;
    privates = privates || !o.known;
  }
  const bool any = (site.flags & kSiteAny) != 0 || site.root_count == 0;
  if (any) {
    // Only objects that hold the address: being near to something says nothing when the pointer may be anything.
    for (const Object& o : objects_)
      if (o.contains(address, site.bytes)) return &o;
  }
  if (!privates && !any) return nullptr;
  // The latest first: a callee's variables before the caller's.
  const auto& list = private_[sub_group];
  for (std::size_t k = list.size(); k-- > 0;) {
    const PrivateObject& p = list[k];
    bool rooted = any;
    for (std::uint32_t i = 0; i < site.root_count && !rooted; ++i) rooted = site.roots[i] == p.object;
    if (!rooted) continue;
    Object o;
    o.info = &info_.objects[p.object];
    o.base = p.base;
    o.bytes = p.bytes;
    o.known = true;
    o.lanes = std::max<std::uint64_t>(o.bytes / std::max<std::uint64_t>(o.info->bytes, 1), 1);
    const bool inside = o.contains(address, site.bytes * o.lanes);
    if (inside || nearest == nullptr) {
      private_found_ = o;
      if (inside) return &private_found_;
      nearest = &private_found_;
    }
  }
  return nullptr;
}

// May this lane go on? Reports when not.
bool Checker::admit(const CheckWho& who, const CheckSite& site, std::uint32_t op, std::uint32_t lane, std::uint64_t address,
                    const Object*& object) {
  const Object* nearest = nullptr;
  object = find(site, who.sub_group, address, nearest);
  const std::uint32_t item = who.sub_group * who.width + lane;
  if (object == nullptr) {
    const std::int64_t reach = nearest == nullptr ? 0 : static_cast<std::int64_t>(address - nearest->base + site.bytes);
    if (findings_.again({Kind::kOutOfBounds, &site, nearest == nullptr ? nullptr : nearest->info, nullptr}, reach)) return false;
    Finding f = about(Kind::kOutOfBounds, nearest, address);
    f.self = party(item, &site, op);
    f.last_byte = reach;
    findings_.add(f, {f.kind, &site, nearest == nullptr ? nullptr : nearest->info, nullptr});
    return false;
  }
  if ((address & (site.align - 1)) != 0) {
    const Findings::Key key{Kind::kMisaligned, &site, object->info, nullptr};
    if (findings_.again(key, 0)) return false;
    Finding f = about(Kind::kMisaligned, object, address);
    f.self = party(item, &site, op);
    findings_.add(f, key);
    return false;
  }
  return true;
}

Checker::Access Checker::begin(const CheckWho& who, const CheckSite& site, std::uint32_t op, const Object& object) const {
  const CheckSpace space = object.info->space;
  const bool local = space == CheckSpace::kLocal || space == CheckSpace::kLocalArgument;
  return {&who,
          &site,
          op,
          &object,
          object.shadow,
          local ? since_local_ : since_global_,
          make_slot(stamp_, site.id, (op & kCheckAtomic) != 0, 0),
          local};
}

// The same sub-group with a sub_group_barrier between, or both sides ordered by acquire and release.
bool Checker::ordered(const Access& a, Slot old, Slot now) const {
  const std::uint32_t stamp = stamp_of(old), item = item_of(now), other = item_of(old);
  if (stamp >= group_first_) {
    if (item < kCopyItem && other < kCopyItem && item / sub_width_ == other / sub_width_) {
      const auto& since = a.local ? sub_since_local_ : sub_since_global_;
      if (stamp < since[item / sub_width_]) return true;
    }
    return item_order_[item] >= a.since && item_order_[other] >= a.since;
  }
  if (item_order_[item] < group_first_) return false;
  const auto at =
      std::upper_bound(groups_.begin(), groups_.end(), stamp, [](std::uint32_t s, const auto& g) { return s < g.first; });
  return group_order_[static_cast<std::size_t>(at - groups_.begin()) - 1] >= stamp;
}

[[gnu::cold, gnu::noinline]] void Checker::race(const Access& a, Slot old, std::uint32_t old_op, Slot now,
                                                std::uint64_t address) {
  const Kind kind = stamp_of(old) >= group_first_ ? Kind::kRace : Kind::kRaceOfGroups;
  const std::uint32_t other = site_of(old);
  const Findings::Key key{kind, a.site, a.object->info,
                          other == 0 || other > info_.site_count ? nullptr : &info_.sites[other - 1]};
  if (findings_.again(key, 0)) return;
  Finding f = about(kind, a.object, address);
  f.self = item_of(now) == kCopyItem ? party_of(now, a.op) : party(item_of(now), a.site, a.op);
  f.self.site = a.site;
  f.other = party_of(old, old_op);
  f.has_other = true;
  findings_.add(f, key);
}

[[gnu::cold, gnu::noinline]] void Checker::unwritten(const Access& a, Slot now, std::uint64_t address) {
  const Findings::Key key{Kind::kUnwrittenLocal, a.site, a.object->info, nullptr};
  if (findings_.again(key, 0)) return;
  Finding f = about(Kind::kUnwrittenLocal, a.object, address);
  f.self = party(item_of(now), a.site, a.op);
  findings_.add(f, key);
}

// `told`: this access has reported a race already, one is enough.
void Checker::touch_cell(const Access& a, Cell& cell, Slot now, std::uint64_t address, bool& told) {
  const auto against = [&](Slot old, std::uint32_t op) {
    if (!may_conflict(old, now, a.since, a.local) || told || ordered(a, old, now)) return;
    const bool reads = ((old & kAtomicSlot) == 0 && op == kCheckRead) || ((now & kAtomicSlot) == 0 && a.op == kCheckRead);
    if (reads && ((old | now) & kAtomicSlot) != 0 && (a.object->info->flags & kObjectCompared) != 0) return;
    race(a, old, op, now, address);
    told = true;
  };
  against(cell.write, kCheckWrite);
  if ((a.op & kCheckRead) != 0 && a.local && stamp_of(cell.write) < group_first_ && !told &&
      ((a.site->flags & kSiteRecord) == 0)) {
    unwritten(a, now, address);
    told = true;
  }
  if ((a.op & kCheckWrite) != 0) {
    against(cell.read, kCheckRead);
    against(cell.other_read, kCheckRead);
    cell.write = now;
  } else if (stamp_of(cell.read) >= group_first_ ? item_of(cell.read) == item_of(now) || stamp_of(cell.read) < a.since
                                                 : a.local || cell.read == 0) {
    cell.read = now;
  } else {
    cell.other_read = now;
  }
}

void Checker::touch(const Access& a, std::uint64_t address, std::uint64_t bytes, std::uint32_t item) {
  std::uint64_t n = 0;
  Cell* cell = a.shadow->cells(address, bytes, n);
  if (n == 0) return;
  const std::uint64_t step = bytes / n;
  const Slot now = a.slot | item;
  bool told = false;
  for (std::uint64_t i = 0; i < n; ++i) touch_cell(a, cell[i], now, address + i * step, told);
}

std::uint64_t Checker::lanes(const CheckWho& who, const CheckSite& site, std::uint32_t op, const std::uint64_t* addresses) {
  std::uint64_t good = who.mask;
  if ((site.flags & kSiteDirect) != 0) {
    for (std::uint64_t m = who.mask; m != 0; m &= m - 1)
      if (in_sink(addresses[std::countr_zero(m)])) good &= ~(m & (~m + 1));
    return good;
  }
  const std::uint32_t first = who.sub_group * who.width;
  // Nearly always: one object, all lanes inside of it.
  if (site.root_count == 1 && (site.flags & kSiteAny) == 0 && objects_[site.roots[0]].known) {
    const Object& o = objects_[site.roots[0]];
    const Access a = begin(who, site, op, o);
    for (std::uint64_t m = who.mask; m != 0; m &= m - 1) {
      const auto lane = static_cast<std::uint32_t>(std::countr_zero(m));
      const std::uint64_t address = addresses[lane];
      if (o.contains(address, site.bytes) && (address & (site.align - 1)) == 0) {
        if (o.shadow != nullptr) touch(a, address, site.bytes, first + lane);
        continue;
      }
      good &= ~(std::uint64_t{1} << lane);
      const Object* object = nullptr;
      if (!in_sink(address)) admit(who, site, op, lane, address, object);
    }
    return good;
  }
  for (std::uint64_t m = who.mask; m != 0; m &= m - 1) {
    const auto lane = static_cast<std::uint32_t>(std::countr_zero(m));
    const Object* object = nullptr;
    if (in_sink(addresses[lane]) || !admit(who, site, op, lane, addresses[lane], object))
      good &= ~(std::uint64_t{1} << lane);
    else if (object->shadow != nullptr)
      touch(begin(who, site, op, *object), addresses[lane], site.bytes, first + lane);
  }
  return good;
}

std::uint64_t Checker::range(const CheckWho& who, const CheckSite& site, std::uint32_t op, std::uint64_t address,
                             std::int64_t stride) {
  if (site.root_count == 1 && (site.flags & kSiteAny) == 0 && who.mask != 0) {
    const Object& o = objects_[site.roots[0]];
    const int low = std::countr_zero(who.mask), high = 63 - std::countl_zero(who.mask);
    const auto at = [&](int lane) { return address + static_cast<std::uint64_t>(lane * stride); };
    const bool aligned = ((address | static_cast<std::uint64_t>(stride)) & (site.align - 1)) == 0;
    if (o.contains(at(low), site.bytes) && o.contains(at(high), site.bytes) && aligned) {
      if (o.shadow == nullptr) return who.mask;
      const Access a = begin(who, site, op, o);
      const std::uint32_t first = who.sub_group * who.width;
      for (std::uint64_t m = who.mask; m != 0; m &= m - 1) {
        const int lane = std::countr_zero(m);
        touch(a, at(lane), site.bytes, first + static_cast<std::uint32_t>(lane));
      }
      return who.mask;
    }
  }
  std::uint64_t addresses[64];
  for (std::int64_t l = 0; l < 64; ++l) addresses[l] = address + static_cast<std::uint64_t>(l * stride);
  return lanes(who, site, op, addresses);
}

std::uint64_t Checker::one(const CheckWho& who, const CheckSite& site, std::uint32_t op, std::uint64_t address) {
  if (who.mask == 0 || in_sink(address)) return 0;
  if ((site.flags & kSiteDirect) != 0) return who.mask;
  const auto low = static_cast<std::uint32_t>(std::countr_zero(who.mask)),
             high = static_cast<std::uint32_t>(63 - std::countl_zero(who.mask));
  const Object* object = site.root_count == 1 && (site.flags & kSiteAny) == 0 ? &objects_[site.roots[0]] : nullptr;
  if (object == nullptr || !object->contains(address, site.bytes) || (address & (site.align - 1)) != 0) {
    if (!admit(who, site, op, low, address, object)) return 0;
  }
  if (object->shadow == nullptr) return who.mask;
  const Access a = begin(who, site, op, *object);
  const std::uint32_t first = who.sub_group * who.width;
  // Whatever the lanes between would find, one of these two finds.
  touch(a, address, site.bytes, first + low);
  if (high != low) touch(a, address, site.bytes, first + high);
  return who.mask;
}

std::uint64_t Checker::copy(const CheckWho& who, const CheckSite& to_site, std::uint64_t to, std::uint64_t to_stride,
                            const CheckSite& from_site, std::uint64_t from, std::uint64_t from_stride, std::uint64_t count) {
  CheckWho leader = who;
  leader.mask &= ~who.mask + 1;
  const auto lane = static_cast<std::uint32_t>(std::countr_zero(who.mask));
  // Every sub-group calls, the copy is one: the first sub-group speaks for it.
  const bool speaks = who.sub_group == 0;
  const auto side = [&](const CheckSite& site, std::uint64_t base, std::uint64_t stride, std::uint32_t op, std::uint64_t n) {
    for (std::uint64_t i = 0; i < n; ++i) {
      const std::uint64_t address = base + i * stride * site.bytes;
      const Object *object = nullptr, *nearest = nullptr;
      if (speaks ? !admit(leader, site, op, lane, address, object)
                 : (object = find(site, who.sub_group, address, nearest)) == nullptr)
        return i;
      if (speaks && object->shadow != nullptr) touch(begin(leader, site, op, *object), address, site.bytes, kCopyItem);
    }
    return n;
  };
  const std::uint64_t readable = side(from_site, from, from_stride, kCheckRead, count);
  return side(to_site, to, to_stride, kCheckWrite, readable);
}

}  // namespace clrt::cpu::check
