// What functions across a sub-group or a work-group answer.
#include "cross.hpp"

#include <algorithm>
#include <cstring>
#include <optional>

namespace clrt::random_programs {
namespace {

void reduce_all(Reduce op, const Expr& e, const std::vector<Item*>& items) {
  const Base b = e.type.base;
  Cell sum = items[0]->operands[0].cells[0];
  for (std::size_t i = 1; i < items.size(); ++i) sum = reduced(op, b, sum, items[i]->operands[0].cells[0]);
  for (Item* item : items) item->answer.cells[0] = sum;
}

void scan_all(Reduce op, const Expr& e, const std::vector<Item*>& items, bool inclusive) {
  const Base b = e.type.base;
  std::optional<Cell> sum;
  for (Item* item : items) {
    const Cell x = item->operands[0].cells[0];
    const Cell with = sum ? reduced(op, b, *sum, x) : x;
    item->answer.cells[0] = inclusive ? with : sum ? *sum : neutral(op, b);
    sum = with;
  }
}

// The operand of the lane with this number, or nothing.
const Value* operand_of(std::int64_t number, const std::vector<Item*>& lanes, const std::vector<std::size_t>& numbers) {
  for (std::size_t i = 0; i < lanes.size(); ++i)
    if (static_cast<std::int64_t>(numbers[i]) == number) return &lanes[i]->operands[0];
  return nullptr;
}

void vote(Item& item, bool yes) { item.answer.cells[0].i = yes ? 1 : 0; }

}  // namespace

void answer_sub_group(const Expr& e, const std::vector<Item*>& lanes, const std::vector<std::size_t>& numbers, std::size_t most, std::size_t size) {
  const auto op = static_cast<Reduce>(e.value);
  const auto is_true = [&](const Item* item) { return item->operands[0].cells[0].i != 0; };
  const bool any = std::any_of(lanes.begin(), lanes.end(), is_true), all = std::all_of(lanes.begin(), lanes.end(), is_true);
  const auto index = [&](std::size_t i) { return static_cast<std::int64_t>(wide(e.args[1].type.base, lanes[i]->operands[1].cells[0])); };
  for (Item* item : lanes) item->answer = {};
  const auto from = [&](auto number_of) {
    std::vector<Value> answers;
    for (std::size_t i = 0; i < lanes.size(); ++i) {
      const Value* v = operand_of(number_of(i), lanes, numbers);
      answers.push_back(v != nullptr ? *v : Value{});
      answers.back().undefined = v == nullptr;
    }
    for (std::size_t i = 0; i < lanes.size(); ++i) lanes[i]->answer = answers[i];
  };
  const auto full = [&] {
    if (size != most) throw Fault{"a function that needs a full sub-group"};
  };
  switch (static_cast<Cross>(e.index)) {
    case Cross::kReduce:
    case Cross::kNonUniformReduce: reduce_all(op, e, lanes); break;
    case Cross::kScanInclusive:
    case Cross::kNonUniformScanInclusive: scan_all(op, e, lanes, true); break;
    case Cross::kScanExclusive:
    case Cross::kNonUniformScanExclusive: scan_all(op, e, lanes, false); break;
    case Cross::kBroadcast:
      for (std::size_t i = 0; i < lanes.size(); ++i)
        if (index(i) != index(0) || index(0) >= static_cast<std::int64_t>(size)) throw Fault{"lanes broadcast from different lanes"};
      from([&](std::size_t i) { return index(i); });
      break;
    case Cross::kShuffle: from([&](std::size_t i) { return index(i); }); break;
    case Cross::kShuffleXor: from([&](std::size_t i) { return static_cast<std::int64_t>(numbers[i]) ^ index(i); }); break;
    case Cross::kShuffleUp: from([&](std::size_t i) { return static_cast<std::int64_t>(numbers[i]) - index(i); }); break;
    case Cross::kShuffleDown: from([&](std::size_t i) { return static_cast<std::int64_t>(numbers[i]) + index(i); }); break;
    case Cross::kRotate:
      full();
      from([&](std::size_t i) { return (static_cast<std::int64_t>(numbers[i]) + index(i)) % static_cast<std::int64_t>(most); });
      break;
    case Cross::kAny:
    case Cross::kNonUniformAny:
      for (Item* item : lanes) vote(*item, any);
      break;
    case Cross::kAll:
    case Cross::kNonUniformAll:
      for (Item* item : lanes) vote(*item, all);
      break;
    case Cross::kNonUniformAllEqual: {
      const bool same = std::all_of(lanes.begin(), lanes.end(), [&](const Item* item) {
        return compared(Op::kEqual, e.args[0].type.base, item->operands[0].cells[0], lanes[0]->operands[0].cells[0]);
      });
      for (Item* item : lanes) vote(*item, same);
      break;
    }
    case Cross::kElect:
      for (Item* item : lanes) vote(*item, item == lanes[0]);
      break;
    case Cross::kBroadcastFirst:
      from([&](std::size_t) { return static_cast<std::int64_t>(numbers[0]); });
      break;
    case Cross::kBallotCount:
      for (Item* item : lanes) item->answer.cells[0].i = std::count_if(lanes.begin(), lanes.end(), is_true);
      break;
    case Cross::kBallot: {
      std::array<std::uint32_t, 4> bits{};
      for (std::size_t i = 0; i < lanes.size(); ++i)
        if (is_true(lanes[i])) bits[numbers[i] / 32] |= 1u << (numbers[i] % 32);
      for (Item* item : lanes)
        for (std::size_t k = 0; k < 4; ++k) item->answer.cells[k].i = bits[k];
      break;
    }
    case Cross::kClusteredReduce: {
      full();
      const auto cluster = static_cast<std::size_t>(e.args[1].value);
      for (std::size_t i = 0; i < lanes.size(); i += cluster)
        reduce_all(op, e, {lanes.begin() + static_cast<std::ptrdiff_t>(i), lanes.begin() + static_cast<std::ptrdiff_t>(i + cluster)});
      break;
    }
    default: throw Fault{"not a sub-group function"};
  }
}

void answer_work_group(const Expr& e, const std::vector<Item*>& items, const std::array<std::uint32_t, 3>& size) {
  const auto op = static_cast<Reduce>(e.value);
  const auto is_true = [&](const Item* item) { return item->operands[0].cells[0].i != 0; };
  for (Item* item : items) item->answer = {};
  switch (static_cast<Cross>(e.index)) {
    case Cross::kGroupReduce: reduce_all(op, e, items); break;
    case Cross::kGroupScanInclusive: scan_all(op, e, items, true); break;
    case Cross::kGroupScanExclusive: scan_all(op, e, items, false); break;
    case Cross::kGroupAny: {
      const bool any = std::any_of(items.begin(), items.end(), is_true);
      for (Item* item : items) vote(*item, any);
      break;
    }
    case Cross::kGroupAll: {
      const bool all = std::all_of(items.begin(), items.end(), is_true);
      for (Item* item : items) vote(*item, all);
      break;
    }
    case Cross::kGroupBroadcast: {
      std::array<std::int64_t, 3> id{};
      for (std::size_t d = 0; d + 1 < e.args.size(); ++d) {
        for (const Item* item : items) {
          id[d] = item->operands[d + 1].cells[0].i;
          if (id[d] != items[0]->operands[d + 1].cells[0].i || id[d] < 0 || id[d] >= std::int64_t{size[d]}) throw Fault{"a broadcast from an item that is none"};
        }
      }
      const Value v = items[static_cast<std::size_t>((id[2] * size[1] + id[1]) * size[0] + id[0])]->operands[0];
      for (Item* item : items) item->answer = v;
      break;
    }
    default: throw Fault{"not a work-group function"};
  }
}

void put_literal(std::uint8_t* at, Base b, std::int64_t value) {
  if (b == Base::kFloat) {
    const auto f = static_cast<float>(value);
    std::memcpy(at, &f, 4);
  } else if (b == Base::kDouble) {
    const auto d = static_cast<double>(value);
    std::memcpy(at, &d, 8);
  } else {
    std::memcpy(at, &value, std::size_t(bytes_of(b)));
  }
}

}  // namespace clrt::random_programs
