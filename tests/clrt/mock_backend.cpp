// The mock backend.
#include "mock_backend.hpp"

#include <cstring>
#include <deque>

#include "clrt/runtime/devices.hpp"

namespace clrt::mock {
namespace {

using backend::ArgKind;
using StatePtr = std::shared_ptr<MockState>;

class MockBuffer : public backend::Buffer {
 public:
  MockBuffer(StatePtr state, std::size_t bytes) : state_(std::move(state)), own_(bytes), data_(own_.data()) {
    ++state_->live_buffers;
  }
  MockBuffer(StatePtr state, std::byte* data) : state_(std::move(state)), data_(data) { ++state_->live_buffers; }
  ~MockBuffer() override { --state_->live_buffers; }
  std::byte* host() override { return state_->info.unified_memory ? data_ : nullptr; }
  std::byte* data() const { return data_; }

 private:
  StatePtr state_;
  std::vector<std::byte> own_;
  std::byte* data_;
};

std::byte* data_of(backend::Buffer& b) { return static_cast<MockBuffer&>(b).data(); }

class MockEvent : public backend::Event {
 public:
  MockEvent(StatePtr state, std::string what, std::vector<backend::EventPtr> waits, std::function<void()> run)
      : state_(std::move(state)),
        what_(std::move(what)),
        waits_(std::move(waits)),
        run_(std::move(run)),
        queued_(++state_->clock) {}
  void wait() override {
    if (!run_ && error_.empty()) return;
    if (run_) {
      for (const auto& w : waits_) w->wait();
      start_ = ++state_->clock;
      if (!state_->fail_command.empty() && what_.starts_with(state_->fail_command)) {
        state_->fail_command.clear();
        error_ = what_ + " failed on the device";
      } else {
        run_();
      }
      end_ = ++state_->clock;
      run_ = nullptr;
      waits_.clear();
    }
    if (!error_.empty()) {
      reported_ = true;
      throw Error(Status::kDeviceError, error_);
    }
  }
  bool done() override { return !run_; }
  bool reported() const { return reported_; }
  backend::Times times() override { return {queued_, start_, end_}; }

 private:
  StatePtr state_;
  std::string what_, error_;
  std::vector<backend::EventPtr> waits_;
  std::function<void()> run_;
  std::uint64_t queued_, start_ = 0, end_ = 0;
  bool reported_ = false;
};

class MockKernelObject : public backend::Kernel {
 public:
  explicit MockKernelObject(const MockKernel& kernel) : kernel_(kernel) {}
  const backend::KernelInfo& info() const override { return kernel_.info; }
  const MockKernel& kernel() const { return kernel_; }

 private:
  const MockKernel& kernel_;
};

class MockQueue : public backend::Queue {
 public:
  MockQueue(StatePtr state, bool out_of_order) : state_(std::move(state)), out_of_order_(out_of_order) { ++state_->live_queues; }
  ~MockQueue() override { --state_->live_queues; }

