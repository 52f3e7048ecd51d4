// Reading and comparing golden cases.
#include "golden.hpp"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "kernels/common/formats_reference.hpp"

namespace clrt::test {
namespace {

std::vector<std::byte> read_bytes(const std::string& path) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  if (!file) throw std::runtime_error("cannot open " + path);
  std::vector<std::byte> bytes(static_cast<std::size_t>(file.tellg()));
  file.seekg(0);
  file.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  return bytes;
}

std::vector<double> decoded(const GoldenArray& a) {
  std::vector<double> values;
  if (a.type == "f64") return a.as<double>();
  if (a.type == "f32") {
    for (const float v : a.as<float>()) values.push_back(double(v));
  } else if (a.type == "f16") {
    for (std::size_t i = 0; i < a.bytes.size() / 2; ++i) values.push_back(reference::decode_f16(a.bytes.data(), i));
  } else {
    throw std::runtime_error("golden output in " + a.type);
  }
  return values;
}

}  // namespace

std::string golden_folder() { return std::string(CLRT_SHARED_DIR) + "/golden"; }
bool has_golden() { return std::filesystem::exists(golden_folder() + "/index.json"); }

GoldenCase read_golden(const std::string& name) {
  const std::string folder = golden_folder() + "/" + name;
  std::ifstream file(folder + "/case.json");
  if (!file) throw std::runtime_error("cannot open " + folder + "/case.json");
  const nlohmann::json json = nlohmann::json::parse(file);
  GoldenCase golden{name, json.at("params"), json.at("tolerance"), {}};
  for (const char* list : {"inputs", "outputs"}) {
    for (const auto& a : json.at(list)) {
      golden.arrays[a.at("name")] = {a.at("dtype"), a.at("ne"), a.at("nb"), a.at("offset"),
                                     read_bytes(folder + "/" + a.at("file").get<std::string>())};
    }
  }
  return golden;
}

std::string compare(const GoldenCase& golden, const std::vector<double>& got) {
  const bool exact = golden.tolerance.value("bit_exact", false);
  const std::vector<double> want = decoded(golden[exact ? "out" : golden.tolerance.at("ref").get<std::string>().c_str()]);
  if (got.size() != want.size()) return std::to_string(got.size()) + " elements instead of " + std::to_string(want.size());
  double square_error = 0, square = 0, largest = 0;
  for (std::size_t i = 0; i < got.size(); ++i) {
    const double error = std::abs(got[i] - want[i]);
    if (exact && !(got[i] == want[i]))
      return "element " + std::to_string(i) + " is " + std::to_string(got[i]) + ", must be " + std::to_string(want[i]);
    if (std::isnan(error)) return "element " + std::to_string(i) + " is not a number";
    square_error += error * error;
    square += want[i] * want[i];
    largest = std::max(largest, error);
  }
  if (exact) return {};
  const double nmse = square > 0 ? square_error / square : square_error;
  if (nmse <= golden.tolerance.at("nmse").get<double>() && largest <= golden.tolerance.at("max_abs").get<double>()) return {};
  return "NMSE " + std::to_string(nmse * 1e12) + "e-12, largest error " + std::to_string(largest) + "; allowed " +
         golden.tolerance.dump();
}

}  // namespace clrt::test
