// What the translator knows of OpenCL C's built-in functions: family, name in the lane library, shape of the result.
#pragma once

#include <llvm/ADT/StringRef.h>

#include <string>

namespace clrt::translator {

enum class Family {
  kMath,        // element-wise or within one work-item; uniform when all arguments are
  kItem,        // work-item functions (chapter 6.15.1)
  kBarrier,     // barrier, work_group_barrier
  kFence,       // fences and sub_group_barrier: nothing to do, lanes of a sub-group run in step
  kAtomic,      // atomic_add and relatives of OpenCL 1.x
  kC11Atomic,   // atomic_fetch_add[_explicit] and relatives of OpenCL 2.0
  kSubGroup,    // value functions on the active lanes
  kBlockRead,
  kBlockWrite,
  kWorkGroup,   // work-group collectives
  kVload,
  kVstore,
  kConvert,
  kAs,
  kImage,       // read_image*, write_image*, get_image_*
  kPrintf,
  kPrefetch,
  kAsyncCopy,
  kWaitEvents,
  kAddressSpace,  // to_global, to_local, to_private, get_fence
  kPointerOut,  // math with a pointer result as its last argument: sincos, fract, modf, frexp, lgamma_r, remquo
  kUnknown,
};

enum class Result { kFollow, kUniform, kVarying };

struct Builtin {
  Family family = Family::kUnknown;
  std::string name;        // in the lane library
  Result result = Result::kFollow;
  int width = 1;           // vload/vstore/block width
  std::string rounding;    // vstore_half: rt_default, rte, rtz, rtp, rtn; convert likewise
  bool saturate = false;   // convert
};

// `name` is a function without a body in the kernel file.
Builtin classify(llvm::StringRef name);

}  // namespace clrt::translator
