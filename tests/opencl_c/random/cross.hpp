// What functions across a sub-group or a work-group answer, from the operands of all who are there.
#pragma once

#include "item.hpp"

namespace clrt::random_programs {

// `lanes` are those that reached the function, in order; `numbers` their sub-group local ids; `size` the lanes that exist.
void answer_sub_group(const Expr& e, const std::vector<Item*>& lanes, const std::vector<std::size_t>& numbers, std::size_t most, std::size_t size);
// All items of a work-group of this size, in linear order.
void answer_work_group(const Expr& e, const std::vector<Item*>& items, const std::array<std::uint32_t, 3>& size);

// Bytes of a whole number of a type.
void put_literal(std::uint8_t* at, Base b, std::int64_t value);

}  // namespace clrt::random_programs
