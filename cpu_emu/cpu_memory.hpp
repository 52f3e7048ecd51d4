// Buffers of the CPU device: pages of the system with a placement over the NUMA nodes, the caller's memory, or a part of either.
#pragma once

#include <memory>

#include "clrt/backend.h"
#include "numa/topology.hpp"

namespace clrt::cpu {

// Placements are those of numa/memory.hpp, except that kReplicated is interleaved: a kernel sees one address, so there is one
// copy. Less than a page comes from the heap, aligned to 128 bytes; the rest is page-aligned and zero when fresh.
// Throws clrt::Error: kOutOfMemory, kInvalidArgument for a node that is not there.
std::unique_ptr<backend::Buffer> allocate_buffer(const numa::Topology& topology, std::size_t bytes, const backend::BufferOptions& options);

std::unique_ptr<backend::Buffer> import_buffer(void* memory);

// Keeps the memory of `parent` alive, which is one of these.
std::unique_ptr<backend::Buffer> part_of_buffer(backend::Buffer& parent, std::size_t offset);

}  // namespace clrt::cpu
