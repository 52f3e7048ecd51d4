// What the runtime's tests share: fresh mock devices and a way to expect messages.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "clrt/clrt.hpp"
#include "mock_backend.hpp"

namespace clrt::mock {

class MockTest : public ::testing::Test {
 protected:
  MockTest() {
    for (std::size_t i = 0; i < mock_states().size(); ++i) {
      MockState& s = *mock_states()[i];
      s.calls.clear();
      s.wait_counts.clear();
      s.deferred = s.divisible = s.print_reachable = false;
      s.images = true;
      s.fail_call.clear();
      s.fail_command.clear();
      s.info = make_mock_state(s.info.name, s.info.kind)->info;
    }
  }
  static MockState& state(std::size_t device) { return *mock_states()[device]; }

  Device cpu = Device::cpu();
  Device gpu = Device::select("1");
};

// Runs `body`, which must throw clrt::Error with this status, and returns the message.
template <class F>
std::string error_of(Status status, F&& body) {
  try {
    body();
  } catch (const Error& e) {
    EXPECT_EQ(static_cast<int>(status), static_cast<int>(e.status)) << e.what();
    return e.what();
  }
  ADD_FAILURE() << "nothing was thrown";
  return {};
}

}  // namespace clrt::mock
