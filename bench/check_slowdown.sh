#!/usr/bin/env bash
# What checked mode costs: one kernel of each program of tests/opencl_c/programs at a realistic size, on one thread, plain and checked.
#   bench/check_slowdown.sh [CLRT_TOOL]     (standard: build/release/bin/clrt)
# Prints a Markdown table of the medians and the median slowdown; a kernel that checked mode accuses is an error.
set -euo pipefail
cd "$(dirname "$0")/.."
tool=${1:-build/release/bin/clrt}
programs=tests/opencl_c/programs
data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT
export CLRT_NUM_THREADS=1

# 20000 rows of 16 entries, spread over the columns.
perl -e 'print pack("l*", map { 16 * $_ } 0 .. 20000)' >"$data/row_ptr"
perl -e 'srand 1; print pack("l*", map { int(rand(20000)) } 1 .. 320000)' >"$data/cols"
# Eight spheres: centre and radius, colour and reflectivity.
perl -e 'print pack("f*", map { ($_ - 4, 0.5 * ($_ % 3), 6 + $_ % 4, 0.9, 0.2, 0.1 * $_, 0.8, 0.3) } 0 .. 7)' >"$data/spheres"

runs=(
  "bitonic_sort.cl bitonic_sort_local --global 524288 --local 256 buf:uint:1048576:random buf:uint:1048576:iota local:2048 local:2048"
  "histogram.cl histogram256 --global 65536 --local 256 buf:uchar:4194304:random uint:4194304 buf:uint:256"
  "mandelbrot.cl mandelbrot --global 1024,1024 --local 16,16 buf:int:1048576 int:1024 int:1024 float:-2 float:-1.5 float:0.0029 float:0.0029 int:256"
  "nbody.cl nbody_step --global 4096 --local 256 buf:float4:4096:random buf:float4:4096 buf:float4:4096:random int:4096 float:0.001 local:4096"
  "prefix_sum.cl scan_blocks --global 524288 --local 256 buf:int:1048576:iota buf:int:1048576 buf:int:2048 int:1048576 local:2048"
  "raytracer.cl render --global 512,512 --local 16,16 buf:float4:262144 int:512 int:512 buf:float:64:file=$data/spheres int:8 float4:0.3,0.8,-0.5,0 int:4"
  "reduction.cl reduce_sum --global 65536 --local 256 buf:int:4194304:iota buf:int:256 uint:4194304 local:1024"
  "sha256.cl sha256 --global 16384 --local 64 buf:uchar:20000:random buf:uint:16384:iota buf:uint:16384:fill=500 buf:uint:131072 int:16384"
  "spmv.cl spmv_csr_scalar --global 20224 --local 256 int:20000 buf:int:20001:file=$data/row_ptr buf:int:320000:file=$data/cols buf:float:320000:random buf:float:20000:random buf:float:20000"
  "stencil.cl heat_step --global 2048,2048 --local 16,16 buf:float:4194304:random buf:float:4194304 int:2048 int:2048 float:0.1"
  "string_search.cl search_naive --global 1048576 --local 256 buf:uchar:1048576:random int:1048576 buf:uchar:8:random int:8 buf:int:1 buf:int:1 buf:uchar:1048576"
  "transpose.cl transpose --global 2048,2048 --local 16,16 buf:float:4194304 buf:float:4194304:random uint:2048 uint:2048"
)

# Milliseconds: the median of some runs.
median_of() { sed -n 's/.*median \([0-9.]*\) ms.*/\1/p'; }

echo "| program | kernel | plain, ms | checked, ms | slowdown |"
echo "|---|---|---|---|---|"
factors=()
for run in "${runs[@]}"; do
  read -r -a words <<<"$run"
  file=${words[0]} kernel=${words[1]}
  command=("$tool" run "$programs/$file" "$kernel" "${words[@]:2}" --device cpu)
  plain=$("${command[@]}" --repeat 9 | median_of)
  report=$("${command[@]}" --repeat 3 --check) || { echo "$report" >&2; exit 1; }
  checked=$(median_of <<<"$report")
  factor=$(awk "BEGIN { printf \"%.1f\", $checked / $plain }")
  factors+=("$factor")
  echo "| ${file%.cl} | \`$kernel\` | $plain | $checked | $factor |"
done
printf '%s\n' "${factors[@]}" | sort -g | awk '{ v[NR] = $1 } END { printf "\nmedian slowdown: %.1f\n", NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'
