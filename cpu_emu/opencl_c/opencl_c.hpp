// What generated code includes: the OpenCL C built-in library over lanes, one header per chapter of the specification.
#pragma once

#include "cpu_emu/opencl_c/atomics.hpp"
#include "cpu_emu/opencl_c/common.hpp"
#include "cpu_emu/opencl_c/conversions.hpp"
#include "cpu_emu/opencl_c/geometric.hpp"
#include "cpu_emu/opencl_c/integer.hpp"
#include "cpu_emu/opencl_c/integer_dot.hpp"
#include "cpu_emu/opencl_c/math.hpp"
#include "cpu_emu/opencl_c/printf.hpp"
#include "cpu_emu/opencl_c/relational.hpp"
#include "cpu_emu/opencl_c/subgroups.hpp"
#include "cpu_emu/opencl_c/vector_types.hpp"
#include "cpu_emu/opencl_c/vload_vstore.hpp"
#include "cpu_emu/opencl_c/work_group.hpp"
#include "cpu_emu/opencl_c/work_item.hpp"
