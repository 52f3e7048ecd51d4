// Buffers of the CPU device: pages from the system with a placement over the NUMA nodes, the caller's memory, or a part of either.
#pragma once

#include <memory>

#include "clrt/backend.h"
#include "numa/topology.hpp"

namespace clrt::cpu {

// Contents are zero pages of the system, first touched by whoever writes them unless a placement is asked for:
// kBind node, kInterleaved and kReplicated pages round robin over the nodes (kernels see one address, so there is one copy),
// kPartitioned one contiguous share per node in node order, as launches hand out work-groups. Placement and huge pages are
// requests: where the system refuses, the memory is ordinary. Aligned to 128 bytes, from one page on to pages.
// Throws clrt::Error: kOutOfMemory, kInvalidArgument for a node that is not there.
std::unique_ptr<backend::Buffer> allocate_buffer(const numa::Topology& topology, std::size_t bytes, const backend::BufferOptions& options);

std::unique_ptr<backend::Buffer> import_buffer(void* memory);

// Keeps the memory of `parent` alive, which is one of these.
std::unique_ptr<backend::Buffer> part_of_buffer(backend::Buffer& parent, std::size_t offset);

}  // namespace clrt::cpu