  backend::EventPtr launch(backend::Kernel& k, const backend::NDRange& range, std::span<const backend::Arg> args,
                           std::span<const backend::EventPtr> waits) override {
    const MockKernel& kernel = static_cast<MockKernelObject&>(k).kernel();
    std::vector<MockKernel::Bound> bound;
    auto values = std::make_shared<std::deque<std::vector<std::byte>>>();  // copied: valid only during the call
    for (const backend::Arg& a : args) {
      if (a.kind == ArgKind::kValue) {
        const auto* first = static_cast<const std::byte*>(a.value);
        values->emplace_back(first, first + a.size);
        bound.push_back({values->back().data(), a.size});
      } else if (a.kind == ArgKind::kLocal) {
        bound.push_back({nullptr, a.size});
      } else if (a.kind == ArgKind::kImage || a.kind == ArgKind::kSampler) {
        bound.push_back({nullptr, 0});
        if (a.kind == ArgKind::kSampler) state_->last_sampler = a.sampler;
      } else {
        bound.push_back({a.buffer ? data_of(*a.buffer) + a.offset : nullptr, 0});
      }
    }
    state_->last_range = range;
    return put("launch " + kernel.info.name, waits, [&kernel, range, bound, values] {
      if (kernel.run) kernel.run(range, bound);
    });
  }
  backend::EventPtr write(backend::Buffer& b, std::size_t offset, const void* from, std::size_t bytes, bool blocking,
                          std::span<const backend::EventPtr> waits) override {
    return blocked(
        put("write " + std::to_string(bytes), waits, [to = data_of(b) + offset, from, bytes] { std::memcpy(to, from, bytes); }),
        blocking);
  }
  backend::EventPtr read(backend::Buffer& b, std::size_t offset, void* to, std::size_t bytes, bool blocking,
                         std::span<const backend::EventPtr> waits) override {
    return blocked(
        put("read " + std::to_string(bytes), waits, [from = data_of(b) + offset, to, bytes] { std::memcpy(to, from, bytes); }),
        blocking);
  }
  backend::EventPtr copy(backend::Buffer& from, std::size_t from_offset, backend::Buffer& to, std::size_t to_offset,
                         std::size_t bytes, std::span<const backend::EventPtr> waits) override {
    return put("copy " + std::to_string(bytes), waits,
               [f = data_of(from) + from_offset, t = data_of(to) + to_offset, bytes] { std::memcpy(t, f, bytes); });
  }
  backend::EventPtr fill(backend::Buffer& b, std::size_t offset, std::size_t bytes, const void* pattern,
                         std::size_t pattern_bytes, std::span<const backend::EventPtr> waits) override {
    const auto* first = static_cast<const std::byte*>(pattern);
    return put("fill " + std::to_string(bytes), waits,
               [to = data_of(b) + offset, bytes, p = std::vector<std::byte>(first, first + pattern_bytes)] {
                 for (std::size_t i = 0; i < bytes; ++i) to[i] = p[i % p.size()];
               });
  }
  std::byte* map(backend::Buffer& b, std::size_t offset, std::size_t, bool) override {
    state_->call("map");
    if (!out_of_order_) run_all();
    return data_of(b) + offset;
  }
  void unmap(backend::Buffer&, std::byte*) override { state_->call("unmap"); }
  void flush() override { state_->call("flush"); }
  void finish() override {
    state_->call("finish");
    run_all();
  }

 private:
  backend::EventPtr put(const std::string& what, std::span<const backend::EventPtr> waits, std::function<void()> run) {
    state_->call(what);
    state_->wait_counts.push_back(waits.size());
    std::vector<backend::EventPtr> before(waits.begin(), waits.end());
    if (!out_of_order_ && !all_.empty()) before.push_back(all_.back());
    auto event = std::make_shared<MockEvent>(state_, what, std::move(before), std::move(run));
    all_.push_back(event);
    if (!state_->deferred) event->wait();
    return event;
  }
  static backend::EventPtr blocked(backend::EventPtr event, bool blocking) {
    if (blocking) event->wait();
    return event;
  }
  void run_all() {
    std::vector<std::shared_ptr<MockEvent>> all = std::exchange(all_, {});
    for (const auto& e : all) {
      if (!e->done() || !e->reported()) e->wait();
    }
  }
  StatePtr state_;
  bool out_of_order_;
  std::vector<std::shared_ptr<MockEvent>> all_;
};

class MockProgram : public backend::Program {
 public:
  MockProgram(StatePtr state, std::string log, std::string origin)
      : state_(std::move(state)), log_(std::move(log)), origin_(std::move(origin)) {
    ++state_->live_programs;
  }
  ~MockProgram() override { --state_->live_programs; }
  std::vector<std::string> kernel_names() const override {
    std::vector<std::string> names;
    for (const auto& [name, kernel] : state_->kernels) names.push_back(name);
    return names;
  }
  std::unique_ptr<backend::Kernel> kernel(std::string_view name) override {
    const auto it = state_->kernels.find(std::string(name));
    if (it == state_->kernels.end())
      throw Error(Status::kNotFound,
                  "no kernel '" + std::string(name) + "'; there are fixed, lanes32, saxpy, shape, three, tile");
    return std::make_unique<MockKernelObject>(it->second);
  }
  const std::string& build_log() const override { return log_; }
  const std::string& origin() const override { return origin_; }
  backend::ProgramBinary binary() const override {
    state_->call("binary");
    return {{{"code", "\x7f mock code"}, {"made on", state_->info.name}}};
  }

