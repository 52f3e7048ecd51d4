// The functions that add each family's entries to the kernel table.
#pragma once

#include <vector>

#include "kernels/kernel_table.hpp"

namespace clrt::kernels {

void add_blas1_entries(std::vector<TableEntry>& table);  // vector_add, saxpy, dot, reduce
void add_unary_entries(std::vector<TableEntry>& table);
void add_binary_entries(std::vector<TableEntry>& table);
void add_row_entries(std::vector<TableEntry>& table);  // rms_norm, softmax
void add_rope_entries(std::vector<TableEntry>& table);
void add_weight_entries(std::vector<TableEntry>& table);  // get_rows, gemv
void add_sgemm_entries(std::vector<TableEntry>& table);
void add_attention_entries(std::vector<TableEntry>& table);

}  // namespace clrt::kernels
