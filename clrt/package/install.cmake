# What `cmake --install` puts where: one static library, the public headers, the headers of generated code, the tool, and the
# descriptions for find_package(clrt) and pkg-config.
include(CMakePackageConfigHelpers)

set(CLRT_PACKAGE_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/clrt)
set(CLRT_INCLUDE_ROOT_DIR ${CMAKE_INSTALL_DATADIR}/clrt/include)

# An engine links one archive: ours, merged.
set(parts clrt clrt_cpu_device clrt_executor clrt_check clrt_jit clrt_translate clrt_registry clrt_numa clrt_gpu)
set(script "CREATE ${CMAKE_CURRENT_BINARY_DIR}/package/libclrt.a\n")
foreach(part ${parts})
  string(APPEND script "ADDLIB $<TARGET_FILE:${part}>\n")
endforeach()
string(APPEND script "SAVE\nEND\n")
file(GENERATE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/package/merge.mri CONTENT "${script}")
install(CODE "execute_process(COMMAND \"${CMAKE_AR}\" -M INPUT_FILE \"${CMAKE_CURRENT_BINARY_DIR}/package/merge.mri\" COMMAND_ERROR_IS_FATAL ANY)")
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/package/libclrt.a DESTINATION ${CMAKE_INSTALL_LIBDIR})

install(FILES clrt.h clrt.hpp error.h format.hpp handles.hpp host_types.hpp tensor.hpp typed_kernel.hpp DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/clrt)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/cpu_emu/opencl_c ${PROJECT_SOURCE_DIR}/cpu_emu/lanes
  DESTINATION ${CLRT_INCLUDE_ROOT_DIR}/cpu_emu FILES_MATCHING PATTERN "*.hpp" PATTERN "*.h")
install(FILES ${PROJECT_SOURCE_DIR}/cpu_emu/executor/kernel_abi.h ${PROJECT_SOURCE_DIR}/cpu_emu/executor/check_abi.h DESTINATION ${CLRT_INCLUDE_ROOT_DIR}/cpu_emu/executor)
install(FILES ${PROJECT_SOURCE_DIR}/cpu_emu/registry.hpp ${PROJECT_SOURCE_DIR}/cpu_emu/isa.hpp DESTINATION ${CLRT_INCLUDE_ROOT_DIR}/cpu_emu)
install(FILES ${PROJECT_SOURCE_DIR}/cpu_emu/gdb/clrt.py DESTINATION ${CMAKE_INSTALL_DATADIR}/clrt/gdb)
install(TARGETS clrt_tool RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})

configure_package_config_file(${CMAKE_CURRENT_SOURCE_DIR}/package/clrtConfig.cmake.in ${CMAKE_CURRENT_BINARY_DIR}/package/clrtConfig.cmake
  INSTALL_DESTINATION ${CLRT_PACKAGE_DIR}
  PATH_VARS CMAKE_INSTALL_LIBDIR CMAKE_INSTALL_INCLUDEDIR CMAKE_INSTALL_BINDIR CLRT_INCLUDE_ROOT_DIR)
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/package/clrtConfigVersion.cmake COMPATIBILITY SameMinorVersion)
configure_file(package/clrt.pc.in package/clrt.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/package/clrtConfig.cmake ${CMAKE_CURRENT_BINARY_DIR}/package/clrtConfigVersion.cmake
  ${PROJECT_SOURCE_DIR}/cmake/ClrtKernels.cmake ${PROJECT_SOURCE_DIR}/cmake/ClrtTranslate.cmake ${PROJECT_SOURCE_DIR}/cmake/ClrtRegistry.cmake
  DESTINATION ${CLRT_PACKAGE_DIR})
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/package/clrt.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