 private:
  StatePtr state_;
  std::string log_, origin_;
};

class MockDevice : public backend::Device {
 public:
  explicit MockDevice(StatePtr state) : state_(std::move(state)) {}
  const backend::DeviceInfo& info() const override { return state_->info; }
  std::shared_ptr<backend::Device> part(const backend::DevicePart&) override {
    return state_->divisible ? std::make_shared<MockDevice>(state_) : nullptr;
  }
  bool print_to(backend::PrintSink sink) override {
    if (state_->print_reachable) state_->print = std::move(sink);
    return state_->print_reachable;
  }
  std::unique_ptr<backend::Buffer> allocate(std::size_t bytes, const backend::BufferOptions&) override {
    state_->call("allocate " + std::to_string(bytes));
    return std::make_unique<MockBuffer>(state_, bytes);
  }
  std::unique_ptr<backend::Buffer> import(void* memory, std::size_t bytes, bool) override {
    state_->call("import " + std::to_string(bytes));
    return std::make_unique<MockBuffer>(state_, static_cast<std::byte*>(memory));
  }
  std::unique_ptr<backend::Buffer> sub_buffer(backend::Buffer& parent, std::size_t offset, std::size_t bytes) override {
    state_->call("sub_buffer " + std::to_string(bytes));
    return std::make_unique<MockBuffer>(state_, data_of(parent) + offset);
  }
  std::unique_ptr<backend::Image> image(backend::Buffer&, const backend::ImageDesc& desc) override {
    if (!state_->images) return nullptr;
    state_->last_image = desc;
    return std::make_unique<backend::Image>();
  }
  std::unique_ptr<backend::Program> build(const backend::BuildRequest& request) override {
    state_->call("build " + request.name + " " + request.options);
    if (request.source.find("syntax error") != std::string::npos) {
      throw Error(Status::kBuildFailed, request.name + ":3:7: error: use of undeclared identifier 'syntax'");
    }
    return std::make_unique<MockProgram>(state_, "a remark", "compiled");
  }
  std::unique_ptr<backend::Program> registered(std::string_view name) override {
    if (name != "built_in")
      throw Error(Status::kNotFound, "no program '" + std::string(name) + "' was built in; there is built_in");
    return std::make_unique<MockProgram>(state_, "", "ahead of time");
  }
  std::unique_ptr<backend::Program> load(std::string_view name, const backend::ProgramBinary& binary) override {
    state_->call("load " + std::string(name));
    if (binary.part("made on") != state_->info.name)
      throw Error(Status::kUnsupported, "made on " + binary.part("made on") + ", this is " + state_->info.name);
    return std::make_unique<MockProgram>(state_, "", "binary");
  }
  std::unique_ptr<backend::Queue> queue(bool out_of_order, bool) override {
    state_->call("queue");
    return std::make_unique<MockQueue>(state_, out_of_order);
  }

