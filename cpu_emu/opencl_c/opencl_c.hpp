// What generated code includes: the OpenCL C built-in library over lanes, one header per chapter of the specification.
#pragma once

#include "cpu_emu/lanes/divide.hpp"
#include "cpu_emu/lanes/memory.hpp"
#include "cpu_emu/opencl_c/common.hpp"
#include "cpu_emu/opencl_c/math.hpp"
#include "cpu_emu/opencl_c/subgroups.hpp"
#include "cpu_emu/opencl_c/work_item.hpp"
