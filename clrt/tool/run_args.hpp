// Kernel arguments as `clrt run` takes them:
//
//   float:3.5  int:-7  float4:1,2,3,4            a value
//   buf:TYPE:COUNT[:iota|zero|random[:SEED]|fill=VALUE|file=PATH]   a buffer of COUNT elements; zero unless said;
//                                                with a file COUNT may be empty: as many as the file has
//   local:BYTES                                  local memory
//   null                                         a null pointer
//   bytes:00ff...                                a value by its bytes (a struct)
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "clrt/clrt.hpp"
#include "clrt/tool/element_type.hpp"

namespace clrt::tool {

struct RunArg {
  enum class Kind { kValue, kBuffer, kLocal, kNull } kind = Kind::kNull;
  std::string text;              // as given
  ElementType type;              // value, buffer
  std::vector<std::byte> bytes;  // the value, or the buffer's first contents
  bool raw = false;              // given as bytes: no type to check
  std::size_t local_bytes = 0;
};

// Throws clrt::Error that quotes the argument and says what is wrong. Reads files.
RunArg parse_arg(const std::string& text);

// "64", "64,32": 1 to 3 sizes.
Size parse_size(const std::string& text, const std::string& what);

}  // namespace clrt::tool
