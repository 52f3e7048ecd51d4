// The report of a checked launch: what, where, who, and what may have caused it.
#include "cpu_emu/check/findings.hpp"

#include <algorithm>

namespace clrt::cpu::check {
namespace {

std::string triple(const std::array<std::uint64_t, 3>& v) {
  return "(" + std::to_string(v[0]) + "," + std::to_string(v[1]) + "," + std::to_string(v[2]) + ")";
}

std::string place(const CheckSite* site) {
  return site == nullptr ? "an unknown line" : std::string(site->file) + ":" + std::to_string(site->line);
}

std::string who(const Party& p) {
  return (p.copy ? "an asynchronous copy of" : "work-item " + triple(p.item) + " of") + std::string(" work-group ") +
         triple(p.group);
}

std::string verb(std::uint32_t op) {
  const bool write = (op & kCheckWrite) != 0;
  if ((op & kCheckAtomic) != 0) return write ? "atomic update" : "atomic read";
  return write ? "write" : "read";
}

const char* space_name(CheckSpace s) {
  switch (s) {
    case CheckSpace::kGlobalArgument:
    case CheckSpace::kProgram: return "global memory";
    case CheckSpace::kLocalArgument:
    case CheckSpace::kLocal: return "local memory";
    case CheckSpace::kConstant:
    case CheckSpace::kConstantArgument: return "constant memory";
    case CheckSpace::kPrivate:
    case CheckSpace::kValue: break;
  }
  return "private memory";
}

// 'y'[1000] (float)
std::string element(const Finding& f) {
  if (f.object.empty()) return "address " + std::to_string(f.address);
  std::string s = "'" + f.object + "'";
  if (f.has_index) s += "[" + std::to_string(f.index) + "]";
  if (f.byte != 0) s += " byte " + std::to_string(f.byte);
  return s;
}

std::string holds(const Finding& f) {
  const bool argument = is_argument(f.space);
  std::string s = (argument ? "argument '" : "'") + f.object + "' ";
  if (f.bytes == 0 && f.elements == 0) return s + "is null";
  if (f.elements == 1 && !argument) return s + "is one " + f.type;
  s += "holds " + std::to_string(f.elements) + " x " + f.type;
  if (f.bytes % f.element_bytes != 0) s += " and " + std::to_string(f.bytes % f.element_bytes) + " bytes";
  return s;
}

std::string out_of_bounds_cause(const Finding& f, const Launch& launch) {
  const auto elements = static_cast<std::int64_t>(f.elements);
  if (f.object.empty()) return "the pointer was made from an integer, is not initialised, or its variable is out of scope";
  if (f.bytes == 0 && f.elements == 0) return "the launch passed a null pointer";
  if (f.index < 0) {
    if (f.index <= -(std::int64_t{1} << 30)) return "an index of 32 bits overflowed: compute it as long or size_t";
    return "the index falls below 0 at the lower edge: test it before the access, or clamp it";
  }
  if (f.index >= std::int64_t{1} << 31 && f.index < std::int64_t{1} << 33)
    return "an unsigned index went below 0 and wrapped around";
  std::uint64_t items = 1;
  for (const std::uint64_t n : launch.global_size) items *= n;
  std::string s;
  if (f.index == elements && f.index != static_cast<std::int64_t>(f.self.item[0]))
    s = "one past the end: a loop that runs to <= instead of <, or an edge that is not tested";
  else if (f.index == static_cast<std::int64_t>(f.self.item[0]) &&
           (f.space == CheckSpace::kGlobalArgument || f.space == CheckSpace::kConstantArgument))
    s = "the NDRange has more work-items (" + std::to_string(items) +
        ") than the buffer has elements: test the id against the size";
  else if (f.space == CheckSpace::kLocal || f.space == CheckSpace::kLocalArgument)
    s = "the local array is smaller than what this work-group's ids reach";
  else
    s = "the index is past the end: test it before the access";
  if (is_argument(f.space))
    s += ", or the argument is too small: the launch touches " + std::to_string(f.last_byte) + " bytes of '" + f.object +
         "', it holds " + std::to_string(f.bytes);
  return s;
}

std::string head(const Finding& f) {
  switch (f.kind) {
    case Kind::kOutOfBounds:
      if (f.self.op == 0)
        return "out-of-bounds index: " + element(f) + ", the array has " + std::to_string(f.elements) + " elements";
      return "out-of-bounds " + verb(f.self.op) + ": " +
             (f.object.empty() ? element(f) + " belongs to no object of the kernel"
                               : element(f) + ", " + holds(f) + " in " + space_name(f.space));
    case Kind::kUnwrittenLocal: return "read of local memory that nobody wrote: " + element(f);
    case Kind::kRace:
    case Kind::kRaceOfGroups:
      return std::string("data race in ") + space_name(f.space) + (f.kind == Kind::kRace ? ": " : " between work-groups: ") +
             verb(f.other.op) + " and " + verb(f.self.op) + " of " + element(f);
    case Kind::kBarrier: return "barrier that not all work-items of the work-group reach";
    case Kind::kBarrierMismatch: return "work-items of one work-group wait at different barriers";
    case Kind::kSubGroup: return "sub-group function that not all work-items of the sub-group reach";
    case Kind::kMisaligned:
      return "misaligned " + verb(f.self.op) + ": " + element(f) + " stands at a multiple of " +
             std::to_string(std::uint64_t{f.address & (~f.address + 1)}) + " bytes, its type demands " +
             std::to_string(f.self.site->align);
    case Kind::kDivisionByZero: return "integer division by zero";
    case Kind::kSmallArgument:
      return "argument '" + f.object + "' is too small: it holds " + std::to_string(f.bytes) + " bytes, one " + f.type + " has " +
             std::to_string(f.element_bytes);
  }
  return {};
}

std::string cause(const Finding& f, const Launch& launch) {
  switch (f.kind) {
    case Kind::kOutOfBounds: return out_of_bounds_cause(f, launch);
    case Kind::kUnwrittenLocal:
      return "local memory begins undefined in every work-group: write it, and pass a barrier before others read it";
    case Kind::kRace:
      if (f.other.copy || f.self.copy) return "wait_group_events is missing between the copy and this access";
      return f.space == CheckSpace::kLocal || f.space == CheckSpace::kLocalArgument
                 ? "a barrier(CLK_LOCAL_MEM_FENCE) is missing between the two, or one element has two owners"
                 : "a barrier(CLK_GLOBAL_MEM_FENCE) is missing between the two, or one element has two owners";
    case Kind::kRaceOfGroups:
      return "work-groups run in any order and no barrier joins them: use atomics, another buffer for the result, or a second "
             "launch";
    case Kind::kBarrier: return "the barrier stands in a branch, a loop or behind a return that only some work-items take";
    case Kind::kBarrierMismatch: return "the control flow differs between work-items: each barrier must be reached by all";
    case Kind::kSubGroup:
      return "the call stands in a branch, a loop or behind a return that only some lanes take; the sub_group_non_uniform_ "
             "functions allow that";
    case Kind::kMisaligned:
      return "the pointer was cast to a vector or a wider type: use vload and vstore, which need the element's alignment only";
    case Kind::kDivisionByZero: return "test the divisor";
    case Kind::kSmallArgument: return "the launch passed another buffer or another size than the kernel means";
  }
  return {};
}

}  // namespace

bool Findings::again(const Key& key, std::int64_t last_byte) {
  const auto at = keys_.find(key);
  if (at == keys_.end()) return false;
  if (at->second == kMaxFindings) {
    ++left_out_;
    return true;
  }
  Finding& f = list_[at->second];
  ++f.count;
  f.last_byte = std::max(f.last_byte, last_byte);
  return true;
}

void Findings::add(const Finding& f, const Key& short_key) {
  const std::string key = std::to_string(static_cast<int>(f.kind)) + "|" + place(f.self.site) + "|" + f.object +
                          (f.kind == Kind::kRace || f.kind == Kind::kRaceOfGroups ? "|" + place(f.other.site) : "");
  if (const auto at = known_.find(key); at != known_.end()) {
    Finding& old = list_[at->second];
    ++old.count;
    old.last_byte = std::max(old.last_byte, f.last_byte);
    keys_[short_key] = at->second;
    return;
  }
  keys_[short_key] = list_.size();
  if (list_.size() == kMaxFindings) {
    ++left_out_;
    return;
  }
  known_[key] = list_.size();
  list_.push_back(f);
}

std::string Findings::text(const char* kernel, const Launch& launch) const {
  std::string s = "checked launch of " + std::string(kernel) + ": " + std::to_string(list_.size()) +
                  (list_.size() == 1 ? " finding" : " findings");
  if (left_out_ != 0) s += " (and " + std::to_string(left_out_) + " more accesses that are not listed)";
  for (const Finding& f : list_) {
    s += "\n" + (f.self.site != nullptr ? place(f.self.site) + ": " : std::string()) + head(f);
    if (f.self.site != nullptr) s += "\n  in: " + std::string(f.self.site->text);
    if (f.kind != Kind::kSmallArgument) {
      const bool waits = f.kind == Kind::kBarrier || f.kind == Kind::kBarrierMismatch || f.kind == Kind::kSubGroup;
      s += "\n  " + std::string(waits ? "reached by " : "by ") + who(f.self);
      if (f.count > 1) s += ", " + std::to_string(f.count) + " times in all";
    }
    if (f.has_other) {
      switch (f.kind) {
        case Kind::kRace:
        case Kind::kRaceOfGroups:
          s += "\n  against the " + verb(f.other.op) + " at " + place(f.other.site) + " by " + who(f.other);
          break;
        case Kind::kBarrierMismatch: s += "\n  while " + who(f.other) + " waits at " + place(f.other.site); break;
        default: s += "\n  not by " + who(f.other); break;
      }
    }
    s += "\n  likely cause: " + cause(f, launch);
  }
  return s;
}

}  // namespace clrt::cpu::check
