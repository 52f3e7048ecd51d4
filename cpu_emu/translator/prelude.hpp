// Declarations of the kernel language that Clang 19 does not declare by itself, parsed before every kernel file.
#pragma once

namespace clrt::translator {

inline constexpr const char* kPrelude = R"clc(
#pragma OPENCL EXTENSION cl_khr_fp16 : enable
#define CLRT_CONV __attribute__((overloadable, convergent))
#ifndef CLRT_SUB_GROUP_SIZE
#define CLRT_SUB_GROUP_SIZE 16
#endif
#define CLRT_SHUFFLES(T) \
  T CLRT_CONV intel_sub_group_shuffle(T, uint); T CLRT_CONV intel_sub_group_shuffle_xor(T, uint); \
  T CLRT_CONV intel_sub_group_shuffle_down(T, T, uint); T CLRT_CONV intel_sub_group_shuffle_up(T, T, uint);
#define CLRT_SHUFFLES_N(T) CLRT_SHUFFLES(T) CLRT_SHUFFLES(T##2) CLRT_SHUFFLES(T##3) CLRT_SHUFFLES(T##4) CLRT_SHUFFLES(T##8) CLRT_SHUFFLES(T##16)
CLRT_SHUFFLES_N(float) CLRT_SHUFFLES_N(int) CLRT_SHUFFLES_N(uint) CLRT_SHUFFLES(long) CLRT_SHUFFLES(ulong) CLRT_SHUFFLES(double)
CLRT_SHUFFLES(half) CLRT_SHUFFLES_N(short) CLRT_SHUFFLES_N(ushort) CLRT_SHUFFLES_N(char) CLRT_SHUFFLES_N(uchar)
#define CLRT_BLOCK_SPACE(S, N, T, W) T##W CLRT_CONV intel_sub_group_block_read##N##W(const S T*); \
  void CLRT_CONV intel_sub_group_block_write##N##W(S T*, T##W);
#define CLRT_BLOCK(N, T, W) CLRT_BLOCK_SPACE(__global, N, T, W) CLRT_BLOCK_SPACE(__local, N, T, W)
#define CLRT_BLOCKS(N, T) CLRT_BLOCK(N, T, ) CLRT_BLOCK(N, T, 2) CLRT_BLOCK(N, T, 4) CLRT_BLOCK(N, T, 8)
CLRT_BLOCKS(, uint) CLRT_BLOCKS(_ui, uint) CLRT_BLOCKS(_us, ushort) CLRT_BLOCKS(_uc, uchar) CLRT_BLOCKS(_ul, ulong)
CLRT_BLOCK(_uc, uchar, 16) CLRT_BLOCK(_us, ushort, 16)
)clc";

}  // namespace clrt::translator
