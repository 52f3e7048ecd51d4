// What `clrt build --report` says of a kernel: from the translator's JSON and the compiler's record of register allocation.
#include "clrt/tool/report.hpp"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

namespace clrt::tool {
namespace {

std::string signature(const clrt_arg_info& a) {
  constexpr const char* kSpaces[] = {"global ", "constant ", "local ", "", "", ""};
  return fmt::format("{}{}{}{} {}", kSpaces[a.address], a.address == CLRT_ADDRESS_GLOBAL && a.read_only ? "const " : "", a.type,
                     a.address >= CLRT_ADDRESS_VALUE ? "" : "*", a.name);
}

std::string lines_text(const nlohmann::json& report, const char* key) {
  std::string text;
  if (report.contains(key)) {
    for (const auto& line : report.at(key)) text += fmt::format("{}{}", text.empty() ? "" : ", ", line.get<int>());
  }
  return text;
}

std::string vectorisation(const KernelInfo& info, const nlohmann::json& report, const CpuReport& cpu) {
  if (info.one_lane) {
    const std::string reason = report.value("reason", "");
    return fmt::format("    one lane ({}), not vectorised: {}\n", cpu.isa, reason.empty() ? "no reason was recorded" : reason);
  }
  std::string text = fmt::format("    vectorised: {} lanes ({}){}\n", report.value("lanes", 0), cpu.isa,
                                 report.value("wide", false) ? "; a wide form where the work-group's size allows" : "");
  if (const std::string why = report.value("private_memory", ""); !why.empty())
    text += fmt::format("    private variables in memory: {}\n", why);
  for (const auto& flow : report.value("divergent", nlohmann::json::array())) {
    const std::string statement = flow.value("statement", "");
    const bool loop = statement == "for" || statement == "while" || statement == "do";
    text += fmt::format("    line {}: {} ({}) differs between lanes: {}\n", flow.value("line", 0), statement, flow.value("condition", ""),
                        loop ? "it runs until no lane is left" : "each side runs under a mask");
  }
  for (const auto& access : report.value("accesses", nlohmann::json::array()))
    text += fmt::format("    line {}: {} '{}': {}\n", access.value("line", 0), access.value("kind", "") == "strided" ? "strided access" : access.value("kind", ""),
                        access.value("text", ""), access.value("why", ""));
  return text;
}

// Spills in the kernel's own forms; functions that they call are inlined into them.
std::string spill_text(const std::string& kernel, const CpuReport& cpu) {
  if (!cpu.no_spills.empty()) return fmt::format("    register spills: not known: {}\n", cpu.no_spills);
  std::string text;
  for (const jit::Spill& s : cpu.spills) {
    for (const auto& [form, words] : {std::pair{"fast", "fast"}, {"general", "general"}, {"wide", "wide"}, {"phases", "phases"},
                                      {"sizedphases", "sized phases"}, {"single", "single"}})
      if (s.function == std::string("clrt_run") + form + "_" + kernel)
        text += fmt::format("    register spills in the loop {}, {} form: {} stores, {} loads\n",
                            s.file.starts_with("entry of ") ? "over sub-groups" : "at line " + std::to_string(s.line), words, s.stores, s.loads);
  }
  return text.empty() ? "    register spills: none in loops\n" : text;
}

}  // namespace

std::string kernel_report(const Kernel& kernel, const CpuReport* cpu) {
  const KernelInfo info = kernel.info();
  std::string args;
  for (const clrt_arg_info& a : kernel.args()) args += (args.empty() ? "" : ", ") + signature(a);
  std::string text = fmt::format("  {}({})\n", info.name, args);
  nlohmann::json report = nlohmann::json::parse(*info.report != 0 ? info.report : "{}", nullptr, false);
  if (!report.is_object()) report = nlohmann::json::object();
  if (cpu != nullptr) text += vectorisation(info, report, *cpu);
  text += fmt::format("    sub-group size: {}{}\n", info.sub_group_size != 0 ? std::to_string(info.sub_group_size) : "free",
                      info.uses_sub_groups ? ", calls sub-group functions" : "");
  if (info.required_local[0] != 0)
    text += fmt::format("    local size: {} x {} x {} (required)\n", info.required_local[0], info.required_local[1], info.required_local[2]);
  if (info.local_bytes != 0) text += fmt::format("    static local memory: {} bytes\n", info.local_bytes);
  for (const auto& [key, what] : {std::pair{"barriers", "barriers"}, {"atomics", "atomics"}})
    if (const std::string at = lines_text(report, key); !at.empty()) text += fmt::format("    {} at line {}\n", what, at);
  if (cpu != nullptr && report.contains("phases")) {
    const int phases = report.at("phases").get<int>();
    text += phases != 0 ? fmt::format("    barriers by phases: {} for each work-group of full sub-groups\n", phases)
                        : fmt::format("    barriers on fibers: {}\n", report.value("fibers_reason", ""));
    if (const auto size = report.value("likely_local", std::vector<int>{}); size.size() == 3)
      text += fmt::format("    work-groups of {} x {} x {} have a form of their own (sized phases)\n", size[0], size[1], size[2]);
  }
  if (cpu != nullptr) text += spill_text(info.name, *cpu);
  return text;
}

}  // namespace clrt::tool
