# OpenCL C compiled ahead of time for the CPU, with its text embedded for OpenCL devices.
#
#   clrt_add_kernels(target FILES a.cl b.cl [INCLUDES dir...] [DEFINES X=Y...] [ISAS scalar avx2 avx512] [SUB_GROUP_SIZE n])
#
# Adds to the library `target` (made STATIC when it does not exist) for each file: the translation (cl2cpp), one object per ISA
# level (clang++), and one registry source that makes `clrt::Program::registered(device, "a")` find it by the file's stem.
# Programs that link `target` get everything, also from a static library. A change of a file, of a file it includes, of cl2cpp
# or of the headers of generated code rebuilds what depends on it. ISAS is CLRT_KERNEL_ISAS unless given.
# Works in the project's own build and from an installed package (which sets CLRT_INCLUDE_ROOT and has the target clrt::cl2cpp).

set(CLRT_KERNEL_ISAS "scalar;avx2;avx512" CACHE STRING "Instruction set levels that clrt_add_kernels compiles for")
set(CLRT_CMAKE_DIR ${CMAKE_CURRENT_LIST_DIR})
if(NOT CLRT_INCLUDE_ROOT)
  get_filename_component(CLRT_INCLUDE_ROOT ${CMAKE_CURRENT_LIST_DIR}/.. ABSOLUTE)
endif()

set(CLRT_ISA_FLAGS_scalar -march=x86-64 -DCLRT_LANES_SCALAR)
set(CLRT_ISA_FLAGS_avx2 -march=x86-64-v3)
# The registry hands these modules only to processors that have VNNI and BF16 (cpu_emu/isa.hpp).
set(CLRT_ISA_FLAGS_avx512 -march=x86-64-v4 -mprefer-vector-width=512 -mavx512vnni -mavx512bf16)

# Flags of generated code, as cpu_emu/jit/toolchain.cpp has them.
function(_clrt_compile_flags isa out)
  set(${out} -std=c++20 -O2 -fno-exceptions -fno-rtti -fwrapv -fno-strict-aliasing -ffp-contract=off -fno-math-errno
    -fno-trapping-math -fno-slp-vectorize -Xclang -ffloat16-excess-precision=none -fPIC -w -I${CLRT_INCLUDE_ROOT} -DCLRT_ISA_NAME=${isa} ${CLRT_ISA_FLAGS_${isa}} PARENT_SCOPE)
endfunction()

# The precompiled header of one ISA level, made once for the whole build. Sets `out` to its path.
function(_clrt_precompiled isa out)
  set(pch ${CMAKE_BINARY_DIR}/clrt_precompiled/${isa}.pch)
  set(${out} ${pch} PARENT_SCOPE)
  if(TARGET clrt_precompiled_${isa})
    return()
  endif()
  _clrt_compile_flags(${isa} flags)
  file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/clrt_precompiled)
  set(header ${CLRT_INCLUDE_ROOT}/cpu_emu/opencl_c/opencl_c.hpp)
  add_custom_command(OUTPUT ${pch}
    COMMAND ${CLRT_CLANGXX} -x c++-header ${flags} -fpch-instantiate-templates -MD -MF ${pch}.d -MT ${pch} -o ${pch} ${header}
    DEPENDS ${header} DEPFILE ${pch}.d COMMENT "Precompiling the headers of generated code (${isa})" VERBATIM)
  add_custom_target(clrt_precompiled_${isa} DEPENDS ${pch})
endfunction()

# One object of one translated file. Only the module descriptor stays visible: inline functions of code for different
# instruction sets have the same names, and a linker would keep one of them for all.
function(_clrt_object cpp stem isa object)
  _clrt_compile_flags(${isa} flags)
  _clrt_precompiled(${isa} pch)
  add_custom_command(OUTPUT ${object}
    COMMAND ${CLRT_CLANGXX} ${flags} -include-pch ${pch} -MD -MF ${object}.d -MT ${object} -c ${cpp} -o ${object}.raw
    COMMAND ${CMAKE_LINKER} -r --force-group-allocation ${object}.raw -o ${object}.one
    COMMAND ${CMAKE_OBJCOPY} --keep-global-symbol=clrt_module_${stem}_${isa} ${object}.one ${object}
    COMMAND ${CMAKE_COMMAND} -E rm -f ${object}.raw ${object}.one
    DEPENDS ${cpp} ${pch} clrt_precompiled_${isa} DEPFILE ${object}.d COMMENT "Compiling ${stem} (${isa})" VERBATIM)
endfunction()

