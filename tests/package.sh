#!/usr/bin/env bash
# package.sh BUILD: makes the Debian package of the build, and runs what is in it where nothing of the build is known.
set -euo pipefail
build=$1
here=$(cd "$(dirname "$0")/.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

fail() { printf 'package: %s\n' "$*" >&2; exit 1; }
expect() { [[ $1 == *"$2"* ]] || fail "'$2' is not in: $1"; }

cpack --config "$build/CPackConfig.cmake" -G DEB -B "$folder" >"$folder/cpack.log" 2>&1 || { cat "$folder/cpack.log" >&2; fail 'cpack failed'; }
deb=$(echo "$folder"/jointcase_*.deb)
version=$(dpkg-deb --field "$deb" Version)
depends=$(dpkg-deb --field "$deb" Depends)
for library in libc6 libfmt libicu libstdc++6; do expect "$depends" "$library"; done

dpkg-deb --extract "$deb" "$folder/root"
diff -u - <(cd "$folder/root/usr" && find . ! -type d | sed -e "s|^./lib/$(gcc -dumpmachine)/|./lib/|" -e "s|jointcase-[a-z]*.cmake|jointcase-release.cmake|" | LC_ALL=C sort) <<END || fail 'it has other files'
./bin/jointcase
$(cd "$here/lib" && find ./include -type f | LC_ALL=C sort)
./lib/cmake/jointcase/jointcase-release.cmake
./lib/cmake/jointcase/jointcase.cmake
./lib/cmake/jointcase/jointcaseConfig.cmake
./lib/cmake/jointcase/jointcaseConfigVersion.cmake
./lib/libjointcase.so
./lib/libjointcase.so.0
./lib/libjointcase.so.$version
./lib/pkgconfig/jointcase.pc
./share/doc/jointcase/README.md
./share/doc/jointcase/copyright
./share/locale/zh_CN/LC_MESSAGES/jointcase.mo
./share/man/man1/jointcase.1
./share/man/zh_CN/man1/jointcase.1
END

program=$folder/root/usr/bin/jointcase
expect "$(env -i LANG=zh_CN "$program" --help)" '用法: jointcase'
expect "$(env -i "$program" --help)" 'Usage: jointcase'
[[ $(env -i "$program" --version) == "jointcase $version" ]] || fail 'the program has another version than the package'
