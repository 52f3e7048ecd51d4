// Mapping files with mmap.
#include "clrt/runtime/mapped_file.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <utility>

#include "clrt/error.h"

namespace clrt::runtime {
namespace {

[[noreturn]] void fail(const std::string& path, const char* action) {
  const int code = errno;
  throw Error(code == ENOENT ? Status::kNotFound : Status::kIoError,
              "cannot " + std::string(action) + " '" + path + "': " + std::strerror(code));
}

class Descriptor {
 public:
  explicit Descriptor(const std::string& path) : value_(open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
    if (value_ < 0) fail(path, "open");
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { close(value_); }
  int get() const { return value_; }

 private:
  int value_;
};

}  // namespace

MappedFile::MappedFile(const std::string& path, std::uint64_t offset, std::uint64_t bytes) {
  const Descriptor file(path);
  struct stat status{};
  if (fstat(file.get(), &status) != 0) fail(path, "examine");
  if (!S_ISREG(status.st_mode)) throw Error(Status::kIoError, "cannot map '" + path + "': it is not a regular file");
  const auto length = static_cast<std::uint64_t>(status.st_size);
  if (offset > length || bytes > length - offset) {
    throw Error(Status::kInvalidArgument, "'" + path + "' has " + std::to_string(length) + " bytes; " + std::to_string(bytes) +
                                              " bytes at offset " + std::to_string(offset) + " were asked for");
  }
  size_ = bytes != 0 ? bytes : length - offset;
  if (size_ == 0) return;
  const std::uint64_t page = static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
  const std::uint64_t before = offset % page;
  void* pages = mmap(nullptr, size_ + before, PROT_READ, MAP_SHARED, file.get(), static_cast<off_t>(offset - before));
  if (pages == MAP_FAILED) fail(path, "map");
  pages_ = pages;
  page_bytes_ = size_ + before;
  data_ = static_cast<std::byte*>(pages_) + before;
}

MappedFile::MappedFile(MappedFile&& other) noexcept { *this = std::move(other); }

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(pages_, other.pages_);
  std::swap(page_bytes_, other.page_bytes_);
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

MappedFile::~MappedFile() {
  if (pages_ != nullptr) munmap(pages_, page_bytes_);
}

std::string read_text(const std::string& path) {
  const Descriptor exists(path);
  std::ifstream in(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  if (!in || in.bad()) throw Error(Status::kIoError, "cannot read '" + path + "'");
  return text;
}

}  // namespace clrt::runtime
