// The report's writers: every row is in every form, nothing is taken for markup, the page needs nothing from outside.
#include "bench/report.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <regex>

namespace clrt::bench {
namespace {

Report sample() {
  Report r;
  r.version = "0.1.0";
  r.processor = "Some <fast> & wide CPU";
  r.system = "Linux";
  r.threads = 2;
  r.devices.push_back({"cpu", "cpu", "clrt 0.1.0", "avx512", "lanes", 2, 80e9, 200e9});
  r.devices.push_back({"other", "opencl", "OpenCL 3.0", "", "generic", 0, 40e9, 100e9});
  r.ceilings.push_back({"copy", "non-temporal stores", 2, 80e9, true});
  r.ceilings.push_back({"copy", "normal stores", 2, 40e9, false});
  KernelRow a;
  a.kernel = "saxpy_f32";
  a.size = "1048576";
  a.seconds = 1e-3;
  a.bytes = 12.0 * (1 << 20);
  a.flops = 2.0 * (1 << 20);
  a.error = 1.5e-7;
  r.kernels.push_back(a);
  KernelRow b = a;
  b.kernel = "sgemm_f32";
  b.device = 1;
  b.compute_bound = true;
  b.flops = 25e6;
  b.status = Outcome::kWrong;
  b.note = "at 3: 1 for 2";
  r.kernels.push_back(b);
  KernelRow c;
  c.kernel = "gemv_q4_0_f32";
  c.device = 1;
  c.status = Outcome::kRefused;
  c.note = "needs sub-group size 16, device has 32";
  r.kernels.push_back(c);
  r.versus_name = "other";
  r.versus.push_back({"nbody", "16384", "Ginteractions/s", 0.1, 0.4, 268e6, ""});
  r.versus.push_back({"mandelbrot", "2048", "Giter/s", 0.1, 0.9, 1e9, ""});
  r.shares.push_back({"rms_norm_f32", "4096x4096", "copy bandwidth", "", 60e9, 80e9, "GB/s"});
  r.compile.push_back({"nbody", "cpu", "compiled", 0.7, 0.8});
  return r;
}

TEST(Report, RatesAndSharesComeFromTheBoundingResource) {
  const Report r = sample();
  EXPECT_DOUBLE_EQ(rate(r.kernels[0]), 12.0 * (1 << 20) / 1e-3);
  EXPECT_DOUBLE_EQ(share(r, r.kernels[0]), 12.0 * (1 << 20) / 1e-3 / 80e9);
  EXPECT_DOUBLE_EQ(share(r, r.kernels[1]), 25e9 / 100e9);
  EXPECT_DOUBLE_EQ(geometric_mean(r.versus), 6.0);  // sqrt(4 * 9)
}

TEST(Report, GeometricMeanLeavesOutRowsWithoutAPeer) {
  auto rows = sample().versus;
  rows.push_back({"no peer", "1", "GB/s", 0.1, 0, 1, "does not build there"});
  EXPECT_DOUBLE_EQ(geometric_mean(rows), 6.0);
  EXPECT_EQ(geometric_mean({}), 0);
}

TEST(Report, TextHasEveryRow) {
  const std::string text = to_text(sample());
  for (const char* part :
       {"saxpy_f32", "12.58 GB/s", "16 %", "1.5e-07", "WRONG: at 3: 1 for 2", "refused: needs sub-group size 16, device has 32",
        "2.68 Ginteractions/s", "4.00", "6.00", "75 %", "non-temporal stores", "700.00 ms"})
    EXPECT_NE(text.find(part), std::string::npos) << "no '" << part << "' in\n" << text;
}

TEST(Report, JsonReadsBack) {
  const auto j = nlohmann::json::parse(to_json(sample()));
  EXPECT_EQ(j["kernels"].size(), 3u);
  EXPECT_EQ(j["kernels"][1]["status"], "wrong");
  EXPECT_EQ(j["kernels"][2]["note"], "needs sub-group size 16, device has 32");
  EXPECT_DOUBLE_EQ(j["versus_geometric_mean"].get<double>(), 6.0);
  EXPECT_EQ(j["processor"], "Some <fast> & wide CPU");
}

TEST(Report, JsonSurvivesADriverNameThatIsNoUtf8) {
  Report r = sample();
  r.devices[1].name = "bad \xff name";
  EXPECT_NO_THROW(nlohmann::json::parse(to_json(r)));
}

TEST(Report, HtmlIsSelfContainedAndEscaped) {
  const std::string html = to_html(sample());
  EXPECT_EQ(html.find("<fast>"), std::string::npos);
  EXPECT_NE(html.find("Some &lt;fast&gt; &amp; wide CPU"), std::string::npos);
  EXPECT_FALSE(std::regex_search(html, std::regex("(src|href|url|@import)\\s*[=(]")));
  EXPECT_EQ(html.find("http"), std::string::npos);
  for (const char* part : {"saxpy_f32", "WRONG: at 3: 1 for 2", "refused: needs sub-group size 16", "roofline", "nbody", "75 %"})
    EXPECT_NE(html.find(part), std::string::npos) << part;
}

TEST(Report, AnEmptyReportIsStillAPage) {
  const Report empty;
  EXPECT_NE(to_html(empty).find("</html>"), std::string::npos);
  EXPECT_NO_THROW(nlohmann::json::parse(to_json(empty)));
}

}  // namespace
}  // namespace clrt::bench