function(clrt_add_kernels target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "SUB_GROUP_SIZE" "FILES;INCLUDES;DEFINES;ISAS")
  if(NOT arg_FILES OR arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "clrt_add_kernels(${target}): FILES is required, unknown arguments: '${arg_UNPARSED_ARGUMENTS}'")
  endif()
  if(NOT arg_ISAS)
    set(arg_ISAS ${CLRT_KERNEL_ISAS})
  endif()
  find_program(CLRT_CLANGXX NAMES clang++-19 clang++-20 clang++-21 REQUIRED)
  if(NOT TARGET ${target})
    add_library(${target} STATIC)
  endif()
  if(CLRT_CL2CPP_EXECUTABLE)
    set(cl2cpp ${CLRT_CL2CPP_EXECUTABLE})
    set(cl2cpp_target ${cl2cpp})
  elseif(TARGET cl2cpp)
    set(cl2cpp $<TARGET_FILE:cl2cpp>)
    set(cl2cpp_target cl2cpp)
  else()
    set(cl2cpp $<TARGET_FILE:clrt::cl2cpp>)
    set(cl2cpp_target clrt::cl2cpp)
  endif()

  set(folder ${CMAKE_CURRENT_BINARY_DIR}/${target}_kernels)
  file(MAKE_DIRECTORY ${folder})
  set(options "")
  foreach(dir ${arg_INCLUDES})
    get_filename_component(dir ${dir} ABSOLUTE)
    list(APPEND options -I${dir})
  endforeach()
  foreach(define ${arg_DEFINES})
    list(APPEND options -D${define})
  endforeach()
  set(translator_options ${options})
  if(arg_SUB_GROUP_SIZE)
    list(APPEND translator_options --sub-group-size ${arg_SUB_GROUP_SIZE})
  endif()

  set(stems "")
  set(texts "")
  set(objects "")
  foreach(file ${arg_FILES})
    get_filename_component(file ${file} ABSOLUTE)
    get_filename_component(stem ${file} NAME_WE)
    string(MAKE_C_IDENTIFIER ${stem} identifier)
    if(NOT stem STREQUAL identifier)
      message(FATAL_ERROR "clrt_add_kernels(${target}): ${file}: the stem must be a C identifier, programs are found by it")
    endif()
    file(RELATIVE_PATH name ${PROJECT_SOURCE_DIR} ${file})  # in messages and #line: the same on every machine
    set(out ${folder}/${stem})
    file(CONFIGURE OUTPUT ${out}.args.cmake @ONLY CONTENT "set(FILE [==[@file@]==])
set(NAME [==[@name@]==])
set(STEM [==[@stem@]==])
set(OUT [==[@out@]==])
set(CLANGXX [==[@CLRT_CLANGXX@]==])
set(SCAN_OPTIONS [==[@options@]==])
set(OPTIONS [==[@translator_options@]==])
")
    add_custom_command(OUTPUT ${out}.cpp ${out}.flat.cl ${out}.generic.cl ${out}.json
      COMMAND ${CMAKE_COMMAND} -DCL2CPP=${cl2cpp} -DARGS=${out}.args.cmake -P ${CLRT_CMAKE_DIR}/ClrtTranslate.cmake
      DEPENDS ${file} ${out}.args.cmake ${cl2cpp_target} ${CLRT_CMAKE_DIR}/ClrtTranslate.cmake DEPFILE ${out}.d
      COMMENT "Translating ${name}" VERBATIM)
    foreach(isa ${arg_ISAS})
      _clrt_object(${out}.cpp ${stem} ${isa} ${out}.${isa}.o)
      list(APPEND objects ${out}.${isa}.o)
    endforeach()
    list(APPEND stems ${stem})
    list(APPEND texts ${out}.flat.cl ${out}.generic.cl ${out}.json)
  endforeach()

  string(MAKE_C_IDENTIFIER ${target} symbol)
  set(registry ${folder}/registry.cpp)
  set(defines ${arg_DEFINES})
  set(isas ${arg_ISAS})
  file(CONFIGURE OUTPUT ${folder}/registry.args.cmake @ONLY CONTENT "set(FOLDER [==[@folder@]==])
set(STEMS [==[@stems@]==])
set(ISAS [==[@isas@]==])
set(DEFINES [==[@defines@]==])
set(SYMBOL [==[@symbol@]==])
set(OUTPUT [==[@registry@]==])
")
  add_custom_command(OUTPUT ${registry}
    COMMAND ${CMAKE_COMMAND} -DARGS=${folder}/registry.args.cmake -P ${CLRT_CMAKE_DIR}/ClrtRegistry.cmake
    DEPENDS ${texts} ${folder}/registry.args.cmake ${CLRT_CMAKE_DIR}/ClrtRegistry.cmake COMMENT "Embedding the kernels of ${target}" VERBATIM)
  set_source_files_properties(${objects} PROPERTIES EXTERNAL_OBJECT TRUE GENERATED TRUE)
  target_sources(${target} PRIVATE ${registry} ${objects})
  target_include_directories(${target} PRIVATE ${CLRT_INCLUDE_ROOT})
  target_compile_features(${target} PRIVATE cxx_std_20)
  # Nothing refers to the registry by name: without this a linker leaves the static library's member out.
  target_link_options(${target} INTERFACE LINKER:--undefined=clrt_register_${symbol})
  if(TARGET clrt_registry)
    target_link_libraries(${target} PUBLIC clrt_registry)
  else()
    target_link_libraries(${target} PUBLIC clrt::registry)
  endif()
  target_link_libraries(${target} PUBLIC -l:libsleef.so.3 m)
endfunction()
