// The report as text for the terminal and as JSON.
#include "bench/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace clrt::bench {
namespace {

using nlohmann::json;

// Columns as wide as their widest cell; the first `left` of them flush left, and the last when it is text.
std::string layout(const std::vector<std::vector<std::string>>& rows, std::size_t left, bool text_last = false) {
  std::vector<std::size_t> width;
  for (const auto& row : rows) {
    width.resize(std::max(width.size(), row.size()));
    for (std::size_t c = 0; c < row.size(); ++c) width[c] = std::max(width[c], row[c].size());
  }
  std::string text;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    std::string line;
    for (std::size_t c = 0; c < rows[r].size(); ++c)
      line += c < left || (text_last && c + 1 == rows[0].size()) ? fmt::format("{:<{}}  ", rows[r][c], width[c])
                                                                 : fmt::format("{:>{}}  ", rows[r][c], width[c]);
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + '\n';
    if (r == 0) text += std::string(line.size(), '-') + '\n';
  }
  return text;
}

// A message for one line of a table: the first line that names an error, or the first; the JSON and the page have all of it.
std::string one_line(const std::string& note) {
  constexpr std::size_t kMost = 110;
  std::size_t start = note.find("error:");
  if (start == std::string::npos || note.find('\n') == std::string::npos) start = 0;
  std::string line = note.substr(start, note.find('\n', start) - start);
  if (line.size() > kMost) line = line.substr(0, kMost) + "...";
  return line;
}

std::string rate_text(double per_second, bool flops) {
  return fmt::format("{:.2f} {}", per_second / 1e9, flops ? "GFLOP/s" : "GB/s");
}

std::string percent(double fraction) { return fraction > 0 ? fmt::format("{:.0f} %", 100 * fraction) : "-"; }

std::string device_label(const DeviceRow& device) {
  return device.isa.empty() ? device.name : fmt::format("{} ({})", device.name, device.isa);
}

std::string kernel_table(const Report& report) {
  std::vector<std::vector<std::string>> rows{
      {"kernel", "size", "device", "time", "rate", "of ceiling", "largest error", "result"}};
  for (const KernelRow& k : report.kernels) {
    const std::string device = report.devices[static_cast<std::size_t>(k.device)].name;
    if (k.status == Outcome::kRefused) {
      rows.push_back({k.kernel, k.size, device, "-", "-", "-", "-", "refused: " + one_line(k.note)});
      continue;
    }
    rows.push_back({k.kernel, k.size, device, format_seconds(k.seconds), rate_text(rate(k), k.compute_bound),
                    percent(share(report, k)), k.error == 0 ? "0" : fmt::format("{:.1e}", k.error),
                    k.status == Outcome::kOk ? "ok" : "WRONG: " + one_line(k.note)});
  }
  return layout(rows, 3, true);
}

std::string versus_table(const Report& report) {
  std::vector<std::vector<std::string>> rows{{"same .cl, medians", "size", "clrt cpu", report.versus_name, "times faster"}};
  for (const VersusRow& v : report.versus) {
    const auto side = [&](double seconds) {
      return seconds > 0 ? fmt::format("{:.2f} {}", v.work / seconds / 1e9, v.unit) : "-";
    };
    rows.push_back({v.kernel, v.size, side(v.ours), side(v.theirs),
                    v.ours > 0 && v.theirs > 0 ? fmt::format("{:.2f}", v.theirs / v.ours) : one_line(v.note)});
  }
  rows.push_back({"geometric mean", "", "", "", fmt::format("{:.2f}", geometric_mean(report.versus))});
  return layout(rows, 2);
}

std::string share_table(const Report& report) {
  std::vector<std::vector<std::string>> rows{{"kernel", "size", "ceiling", "reached", "ceiling is", "share"}};
  for (const ShareRow& s : report.shares) {
    if (s.rate <= 0) {
      rows.push_back({s.kernel, s.size, s.ceiling, "-", "-", one_line(s.note)});
      continue;
    }
    rows.push_back({s.kernel, s.size, s.ceiling, fmt::format("{:.2f} {}", s.rate / 1e9, s.unit),
                    fmt::format("{:.2f} {}", s.ceiling_rate / 1e9, s.unit), percent(s.rate / s.ceiling_rate)});
  }
  return layout(rows, 3);
}

std::string compile_table(const Report& report) {
  std::vector<std::vector<std::string>> rows{{"program", "device", "origin", "build", "with first launches"}};
  for (const CompileRow& c : report.compile)
    rows.push_back({c.what, c.device, one_line(c.origin), format_seconds(c.seconds), format_seconds(c.first_launches)});
  return layout(rows, 3);
}

std::string ceiling_table(const Report& report) {
  std::vector<std::vector<std::string>> rows{{"ceiling", "how", "threads", "value"}};
  for (const CeilingRow& c : report.ceilings)
    if (c.best) {
      const bool bytes = c.name == "read" || c.name == "copy" || c.name == "triad";
      rows.push_back(
          {c.name, c.how, std::to_string(c.threads), fmt::format("{:.1f} {}", c.value / 1e9, bytes ? "GB/s" : "GOP/s")});
    }
  return layout(rows, 2);
}

