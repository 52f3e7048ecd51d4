# clrt_add_kernels: see below; provided by cpu_emu.
