# Translates one .cl file ahead of time and writes what it depends on. Run by clrt_add_kernels: cmake -DCL2CPP=... -DARGS=... -P
include(${ARGS})
get_filename_component(dir ${FILE} DIRECTORY)

execute_process(
  COMMAND ${CL2CPP} ${FILE} -o ${OUT}.cpp --emit-generic ${OUT}.generic.cl --emit-signature ${OUT}.json
    --emit-preprocessed ${OUT}.flat.cl --module ${STEM} --source-name ${NAME} ${OPTIONS}
  RESULT_VARIABLE status)
if(NOT status EQUAL 0)
  file(REMOVE ${OUT}.cpp ${OUT}.generic.cl ${OUT}.json ${OUT}.flat.cl)
  message(FATAL_ERROR "cl2cpp failed on ${NAME} (${status})")
endif()
if(NOT EXISTS ${OUT}.generic.cl)
  file(WRITE ${OUT}.generic.cl "")
endif()

# The compiler's own scan; where it cannot follow the file (a feature macro it lacks), everything that might be included counts.
execute_process(
  COMMAND ${CLANGXX} -x cl -cl-std=CL3.0 -nogpulib -M -MT ${OUT}.cpp -I${dir} ${SCAN_OPTIONS} ${FILE}
  RESULT_VARIABLE status OUTPUT_VARIABLE rule ERROR_QUIET)
if(NOT status EQUAL 0)
  set(dirs ${SCAN_OPTIONS})
  list(FILTER dirs INCLUDE REGEX "^-I")
  list(TRANSFORM dirs REPLACE "^-I" "")
  set(rule "${OUT}.cpp: ${FILE}")
  foreach(d ${dir} ${dirs})
    file(GLOB headers ${d}/*.clh ${d}/*.h ${d}/*.cl ${d}/*/*.clh)
    foreach(h ${headers})
      string(REPLACE " " "\\ " h "${h}")
      string(APPEND rule " ${h}")
    endforeach()
  endforeach()
  string(APPEND rule "\n")
endif()
file(WRITE ${OUT}.d "${rule}")
