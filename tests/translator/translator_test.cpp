// cl2cpp's printers: golden pairs (kernel in, C++ out), rejections with their message, kinds of variables, determinism.
//
// A golden pair is golden/NAME.cl with golden/NAME.cpp.txt and, where a second printer matters, NAME.generic.txt. To accept new
// output after reading the difference: CLRT_UPDATE_GOLDEN=1 clrt_translator_tests.
#include <clang/AST/ASTContext.h>
#include <clang/AST/RecursiveASTVisitor.h>
#include <clang/Frontend/ASTUnit.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "cpu_emu/translator/analysis.hpp"
#include "cpu_emu/translator/frontend.hpp"
#include "cpu_emu/translator/generic.hpp"
#include "cpu_emu/translator/module.hpp"
#include "cpu_emu/translator/signature.hpp"

namespace tr = clrt::translator;
namespace fs = std::filesystem;

namespace {

const fs::path kHere = CLRT_TRANSLATOR_TEST_DIR;

std::string read(const fs::path& p) {
  std::ifstream f(p, std::ios::binary);
  std::stringstream s;
  s << f.rdbuf();
  return s.str();
}

tr::ParseInput input_of(const std::string& source, const std::string& name = "kernel.cl") { return {source, name, {"-DCLRT_SUB_GROUP_SIZE=16"}}; }

std::vector<fs::path> files(const char* folder) {
  std::vector<fs::path> list;
  for (const auto& e : fs::directory_iterator(kHere / folder))
    if (e.path().extension() == ".cl") list.push_back(e.path());
  std::sort(list.begin(), list.end());
  return list;
}

std::string name_of(const ::testing::TestParamInfo<fs::path>& info) { return info.param.stem().string(); }

void expect_golden(const fs::path& golden, const std::string& text) {
  if (std::getenv("CLRT_UPDATE_GOLDEN")) {
    std::ofstream(golden, std::ios::binary) << text;
    return;
  }
  ASSERT_TRUE(fs::exists(golden)) << golden;
  EXPECT_EQ(read(golden), text) << "golden file " << golden;
}

class Golden : public ::testing::TestWithParam<fs::path> {};

TEST_P(Golden, PrintsTheSameCpp) {
  const std::string source = read(GetParam());
  const tr::ParseInput input = input_of(source, GetParam().filename().string());
  const tr::ParseResult parsed = tr::parse(input);
  ASSERT_TRUE(parsed.unit) << parsed.diagnostics;
  const tr::ModuleResult first = tr::translate(parsed.unit->getASTContext(), {});
  ASSERT_TRUE(first.errors.empty()) << first.errors.front();
  fs::path golden = GetParam();
  expect_golden(golden.replace_extension(".cpp.txt"), first.cpp);
  // Deterministic: a second parse gives the same bytes, whatever the addresses of AST nodes.
  const tr::ParseResult again = tr::parse(input);
  EXPECT_EQ(first.cpp, tr::translate(again.unit->getASTContext(), {}).cpp);
  if (GetParam().stem().string().rfind("generic", 0) == 0) {
    std::string refusal;
    const std::string text = tr::print_generic(input, refusal);
    EXPECT_EQ(refusal, "");
    expect_golden(golden.replace_extension().replace_extension(".generic.txt"), text);
  }
}
INSTANTIATE_TEST_SUITE_P(Translator, Golden, ::testing::ValuesIn(files("golden")), name_of);

class Reject : public ::testing::TestWithParam<fs::path> {};

// The first line of a file says what must be said: "// error: LINE:COLUMN: start of the text".
TEST_P(Reject, SaysWhereAndWhy) {
  const std::string source = read(GetParam());
  const std::string first = source.substr(0, source.find('\n'));
  const std::string want = first.substr(std::string("// error: ").size());
  const std::size_t second_colon = want.find(':', want.find(':') + 1);
  const std::string expected = GetParam().filename().string() + ":" + want.substr(0, second_colon) + ": error: " + want.substr(second_colon + 2);
  const tr::ParseResult parsed = tr::parse(input_of(source, GetParam().filename().string()));
  std::string said = parsed.diagnostics;
  if (parsed.unit) {
    const tr::ModuleResult module = tr::translate(parsed.unit->getASTContext(), {});
    EXPECT_TRUE(module.cpp.empty() || !module.errors.empty());
    for (const std::string& e : module.errors) said += e + "\n";
  }
  EXPECT_NE(said.find(expected), std::string::npos) << "expected: " << expected << "\nsaid: " << said;
}
INSTANTIATE_TEST_SUITE_P(Translator, Reject, ::testing::ValuesIn(files("reject")), name_of);

// The kind of variable `name` in the (only) kernel of `source`, as mangle() spells it.
std::string kind_in(const std::string& source, const std::string& name, tr::Items items = tr::Items::kFast) {
  const tr::ParseResult parsed = tr::parse(input_of(source));
  if (!parsed.unit) return parsed.diagnostics;
  const clang::ASTContext& context = parsed.unit->getASTContext();
  tr::CloneTable table(context, {items, 16});
  for (const clang::Decl* d : context.getTranslationUnitDecl()->decls()) {
    const auto* f = llvm::dyn_cast<clang::FunctionDecl>(d);
    if (!f || !f->doesThisDeclarationHaveABody() || !f->hasAttr<clang::OpenCLKernelAttr>()) continue;
    std::vector<tr::Kind> kinds;
    for (const auto* p : f->parameters()) kinds.push_back(tr::uniform_kind(p->getType()->isPointerType() ? tr::Pointee::kMemory : tr::Pointee::kUnset));
    const tr::Clone& clone = table.get(f, kinds, false);
    for (const auto& [v, k] : clone.variables)
      if (v->getName() == name) return tr::mangle(k);
  }
  return "no such variable";
}

struct KindCase {
  const char* body;
  const char* variable;
  const char* fast;
  const char* general;
};

TEST(Kinds, OfVariables) {
  const KindCase cases[] = {
      {"int v = get_global_id(0);", "v", "l1w", "v"},
      {"int v = get_global_id(1);", "v", "u", "v"},
      {"int v = get_group_id(0) * 16;", "v", "u", "u"},
      {"int v = get_global_id(0) * 4 + n;", "v", "l4f", "v"},
      {"int v = (int)get_global_id(0) * 4 + n;", "v", "l4", "v"},
      {"int v = get_group_id(0) * 16 + get_local_id(0);", "v", "l1w", "v"},
      {"uint v = get_group_id(0) * 1000000 + get_local_id(0);", "v", "l1", "v"},
      {"long v = (int)((uint)n - (uint)get_global_id(0));", "v", "v", "v"},
      {"long v = n - (int)get_global_id(0);", "v", "ln1", "v"},
      {"int v = get_global_id(0); v += (uint)n;", "v", "l1f", "v"},
      {"for (int v = get_local_id(0); v < n; v += get_local_size(0)) x[v] = 0;", "v", "l1", "v"},
      {"for (int v = get_local_id(0); v < n; v = v + get_local_size(0)) x[v] = 0;", "v", "l1w", "v"},
      {"int v = get_global_id(0) * n;", "v", "v", "v"},
      {"ulong v = get_global_id(0) * 0x8000000000000000ul;", "v", "v", "v"},
      {"long v = (long)get_global_id(0) * 64 * 64 * 64 * 32;", "v", "l8388608", "v"},
      {"long v = (long)get_global_id(0) * 64 * 64 * 64 * 64 * 64 * 64;", "v", "v", "v"},
      {"int v = 5 - (int)get_local_id(0);", "v", "ln1", "v"},
      {"float v = x[n];", "v", "u", "u"},
      {"float v = x[get_global_id(0)];", "v", "v", "v"},
      {"int v = 0; for (int i = 0; i < n; ++i) v += i;", "v", "u", "u"},
      {"int v = 0; if (get_global_id(0) > 3) v = 1;", "v", "v", "v"},
      {"int v = 0; if (n > 3) v = 1;", "v", "u", "u"},
      // A counter of a loop that lanes leave apart: the same in all lanes that still run.
      {"for (int v = 0; v < n; ++v) if (x[get_global_id(0)] > v) break;", "v", "u", "u"},
      // Read after the loop: differs.
      {"int v; for (v = 0; v < n; ++v) if (x[get_global_id(0)] > v) break;", "v", "v", "v"},
      // Lanes that continue skip the assignment.
      {"int v = 0; for (int i = 0; i < n; ++i) { if (x[get_global_id(0)] > i) continue; v++; }", "v", "v", "v"},
      // Lanes that return are gone, so the others still agree.
      {"int v = 0; if (get_global_id(0) > 3) return; v = n;", "v", "u", "u"},
      {"for (int v = get_local_id(0); v < n; v += 64) x[v] = 0;", "v", "l1", "v"},
      {"global float* v = x + get_global_id(0);", "v", "l1", "v"},
      {"global float* v = x + get_group_id(0) * n;", "v", "u", "u"},
      {"int v = 1; int* p = &v; *p = n;", "v", "v", "v"},
      {"int v = 1; int* p = &v; *p = n;", "p", "up", "up"},
      {"float v[4]; v[n] = 1.0f;", "v", "u", "u"},
      {"float v[4]; v[get_global_id(0)] = 1.0f;", "v", "v", "v"},
      {"float v = sub_group_reduce_add(x[get_global_id(0)]);", "v", "u", "u"},
      {"float v = sub_group_broadcast(x[get_global_id(0)], 3);", "v", "u", "u"},
      {"int v = atomic_inc((global int*)x);", "v", "v", "v"},
      {"uint v = get_global_id(0); v -= n;", "v", "l1", "v"},
  };
  for (const KindCase& c : cases) {
    const std::string source = std::string("kernel void k(global float* x, int n) {\n") + c.body + "\n}\n";
    EXPECT_EQ(kind_in(source, c.variable, tr::Items::kFast), c.fast) << c.body;
    EXPECT_EQ(kind_in(source, c.variable, tr::Items::kGeneral), c.general) << c.body;
    EXPECT_EQ(kind_in(source, c.variable, tr::Items::kSingle).substr(0, 1), "u") << c.body;
  }
}

// Which kernels a device may run whose sub-group functions hold work-group barriers.
TEST(Uniformity, OfSubGroupCalls) {
  const struct { const char* body; bool uniform, converged; } cases[] = {
      {"x[i] = sub_group_reduce_add(x[i]);", true, true},
      {"for (int k = 0; k < n; ++k) x[i] += sub_group_reduce_add(x[i + k]);", true, true},
      {"if (i < n) x[i] = sub_group_reduce_add(x[i]);", false, false},
      {"if (get_sub_group_id() == 0) x[i] = sub_group_reduce_add(x[i]);", false, true},
      {"if (i >= n) return; x[i] = sub_group_reduce_add(x[i]);", false, false},
      {"for (int k = get_sub_group_id(); k < n; k += 2) x[i] = sub_group_reduce_add(x[i]);", false, true},
      {"float m = sub_group_reduce_add(x[i]); if (m > 0) x[i] = sub_group_reduce_max(x[i]);", false, true},
      {"for (int k = 0; k < n; ++k) { if (x[i] > k) continue; x[i] = sub_group_reduce_add(x[i]); }", false, false},
      {"if (n > 3) x[i] = sub_group_reduce_add(x[i]);", true, true},
  };
  for (const auto& [body, uniform, converged] : cases) {
    const tr::ParseResult parsed = tr::parse(input_of(std::string("kernel void k(global float* x, int n) {\nint i = get_global_id(0);\n") + body + "\n}\n"));
    ASSERT_TRUE(parsed.unit) << parsed.diagnostics;
    const tr::ModuleResult m = tr::translate(parsed.unit->getASTContext(), {});
    ASSERT_EQ(m.kernels.size(), 1u);
    EXPECT_EQ(m.kernels[0].facts.sub_group_calls_uniform, uniform) << body;
    EXPECT_EQ(m.kernels[0].facts.sub_group_calls_converged, converged) << body;
  }
}

TEST(Report, ReasonsHaveAPlace) {
  const struct { const char *body, *one_lane, *private_memory; } cases[] = {
      {"again: if (x[0]++ < 4) goto again;", "kernel.cl:2:24: goto", ""},
      {"switch (x[0]) { case 1: do { ++x[0];\n case 2: ++x[1]; } while (x[1] < 3); }", "kernel.cl:3:2: case label inside a nested statement", ""},
      {"struct { int a : 3; } s = {1};\n x[0] = s.a;", "kernel.cl:3:11: bit-field 'a'", ""},
      {"float f[4];\n f[0] = 1;\n int* p = (int*)f; x[0] = *p;", "", "kernel.cl:4:11: private memory is reinterpreted through a pointer of another type"},
      {"union { int i; float f; } u;\n u.f = 1; x[0] = u.i;", "", "kernel.cl:2:27: private variable 'u' is a union or holds one"},
      {"int a = 1, *p = &a, **q = &p; x[0] = **q;", "", "kernel.cl:2:23: pointer to pointer 'q'"},
      {"int a = 1, *p = &a; if (x[1]) p = (int*)x; x[0] = *p;", "", "kernel.cl:2:13: pointer 'p' may point to private memory and to other memory"},
      {"int a = 1, *p[2]; p[0] = &a; x[0] = *p[0];", "", "kernel.cl:2:19: a pointer to private memory is stored in memory, a struct or an array"},
      {"int a[4]; int* p = a + 1; *p = x[0]; x[0] = a[1];", "", ""},
  };
  for (const auto& [body, one_lane, private_memory] : cases) {
    const tr::ParseResult parsed = tr::parse(input_of(std::string("kernel void k(global int* x) {\n") + body + "\n}\n"));
    ASSERT_TRUE(parsed.unit) << parsed.diagnostics;
    const tr::ModuleResult m = tr::translate(parsed.unit->getASTContext(), {});
    ASSERT_EQ(m.kernels.size(), 1u) << body;
    EXPECT_EQ(m.kernels[0].one_lane_reason, one_lane) << body;
    EXPECT_EQ(m.kernels[0].one_lane, *one_lane != 0) << body;
    EXPECT_EQ(m.kernels[0].private_memory_reason, private_memory) << body;
  }
}

// Which work-group size has a form of its own: "X x Y x Z", or "" where there is none.
std::string likely_size(const std::string& attributes, const std::string& array, const std::string& loop, int lanes = 16) {
  const tr::ParseResult parsed = tr::parse(input_of(
      "kernel " + attributes + " void k(global const int* in, global int* out) {\n  local int " + array +
      ";\n  int x = get_local_id(0), y = get_local_id(1), sum = 0;\n  for (int s = 0; s < in[0]; ++s) {\n    t[y * 16 + x] = in[s + x];\n"
      "    barrier(CLK_LOCAL_MEM_FENCE);\n    " + loop + "\n    barrier(CLK_LOCAL_MEM_FENCE);\n  }\n  out[get_global_id(0)] = sum;\n}\n"));
  if (!parsed.unit) return parsed.diagnostics;
  tr::ModuleOptions options;
  options.sub_group_size = lanes;
  const tr::ModuleResult m = tr::translate(parsed.unit->getASTContext(), options);
  if (m.kernels.size() != 1 || m.kernels[0].phases == 0) return "no phases";
  const std::vector<tr::PhasesForm>& forms = m.kernels[0].phases_forms;
  if (forms.size() == 1) return "";
  const tr::WorkGroupSize& size = forms[1].size;
  return std::to_string(size[0]) + " x " + std::to_string(size[1]) + " x " + std::to_string(size[2]) + (forms[1].wide ? " wide" : "");
}

TEST(Phases, ALikelySizeHasAFormOfItsOwn) {
  const std::string loop = "for (int i = 0; i < 16; ++i) sum += t[i * 16 + x];", no_loop = "sum += t[(15 - y) * 16 + x];";
  EXPECT_EQ(likely_size("", "t[256]", loop), "16 x 16 x 1");
  EXPECT_EQ(likely_size("", "t[1024]", loop), "32 x 32 x 1");
  EXPECT_EQ(likely_size("", "t[1024]", loop, 32), "32 x 32 x 1");
  EXPECT_EQ(likely_size("", "t[256]", loop, 32), "");             // its rows are no sub-group
  EXPECT_EQ(likely_size("", "t[300]", loop), "");                 // no square
  EXPECT_EQ(likely_size("", "t[4096]", loop), "");                // more items than a work-group has
  EXPECT_EQ(likely_size("", "t[256]", no_loop), "");              // nothing to gain
  EXPECT_EQ(likely_size("__attribute__((reqd_work_group_size(16, 16, 1)))", "t[256]", loop), "");  // the form for any size has it
  const std::string hint = "__attribute__((work_group_size_hint(";
  EXPECT_EQ(likely_size(hint + "32, 4, 2)))", "t[256]", no_loop), "32 x 4 x 2");
  EXPECT_EQ(likely_size(hint + "64, 4, 1)))", "t[256]", no_loop), "64 x 4 x 1 wide");
  EXPECT_EQ(likely_size(hint + "24, 4, 1)))", "t[256]", loop), "");
  EXPECT_EQ(likely_size(hint + "32, 64, 1)))", "t[256]", loop), "");
}

TEST(Phases, TheTileOfAnArrayIsItsLikelySize) {
  const struct { const char *array, *size; } cases[] = {
      {"t[16][16]", "16 x 16 x 1"}, {"t[16][17]", "16 x 16 x 1"}, {"t[18][18]", "16 x 16 x 1"}, {"t[10][34]", "32 x 8 x 1"},
      {"t[8][32]", "32 x 8 x 1"},   {"t[4][12]", ""},             {"t[1][64]", ""},            {"t[64][64]", ""}};
  for (const auto& [array, size] : cases) {
    const tr::ParseResult parsed = tr::parse(input_of(std::string("kernel void k(global const int* in, global int* out) {\n  local int ") + array +
        ";\n  int x = get_local_id(0), y = get_local_id(1), sum = 0;\n  t[y][x] = in[x];\n  barrier(CLK_LOCAL_MEM_FENCE);\n"
        "  for (int i = 0; i < 4; ++i) sum += t[i][x];\n  out[get_global_id(0)] = sum;\n}\n"));
    ASSERT_TRUE(parsed.unit) << parsed.diagnostics;
    const tr::ModuleResult m = tr::translate(parsed.unit->getASTContext(), {});
    ASSERT_EQ(m.kernels.size(), 1u);
    std::string text;
    if (m.kernels[0].phases_forms.size() > 1)
      for (const std::uint32_t n : m.kernels[0].phases_forms[1].size) text += (text.empty() ? "" : " x ") + std::to_string(n);
    EXPECT_EQ(text, size) << array;
  }
}

TEST(Report, GathersByLine) {
  const tr::ParseResult parsed = tr::parse(input_of("kernel void k(global float* x, global int* i) {\n  int g = get_global_id(0);\n  float a = x[i[g]];\n  x[g * 3] = a;\n  x[i[g]] = 1;\n}\n"));
  ASSERT_TRUE(parsed.unit) << parsed.diagnostics;
  const tr::ModuleResult m = tr::translate(parsed.unit->getASTContext(), {});
  EXPECT_EQ(m.kernels[0].notes.gathers, (std::set<unsigned>{3}));
  EXPECT_EQ(m.kernels[0].notes.strided, (std::set<unsigned>{4}));
  EXPECT_EQ(m.kernels[0].notes.scatters, (std::set<unsigned>{5}));
}

TEST(Signature, ArgumentsAndNeeds) {
  const tr::ParseResult parsed = tr::parse(input_of("kernel __attribute__((reqd_work_group_size(8,4,1))) void k(global const float4* a, float3 v, local int* l, constant uchar* c, ulong n) {\n"
                                                    "local float t[10];\n t[get_local_id(0)] = v.x; barrier(CLK_LOCAL_MEM_FENCE); l[0] = a[0].x + t[0] + c[n]; }\n"));
  ASSERT_TRUE(parsed.unit) << parsed.diagnostics;
  const tr::ModuleResult m = tr::translate(parsed.unit->getASTContext(), {});
  ASSERT_EQ(m.kernels.size(), 1u);
  const tr::KernelResult& k = m.kernels[0];
  ASSERT_EQ(k.arguments.size(), 5u);
  const struct { const char *name, *type, *kind; std::uint64_t size, align, offset; bool read_only; } want[] = {
      {"a", "float4", "global", 16, 16, 0, true}, {"v", "float3", "value", 16, 16, 16, false}, {"l", "int", "local", 4, 4, 32, false},
      {"c", "uchar", "constant", 1, 1, 40, true}, {"n", "ulong", "value", 8, 8, 48, false}};
  for (int i = 0; i < 5; ++i) {
    const tr::ArgumentInfo& a = k.arguments[static_cast<std::size_t>(i)];
    EXPECT_EQ(a.name, want[i].name);
    EXPECT_EQ(a.type, want[i].type);
    EXPECT_EQ(a.kind, want[i].kind);
    EXPECT_EQ(a.size, want[i].size) << a.name;
    EXPECT_EQ(a.align, want[i].align) << a.name;
    EXPECT_EQ(a.offset, want[i].offset) << a.name;
  }
  EXPECT_TRUE(k.arguments[0].read_only);
  EXPECT_FALSE(k.arguments[1].read_only);
  EXPECT_EQ(k.local_bytes, 40u);
  EXPECT_EQ(k.required_local[0], 8u);
  EXPECT_EQ(k.required_local[1], 4u);
  EXPECT_TRUE(k.facts.barrier);
  EXPECT_FALSE(k.facts.sub_groups);
}

}  // namespace
