// What a checked launch found, and how it is told.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "cpu_emu/executor/check_abi.h"
#include "cpu_emu/executor/kernel_abi.h"

namespace clrt::cpu::check {

enum class Kind {
  kOutOfBounds,
  kUnwrittenLocal,
  kRace,             // two work-items of one work-group
  kRaceOfGroups,     // two work-items of different work-groups
  kBarrier,          // not reached by all
  kBarrierMismatch,  // sub-groups wait at different barriers
  kSubGroup,         // sub-group function not reached by all lanes
  kMisaligned,
  kDivisionByZero,
  kSmallArgument,
};

inline bool is_argument(CheckSpace s) {
  return s == CheckSpace::kGlobalArgument || s == CheckSpace::kConstantArgument || s == CheckSpace::kLocalArgument;
}

struct Party {
  std::array<std::uint64_t, 3> item{};  // global id
  std::array<std::uint64_t, 3> group{};
  bool copy = false;  // an asynchronous copy instead of a work-item
  const CheckSite* site = nullptr;
  std::uint32_t op = 0;
};

struct Finding {
  Kind kind{};
  Party self, other;  // other: races and barriers
  bool has_other = false;
  std::string object, type;  // name and element type; empty when no object is known
  CheckSpace space{};
  bool has_index = false;
  std::int64_t index = 0;  // in elements of the object
  std::uint64_t byte = 0;  // inside of the element
  std::uint64_t elements = 0, bytes = 0, element_bytes = 1;
  std::int64_t last_byte = 0;  // the farthest that an out-of-bounds access reached, from the object's beginning
  std::uint64_t address = 0;
  std::uint64_t count = 1;
};

// At most this many findings of a launch are kept; the rest is counted.
inline constexpr std::size_t kMaxFindings = 20;

class Findings {
 public:
  // What tells two findings apart without a look at their text: kind, site, object, the other side's site.
  using Key = std::tuple<Kind, const CheckSite*, const CheckObject*, const CheckSite*>;

  // Findings of one kind at one line about one object are told once, whatever their key.
  void add(const Finding& f, const Key& key);
  // Counts one more of a finding that was added with this key; false when there is none.
  bool again(const Key& key, std::int64_t last_byte);
  bool empty() const { return list_.empty(); }
  // The report: a line that says how many, then each.
  std::string text(const char* kernel, const Launch& launch) const;

 private:
  std::map<std::string, std::size_t> known_;
  std::map<Key, std::size_t> keys_;  // kMaxFindings: left out
  std::vector<Finding> list_;
  std::uint64_t left_out_ = 0;
};

}  // namespace clrt::cpu::check
