// Declarations of the kernel language that Clang 19 does not declare by itself, parsed before every kernel file.
#pragma once

namespace clrt::translator {

inline constexpr const char* kPrelude = R"clc(
#pragma OPENCL EXTENSION cl_khr_fp16 : enable
#pragma OPENCL EXTENSION __cl_clang_bitfields : enable
#define CLRT_CONV __attribute__((overloadable, convergent))
#ifndef CLRT_SUB_GROUP_SIZE
#define CLRT_SUB_GROUP_SIZE 16
#endif
#define CLRT_SHUFFLES(T) \
  T CLRT_CONV intel_sub_group_shuffle(T, uint); T CLRT_CONV intel_sub_group_shuffle_xor(T, uint); \
  T CLRT_CONV intel_sub_group_shuffle_down(T, T, uint); T CLRT_CONV intel_sub_group_shuffle_up(T, T, uint);
#define CLRT_SHUFFLES_N(T) CLRT_SHUFFLES(T) CLRT_SHUFFLES(T##2) CLRT_SHUFFLES(T##3) CLRT_SHUFFLES(T##4) CLRT_SHUFFLES(T##8) CLRT_SHUFFLES(T##16)
CLRT_SHUFFLES_N(float) CLRT_SHUFFLES_N(int) CLRT_SHUFFLES_N(uint) CLRT_SHUFFLES_N(long) CLRT_SHUFFLES_N(ulong) CLRT_SHUFFLES_N(double)
CLRT_SHUFFLES_N(half) CLRT_SHUFFLES_N(short) CLRT_SHUFFLES_N(ushort) CLRT_SHUFFLES_N(char) CLRT_SHUFFLES_N(uchar)
#define CLRT_INTEL_OP(T, OP) T CLRT_CONV intel_sub_group_reduce_##OP(T); \
  T CLRT_CONV intel_sub_group_scan_exclusive_##OP(T); T CLRT_CONV intel_sub_group_scan_inclusive_##OP(T);
#define CLRT_INTEL_SMALL(T) T CLRT_CONV intel_sub_group_broadcast(T, uint); \
  CLRT_INTEL_OP(T, add) CLRT_INTEL_OP(T, min) CLRT_INTEL_OP(T, max)
CLRT_INTEL_SMALL(char) CLRT_INTEL_SMALL(uchar) CLRT_INTEL_SMALL(short) CLRT_INTEL_SMALL(ushort)
#define CLRT_BLOCK_SPACE(S, N, T, W) T##W CLRT_CONV intel_sub_group_block_read##N##W(const S T*); \
  void CLRT_CONV intel_sub_group_block_write##N##W(S T*, T##W);
#define CLRT_BLOCK(N, T, W) CLRT_BLOCK_SPACE(__global, N, T, W) CLRT_BLOCK_SPACE(__local, N, T, W)
#define CLRT_BLOCKS(N, T) CLRT_BLOCK(N, T, ) CLRT_BLOCK(N, T, 2) CLRT_BLOCK(N, T, 4) CLRT_BLOCK(N, T, 8)
CLRT_BLOCKS(, uint) CLRT_BLOCKS(_ui, uint) CLRT_BLOCKS(_us, ushort) CLRT_BLOCKS(_uc, uchar) CLRT_BLOCKS(_ul, ulong)
CLRT_BLOCK(_uc, uchar, 16) CLRT_BLOCK(_us, ushort, 16)
#define CLRT_MAD_M(NAME, R, M, A, B) R##M CLRT_CONV intel_sub_group_##NAME(A##M, B##8, R##M);
#define CLRT_MAD(NAME, R, A, B) CLRT_MAD_M(NAME, R, , A, B) CLRT_MAD_M(NAME, R, 2, A, B) CLRT_MAD_M(NAME, R, 4, A, B) CLRT_MAD_M(NAME, R, 8, A, B)
#define CLRT_MAD_INT(A, B, K, TA, TB) CLRT_MAD(A##_##B##_matrix_mad_##K, int, TA, TB)
#define CLRT_MAD_SIGNS(W, K, I, U) CLRT_MAD_INT(i##W, i##W, K, I, int) CLRT_MAD_INT(i##W, u##W, K, I, uint) \
  CLRT_MAD_INT(u##W, i##W, K, U, int) CLRT_MAD_INT(u##W, u##W, K, U, uint)
CLRT_MAD_SIGNS(8, k32, int, uint) CLRT_MAD_SIGNS(8, k32, short, ushort) CLRT_MAD_SIGNS(4, k64, int, uint) CLRT_MAD_SIGNS(4, k64, short, ushort)
CLRT_MAD(f16_f16_matrix_mad_k16, float, int, int) CLRT_MAD(f16_f16_matrix_mad_k16, float, short, int)
CLRT_MAD(f16_f16_matrix_mad_k16, half, short, int) CLRT_MAD(bf16_bf16_matrix_mad_k16, float, int, int)
CLRT_MAD(bf16_bf16_matrix_mad_k16, float, short, int) CLRT_MAD(bf16_bf16_matrix_mad_k16, short, short, int)
#define CLRT_DOT(R, A, B) R __attribute__((overloadable)) clrt_dot_4x8(A, B);
CLRT_DOT(uint, uchar4, uchar4) CLRT_DOT(int, char4, char4) CLRT_DOT(int, uchar4, char4) CLRT_DOT(int, char4, uchar4)
#define CLRT_BFLOAT16(N) ushort##N intel_convert_bfloat16##N##_as_ushort##N(float##N); float##N intel_convert_as_bfloat16##N##_float##N(ushort##N);
CLRT_BFLOAT16() CLRT_BFLOAT16(2) CLRT_BFLOAT16(3) CLRT_BFLOAT16(4) CLRT_BFLOAT16(8) CLRT_BFLOAT16(16)
)clc";

}  // namespace clrt::translator
