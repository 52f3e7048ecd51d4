# Writes the .clh files named in FILES (separated by commas) into OUTPUT as C++ (run with cmake -P).
string(REPLACE "," ";" files "${FILES}")
set(entries "")
foreach(file ${files})
  get_filename_component(stem ${file} NAME_WE)
  file(READ ${file} text)
  string(APPEND entries "    {\"${stem}\", R\"clh(${text})clh\"},\n")
endforeach()
file(WRITE ${OUTPUT} "// Generated from gpu/preludes/*.clh.
#include <map>
#include <string>

#include \"clrt/error.h\"
#include \"gpu/preludes/prelude.hpp\"

namespace clrt::gpu {

std::string_view prelude_text(std::string_view stem) {
  static const std::map<std::string_view, std::string_view> texts = {
${entries}  };
  const auto found = texts.find(stem);
  if (found == texts.end()) throw Error(Status::kInternal, \"there is no prelude file \" + std::string(stem) + \".clh\");
  return found->second;
}

}  // namespace clrt::gpu
")
