// Run-time compilation end to end with a fake translator: what runs, what is cached, what an error says.
#include "cpu_emu/jit/jit.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <thread>

#include "clrt/error.h"
#include "cpu_emu/jit/cache.hpp"
#include "cpu_emu/jit/translate.hpp"
#include "tests/jit/fixture.hpp"

namespace clrt::test {
namespace {

using cpu::Isa;
using jit::compile;

backend::BuildRequest request(const std::string& source, const std::string& options = "") { return {"add.cl", source, options}; }

TEST_F(JitTest, CompilesOnceAndThenHitsTheCache) {
  {
    const jit::Compiled cold = compile(request(add_kernel(3)), Isa::kScalar);
    EXPECT_EQ(cold.origin, "compiled");
    EXPECT_EQ(run_add(cold.module->desc()), 3);
    ASSERT_EQ(cold.kernels.size(), 1u);
    EXPECT_EQ(cold.kernels[0].name, "add");
    EXPECT_EQ(cold.kernels[0].args[1].kind, backend::ArgKind::kValue);
    EXPECT_EQ(cold.kernels[0].report, R"({"gathers":[]})");
  }
  const jit::Compiled warm = compile(request(add_kernel(3)), Isa::kScalar);
  EXPECT_EQ(warm.origin, "cache hit");
  EXPECT_EQ(run_add(warm.module->desc()), 3);
  EXPECT_EQ(translator_runs(), 1);
  EXPECT_EQ(warm.times.compile, 0);
}

TEST_F(JitTest, DifferentSourcesOptionsNamesAndHeadersAreDifferentEntries) {
  compile(request(add_kernel(1)), Isa::kScalar);
  EXPECT_EQ(run_add(compile(request(add_kernel(2)), Isa::kScalar).module->desc()), 2);
  EXPECT_EQ(compile(request(add_kernel(1), "-DX=1"), Isa::kScalar).origin, "compiled");
  EXPECT_EQ(compile({"other.cl", add_kernel(1), ""}, Isa::kScalar).origin, "compiled");
  EXPECT_EQ(translator_runs(), 4);
  EXPECT_EQ(compile(request(add_kernel(1)), Isa::kScalar).origin, "cache hit");

  // The headers of generated code belong to the key of the code, not to that of the translation.
  write_text(folder + "/home/cpu_emu/opencl_c/opencl_c.hpp",
             "#pragma once\n#include \"cpu_emu/executor/kernel_abi.h\"\n// another version\n");
  EXPECT_EQ(compile(request(add_kernel(1)), Isa::kScalar).origin, "compiled");
  EXPECT_EQ(translator_runs(), 4);
}

TEST_F(JitTest, EveryIsaIsCompiledAsSuchFromOneTranslation) {
  for (Isa isa : cpu::kAllIsas) {
    if ((isa == Isa::kAvx2 && !cpu::cpu_features().avx2) || (isa == Isa::kAvx512 && !cpu::cpu_features().avx512)) continue;
    const ScopedVariable force("CLRT_FORCE_ISA", cpu::isa_name(isa));
    const jit::Compiled c = compile(request(add_kernel(5)), cpu::current_isa());
    EXPECT_STREQ(c.module->desc().isa, cpu::isa_name(isa));
    EXPECT_EQ(run_add(c.module->desc()), 5);
  }
  EXPECT_EQ(translator_runs(), 1);
}

TEST_F(JitTest, DamagedAndForeignEntriesAreRebuilt) {
  const std::string source = add_kernel(7);
  compile(request(source), Isa::kScalar);
  const auto spoil = [&](auto change) {
    for (const auto& path : files_with(".clrt")) {
      std::string bytes = read_text(path);
      change(bytes);
      write_text(path, bytes);
    }
    const jit::Compiled again = compile(request(source), Isa::kScalar);
    EXPECT_EQ(again.origin, "compiled");
    EXPECT_EQ(run_add(again.module->desc()), 7);
    EXPECT_EQ(compile(request(source), Isa::kScalar).origin, "cache hit");
  };
  spoil([](std::string& b) { b[b.size() / 2] ^= 1; });                 // payload
  spoil([](std::string& b) { b.resize(b.size() - 1); });              // cut
  spoil([](std::string& b) { b += "x"; });                            // longer
  spoil([](std::string& b) { b.clear(); });                           // empty
  spoil([](std::string& b) { b[0] = 'X'; });                          // magic
  spoil([](std::string& b) { ++b[8]; });                              // format version
  spoil([](std::string& b) { ++b[12]; });                             // ABI version
  spoil([](std::string& b) { b[16] = 'q'; });                         // ISA
  spoil([](std::string& b) { b[32] = b[32] == '0' ? '1' : '0'; });    // key
  spoil([](std::string& b) { b[64] ^= 1; });                          // compiler
  spoil([](std::string& b) { b[72] ^= 0x7f; b[79] ^= 0x7f; });        // sizes
  EXPECT_EQ(translator_runs(), 12);
}

TEST_F(JitTest, ADamagedPrecompiledHeaderIsMadeAnew) {
  compile(request(add_kernel(1)), Isa::kScalar);
  ASSERT_EQ(files_with(".pch").size(), 1u);
  write_text(files_with(".pch")[0], "not a precompiled header");
  EXPECT_EQ(run_add(compile(request(add_kernel(2)), Isa::kScalar).module->desc()), 2);
  compile(request(add_kernel(3)), Isa::kScalar);
  ASSERT_EQ(files_with(".pch").size(), 1u);
  EXPECT_GT(std::filesystem::file_size(files_with(".pch")[0]), 1000u);
}

TEST_F(JitTest, IncludedFilesArePartOfTheKey) {
  const std::string a = folder + "/a", b = folder + "/b";
  std::filesystem::create_directories(a);
  write_text(b + "/x.clh", "#include \"deep.clh\"\n");
  write_text(b + "/deep.clh", "int one;\n");
  const backend::BuildRequest r = request(add_kernel(1, "#include \"x.clh\"\n"), "-I " + a + " -I" + b);
  EXPECT_EQ(compile(r, Isa::kScalar).origin, "compiled");
  EXPECT_EQ(compile(r, Isa::kScalar).origin, "cache hit");
  write_text(b + "/deep.clh", "int two;\n");
  EXPECT_EQ(compile(r, Isa::kScalar).origin, "compiled");
  EXPECT_EQ(compile(r, Isa::kScalar).origin, "cache hit");
  write_text(a + "/x.clh", "int three;\n");  // now found first
  EXPECT_EQ(compile(r, Isa::kScalar).origin, "compiled");
  EXPECT_EQ(compile(r, Isa::kScalar).origin, "cache hit");
}

TEST_F(JitTest, AComputedIncludeIsKeyedByPreprocessedText) {
  const backend::BuildRequest r = request(add_kernel(1, "#include HEADER\n"), "-DHEADER=\\\"x.clh\\\"");
  EXPECT_EQ(compile(r, Isa::kScalar).origin, "compiled");
  EXPECT_EQ(compile(r, Isa::kScalar).origin, "cache hit");
  EXPECT_EQ(translator_runs(), 3);  // preprocess, build; preprocess
}

TEST_F(JitTest, BuildErrorsCarryFileAndLine) {
  try {
    compile({"kernels/soft.cl", "kernel void f() {}\n\n@error\n", ""}, Isa::kScalar);
    FAIL() << "no error was thrown";
  } catch (const Error& e) {
    EXPECT_EQ(e.status, Status::kBuildFailed);
    EXPECT_NE(std::string(e.what()).find("kernels/soft.cl:3:1: error: expected external declaration"), std::string::npos) << e.what();
  }
}

TEST_F(JitTest, ACrashedTranslatorIsAnErrorWithItsLog) {
  const std::string text = error_of([&] { compile(request("@crash\n"), Isa::kScalar); });
  EXPECT_NE(text.find("killed by signal 11"), std::string::npos) << text;
  EXPECT_NE(text.find("about to crash"), std::string::npos) << text;
}

TEST_F(JitTest, ASilentTranslatorIsAnError) {
  EXPECT_NE(error_of([&] { compile(request("@silent\n"), Isa::kScalar); }).find("wrote no output"), std::string::npos);
}

TEST_F(JitTest, AHangingTranslatorIsStopped) {
  const ScopedVariable limit("CLRT_BUILD_TIMEOUT", "0.5");
  const auto begin = std::chrono::steady_clock::now();
  const std::string text = error_of([&] { compile(request("@hang\n"), Isa::kScalar); });
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20));
  EXPECT_NE(text.find("no answer within 0.5 s"), std::string::npos) << text;
  EXPECT_NE(text.find("thinking"), std::string::npos) << text;
}

