// A random OpenCL C program as a tree: what the generator makes, the printer prints, the evaluator runs and the reducer cuts down.
//
// Everything is a value: copying a Program copies the whole tree. Every expression carries its type; conversions that C makes
// by itself are nodes of their own (Op::kConvert with `hidden` set), so nobody but the generator knows C's conversion rules.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace clrt::random_programs {

enum class Base : std::uint8_t { kChar, kUchar, kShort, kUshort, kInt, kUint, kLong, kUlong, kFloat, kDouble, kBool, kStruct, kVoid };
enum class Space : std::uint8_t { kPrivate, kLocal, kGlobal, kConstant };

struct Type {
  Base base = Base::kInt;
  std::uint8_t width = 1;      // components of a vector: 1 2 3 4 8 16
  std::uint8_t record = 0;     // kStruct: which
  bool pointer = false;        // to one or many of (base, width, record)
  Space space = Space::kPrivate;  // of what a pointer points to
  std::uint16_t count = 0;     // elements of an array; 0: no array
  auto operator<=>(const Type&) const = default;
};

inline bool is_float(Base b) { return b == Base::kFloat || b == Base::kDouble; }
inline bool is_integer(Base b) { return b <= Base::kUlong; }
inline bool is_signed(Base b) { return is_integer(b) && static_cast<int>(b) % 2 == 0; }
inline int bytes_of(Base b) {
  if (b == Base::kBool) return 1;
  if (b == Base::kFloat) return 4;
  if (b == Base::kDouble) return 8;
  return 1 << (static_cast<int>(b) / 2);
}
inline Base with_sign(Base b, bool sign) { return static_cast<Base>(static_cast<int>(b) / 2 * 2 + (sign ? 0 : 1)); }
inline Type scalar_type(Base b) { return Type{.base = b}; }
inline Type vector_type(Base b, int width) { return Type{.base = b, .width = static_cast<std::uint8_t>(width)}; }
// What an array's element, or a pointer's target, is.
inline Type element_of(Type t) {
  t.count = 0;
  t.pointer = false;
  t.space = Space::kPrivate;
  return t;
}
inline bool is_plain(const Type& t) { return !t.pointer && t.count == 0 && t.base < Base::kStruct; }

enum class Op : std::uint8_t {
  kLiteral,     // `value`; in `wide_literal` form for vectors: see kVector
  kVariable,    // `index`: of the function's variables
  kTable,       // `index`: of the program's constant tables
  kMember,      // args[0].field `index`
  kElement,     // args[0][args[1]]; args[0] an array or a pointer
  kSwizzle,     // args[0].lanes
  kAddress,     // &args[0]
  kNegate, kComplement, kLogicalNot,
  kAdd, kSubtract, kMultiply, kDivide, kRemainder, kAnd, kOr, kXor, kShiftLeft, kShiftRight,
  kLess, kLessEqual, kGreater, kGreaterEqual, kEqual, kNotEqual,
  kLogicalAnd, kLogicalOr,
  kConvert,     // to `type`: a cast of scalars, convert_TYPE of vectors
  kSpread,      // scalar to vector: (int4)(x), or hidden
  kReinterpret, // as_TYPE
  kConditional, // args[0] ? args[1] : args[2]; lane by lane where args[0] is a vector
  kVector,      // (int4)(args...)
  kCall,        // function `index`
  kBuiltin,     // `index`: a Builtin
  kItem,        // `index`: an ItemFunction, of dimension `value`
  kAssign,      // args[0] = args[1]; with `combine`: args[0] op= args[1]
  kIncrement, kDecrement,  // ++x (value 0), x++ (value 1)
  kAtomic,      // `index`: an Atomic, on the place args[0], with args[1]
  kCross,       // `index`: a Cross, a function across a sub-group or a work-group
};

enum class Builtin : std::uint8_t {
  kMin, kMax, kClamp, kAbs, kAbsDiff, kAddSat, kSubSat, kHadd, kRhadd, kMulHi, kMadHi, kMadSat, kMul24, kMad24, kRotate, kPopcount, kClz,
  kUpsample, kSelect, kBitselect, kAny, kAll, kConvertSat, kMad, kFabs, kFloor, kVload, kVstore, kShuffle, kCount
};

enum class ItemFunction : std::uint8_t {
  kGlobalId, kLocalId, kGroupId, kGlobalSize, kLocalSize, kNumGroups, kGlobalOffset, kGlobalLinearId, kLocalLinearId, kWorkDim,
  kSubGroupId, kSubGroupLocalId, kSubGroupSize, kNumSubGroups, kMaxSubGroupSize
};

enum class Atomic : std::uint8_t { kAdd, kSub, kInc, kDec, kMin, kMax, kAnd, kOr, kXor };

