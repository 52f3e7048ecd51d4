// Runs the cases of an entry through one route and checks results, guards and the route itself.
#include "routes.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>
#include <mutex>
#include <regex>
#include <sstream>
#include <stdexcept>

#include <gtest/gtest.h>

#include "clrt/clrt.hpp"

namespace clrt::harness {

std::vector<Suite>& suites() {
  static std::vector<Suite> all = [] {
    std::vector<Suite> v;
    v.reserve(256);  // Register keeps references while it fills a suite
    return v;
  }();
  return all;
}

const std::vector<Route>& routes() {
  static const std::vector<Route> all = {{"scalar", "scalar"}, {"avx2", "avx2"},   {"avx512", "avx512"},
                                         {"sg8", "", 8},       {"sg32", "", 32},   {"sg64", "", 64},
                                         {"opencl", "", 0, true}, {"check", "", 0, false, true}};
  return all;
}

std::string unavailable(const Route& route) {
#if defined(__x86_64__)
  if (route.isa == "avx2" && !__builtin_cpu_supports("avx2")) return "this processor has no AVX2";
  if (route.isa == "avx512" && !__builtin_cpu_supports("avx512bw")) return "this processor has no AVX-512";
#else
  if (route.isa == "avx2" || route.isa == "avx512") return "this processor is not an x86-64";
#endif
  if (route.opencl && *clrt_why_no_opencl() != 0) return clrt_why_no_opencl();
  return {};
}

namespace {

constexpr std::size_t kGuardBytes = 4096;  // in front and behind; a multiple of every device's base address alignment
constexpr unsigned char kGuard = 0x5C;

std::string read_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot open " + path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

std::vector<std::string> sorted_lines(const std::string& text) {
  std::vector<std::string> lines;
  std::stringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  std::sort(lines.begin(), lines.end());
  return lines;
}

// Gives each kernel of a source the attribute that demands a sub-group size; lines stay where they are.
std::string with_sub_group_size(const std::string& source, std::uint32_t size) {
  static const std::regex kernel_word(R"(\b(__kernel|kernel)\b(?=\s+(void|__attribute__)))");
  return std::regex_replace(source, kernel_word, "$1 __attribute__((intel_reqd_sub_group_size(" + std::to_string(size) + ")))");
}

bool is_uniform(const Range& r) {
  for (std::size_t d = 0; d < r.dim; ++d)
    if (r.local[d] != 0 && r.global[d] % r.local[d] != 0) return false;
  return true;
}

}  // namespace

struct Runner::State {
  struct Target {
    std::string label;
    Device device;
    Queue queue;
  };
  struct Built {
    Program program;
    std::string error;
    Status status = Status::kOk;
  };

  Route route;
  std::vector<Device> devices;            // each builds its own programs
  std::vector<std::vector<Target>> targets;  // per device
  std::map<std::pair<const Suite*, std::size_t>, Built> built;
  std::mutex print_lock;
  std::string printed;

