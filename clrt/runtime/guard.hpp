// The boundary of the C API: exceptions become a status and a message of this thread.
#pragma once

#include <new>
#include <string>

#include "clrt/clrt.h"
#include "clrt/error.h"

namespace clrt::runtime {

// Sets clrt_last_error and returns the status.
clrt_status set_error(clrt_status status, const char* message) noexcept;

template <class F>
clrt_status guard(F&& body) noexcept {
  try {
    body();
    return CLRT_OK;
  } catch (const Error& e) {
    return set_error(static_cast<clrt_status>(e.status), e.what());
  } catch (const std::bad_alloc&) {
    return set_error(CLRT_OUT_OF_MEMORY, "the host is out of memory");
  } catch (const std::exception& e) {
    return set_error(CLRT_INTERNAL, e.what());
  } catch (...) {
    return set_error(CLRT_INTERNAL, "an exception of an unknown type");
  }
}

// Throws when a parameter that must not be null is.
inline void require(const void* pointer, const char* name) {
  if (pointer == nullptr) throw Error(Status::kInvalidArgument, std::string(name) + " is null");
}

}  // namespace clrt::runtime
