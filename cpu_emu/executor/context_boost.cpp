// Context switches by Boost.Context.
#include <boost/context/detail/fcontext.hpp>

#include "cpu_emu/executor/context.hpp"

namespace clrt::cpu {
namespace {

namespace detail = boost::context::detail;

// What a switch hands over: who left, and who is to run (a new stack does not know otherwise).
struct Handover {
  Context* from;
  Context* to;
};

void start(detail::transfer_t transfer) {
  const Handover handover = *static_cast<const Handover*>(transfer.data);
  handover.from->saved = transfer.fctx;
  handover.to->entry(handover.to->argument);
}

}  // namespace

void prepare_context(Context& context, std::byte* bottom, std::size_t bytes, void (*entry)(void*), void* argument) {
  context.entry = entry;
  context.argument = argument;
  context.saved = detail::make_fcontext(bottom + bytes, bytes, &start);
}

void switch_context(Context& from, Context& to) {
  Handover handover{&from, &to};
  const detail::transfer_t back = detail::jump_fcontext(to.saved, &handover);
  static_cast<const Handover*>(back.data)->from->saved = back.fctx;
}

}  // namespace clrt::cpu
