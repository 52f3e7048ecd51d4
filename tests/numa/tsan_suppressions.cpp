// Debian's oneTBB is not built with the thread sanitizer, so it does not see that a task is handed from thread to thread
// inside the library. Only races whose innermost frame is oneTBB's own header code are ignored: ours stay visible.
extern "C" const char* __tsan_default_suppressions();  // NOLINT(bugprone-reserved-identifier)
extern "C" const char* __tsan_default_suppressions() { return "race_top:tbb::detail\ncalled_from_lib:libtbb.so\n"; }
