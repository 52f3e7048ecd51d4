// Sparse matrix times vector, compressed rows: one work-item per row, and one work-group per row.
__kernel void spmv_csr_scalar(int rows, __global const int *row_ptr, __global const int *cols, __global const float *vals,
                              __global const float *x, __global float *y)
{
    int row = get_global_id(0);
    if (row < rows) {
        float sum = 0.0f;
        int end = row_ptr[row + 1];
        for (int j = row_ptr[row]; j < end; j++)
            sum += vals[j] * x[cols[j]];
        y[row] = sum;
    }
}

__kernel void spmv_csr_group(int rows, __global const int *row_ptr, __global const int *cols, __global const float *vals,
                             __global const float *x, __global float *y, __local float *partial)
{
    const int lid = get_local_id(0);
    const int size = get_local_size(0);
    for (int row = get_group_id(0); row < rows; row += get_num_groups(0)) {
        float sum = 0.0f;
        for (int j = row_ptr[row] + lid; j < row_ptr[row + 1]; j += size)
            sum = fma(vals[j], x[cols[j]], sum);
        partial[lid] = sum;
        barrier(CLK_LOCAL_MEM_FENCE);
        for (int stride = size / 2; stride > 0; stride /= 2) {
            if (lid < stride)
                partial[lid] += partial[lid + stride];
            barrier(CLK_LOCAL_MEM_FENCE);
        }
        if (lid == 0)
            y[row] = partial[0];
        barrier(CLK_LOCAL_MEM_FENCE);
    }
}
