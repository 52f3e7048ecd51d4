# Installation: libraries, headers, tools, the package that find_package(clrt) reads, and pkg-config's file.
#
# An engine gets clrt::clrt (the runtime), clrt::kernels (the kernel library) and clrt_add_kernels(). The headers of generated
# code go to share/clrt/include, where run-time compilation and clrt_add_kernels look for them.
include(CMakePackageConfigHelpers)

set(libraries "")
foreach(library clrt clrt_gpu clrt_cpu_device clrt_jit clrt_translate clrt_registry clrt_executor clrt_numa clrt_kernels)
  if(TARGET ${library})
    list(APPEND libraries ${library})
    string(REGEX REPLACE "^clrt_" "" name ${library})
    set_target_properties(${library} PROPERTIES EXPORT_NAME ${name}
      INTERFACE_INCLUDE_DIRECTORIES "$<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>;$<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>")
  endif()
endforeach()

set(CLRT_PACKAGE_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/clrt)
set(CLRT_GENERATED_INCLUDE ${CMAKE_INSTALL_DATADIR}/clrt/include)
install(TARGETS ${libraries} EXPORT clrtTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(TARGETS cl2cpp EXPORT clrtTargets RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
if(TARGET clrt_tool)
  install(TARGETS clrt_tool RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
install(EXPORT clrtTargets NAMESPACE clrt:: DESTINATION ${CLRT_PACKAGE_DIR})

install(DIRECTORY clrt DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.h" PATTERN "*.hpp"
  PATTERN runtime EXCLUDE PATTERN tool EXCLUDE PATTERN backend.h EXCLUDE)
install(DIRECTORY kernels DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.hpp"
  PATTERN table EXCLUDE PATTERN "*_reference.hpp" EXCLUDE)
install(DIRECTORY kernels DESTINATION ${CLRT_GENERATED_INCLUDE} FILES_MATCHING PATTERN "*.clh")
foreach(folder opencl_c lanes)
  install(DIRECTORY cpu_emu/${folder} DESTINATION ${CLRT_GENERATED_INCLUDE}/cpu_emu FILES_MATCHING PATTERN "*.hpp" PATTERN "*.h" PATTERN "*.inc")
endforeach()
install(FILES cpu_emu/executor/kernel_abi.h DESTINATION ${CLRT_GENERATED_INCLUDE}/cpu_emu/executor)
install(FILES cpu_emu/isa.hpp cpu_emu/registry.hpp DESTINATION ${CLRT_GENERATED_INCLUDE}/cpu_emu)

get_target_property(executor_links clrt_executor LINK_LIBRARIES)
set(CLRT_NEEDS_BOOST OFF)
if("Boost::context" IN_LIST executor_links)
  set(CLRT_NEEDS_BOOST ON)
endif()
configure_package_config_file(cmake/clrtConfig.cmake.in ${CMAKE_BINARY_DIR}/package/clrtConfig.cmake
  INSTALL_DESTINATION ${CLRT_PACKAGE_DIR} PATH_VARS CLRT_GENERATED_INCLUDE)
write_basic_package_version_file(${CMAKE_BINARY_DIR}/package/clrtConfigVersion.cmake COMPATIBILITY SameMinorVersion)
configure_file(cmake/clrt.pc.in ${CMAKE_BINARY_DIR}/package/clrt.pc @ONLY)
install(FILES ${CMAKE_BINARY_DIR}/package/clrtConfig.cmake ${CMAKE_BINARY_DIR}/package/clrtConfigVersion.cmake
  cmake/ClrtKernels.cmake cmake/ClrtTranslate.cmake cmake/ClrtRegistry.cmake DESTINATION ${CLRT_PACKAGE_DIR})
install(FILES ${CMAKE_BINARY_DIR}/package/clrt.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
