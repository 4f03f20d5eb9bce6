#!/usr/bin/env bash
# run.sh BUILD [COMPILER FLAG...]: installs the build, makes the outside program with what was installed, by CMake and by
# pkg-config, and runs it and the installed jointcase where nothing of the build is known.
set -euo pipefail
build=$1 flags=${*:2}
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

fail() { printf 'installed: %s\n' "$*" >&2; exit 1; }
expect() { [[ $1 == *"$2"* ]] || fail "'$2' is not in: $1"; }

cmake --install "$build" --prefix "$folder/usr" >"$folder/install.log"
mv "$folder/usr" "$folder/moved" # nothing may hold on to the place
pc=$(find "$folder/moved" -name jointcase.pc)
lib=$(dirname "$(dirname "$pc")")

generator=$(sed -n 's/^CMAKE_GENERATOR:INTERNAL=//p' "$build/CMakeCache.txt")
cmake -S "$here" -B "$folder/by-cmake" -G "$generator" -DCMAKE_PREFIX_PATH="$folder/moved" -DCMAKE_CXX_FLAGS="$flags" >"$folder/cmake.log"
cmake --build "$folder/by-cmake" >"$folder/cmake.log" || { cat "$folder/cmake.log" >&2; fail 'it cannot be built by CMake'; }

export PKG_CONFIG_PATH=${pc%/*}
# shellcheck disable=SC2046,SC2086 # flags are words
g++ -std=c++20 $flags "$here/main.cpp" -o "$folder/by-pkg-config" $(pkg-config --cflags --libs jointcase)

said=$(env -i "$folder/by-cmake/outside" "$folder/a.db")
expect "$said" '622900 临夏州人民检察院'
expect "$said" '没有的院'
said=$(env -i LD_LIBRARY_PATH="$lib" "$folder/by-pkg-config" "$folder/b.db")
expect "$said" '622900 临夏州人民检察院'

expect "$(env -i "$folder/moved/bin/jointcase" --lang zh --help)" '检察院'
expect "$(env -i "$folder/moved/bin/jointcase" --lang en --help)" 'The procuratorates'
expect "$(env -i "$folder/moved/bin/jointcase" --version)" "jointcase $(pkg-config --modversion jointcase)"
for page in man1 zh_CN/man1; do
  [[ -s $folder/moved/share/man/$page/jointcase.1 ]] || fail "$page/jointcase.1 is not installed"
done
