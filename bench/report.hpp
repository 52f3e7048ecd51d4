// What one run of the bench program found, and how it is written: a table for the terminal, JSON, one HTML page.
//
// Units: seconds, bytes, operations (a multiply-add is two); shares are fractions of a ceiling of the same run. The writers
// are pure functions of the report. The HTML page is self-contained: its style and drawings are inside it.
#pragma once

#include <string>
#include <vector>

namespace clrt::bench {

struct DeviceRow {
  std::string name, kind, driver, isa, sub_groups;
  int threads = 0;       // 0: the driver's own
  double copy_rate = 0;  // bytes per second, read and written
  double fma_rate = 0;   // f32 operations per second
};

struct CeilingRow {
  std::string name, how;
  int threads = 1;
  double value = 0;
  bool best = false;  // of its name and thread count
};

enum class Outcome { kOk, kWrong, kRefused };

struct KernelRow {
  std::string kernel, size;
  int device = 0;  // index into Report::devices
  Outcome status = Outcome::kOk;
  std::string note;    // the reason when not kOk
  double seconds = 0;  // median of the samples
  double fastest = 0, slowest = 0;
  int samples = 0;
  double bytes = 0, flops = 0;
  bool compute_bound = false;  // the ceiling is the device's FMA rate, else its copy rate
  double error = 0;            // largest absolute error against the reference, over the largest expected value
};

struct VersusRow {
  std::string kernel, size, unit;  // unit of the rates: "GFLOP/s", "GB/s", "Giter/s"
  double ours = 0, theirs = 0;     // seconds, medians of interleaved samples
  double work = 0;                 // rate = work / seconds, in units of 1e9 per second
  std::string note;                // why a side has no figure
};

struct ShareRow {
  std::string kernel, size, ceiling, note;
  double rate = 0, ceiling_rate = 0;  // per second; both in the same unit
  std::string unit;
};

// Medians. From text to a program, and to the end of the first launch of each of its kernels.
struct CompileRow {
  std::string what, device, origin;  // origin as the program reports it: "compiled" | "cache hit" | "ahead of time"
  double seconds = 0, first_launches = 0;
};

struct Report {
  std::string version, processor, system, when;
  int threads = 1;
  std::vector<DeviceRow> devices;
  std::vector<CeilingRow> ceilings;
  std::vector<KernelRow> kernels;
  std::string versus_name;  // the device that stood beside ours
  std::vector<VersusRow> versus;
  std::vector<ShareRow> shares;
  std::vector<CompileRow> compile;
};

// Work per second as the table shows it: operations when the kernel is bound by them, else bytes.
double rate(const KernelRow& row);
// rate / the device's ceiling; 0 when that was not measured.
double share(const Report& report, const KernelRow& row);
// Geometric mean of theirs / ours over the rows that have both; 0 when there is none.
double geometric_mean(const std::vector<VersusRow>& rows);

// "1.24 ms", "17.0 us".
std::string format_seconds(double seconds);

std::string to_text(const Report& report);
std::string to_json(const Report& report);
std::string to_html(const Report& report);

}  // namespace clrt::bench
