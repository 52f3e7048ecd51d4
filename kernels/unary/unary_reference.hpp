// Plain references of unary.clh in double precision, and how far an f32 kernel may be away.
#pragma once

#include <cmath>
#include <limits>
#include <span>

namespace clrt::reference {

struct Unary {
  const char* name;
  double (*value)(double x);
  // Largest error in units of 2^-23 |y|, from the OpenCL C limits of the functions inside and the roundings between them.
  double (*ulp)(double x);
  // Largest error in units of 2^-23 |x|, where terms of the size of x cancel.
  double argument_ulp;
};

// x times a factor that reaches 0 before x reaches -Inf: the product ends in -0.
inline double gated(double x, double factor) { return x < -1e300 ? -0.0 : x * factor; }

inline std::span<const Unary> unary_table() {
  static const Unary table[] = {
      {"relu", [](double x) { return x < 0 ? 0.0 : x; }, [](double) { return 0.0; }, 0},
      {"silu", [](double x) { return gated(x, 1 / (1 + std::exp(-x))); }, [](double) { return 8.0; }, 0},
      {"gelu", [](double x) { return gated(x, 0.5 * (1 + std::tanh(0.79788456080286535588 * x * (1 + 0.044715 * x * x)))); },
       [](double) { return 8.0; }, 4},
      {"gelu_quick", [](double x) { return gated(x, 1 / (1 + std::exp(-1.702 * x))); },
       [](double x) { return 8 + 2 * std::abs(x); }, 0},
      {"gelu_erf", [](double x) { return gated(x, 0.5 * std::erfc(-x * 0.70710678118654752440)); },
       [](double x) { return 20 + 2 * x * x; }, 0},
      {"tanh", [](double x) { return std::tanh(x); }, [](double) { return 5.0; }, 0},
      {"sigmoid", [](double x) { return 1 / (1 + std::exp(-x)); }, [](double) { return 8.0; }, 0},
      {"hardswish", [](double x) { return x <= -3  ? -0.0
                                          : x >= 3 ? x
                                                   : x * ((x + 3) / 6); }, [](double) { return 4.0; }, 4},
      {"hardsigmoid", [](double x) { return x <= -3  ? 0.0
                                            : x >= 3 ? 1.0
                                                     : (x + 3) / 6; }, [](double) { return 4.0; }, 1},
      {"exp", [](double x) { return std::exp(x); }, [](double) { return 3.0; }, 0},
      {"log", [](double x) { return std::log(x); }, [](double) { return 3.0; }, 0},
      {"sqrt", [](double x) { return std::sqrt(x); }, [](double) { return 3.0; }, 0},
      {"rsqrt", [](double x) { return 1 / std::sqrt(x); }, [](double) { return 2.0; }, 0},
      {"recip", [](double x) { return 1 / x; }, [](double) { return 2.5; }, 0},
      {"sin", [](double x) { return std::sin(x); }, [](double) { return 4.0; }, 0},
      {"cos", [](double x) { return std::cos(x); }, [](double) { return 4.0; }, 0},
      {"erf", [](double x) { return std::erf(x); }, [](double) { return 16.0; }, 0},
      {"abs", [](double x) { return std::abs(x); }, [](double) { return 0.0; }, 0},
      {"neg", [](double x) { return -x; }, [](double) { return 0.0; }, 0},
      {"sign", [](double x) { return x > 0    ? 1.0
                                     : x < 0  ? -1.0
                                     : x == 0 ? x
                                              : 0.0; }, [](double) { return 0.0; }, 0},
      {"sgn", [](double x) { return x > 0   ? 1.0
                                    : x < 0 ? -1.0
                                            : 0.0; }, [](double) { return 0.0; }, 0},
      {"step", [](double x) { return x > 0 ? 1.0 : 0.0; }, [](double) { return 0.0; }, 0},
      {"elu", [](double x) { return x > 0 ? x : std::expm1(x); }, [](double) { return 3.0; }, 0},
      {"softplus", [](double x) { return x > 20 ? x : std::log1p(std::exp(x)); }, [](double) { return 6.0; }, 0},
      {"sqr", [](double x) { return x * x; }, [](double) { return 1.0; }, 0},
      {"decay", [](double x) { return std::exp(-std::exp(x)); }, [](double x) { return 4 + 4 * std::exp(x); }, 0},
  };
  return table;
}

}  // namespace clrt::reference
