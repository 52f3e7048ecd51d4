# Writes OUTPUT, a C++ file that defines clrt::bench::source_text for FILES (separated by commas).
# Run by: cmake -DOUTPUT=... -DFILES=a.cl,b.cl -P ClrtEmbedText.cmake
string(REPLACE "," ";" files "${FILES}")
set(cases "")
foreach(file ${files})
  get_filename_component(stem ${file} NAME_WE)
  file(READ ${file} text)
  string(APPEND cases "      {\"${stem}\", R\"clrt_text(${text})clrt_text\"},\n")
endforeach()
file(WRITE ${OUTPUT} "// Made by cmake/ClrtEmbedText.cmake.
#include \"bench/sources.hpp\"

#include <map>

namespace clrt::bench {
std::string source_text(const std::string& name) {
  static const std::map<std::string, std::string> texts{
${cases}  };
  return texts.at(name);
}
}  // namespace clrt::bench
")