TEST_F(JitTest, ACrashedCompilerIsAnErrorWithItsLog) {
  const ScopedVariable clang("CLRT_CLANG", script("clang", "echo stack dump here >&2\nkill -ABRT $$"));
  const std::string text = error_of([&] { compile(request(add_kernel(1)), Isa::kScalar); });
  EXPECT_NE(text.find("killed by signal 6"), std::string::npos) << text;
  EXPECT_NE(text.find("stack dump here"), std::string::npos) << text;
  EXPECT_TRUE(files_with(".pch").empty());
}

TEST_F(JitTest, GeneratedCodeThatDoesNotCompileIsKeptAndReported) {
  std::string source = add_kernel(1, "//CPP this is no C++;\n");
  const std::string text = error_of([&] { compile(request(source), Isa::kScalar); });
  EXPECT_NE(text.find("kernels.cpp:1:1: error: "), std::string::npos) << text;
  EXPECT_NE(read_text(folder + "/cache/failed.cpp").find("this is no C++"), std::string::npos);
}

TEST_F(JitTest, ModulesOfAnotherAbiOrWithoutDescriptorAreRefused) {
  std::string source = add_kernel(1);
  source.replace(source.find("{kAbiVersion, 1"), 15, "{kAbiVersion + 1, 1");
  EXPECT_NE(error_of([&] { compile(request(source), Isa::kScalar); }).find("ABI version " + std::to_string(cpu::kAbiVersion + 1) + ", this library has " +
                                                                               std::to_string(cpu::kAbiVersion)),
            std::string::npos);
  source = add_kernel(1);
  source.replace(source.find("ModuleDesc clrt_module"), 22, "ModuleDesc some_module");
  EXPECT_NE(error_of([&] { compile(request(source), Isa::kScalar); }).find("no symbol clrt_module"), std::string::npos);
  source = add_kernel(1);
  source.replace(source.find("TEXT(CLRT_ISA_NAME)}"), 20, "\"avx9\"}");
  EXPECT_NE(error_of([&] { compile(request(source), Isa::kScalar); }).find("compiled for avx9, not scalar"), std::string::npos);
}

