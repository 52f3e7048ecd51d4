// `clrt run`: run one kernel with arguments from the command line, on one device or on all of them side by side.
#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <fstream>
#include <memory>
#include <optional>
#include <vector>

#include "clrt/clrt.hpp"
#include "clrt/tool/build_options.hpp"
#include "clrt/tool/commands.hpp"
#include "clrt/tool/compare.hpp"
#include "clrt/tool/run_args.hpp"

namespace clrt::tool {
namespace {

struct Options {
  BuildOptions build;
  std::string kernel, global, local, offset, device;
  std::vector<std::string> args, dump, print;
  bool compare = false, check = false;
  double tolerance = 1e-5;
  int repeat = 0;
};

// What one device did.
struct Result {
  std::string title, refusal, error;
  std::vector<std::vector<std::byte>> buffers;  // by argument; empty for others
  std::vector<double> milliseconds;             // of the timed runs, ascending
  bool ran() const { return refusal.empty() && error.empty(); }
};

class OneRun {
 public:
  OneRun(const Device& device, const Options& options, const std::vector<RunArg>& args)
      : queue_(device, {.out_of_order = false, .profiling = true}),
        kernel_(load_program(device, options.build).kernel(options.kernel)),
        range_(ndrange(parse_size(options.global, "--global"),
                       options.local.empty() ? Size() : parse_size(options.local, "--local"),
                       options.offset.empty() ? Size() : parse_size(options.offset, "--offset"))) {
    for (std::size_t i = 0; i < args.size(); ++i) {
      const RunArg& a = args[i];
      clrt_arg c{};
      switch (a.kind) {
        case RunArg::Kind::kNull: c.kind = CLRT_ARG_NULL; break;
        case RunArg::Kind::kLocal: c.kind = CLRT_ARG_LOCAL, c.size = a.local_bytes; break;
        case RunArg::Kind::kValue:
          c.kind = CLRT_ARG_VALUE, c.size = a.bytes.size(), c.value = a.bytes.data(),
          c.type = a.raw ? nullptr : a.type.name.c_str();
          break;
        case RunArg::Kind::kBuffer: c.kind = CLRT_ARG_BUFFER, c.type = a.type.name.c_str(); break;
      }
      buffers_.emplace_back();
      if (a.kind == RunArg::Kind::kBuffer) {
        buffers_.back() = Buffer<>(device, std::span<const std::byte>(a.bytes));
        c.buffer = buffers_.back().get();
      }
      list_.push_back(c);
    }
  }

  // Runs once and returns what the buffers hold.
  std::vector<std::vector<std::byte>> result() {
    queue_.launch_args(kernel_, range_, list_).wait();
    std::vector<std::vector<std::byte>> contents(buffers_.size());
    for (std::size_t i = 0; i < buffers_.size(); ++i) {
      if (buffers_[i]) contents[i] = queue_.read(buffers_[i]);
    }
    return contents;
  }

  // Milliseconds by the device's clock, or by the host's where it has none.
  double timed() {
    const auto begin = std::chrono::steady_clock::now();
    const Event event = queue_.launch_args(kernel_, range_, list_);
    event.wait();
    const std::chrono::duration<double, std::milli> host = std::chrono::steady_clock::now() - begin;
    const Times t = event.times();
    return t.end > t.start ? static_cast<double>(t.end - t.start) * 1e-6 : host.count();
  }

