// A read-only memory mapping of a part of a file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace clrt::runtime {

class MappedFile {
 public:
  MappedFile() = default;
  // Maps [offset, offset + bytes), or to the end when bytes is 0. Any offset. Throws clrt::Error: kNotFound, kIoError, or
  // kInvalidArgument when the file is shorter.
  MappedFile(const std::string& path, std::uint64_t offset, std::uint64_t bytes);
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  ~MappedFile();

  std::byte* data() const { return data_; }  // of the byte at `offset`
  std::size_t size() const { return size_; }

 private:
  void* pages_ = nullptr;
  std::size_t page_bytes_ = 0;
  std::byte* data_ = nullptr;
  std::size_t size_ = 0;
};

// The text of a file; throws clrt::Error (kNotFound, kIoError).
std::string read_text(const std::string& path);

}  // namespace clrt::runtime
