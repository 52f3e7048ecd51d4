// Parsing the arguments of `clrt run`, and the contents of buffers.
#include "clrt/tool/run_args.hpp"

#include <charconv>
#include <cmath>
#include <cstring>

#include "clrt/error.h"
#include "clrt/runtime/mapped_file.hpp"

namespace clrt::tool {
namespace {

constexpr const char* kForms =
    "an argument is TYPE:VALUE[,VALUE...], buf:TYPE:COUNT[:iota|zero|random[:SEED]|fill=VALUE|file=PATH], local:BYTES, bytes:HEX "
    "or null";

[[noreturn]] void fail(const std::string& message) { throw Error(Status::kInvalidArgument, message); }

std::uint64_t parse_count(const std::string& text, const std::string& what) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) fail(what + ": '" + text + "' is no number");
  return value;
}

// The same numbers everywhere (SplitMix64, Steele, Lea and Flood 2014).
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t z = state_ += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
  }

 private:
  std::uint64_t state_;
};

// Stores a number as an element's component; integers wrap.
void store_number(const ElementType& type, std::uint64_t integer, double real, std::byte* to) {
  switch (type.scalar) {
    case Scalar::kHalf: {
      const std::uint16_t bits = half_from_float(static_cast<float>(real));
      std::memcpy(to, &bits, 2);
      break;
    }
    case Scalar::kFloat: {
      const auto f = static_cast<float>(real);
      std::memcpy(to, &f, 4);
      break;
    }
    case Scalar::kDouble: std::memcpy(to, &real, 8); break;
    default: std::memcpy(to, &integer, type.scalar_bytes); break;  // little-endian
  }
}

void fill(RunArg& arg, const std::vector<std::string>& init) {
  const std::string& how = init[0];
  const std::size_t scalars = arg.bytes.size() / arg.type.scalar_bytes, bytes = arg.type.scalar_bytes;
  if (how == "zero") return;
  if (how == "iota") {
    for (std::size_t i = 0; i < scalars; ++i) store_number(arg.type, i, static_cast<double>(i), &arg.bytes[i * bytes]);
  } else if (how == "random") {
    Random random(init.size() > 1 ? parse_count(init[1], arg.text) : 1);
    for (std::size_t i = 0; i < scalars; ++i) {
      const std::uint64_t bits = random.next();
      store_number(arg.type, bits, std::ldexp(static_cast<double>(bits >> 11), -52) - 1,
                   &arg.bytes[i * bytes]);  // floating: [-1, 1)
    }
  } else if (how.starts_with("fill=")) {
    std::vector<std::byte> one(bytes);
    parse_scalar(arg.type, std::string_view(how).substr(5), one.data());
    for (std::size_t i = 0; i < scalars; ++i) std::memcpy(&arg.bytes[i * bytes], one.data(), bytes);
  } else {
    fail(arg.text + ": '" + how + "' is no content; there are iota, zero, random[:SEED], fill=VALUE and file=PATH");
  }
}

void parse_buffer(RunArg& arg, const std::vector<std::string>& parts) {
  if (parts.size() < 3) fail("'" + arg.text + "': a buffer is buf:TYPE:COUNT[:CONTENT]");
  arg.kind = RunArg::Kind::kBuffer;
  arg.type = parse_type(parts[1]);
  const bool from_file = parts.size() > 3 && parts[3].starts_with("file=");
  if (parts.size() > (parts.size() > 3 && parts[3] == "random" ? 5u : 4u) && !from_file)
    fail("'" + arg.text + "': too many parts");
  if (!from_file) {
    const std::uint64_t count = parse_count(parts[2], arg.text);
    if (count > (std::uint64_t{1} << 40) / arg.type.bytes()) fail("'" + arg.text + "': more than a terabyte");
    arg.bytes.resize(count * arg.type.bytes());
    fill(arg, parts.size() > 3 ? std::vector(parts.begin() + 3, parts.end()) : std::vector<std::string>{"zero"});
    return;
  }
  const std::string path = arg.text.substr(arg.text.find(":file=") + 6);  // a path may have colons
  const runtime::MappedFile file(path, 0, 0);
  std::size_t wanted = file.size() / arg.type.bytes() * arg.type.bytes();
  if (!parts[2].empty()) {
    const std::uint64_t count = parse_count(parts[2], arg.text);
    if (count > file.size() / arg.type.bytes()) {
      fail("'" + arg.text + "': the file has " + std::to_string(file.size()) + " bytes, " + std::to_string(count) +
           " elements of " + std::to_string(arg.type.bytes()) + " bytes were asked for");
    }
    wanted = count * arg.type.bytes();
  }
  arg.bytes.assign(file.data(), file.data() + wanted);
}

void parse_value(RunArg& arg, const std::string& type, const std::string& values) {
  arg.kind = RunArg::Kind::kValue;
  arg.type = parse_type(type);
  const std::vector<std::string> list = split(values, ',');
  if (list.size() != arg.type.components && list.size() != 1) {
    fail("'" + arg.text + "': " + type + " has " + std::to_string(arg.type.components) + " components, " +
         std::to_string(list.size()) + " were given");
  }
  arg.bytes.resize(arg.type.bytes());
  for (unsigned i = 0; i < arg.type.components; ++i) {
    parse_scalar(arg.type, list[list.size() == 1 ? 0 : i], &arg.bytes[i * arg.type.scalar_bytes]);
  }
}

void parse_bytes(RunArg& arg, const std::string& hex) {
  arg.kind = RunArg::Kind::kValue;
  arg.raw = true;
  if (hex.empty() || hex.size() % 2 != 0) fail("'" + arg.text + "': an even number of hexadecimal digits is needed");
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    unsigned value = 0;
    const auto [end, error] = std::from_chars(&hex[i], &hex[i] + 2, value, 16);
    if (error != std::errc() || end != &hex[i] + 2) fail("'" + arg.text + "': '" + hex.substr(i, 2) + "' is no hexadecimal byte");
    arg.bytes.push_back(static_cast<std::byte>(value));
  }
}

}  // namespace

RunArg parse_arg(const std::string& text) {
  RunArg arg;
  arg.text = text;
  if (text == "null") return arg;
  const std::vector<std::string> parts = split(text, ':');
  if (parts.size() < 2) fail("'" + text + "': " + kForms);
  if (parts[0] == "buf") {
    parse_buffer(arg, parts);
  } else if (parts[0] == "local") {
    arg.kind = RunArg::Kind::kLocal;
    arg.local_bytes = parse_count(parts[1], "'" + text + "'");
  } else if (parts[0] == "bytes") {
    parse_bytes(arg, parts[1]);
  } else {
    parse_value(arg, parts[0], text.substr(parts[0].size() + 1));
  }
  return arg;
}

Size parse_size(const std::string& text, const std::string& what) {
  const std::vector<std::string> parts = split(text, ',');
  if (parts.size() > 3) fail(what + ": '" + text + "' has more than 3 dimensions");
  std::vector<std::uint64_t> n;
  for (const std::string& p : parts) n.push_back(parse_count(p, what));
  return n.size() == 1 ? Size(n[0]) : n.size() == 2 ? Size(n[0], n[1]) : Size(n[0], n[1], n[2]);
}

}  // namespace clrt::tool
