// The checker of one launch of a kernel that was compiled in checked mode.
//
// It is told of every access, barrier and sub-group function (check_abi.h), keeps a shadow of the memory that the kernel can reach,
// and collects findings. A checked launch runs on one thread, work-group after work-group, so a report is the same every time.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "cpu_emu/check/findings.hpp"
#include "cpu_emu/check/shadow.hpp"
#include "cpu_emu/executor/check_abi.h"
#include "cpu_emu/executor/kernel_abi.h"

namespace clrt::cpu::check {

// One argument as the launch has it. Global: address and bytes; local: offset in local memory and bytes.
struct ArgumentMemory {
  std::uint64_t place = 0, bytes = 0;
};

class Checker {
 public:
  Checker(const KernelDesc& kernel, const Launch& launch, std::span<const ArgumentMemory> arguments);
  Checker(const Checker&) = delete;
  Checker& operator=(const Checker&) = delete;

  const CheckHooks& hooks() const { return hooks_; }
  bool clean() const { return findings_.empty(); }
  // There was no memory to watch everything.
  bool lost() const;
  std::string report() const { return findings_.text(kernel_.name, launch_); }

 private:
  // An object of the launch; local ones move with the work-group's local memory.
  struct Object {
    const CheckObject* info = nullptr;
    std::uint64_t base = 0, bytes = 0;
    Shadow* shadow = nullptr;  // null: accesses are not tracked
    bool known = false;        // base and bytes hold
    std::uint64_t lanes = 1;   // private objects of a sub-group: so many times as large as the type
    bool contains(std::uint64_t address, std::uint64_t n) const { return known && n <= bytes && address - base <= bytes - n; }
  };
  struct PrivateObject {
    std::uint32_t object;
    std::uint64_t base, bytes;
  };
  struct Arrival {
    const CheckSite* site = nullptr;
    std::uint32_t item = 0, fences = 0;
    bool done = false;
  };
  // What is the same for all cells of one access.
  struct Access {
    const CheckWho* who;
    const CheckSite* site;
    std::uint32_t op;
    const Object* object;
    Shadow* shadow;
    std::uint32_t since;  // accesses of this work-group with an older stamp are ordered by a barrier
    Slot slot;            // without the work-item
    bool local;
  };

  static Checker& of(const CheckHooks* h) { return *static_cast<Checker*>(h->checker); }
  void make_objects(std::span<const ArgumentMemory> arguments);
  void share_global_shadows();

  // checker_access.cpp
  std::uint64_t lanes(const CheckWho& who, const CheckSite& site, std::uint32_t op, const std::uint64_t* addresses);
  std::uint64_t range(const CheckWho& who, const CheckSite& site, std::uint32_t op, std::uint64_t address, std::int64_t stride);
  std::uint64_t one(const CheckWho& who, const CheckSite& site, std::uint32_t op, std::uint64_t address);
  std::uint64_t copy(const CheckWho& who, const CheckSite& to_site, std::uint64_t to, std::uint64_t to_stride,
                     const CheckSite& from_site, std::uint64_t from, std::uint64_t from_stride, std::uint64_t count);
  bool in_sink(std::uint64_t address) const { return address - sink_begin_ < sink_size_; }
  // The object that an access through this site's pointer belongs to, or null; `nearest` is what a report names then.
  const Object* find(const CheckSite& site, std::uint32_t sub_group, std::uint64_t address, const Object*& nearest);
  bool admit(const CheckWho& who, const CheckSite& site, std::uint32_t op, std::uint32_t lane, std::uint64_t address,
             const Object*& object);
  Access begin(const CheckWho& who, const CheckSite& site, std::uint32_t op, const Object& object) const;
  void touch(const Access& a, std::uint64_t address, std::uint64_t bytes, std::uint32_t item);
  void touch_cell(const Access& a, Cell& cell, Slot now, std::uint64_t address, bool& told);
  bool may_conflict(Slot old, Slot now, std::uint32_t since, bool local) const {
    const std::uint32_t stamp = stamp_of(old);
    if (stamp >= since) return item_of(old) != item_of(now) && (old & now & kAtomicSlot) == 0;
    return !local && stamp != 0 && stamp < group_first_ && (old & now & kAtomicSlot) == 0;
  }
  bool ordered(const Access& a, Slot old, Slot now) const;
  void unwritten(const Access& a, Slot now, std::uint64_t address);
  void race(const Access& a, Slot old, std::uint32_t old_op, Slot now, std::uint64_t address);

  // checker_sync.cpp
  void begin_group(WorkGroup* group);
  void end_sub_group(WorkGroup* group, std::uint32_t sub_group);
  void barrier(const CheckWho& who, const CheckSite& site, std::uint64_t everyone, std::uint32_t fences);
  void sub_group_barrier(const CheckWho& who, const CheckSite& site, std::uint64_t everyone, std::uint32_t fences);
  void not_reached(Kind kind, const CheckWho& who, const CheckSite& site, std::uint64_t everyone);
  void release();
  void order(const CheckWho& who);

  // Reports.
  Party party(std::uint32_t item, const CheckSite* site, std::uint32_t op) const;
  Party party_of(Slot slot, std::uint32_t op) const;
  Finding about(Kind kind, const Object* object, std::uint64_t address) const;
  void bad_index(const CheckWho& who, const CheckSite& site, const std::int64_t* indices, bool one);

  const KernelDesc& kernel_;
  const CheckInfo& info_;
  Launch launch_;
  Findings findings_;
  CheckHooks hooks_{};
  std::unique_ptr<std::byte[]> sink_;
  std::uint64_t sink_begin_ = 0, sink_size_ = 0;

  std::vector<Object> objects_;
  std::vector<std::unique_ptr<Shadow>> shadows_;
  std::vector<std::vector<PrivateObject>> private_;  // by sub-group
  Object private_found_;                             // the object that find() gave last, when it is a private one

  // The work-group that runs.
  WorkGroup* group_ = nullptr;
  std::uint64_t group_linear_ = 0;
  std::uint32_t stamp_ = 0, group_first_ = 1, since_local_ = 1, since_global_ = 1;
  std::vector<std::uint32_t> sub_since_local_, sub_since_global_;  // by sub-group, since sub_group_barrier
  std::uint32_t sub_width_ = 1;
  std::vector<Arrival> arrivals_;
  std::uint32_t arrived_ = 0, finished_ = 0;
  // Acquire and release: the stamp at which a work-item of this group, or another group, last did either.
  std::vector<std::uint32_t> item_order_;
  std::vector<std::pair<std::uint32_t, std::uint64_t>> groups_;  // first stamp and linear id of every group that ran, ascending
  std::vector<std::uint32_t> group_order_;                       // beside groups_: its last ordering stamp, 0 for none
};

}  // namespace clrt::cpu::check
