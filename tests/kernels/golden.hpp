// Golden cases: a folder with case.json and raw arrays (inputs, a producer's outputs, outputs in double precision).
#pragma once

#include <cstddef>
#include <cstring>
#include <map>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace clrt::test {

struct GoldenArray {
  std::string type;  // "f32", "f64", "f16", "i32", "q8_0", "q4_0"
  std::vector<std::size_t> ne, nb;
  std::size_t offset = 0;
  std::vector<std::byte> bytes;

  template <class T>
  std::vector<T> as() const {
    std::vector<T> values(bytes.size() / sizeof(T));
    if (!values.empty()) std::memcpy(values.data(), bytes.data(), values.size() * sizeof(T));
    return values;
  }
  std::size_t rows() const { return ne[1] * ne[2] * ne[3]; }
};

struct GoldenCase {
  std::string name;
  nlohmann::json params, tolerance;
  std::map<std::string, GoldenArray> arrays;  // by the names in case.json

  double param(const char* key) const { return params.at(key).get<double>(); }
  bool has(const char* array) const { return arrays.count(array) != 0; }
  const GoldenArray& operator[](const char* array) const { return arrays.at(array); }
};

// Whether the folder of golden cases is there; else the tests say so and are skipped.
bool has_golden();
std::string golden_folder();
GoldenCase read_golden(const std::string& name);

// Compares with the array that the case names, by its tolerance; empty when right. `got` holds all elements in order, in
// double; for bit-exact cases equality is demanded.
std::string compare(const GoldenCase& golden, const std::vector<double>& got);

}  // namespace clrt::test
