// What the translator knows of OpenCL C's built-in functions.
#include "builtins.hpp"

#include <cctype>
#include <map>
#include <set>

namespace clrt::translator {
namespace {

using llvm::StringRef;

const std::map<StringRef, StringRef>& item_functions() {
  static const std::map<StringRef, StringRef> table = {
      {"get_global_id", "global_id"}, {"get_local_id", "local_id"}, {"get_group_id", "group_id"}, {"get_local_size", "local_size"},
      {"get_global_size", "global_size"}, {"get_num_groups", "num_groups"}, {"get_enqueued_local_size", "enqueued_local_size"},
      {"get_global_offset", "global_offset"}, {"get_work_dim", "work_dim"}, {"get_global_linear_id", "global_linear_id"},
      {"get_local_linear_id", "local_linear_id"}, {"get_sub_group_size", "sub_group_size"},
      {"get_max_sub_group_size", "max_sub_group_size"}, {"get_num_sub_groups", "num_sub_groups"},
      {"get_enqueued_num_sub_groups", "enqueued_num_sub_groups"}, {"get_sub_group_id", "sub_group_id"},
      {"get_sub_group_local_id", "sub_group_local_id"}};
  return table;
}

// Trailing decimal number of a name, or `otherwise`.
int trailing_number(StringRef s, int otherwise) {
  std::size_t at = s.size();
  while (at > 0 && std::isdigit(static_cast<unsigned char>(s[at - 1]))) --at;
  if (at == s.size()) return otherwise;
  return std::stoi(s.substr(at).str());
}

Builtin vector_memory(StringRef name, bool is_load) {
  Builtin b;
  b.family = is_load ? Family::kVload : Family::kVstore;
  StringRef rest = name;
  b.rounding = "rt_default";
  for (const char* mode : {"_rte", "_rtz", "_rtp", "_rtn"}) {
    if (rest.consume_back(mode)) b.rounding = mode + 1;
  }
  b.width = trailing_number(rest, 1);
  while (!rest.empty() && std::isdigit(static_cast<unsigned char>(rest.back()))) rest = rest.drop_back();
  b.name = rest.str();
  return b;
}

Builtin conversion(StringRef name) {
  Builtin b;
  b.family = Family::kConvert;
  b.rounding = "rt_default";
  for (const char* mode : {"_rte", "_rtz", "_rtp", "_rtn"}) {
    if (name.consume_back(mode)) b.rounding = mode + 1;
  }
  b.saturate = name.consume_back("_sat");
  return b;
}

Builtin sub_group(StringRef name) {
  Builtin b;
  b.family = Family::kSubGroup;
  b.name = name.str();
  b.result = Result::kVarying;
  const bool uniform = name.starts_with("sub_group_reduce_") || name.starts_with("sub_group_non_uniform_reduce_") ||
                       name == "sub_group_all" || name == "sub_group_any" || name == "sub_group_non_uniform_all" ||
                       name == "sub_group_non_uniform_any" || name == "sub_group_non_uniform_all_equal" ||
                       name == "sub_group_broadcast_first" || name == "sub_group_ballot";
  if (uniform) b.result = Result::kUniform;
  if (name == "sub_group_broadcast" || name == "sub_group_non_uniform_broadcast") b.result = Result::kFollow;  // follows the lane argument
  return b;
}

}  // namespace

Builtin classify(StringRef name) {
  Builtin b;
  b.name = name.str();
  if (auto it = item_functions().find(name); it != item_functions().end()) {
    b.family = Family::kItem;
    b.name = it->second.str();
    return b;
  }
  if (name == "barrier" || name == "work_group_barrier") { b.family = Family::kBarrier; return b; }
  if (name == "sub_group_barrier" || name.ends_with("mem_fence") || name == "atomic_work_item_fence") { b.family = Family::kFence; return b; }
  if (name.starts_with("read_image") || name.starts_with("write_image") || name.starts_with("get_image_")) { b.family = Family::kImage; return b; }
  if (name == "to_global" || name == "to_local" || name == "to_private" || name == "get_fence") { b.family = Family::kAddressSpace; return b; }
  if (name == "printf") { b.family = Family::kPrintf; return b; }
  if (name == "prefetch") { b.family = Family::kPrefetch; return b; }
  if (name.starts_with("async_work_group_")) { b.family = Family::kAsyncCopy; return b; }
  if (name == "wait_group_events") { b.family = Family::kWaitEvents; return b; }
  if (name.starts_with("vload")) return vector_memory(name, true);
  if (name.starts_with("vstore")) return vector_memory(name, false);
  if (name.starts_with("convert_")) return conversion(name);
  if (name.starts_with("as_")) { b.family = Family::kAs; return b; }
  if (name.starts_with("intel_sub_group_block_read") || name.starts_with("intel_sub_group_block_write")) {
    b.family = name.starts_with("intel_sub_group_block_read") ? Family::kBlockRead : Family::kBlockWrite;
    b.width = trailing_number(name, 1);
    b.name = b.family == Family::kBlockRead ? "sub_group_block_read" : "sub_group_block_write";
    b.result = Result::kVarying;
    return b;
  }
  if (const auto at = name.find("_matrix_mad_k"); at != StringRef::npos && name.starts_with("intel_sub_group_"))
    return sub_group("sub_group_matrix_mad_" + name.slice(16, at).str());
  if (name.starts_with("intel_sub_group_")) return sub_group(name.drop_front(6).str() == "sub_group_shuffle_down" ? "intel_shuffle_down"
                                                       : name.drop_front(6).str() == "sub_group_shuffle_up"   ? "intel_shuffle_up"
                                                                                                              : name.drop_front(6));
  if (name.starts_with("sub_group_") || name.starts_with("get_sub_group_")) return sub_group(name);
  if (name.starts_with("work_group_")) { b.family = Family::kWorkGroup; b.result = name.contains("_scan_") ? Result::kVarying : Result::kUniform; return b; }
  if (name.starts_with("atom_")) { b.family = Family::kAtomic; b.name = "atomic_" + name.drop_front(5).str(); b.result = Result::kVarying; return b; }
  if (name.starts_with("atomic_")) {
    static const std::set<StringRef> old = {"atomic_add", "atomic_sub", "atomic_xchg", "atomic_inc", "atomic_dec", "atomic_cmpxchg",
                                            "atomic_min", "atomic_max", "atomic_and", "atomic_or", "atomic_xor"};
    b.result = Result::kVarying;
    if (old.count(name)) { b.family = Family::kAtomic; return b; }
    b.family = Family::kC11Atomic;
    StringRef rest = name.drop_front(7);
    rest.consume_back("_explicit");
    b.name = "c11_" + rest.str();
    return b;
  }
  // The width of the bfloat16 conversions is in their names, at two places.
  if (name.starts_with("intel_convert_bfloat16")) b.name = "intel_convert_bfloat16_as_ushort";
  if (name.starts_with("intel_convert_as_bfloat16")) b.name = "intel_convert_as_bfloat16_float";
  static const std::set<StringRef> pointer_out = {"sincos", "fract", "modf", "frexp", "lgamma_r", "remquo"};
  b.family = pointer_out.count(name) ? Family::kPointerOut : Family::kMath;
  return b;
}

}  // namespace clrt::translator
