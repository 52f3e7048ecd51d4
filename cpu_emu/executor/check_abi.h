// What code compiled in checked mode (cl2cpp --check) shares with the checker: sites, objects and the functions it calls.
//
// A site is one place of the kernel's text that touches memory, divides or synchronises. An object is what memory can belong to:
// an argument, a local or program-scope variable, a private variable whose address is taken. Part of the binary interface in
// kernel_abi.h; a change raises kAbiVersion there.
#pragma once

#include <cstddef>
#include <cstdint>

namespace clrt::cpu {

struct WorkGroup;

enum class CheckSpace : std::uint32_t {
  kGlobalArgument,  // object i is argument i of the kernel
  kConstantArgument,
  kLocalArgument,
  kValue,     // an argument by value: no memory
  kLocal,     // static local variable: `place` is its offset in WorkGroup::local_memory
  kProgram,   // program-scope or static variable: `place` is its offset in Launch::program
  kConstant,  // the same in constant memory: never written, never tracked
  kPrivate,   // private variable: announced by enter() while it lives, with the bytes of all lanes
};

// Beside ArgFlags: the kernel compares and exchanges it. A plain read that feeds such a loop is how OpenCL C 1.x writes an atomic load.
inline constexpr std::uint32_t kObjectCompared = 1u << 8;

struct CheckObject {
  const char* name;
  const char* type;  // of an element, as in OpenCL C
  CheckSpace space;
  std::uint32_t element_bytes;  // of an element (a vector or struct is one)
  std::uint32_t scalar_bytes;   // largest power of two that all accesses are expected to be multiples of
  std::uint32_t flags;          // ArgFlags, kObjectCompared
  std::uint64_t bytes;          // 0 for arguments: the launch says
  std::uint64_t place;
  const void* address;  // kProgram, kConstant
};

enum CheckSiteFlags : std::uint32_t {
  kSiteRecord = 1u << 0,  // a whole struct: padding need not have been written
  kSiteAny = 1u << 1,     // the pointer may point to objects that are not in `roots`
  kSiteDirect = 1u << 2,  // the array itself is named and needs no tracking: its extent is all there is to check
};

struct CheckSite {
  const char* file;
  const char* text;            // the expression as written
  const std::uint16_t* roots;  // objects that the pointer may point into
  std::uint32_t root_count;
  std::uint32_t line;
  std::uint32_t bytes, align;  // of one access
  std::uint32_t extent;        // elements of the array that is indexed directly, 0: none
  std::uint32_t flags;         // CheckSiteFlags
  std::uint32_t id;            // from 1, in the module
  const char* variable;        // of a direct array index: its name
};

enum CheckOp : std::uint32_t { kCheckRead = 1, kCheckWrite = 2, kCheckAtomic = 4 };  // to be combined
enum CheckFence : std::uint32_t { kFenceLocal = 1, kFenceGlobal = 2 };               // CLK_LOCAL_MEM_FENCE, CLK_GLOBAL_MEM_FENCE

// Which work-items act: lane l of the sub-group is work-item sub_group * width + l of the group.
struct CheckWho {
  WorkGroup* group;
  std::uint32_t sub_group, width;
  std::uint64_t mask;
};

// The checker of a launch. All functions are called on the thread that runs the launch.
struct CheckHooks {
  void* checker;
  std::byte* sink;  // where accesses that are suppressed go
  std::size_t sink_bytes;
  void (*begin_group)(const CheckHooks*, WorkGroup*);
  // A sub-group has returned.
  void (*end_sub_group)(const CheckHooks*, WorkGroup*, std::uint32_t sub_group);
  // One access per lane of the mask; gives the lanes that may go on.
  std::uint64_t (*lanes)(const CheckHooks*, const CheckWho*, const CheckSite*, std::uint32_t op, const std::uint64_t* addresses);
  std::uint64_t (*range)(const CheckHooks*, const CheckWho*, const CheckSite*, std::uint32_t op, std::uint64_t address,
                         std::int64_t stride);
  std::uint64_t (*one)(const CheckHooks*, const CheckWho*, const CheckSite*, std::uint32_t op, std::uint64_t address);
  // `count` elements of site->bytes from `from` to `to`, strides in elements, by the whole group; gives how many may be copied.
  std::uint64_t (*copy)(const CheckHooks*, const CheckWho*, const CheckSite* to_site, std::uint64_t to, std::uint64_t to_stride,
                        const CheckSite* from_site, std::uint64_t from, std::uint64_t from_stride, std::uint64_t count);
  // The lanes of the mask index site->variable[site->extent] outside of it; one index for all when `indices` has one.
  void (*bad_index)(const CheckHooks*, const CheckWho*, const CheckSite*, const std::int64_t* indices, bool one);
  void (*zero_divisor)(const CheckHooks*, const CheckWho*, const CheckSite*);
  // Before the sub-group waits at a barrier or in a work-group function. `everyone` are the work-items of the sub-group.
  void (*barrier)(const CheckHooks*, const CheckWho*, const CheckSite*, std::uint64_t everyone, std::uint32_t fences);
  void (*sub_group_barrier)(const CheckHooks*, const CheckWho*, const CheckSite*, std::uint64_t everyone, std::uint32_t fences);
  // A sub-group function that all work-items of the sub-group must reach.
  void (*converged)(const CheckHooks*, const CheckWho*, const CheckSite*, std::uint64_t everyone);
  // An atomic operation that orders other memory: acquire, release or both.
  void (*order)(const CheckHooks*, const CheckWho*);
  // Private objects of a sub-group: a frame begins with the number of objects that enter() gave last and leave() goes back to it.
  std::uint32_t (*frame)(const CheckHooks*, std::uint32_t sub_group);
  void (*enter)(const CheckHooks*, std::uint32_t sub_group, std::uint32_t object, std::uint64_t address, std::uint64_t bytes);
  void (*leave)(const CheckHooks*, std::uint32_t sub_group, std::uint32_t frame);
};

// What a checked kernel brings along.
struct CheckInfo {
  const CheckObject* objects;  // the arguments first, in their order
  std::uint32_t object_count;
  const CheckSite* sites;  // of the module; site i has id i + 1
  std::uint32_t site_count;
};

}  // namespace clrt::cpu