 private:
  StatePtr state_;
};

backend::ArgInfo arg(const char* name, const char* type, ArgKind kind, std::size_t size, bool read_only = false) {
  return {name, type, kind, size, size, read_only};
}

}  // namespace

void MockState::call(const std::string& what) {
  if (!fail_call.empty() && what.starts_with(fail_call)) {
    fail_call.clear();
    throw Error(failure.status, failure.what());
  }
  calls.push_back(what);
}

std::shared_ptr<backend::Device> make_mock_device(StatePtr state) { return std::make_shared<MockDevice>(std::move(state)); }

StatePtr make_mock_state(const std::string& name, const std::string& kind) {
  auto s = std::make_shared<MockState>();
  s->info = {.name = name,
             .vendor = "Mock Works",
             .driver = "1",
             .kind = kind,
             .compute_units = 2,
             .global_bytes = 1 << 30,
             .local_bytes = 32 << 10,
             .max_alloc_bytes = 1 << 28,
             .max_local_size = 256,
             .max_local_sizes = {256, 128, 64},
             .sub_group_sizes = {8, 16},
             .unified_memory = kind == "cpu",
             .sub_groups = "lanes",
             .isa = kind == "cpu" ? "scalar" : ""};
  const auto add = [&](const backend::KernelInfo& info, decltype(MockKernel::run) run) {
    s->kernels[info.name] = {info, std::move(run)};
  };
  add({.name = "saxpy",
       .args = {arg("n", "int", ArgKind::kValue, 4), arg("a", "float", ArgKind::kValue, 4),
                arg("x", "float", ArgKind::kGlobal, 4, true), arg("y", "float", ArgKind::kGlobal, 4)},
       .report = "{}"},
      [](const backend::NDRange& r, const std::vector<MockKernel::Bound>& args) {
        int n = 0;
        float a = 0;
        std::memcpy(&n, args[0].pointer, 4);
        std::memcpy(&a, args[1].pointer, 4);
        const auto* x = reinterpret_cast<const float*>(args[2].pointer);
        auto* y = reinterpret_cast<float*>(args[3].pointer);
        for (std::uint64_t i = r.offset[0]; i < r.offset[0] + r.global[0] && i < static_cast<std::uint64_t>(n); ++i)
          y[i] += a * x[i];
      });
  add({.name = "tile",
       .args = {arg("x", "float", ArgKind::kGlobal, 4), arg("t", "float", ArgKind::kLocal, 4)},
       .local_bytes = 16 << 10},
      {});
  add({.name = "fixed", .args = {arg("x", "float", ArgKind::kGlobal, 4)}, .required_local = {8, 4, 1}}, {});
  add({.name = "lanes32", .args = {arg("x", "float", ArgKind::kGlobal, 4)}, .sub_group_size = 32, .uses_sub_groups = true}, {});
  add({.name = "shape",
       .args = {arg("v", "float4", ArgKind::kValue, 16), arg("u", "unsigned int", ArgKind::kValue, 4),
                arg("l", "long", ArgKind::kValue, 8), arg("p", "Pair", ArgKind::kValue, 8), arg("h", "half", ArgKind::kGlobal, 2),
                arg("c", "uchar", ArgKind::kConstant, 1, true)}},
      {});
  add({.name = "turn",
       .args = {arg("from", "image2d_t", ArgKind::kImage, 8, true), arg("s", "sampler_t", ArgKind::kSampler, 4),
                arg("to", "image2d_t", ArgKind::kImage, 8)}},
      {});
  add({.name = "three", .args = {arg("v", "float3", ArgKind::kValue, 16), arg("out", "float", ArgKind::kGlobal, 4)}},
      [](const backend::NDRange&, const std::vector<MockKernel::Bound>& args) {
        std::memcpy(args[1].pointer, args[0].pointer, 12);
      });
  return s;
}

std::vector<StatePtr>& mock_states() {
  static std::vector<StatePtr> states = {make_mock_state("Mock CPU", "cpu"), make_mock_state("Mock GPU One", "opencl"),
                                         make_mock_state("Mock cpu by driver", "opencl")};
  return states;
}

}  // namespace clrt::mock

namespace clrt::runtime {

Found discover() {
  Found found;
  for (const auto& state : mock::mock_states()) found.devices.push_back(mock::make_mock_device(state));
  return found;
}

}  // namespace clrt::runtime
