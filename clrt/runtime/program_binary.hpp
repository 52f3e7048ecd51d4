// The file form of a built program: a checked frame around the parts that a backend gives and takes back.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "clrt/backend.h"

namespace clrt::runtime {

// Raised with any change of the frame's layout.
inline constexpr std::uint32_t kProgramBinaryVersion = 1;

// What the runtime itself writes beside the backend's parts.
struct ProgramFrame {
  std::string device_kind;  // "cpu" | "opencl"
  std::string name;         // of the program, for messages
  backend::ProgramBinary binary;
};

// 8 bytes magic "CLRTPROG", little-endian u32 version, u32 number of parts, u64 xxh3 of all that follows; then for each part u32
// length of its name, u64 length of its content, name, content.
std::string encode_program(const ProgramFrame& frame);

// Throws clrt::Error (kInvalidArgument) saying what is wrong with the bytes: no clrt program, another version, cut off, damaged.
ProgramFrame decode_program(std::span<const std::byte> bytes);

// Whether bytes begin as encode_program's do.
bool is_program_binary(std::string_view bytes);

}  // namespace clrt::runtime
