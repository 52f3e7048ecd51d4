// The families of the kernel table.
#include "kernel_table.hpp"

#include "table/families.hpp"

namespace clrt::kernels {

const std::vector<TableEntry>& kernel_table() {
  static const std::vector<TableEntry> table = [] {
    std::vector<TableEntry> t;
    add_blas1_entries(t);
    add_unary_entries(t);
    add_binary_entries(t);
    add_row_entries(t);
    add_rope_entries(t);
    add_weight_entries(t);
    add_sgemm_entries(t);
    add_attention_entries(t);
    return t;
  }();
  return table;
}

}  // namespace clrt::kernels
