// Substring search over bytes: naive with early exit, and Boyer-Moore-Horspool per chunk of text.
int match_at(__global const uchar *text, __constant const uchar *pattern, int m)
{
    for (int i = 0; i < m; i++)
        if (text[i] != pattern[i])
            return 0;
    return 1;
}

__kernel void search_naive(__global const uchar *text, int n, __constant const uchar *pattern, int m,
                           __global int *first, __global int *count, __global uchar *flags)
{
    int i = get_global_id(0);
    if (i > n - m)
        return;
    int found = match_at(text + i, pattern, m);
    flags[i] = found;
    if (found) {
        atomic_inc(count);
        atomic_min(first, i);
    }
}

__kernel void search_horspool(__global const uchar *text, int n, __constant const uchar *pattern, int m, int chunk,
                              __global int *counts)
{
    __local int skip[256];
    for (int i = get_local_id(0); i < 256; i += get_local_size(0))
        skip[i] = m;
    barrier(CLK_LOCAL_MEM_FENCE);
    if (get_local_id(0) == 0)
        for (int i = 0; i < m - 1; i++)
            skip[pattern[i]] = m - 1 - i;
    barrier(CLK_LOCAL_MEM_FENCE);

    int id = get_global_id(0);
    int pos = id * chunk;
    int end = min(pos + chunk, n - m + 1);
    int found = 0;
    while (pos < end) {
        int k = m - 1;
        while (k >= 0 && text[pos + k] == pattern[k])
            --k;
        if (k < 0) {
            found++;
            pos++;
        } else {
            pos += skip[text[pos + m - 1]];
        }
    }
    counts[id] = found;
}

// Upper-cases ASCII letters, counts words that start in the item's place.
__kernel void upper_and_words(__global uchar *text, int n, __global int *words)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    uchar c = text[i];
    if (c >= 'a' && c <= 'z')
        text[i] = c - 'a' + 'A';
    else if (c == '\t' || c == '\n')
        text[i] = ' ';
    words[i] = (c > ' ' && c < 127) ? 1 : 0;
}
