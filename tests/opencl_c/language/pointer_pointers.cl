// Pointers that stand in memory: pointers to pointers, arrays and structs of pointers, to private and to other memory.
void set(int **pp, int *q)
{
    *pp = q;
    **pp += 1;
}
kernel void to_private_memory(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    int a = in[i], b = 7;
    int *p = &a;
    int **pp = &p;
    **pp += 3;
    if (in[i] & 1)
        *pp = &b;
    *p += 2;
    set(pp, &a);
    int *each[3] = {&a, &b, p};
    *each[in[i] % 3] += 100;
    struct { int *m, **mm; } s = {each[1], each + 2};
    *s.m += 1000;
    **s.mm += 10000;
    int ***ppp = &s.mm;
    ***ppp -= 5;
    out[i] = a * 3 + b + *p;
}
kernel void rows(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    global const int *row[2] = {in, in + n / 2};
    global const int **r = row;
    global const int *q = row[i & 1];
    if (in[i] & 2)
        r[0] = in + i;
    out[i] = *q + r[1][0] * 100 + row[0][0] * 10000;
}
// A list of nodes in private memory.
struct Node { int value; struct Node *next; };
kernel void linked_list(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    struct Node nodes[4];
    struct Node *head = 0;
    for (int k = 0; k < 4; ++k) {
        nodes[k].value = in[i] + k * k;
        if ((in[i] + k) % 3 == 0)
            continue;
        nodes[k].next = head;
        head = &nodes[k];
    }
    int s = 0;
    for (struct Node *at = head; at; at = at->next)
        s = s * 3 + at->value;
    out[i] = s;
}
// Pointer arithmetic on private arrays.
kernel void walks(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    int a[8];
    for (int *p = a, *end = a + 8; p != end; ++p)
        *p = in[i] + (int)(p - a);
    int *mid = a + (in[i] & 3), **at = &mid;
    (*at)++;
    int s = **at * 10 + (*at)[2] + (int)(mid - a) * 1000;
    s += mid > a + 2;
    out[i] = s + *(--mid);
}
