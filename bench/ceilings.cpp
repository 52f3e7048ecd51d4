// Measures what this processor can do at most: pinned threads, a common start, the best of several repetitions.
#include "bench/ceilings.hpp"

#include <pthread.h>
#include <sched.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <barrier>
#include <chrono>
#include <new>
#include <thread>

#include "bench/ceiling_kernels.hpp"

namespace clrt::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kLeastRepetitions = 3, kMostRepetitions = 9;
constexpr double kLoopSeconds = 0.3;      // no further repetition after this long
constexpr double kComputeSeconds = 0.02;  // long enough for the clock and short enough to sit between two timer ticks

// Keeps results alive without a data race between the threads.
std::atomic<float> sink;

std::vector<int> available_processors() {
  cpu_set_t set;
  CPU_ZERO(&set);
  std::vector<int> processors;
  if (sched_getaffinity(0, sizeof set, &set) == 0)
    for (int p = 0; p < CPU_SETSIZE; ++p)
      if (CPU_ISSET(p, &set)) processors.push_back(p);
  if (processors.empty()) processors.push_back(0);
  return processors;
}

void pin(int processor) {
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(processor, &set);
  pthread_setaffinity_np(pthread_self(), sizeof set, &set);  // unpinned is still a valid, lower figure
}

// Runs body(thread, repetition) on pinned threads that start each repetition together; returns the seconds of the fastest
// repetition, from the common start to the last thread's end. prepare(thread) runs before, on the same thread.
double fastest(int threads, const std::function<void(int)>& prepare, const std::function<void(int)>& body) {
  const std::vector<int> processors = available_processors();
  std::vector<Clock::time_point> ends(static_cast<std::size_t>(threads));
  Clock::time_point first, start;
  double best = 1e30;
  bool more = true;
  std::barrier sync(threads);
  const auto work = [&](int t) {
    pin(processors[static_cast<std::size_t>(t) % processors.size()]);
    prepare(t);
    for (int r = 0; more; ++r) {
      sync.arrive_and_wait();
      if (t == 0) start = Clock::now();
      if (t == 0 && r == 0) first = start;
      sync.arrive_and_wait();
      body(t);
      ends[static_cast<std::size_t>(t)] = Clock::now();
      sync.arrive_and_wait();
      if (t == 0) {
        const auto last = *std::max_element(ends.begin(), ends.end());
        best = std::min(best, std::chrono::duration<double>(last - start).count());
        const bool late = std::chrono::duration<double>(last - first).count() > kLoopSeconds;
        more = r + 1 < kMostRepetitions && !(late && r + 1 >= kLeastRepetitions);
      }
      sync.arrive_and_wait();
    }
  };
  std::vector<std::jthread> pool;
  for (int t = 0; t < threads; ++t) pool.emplace_back(work, t);
  pool.clear();
  return best;
}

double measure_compute(const ComputeLoop& loop, int threads) {
  // How many iterations take kComputeSeconds: doubled until it is seen.
  std::uint64_t iterations = 1 << 12;
  for (;; iterations *= 2) {
    const auto start = Clock::now();
    sink = loop.run(iterations);
    if (std::chrono::duration<double>(Clock::now() - start).count() > kComputeSeconds) break;
  }
  const double seconds = fastest(threads, [](int) {}, [&](int) { sink = loop.run(iterations); });
  return loop.ops_per_iteration * static_cast<double>(iterations) * threads / seconds;
}

