/* C API of clrt: OpenCL C kernels on the CPU (as SIMD code) and on OpenCL devices (through their driver).
 *
 * Status: every function that can fail returns a clrt_status; on failure nothing has changed, output parameters are untouched
 * and clrt_last_error() has a message for people. The library never prints and never aborts on a user's error.
 * Ownership: a handle is created with one reference; clrt_*_retain adds one, clrt_*_release drops one (null is allowed). What a
 * handle needs (the program of a kernel, the device of a buffer) it keeps alive itself.
 * Threads: any function may be called from any thread. Commands that threads send to one queue are put in one after another;
 * concurrent reading and releasing of the same handle is the caller's to avoid, as is writing a buffer that a kernel uses.
 * Strings returned as const char* belong to the handle they came from and live as long as it does.
 * Sizes and offsets are in bytes unless said otherwise. NDRange sizes are in work-items.
 */
#ifndef CLRT_CLRT_H
#define CLRT_CLRT_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum clrt_status {
  CLRT_OK = 0,
  CLRT_INVALID_ARGUMENT, /* what the caller passed */
  CLRT_OUT_OF_MEMORY,
  CLRT_BUILD_FAILED, /* the message has the diagnostics */
  CLRT_NOT_FOUND,
  CLRT_UNSUPPORTED, /* right, but not on this device or machine; the message has the reason */
  CLRT_DEVICE_ERROR,
  CLRT_IO_ERROR,
  CLRT_INTERNAL, /* a fault of this library */
  CLRT_CHECK_FAILED /* the kernel ran in checked mode and did something wrong; the message has the findings */
} clrt_status;

/* The message of the last call on this thread that failed; "" when none has. Valid until the next failing call here. */
const char* clrt_last_error(void);
const char* clrt_status_name(clrt_status status); /* "invalid argument", ... */
const char* clrt_version(void);                   /* "0.1.0" */

typedef struct clrt_device_s* clrt_device;
typedef struct clrt_buffer_s* clrt_buffer;
typedef struct clrt_program_s* clrt_program;
typedef struct clrt_kernel_s* clrt_kernel;
typedef struct clrt_queue_s* clrt_queue;
typedef struct clrt_event_s* clrt_event;
typedef struct clrt_graph_s* clrt_graph;
typedef struct clrt_image_s* clrt_image;

/* ---- Devices. Index 0 is always the CPU; then every OpenCL device the loader finds. Found once, at the first call. ---- */

typedef struct clrt_device_info {
  const char *name, *vendor, *driver;
  const char* kind;       /* "cpu" | "opencl" */
  const char* isa;        /* CPU: "scalar" | "avx2" | "avx512"; else "" */
  const char* sub_groups; /* how sub-group functions run: "lanes", "native", or a prelude's name */
  uint32_t compute_units;
  uint64_t global_bytes, local_bytes, max_alloc_bytes;
  uint64_t max_local_size; /* work-items in a work-group */
  uint64_t max_local_sizes[3];
  const uint32_t* sub_group_sizes;
  size_t sub_group_size_count;
  int fp16, fp64, unified_memory; /* 0 or 1 */
} clrt_device_info;

clrt_status clrt_device_count(size_t* count);
clrt_status clrt_device_get(size_t index, clrt_device* device);
/* "cpu", an index, or a part of a name, vendor or driver (case does not matter; the first match). NULL or "": what CLRT_FORCE_DEVICE
 * says, else the CPU. CLRT_NOT_FOUND lists the devices there are. */
clrt_status clrt_device_select(const char* text, clrt_device* device);
clrt_status clrt_device_get_info(clrt_device device, clrt_device_info* info);
const char* clrt_device_json(clrt_device device); /* the same, and the index, as a JSON object */
/* Why there are no OpenCL devices ("no libOpenCL.so.1 ..."); "" when there are some. */
const char* clrt_why_no_opencl(void);

