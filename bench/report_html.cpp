// The report as one self-contained HTML page: tables, bars and a roofline drawn as inline SVG, no outside resource.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>

#include "bench/report.hpp"

namespace clrt::bench {
namespace {

// Device i has colour i; the palette is readable on both backgrounds and for colour-blind readers.
constexpr const char* kColours[] = {"#2f6fde", "#e08a00", "#0f9d76", "#b0458f", "#7a6ff0", "#8a7a2f"};

constexpr const char* kStyle = R"(
:root{color-scheme:light dark;--ink:#1c2126;--soft:#68727d;--line:#d9dee3;--page:#fff;--band:#f5f7f9;--bad:#c62828}
@media(prefers-color-scheme:dark){:root{--ink:#e4e8ec;--soft:#98a3ae;--line:#39424b;--page:#15191d;--band:#1d2328;--bad:#ff7b72}}
body{font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--page);max-width:1240px;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem;margin-bottom:.2rem}h2{font-size:1.15rem;margin:2.2rem 0 .4rem}p{margin:.3rem 0 .8rem}.soft{color:var(--soft)}
.wide{overflow-x:auto}table{border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:13px;min-width:60%}
th,td{padding:.22rem .6rem;border-bottom:1px solid var(--line);text-align:right;white-space:nowrap}
th{font-weight:600;color:var(--soft)}th.l,td.l{text-align:left}tr:hover td{background:var(--band)}.bad{color:var(--bad);font-weight:600}
td.note{white-space:pre-line;text-align:left;max-width:28rem}
svg{max-width:100%;height:auto;display:block;margin:.6rem 0}svg text{fill:var(--ink);font:12px system-ui,sans-serif}
svg .soft{fill:var(--soft)}svg line,svg path{stroke:var(--line)}.key{display:inline-block;margin-right:1.2rem}
.key i{display:inline-block;width:.8rem;height:.8rem;border-radius:2px;margin-right:.4rem;vertical-align:-1px}
)";

std::string escape(const std::string& text) {
  std::string out;
  for (const char c : text) switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default: out += c;
    }
  return out;
}

const char* colour(std::size_t device) { return kColours[device % std::size(kColours)]; }

struct Cell {
  std::string text;
  const char* style = "";  // class names: "l" left, "note", "bad"
};

std::string table(const std::vector<Cell>& head, const std::vector<std::vector<Cell>>& rows) {
  std::string out = "<div class=wide><table><tr>";
  for (const Cell& c : head) out += fmt::format("<th class=\"{}\">{}</th>", c.style, escape(c.text));
  out += "</tr>\n";
  for (const auto& row : rows) {
    out += "<tr>";
    for (const Cell& c : row) out += fmt::format("<td class=\"{}\">{}</td>", c.style, escape(c.text));
    out += "</tr>\n";
  }
  return out + "</table></div>\n";
}

struct Bar {
  std::string value;  // what stands behind the bar
  double length = 0;  // 0..1
  std::size_t colour = 0;
};
struct BarGroup {
  std::string label;
  std::vector<Bar> bars;
};

std::string bar_chart(const std::string& title, const std::vector<BarGroup>& groups) {
  constexpr int kWidth = 1200, kBar = 15, kGap = 10, kValue = 230, kCharacter = 7;  // of 12 px text, on the safe side
  int height = 4;
  std::size_t longest = 0;
  for (const BarGroup& g : groups) {
    height += static_cast<int>(g.bars.size()) * kBar + kGap;
    longest = std::max(longest, g.label.size());
  }
  const int label = std::min(static_cast<int>(longest) * kCharacter + 8, kWidth / 2), room = kWidth - label - kValue;
  std::string out = fmt::format("<svg viewBox=\"0 0 {} {}\" role=img aria-label=\"{}\">", kWidth, height, escape(title));
  int y = 2;
  for (const BarGroup& g : groups) {
    const int middle = y + static_cast<int>(g.bars.size()) * kBar / 2 + 4;
    out += fmt::format("<text x={} y={} text-anchor=end>{}</text>", label - 8, middle, escape(g.label));
    for (const Bar& b : g.bars) {
      const double w = std::max(1.0, b.length * room);
      out += fmt::format("<rect x={} y={} width={:.1f} height={} rx=2 fill=\"{}\"/>", label, y, w, kBar - 3, colour(b.colour));
      out += fmt::format("<text class=soft x={:.1f} y={}>{}</text>\n", label + w + 6, y + kBar - 5, escape(b.value));
      y += kBar;
    }
    y += kGap;
  }
  return out + "</svg>\n";
}

std::string legend(const Report& report) {
  std::string out = "<p>";
  for (std::size_t d = 0; d < report.devices.size(); ++d)
    out += fmt::format("<span class=key><i style=\"background:{}\"></i>{}</span>", colour(d), escape(report.devices[d].name));
  return out + "</p>\n";
}

// All devices of one kernel as one group of bars; lengths share a scale.
std::string kernel_chart(const Report& report, bool compute_bound) {
  double longest = 0;
  std::vector<BarGroup> groups;
  std::map<std::string, std::size_t> place;
  for (const KernelRow& k : report.kernels)
    if (k.compute_bound == compute_bound) longest = std::max(longest, rate(k));
  for (const KernelRow& k : report.kernels) {
    if (k.compute_bound != compute_bound || k.status == Outcome::kRefused) continue;
    const std::string label = k.kernel + "  " + k.size;
    const auto [it, fresh] = place.emplace(label, groups.size());
    if (fresh) groups.push_back({label, {}});
    const double s = share(report, k);
    groups[it->second].bars.push_back({fmt::format("{:.2f} {}{}", rate(k) / 1e9, compute_bound ? "GFLOP/s" : "GB/s",
                                                   s > 0 ? fmt::format(", {:.0f} %", 100 * s) : ""),
                                       longest > 0 ? rate(k) / longest : 0, static_cast<std::size_t>(k.device)});
  }
  if (groups.empty()) return "";
  return bar_chart(compute_bound ? "arithmetic rate by kernel and device" : "memory rate by kernel and device", groups);
}

// Log-log: operations per byte against operations per second, a roof per device and a dot per kernel.
std::string roofline(const Report& report) {
  constexpr double kWidth = 1200, kHeight = 480, kLeft = 70, kRight = 20, kTop = 14, kBottom = 44;
  std::vector<const KernelRow*> dots;
  double low_x = 0.05, high_x = 100, low_y = 1e30, high_y = 0;
  for (const KernelRow& k : report.kernels)
    if (k.status != Outcome::kRefused && k.flops > 0 && k.bytes > 0 && k.seconds > 0) {
      dots.push_back(&k);
      low_x = std::min(low_x, k.flops / k.bytes / 2);
      high_x = std::max(high_x, k.flops / k.bytes * 2);
      low_y = std::min(low_y, k.flops / k.seconds / 2);
      high_y = std::max(high_y, k.flops / k.seconds * 2);
    }
  for (const DeviceRow& d : report.devices) high_y = std::max(high_y, d.fma_rate * 1.6);
  if (dots.empty()) return "";
  const auto x = [&](double v) {
    return kLeft + (std::log10(v / low_x) / std::log10(high_x / low_x)) * (kWidth - kLeft - kRight);
  };
  const auto y = [&](double v) {
    const double up = std::clamp(std::log10(v / low_y) / std::log10(high_y / low_y), 0.0, 1.0);
    return kHeight - kBottom - up * (kHeight - kTop - kBottom);
  };
  std::string out = fmt::format("<svg viewBox=\"0 0 {} {}\" role=img aria-label=roofline>", kWidth, kHeight);
  for (double v = std::pow(10, std::ceil(std::log10(low_y))); v < high_y; v *= 10)
    out +=
        fmt::format("<line x1={0} x2={1} y1={2:.1f} y2={2:.1f} /><text class=soft x={3} y={4:.1f} text-anchor=end>{5:g}</text>",
                    kLeft, kWidth - kRight, y(v), kLeft - 6, y(v) + 4, v / 1e9);
  for (double v = std::pow(10, std::ceil(std::log10(low_x))); v < high_x; v *= 10)
    out += fmt::format(
        "<line x1={0:.1f} x2={0:.1f} y1={1} y2={2} /><text class=soft x={0:.1f} y={3} text-anchor=middle>{4:g}</text>", x(v),
        kTop, kHeight - kBottom, kHeight - kBottom + 16, v);
  out +=
      fmt::format("<text class=soft x={} y={} text-anchor=middle>operations per byte</text>", (kWidth + kLeft) / 2, kHeight - 8);
  out += fmt::format("<text class=soft x=14 y={} transform=\"rotate(-90 14 {})\" text-anchor=middle>GFLOP/s</text>\n",
                     kHeight / 2, kHeight / 2);
  for (std::size_t d = 0; d < report.devices.size(); ++d) {
    const DeviceRow& device = report.devices[d];
    if (device.copy_rate <= 0 || device.fma_rate <= 0) continue;
    const double knee = std::clamp(device.fma_rate / device.copy_rate, low_x, high_x);
    const double first = std::clamp(low_y / device.copy_rate, low_x, knee);
    out +=
        fmt::format("<path d=\"M{:.1f} {:.1f}L{:.1f} {:.1f}L{:.1f} {:.1f}\" fill=none style=\"stroke:{};stroke-width:2\"/>\n",
                    x(first), y(first * device.copy_rate), x(knee), y(device.fma_rate), x(high_x), y(device.fma_rate), colour(d));
  }
  for (const KernelRow* k : dots)
    out += fmt::format("<circle cx={:.1f} cy={:.1f} r=4.5 fill=\"{}\"><title>{} {} on {}: {:.2f} GFLOP/s</title></circle>\n",
                       x(k->flops / k->bytes), y(k->flops / k->seconds), colour(static_cast<std::size_t>(k->device)),
                       escape(k->kernel), escape(k->size), escape(report.devices[static_cast<std::size_t>(k->device)].name),
                       k->flops / k->seconds / 1e9);
  return out + "</svg>\n";
}

std::string kernels_part(const Report& report) {
  std::vector<std::vector<Cell>> rows;
  for (const KernelRow& k : report.kernels) {
    const std::string& device = report.devices[static_cast<std::size_t>(k.device)].name;
    if (k.status == Outcome::kRefused) {
      rows.push_back({{k.kernel, "l"}, {k.size, "l"}, {device, "l"}, {"-"}, {"-"}, {"-"}, {"-"}, {"refused: " + k.note, "note"}});
      continue;
    }
    const double s = share(report, k);
    rows.push_back({{k.kernel, "l"},
                    {k.size, "l"},
                    {device, "l"},
                    {format_seconds(k.seconds)},
                    {fmt::format("{:.2f} {}", rate(k) / 1e9, k.compute_bound ? "GFLOP/s" : "GB/s")},
                    {s > 0 ? fmt::format("{:.0f} %", 100 * s) : "-"},
                    {k.error == 0 ? "0" : fmt::format("{:.1e}", k.error)},
                    k.status == Outcome::kOk ? Cell{"ok", "l"} : Cell{"WRONG: " + k.note, "note bad"}});
  }
  return "<h2>Kernels against their references</h2>\n"
         "<p class=soft>Every output is compared with a plain loop on the host. The ceiling is the device's own copy bandwidth, "
         "or its "
         "multiply-add rate where the kernel is bound by arithmetic, measured in the same run. Times are medians. A kernel whose "
         "data "
         "stays in the caches can be above 100 % of a memory ceiling.</p>\n" +
         legend(report) + kernel_chart(report, false) + kernel_chart(report, true) +
         table({{"kernel", "l"},
                {"size", "l"},
                {"device", "l"},
                {"time"},
                {"rate"},
                {"of ceiling"},
                {"largest error"},
                {"result", "l"}},
               rows);
}

std::string versus_part(const Report& report) {
  std::vector<std::vector<Cell>> rows;
  std::vector<BarGroup> groups;
  double longest = 1;
  for (const VersusRow& v : report.versus)
    if (v.ours > 0 && v.theirs > 0) longest = std::max(longest, v.theirs / v.ours);
  for (const VersusRow& v : report.versus) {
    const auto side = [&](double s) { return s > 0 ? fmt::format("{:.2f} {}", v.work / s / 1e9, v.unit) : "-"; };
    const bool both = v.ours > 0 && v.theirs > 0;
    rows.push_back({{v.kernel, "l"},
                    {v.size, "l"},
                    {side(v.ours)},
                    {side(v.theirs)},
                    both ? Cell{fmt::format("{:.2f}", v.theirs / v.ours)} : Cell{v.note, "note"}});
    if (both)
      groups.push_back({v.kernel, {{fmt::format("{:.2f} times faster", v.theirs / v.ours), v.theirs / v.ours / longest, 0}}});
  }
  return fmt::format(
             "<h2>The same file on clrt's CPU device and on {}</h2>\n<p class=soft>Same source, same sizes, runs interleaved, "
             "medians. Geometric mean: {:.2f}.</p>\n",
             escape(report.versus_name), geometric_mean(report.versus)) +
         bar_chart("times faster", groups) +
         table({{"kernel", "l"}, {"size", "l"}, {"clrt cpu"}, {report.versus_name}, {"times faster"}}, rows);
}

std::string shares_part(const Report& report) {
  std::vector<std::vector<Cell>> rows;
  for (const ShareRow& s : report.shares)
    rows.push_back({{s.kernel, "l"},
                    {s.size, "l"},
                    {s.ceiling, "l"},
                    {fmt::format("{:.2f} {}", s.rate / 1e9, s.unit)},
                    {fmt::format("{:.2f} {}", s.ceiling_rate / 1e9, s.unit)},
                    s.rate > 0 ? Cell{fmt::format("{:.0f} %", 100 * s.rate / s.ceiling_rate)} : Cell{s.note, "note"}});
  return "<h2>Share of a ceiling</h2>\n" +
         table({{"kernel", "l"}, {"size", "l"}, {"ceiling", "l"}, {"reached"}, {"ceiling is"}, {"share"}}, rows);
}

std::string compile_part(const Report& report) {
  std::vector<std::vector<Cell>> rows;
  std::vector<BarGroup> groups;
  std::map<std::string, std::size_t> place;
  double longest = 0;
  for (const CompileRow& c : report.compile) longest = std::max(longest, c.first_launches);
  for (const CompileRow& c : report.compile) {
    rows.push_back({{c.what, "l"}, {c.device, "l"}, {c.origin, "l"}, {c.seconds > 0 ? format_seconds(c.seconds) : "-"},
                    {c.first_launches > 0 ? format_seconds(c.first_launches) : "-"}});
    if (c.origin != "compiled" || c.first_launches <= 0) continue;
    std::size_t device = 0;
    while (device + 1 < report.devices.size() && report.devices[device].name != c.device) ++device;
    const auto [it, fresh] = place.emplace(c.what, groups.size());
    if (fresh) groups.push_back({c.what, {}});
    groups[it->second].bars.push_back({format_seconds(c.first_launches), c.first_launches / longest, device});
  }
  return "<h2>Compile times</h2>\n<p class=soft>From source text to results: the bars are a first build with the first launch of "
         "every kernel, nothing cached.</p>\n" +
         legend(report) + bar_chart("compile times", groups) +
         table({{"program", "l"}, {"device", "l"}, {"origin", "l"}, {"build"}, {"with first launches"}}, rows);
}

std::string ceilings_part(const Report& report) {
  std::vector<std::vector<Cell>> rows;
  for (const CeilingRow& c : report.ceilings) {
    const bool bytes = c.name == "read" || c.name == "copy" || c.name == "triad";
    rows.push_back({{c.name, "l"},
                    {c.how, "l"},
                    {std::to_string(c.threads)},
                    {fmt::format("{:.1f} {}", c.value / 1e9, bytes ? "GB/s" : "GOP/s")},
                    {c.best ? "the ceiling" : "", "l"}});
  }
  return "<h2>Ceilings of the processor</h2>\n<p class=soft>The best of several repetitions; the best loop of each name is the "
         "ceiling. "
         "Normal stores are not charged for reading the line first.</p>\n" +
         table({{"name", "l"}, {"how", "l"}, {"threads"}, {"value"}, {"", "l"}}, rows);
}

}  // namespace

std::string to_html(const Report& report) {
  std::string out = fmt::format(
      "<!doctype html>\n<html lang=en><head><meta charset=utf-8><meta name=viewport content=\"width=device-width\">"
      "<title>clrt report</title><style>{}</style></head><body>\n<h1>clrt {}</h1>\n<p class=soft>{}, {} threads. {}. {}</p>\n",
      kStyle, escape(report.version), escape(report.processor), report.threads, escape(report.system), escape(report.when));
  std::vector<std::vector<Cell>> devices;
  for (const DeviceRow& d : report.devices)
    devices.push_back({{d.name, "l"},
                       {d.kind, "l"},
                       {d.driver, "l"},
                       {d.isa.empty() ? "-" : d.isa, "l"},
                       {d.sub_groups, "l"},
                       {d.copy_rate > 0 ? fmt::format("{:.1f} GB/s", d.copy_rate / 1e9) : "-"},
                       {d.fma_rate > 0 ? fmt::format("{:.1f} GFLOP/s", d.fma_rate / 1e9) : "-"}});
  out += "<h2>Devices</h2>\n" +
         table({{"device", "l"}, {"kind", "l"}, {"driver", "l"}, {"ISA", "l"}, {"sub-groups", "l"}, {"copy"}, {"multiply-add"}},
               devices);
  if (!report.kernels.empty()) out += kernels_part(report);
  const std::string roof = roofline(report);
  if (!roof.empty())
    out +=
        "<h2>Roofline</h2>\n<p class=soft>Lines: what a device's bandwidth and arithmetic allow. Dots: kernels; point at one for "
        "its "
        "name.</p>\n" +
        legend(report) + roof;
  if (!report.versus.empty()) out += versus_part(report);
  if (!report.shares.empty()) out += shares_part(report);
  if (!report.compile.empty()) out += compile_part(report);
  if (!report.ceilings.empty()) out += ceilings_part(report);
  return out + "</body></html>\n";
}

}  // namespace clrt::bench
