// The binary interface between code that cl2cpp generated and the executor that runs it.
//
// Generated code is compiled apart from the library (ahead of time per ISA level, or at run time by a child process), so
// everything here is plain data with a fixed layout. Any change of layout or meaning raises kAbiVersion: the loader refuses
// a module of another version and the disk cache treats it as a miss.
#pragma once

#include <cstddef>
#include <cstdint>

#include "cpu_emu/executor/check_abi.h"

namespace clrt::cpu {

inline constexpr std::uint32_t kAbiVersion = 6;

enum class ArgKind : std::uint32_t {
  kGlobal,    // pointer to global memory: 8 bytes in the argument block
  kConstant,  // pointer to constant memory: 8 bytes
  kLocal,     // 8 bytes: byte offset of the buffer inside WorkGroup::local_memory (filled by the launcher)
  kValue,     // by value: `size` bytes
  kImage,     // 8 bytes: address of an Image that lives as long as the launch
  kSampler,   // 4 bytes: the bits of OpenCL C's CLK_ constants
};

// OpenCL's own numbers.
enum class ChannelOrder : std::uint32_t { kR = 0x10B0, kRg = 0x10B2, kRgba = 0x10B5, kBgra = 0x10B6 };
enum class ChannelType : std::uint32_t {
  kSnorm8 = 0x10D0, kSnorm16, kUnorm8, kUnorm16,
  kInt8 = 0x10D7, kInt16, kInt32, kUint8, kUint16, kUint32, kHalf, kFloat,
};

// An image argument: texels in a buffer. Sizes in texels, pitches in bytes; unused sizes are 1.
struct Image {
  std::byte* data;              // texel (0, 0, 0)
  std::uint64_t row_pitch, slice_pitch;
  std::uint32_t width, height, depth;
  std::uint32_t layers;         // of an array; 0: none
  std::uint32_t dims;           // 1..3, not counting layers
  std::uint32_t channels, texel_bytes;
  ChannelOrder order;
  ChannelType type;
};

enum ArgFlags : std::uint32_t {
  kArgReadOnly = 1u << 0,   // pointee is const
  kArgRestrict = 1u << 1,
  kArgWriteOnly = 1u << 2,  // never read by the kernel as far as the translator can prove
};

// One kernel argument. `offset` is where it stands in the argument block.
struct ArgDesc {
  const char* name;
  const char* type;            // as written in OpenCL C, without the address space: "float", "float4", "uchar"
  ArgKind kind;
  std::uint32_t size;          // kValue: bytes of the value; pointers: bytes of one pointee
  std::uint32_t align;         // of the value or of the pointee, bytes
  std::uint32_t offset;        // in the argument block, bytes
  std::uint32_t flags;         // ArgFlags
};

// What all work-groups of one launch share. Sizes in work-items; unused dimensions have size 1 and offset 0.
struct Launch {
  std::uint64_t global_offset[3];
  std::uint64_t global_size[3];
  std::uint64_t local_size[3];  // as enqueued; a work-group at the upper edge may be smaller
  std::uint64_t num_groups[3];
  std::uint32_t work_dim;       // 1..3
  std::uint32_t reserved;
  // Receives the text of one formatted printf call. May be called from any worker at any time; may be null.
  void (*print)(void* user, const char* text, std::size_t length);
  void* print_user;
  // Of a launch of a kernel with KernelDesc::check, which runs on one thread; else null.
  const CheckHooks* check;
  std::byte* program;           // the program's mutable program-scope variables (ModuleDesc::program_bytes), or null
};

// One work-group in flight on one worker. Owned by the executor, read by generated code.
struct WorkGroup {
  const Launch* launch;
  std::uint64_t group_id[3];
  std::uint32_t size[3];        // work-items in this group per dimension
  std::uint32_t items;          // product of size
  std::uint32_t sub_groups;     // ceil(items / sub-group size of the kernel)
  std::byte* local_memory;      // aligned to 128 bytes; static __local variables stand first, then kLocal arguments
  std::byte* scratch;           // kScratchBytes for work-group collectives, aligned to 128
  // Every sub-group of the group has arrived when this returns. Switches to the next sub-group's fiber. A group that
  // consists of one sub-group may have it null: then a barrier is a no-op.
  void (*barrier)(WorkGroup*);
  void* executor;               // the executor's own
  std::size_t local_bytes;      // of local_memory
};

inline constexpr std::size_t kScratchBytes = 128 * 1024;
inline constexpr std::size_t kProgramAlign = 128;
inline constexpr std::uint32_t kMaxGroupItems = 4096;  // largest work-group the CPU device accepts

enum KernelFlags : std::uint32_t {
  kUsesBarrier = 1u << 0,      // needs run_sub_group on fibers when a group has more than one sub-group
  kUsesSubGroups = 1u << 1,    // calls a sub-group function or asks for a sub-group id or size
  kOneLane = 1u << 2,          // could not be vectorised: one work-item is one "sub-group" of size 1
  kUsesPrintf = 1u << 3,
  kUsesFp64 = 1u << 4,
};

// One compiled kernel. `args` in the run functions points to the argument block.
struct KernelDesc {
  const char* name;
  const ArgDesc* args;
  std::uint32_t arg_count;
  std::uint32_t args_bytes;       // size of the argument block
  std::uint32_t sub_group_size;   // lanes; 1 with kOneLane
  std::uint32_t local_bytes;      // static __local variables
  std::uint32_t flags;            // KernelFlags
  std::uint32_t required_local[3];  // reqd_work_group_size, or zeros
  // Runs all sub-groups of one work-group, one after another. Not to be used for a group of several sub-groups when
  // kUsesBarrier is set.
  void (*run_group)(WorkGroup*, const void* args);
  // Runs sub-group `index` of the work-group on the caller's stack; calls WorkGroup::barrier at barriers.
  void (*run_sub_group)(WorkGroup*, const void* args, std::uint32_t index);
  const char* report;             // JSON: what was vectorised, gathers and scatters by line, one-lane reason
  // The same kernel with more lanes per instruction stream, or null. Only for kernels that cannot see the sub-group size; to be
  // used for work-groups whose size in dimension 0 is a multiple of wide->sub_group_size, where several vectors per operation
  // hide the latency that one leaves open (docs/decisions/0003).
  const KernelDesc* wide;
  // Of a kernel compiled in checked mode: it calls Launch::check, which must not be null then. Else null.
  const CheckInfo* check;
  // Runs the whole work-group without fibers, cut into phases at its barriers, whatever `sub_groups` says (it is set to the number
  // that the kernel sees); or returns false, having done nothing: this work-group needs fibers. Null: all of them do
  // (docs/decisions/0004).
  bool (*run_phases)(WorkGroup*, const void* args);
};

// One translated file. A run-time module exports it as `extern "C" const clrt::cpu::ModuleDesc clrt_module`; ahead-of-time
// code names it `clrt_module_<name>_<isa>`.
struct ModuleDesc {
  std::uint32_t abi_version;
  std::uint32_t kernel_count;
  const KernelDesc* kernels;
  const char* isa;                // "scalar", "avx2", "avx512"
  // Mutable program-scope variables: every program has a copy of its own, aligned to kProgramAlign, that init_program fills once.
  std::uint64_t program_bytes;
  void (*init_program)(std::byte*);
};

// One file registered ahead of time: its text for OpenCL devices and one module per ISA level for the CPU.
struct RegisteredSource {
  const char* name;               // stem of the .cl file
  const char* source;             // preprocessed OpenCL C
  const char* generic_source;     // the second printer's OpenCL C (sub-groups over local memory), or null with a reason:
  const char* generic_refusal;    // why there is none, or null
  const char* signature;          // JSON as `cl2cpp --emit-signature` writes it
  const ModuleDesc* const* modules;  // terminated by null
};

}  // namespace clrt::cpu