  const Built& build(const Suite& suite, std::size_t device);
  std::vector<std::string> check_route(const Suite&, const Entry&, const Target&, const Kernel&) const;
  std::vector<std::string> run_case(const Case& c, const Suite& suite, const Entry& entry, const Target& target, const Program& program);
};

Runner::Runner(const Route& route) : state_(std::make_unique<State>()) {
  if (!route.isa.empty()) setenv("CLRT_FORCE_ISA", route.isa.c_str(), 1);
  if (route.check) setenv("CLRT_CHECK", "1", 1);
  State& s = *state_;
  s.route = route;
  for (const Device& d : Device::all()) {
    if (d.is_cpu() == route.opencl) continue;
    s.devices.push_back(d);
    auto& targets = s.targets.emplace_back();
    targets.push_back({d.name(), d, Queue(d)});
    if (d.is_cpu() && !route.check) {
      const std::array<std::uint32_t, 1> first_core{0};
      const Device one = d.cores(first_core);
      targets.push_back({d.name() + ", one core", one, Queue(one)});
    }
    // A driver may keep printf to itself; then the process's stdout is captured instead.
    clrt_device_on_print(
        d.get(),
        [](void* user, const char* text, std::size_t length) {
          auto* state = static_cast<State*>(user);
          const std::lock_guard lock(state->print_lock);
          state->printed.append(text, length);
        },
        &s);
  }
}

Runner::~Runner() {
  for (const Device& d : state_->devices) clrt_device_on_print(d.get(), nullptr, nullptr);
}

bool Runner::takes(const Suite& suite) const {
  return state_->route.sub_group_size == 0 || suite.has_every_sub_group_size();
}

const Runner::State::Built& Runner::State::build(const Suite& suite, std::size_t device) {
  auto [at, is_new] = built.try_emplace({&suite, device});
  if (!is_new) return at->second;
  const std::string path = suite.folder() + "/" + suite.file();
  try {
    std::string source = read_text(path);
    if (route.sub_group_size != 0) source = with_sub_group_size(source, route.sub_group_size);
    at->second.program = Program::from_source(devices[device], source, suite.options(), path);
    const std::string origin = clrt_program_origin(at->second.program.get());
    if (origin != "compiled" && origin != "cache hit") at->second.error = "the program came by the route '" + origin + "'";
    if (!route.opencl) {
      const Program again = Program::from_source(devices[device], source, suite.options(), path);
      const std::string second = clrt_program_origin(again.get());
      if (second != "cache hit") at->second.error = "built a second time, the program is '" + second + "', not a cache hit";
    }
  } catch (const Error& e) {
    at->second.error = e.what();
    at->second.status = e.status;
  }
  return at->second;
}

// A right answer by another way than the one under test is a failure.
std::vector<std::string> Runner::State::check_route(const Suite&, const Entry& entry, const Target& target, const Kernel& kernel) const {
  if (route.opencl) return {};
  std::vector<std::string> wrong;
  const DeviceInfo device = target.device.info();
  const KernelInfo info = kernel.info();
  const std::string name = info.name;
  if (!route.isa.empty() && route.isa != device.isa) wrong.push_back("the device runs " + std::string(device.isa) + ", not " + route.isa);
  const std::string report = info.report != nullptr ? info.report : "";
  if (route.check && report.find("\"checked\":true") == report.npos) wrong.push_back("kernel " + name + " was not compiled in checked mode: " + report);
  // The checker takes kernels one lane at a time when their private objects have to stand in memory (decision 0008).
  // Checked mode has one lane for kernels with private variables in memory.
  bool vectorised = !info.one_lane;
  for (const char* reason : {"private", "pointer", "literal of a union"}) vectorised |= route.check && report.find(reason) != report.npos;
  if (entry.one_lane.empty() && !vectorised) wrong.push_back("kernel " + name + " was not vectorised: " + report);
  if (!entry.one_lane.empty() && !info.one_lane) wrong.push_back("kernel " + name + " is expected to run one lane, but was vectorised");
  if (!entry.one_lane.empty() && report.find(entry.one_lane) == report.npos)
    wrong.push_back("kernel " + name + ": the report does not say '" + entry.one_lane + "': " + report);
  if (route.check) return wrong;  // the checker counts arrivals, so its kernels stay on fibers
  const bool fibers = report.find("\"phases\":0") != report.npos;
  if (!entry.barriers.empty() && !info.one_lane && (entry.barriers == "phases") == fibers)
    wrong.push_back("kernel " + name + " passes its barriers " + (fibers ? "on fibers: " : "by phases: ") + report);
  if (fibers && entry.barriers != "phases" && report.find(entry.barriers) == report.npos)
    wrong.push_back("kernel " + name + ": the report does not say '" + entry.barriers + "': " + report);
  if (route.sub_group_size != 0 && !info.one_lane && info.sub_group_size != route.sub_group_size)
    wrong.push_back("kernel " + name + " has sub-group size " + std::to_string(info.sub_group_size));
  return wrong;
}

std::vector<std::string> Runner::State::run_case(const Case& c, const Suite& suite, const Entry& entry, const Target& target,
                                                 const Program& program) {
  std::vector<std::string> wrong;
  Queue queue = target.queue;
  std::vector<Buffer<>> buffers;
  for (const BufferSpec& b : c.buffers()) {
    std::vector<std::byte> content(b.before.size() + 2 * kGuardBytes, std::byte{kGuard});
    std::copy(b.before.begin(), b.before.end(), content.begin() + kGuardBytes);
    buffers.emplace_back(target.device, content.size());
    queue.write(buffers.back(), content);
  }
  printed.clear();
  if (c.checks_print() && route.opencl) testing::internal::CaptureStdout();
  std::string captured;
  try {
    for (const LaunchSpec& l : c.launches()) {
      const Kernel kernel = program.kernel(l.kernel);
      for (std::string& w : check_route(suite, entry, target, kernel)) wrong.push_back(std::move(w));
      std::vector<clrt_arg> args;
      std::vector<Image> images;  // until the launch has been put in
      for (const LaunchArg& a : l.args) {
        clrt_arg arg{};
        if (const auto* id = std::get_if<BufferId>(&a)) {
          arg.kind = CLRT_ARG_BUFFER;
          arg.buffer = buffers[id->index].get();
          arg.offset = kGuardBytes;
          arg.extent = c.buffers()[id->index].before.size();
        } else if (const auto* bytes = std::get_if<LocalBytes>(&a)) {
          arg.kind = CLRT_ARG_LOCAL;
          arg.size = bytes->bytes;
        } else if (const auto* view = std::get_if<ImageView>(&a)) {
          clrt_image_desc desc = view->desc;
          desc.offset += kGuardBytes;
          images.emplace_back(buffers[view->buffer.index], desc);
          arg.kind = CLRT_ARG_IMAGE;
          arg.value = images.back().get();
        } else if (const auto* sampler = std::get_if<clrt_sampler>(&a)) {
          arg.kind = CLRT_ARG_SAMPLER;
          arg.value = sampler;
        } else {
          const auto& v = std::get<Value>(a);
          arg.kind = CLRT_ARG_VALUE;
          arg.value = v.bytes.data();
          arg.size = v.bytes.size();
        }
        args.push_back(arg);
      }
      clrt_ndrange r{};
      r.dim = l.range.dim;
      for (std::size_t d = 0; d < 3; ++d) {
        r.global[d] = l.range.global[d];
        r.local[d] = l.range.local[d];
        r.offset[d] = l.range.offset[d];
      }
      queue.launch_args(kernel, r, args);
    }
    queue.finish();
  } catch (...) {
    if (c.checks_print() && route.opencl) testing::internal::GetCapturedStdout();
    throw;
  }
  if (c.checks_print() && route.opencl) captured = testing::internal::GetCapturedStdout();

  for (std::size_t i = 0; i < buffers.size(); ++i) {
    const BufferSpec& b = c.buffers()[i];
    const std::vector<std::byte> got = queue.read(buffers[i]);
    const auto is_guard = [](std::byte x) { return x == std::byte{kGuard}; };
    const auto payload = got.begin() + kGuardBytes, behind = payload + std::ptrdiff_t(b.before.size());
    if (!std::all_of(got.begin(), payload, is_guard)) wrong.push_back("buffer " + std::to_string(i) + ": bytes in front of it were written");
    if (!std::all_of(behind, got.end(), is_guard)) wrong.push_back("buffer " + std::to_string(i) + ": bytes behind it were written");
    if (!b.compared) continue;
    // A driver of a CPU computes texels in software, in unified memory.
    const bool fixed_function = b.compare_on_gpu && route.opencl && target.device.info().unified_memory == 0;
    const std::string difference = (fixed_function ? b.compare_on_gpu : b.compare)(got.data() + kGuardBytes, b.expected.data(), b.before.size());
    if (!difference.empty()) wrong.push_back("buffer " + std::to_string(i) + ": " + difference);
  }
  if (c.checks_print()) {
    const std::string text = printed.empty() ? captured : printed;
    if (sorted_lines(text) != sorted_lines(c.printed())) wrong.push_back("printf wrote\n" + text + "and must write\n" + c.printed());
  }
  return wrong;
}

Runner::Outcome Runner::run(const Suite& suite, const Entry& entry, std::uint64_t seed) {
  State& s = *state_;
  Outcome outcome;
  Random random(seed);
  const std::vector<Case> cases = entry.make(random);
  auto allowed = [&](const std::string& reason, bool uniform) {
    if (s.route.check)  // a union where there are sub-group functions, and an object without a name
      return reason.find("is a union or holds one") != reason.npos || reason.find("checked mode cannot follow compound literals") != reason.npos;
    if (!s.route.opencl) return false;
    const auto holds = [&](const std::string& text) { return !text.empty() && reason.find(text) != reason.npos; };
    return holds(entry.opencl_refusal) || std::any_of(suite.opencl_refusals().begin(), suite.opencl_refusals().end(), holds) || (!uniform && reason.find("work-group") != reason.npos);
  };
  for (std::size_t d = 0; d < s.devices.size(); ++d) {
    const auto fault = std::find_if(entry.faults.begin(), entry.faults.end(), [&](const Entry::Fault& f) { return s.devices[d].name().find(f.device) != std::string::npos; });
    if (fault != entry.faults.end()) {
      outcome.refusals.push_back(s.devices[d].name() + ": not run, " + fault->reason);
      continue;
    }
    const State::Built& built = s.build(suite, d);
    if (!built.error.empty()) {
      const std::string text = s.targets[d][0].label + ": " + built.error;
      (allowed(built.error, true) ? outcome.refusals : outcome.failures).push_back(text);
      continue;
    }
    for (const State::Target& target : s.targets[d]) {
      for (const Case& c : cases) {
        const std::string where = target.label + ", case '" + c.label() + "': ";
        try {
          for (const std::string& w : s.run_case(c, suite, entry, target, built.program)) outcome.failures.push_back(where + w);
          ++outcome.runs;
        } catch (const Error& e) {
          const bool uniform = std::all_of(c.launches().begin(), c.launches().end(), [](const LaunchSpec& l) { return is_uniform(l.range); });
          const bool may = e.status == Status::kUnsupported && allowed(e.what(), uniform);
          (may ? outcome.refusals : outcome.failures).push_back(where + e.what());
        }
      }
    }
  }
  return outcome;
}

}  // namespace clrt::harness