TEST_F(JitTest, UndefinedSymbolsAreFoundAtBuildTime) {
  const std::string source = add_kernel(1, "//CPP extern \"C\" int nobody_has_this();\n//CPP int use = nobody_has_this();\n");
  EXPECT_NE(error_of([&] { compile(request(source), Isa::kScalar); }).find("nobody_has_this"), std::string::npos);
}

TEST_F(JitTest, MissingToolsSayWhatWouldHelp) {
  {
    const ScopedVariable none("CLRT_CL2CPP", "/nowhere/cl2cpp");
    EXPECT_NE(error_of([&] { compile(request(add_kernel(1)), Isa::kScalar); }).find("CLRT_CL2CPP=/nowhere/cl2cpp is not usable"),
              std::string::npos);
  }
  const ScopedVariable none("CLRT_CLANG", "/nowhere/clang");
  EXPECT_NE(error_of([&] { compile(request(add_kernel(1)), Isa::kScalar); }).find("install clang-19"), std::string::npos);
}

TEST_F(JitTest, AnUnusableCacheFolderOnlyCostsTime) {
  const ScopedVariable none("CLRT_CACHE_DIR", "/proc/no/such/folder");
  EXPECT_EQ(run_add(compile(request(add_kernel(4)), Isa::kScalar).module->desc()), 4);
  EXPECT_EQ(compile(request(add_kernel(4)), Isa::kScalar).origin, "compiled");
}

