# clrt_embed_text(OUTPUT FUNCTION FILES...): a C++ file that holds the texts of FILES. FUNCTION, a qualified name such as
# clrt::bench::source_texts, returns them by the files' stems; whoever calls it declares it:
#   const std::map<std::string_view, std::string_view>& source_texts();
function(clrt_embed_text output function)
  set(script ${CMAKE_CURRENT_FUNCTION_LIST_FILE})
  list(JOIN ARGN "," files)
  add_custom_command(OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DOUTPUT=${output} -DFUNCTION=${function} -DFILES=${files} -P ${script}
    DEPENDS ${ARGN} ${script} VERBATIM)
endfunction()

if(CMAKE_SCRIPT_MODE_FILE STREQUAL CMAKE_CURRENT_LIST_FILE)
  string(REPLACE "," ";" files "${FILES}")
  string(REGEX REPLACE "::[^:]*$" "" space ${FUNCTION})
  string(REGEX REPLACE "^.*::" "" name ${FUNCTION})
  set(texts "")
  foreach(file ${files})
    get_filename_component(stem ${file} NAME_WE)
    file(READ ${file} text)
    string(APPEND texts "      {\"${stem}\", R\"clrt_text(${text})clrt_text\"},\n")
  endforeach()
  file(WRITE ${OUTPUT} "// Made by cmake/ClrtEmbedText.cmake.
#include <map>
#include <string_view>

namespace ${space} {
const std::map<std::string_view, std::string_view>& ${name}();
const std::map<std::string_view, std::string_view>& ${name}() {
  static const std::map<std::string_view, std::string_view> texts{
${texts}  };
  return texts;
}
}  // namespace ${space}
")
endif()
