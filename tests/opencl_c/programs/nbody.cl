// All-pairs gravity: positions staged through local memory tile by tile.
#define EPS2 0.01f

float3 body_acceleration(float4 bi, float4 bj, float3 ai)
{
    float3 r = bj.xyz - bi.xyz;
    float dist_sqr = dot(r, r) + EPS2;
    float inv_dist = rsqrt(dist_sqr);
    float inv_dist_cube = inv_dist * inv_dist * inv_dist;
    return ai + r * (bj.w * inv_dist_cube);
}

__kernel void nbody_step(__global const float4 *pos, __global float4 *new_pos, __global float4 *vel, int n, float dt,
                         __local float4 *tile)
{
    int gid = get_global_id(0);
    int lid = get_local_id(0);
    int block = get_local_size(0);

    float4 my = gid < n ? pos[gid] : (float4)(0.0f);
    float3 acc = (float3)(0.0f, 0.0f, 0.0f);
    for (int base = 0; base < n; base += block) {
        int idx = base + lid;
        tile[lid] = idx < n ? pos[idx] : (float4)(0.0f, 0.0f, 0.0f, 0.0f);
        barrier(CLK_LOCAL_MEM_FENCE);
        for (int j = 0; j < block; j++)
            acc = body_acceleration(my, tile[j], acc);
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    if (gid >= n)
        return;
    float4 v = vel[gid];
    v.xyz += acc * dt;
    my.xyz += v.xyz * dt;
    vel[gid] = v;
    new_pos[gid] = my;
}