// Whether any mapping of this process comes from a compiled module.
bool module_is_mapped() { return read_text("/proc/self/maps").find("memfd:clrt:") != std::string::npos; }

TEST_F(JitTest, TheLastUserUnloadsTheModule) {
  ASSERT_FALSE(module_is_mapped());
  {
    const jit::Compiled first = compile(request(add_kernel(9)), Isa::kScalar);
    jit::Compiled second = compile(request(add_kernel(9)), Isa::kScalar);
    EXPECT_EQ(first.module, second.module);
    EXPECT_TRUE(module_is_mapped());
    second = {};
    EXPECT_EQ(run_add(first.module->desc()), 9);
  }
  EXPECT_FALSE(module_is_mapped());
}

TEST_F(JitTest, ManyModulesAtOnceStayApart) {
  std::vector<jit::Compiled> modules;
  for (int i = 0; i < 4; ++i) modules.push_back(compile(request(add_kernel(i)), Isa::kScalar));
  modules.erase(modules.begin());
  modules.push_back(compile(request(add_kernel(10)), Isa::kScalar));
  const int expected[] = {1, 2, 3, 10};
  for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(run_add(modules[i].module->desc()), expected[i]);
}

TEST_F(JitTest, ThreadsAndProcessesMayBuildTheSameAtOnce) {
  std::vector<pid_t> children;
  for (int i = 0; i < 2; ++i) {
    const pid_t pid = ::fork();
    if (pid == 0) {
      bool good = true;
      for (int amount = 1; amount <= 2; ++amount)
        good = good && run_add(compile(request(add_kernel(amount)), Isa::kScalar).module->desc()) == amount;
      ::_exit(good ? 0 : 1);
    }
    children.push_back(pid);
  }
  std::vector<std::thread> threads;
  for (int i = 0; i < 2; ++i)
    threads.emplace_back([] {
      for (int amount = 1; amount <= 2; ++amount)
        EXPECT_EQ(run_add(compile(request(add_kernel(amount)), Isa::kScalar).module->desc()), amount);
    });
  for (std::thread& t : threads) t.join();
  for (pid_t pid : children) {
    int status = -1;
    ::waitpid(pid, &status, 0);
    EXPECT_EQ(status, 0);
  }
  EXPECT_EQ(compile(request(add_kernel(2)), Isa::kScalar).origin, "cache hit");
  for (const auto& e : std::filesystem::directory_iterator(folder + "/cache"))
    EXPECT_EQ(e.path().string().find(".tmp-"), std::string::npos) << e.path();
}

TEST_F(JitTest, TranslateServesOtherBackendsFromTheSameEntry) {
  const ScopedVariable same("CLRT_BUILD_OPTIONS", "-fno-sanitize=all");  // a sanitized process asks for another entry
  const jit::Translation t = jit::translate(request(add_kernel(1)));
  EXPECT_FALSE(t.from_cache);
  EXPECT_EQ(t.generic, "// generic\n");
  EXPECT_EQ(t.kernels.at(0).args.at(0).name, "x");
  EXPECT_TRUE(jit::translate(request(add_kernel(1))).from_cache);
  EXPECT_EQ(compile(request(add_kernel(1)), Isa::kScalar).origin, "compiled");
  EXPECT_EQ(translator_runs(), 1);
}

TEST_F(JitTest, ARefusalReplacesTheGenericSource) {
  std::string source = add_kernel(1);
  source.replace(source.find("\"generic_refusal\":\"\""), 20, "\"generic_refusal\":\"x.cl:3: divergent\"");
  const jit::Translation t = jit::translate(request(source));
  EXPECT_EQ(t.generic, "");
  EXPECT_EQ(t.generic_refusal, "x.cl:3: divergent");
}

TEST_F(JitTest, AMalformedSignatureIsAnInternalError) {
  std::string source = add_kernel(1);
  source.replace(source.find("\"local_bytes\""), 13, "\"local_bites\"");
  EXPECT_NE(error_of([&] { jit::translate(request(source)); }).find("local_bytes"), std::string::npos);
}

}  // namespace
}  // namespace clrt::test
