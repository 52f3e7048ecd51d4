// `clrt info`: the machine, what the system granted of threads and pages, the devices, the settings.
#include <fmt/format.h>

#include <cstring>
#include <memory>
#include <nlohmann/json.hpp>

#include "clrt/clrt.hpp"
#include "clrt/settings.hpp"
#include "clrt/tool/build_options.hpp"
#include "clrt/tool/commands.hpp"
#include "numa/memory.hpp"
#include "numa/topology.hpp"
#include "numa/worker_pool.hpp"

namespace clrt::tool {
namespace {

using nlohmann::ordered_json;

// Enough pages that every node gets some and that huge pages can show.
constexpr std::size_t kTrialBytes = 16 << 20;

struct Trial {
  const char* name;
  numa::Placement placement;
};
constexpr Trial kTrials[] = {{"default", numa::Placement::kDefault},
                             {"bind to node 0", numa::Placement::kBind},
                             {"interleaved", numa::Placement::kInterleaved},
                             {"partitioned", numa::Placement::kPartitioned},
                             {"replicated", numa::Placement::kReplicated}};

numa::PageReport try_placement(const numa::Topology& topology, numa::Placement placement) {
  const numa::NodeMemory memory(topology, kTrialBytes, {placement, placement == numa::Placement::kBind ? 0 : -1, true});
  std::memset(memory.data(), 1, memory.size());
  return memory.report();
}

ordered_json describe() {
  const numa::Topology topology = numa::Topology::from_machine();
  numa::WorkerPool pool(topology);
  pool.wake_all();
  ordered_json j;
  j["version"] = clrt_version();
  j["machine"]["drawing"] = topology.draw();
  j["machine"]["packages"] = topology.packages().size();
  j["machine"]["nodes"] = topology.nodes().size();
  j["machine"]["cores"] = topology.cores().size();
  j["machine"]["hardware_threads"] = topology.hardware_threads();
  j["machine"]["memory_bytes"] = topology.memory_bytes();
  j["threads"]["summary"] = pool.summary();
  for (const numa::WorkerReport& w : pool.report()) {
    j["threads"]["workers"].push_back(
        {{"worker", w.worker}, {"node", w.node}, {"core", w.core}, {"seen", w.seen}, {"pinned", w.pinned}});
  }
  for (const Trial& trial : kTrials) {
    const numa::PageReport pages = try_placement(topology, trial.placement);
    j["pages"].push_back({{"placement", trial.name},
                          {"bytes", kTrialBytes},
                          {"known", pages.known},
                          {"page_bytes", pages.page_bytes},
                          {"pages_on_node", pages.pages_on_node},
                          {"huge_page_kib", pages.huge_page_kib},
                          {"granted", pages.granted}});
  }
  for (const Device& d : Device::all()) j["devices"].push_back(ordered_json::parse(d.json()));
  j["no_opencl"] = clrt_why_no_opencl();
  for (const Setting& s : settings()) {
    j["settings"].push_back(
        {{"name", s.name}, {"value", setting(s.name)}, {"values", s.values}, {"default", s.standard}, {"reason", s.reason}});
  }
  return j;
}

std::string text_of(const ordered_json& value) { return value.get<std::string>(); }

std::string bytes_text(const ordered_json& value) { return numa::format_bytes(value.get<std::uint64_t>()); }

void print_text(const ordered_json& j) {
  fmt::print("clrt {}\n\nmachine\n{}", text_of(j["version"]), text_of(j["machine"]["drawing"]));
  fmt::print("\nthreads\n  {}\n", text_of(j["threads"]["summary"]));
  for (const auto& w : j["threads"]["workers"]) {
    fmt::print("  worker {} on core {}, node {}: {}\n", w["worker"].get<int>(), w["core"].get<int>(), w["node"].get<int>(),
               w["worker"] == 0          ? "the thread that launches"
               : !w["seen"].get<bool>()  ? "did not come in time"
               : w["pinned"].get<bool>() ? "pinned"
                                         : "not pinned: refused by the system");
  }
  fmt::print("\npages of {} as granted\n", numa::format_bytes(kTrialBytes));
  for (const auto& p : j["pages"]) {
    std::string where = "the system does not tell";
    if (p["known"].get<bool>()) {
      where.clear();
      for (std::size_t n = 0; n < p["pages_on_node"].size(); ++n) {
        where +=
            fmt::format("{}node {}: {}", n ? ", " : "", n,
                        numa::format_bytes(p["pages_on_node"][n].get<std::uint64_t>() * p["page_bytes"].get<std::uint64_t>()));
      }
      where += fmt::format("; in huge pages: {}", numa::format_bytes(p["huge_page_kib"].get<std::uint64_t>() * 1024));
    }
    fmt::print("  {:<15} {}\n  {:<15} {}\n", text_of(p["placement"]), where, "", text_of(p["granted"]));
  }
  fmt::print("\ndevices\n");
  for (const auto& d : j["devices"]) {
    const auto listed = [&](const char* key) { return fmt::format("{}", fmt::join(d[key].get<std::vector<int>>(), ", ")); };
    const std::string sizes = listed("sub_group_sizes"), emulated = listed("emulated_sub_group_sizes");
    fmt::print("  {} {:<7} {}{}\n", d["index"].get<int>(), text_of(d["kind"]), text_of(d["name"]),
               d.contains("isa") ? " (" + text_of(d["isa"]) + ")" : "");
    fmt::print("            {}; {}\n", text_of(d["vendor"]), text_of(d["driver"]));
    fmt::print("            {} compute units, memory {}, local memory {}, work-groups to {}\n", d["compute_units"].get<int>(),
               bytes_text(d["global_bytes"]), bytes_text(d["local_bytes"]), d["max_local_size"].get<std::uint64_t>());
    fmt::print("            sub-groups: {}{}{}; fp16 {}, fp64 {}\n", sizes.empty() ? "none" : "sizes " + sizes + ", ",
               sizes.empty() ? "" : "by " + text_of(d["sub_groups"]), emulated.empty() ? "" : " (" + emulated + " emulated)", d["fp16"].get<bool>() ? "yes" : "no",
               d["fp64"].get<bool>() ? "yes" : "no");
  }
  if (!text_of(j["no_opencl"]).empty()) fmt::print("  no OpenCL device: {}\n", text_of(j["no_opencl"]));
  fmt::print("\nsettings (environment)\n");
  for (const auto& s : j["settings"]) {
    const std::string value = text_of(s["value"]);
    fmt::print("  {:<20} {}\n  {:<20} {}. {}\n", text_of(s["name"]),
               value.empty() ? "not set: " + text_of(s["default"]) : "= " + value, "", text_of(s["values"]),
               text_of(s["reason"]));
  }
}

}  // namespace

void add_info(CLI::App& app, int&) {
  CLI::App* command = app.add_subcommand("info", "Draw the machine; list devices and settings");
  auto json = std::make_shared<bool>(false);
  command->add_flag("--json", *json, "the same as JSON");
  command->callback([json] {
    const ordered_json j = describe();
    if (*json)
      fmt::print("{}\n", j.dump(2, ' ', false, ordered_json::error_handler_t::replace));
    else
      print_text(j);
  });
}

}  // namespace clrt::tool
