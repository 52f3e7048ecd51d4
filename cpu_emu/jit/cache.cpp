// The disk cache of compiled kernels.
#include "cpu_emu/jit/cache.hpp"

#define XXH_INLINE_ALL
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "clrt/error.h"
#include "cpu_emu/executor/kernel_abi.h"

namespace clrt::jit {
namespace {

namespace fs = std::filesystem;

constexpr std::array<char, 8> kMagic = {'C', 'L', 'R', 'T', 'J', 'I', 'T', '\n'};
constexpr std::size_t kSections = 7;

struct Header {
  std::array<char, 8> magic = kMagic;
  std::uint32_t format = kCacheFormatVersion;
  std::uint32_t abi = cpu::kAbiVersion;
  std::array<char, 16> isa{};
  std::array<char, 32> key{};
  std::uint64_t compiler = 0;
  std::array<std::uint64_t, kSections> sizes{};
  std::uint64_t checksum = 0;
};
static_assert(sizeof(Header) == 136 && std::is_trivially_copyable_v<Header>);

std::array<std::string CacheEntry::*, kSections> sections() {
  return {&CacheEntry::so,      &CacheEntry::generated, &CacheEntry::signature, &CacheEntry::preprocessed,
          &CacheEntry::generic, &CacheEntry::refusal,   &CacheEntry::log};
}

std::uint64_t checksum_of(Header header, std::string_view payload) {
  header.checksum = 0;
  return XXH3_64bits_withSeed(payload.data(), payload.size(), XXH3_64bits(&header, sizeof header));
}

Header header_for(const CacheStamp& stamp) {
  Header h;
  std::memcpy(h.isa.data(), stamp.isa.data(), std::min(stamp.isa.size(), h.isa.size() - 1));
  std::memcpy(h.key.data(), stamp.key.data(), std::min(stamp.key.size(), h.key.size()));
  h.compiler = XXH3_64bits(stamp.compiler.data(), stamp.compiler.size());
  return h;
}

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr ? value : "";
}

// Makes the folder, for this user alone, and says whether files can be made in it.
bool usable(const std::string& folder) {
  if (folder.empty()) return false;
  std::error_code error;
  const fs::path path(folder);
  if (!fs::exists(path, error)) {
    if (path.has_parent_path()) fs::create_directories(path.parent_path(), error);
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) return false;
  }
  return ::access(folder.c_str(), R_OK | W_OK | X_OK) == 0;
}

std::string temporary_name(const std::string& path) {
  static std::atomic<unsigned> counter{0};
  return path + ".tmp-" + std::to_string(::getpid()) + "-" + std::to_string(counter.fetch_add(1));
}

std::string temporary_folder() {
  const std::string set = environment("TMPDIR");
  return set.empty() ? "/tmp" : set;
}

}  // namespace

void KeyBuilder::add(std::string_view name, std::string_view value) {
  text_ += std::to_string(name.size()) + ":" + std::to_string(value.size()) + ":";
  text_ += name;
  text_ += value;
}

std::string KeyBuilder::finish() const {
  const XXH128_hash_t hash = XXH3_128bits(text_.data(), text_.size());
  char digits[33];
  std::snprintf(digits, sizeof digits, "%016llx%016llx", static_cast<unsigned long long>(hash.high64),
                static_cast<unsigned long long>(hash.low64));
  return digits;
}

DiskCache::DiskCache(std::string folder) : folder_(std::move(folder)) {
  if (!usable(folder_)) folder_.clear();
}

std::string DiskCache::entry_path(const std::string& key) const { return folder_ + "/" + key + ".clrt"; }

std::optional<CacheEntry> DiskCache::load(const CacheStamp& stamp) const {
  if (folder_.empty()) return std::nullopt;
  const std::string path = entry_path(stamp.key);
  const std::optional<std::string> file = read_file(path);
  if (!file || file->size() < sizeof(Header)) return std::nullopt;
  Header header;
  std::memcpy(&header, file->data(), sizeof header);
  Header wanted = header_for(stamp);
  wanted.sizes = header.sizes;
  wanted.checksum = header.checksum;
  if (std::memcmp(&header, &wanted, sizeof header) != 0) return std::nullopt;

  const std::string_view payload = std::string_view(*file).substr(sizeof header);
  std::uint64_t total = 0;
  for (std::uint64_t size : header.sizes) {
    if (size > payload.size()) return std::nullopt;
    total += size;
  }
  if (total != payload.size() || header.checksum != checksum_of(header, payload)) return std::nullopt;

  CacheEntry entry;
  std::size_t at = 0;
  for (std::size_t i = 0; i < kSections; ++i) {
    entry.*(sections()[i]) = payload.substr(at, header.sizes[i]);
    at += header.sizes[i];
  }
  ::utimensat(AT_FDCWD, path.c_str(), nullptr, 0);  // marks the use for prune
  return entry;
}

