// Mutable variables at program scope (__opencl_c_program_scope_global_variables).
typedef struct { int key; float w[2]; } Row;
constant int kTable[] = {2, 3, 5};

global int counter = 40;
global int zeroed;
int implicit_global[4] = {9, 8};
global float table[3] = {1.25f, -2.0f};
global Row state = {7, {1.0f, 2.0f}};
global atomic_int ticket = ATOMIC_VAR_INIT(100);
global int *global where = &counter;
global int *constant fixed_pointer = &implicit_global[1];
constant int *global into_constant = kTable + 1;
static global int hidden = 3;
const global int never_written = 11;
global int slots[300];
extern global int later;
global int later = 21;

int bump(void)
{
    static global int calls = 5;
    calls += 1;
    return calls;
}
int bump_other(void)
{
    {
        static global int calls;
        calls += 10;
    }
    static global int calls = 1000;
    return ++calls;
}

kernel void read_state(global float *out)
{
    out[0] = counter;
    out[1] = zeroed;
    out[2] = implicit_global[0];
    out[3] = implicit_global[1];
    out[4] = implicit_global[3];
    out[5] = table[0];
    out[6] = table[1];
    out[7] = table[2];
    out[8] = state.key;
    out[9] = state.w[1];
    out[10] = atomic_load_explicit(&ticket, memory_order_relaxed, memory_scope_device);
    out[11] = *where;
    out[12] = hidden;
    out[13] = never_written;
    out[14] = *fixed_pointer;
    out[15] = *into_constant;
    out[16] = later;
}
kernel void change_state(int by)
{
    if (get_global_id(0) == 0) {
        counter += by;
        zeroed = by;
        implicit_global[3] = by * 2;
        *fixed_pointer = by * 3;
        table[2] = by * 0.5f;
        state.key++;
        state.w[1] = by;
        where = &zeroed;
        hidden -= by;
        into_constant = kTable;
    }
}
kernel void reset_state(void)
{
    if (get_global_id(0) == 0) {
        counter = 40;
        zeroed = 0;
        implicit_global[1] = 8;
        implicit_global[3] = 0;
        table[2] = 0;
        state.key = 7;
        state.w[1] = 2.0f;
        atomic_store_explicit(&ticket, 100, memory_order_relaxed, memory_scope_device);
        where = &counter;
        hidden = 3;
        into_constant = kTable + 1;
    }
}
// Every work-item draws a number of its own.
kernel void tickets(global int *drawn, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    drawn[atomic_fetch_add_explicit(&ticket, 1, memory_order_relaxed, memory_scope_device) - 100] = 1;
}
kernel void put_slots(global const int *in, int n)
{
    int i = get_global_id(0);
    if (i < n)
        slots[i] = in[i];
}
kernel void get_slots(global int *out, int n)
{
    int i = get_global_id(0);
    if (i < n)
        out[i] = slots[n - 1 - i];
}
// A static variable of a function is one for all work-items and launches; this kernel puts it back.
kernel void function_static(global int *out)
{
    if (get_global_id(0) == 0) {
        int first = bump();
        out[0] = bump() - first;
        int other = bump_other();
        out[1] = bump_other() - other;
    }
}
