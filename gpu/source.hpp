// The text a driver gets: prelude, kernel file, and the way back from the driver's messages to the user's lines.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "clrt/backend.h"
#include "gpu/device_caps.hpp"

namespace clrt::cpu {
struct RegisteredSource;
}

namespace clrt::gpu {

// One kernel file as an analyser (the translator) sees it.
struct AnalysedSource {
  std::vector<backend::KernelInfo> kernels;
  std::string flat;             // OpenCL C without includes and macros
  std::string generic;          // sub-groups over local memory (preludes/generic.clh); empty when refused
  std::string generic_refusal;  // why there is none
};

// Nullopt where there is no translator on this machine: then kernels are reflected by the driver, and devices without
// sub-groups cannot run kernels that use them. Throws clrt::Error (kBuildFailed) when the file is wrong.
using Analyser = std::function<std::optional<AnalysedSource>(const backend::BuildRequest&)>;

// The translator cl2cpp in a child process (cpu_emu/jit).
Analyser translator_analyser();

// What was found out about a file when it was compiled ahead of time.
AnalysedSource registered_analysis(const cpu::RegisteredSource& source);

// Kernel text with the prelude before it. `defines` are "NAME VALUE"; a name that the build options define already keeps that
// value. Extension pragmas that the device does not know are blanked. #line makes messages name `file` and its own lines.
std::string compose(const DeviceCaps& caps, const std::vector<std::string>& defines, std::string_view file,
                    std::string_view text);

// Options for clBuildProgram: the user's, or with `flat` (text already preprocessed) all but -D and -I; the newest OpenCL C the
// device takes unless -cl-std is given; argument reflection.
std::string driver_options(const DeviceCaps& caps, const std::string& options, bool flat);

// Build log with the driver's names for our text ("<kernel>", a temporary file) replaced by `file`.
// `lines_before`: lines of the program in front of the user's first, for drivers that ignore #line.
std::string readable_log(std::string_view log, std::string_view file, std::size_t lines_before = 0);
// Lines that compose() put in front of the text of `file`.
std::size_t lines_before_source(std::string_view program, std::string_view file);

// `word` occurs in `text` as the start of an identifier ("sub_group_" in "intel_sub_group_shuffle" does not).
bool mentions(std::string_view text, std::string_view word);

// Kernel name -> size in intel_reqd_sub_group_size before it, for machines without a translator. 0: none.
std::uint32_t required_sub_group_size(std::string_view text, std::string_view kernel);

}  // namespace clrt::gpu
