// Context switches for x86-64, System V calling convention.
//
// A suspended stack holds, from its saved stack pointer upwards: r15 r14 r13 r12 rbx rbp and the address to continue at. The
// switch leaves by `ret`, so that calls and returns stay paired for the processor's return predictor.
#include <cstdint>

#include "cpu_emu/executor/context.hpp"

// r12 holds the argument and r13 the entry of a stack that starts.
asm(R"(
  .text
  .p2align 4
  .globl clrt_switch_stack
  .hidden clrt_switch_stack
  .type clrt_switch_stack, @function
clrt_switch_stack:
  .cfi_startproc
  pushq %rbp
  pushq %rbx
  pushq %r12
  pushq %r13
  pushq %r14
  pushq %r15
  movq %rsp, (%rdi)
  movq (%rsi), %rsp
  popq %r15
  popq %r14
  popq %r13
  popq %r12
  popq %rbx
  popq %rbp
  ret
  .cfi_endproc
  .size clrt_switch_stack, .-clrt_switch_stack

  .p2align 4
  .globl clrt_start_stack
  .hidden clrt_start_stack
  .type clrt_start_stack, @function
clrt_start_stack:
  .cfi_startproc
  .cfi_undefined rip
  movq %r12, %rdi
  callq *%r13
  ud2
  .cfi_endproc
  .size clrt_start_stack, .-clrt_start_stack
)");

extern "C" void clrt_switch_stack(void** from, void** to);
extern "C" void clrt_start_stack();

namespace clrt::cpu {

void prepare_context(Context& context, std::byte* bottom, std::size_t bytes, void (*entry)(void*), void* argument) {
  // The stack pointer is a multiple of 16 before the call in clrt_start_stack.
  const auto top = (reinterpret_cast<std::uintptr_t>(bottom) + bytes) / 16 * 16;
  auto* const frame = reinterpret_cast<void**>(top) - 7;
  frame[0] = frame[1] = nullptr;              // r15 r14
  frame[2] = reinterpret_cast<void*>(entry);  // r13
  frame[3] = argument;                        // r12
  frame[4] = frame[5] = nullptr;              // rbx rbp
  frame[6] = reinterpret_cast<void*>(&clrt_start_stack);
  context = {frame, entry, argument};
}

void switch_context(Context& from, Context& to) { clrt_switch_stack(&from.saved, &to.saved); }

}  // namespace clrt::cpu
