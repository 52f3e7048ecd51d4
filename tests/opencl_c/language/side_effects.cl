// Places whose address has a side effect, which must happen once; indices of type bool.
int next(private int *k)
{
    *k += 1;
    return *k;
}

kernel void counted_elements(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    int a[8] = {1, 2, 3, 4, 5, 6, 7, 8};
    int k = in[i] & 3;
    a[k++] += 10;
    a[next(&k)] *= 100;
    a[k++]--;
    int old = a[k--]++;
    int4 v[2] = {(int4)(1, 2, 3, 4), (int4)(5, 6, 7, 8)};
    int m = 0;
    v[m++].xz += (int2)(30, 40);
    v[m--].ywx = (int3)(7, 8, 9);
    out[i] = k + old * 10 + m * 1000;
    for (int j = 0; j < 8; j++)
        out[i] = out[i] * 3 + a[j] + (j < 4 ? v[0][j] : v[1][j - 4]);
}

kernel void walking_pointer(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    global int *p = out + i * 4;
    for (int j = 0; j < 4; j++)
        p[j] = in[i] + j;
    *p++ += 5;
    *p++ ^= 3;
    (*p++)++;
    *p++ -= 0;
}

// A counter that is the same in all the lanes that are on.
kernel void counter_in_branch(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    int a[4] = {1, 2, 3, 4};
    float parts[4] = {0.0f, 0.0f, 0.0f, 0.0f};
    if (in[i] > 0) {
        int k = 0, m = 0;
        a[k++] = in[i];
        a[k++] += 7;
        a[k++]++;
        parts[3] = fract(in[i] + 0.25f, &parts[m++]);
        a[3] = k * 10 + m;
    }
    out[i] = a[0] + a[1] * 3 + a[2] * 5 + a[3] * 7 + (int)(parts[3] * 4.0f) + (int)parts[0] + (int)parts[1];
}

kernel void bool_index(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    bool b = in[i] > 3;
    int pair[2] = {in[i], -in[i]};
    global const int *p = in + !b;
    p += b;
    pair[!b] += 100;
    out[i] = pair[b] * 2 + in[b] + *(in + b) + p[0];
}
