// What a translated file says about itself, as JSON.
#include "signature.hpp"

#include <llvm/Support/JSON.h>
#include <llvm/Support/raw_ostream.h>

namespace clrt::translator {
namespace {

llvm::json::Array lines(const std::set<unsigned>& set) {
  llvm::json::Array a;
  for (unsigned l : set) a.push_back(static_cast<std::int64_t>(l));
  return a;
}

llvm::json::Array accesses(const KernelResult& k) {
  llvm::json::Array a;
  for (const AccessNote& n : k.notes.accesses)
    a.push_back(llvm::json::Object{{"line", static_cast<std::int64_t>(n.line)}, {"kind", n.kind}, {"text", n.text}, {"why", n.why}});
  return a;
}

llvm::json::Array divergent(const KernelResult& k) {
  llvm::json::Array a;
  for (const FlowNote& n : k.notes.divergent)
    a.push_back(llvm::json::Object{{"line", static_cast<std::int64_t>(n.line)}, {"statement", n.statement}, {"condition", n.condition}});
  return a;
}

llvm::json::Object report(const KernelResult& k) {
  llvm::json::Object r{{"accesses", accesses(k)}, {"divergent", divergent(k)}, {"lanes", k.one_lane ? 1 : k.lanes}, {"one_lane", k.one_lane},
                            {"wide", k.wide || (!k.phases_forms.empty() && k.phases_forms.front().wide)},
                            {"reason", k.one_lane_reason},             {"gathers", lines(k.notes.gathers)},
                            {"scatters", lines(k.notes.scatters)},     {"strided", lines(k.notes.strided)},
                            {"barriers", lines(k.notes.barriers)},     {"atomics", lines(k.notes.atomics)}};
  if (k.checked) r["checked"] = true;
  if (!k.private_memory_reason.empty()) r["private_memory"] = k.private_memory_reason;
  if (k.facts.barrier) {  // how they are passed (docs/decisions/0004)
    r["phases"] = k.phases;
    if (k.phases_forms.size() > 1) {
      const WorkGroupSize& size = k.phases_forms.back().size;
      r["likely_local"] = llvm::json::Array{size[0], size[1], size[2]};
    }
    r["fibers_reason"] = k.fibers_reason;
  }
  return r;
}

std::string text(llvm::json::Value v) {
  std::string s;
  llvm::raw_string_ostream os(s);
  os << v;
  return os.str();
}

}  // namespace

std::string report_json(const KernelResult& k) { return text(report(k)); }

std::string signature_json(const ModuleResult& module, const std::string& generic_refusal) {
  llvm::json::Array kernels;
  for (const KernelResult& k : module.kernels) {
    llvm::json::Array args;
    for (const ArgumentInfo& a : k.arguments)
      args.push_back(llvm::json::Object{{"name", a.name}, {"type", a.type}, {"kind", a.kind}, {"size", static_cast<std::int64_t>(a.size)},
                                        {"align", static_cast<std::int64_t>(a.align)}, {"offset", static_cast<std::int64_t>(a.offset)},
                                        {"read_only", a.read_only}, {"write_only", false}});
    kernels.push_back(llvm::json::Object{
        {"name", k.name}, {"args", std::move(args)}, {"sub_group_size", k.sub_group_size},
        {"required_local", llvm::json::Array{k.required_local[0], k.required_local[1], k.required_local[2]}},
        {"local_bytes", static_cast<std::int64_t>(k.local_bytes)}, {"uses_barrier", k.facts.barrier}, {"uses_sub_groups", k.facts.sub_groups},
        {"uses_printf", k.facts.printf}, {"uses_fp64", k.facts.fp64}, {"fp16_at", k.facts.fp16_at}, {"fp64_at", k.facts.fp64_at}, {"one_lane", k.one_lane}, {"one_lane_reason", k.one_lane_reason},
        {"sub_group_calls_uniform", k.facts.sub_group_calls_uniform},
        {"sub_group_calls_converged", k.facts.sub_group_calls_converged}, {"report", report(k)}});
  }
  return text(llvm::json::Object{{"kernels", std::move(kernels)}, {"generic_refusal", generic_refusal}});
}

std::string quoted(const std::string& s) {
  std::string out = "\"";
  for (char c : s) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n') out += "\\n";
    else out += c;
  }
  return out + "\"";
}

}  // namespace clrt::translator
