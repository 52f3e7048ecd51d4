// The functions that enter a kernel's forms, and the descriptors.
#include "entries.hpp"

#include "signature.hpp"

namespace clrt::translator {
using namespace clang;

std::string symbol(const std::string& what, const KernelResult& kernel) { return "clrt_" + what + "_" + safe_name(kernel.name); }

EntryPrinter::EntryPrinter(const TypeNames& types, const FunctionDecl* kernel, const KernelResult& result)
    : types_(types), kernel_(kernel), result_(result) {
  for (unsigned i = 0; i < kernel_->getNumParams(); ++i) {
    const std::string a = "a.a" + std::to_string(i);
    const bool local = result_.arguments[i].kind == "local";
    pass_ += local ? ", (" + types_.uniform(kernel_->getParamDecl(i)->getType()) + ")(wg->local_memory + " + a + ")" : ", " + a;
  }
}

std::string EntryPrinter::arguments() const {
  std::string s = "struct " + symbol("args", result_) + " {\n";
  for (unsigned i = 0; i < kernel_->getNumParams(); ++i) {
    const bool local = result_.arguments[i].kind == "local";
    s += "  " + (local ? std::string("uint64_t") : types_.uniform(kernel_->getParamDecl(i)->getType())) + " a" + std::to_string(i) + ";\n";
  }
  return s + "};\n\n";
}

std::string EntryPrinter::define(const std::string& head, const std::string& body) {
  declared_ += "CLRT_ENTRY " + head + ";\n";
  return "#line 1 \"entry of " + result_.name + "\"\n}  // namespace\nCLRT_ENTRY " + head + " {\n" + body + "}\nnamespace {\n";
}

std::string EntryPrinter::unpack() const {
  return "  [[maybe_unused]] const auto& a = *static_cast<const " + symbol("args", result_) + "*>(block);\n";
}

std::string EntryPrinter::form(const std::string& form, const std::string& entry, const std::string& items) {
  return define("void " + symbol("run" + form, result_) + "(clrt::cpu::WorkGroup* wg, const void* block, uint32_t s, uint32_t end)",
                unpack() + "  for (; s < end; ++s) " + symbol(form, result_) + "::" + entry + "(" + items + "(wg, s)" + pass_ + ");\n");
}

std::string EntryPrinter::phases(const PhasesForm& form) {
  const std::string in = symbol(form.name, result_) + "::", lanes = std::to_string(result_.lanes), n = form.wide ? in + "clrt_wide" : lanes;
  std::string size;
  for (const std::uint32_t x : form.size) size += (size.empty() ? "" : ", ") + std::to_string(x);
  std::string body = "  if (!cl::enter_phases<" + n + ", " + size + ">(wg, " + in + "clrt_kept, " +
                     (form.wide ? n + " > " + lanes : "false") + ")) return false;\n" + unpack() + "  cl::fast_items<" + n +
                     "> c(wg, 0);\n";
  if (form.size[0] != 0) body += "  c.assume_size<" + size + ">();\n";
  body += "  " + in + "phases_" + result_.name + "(c" + pass_ + ");\n  return true;\n";
  return define("bool " + symbol("run" + form.name, result_) + "(clrt::cpu::WorkGroup* wg, const void* block)", body);
}

std::string group_functions(const KernelResult& k) {
  const auto run = [&](const char* form, const std::string& from, const std::string& end) {
    return symbol(std::string("run") + form, k) + "(wg, block, " + from + ", " + end + ");\n";
  };
  const auto function = [&](const char* what, const std::string& more, const std::string& body) {
    return "void " + symbol(what, k) + "(clrt::cpu::WorkGroup* wg, const void* block" + more + ") {\n" + body + "}\n";
  };
  const std::string full = "cl::full_sub_groups<" + std::to_string(k.lanes) + ">(wg)", one = ", uint32_t s";
  std::string s;
  if (k.phases_forms.size() > 1) {  // the one for a size first
    s += "bool " + symbol("inphases", k) + "(clrt::cpu::WorkGroup* wg, const void* block) {\n  return ";
    for (std::size_t i = k.phases_forms.size(); i-- > 0;) s += symbol("run" + k.phases_forms[i].name, k) + "(wg, block)" + (i != 0 ? " || " : ";\n}\n");
  }
  if (k.one_lane) {
    s += function("subgroup", one, "  " + run("single", "s", "s + 1"));
    return s + function("group", "", "  " + run("single", "0", "wg->items")) + "\n";
  }
  if (k.wide) {
    if (k.facts.barrier) s += function("widesubgroup", one, "  " + run("wide", "s", "s + 1"));
    s += function("widegroup", "", "  " + run("wide", "0", "wg->sub_groups"));
  }
  if (k.facts.barrier)
    s += function("subgroup", one, "  if (s < " + full + ") " + run("fast", "s", "s + 1") + "  else " + run("general", "s", "s + 1"));
  return s + function("group", "", "  const uint32_t full = " + full + ";\n  " + run("fast", "0", "full") + "  if (full < wg->sub_groups) " +
                                       run("general", "full", "wg->sub_groups")) + "\n";
}

std::string descriptors(const std::vector<KernelResult>& kernels, const std::string& functions, const ModuleOptions& options,
                        bool program_scope) {
  std::string s = "#define CLRT_TEXT_(x) #x\n#define CLRT_TEXT(x) CLRT_TEXT_(x)\n#define CLRT_JOIN_(a, b) a##b\n#define CLRT_JOIN(a, b) CLRT_JOIN_(a, b)\n\nnamespace {\n" + functions;
  std::string table;
  for (const KernelResult& k : kernels) {
    if (!k.arguments.empty()) {
      s += "constexpr clrt::cpu::ArgDesc " + symbol("arguments", k) + "[] = {\n";
      for (const ArgumentInfo& a : k.arguments) {
        const std::string kind = a.kind == "global" ? "kGlobal" : a.kind == "constant" ? "kConstant" : a.kind == "local" ? "kLocal" : a.kind == "image" ? "kImage" : a.kind == "sampler" ? "kSampler" : "kValue";
        s += "    {\"" + a.name + "\", \"" + a.type + "\", clrt::cpu::ArgKind::" + kind + ", " + std::to_string(a.size) + ", " + std::to_string(a.align) + ", " +
             std::to_string(a.offset) + ", " + std::to_string((a.read_only ? 1 : 0) | (a.is_restrict ? 2 : 0)) + "},\n";
      }
      s += "};\n";
    }
    std::string flags = "0";
    const auto flag = [&](bool on, const char* text) { if (on) flags += std::string(" | clrt::cpu::") + text; };
    flag(k.facts.barrier, "kUsesBarrier");
    flag(k.facts.sub_groups, "kUsesSubGroups");
    flag(k.one_lane, "kOneLane");
    flag(k.facts.printf, "kUsesPrintf");
    flag(k.facts.fp64, "kUsesFp64");
    const bool own_sub_group = k.one_lane || k.facts.barrier;
    const std::string fields = "\"" + k.name + "\", " + (k.arguments.empty() ? "nullptr" : symbol("arguments", k)) + ", " + std::to_string(k.arguments.size()) + ", " + std::to_string(k.argument_bytes) + ", ";
    const std::string rest = ", " + std::to_string(k.local_bytes) + ", " + flags + ", {" + std::to_string(k.required_local[0]) + ", " + std::to_string(k.required_local[1]) + ", " +
                             std::to_string(k.required_local[2]) + "}, ";
    const std::string report = ",\n     " + quoted(report_json(k));
    std::string wide = "nullptr";
    if (k.wide) {
      const std::string& lanes = k.wide_lanes;
      const std::string form = symbol("wideform", k);
      s += "constexpr clrt::cpu::KernelDesc " + form + " = {" + fields + lanes + rest + symbol("widegroup", k) + ", " +
           (k.facts.barrier ? symbol("widesubgroup", k) : "nullptr") + report + ", nullptr};\n";
      wide = lanes + " > " + std::to_string(k.lanes) + " ? &" + form + " : nullptr";
    }
    table += "    {" + fields + std::to_string(k.one_lane ? 1 : k.lanes) + rest + symbol("group", k) + ", " +
             (own_sub_group ? symbol("subgroup", k) : "nullptr") + report + ", " + wide +
             (k.checked ? ", &" + symbol("check", k) : k.phases ? ", nullptr" : "") + (k.phases ? ", " + symbol(k.phases_forms.size() > 1 ? "inphases" : "runphases", k) : "") + "},\n";
  }
  if (!table.empty()) s += "const clrt::cpu::KernelDesc clrt_kernels[] = {\n" + table + "};\n";
  s += "}  // namespace\n\n";
  const std::string module = options.module_name.empty() ? "clrt_module" : "CLRT_JOIN(clrt_module_" + options.module_name + "_, CLRT_ISA_NAME)";
  s += "extern \"C\" {\nextern const clrt::cpu::ModuleDesc " + module + ";\n";
  s += "__attribute__((visibility(\"default\"), used)) const clrt::cpu::ModuleDesc " + module + " = {clrt::cpu::kAbiVersion, " + std::to_string(kernels.size()) + ", " +
       (table.empty() ? "nullptr" : "clrt_kernels") + ", CLRT_TEXT(CLRT_ISA_NAME)" + (program_scope ? ", sizeof(clrt_program_scope), clrt_init_program_scope" : "") + "};\n}\n";
  return s;
}

}  // namespace clrt::translator
