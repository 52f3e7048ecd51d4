// Checks of launches and copies.
#include "clrt/runtime/validate.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>

#include "clrt/error.h"
#include "clrt/runtime/image_desc.hpp"

namespace clrt::runtime {
namespace {

using backend::ArgInfo;
using backend::ArgKind;
using backend::KernelInfo;

[[noreturn]] void invalid(const std::string& message) { throw Error(Status::kInvalidArgument, message); }

std::string bytes_text(std::size_t bytes) { return std::to_string(bytes) + (bytes == 1 ? " byte" : " bytes"); }

struct Named {
  std::string_view scalar;  // "int"; empty: none of OpenCL's own types
  std::string_view suffix;  // "4"
};

// Splits a canonical name of a scalar or vector type.
Named split(std::string_view type) {
  static constexpr std::array<std::string_view, 12> kScalars = {"char", "uchar", "short", "ushort", "int",    "uint",
                                                                "long", "ulong", "half",  "float",  "double", "bool"};
  std::size_t letters = type.find_first_of("0123456789");
  if (letters == std::string_view::npos) letters = type.size();
  const std::string_view scalar = type.substr(0, letters), suffix = type.substr(letters);
  const bool vector = suffix.empty() || suffix == "2" || suffix == "3" || suffix == "4" || suffix == "8" || suffix == "16";
  if (!vector || std::find(kScalars.begin(), kScalars.end(), scalar) == kScalars.end()) return {};
  return {scalar, suffix};
}

// int and uint have the same bits, and hosts are careless about the sign of a literal.
std::string_view without_sign(std::string_view scalar) {
  if (scalar == "uchar" || scalar == "ushort" || scalar == "uint" || scalar == "ulong") scalar.remove_prefix(1);
  return scalar;
}

// Whether a signed value that is handed over as unsigned, or the other way, keeps its meaning: its top bit is clear.
bool top_bit_clear(const void* value, std::size_t size) {
  return (static_cast<const unsigned char*>(value)[size - 1] & 0x80u) == 0;  // hosts are little-endian, as OpenCL devices here
}

void check_value(const KernelInfo& kernel, std::size_t index, const clrt_arg& arg) {
  const ArgInfo& a = kernel.args[index];
  const std::string_view type = arg.type != nullptr ? arg.type : "";
  if (arg.size == a.size && arg.value != nullptr && arg.size != 0 && type == a.type) return;  // nearly always
  const std::string given(type);
  if (arg.size != a.size || a.size == 0) {
    invalid(argument_name(kernel, index) + " is " + a.type + " (" + bytes_text(a.size) + "), " +
            (given.empty() ? "a value" : given) + " of " + bytes_text(arg.size) + " was given");
  }
  if (arg.value == nullptr) invalid(argument_name(kernel, index) + " is " + a.type + ", but its value is a null pointer");
  if (given.empty() || a.type == given) return;
  const std::string wants = canonical_type(a.type), has = canonical_type(given);
  const Named w = split(wants), h = split(has);
  if (w.scalar.empty() || h.scalar.empty() || wants == has)
    return;  // a struct or a typedef of the kernel's: only its size is known
  const bool integers = without_sign(w.scalar) == without_sign(h.scalar);
  if (integers && w.suffix == h.suffix) {
    if (!w.suffix.empty() || top_bit_clear(arg.value, arg.size)) return;
    invalid(argument_name(kernel, index) + " is " + a.type + "; the " + given + " given is outside of its range");
  }
  invalid(argument_name(kernel, index) + " is " + a.type + ", " + given + " was given");
}

void check_element(const KernelInfo& kernel, std::size_t index, const char* given_type) {
  const ArgInfo& a = kernel.args[index];
  if (given_type == nullptr || a.type == given_type) return;
  const std::string wants = canonical_type(a.type), has = canonical_type(given_type);
  const Named w = split(wants), h = split(has);
  if (w.scalar.empty() || h.scalar.empty()) return;
  const bool half_bits = (w.scalar == "half" && h.scalar == "ushort") || (w.scalar == "ushort" && h.scalar == "half");
  if (without_sign(w.scalar) == without_sign(h.scalar) || half_bits) return;
  invalid(argument_name(kernel, index) + " is " + signature_text(a) + ", a buffer of " + given_type + " was given");
}

backend::Arg bind_buffer(const clrt_device_s& device, const KernelInfo& kernel, std::size_t index, const clrt_arg& arg) {
  const ArgInfo& a = kernel.args[index];
  const auto name = [&] { return argument_name(kernel, index); };
  if (arg.buffer == nullptr) invalid(name() + ": the buffer is null (a null pointer on purpose is CLRT_ARG_NULL or nullptr)");
  const clrt_buffer_s& b = *arg.buffer;
  if (b.device->context() != device.context()) {
    invalid(name() + ": the buffer is on device '" + b.device->info().name + "', the queue is on '" + device.info().name + "'");
  }
  if (arg.offset > b.bytes)
    invalid(name() + ": offset " + std::to_string(arg.offset) + " is past the end of a buffer of " + bytes_text(b.bytes));
  if (a.align > 1 && arg.offset % a.align != 0) {
    invalid(name() + ": offset " + std::to_string(arg.offset) + " is no multiple of " + std::to_string(a.align) +
            ", the alignment of " + a.type);
  }
  if (arg.extent > b.bytes - arg.offset) {
    invalid(name() + ": buffer holds " + bytes_text(b.bytes - arg.offset) +
            (arg.offset ? " from offset " + std::to_string(arg.offset) : "") + ", kernel needs " + std::to_string(arg.extent));
  }
  if (b.read_only && !a.read_only && a.kind != ArgKind::kConstant) {
    invalid(name() + ": the buffer is read-only (imported), the kernel may write it; declare the argument const");
  }
  check_element(kernel, index, arg.type);
  return {a.kind, b.buffer.get(), arg.offset, arg.extent != 0 ? arg.extent : b.bytes - arg.offset, nullptr};
}

std::string given_text(const clrt_arg& arg) {
  switch (arg.kind) {
    case CLRT_ARG_BUFFER: return "a buffer";
    case CLRT_ARG_NULL: return "a null pointer";
    case CLRT_ARG_LOCAL: return bytes_text(arg.size) + " of local memory";
    case CLRT_ARG_VALUE: return arg.type ? arg.type : "a value of " + bytes_text(arg.size);
    case CLRT_ARG_IMAGE: return "an image";
    case CLRT_ARG_SAMPLER: return "a sampler";
    case CLRT_ARG_NONE: break;
  }
  return "nothing";
}

}  // namespace

std::string argument_name(const KernelInfo& kernel, std::size_t index) {
  return "argument " + std::to_string(index) + " '" + kernel.args[index].name + "' of " + kernel.name;
}

std::string signature_text(const ArgInfo& a) {
  switch (a.kind) {
    case ArgKind::kGlobal: return "global " + std::string(a.read_only ? "const " : "") + a.type + "*";
    case ArgKind::kConstant: return "constant " + a.type + "*";
    case ArgKind::kLocal: return "local " + a.type + "*";
    case ArgKind::kImage: return (a.read_only ? "read_only " : "") + a.type;
    case ArgKind::kValue:
    case ArgKind::kSampler: break;
  }
  return a.type;
}

std::string canonical_type(std::string_view type) {
  bool is_unsigned = false;
  std::string name;
  while (!type.empty()) {
    const std::size_t space = type.find(' ');
    const std::string_view word = type.substr(0, space);
    type.remove_prefix(space == std::string_view::npos ? type.size() : space + 1);
    if (word == "unsigned")
      is_unsigned = true;
    else if (word != "const" && word != "signed" && word != "volatile" && word != "restrict" && !word.empty())
      name = word;
  }
  if (name.empty()) name = "int";
  if (name == "size_t" || name == "uintptr_t") return "ulong";
  if (name == "ptrdiff_t" || name == "intptr_t") return "long";
  return is_unsigned ? "u" + name : name;
}

void check_argument_count(const KernelInfo& kernel, std::size_t count) {
  if (count == kernel.args.size()) return;
  std::string list;
  for (const ArgInfo& a : kernel.args) list += (list.empty() ? "" : ", ") + signature_text(a) + " " + a.name;
  invalid(kernel.name + " takes " + std::to_string(kernel.args.size()) + " arguments (" + list + "), " + std::to_string(count) +
          " were given");
}

backend::Arg bind_argument(const clrt_device_s& device, const KernelInfo& kernel, std::size_t index, const clrt_arg& arg) {
  const ArgInfo& a = kernel.args[index];
  const bool pointer = a.kind == ArgKind::kGlobal || a.kind == ArgKind::kConstant;
  if (pointer && arg.kind == CLRT_ARG_BUFFER) return bind_buffer(device, kernel, index, arg);
  if (pointer && arg.kind == CLRT_ARG_NULL) return {a.kind, nullptr, 0, 0, nullptr};
  if (a.kind == ArgKind::kLocal && arg.kind == CLRT_ARG_LOCAL) {
    if (arg.size == 0) invalid(argument_name(kernel, index) + ": 0 bytes of local memory");
    return {a.kind, nullptr, 0, arg.size, nullptr};
  }
  if (a.kind == ArgKind::kValue && arg.kind == CLRT_ARG_VALUE) {
    check_value(kernel, index, arg);
    return {a.kind, nullptr, 0, arg.size, arg.value};
  }
  if (a.kind == ArgKind::kImage && arg.kind == CLRT_ARG_IMAGE) return bind_image(device, kernel, index, arg);
  if (a.kind == ArgKind::kSampler && arg.kind == CLRT_ARG_SAMPLER) return bind_sampler(kernel, index, arg);
  invalid(argument_name(kernel, index) + " is " + signature_text(a) + ", " + given_text(arg) + " was given");
}

void check_local_memory(const clrt_device_s& device, const KernelInfo& kernel, std::span<const backend::Arg> args) {
  std::uint64_t total = kernel.local_bytes;
  for (const backend::Arg& a : args) {
    if (a.kind != ArgKind::kLocal) continue;
    if (a.size > std::numeric_limits<std::uint64_t>::max() - total)
      total = std::numeric_limits<std::uint64_t>::max();
    else
      total += a.size;
  }
  if (total > device.info().local_bytes) {
    std::string parts = std::to_string(kernel.local_bytes) + " static";
    for (std::size_t i = 0; i < args.size(); ++i) {
      if (args[i].kind == ArgKind::kLocal) parts += " + " + std::to_string(args[i].size) + " '" + kernel.args[i].name + "'";
    }
    throw Error(Status::kUnsupported, kernel.name + " needs " + std::to_string(total) + " bytes of local memory (" + parts +
                                          "), device '" + device.info().name + "' has " +
                                          std::to_string(device.info().local_bytes));
  }
}

CheckedRange check_range(const clrt_device_s& device, const KernelInfo& kernel, const clrt_ndrange& range) {
  const backend::DeviceInfo& info = device.info();
  if (range.dim < 1 || range.dim > 3)
    invalid(kernel.name + ": the NDRange has " + std::to_string(range.dim) + " dimensions; 1 to 3 are allowed");
  CheckedRange result;
  backend::NDRange& r = result.range;
  r.dim = range.dim;
  const bool free_local = std::all_of(range.local, range.local + range.dim, [](std::uint64_t n) { return n == 0; });
  std::uint64_t items = 1;
  for (std::uint32_t d = 0; d < range.dim; ++d) {
    const auto at = [&] { return kernel.name + ": dimension " + std::to_string(d) + ": "; };
    r.offset[d] = range.offset[d];
    r.global[d] = range.global[d];
    r.local[d] = range.local[d];
    if (r.global[d] == 0) result.empty = true;
    if (r.global[d] > std::numeric_limits<std::uint64_t>::max() - r.offset[d] ||
        (r.global[d] != 0 && items > std::numeric_limits<std::uint64_t>::max() / r.global[d])) {
      invalid(at() + "global size " + std::to_string(r.global[d]) + " at offset " + std::to_string(r.offset[d]) +
              " exceeds 64 bits");
    }
    if (r.global[d] != 0) items *= r.global[d];
    if (!free_local && r.local[d] == 0) invalid(at() + "local size 0 (the device chooses only when all dimensions are 0)");
    if (!free_local && info.max_local_sizes[d] != 0 && r.local[d] > info.max_local_sizes[d]) {
      throw Error(Status::kUnsupported, at() + "local size " + std::to_string(r.local[d]) + " is over the limit " +
                                            std::to_string(info.max_local_sizes[d]) + " of device '" + info.name + "'");
    }
  }
  if (!free_local) {
    for (std::uint32_t d = range.dim; d < 3; ++d) r.local[d] = 1;
  }
  const auto text = [&](const auto& size) {
    std::string s;
    for (std::uint32_t d = 0; d < 3; ++d) s += (d ? " x " : "") + std::to_string(size[d]);
    return s;
  };
  if (kernel.required_local[0] != 0) {
    const std::array<std::uint64_t, 3> required{kernel.required_local[0], kernel.required_local[1], kernel.required_local[2]};
    if (!free_local && r.local != required) {
      invalid(kernel.name + ": local size " + text(r.local) + " was given, the kernel demands " + text(required) +
              " (reqd_work_group_size)");
    }
    for (std::uint32_t d = range.dim; d < 3; ++d) {
      if (required[d] > 1)
        invalid(kernel.name + " demands a local size of " + text(required) + " (reqd_work_group_size), the NDRange has " +
                std::to_string(range.dim) + (range.dim == 1 ? " dimension" : " dimensions"));
    }
    r.local = required;
  }
  std::uint64_t group = 1;
  for (const std::uint64_t n : r.local) {
    if (n > 1)
      group = group > std::numeric_limits<std::uint64_t>::max() / n ? std::numeric_limits<std::uint64_t>::max() : group * n;
  }
  if (r.local[0] != 0 && group > info.max_local_size) {
    throw Error(Status::kUnsupported, kernel.name + ": local size " + text(r.local) + " is over the limit of " +
                                          std::to_string(info.max_local_size) + " work-items of device '" + info.name + "'");
  }
  return result;
}

void check_kernel(const clrt_device_s& device, const clrt_kernel_s& kernel) {
  const KernelInfo& k = kernel.info();
  const backend::DeviceInfo& info = device.info();
  if (kernel.device().context() != device.context()) {
    invalid("kernel " + k.name + " was built for device '" + kernel.device().info().name + "', the queue is on '" + info.name +
            "'");
  }
  if (k.sub_group_size == 0 || !k.uses_sub_groups) return;
  const auto& sizes = info.sub_group_sizes;
  for (const auto* list : {&sizes, &info.emulated_sub_group_sizes})
    if (std::find(list->begin(), list->end(), k.sub_group_size) != list->end()) return;
  if (sizes.empty() && !info.sub_groups.empty()) return;  // the backend knows
  std::string has;
  for (std::uint32_t s : sizes) has += (has.empty() ? "" : ", ") + std::to_string(s);
  throw Error(Status::kUnsupported, k.name + " needs sub-group size " + std::to_string(k.sub_group_size) + ", device '" +
                                        info.name + "' has " + (has.empty() ? "no sub-groups" : has));
}

void check_buffer_range(const clrt_device_s& device, const clrt_buffer_s* buffer, std::size_t offset, std::size_t bytes,
                        const char* what) {
  if (buffer == nullptr) invalid(std::string(what) + ": the buffer is null");
  if (buffer->device->context() != device.context()) {
    invalid(std::string(what) + ": the buffer is on device '" + buffer->device->info().name + "', the queue is on '" +
            device.info().name + "'");
  }
  if (offset > buffer->bytes || bytes > buffer->bytes - offset) {
    invalid(std::string(what) + ": " + bytes_text(bytes) + " at offset " + std::to_string(offset) + " of a buffer of " +
            bytes_text(buffer->bytes));
  }
}

}  // namespace clrt::runtime