// The operation of a reduction or scan is `value`: a Reduce.
enum class Reduce : std::uint8_t { kAdd, kMin, kMax, kMul, kAnd, kOr, kXor };
enum class Cross : std::uint8_t {
  kReduce, kScanInclusive, kScanExclusive, kBroadcast, kShuffle, kShuffleXor, kShuffleUp, kShuffleDown, kRotate, kAny, kAll, kBallotCount,
  kClusteredReduce,
  // Those that lanes may reach divergently.
  kNonUniformReduce, kNonUniformScanInclusive, kNonUniformScanExclusive, kElect, kNonUniformAny, kNonUniformAll, kNonUniformAllEqual,
  kBroadcastFirst, kBallot,
  // Of the work-group.
  kGroupReduce, kGroupScanInclusive, kGroupScanExclusive, kGroupBroadcast, kGroupAny, kGroupAll
};
inline bool of_work_group(Cross c) { return c >= Cross::kGroupReduce; }
inline bool may_diverge(Cross c) { return c >= Cross::kNonUniformReduce && !of_work_group(c); }

__extension__ typedef __int128 Wide;
__extension__ typedef unsigned __int128 UnsignedWide;

struct Expr {
  Op op = Op::kLiteral;
  Type type;
  bool hidden = false;            // a conversion that C makes by itself
  Op combine = Op::kAssign;       // kAssign: the operator of a compound assignment
  std::int32_t index = 0;
  std::int64_t value = 0;         // literals: bits of an integer, or the (whole) value of a floating-point number
  std::vector<std::uint8_t> lanes;
  std::vector<Expr> args;
  // For the generator alone: bounds of the value (of every component). Not kept up by the reducer.
  Wide low = 0, high = 0;
};

enum class StmtKind : std::uint8_t {
  kDeclare,   // variable `index`, initialised by exprs (one, or one for each element or field)
  kExpr,      // exprs[0];
  kIf,        // exprs[0]; body; other
  kFor,       // exprs[0]: first value of variable `index`, [1]: condition, [2]: step; body
  kWhile,     // exprs[0]; body
  kDo,        // body; exprs[0]
  kSwitch,    // exprs[0]; body of kCase and other statements
  kCase,      // `label`, or default
  kBreak, kContinue,
  kReturn,    // exprs[0] unless the function is void
  kBlock,     // body
  kBarrier,   // of the work-group, local and global memory
};

struct Stmt {
  StmtKind kind = StmtKind::kBlock;
  std::int32_t index = 0;
  std::int64_t label = 0;
  bool is_default = false;
  std::vector<Expr> exprs;
  std::vector<Stmt> body, other;
};

struct Variable {
  std::string name;
  Type type;
  bool is_const = false;
  bool is_local = false;  // a local array of a kernel, declared at its beginning
};

// A function or a kernel: its first `parameters` variables are what it is called with.
struct Function {
  std::string name;
  Type result{.base = Base::kVoid};
  std::size_t parameters = 0;
  std::vector<Variable> variables;
  std::vector<Stmt> body;
};

struct Field {
  std::string name;
  Type type;
};
struct Record {
  std::string name;
  std::vector<Field> fields;
};
struct Table {
  std::string name;
  Type type;  // an array
  std::vector<std::int64_t> values;  // of every component
};

struct Range {
  std::uint32_t dim = 1;
  std::array<std::uint32_t, 3> global{1, 1, 1}, local{1, 1, 1}, offset{0, 0, 0};
  std::uint32_t items() const { return global[0] * global[1] * global[2]; }
  std::uint32_t group_items() const { return local[0] * local[1] * local[2]; }
  bool uniform() const { return global[0] % local[0] == 0 && global[1] % local[1] == 0 && global[2] % local[2] == 0; }
};

// What a kernel's parameter gets: bytes of a buffer before the run, or of a value.
struct Argument {
  std::vector<std::uint8_t> bytes;
};

struct Kernel {
  Function function;
  Range range;
  std::vector<Argument> arguments;
  std::uint32_t sub_group_size = 16;   // what the evaluator assumes
  bool names_sub_group_size = false;   // printed as an attribute
  bool names_local_size = false;       // likewise
  bool hints_local_size = false;       // likewise, as work_group_size_hint
};

struct Program {
  std::uint64_t seed = 0;
  std::vector<Record> records;
  std::vector<Table> tables;
  std::vector<Function> functions;  // each calls only those before it
  std::vector<Kernel> kernels;
  bool needs_lanes = false;         // uses sub-group or work-group functions, or ranges, that PoCL 3.1 lacks
};

std::size_t size_of(const Program& program, const Type& type);
std::size_t alignment_of(const Program& program, const Type& type);
std::size_t offset_of(const Program& program, const Record& record, std::size_t field);

// The program as OpenCL C. Functions, records and tables that no kernel reaches are left out.
std::string print(const Program& program);
std::string print(const Type& type, const Program& program);

// The same program for the same seed, for ever on one version of the generator. `kernels`: how many to put into it.
Program generate(std::uint64_t seed, int kernels);

}  // namespace clrt::random_programs
