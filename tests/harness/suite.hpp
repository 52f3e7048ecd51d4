// The table of kernel tests: an entry is a kernel file and a function that makes its cases; the harness runs every entry
// through every route (routes.hpp).
//
//   static const Register kRegister("saxpy.cl", [](Suite& s) {
//     s.add("saxpy", [](Random& random) { ... return std::vector<Case>{...}; });
//   });
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "case.hpp"

namespace clrt::harness {

using MakeCases = std::function<std::vector<Case>(Random&)>;

struct Entry {
  std::string name;
  MakeCases make;
  std::string one_lane;        // not empty: the CPU must run it with one lane, and its reason holds this text
  std::string opencl_refusal;  // not empty: an OpenCL device may refuse it when its reason holds this text

  struct Fault {
    std::string device, reason;  // devices with this text in their name get it wrong, for this reason
  };
  std::vector<Fault> faults = {};

  // How the CPU passes its barriers: "phases", or part of the reason why on fibers; empty: not asked.
  std::string barriers = {};

  Entry& by_phases() { return barriers = "phases", *this; }
  Entry& on_fibers(std::string reason) { return barriers = std::move(reason), *this; }
  Entry& runs_one_lane(std::string reason) { return one_lane = std::move(reason), *this; }
  Entry& opencl_may_refuse(std::string reason) { return opencl_refusal = std::move(reason), *this; }
  // A driver's own fault. Names: "pthread-" is PoCL 3.1, "cpu-" a newer one.
  Entry& skips_device(std::string device, std::string reason) {
    faults.push_back({std::move(device), std::move(reason)});
    return *this;
  }
};

// All entries of one .cl file.
class Suite {
 public:
  Suite(std::string folder, std::string file) : folder_(std::move(folder)), file_(std::move(file)) {}

  // The reference stays valid until the next add().
  Entry& add(std::string name, MakeCases make) {
    return entries_.emplace_back(Entry{std::move(name), std::move(make), {}, {}});
  }
  // As clBuildProgram takes them.
  void options(std::string text) { options_ = std::move(text); }
  // The kernels name no sub-group size and do not depend on it: run them with every size that the CPU has.
  void every_sub_group_size() { every_size_ = true; }
  // Every entry of the file: an OpenCL device may refuse it when its reason holds this text.
  void opencl_may_refuse(std::string reason) { opencl_refusals_.push_back(std::move(reason)); }

  const std::string& folder() const { return folder_; }
  const std::string& file() const { return file_; }
  const std::string& options() const { return options_; }
  const std::vector<std::string>& opencl_refusals() const { return opencl_refusals_; }
  bool has_every_sub_group_size() const { return every_size_; }
  const std::vector<Entry>& entries() const { return entries_; }

 private:
  std::string folder_, file_, options_;
  std::vector<std::string> opencl_refusals_;
  bool every_size_ = false;
  std::vector<Entry> entries_;
};

// All suites linked into this program, in the order of registration.
std::vector<Suite>& suites();

// Registers a .cl file that lies beside the .cpp which holds this object (CLRT_TEST_FOLDER is set by CMake).
struct Register {
  template <class Fill>
  Register(const char* folder, const char* file, Fill fill) {
    fill(suites().emplace_back(folder, file));
  }
};
#define CLRT_SUITE(name, file)                                                                          \
  static void fill_##name(::clrt::harness::Suite& s);                                                   \
  static const ::clrt::harness::Register register_##name(CLRT_TEST_FOLDER, file, fill_##name);          \
  static void fill_##name([[maybe_unused]] ::clrt::harness::Suite& s)

}  // namespace clrt::harness