const char* status_name(Outcome status) {
  switch (status) {
    case Outcome::kOk: return "ok";
    case Outcome::kWrong: return "wrong";
    case Outcome::kRefused: break;
  }
  return "refused";
}

}  // namespace

double rate(const KernelRow& row) { return row.seconds > 0 ? (row.compute_bound ? row.flops : row.bytes) / row.seconds : 0; }

double share(const Report& report, const KernelRow& row) {
  const DeviceRow& device = report.devices[static_cast<std::size_t>(row.device)];
  const double ceiling = row.compute_bound ? device.fma_rate : device.copy_rate;
  return ceiling > 0 ? rate(row) / ceiling : 0;
}

double geometric_mean(const std::vector<VersusRow>& rows) {
  double sum = 0;
  int count = 0;
  for (const VersusRow& v : rows)
    if (v.ours > 0 && v.theirs > 0) {
      sum += std::log(v.theirs / v.ours);
      ++count;
    }
  return count > 0 ? std::exp(sum / count) : 0;
}

std::string format_seconds(double seconds) {
  if (seconds >= 1) return fmt::format("{:.2f} s", seconds);
  if (seconds >= 1e-3) return fmt::format("{:.2f} ms", seconds * 1e3);
  return fmt::format("{:.1f} us", seconds * 1e6);
}

std::string to_text(const Report& report) {
  std::string text = fmt::format("{}, {} threads\n", report.processor, report.threads);
  for (std::size_t d = 0; d < report.devices.size(); ++d)
    text += fmt::format("device {}: {}\n", d, device_label(report.devices[d]));
  if (!report.ceilings.empty()) text += '\n' + ceiling_table(report);
  if (!report.kernels.empty()) text += '\n' + kernel_table(report);
  if (!report.versus.empty()) text += '\n' + versus_table(report);
  if (!report.shares.empty()) text += '\n' + share_table(report);
  if (!report.compile.empty()) text += '\n' + compile_table(report);
  return text;
}

std::string to_json(const Report& report) {
  json j{{"version", report.version}, {"processor", report.processor}, {"system", report.system},
         {"when", report.when},       {"threads", report.threads},     {"versus_name", report.versus_name}};
  for (const char* list : {"devices", "ceilings", "kernels", "versus", "shares", "compile"}) j[list] = json::array();
  for (const DeviceRow& d : report.devices)
    j["devices"].push_back({{"name", d.name},
                            {"kind", d.kind},
                            {"driver", d.driver},
                            {"isa", d.isa},
                            {"sub_groups", d.sub_groups},
                            {"threads", d.threads},
                            {"copy_bytes_per_second", d.copy_rate},
                            {"fma_flops", d.fma_rate}});
  for (const CeilingRow& c : report.ceilings)
    j["ceilings"].push_back({{"name", c.name}, {"how", c.how}, {"threads", c.threads}, {"value", c.value}, {"best", c.best}});
  for (const KernelRow& k : report.kernels)
    j["kernels"].push_back({{"kernel", k.kernel},
                            {"size", k.size},
                            {"device", k.device},
                            {"status", status_name(k.status)},
                            {"note", k.note},
                            {"seconds", k.seconds},
                            {"fastest", k.fastest},
                            {"slowest", k.slowest},
                            {"samples", k.samples},
                            {"bytes", k.bytes},
                            {"flops", k.flops},
                            {"rate", rate(k)},
                            {"rate_unit", k.compute_bound ? "FLOP/s" : "B/s"},
                            {"share", share(report, k)},
                            {"error", k.error}});
  for (const VersusRow& v : report.versus)
    j["versus"].push_back({{"kernel", v.kernel},
                           {"size", v.size},
                           {"unit", v.unit},
                           {"ours_seconds", v.ours},
                           {"theirs_seconds", v.theirs},
                           {"work", v.work},
                           {"note", v.note}});
  j["versus_geometric_mean"] = geometric_mean(report.versus);
  for (const ShareRow& s : report.shares)
    j["shares"].push_back({{"kernel", s.kernel},
                           {"size", s.size},
                           {"ceiling", s.ceiling},
                           {"rate", s.rate},
                           {"ceiling_rate", s.ceiling_rate},
                           {"unit", s.unit},
                           {"note", s.note}});
  for (const CompileRow& c : report.compile)
    j["compile"].push_back({{"what", c.what}, {"device", c.device}, {"origin", c.origin}, {"seconds", c.seconds}, {"first_launches", c.first_launches}});
  // Device names come from drivers: a byte that is no UTF-8 is replaced, not thrown on.
  return j.dump(1, ' ', false, json::error_handler_t::replace) + '\n';
}

}  // namespace clrt::bench
