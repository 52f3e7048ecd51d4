// Devices under test and the stand-in for the translator.
#include "support.hpp"

#include <iostream>
#include <regex>

#include "gpu/preludes/prelude.hpp"

namespace clrt::gpu::test {
namespace {

std::vector<Target> find_targets(std::string& why) {
  std::vector<Target> found;
  for (const char* prelude : {"", "generic"})
    for (const auto& device : opencl_devices(&why, {fake_analyser, prelude})) {
      const backend::DeviceInfo& info = device->info();
      const std::string name = info.name + " with " + info.sub_groups;
      bool known = false;
      for (const Target& other : found) known = known || other.name == name;
      if (!known) found.push_back({device, name, prelude_named(info.sub_groups).local_memory});
    }
  return found;
}

const std::string* none_found = nullptr;

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> parts;
  std::stringstream stream(text);
  for (std::string part; std::getline(stream, part, ',');) parts.push_back(part);
  return parts;
}

backend::ArgInfo parameter(const std::string& text) {
  static const std::regex form(
      R"(^\s*((?:__?\w+\s+|const\s+|global\s+|local\s+|constant\s+)*)(\w+)\s*(\*?)\s*(?:restrict\s+)?(\w+)\s*$)");
  std::smatch match;
  if (!std::regex_match(text, match, form))
    throw Error(Status::kInternal, "the tests' stand-in for the translator cannot read: " + text);
  backend::ArgInfo arg;
  const std::string words = match.str(1);
  arg.type = match.str(2);
  arg.name = match.str(4);
  if (!match.str(3).empty())
    arg.kind = words.find("local") != std::string::npos      ? backend::ArgKind::kLocal
               : words.find("constant") != std::string::npos ? backend::ArgKind::kConstant
                                                             : backend::ArgKind::kGlobal;
  return arg;
}

}  // namespace

const std::vector<Target>& targets() {
  static std::string why;
  static const std::vector<Target> found = find_targets(why);
  none_found = &why;
  return found;
}

const std::string& why_no_target() {
  targets();
  return *none_found;
}

std::optional<AnalysedSource> no_analyser(const backend::BuildRequest&) { return std::nullopt; }

std::optional<AnalysedSource> fake_analyser(const backend::BuildRequest& request) {
  static const std::regex kernel(R"(__kernel\s+((?:__attribute__\(\(.*?\)\)\s+)?)void\s+(\w+)\s*\(([^)]*)\)\s*\{)"),
      size(R"(sub_group_size\((\d+)\))"), group(R"(work_group_size\((\d+),\s*(\d+),\s*(\d+)\))"),
      sub_group(R"(\b(intel_)?sub_group_(\w+)\()"), work_group(R"(\bwork_group_(?!barrier)(\w+)\()"),
      empty(R"(\(clrt_scratch, \))");
  AnalysedSource analysed;
  const std::string& text = request.source;
  std::string declared;
  std::size_t copied = 0;
  for (std::sregex_iterator it(text.begin(), text.end(), kernel), end; it != end; ++it) {
    backend::KernelInfo info;
    info.name = it->str(2);
    const std::string attributes = it->str(1);
    std::smatch match;
    if (std::regex_search(attributes, match, size)) info.sub_group_size = static_cast<std::uint32_t>(std::stoul(match.str(1)));
    if (std::regex_search(attributes, match, group))
      for (int d = 0; d < 3; ++d) info.required_local[d] = static_cast<std::uint32_t>(std::stoul(match.str(d + 1)));
    for (const std::string& part : split(it->str(3))) info.args.push_back(parameter(part));
    info.uses_sub_groups = text.find("sub_group_") != std::string::npos;
    info.sub_group_calls_uniform = text.find("DIVERGENT") == std::string::npos;
    analysed.kernels.push_back(info);
    const auto body = static_cast<std::size_t>(it->position() + it->length());
    declared += text.substr(copied, body - copied) + " __local ulong clrt_scratch[CLRT_SCRATCH_ITEMS];";
    copied = body;
  }
  declared += text.substr(copied);
  analysed.flat = text;
  if (text.find("REFUSED") != std::string::npos) {
    analysed.generic_refusal = "test.cl:1:1: the test said so";
    return analysed;
  }
  declared = std::regex_replace(declared, sub_group, "clrt_sg_$1$2(clrt_scratch, ");
  declared = std::regex_replace(declared, work_group, "clrt_wg_$1(clrt_scratch, ");
  analysed.generic = std::regex_replace(declared, empty, "(clrt_scratch)");
  return analysed;
}

backend::Arg pointer(backend::Buffer& buffer, std::size_t offset) {
  backend::Arg arg;
  arg.kind = backend::ArgKind::kGlobal;
  arg.buffer = &buffer;
  arg.offset = offset;
  return arg;
}

backend::Arg local(std::size_t bytes) {
  backend::Arg arg;
  arg.kind = backend::ArgKind::kLocal;
  arg.size = bytes;
  return arg;
}

backend::NDRange range(std::vector<std::uint64_t> global, std::vector<std::uint64_t> local_size) {
  backend::NDRange r;
  r.dim = static_cast<std::uint32_t>(global.size());
  for (std::size_t d = 0; d < global.size(); ++d) r.global[d] = global[d];
  for (std::size_t d = 0; d < local_size.size(); ++d) r.local[d] = local_size[d];
  return r;
}

}  // namespace clrt::gpu::test

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  using namespace clrt::gpu::test;
  for (const Target& target : targets())
    std::cout << "device: " << target.name << " (" << target.device->info().driver << ", " << target.device->info().compute_units
              << " compute units, fp16 " << target.device->info().fp16 << ", fp64 " << target.device->info().fp64 << ")\n";
  if (targets().empty()) std::cout << "no OpenCL device: " << why_no_target() << '\n';
  return RUN_ALL_TESTS();
}