/* A part of a device: one NUMA node, or a set of cores (indices as `clrt info` draws them). Buffers and programs of the whole
 * device serve its parts too. CLRT_UNSUPPORTED where the device cannot be divided. */
clrt_status clrt_device_node(clrt_device device, uint32_t node, clrt_device* part);
clrt_status clrt_device_cores(clrt_device device, const uint32_t* cores, size_t core_count, clrt_device* part);

/* printf of kernels goes to `print` (any thread, not null-terminated) instead of stdout; NULL restores stdout.
 * CLRT_UNSUPPORTED where the driver keeps it to itself. */
typedef void (*clrt_print_function)(void* user, const char* text, size_t length);
clrt_status clrt_device_on_print(clrt_device device, clrt_print_function print, void* user);

clrt_device clrt_device_retain(clrt_device device);
void clrt_device_release(clrt_device device);

/* ---- Buffers. A buffer of 0 bytes is allowed. ---- */

typedef enum clrt_placement {
  CLRT_PLACEMENT_DEFAULT = 0,
  CLRT_PLACEMENT_BIND,        /* on one NUMA node */
  CLRT_PLACEMENT_INTERLEAVED, /* page by page over the nodes */
  CLRT_PLACEMENT_PARTITIONED, /* as work-groups are shared out: contiguous ranges */
  CLRT_PLACEMENT_REPLICATED   /* one copy per node, for small shared operands */
} clrt_placement;

typedef struct clrt_buffer_options {
  clrt_placement placement;
  int node;          /* for CLRT_PLACEMENT_BIND */
  int no_huge_pages; /* 1: do not ask for huge pages */
} clrt_buffer_options;

/* Contents are undefined. `options` may be NULL. */
clrt_status clrt_buffer_create(clrt_device device, size_t bytes, const clrt_buffer_options* options, clrt_buffer* buffer);
/* Uses the caller's memory, which must outlive the buffer; without a copy where the device can (the CPU always). A buffer made
 * with read_only = 1 is refused for arguments that the kernel may write. */
clrt_status clrt_buffer_import(clrt_device device, void* memory, size_t bytes, int read_only, clrt_buffer* buffer);
/* [offset, offset + bytes) of a file, read-only, by mmap: no copy on the CPU, pages are read when they are touched. bytes 0: to
 * the end. Any offset; the file must not shrink while the buffer lives. */
clrt_status clrt_buffer_import_file(clrt_device device, const char* path, uint64_t offset, uint64_t bytes, clrt_buffer* buffer);
/* Shares memory with its parent, which it keeps alive. Devices may demand an alignment of offset (the CPU: none). */
clrt_status clrt_buffer_sub(clrt_buffer parent, size_t offset, size_t bytes, clrt_buffer* buffer);
size_t clrt_buffer_size(clrt_buffer buffer);
/* The host's address of the memory where the host can reach it directly, else NULL. */
void* clrt_buffer_host(clrt_buffer buffer);
clrt_buffer clrt_buffer_retain(clrt_buffer buffer);
void clrt_buffer_release(clrt_buffer buffer);

/* ---- Images: views of a buffer with sizes and a format. What a kernel writes through one is in the buffer. ---- */

typedef enum clrt_image_kind {
  CLRT_IMAGE_1D = 1,
  CLRT_IMAGE_2D,
  CLRT_IMAGE_3D,
  CLRT_IMAGE_1D_ARRAY,
  CLRT_IMAGE_2D_ARRAY,
  CLRT_IMAGE_1D_BUFFER
} clrt_image_kind;

/* Numbers are OpenCL's. Channels that are missing read as 0, alpha as 1. */
typedef enum clrt_channel_order { CLRT_R = 0x10B0, CLRT_RG = 0x10B2, CLRT_RGBA = 0x10B5, CLRT_BGRA = 0x10B6 } clrt_channel_order;
typedef enum clrt_channel_type {
  CLRT_SNORM8 = 0x10D0, /* -1..1 */
  CLRT_SNORM16,
  CLRT_UNORM8, /* 0..1 */
  CLRT_UNORM16,
  CLRT_INT8 = 0x10D7,
  CLRT_INT16,
  CLRT_INT32,
  CLRT_UINT8,
  CLRT_UINT16,
  CLRT_UINT32,
  CLRT_HALF,
  CLRT_FLOAT
} clrt_channel_type;