 private:
  Queue queue_;
  Kernel kernel_;
  clrt_ndrange range_;
  std::vector<Buffer<>> buffers_;
  std::vector<clrt_arg> list_;
};

Result run_on(const Device& device, const Options& options, const std::vector<RunArg>& args) {
  Result result;
  result.title = device_title(device);
  try {
    OneRun run(device, options, args);
    result.buffers = run.result();
    for (int i = 0; i < options.repeat; ++i) result.milliseconds.push_back(run.timed());
    std::sort(result.milliseconds.begin(), result.milliseconds.end());
  } catch (const Error& e) {
    (e.status == Status::kUnsupported ? result.refusal : result.error) = e.what();
  }
  return result;
}

// "2=out.bin" -> 2, "out.bin"; "1:8" -> 1, "8"; the second part may be missing.
std::pair<std::size_t, std::string> indexed(const std::string& text, char separator, const std::vector<RunArg>& args,
                                            const char* option) {
  const std::size_t at = text.find(separator);
  std::size_t index = 0;
  const char* end = text.data() + std::min(at, text.size());
  const auto [stop, error] = std::from_chars(text.data(), end, index);
  if (error != std::errc() || stop != end || index >= args.size() || args[index].kind != RunArg::Kind::kBuffer) {
    throw Error(Status::kInvalidArgument, fmt::format("{} {}: no argument with that index is a buffer", option, text));
  }
  return {index, at == std::string::npos ? "" : text.substr(at + 1)};
}

void print_buffer(const RunArg& arg, std::size_t index, const std::vector<std::byte>& bytes, std::size_t count) {
  const ElementType& t = arg.type;
  const std::size_t elements = bytes.size() / t.bytes();
  fmt::print("argument {}, {} x {}:", index, elements, t.name);
  for (std::size_t e = 0; e < std::min(count, elements); ++e) {
    fmt::print(" ");
    for (unsigned c = 0; c < t.components; ++c) {
      fmt::print("{}{}{}", t.components > 1 ? (c ? "," : "(") : "", scalar_text(t, &bytes[e * t.bytes() + c * t.scalar_bytes]),
                 t.components > 1 && c + 1 == t.components ? ")" : "");
    }
  }
  fmt::print("{}\n", count < elements ? " ..." : "");
}

// `first` is the device that the others are compared with.
int print_comparison(const std::vector<Result>& results, const std::vector<RunArg>& args, double tolerance) {
  const Result* first = nullptr;
  int status = 0, compared = 0;
  for (const Result& r : results) {
    if (!r.ran()) continue;
    if (first == nullptr) {
      first = &r;
      continue;
    }
    ++compared;
    fmt::print("compare {} with {}\n", r.title, first->title);
    for (std::size_t i = 0; i < args.size(); ++i) {
      if (args[i].kind != RunArg::Kind::kBuffer) continue;
      const Difference d = compare(args[i].type, first->buffers[i], r.buffers[i], tolerance);
      if (d.unequal == 0) {
        fmt::print("  argument {}: equal ({} values)\n", i, d.scalars);
        continue;
      }
      fmt::print("  argument {}: {} of {} values differ, at most by {:g} ({:g} {})", i, d.unequal, d.scalars, d.max_absolute,
                 d.max_steps, args[i].type.floating() ? "ulp" : "units");
      if (d.beyond != 0) {
        const std::size_t at = d.first_beyond * args[i].type.scalar_bytes;
        fmt::print("; {} beyond the tolerance {:g}, first [{}]: {} against {}", d.beyond, tolerance, d.first_beyond,
                   scalar_text(args[i].type, &r.buffers[i][at]), scalar_text(args[i].type, &first->buffers[i][at]));
        status = 1;
      }
      fmt::print("\n");
    }
  }
  if (compared == 0) {
    fmt::print("nothing to compare: fewer than two devices ran the kernel\n");
    status = 1;
  }
  return status;
}

int run(const Options& options) {
  if (options.check && !options.device.empty() && !Device::select(options.device).is_cpu())
    throw Error(Status::kInvalidArgument, fmt::format("--check runs on the CPU, --device {} is none", options.device));
  std::vector<RunArg> args;
  for (const std::string& a : options.args) args.push_back(parse_arg(a));
  std::vector<std::pair<std::size_t, std::string>> dumps, prints;
  for (const std::string& d : options.dump) dumps.push_back(indexed(d, '=', args, "--dump"));
  for (const std::string& p : options.print) prints.push_back(indexed(p, ':', args, "--print"));
  int status = 0;
  std::vector<Result> results;
  for (const Device& device : choose_devices(options.compare && options.device.empty() ? "all" : options.device)) {
    const Result& r = results.emplace_back(run_on(device, options, args));
    fmt::print("{}: {}\n", r.title, r.ran() ? "ran" : r.error.empty() ? "refused: " + r.refusal : "failed: " + r.error);
    std::fflush(stdout);
    if (!r.error.empty() || (!r.ran() && !options.compare)) status = 1;
    if (!r.ran()) continue;
    if (!r.milliseconds.empty()) {
      fmt::print("  {} runs: fastest {:.4f} ms, median {:.4f} ms\n", r.milliseconds.size(), r.milliseconds.front(),
                 r.milliseconds[r.milliseconds.size() / 2]);
    }
    for (const auto& [index, count] : prints) {
      std::size_t n = 16;
      if (!count.empty()) std::from_chars(count.data(), count.data() + count.size(), n);
      fmt::print("  ");
      print_buffer(args[index], index, r.buffers[index], n);
    }
  }
  // The first device's results are the ones to keep.
  const auto kept = std::find_if(results.begin(), results.end(), [](const Result& r) { return r.ran(); });
  if (kept != results.end()) {
    for (const auto& [index, path] : dumps) {
      std::ofstream out(path, std::ios::binary);
      out.write(reinterpret_cast<const char*>(kept->buffers[index].data()),
                static_cast<std::streamsize>(kept->buffers[index].size()));
      if (!out.flush()) throw Error(Status::kIoError, "cannot write '" + path + "'");
    }
  }
  if (options.compare) status = std::max(status, print_comparison(results, args, options.tolerance));
  return status;
}

}  // namespace

namespace {

void add(CLI::App& app, int& status, const char* name, const char* purpose, bool check) {
  CLI::App* command = app.add_subcommand(name, purpose);
  auto o = std::make_shared<Options>();
  o->check = check;
  o->build.add_to(*command);
  command->add_option("KERNEL", o->kernel, "kernel name")->required();
  command->add_option(
      "ARG", o->args,
      "TYPE:VALUE[,VALUE...] | buf:TYPE:COUNT[:iota|zero|random[:SEED]|fill=VALUE|file=PATH] | local:BYTES | bytes:HEX | null");
  command->add_option("--global", o->global, "global size X[,Y[,Z]]")->required();
  command->add_option("--local", o->local, "local size X[,Y[,Z]]; the device chooses unless given");
  command->add_option("--offset", o->offset, "global offset X[,Y[,Z]]");
  command->add_option("--device", o->device, "cpu, an index, a part of a name, or all");
  command->add_option("--dump", o->dump, "INDEX=FILE: write a buffer after the run (the first device's)")
      ->allow_extra_args(false);
  command->add_option("--print", o->print, "INDEX[:N]: print the first N elements of a buffer (16)")->allow_extra_args(false);
  command->add_flag("--compare", o->compare, "run on all devices (or those of --device) and compare the buffers");
  command->add_option("--tolerance", o->tolerance, "floating-point values may differ by this times max(1, |value|)")
      ->capture_default_str();
  command->add_option("--repeat", o->repeat, "time this many further runs (buffers keep what the run before left)")
      ->check(CLI::NonNegativeNumber);
  if (!check)
    command->add_flag("--check", o->check, "run on the CPU in checked mode: out-of-bounds accesses, races, barriers and more are reported");
  command->callback([o, &status] {
    if (o->check) {
      o->build.extra.emplace_back("-clrt-check");
      if (o->device.empty()) o->device = "cpu";
    }
    status = run(*o);
  });
}

}  // namespace

void add_run(CLI::App& app, int& status) {
  add(app, status, "run", "Run a kernel", false);
  add(app, status, "check", "Run a kernel on the CPU in checked mode, as run --check", true);
}

}  // namespace clrt::tool