// Anonymous memory, huge pages asked for; its pages appear where the thread that first writes them runs.
class Array {
 public:
  explicit Array(std::size_t floats) : bytes_(floats * sizeof(float)) {
    void* p = mmap(nullptr, bytes_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (p == MAP_FAILED) throw std::bad_alloc();
    madvise(p, bytes_, MADV_HUGEPAGE);  // a wish: small pages only lower the figure
    data_ = static_cast<float*>(p);
  }
  ~Array() { munmap(data_, bytes_); }
  Array(const Array&) = delete;
  Array& operator=(const Array&) = delete;
  float* data() const { return data_; }

 private:
  std::size_t bytes_;
  float* data_ = nullptr;
};

std::size_t stream_floats(int threads) {
  const long cache = sysconf(_SC_LEVEL3_CACHE_SIZE);
  const std::size_t bytes = std::max<std::size_t>(cache > 0 ? 4 * static_cast<std::size_t>(cache) : 0, std::size_t{64} << 20);
  const std::size_t unit = 64 * static_cast<std::size_t>(threads);
  return bytes / sizeof(float) / unit * unit;
}

double measure_stream(const StreamLoop& loop, int threads, const Array& a, const Array& b, const Array& c, std::size_t n) {
  const std::size_t share = n / static_cast<std::size_t>(threads);
  const double seconds = fastest(
      threads, [](int) {},
      [&](int t) {
        const std::size_t at = share * static_cast<std::size_t>(t);
        sink = loop.run(a.data() + at, b.data() + at, c.data() + at, share);
      });
  return loop.bytes_per_element * static_cast<double>(n) / seconds;
}

// Each page appears where the thread that will use it runs.
void first_touch(int threads, const Array& a, const Array& b, const Array& c, std::size_t n) {
  const std::size_t share = n / static_cast<std::size_t>(threads);
  fastest(
      threads,
      [&](int t) {
        const std::size_t at = share * static_cast<std::size_t>(t);
        std::fill_n(a.data() + at, share, 0.0f);
        std::fill_n(b.data() + at, share, 1.0f);
        std::fill_n(c.data() + at, share, 2.0f);
      },
      [](int) {});
}

void measure_streams(int threads, Ceilings& result) {
  const std::size_t n = stream_floats(threads);
  const Array a(n), b(n), c(n);
  first_touch(threads, a, b, c, n);
  for (const StreamLoop& loop : stream_loops())
    if (loop.supported()) result.all.push_back({loop.name, loop.how, threads, measure_stream(loop, threads, a, b, c, n)});
}

}  // namespace

const Ceiling* Ceilings::best(std::string_view name, int threads) const {
  const Ceiling* found = nullptr;
  for (const Ceiling& c : all)
    if (c.name == name && c.threads == threads && (found == nullptr || c.value > found->value)) found = &c;
  return found;
}

double Ceilings::value(std::string_view name, int threads) const {
  const Ceiling* c = best(name, threads);
  return c == nullptr ? 0 : c->value;
}

struct CeilingProbe::Streams {
  explicit Streams(int threads) : n(stream_floats(threads)), a(n), b(n), c(n) { first_touch(threads, a, b, c, n); }
  std::size_t n;
  Array a, b, c;
};

CeilingProbe::CeilingProbe(const Ceiling& ceiling) : ceiling_(ceiling) {
  for (const StreamLoop& loop : stream_loops())
    if (loop.name == ceiling_.name) streams_ = std::make_unique<Streams>(ceiling_.threads);
}
CeilingProbe::~CeilingProbe() = default;

double CeilingProbe::measure() {
  for (const StreamLoop& loop : stream_loops())
    if (loop.name == ceiling_.name && loop.how == ceiling_.how)
      return measure_stream(loop, ceiling_.threads, streams_->a, streams_->b, streams_->c, streams_->n);
  for (const ComputeLoop& loop : compute_loops())
    if (loop.name == ceiling_.name && loop.how == ceiling_.how) return measure_compute(loop, ceiling_.threads);
  return 0;
}

int available_threads() { return static_cast<int>(available_processors().size()); }

Ceilings measure_ceilings(int threads, const std::function<void(std::string_view)>& progress) {
  Ceilings result;
  std::vector<int> counts{1};
  if (threads > 1) counts.push_back(threads);
  for (const int count : counts) {
    if (progress) progress("arithmetic peaks, " + std::to_string(count) + (count == 1 ? " thread" : " threads"));
    for (const ComputeLoop& loop : compute_loops())
      if (loop.supported()) result.all.push_back({loop.name, loop.how, count, measure_compute(loop, count)});
    if (progress) progress("memory bandwidth, " + std::to_string(count) + (count == 1 ? " thread" : " threads"));
    measure_streams(count, result);
  }
  return result;
}

}  // namespace clrt::bench
