// The preprocessor: macros of every kind, conditionals, includes, predefined names.
#include "preprocessor.clh"
#include "preprocessor.clh"
#define SQUARE(x) ((x) * (x))
#define JOIN_(a, b) a##b
#define JOIN(a, b) JOIN_(a, b)
#define TEXT(x) #x
#define APPLY(f, ...) f(__VA_ARGS__)
#define LOOP(i, n) for (int i = 0; i < (n); ++i)
#define FIRST 3
#if defined(__OPENCL_VERSION__) && __OPENCL_C_VERSION__ >= 120 && !defined(NOT_DEFINED)
#define CONDITION 1
#elif 1
#error wrong branch
#endif
#ifndef FROM_OPTIONS
#define FROM_OPTIONS -1
#endif
#undef FIRST
#define FIRST 4

kernel void macros(global int *out)
{
    int JOIN(x, FIRST) = 4, s = 0;
    LOOP(k, 3) s += k;
    out[0] = SQUARE(x4 + 1);
    out[1] = APPLY(add3, 1, 2, 3);
    out[2] = CONDITION + sizeof(TEXT(a b)) * 10;
    out[3] = FROM_OPTIONS;
    out[4] = s + FROM_HEADER;
    out[5] = __ENDIAN_LITTLE__;
    out[6] = CL_VERSION_1_2 == 120 && CL_VERSION_1_0 == 100;
    out[7] = __LINE__;
#line 500 "elsewhere.cl"
    out[8] = __LINE__;
    out[9] = INT_MAX == 0x7fffffff && CHAR_BIT == 8 && UCHAR_MAX == 255 && LONG_MIN < 0;
    out[10] = FLT_DIG + FLT_MANT_DIG * 10 + (M_PI_F > 3.14f) * 1000 + (MAXFLOAT > 1e38f) * 10000 + isinf(HUGE_VALF) * 100000 + isnan(NAN) * 1000000;
}
