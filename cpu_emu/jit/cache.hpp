// The disk cache of compiled and translated kernels: one file per entry, checked before use, written atomically.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace clrt::jit {

// 128-bit xxh3 over named parts. Parts are length-prefixed, so that no two lists of parts hash alike by concatenation.
class KeyBuilder {
 public:
  void add(std::string_view name, std::string_view value);
  std::string finish() const;  // 32 hexadecimal digits

 private:
  std::string text_;
};

// What an entry holds. Translations have no `so`.
struct CacheEntry {
  std::string so;            // shared object, as the linker wrote it
  std::string generated;     // C++ of cl2cpp
  std::string signature;     // JSON
  std::string preprocessed;  // OpenCL C
  std::string generic;       // OpenCL C of the second printer, empty with a refusal
  std::string refusal;
  std::string log;           // warnings and remarks of the tools
};

// What an entry must agree with to be used.
struct CacheStamp {
  std::string key;       // 32 digits
  std::string isa;       // "scalar", "avx2", "avx512", "any" for a translation; at most 15 characters
  std::string compiler;  // identity of the compiler; its hash is stored
};

// Raised with any change of the entry file's layout.
inline constexpr std::uint32_t kCacheFormatVersion = 1;

// Entry file: 8 bytes magic, then little-endian u32 format version, u32 ABI version, char[16] ISA, char[32] key,
// u64 compiler hash, u64 x 7 section sizes, u64 xxh3 of the header before it and the payload after it; then the sections.
//
// All functions are safe from several threads and processes at once. A cache that cannot be read or written is no error: load
// finds nothing, store does nothing.
class DiskCache {
 public:
  // `folder` is made when missing. Empty: no cache.
  explicit DiskCache(std::string folder);

  const std::string& folder() const { return folder_; }  // empty when it cannot be used

  // Nothing when absent, damaged, of another format, ABI, ISA, compiler or key.
  std::optional<CacheEntry> load(const CacheStamp& stamp) const;
  void store(const CacheStamp& stamp, const CacheEntry& entry) const;

  std::string entry_path(const std::string& key) const;

  // Deletes the entries longest unused until `limit_bytes` hold the rest.
  void prune(std::uint64_t limit_bytes) const;

 private:
  std::string folder_;
};

// CLRT_CACHE_DIR, else $XDG_CACHE_HOME/clrt, else ~/.cache/clrt, else a folder of this user in $TMPDIR; the first that can be
// written to.
std::string default_cache_folder();

// Limit of the cache in bytes: CLRT_CACHE_MAX_MB, 1024 unless set.
std::uint64_t cache_limit_bytes();

// Writes a file beside `path` and renames it, so that readers see the old content or the new, never a part. False on failure.
bool write_atomically(const std::string& path, std::string_view content);

std::optional<std::string> read_file(const std::string& path);

// A private folder in $TMPDIR that is deleted with its content at the end of the scope. Throws clrt::Error (kIoError).
class ScratchFolder {
 public:
  ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ~ScratchFolder();
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

}  // namespace clrt::jit
