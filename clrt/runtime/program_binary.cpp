// The file form of a built program.
#include "clrt/runtime/program_binary.hpp"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <cstring>
#include <string>

#include "clrt/error.h"

namespace clrt::runtime {
namespace {

constexpr std::string_view kMagic = "CLRTPROG";
constexpr std::size_t kHeaderBytes = kMagic.size() + 4 + 4 + 8;

template <class T>
void put(std::string& to, T value) {
  char bytes[sizeof(T)];
  std::memcpy(bytes, &value, sizeof(T));
  to.append(bytes, sizeof(T));
}

[[noreturn]] void refuse(const std::string& why) { throw Error(Status::kInvalidArgument, "the program binary " + why); }

class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}
  template <class T>
  T number() {
    T value;
    std::memcpy(&value, take(sizeof(T)).data(), sizeof(T));
    return value;
  }
  std::string_view take(std::uint64_t bytes) {
    if (bytes > rest_.size()) refuse("is damaged: a part ends after the binary does");
    const std::string_view part = rest_.substr(0, static_cast<std::size_t>(bytes));
    rest_.remove_prefix(part.size());
    return part;
  }
  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

std::string take_part(backend::ProgramBinary& binary, const char* name) {
  const auto found = binary.parts.find(name);
  if (found == binary.parts.end()) refuse("has no part '" + std::string(name) + "'");
  std::string content = std::move(found->second);
  binary.parts.erase(found);
  return content;
}

}  // namespace

std::string encode_program(const ProgramFrame& frame) {
  auto parts = frame.binary.parts;
  parts["clrt.kind"] = frame.device_kind;
  parts["clrt.name"] = frame.name;
  std::string body;
  for (const auto& [name, content] : parts) {
    put(body, static_cast<std::uint32_t>(name.size()));
    put(body, static_cast<std::uint64_t>(content.size()));
    body += name;
    body += content;
  }
  std::string bytes(kMagic);
  put(bytes, kProgramBinaryVersion);
  put(bytes, static_cast<std::uint32_t>(parts.size()));
  put(bytes, static_cast<std::uint64_t>(XXH3_64bits(body.data(), body.size())));
  return bytes + body;
}

bool is_program_binary(std::string_view bytes) { return bytes.starts_with(kMagic); }

ProgramFrame decode_program(std::span<const std::byte> bytes) {
  const std::string_view all(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (!is_program_binary(all)) refuse("is none: it does not begin with " + std::string(kMagic));
  if (all.size() < kHeaderBytes)
    refuse("is cut off: " + std::to_string(all.size()) + " bytes, the header alone has " + std::to_string(kHeaderBytes));
  Reader reader(all.substr(kMagic.size()));
  const auto version = reader.number<std::uint32_t>();
  if (version != kProgramBinaryVersion) {
    refuse("has format version " + std::to_string(version) + ", this library reads " + std::to_string(kProgramBinaryVersion) +
           "; build the program from source again");
  }
  const auto count = reader.number<std::uint32_t>();
  const auto checksum = reader.number<std::uint64_t>();
  if (XXH3_64bits(reader.rest().data(), reader.rest().size()) != checksum)
    refuse("is damaged or cut off: the checksum of its " + std::to_string(all.size()) + " bytes is wrong");
  ProgramFrame frame;
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto name_bytes = reader.number<std::uint32_t>();
    const auto content_bytes = reader.number<std::uint64_t>();
    const std::string name(reader.take(name_bytes));
    frame.binary.parts[name] = reader.take(content_bytes);
  }
  frame.device_kind = take_part(frame.binary, "clrt.kind");
  frame.name = take_part(frame.binary, "clrt.name");
  return frame;
}

}  // namespace clrt::runtime