/* Zero-initialise and set what the kind has; the others may be 0 or 1. */
typedef struct clrt_image_desc {
  clrt_image_kind kind;
  clrt_channel_order order;
  clrt_channel_type type;
  size_t width, height, depth, layers; /* texels; layers of the arrays */
  size_t offset;                       /* bytes into the buffer, of texel 0; a multiple of a channel's size */
  size_t row_pitch, slice_pitch;       /* bytes; 0: as close as they fit; a slice is a layer too */
} clrt_image_desc;

/* Keeps the buffer alive. CLRT_UNSUPPORTED where the device has no such image. On the CPU kernels reach the buffer itself; on
 * OpenCL devices a launch copies the view into an image before and, unless the kernel only reads it, back after. */
clrt_status clrt_image_create(clrt_buffer buffer, const clrt_image_desc* desc, clrt_image* image);
clrt_image clrt_image_retain(clrt_image image);
void clrt_image_release(clrt_image image);

/* What an argument of type sampler_t takes. CLRT_ADDRESSING_REPEAT and _MIRRORED need normalized = 1. */
typedef enum clrt_addressing {
  CLRT_ADDRESSING_NONE = 0,      /* coordinates are inside */
  CLRT_ADDRESSING_TO_EDGE = 2,   /* the texel at the edge */
  CLRT_ADDRESSING_CLAMP = 4,     /* a border of 0 */
  CLRT_ADDRESSING_REPEAT = 6,
  CLRT_ADDRESSING_MIRRORED = 8
} clrt_addressing;
typedef struct clrt_sampler {
  clrt_addressing addressing;
  int normalized; /* 1: coordinates go from 0 to 1 */
  int linear;     /* 1: interpolates; 0: the nearest texel */
} clrt_sampler;

/* ---- Programs ---- */

/* `name` is for messages, and when it is a path its folder is searched for includes; `options` as clBuildProgram takes them
 * (-Dx=y, -Idir, -cl-*), and -clrt-check for checked mode (docs/check_a_kernel.md); may be NULL. CLRT_BUILD_FAILED has the
 * diagnostics with file and line. */
clrt_status clrt_program_from_source(clrt_device device, const char* name, const char* source, const char* options,
                                     clrt_program* program);
clrt_status clrt_program_from_file(clrt_device device, const char* path, const char* options, clrt_program* program);
/* Compiled ahead of time by clrt_add_kernels() in CMake; `name` is the stem of the .cl file. */
clrt_status clrt_program_registered(clrt_device device, const char* name, clrt_program* program);
/* The built program as bytes that clrt_program_from_binary takes, to keep where it shall start without a compiler. *data belongs
 * to the program. CLRT_UNSUPPORTED for a program that was compiled ahead of time for the CPU: it is part of the executable. */
clrt_status clrt_program_binary(clrt_program program, const void** data, size_t* bytes);
/* Bytes that were cut off or damaged are refused by their checksum (CLRT_INVALID_ARGUMENT), those of another device, processor,
 * driver or library version with both names (CLRT_UNSUPPORTED). They are machine code: load only what you trust. */
clrt_status clrt_program_from_binary(clrt_device device, const void* data, size_t bytes, clrt_program* program);
const char* clrt_program_log(clrt_program program);    /* warnings and remarks; may be "" */
const char* clrt_program_origin(clrt_program program); /* "ahead of time" | "cache hit" | "compiled" | "binary" */
size_t clrt_program_kernel_count(clrt_program program);
const char* clrt_program_kernel_name(clrt_program program, size_t index); /* NULL past the end */
clrt_program clrt_program_retain(clrt_program program);
void clrt_program_release(clrt_program program);

