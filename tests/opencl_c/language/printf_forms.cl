// printf: every flag, width, precision, length, conversion and vector form of the specification.
constant char kFormat[] = "format in a variable %d %s\n";
constant char kWord[] = "word";

kernel void integers(global const int *in)
{
    if (get_global_id(0) != 0)
        return;
    int x = in[0];
    printf("%5d|%-5d|%05d|%+d|% d|%x|%X|%#o|%u|%c|%%\n", x, x, x, x, x, x, x, 8, 42u, 'z');
    printf("%-+6d|%- 6d|%#x|%#X|%.4d|%8.3d|%i\n", 5, 5, 0, 255, x, -7, -3);
    printf("%ld %lu %lx %hhd %hd %hhu %hu %hhx\n", -5L << 33, 7UL, 255UL << 32, (char)-1, (short)-2, (uchar)200, (ushort)65535, (uchar)254);
    printf("%d %u %x\n", 0x7fffffff + in[1], 0u - 1u, -1);
    bool b = x;
    size_t z = 5;
    printf("%d %lu %d\n", b, z, x > 5 && z < 9);
}
kernel void strings(global const int *in)
{
    if (get_global_id(0) != 0)
        return;
    printf("no arguments\n");
    printf("%s|%10s|%-10s|%.2s|%8.3s|%-8.3s|\n", "str", "abc", "left", "cut", "abcdef", "abcdef");
    printf("quoted \"%s\" back\\slash\ttab %%d\n", "a \"b\"");
    printf(kFormat, in[0], kWord);
    printf("%s %c%c\n", in[0] > 0 ? "positive" : "not", 72, in[1] + 104);
    int r = printf("returns ");
    printf("%d\n", r);
}
kernel void floats(global const float *in)
{
    if (get_global_id(0) != 0)
        return;
    float x = in[0];
    printf("%f %.3f %10.2e %-12.1f| %G %g %E\n", x, x, x * 4096, x, 1e-10f, 100000.0f, x);
    printf("%08.3f|%.0f|%#.0f|%+.1f|% .1f|%5.1f%%\n", -x, 2.5f, 2.5f, x, x, 99.5f);
    printf("%a %A\n", 1.0f, -0.5f);
    printf("%f %f %F %g\n", INFINITY, -INFINITY, INFINITY, 0.0f);
    printf("%5.1f|%e|%g\n", NAN, NAN, NAN);
}
kernel void vectors(global const float *in)
{
    if (get_global_id(0) != 0)
        return;
    float4 f = (float4)(1.0f, 2.5f, -3.25f, in[0]);
    uchar4 uc = (uchar4)(0xFA, 0xFB, 0xFC, 0xFD);
    char2 c = (char2)(-1, 2);
    short3 s = (short3)(-1, 300, -32768);
    ushort8 us = 65535;
    int2 i = (int2)(-7, 8);
    uint16 u = 9;
    long2 l = (long2)(-1L << 40, 5);
    ulong4 ul = (ulong4)(~0UL, 1, 2, 3);
    printf("%2.2v4hlf\n", f);
    printf("%v4hlf|%v4hle|%v4hlg|%6.1v4hlf|%-6.1v4hlf|\n", f, f, f, f, f);
    printf("%#v4hhx %v4hhu\n", uc, uc);
    printf("%v2hhd %v8hu %v3hd %v3hx\n", c, us, s, s);
    printf("%v2hld %+v2hld %04v2hld %v16hlu %v2hlx\n", i, i, i, u, i);
    printf("%v2ld %v4lu %v4lx\n", l, ul, ul);
    printf("%v4hlf %v3hlf\n", f.wzyx, f.xyz);
    printf("%v2hlx\n", as_uint2(f.xy));
}
// Each work-item its own values, strings and number of lines.
kernel void per_item(global const int *in, global const int4 *v, int n)
{
    int i = get_global_id(0);
    if (i >= n)
        return;
    if (in[i] & 1)
        printf("%d: odd %d %v4hld %s\n", i, in[i], v[i], in[i] & 2 ? "two" : "none");
    else
        printf("%d: even %v2hld\n", i, v[i].yx);
    for (int k = 0; k < (in[i] & 3); ++k)
        printf("%d/%d of %d\n", i, k, n);
}
