// Lane-dependent control flow: every statement of C but goto.
kernel void if_else_nest(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    int x = in[i];
    int r = 1;
    if (x < 0) {
        r = -x;
        if (x & 1)
            r += 100;
        else if (x % 3 == 0)
            r += 200;
        else
            r *= 3;
    } else if (x < 50) {
        if (i % 2)
            r = x * 2;
    } else {
        r = x - 7;
        if (r > 60 && i > 3)
            r = i;
    }
    out[i] = r;
}

kernel void for_trips(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    int sum = 0;
    for (int k = 0; k < in[i]; ++k)
        sum += k * i + 1;
    out[i] = sum;
}

kernel void while_collatz(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    int x = in[i];
    int steps = 0;
    while (x != 1) {
        x = (x & 1) ? 3 * x + 1 : x / 2;
        steps++;
    }
    out[i] = steps;
}

kernel void do_digits(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    int x = in[i], sum = 0;
    do {
        sum += x % 10;
        x /= 10;
    } while (x);
    out[i] = sum;
}

kernel void break_continue(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    int r = 0;
    for (int k = 0; k < 40; k++) {
        if (k % 3 == in[i] % 3)
            continue;
        if (k * k > in[i])
            break;
        r += k;
        if (r > 100) {
            r = -r;
            break;
        }
    }
    out[i] = r;
}

kernel void continue_in_while(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    int k = 0, r = 0;
    while (k < in[i]) {
        k++;
        if (k & 1)
            continue;
        r += k;
        do {
            r ^= 1;
            if (r & 4) {
                r += 5;
                continue;
            }
            r += 2;
        } while (r & 2);
    }
    out[i] = r * 100 + k;
}

kernel void return_in_loop(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    out[i] = -1;
    for (int k = 2; k * k <= in[i]; k++) {
        if (in[i] % k == 0) {
            out[i] = k;
            return;
        }
        for (int j = 0; j < k; j++)
            if (j * 13 == in[i])
                return;
    }
    out[i] = in[i];
}

kernel void nested_trips(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    int total = 0;
    for (int a = 0; a < in[i]; a++) {
        int b = a;
        while (b < in[i]) {
            for (int c = 0; c <= b; c += 2) {
                if (c == 6)
                    break;
                total += a + b * c;
            }
            b += 1 + (i & 1);
            if (total > 5000)
                break;
        }
        if (total & 1)
            continue;
        total++;
    }
    out[i] = total;
}

kernel void switch_plain(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    int r;
    switch (in[i]) {
    case 0: r = 10; break;
    case 1: r = 20; break;
    case -5: r = i; break;
    case 7: { r = 1; break; }
    default: r = in[i] * 3;
    }
    out[i] = r;
}

kernel void switch_fall_through(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    int r = 0;
    switch (in[i] & 7) {
    case 0: r += 1;
    case 1: r += 10; break;
    case 2:
    case 3: r += 100;
    default: r += 1000;
    case 5: r += 10000; break;
    case 6: r = -1;
    }
    out[i] = r;
}

kernel void switch_in_loop(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    int r = 0;
    for (int k = 0; k < 20; k++) {
        switch ((in[i] + k) % 5) {
        case 0:
            continue;
        case 1:
            if (r > 40)
                break;
            r += 2;
            break;
        case 2:
            if (r > 60) {
                out[i] = 1000 + r;
                return;
            }
        case 3:
            r += 5;
            break;
        default:
            while (r & 3)
                r++;
        }
        r++;
    }
    out[i] = r;
}

kernel void switch_no_match(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    int r = 5;
    switch (in[i]) {
    case 3: r = 1; break;
    case 4: r = 2;
    }
    switch (i & 1) {
    default: r += 100;
    }
    out[i] = r;
}

kernel void ternary_side_effects(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    int a = 0, b = 0;
    int r = in[i] > 0 ? (a += 3, a * 2) : in[i] < -50 ? ++b : (b -= 4);
    r += (in[i] & 1) ? a++ : b--;
    out[i] = r * 10000 + a * 100 + b;
}

kernel void logical_side_effects(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    int a = 0, b = 0, c = 0;
    bool t = in[i] > 0 && ++a > 0 && (in[i] & 1 || ++b);
    if (in[i] < -20 || (++c, in[i] == 3) || !t)
        c += 10;
    out[i] = a + b * 10 + c * 100 + t * 10000;
}

// The address is far out of range where the guard is false.
kernel void guarded_loads(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    int far = i + (in[i] > 0 ? 0 : 1 << 28);
    int r = in[i] > 0 && in[far] > 10;
    r += in[i] <= 0 || in[far] < 50 ? 2 : 4;
    r += in[i] > 0 ? in[far] : 1000;
    if (in[i] > 0)
        r += in[far];
    int j = i;
    while (j < n && in[j] != 7)
        j++;
    out[i] = r + j * 1000;
}

// A division by zero in an off lane must not trap.
kernel void guarded_division(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    int d = in[i] % 4;
    int r = d ? 1000 / d : -1;
    if (d != 0)
        r += 77 % d;
    out[i] = r;
}

kernel void comma_and_assign(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    int x, y, z = 0;
    x = y = in[i];
    for (x = 0, y = in[i]; x < y; x += 2, --y)
        z += (x ^ y), z <<= 1, z %= 1001;
    if ((x = in[i] >> 1) > 10)
        z |= x;
    z += x-- - --y;
    out[i] = z;
}

kernel void uniform_branches(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    int r = 0;
    if (n > 50) {
        for (int k = 0; k < n / 10; k++) {
            if (k == 7)
                break;
            r += k;
        }
        if (i < n)
            r += in[i];
    } else if (get_group_id(0) == 0)
        r = 3;
    if (i < n)
        out[i] = r;
}

// A loop whose exit is a return for some lanes and a condition for others, with a value used after it.
kernel void live_after_loop(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    int k = 0, last = -1;
    for (;;) {
        if (k >= in[i])
            break;
        last = k * k;
        if (last > 300) {
            out[i] = -last;
            return;
        }
        k += 3;
    }
    out[i] = last + k;
}

kernel void empty_and_bool(global const int *in, global int *out, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    bool odd = in[i] & 1;
    bool big = in[i] > 30;
    if (odd)
        ;
    else
        big = !big;
    for (int k = 0; k < in[i]; k++)
        ;
    odd ^= big;
    out[i] = odd + 2 * big + (odd == big) * 4 + (odd && !big ? 8 : 0);
}