/* ---- Kernels: immutable, arguments are given at launch ---- */

typedef enum clrt_arg_address {
  CLRT_ADDRESS_GLOBAL,
  CLRT_ADDRESS_CONSTANT,
  CLRT_ADDRESS_LOCAL,
  CLRT_ADDRESS_VALUE,
  CLRT_ADDRESS_IMAGE,
  CLRT_ADDRESS_SAMPLER
} clrt_arg_address;

typedef struct clrt_arg_info {
  const char *name, *type; /* type as in OpenCL C without address space and star: "float", "int4" */
  clrt_arg_address address;
  size_t size; /* VALUE: bytes; pointers: bytes of one pointee */
  int read_only;
} clrt_arg_info;

typedef struct clrt_kernel_info {
  const char* name;
  size_t arg_count;
  uint32_t sub_group_size;    /* 0: whatever the device has */
  uint32_t required_local[3]; /* reqd_work_group_size; zeros: free */
  uint64_t local_bytes;       /* static local memory */
  int uses_barrier, uses_sub_groups;
  int one_lane;       /* the CPU runs it unvectorised; the report says why */
  const char* report; /* JSON */
} clrt_kernel_info;

clrt_status clrt_kernel_create(clrt_program program, const char* name, clrt_kernel* kernel);
clrt_status clrt_kernel_get_info(clrt_kernel kernel, clrt_kernel_info* info);
clrt_status clrt_kernel_get_arg(clrt_kernel kernel, size_t index, clrt_arg_info* info);
clrt_kernel clrt_kernel_retain(clrt_kernel kernel);
void clrt_kernel_release(clrt_kernel kernel);

/* ---- Queues ---- */

enum {
  CLRT_QUEUE_OUT_OF_ORDER = 1, /* commands keep only the order of their wait lists */
  CLRT_QUEUE_PROFILING = 2     /* events have times */
};
clrt_status clrt_queue_create(clrt_device device, uint32_t flags, clrt_queue* queue);
clrt_queue clrt_queue_retain(clrt_queue queue);
void clrt_queue_release(clrt_queue queue); /* the last release waits for the queue's commands */

/* One argument of a launch. Zero-initialise and set what the kind needs. */
typedef enum clrt_arg_kind {
  CLRT_ARG_NONE = 0, /* forgotten: refused */
  CLRT_ARG_BUFFER,   /* buffer, offset; extent when known */
  CLRT_ARG_NULL,     /* a null pointer, on purpose */
  CLRT_ARG_LOCAL,    /* size: bytes of local memory */
  CLRT_ARG_VALUE,    /* value, size */
  CLRT_ARG_IMAGE,    /* value: the clrt_image itself */
  CLRT_ARG_SAMPLER   /* value: address of a clrt_sampler */
} clrt_arg_kind;

typedef struct clrt_arg {
  clrt_arg_kind kind;
  clrt_buffer buffer;
  size_t offset; /* into the buffer; a multiple of the element's alignment, on OpenCL devices of the driver's
                                  (often 128 bytes) */
  size_t extent; /* bytes from offset that the kernel will touch; checked against the buffer; 0: not declared */
  size_t size;
  const void* value; /* copied by the launch */
  const char* type;  /* what the caller means: "float", "int4", a buffer's element; checked against the kernel; NULL:
                                  only the size is checked */
} clrt_arg;

typedef struct clrt_ndrange {
  uint32_t dim;       /* 1..3 */
  uint64_t global[3]; /* 0 in any dimension: nothing to do, the launch succeeds */
  uint64_t local[3];  /* zeros: the device chooses */
  uint64_t offset[3];
} clrt_ndrange;

/* Stateless: everything a launch needs is in the call, and `args` may be changed or freed when it returns. All arguments are
 * checked first. `event` may be NULL; an error of a command nobody waits for is reported by clrt_finish. */