void DiskCache::store(const CacheStamp& stamp, const CacheEntry& entry) const {
  if (folder_.empty()) return;
  Header header = header_for(stamp);
  std::string payload;
  for (std::size_t i = 0; i < kSections; ++i) {
    const std::string& section = entry.*(sections()[i]);
    header.sizes[i] = section.size();
    payload += section;
  }
  header.checksum = checksum_of(header, payload);
  std::string file(reinterpret_cast<const char*>(&header), sizeof header);
  file += payload;
  write_atomically(entry_path(stamp.key), file);
}

void DiskCache::prune(std::uint64_t limit_bytes) const {
  if (folder_.empty()) return;
  struct File {
    fs::file_time_type time;
    std::uint64_t size;
    fs::path path;
  };
  std::vector<File> files;
  std::uint64_t total = 0;
  std::error_code error;
  for (fs::recursive_directory_iterator it(folder_, error), end; !error && it != end; it.increment(error)) {
    const std::string extension = it->path().extension().string();
    // Temporary files count too: a process that was killed while writing leaves one behind.
    if (extension != ".clrt" && extension != ".pch" && extension != ".cl" && !extension.starts_with(".tmp-")) continue;
    std::error_code gone;
    const auto time = it->last_write_time(gone);
    const auto size = it->file_size(gone);
    if (gone) continue;
    files.push_back({time, size, it->path()});
    total += size;
  }
  std::sort(files.begin(), files.end(), [](const File& a, const File& b) { return a.time < b.time; });
  for (const File& f : files) {
    if (total <= limit_bytes) return;
    std::error_code gone;
    fs::remove(f.path, gone);
    total -= f.size;
  }
}

std::string default_cache_folder() {
  const std::string chosen = environment("CLRT_CACHE_DIR");
  if (!chosen.empty()) return chosen;
  std::vector<std::string> candidates;
  if (const std::string xdg = environment("XDG_CACHE_HOME"); !xdg.empty()) candidates.push_back(xdg + "/clrt");
  if (const std::string home = environment("HOME"); !home.empty()) candidates.push_back(home + "/.cache/clrt");
  for (const std::string& c : candidates)
    if (usable(c)) return c;
  // A shared folder: the name has the user's number, and a folder that somebody else made is not used.
  const std::string fallback = temporary_folder() + "/clrt-cache-" + std::to_string(::getuid());
  struct stat s {};
  if (!usable(fallback) || ::lstat(fallback.c_str(), &s) != 0 || !S_ISDIR(s.st_mode) || s.st_uid != ::getuid() ||
      (s.st_mode & 022) != 0)
    return {};
  return fallback;
}

std::uint64_t cache_limit_bytes() {
  const std::string text = environment("CLRT_CACHE_MAX_MB");
  const std::uint64_t megabytes = text.empty() ? 1024 : std::strtoull(text.c_str(), nullptr, 10);
  return megabytes << 20;
}

bool write_atomically(const std::string& path, std::string_view content) {
  const std::string temporary = temporary_name(path);
  const int fd = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0) return false;
  bool good = true;
  for (std::size_t at = 0; good && at < content.size();) {
    const ssize_t n = ::write(fd, content.data() + at, content.size() - at);
    if (n > 0) at += static_cast<std::size_t>(n);
    else good = n < 0 && errno == EINTR;
  }
  good = ::close(fd) == 0 && good;
  good = good && ::rename(temporary.c_str(), path.c_str()) == 0;
  if (!good) ::unlink(temporary.c_str());
  return good;
}

std::optional<std::string> read_file(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return std::nullopt;
  std::string content;
  struct stat s {};
  bool good = ::fstat(fd, &s) == 0 && S_ISREG(s.st_mode);
  if (good) content.resize(static_cast<std::size_t>(s.st_size));
  std::size_t at = 0;
  while (good && at < content.size()) {
    const ssize_t n = ::read(fd, content.data() + at, content.size() - at);
    if (n > 0) at += static_cast<std::size_t>(n);
    else if (n == 0) break;
    else good = errno == EINTR;
  }
  ::close(fd);
  if (!good) return std::nullopt;
  content.resize(at);
  return content;
}

ScratchFolder::ScratchFolder() : path_(temporary_folder() + "/clrt-build-XXXXXX") {
  if (::mkdtemp(path_.data()) == nullptr)
    throw Error(Status::kIoError, "no folder for temporary files: " + path_ + ": " + std::strerror(errno));
}

ScratchFolder::~ScratchFolder() {
  std::error_code error;
  fs::remove_all(path_, error);
}

}  // namespace clrt::jit
