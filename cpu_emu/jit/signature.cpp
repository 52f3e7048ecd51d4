// The signature JSON that cl2cpp writes.
#include "cpu_emu/jit/signature.hpp"

#include <nlohmann/json.hpp>

#include "clrt/error.h"

namespace clrt::jit {
namespace {

using nlohmann::json;

backend::ArgKind parse_kind(const std::string& kind) {
  if (kind == "global") return backend::ArgKind::kGlobal;
  if (kind == "constant") return backend::ArgKind::kConstant;
  if (kind == "local") return backend::ArgKind::kLocal;
  if (kind == "image") return backend::ArgKind::kImage;
  if (kind == "sampler") return backend::ArgKind::kSampler;
  if (kind == "value") return backend::ArgKind::kValue;
  throw Error(Status::kInternal, "signature: argument kind '" + kind + "' is unknown");
}

const char* kind_text(backend::ArgKind kind) {
  switch (kind) {
    case backend::ArgKind::kGlobal: return "global";
    case backend::ArgKind::kConstant: return "constant";
    case backend::ArgKind::kLocal: return "local";
    case backend::ArgKind::kImage: return "image";
    case backend::ArgKind::kSampler: return "sampler";
    case backend::ArgKind::kValue: break;
  }
  return "value";
}

backend::ArgInfo parse_arg(const json& a) {
  backend::ArgInfo info;
  a.at("name").get_to(info.name);
  a.at("type").get_to(info.type);
  info.kind = parse_kind(a.at("kind").get<std::string>());
  a.at("size").get_to(info.size);
  a.at("align").get_to(info.align);
  info.read_only = a.value("read_only", false);
  return info;
}

backend::KernelInfo parse_kernel(const json& k) {
  backend::KernelInfo info;
  k.at("name").get_to(info.name);
  for (const json& a : k.at("args")) info.args.push_back(parse_arg(a));
  k.at("sub_group_size").get_to(info.sub_group_size);
  k.at("required_local").get_to(info.required_local);
  k.at("local_bytes").get_to(info.local_bytes);
  k.at("uses_barrier").get_to(info.uses_barrier);
  k.at("uses_sub_groups").get_to(info.uses_sub_groups);
  k.at("one_lane").get_to(info.one_lane);
  k.at("sub_group_calls_uniform").get_to(info.sub_group_calls_uniform);
  k.at("sub_group_calls_converged").get_to(info.sub_group_calls_converged);
  info.fp16_at = k.value("fp16_at", "");
  info.fp64_at = k.value("fp64_at", "");
  if (const auto report = k.find("report"); report != k.end())
    info.report = report->is_string() ? report->get<std::string>() : report->dump();
  return info;
}

}  // namespace

std::vector<backend::KernelInfo> parse_signature(std::string_view text) {
  try {
    std::vector<backend::KernelInfo> kernels;
    const json file = json::parse(text);
    for (const json& k : file.at("kernels")) kernels.push_back(parse_kernel(k));
    return kernels;
  } catch (const json::exception& e) {
    throw Error(Status::kInternal, std::string("signature: ") + e.what());
  }
}

std::string signature_text(const std::vector<backend::KernelInfo>& kernels) {
  json list = json::array();
  for (const backend::KernelInfo& k : kernels) {
    json args = json::array();
    for (const backend::ArgInfo& a : k.args) {
      args.push_back({{"name", a.name},
                      {"type", a.type},
                      {"kind", kind_text(a.kind)},
                      {"size", a.size},
                      {"align", a.align},
                      {"read_only", a.read_only}});
    }
    list.push_back({{"name", k.name},
                    {"args", std::move(args)},
                    {"sub_group_size", k.sub_group_size},
                    {"required_local", k.required_local},
                    {"local_bytes", k.local_bytes},
                    {"uses_barrier", k.uses_barrier},
                    {"uses_sub_groups", k.uses_sub_groups},
                    {"one_lane", k.one_lane},
                    {"sub_group_calls_uniform", k.sub_group_calls_uniform},
                    {"sub_group_calls_converged", k.sub_group_calls_converged},
                    {"fp16_at", k.fp16_at},
                    {"fp64_at", k.fp64_at},
                    {"report", k.report}});
  }
  return json{{"kernels", std::move(list)}}.dump();
}

std::string generic_refusal(std::string_view text) {
  try {
    return json::parse(text).value("generic_refusal", "");
  } catch (const json::exception& e) {
    throw Error(Status::kInternal, std::string("signature: ") + e.what());
  }
}

}  // namespace clrt::jit