clrt_status clrt_launch(clrt_queue queue, clrt_kernel kernel, const clrt_ndrange* range, const clrt_arg* args, size_t arg_count,
                        const clrt_event* waits, size_t wait_count, clrt_event* event);

/* Copies. blocking = 0: the host memory must stay until the event is complete. A fill's pattern has 1, 2, 4, 8, 16, 32, 64 or
 * 128 bytes, and offset and bytes are multiples of it. */
clrt_status clrt_write(clrt_queue queue, clrt_buffer buffer, size_t offset, const void* from, size_t bytes, int blocking,
                       const clrt_event* waits, size_t wait_count, clrt_event* event);
clrt_status clrt_read(clrt_queue queue, clrt_buffer buffer, size_t offset, void* to, size_t bytes, int blocking,
                      const clrt_event* waits, size_t wait_count, clrt_event* event);
clrt_status clrt_copy(clrt_queue queue, clrt_buffer from, size_t from_offset, clrt_buffer to, size_t to_offset, size_t bytes,
                      const clrt_event* waits, size_t wait_count, clrt_event* event);
clrt_status clrt_fill(clrt_queue queue, clrt_buffer buffer, size_t offset, size_t bytes, const void* pattern,
                      size_t pattern_bytes, const clrt_event* waits, size_t wait_count, clrt_event* event);

/* Makes [offset, offset + bytes) readable (and with write = 1 writable) at *address until unmapped. Waits for the commands
 * before it in an in-order queue. Kernels must not use a mapped range. */
clrt_status clrt_map(clrt_queue queue, clrt_buffer buffer, size_t offset, size_t bytes, int write, void** address);
clrt_status clrt_unmap(clrt_queue queue, clrt_buffer buffer, void* address);

clrt_status clrt_flush(clrt_queue queue);  /* starts what was put in */
clrt_status clrt_finish(clrt_queue queue); /* waits for all; returns the first error of a command nobody waited for */

/* ---- Events. May be waited for by queues of any device. ---- */

/* Nanoseconds on the device's clock; 0 where the queue was made without CLRT_QUEUE_PROFILING or the time is not known yet. */
typedef struct clrt_times {
  uint64_t queued, start, end;
} clrt_times;

clrt_status clrt_event_wait(clrt_event event);            /* returns the command's own error */
clrt_status clrt_event_done(clrt_event event, int* done); /* 1: complete; never waits */
clrt_status clrt_event_get_times(clrt_event event, clrt_times* times);
clrt_event clrt_event_retain(clrt_event event);
void clrt_event_release(clrt_event event);

/* ---- Graphs: record once, replay with one submission ---- */

/* From begin to end, launches, copies, fills and non-blocking reads and writes to this queue are checked and recorded instead
 * of run; each is a node, numbered from 0, and its event may only be waited for by later commands of the same recording. */
clrt_status clrt_capture_begin(clrt_queue queue);
clrt_status clrt_capture_end(clrt_queue queue, clrt_graph* graph);
size_t clrt_graph_node_count(clrt_graph graph);
/* Replaces one argument of a recorded launch; checked as at launch. Holds for later replays. */
clrt_status clrt_graph_set_arg(clrt_graph graph, size_t node, size_t arg_index, const clrt_arg* arg);
/* Replaces the NDRange of a recorded launch. */
clrt_status clrt_graph_set_range(clrt_graph graph, size_t node, const clrt_ndrange* range);
/* Any queue of the device it was recorded on. The event completes when all nodes have. */
clrt_status clrt_graph_launch(clrt_queue queue, clrt_graph graph, const clrt_event* waits, size_t wait_count, clrt_event* event);
clrt_graph clrt_graph_retain(clrt_graph graph);
void clrt_graph_release(clrt_graph graph);

#ifdef __cplusplus
}
#endif

#endif /* CLRT_CLRT_H */
