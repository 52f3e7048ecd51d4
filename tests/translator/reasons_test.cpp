// The build report's reasons: what it says of an access that is no plain vector load or store, and of control flow that lanes take
// apart.
#include <clang/AST/ASTContext.h>
#include <clang/Frontend/ASTUnit.h>
#include <gtest/gtest.h>

#include "cpu_emu/translator/frontend.hpp"
#include "cpu_emu/translator/module.hpp"

namespace tr = clrt::translator;

namespace {

// The report of one kernel whose body stands on line 2.
tr::Notes notes_of(const std::string& body, const std::string& before = "") {
  const std::string source = before + "kernel void k(global int* x, global const int* at, global float* f, int n, uint u) {" +
                             " int i = get_global_id(0); uint j = get_global_id(0);\n" + body + "\n}\n";
  const tr::ParseResult parsed = tr::parse({source, "k.cl", {"-DCLRT_SUB_GROUP_SIZE=16"}});
  EXPECT_TRUE(parsed.unit) << parsed.diagnostics;
  if (!parsed.unit) return {};
  const tr::ModuleResult m = tr::translate(parsed.unit->getASTContext(), {});
  EXPECT_TRUE(m.errors.empty());
  EXPECT_EQ(m.kernels.size(), 1u);
  EXPECT_FALSE(m.kernels[0].one_lane) << m.kernels[0].one_lane_reason;
  return m.kernels[0].notes;
}

std::string accesses_of(const std::string& body, const std::string& before = "") {
  std::string text;
  for (const tr::AccessNote& a : notes_of(body, before).accesses)
    text += (text.empty() ? "" : "; ") + std::to_string(a.line) + " " + a.kind + " " + a.text + ": " + a.why;
  return text;
}

TEST(Reasons, PlainAccessesAreNotNamed) {
  EXPECT_EQ(accesses_of("x[i] = x[i + n] + x[n];"), "");
  EXPECT_EQ(accesses_of("int part[4]; part[n & 3] = i; x[i] = part[u & 3];"), "");
}

TEST(Reasons, AnIndexFromMemory) {
  EXPECT_EQ(accesses_of("x[i] = f[at[i]];"), "2 gather f[at[i]]: index 'at[i]' is read from memory");
  EXPECT_EQ(accesses_of("x[at[i]] = 1;"), "2 scatter x[at[i]]: index 'at[i]' is read from memory");
  EXPECT_EQ(accesses_of("int to = at[i] + 1;\n\nx[to] = 1;"), "4 scatter x[to]: index 'to' (line 2): 'at[i]' is read from memory");
  EXPECT_EQ(accesses_of("x[at[i]]++;"), "2 gather x[at[i]]: index 'at[i]' is read from memory; 2 scatter x[at[i]]: index 'at[i]' is read from memory");
}

TEST(Reasons, AStrideThatIsNotKnown) {
  EXPECT_EQ(accesses_of("f[i * n] = 0;"), "2 scatter f[i * n]: index 'n' in 'i * n' is not known when the kernel is built");
  EXPECT_EQ(accesses_of("f[i ^ 1] = 0;"), "2 scatter f[i ^ 1]: index 'i ^ 1' has no constant stride ('^')");
  EXPECT_EQ(accesses_of("f[i % 3] = 0;"), "2 scatter f[i % 3]: index 'i % 3' has no constant stride ('%')");
  EXPECT_EQ(accesses_of("f[3 * i] = 0;"), "2 strided f[3 * i]: stride of 3 elements");
}

TEST(Reasons, AnIndexThatMayWrapAround) {
  EXPECT_EQ(accesses_of("f[(ulong)(j + u)] = 0;"), "2 scatter f[(ulong)(j + u)]: index 'j + u' of type uint may wrap around between two lanes");
}

TEST(Reasons, AVariableThatSomeLanesChange) {
  EXPECT_EQ(accesses_of("int k = 0;\nif (x[i] > 0)\n  k = 5;\nf[k] = 0;"),
            "5 scatter f[k]: index 'k' is changed at line 4 by some lanes only, or lane by lane with another stride");
}

TEST(Reasons, RowsOfAnArray) {
  EXPECT_EQ(accesses_of("local int t[16][17]; x[i] = t[get_local_id(0)][n];"),
            "2 gather t[get_local_id(0)][n]: each lane has a row of its own, 't[get_local_id(0)]'");
  EXPECT_EQ(accesses_of("local int t[16][17]; x[i] = t[at[i]][n];"), "2 gather t[at[i]][n]: row index 'at[i]' is read from memory");
}

TEST(Reasons, PointersAndFunctions) {
  EXPECT_EQ(accesses_of("global int* p = x + at[i];\n*p = 1;"), "3 scatter *p: address 'p' (line 2): 'at[i]' is read from memory");
  EXPECT_EQ(accesses_of("x[i] = get(x, at[i]);", "int get(global int* p, int k) { return p[k]; }\n"),
            "1 gather p[k]: index parameter 'k' of get is given one value per lane");
}

TEST(Reasons, ControlFlowThatLanesTakeApart) {
  std::string text;
  for (const tr::FlowNote& f :
       notes_of("if (n > 3) x[i] = 1;\nif (i < n)\n  x[i] = 2;\nwhile (x[i] > 0)\n  x[i]--;\nswitch (x[i]) { case 1: x[i] = 5; }").divergent)
    text += std::to_string(f.line) + " " + f.statement + " (" + f.condition + "); ";
  EXPECT_EQ(text, "3 if (i < n); 5 while (x[i] > 0); 7 switch (x[i]); ");
}

TEST(Reasons, LongTextIsCut) {
  const std::string why = accesses_of("f[at[i] + at[i + 1] +\n   at[i + 2] +   at[i + 3] + at[i + 4] + at[i + 5] + at[i + 6]] = 0;");
  EXPECT_NE(why.find("f[at[i] + at[i + 1] + at[i + 2] + at[i + 3] + at[i + 4] +..."), std::string::npos) << why;
}

}  // namespace
