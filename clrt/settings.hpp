// Every environment variable that the library looks at, with a reason each; `clrt info` lists them.
#pragma once

#include <span>
#include <string>

namespace clrt {

struct Setting {
  const char* name;
  const char* values;    // what it may be
  const char* standard;  // what holds when it is not set
  const char* reason;    // why it exists
};

// Sorted by name. A test compares it with the names that the sources use.
std::span<const Setting> settings();

// The value of a setting now; "" when it is not set. Only for names in the table.
std::string setting(const char* name);

}  // namespace clrt
