# Writes the C++ source that registers ahead-of-time programs. Run by clrt_add_kernels: cmake -DARGS=... -P
include(${ARGS})

# A macro that was set for the CPU must be set for OpenCL devices too, which get the text.
set(prefix "")
foreach(define ${DEFINES})
  if(define MATCHES "^([^=]+)=(.*)$")
    string(APPEND prefix "#define ${CMAKE_MATCH_1} ${CMAKE_MATCH_2}\n")
  else()
    string(APPEND prefix "#define ${define} 1\n")
  endif()
endforeach()

# String literals end at 16 KiB so that every compiler takes them; adjacent ones are one.
function(literal text out)
  set(result "")
  string(LENGTH "${text}" length)
  set(at 0)
  while(at LESS length)
    string(SUBSTRING "${text}" ${at} 16000 part)
    string(APPEND result "R\"clrt_text(${part})clrt_text\" ")
    math(EXPR at "${at} + 16000")
  endwhile()
  if(result STREQUAL "")
    set(result "\"\"")
  endif()
  set(${out} "${result}" PARENT_SCOPE)
endfunction()

set(declarations "")
set(records "")
foreach(stem ${STEMS})
  file(READ ${FOLDER}/${stem}.flat.cl source)
  file(READ ${FOLDER}/${stem}.generic.cl generic)
  file(READ ${FOLDER}/${stem}.json signature)
  string(JSON refusal GET "${signature}" generic_refusal)
  if(prefix)
    set(source "${prefix}#line 1 \"${stem}.cl\"\n${source}")
  endif()
  literal("${source}" source)
  literal("${signature}" signature)
  if(refusal)
    set(generic nullptr)
    literal("${refusal}" refusal)
  else()
    if(prefix)
      set(generic "${prefix}#line 1 \"${stem}.cl\"\n${generic}")
    endif()
    literal("${generic}" generic)
    set(refusal nullptr)
  endif()
  set(modules "")
  foreach(isa ${ISAS})
    string(APPEND declarations "extern \"C\" const clrt::cpu::ModuleDesc clrt_module_${stem}_${isa};\n")
    string(APPEND modules "&clrt_module_${stem}_${isa}, ")
  endforeach()
  string(APPEND records "const clrt::cpu::ModuleDesc* const ${stem}_modules[] = {${modules}nullptr};
const clrt::cpu::RegisteredSource ${stem}_source = {\"${stem}\",
    ${source},
    ${generic},
    ${refusal},
    ${signature},
    ${stem}_modules};
const bool ${stem}_registered = clrt::cpu::register_source(${stem}_source);

")
endforeach()

file(WRITE ${OUTPUT} "// Registers programs built ahead of time. Made by clrt_add_kernels.
#include \"cpu_emu/registry.hpp\"

${declarations}
namespace {
${records}}  // namespace

// What the link option --undefined asks for, so that this file is linked.
extern \"C\" void clrt_register_${SYMBOL}();
extern \"C\" void clrt_register_${SYMBOL}() {}
")
