// switch in all its shapes; lanes take their own cases.
kernel void small_types(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    int r = 0;
    uchar c = in[i];
    switch (c) {
    default: r += 1;
    case 'a': r += 2; break;
    case 5 ... 9: r += 4;
    case 200: r += 8;
    }
    switch ((short)in[i]) {
    case -3: r += 1000; break;
    case 3: r += 2000;
    }
    out[i] = r;
}
kernel void wide_values(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    long q = in[i] % 3 == 0 ? (long)in[i] << 33 : in[i];
    int r = 7;
    switch (q) {
    case 3L << 33: r += 100; break;
    case 1:
    case 4: {
        int t = r;
        r = t * 2;
        if (in[i] == 4)
            break;
        r++;
    }
    case -1: r += 16;
    }
    out[i] = r;
}
kernel void nested(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    int r = 0;
    out[i] = -5;
    switch (in[i]) {
    }
    switch (in[i] & 1) {
        int declared_before_labels;
    case 0:
        declared_before_labels = 3;
        for (int k = 0; k < declared_before_labels; ++k) {
            if (k == in[i] % 3)
                continue;
            r += k;
            if (r > 50)
                break;
        }
        break;
    default:
        switch (in[i] & 6) {
        case 2: r += 1000;
        case 4: return;
        }
        r -= 3;
    }
    out[i] = r;
}
// continue inside a switch belongs to the loop, break to the switch.
kernel void in_loops(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    int r = 0, state = in[i] & 3;
    for (int k = 0; k < 12; ++k) {
        switch (state) {
        case 0: state = 2; continue;
        case 1: r += 1; state = 3; break;
        case 2: r += 10; state = k & 1 ? 1 : 0; break;
        case 3:
            if (k > 8)
                break;
            state = (in[i] >> 2) & 3;
        }
        r += 100;
        if (r > 700)
            break;
    }
    out[i] = r * 4 + state;
}
// The same value for all: stays a switch.
kernel void uniform(global const int *in, global int *out, int n, int which)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    int r = in[i];
    switch (which) {
        int doubled;
    case 1: doubled = r * 2; r = doubled; break;
    case 2: if (r & 1) break; r += 5;
    case 3: r -= 1; break;
    default: return;
    }
    out[i] = r;
}
