#!/bin/sh
# Stands in for cl2cpp in tests of the process and cache code: the "kernel" carries the C++ to print after //CPP and the signature
# after //SIG, and @error, @crash, @hang ask for a failure. Each run adds a line to "$FAKE_CL2CPP_CALLS".
input=$1
shift
name=$input
while [ $# -gt 0 ]; do
  case $1 in
    -o) cpp=$2; shift ;;
    --emit-generic) generic=$2; shift ;;
    --emit-signature) signature=$2; shift ;;
    --emit-preprocessed) flat=$2; shift ;;
    --source-name) name=$2; shift ;;
    --module) shift ;;
    *) echo "option $1" >> "$FAKE_CL2CPP_CALLS.options" ;;
  esac
  shift
done
echo run >> "$FAKE_CL2CPP_CALLS"
if grep -q '^@crash' "$input"; then
  echo "about to crash"
  kill -SEGV $$
fi
if grep -q '^@hang' "$input"; then
  echo "thinking"
  sleep 60
fi
if grep -q '^@error' "$input"; then
  line=$(grep -n '^@error' "$input" | cut -d: -f1)
  echo "$name:$line:1: error: expected external declaration" >&2
  exit 1
fi
grep -q '^@silent' "$input" && exit 0
sed -n 's,^//CPP ,,p' "$input" > "$cpp"
[ -z "$signature" ] || sed -n 's,^//SIG ,,p' "$input" > "$signature"
[ -z "$generic" ] || echo "// generic" > "$generic"
[ -z "$flat" ] || cat "$input" > "$flat"
