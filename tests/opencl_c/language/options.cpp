// Reference of options.cl: build options reach the kernel on every route, also where the source goes through the translator first.
#include "items.hpp"

using namespace clrt::harness;

CLRT_SUITE(options, "options.cl") {
  s.options("-cl-std=CL3.0 -DFACTOR=3 -D OFFSET(x)=((x)&1)");
  s.add("from_options", ints("from_options", -50, 50, [](int x, int) { return 3 * x + (x & 1); }));
}
