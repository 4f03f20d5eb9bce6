#!/usr/bin/env bash
# symbols.sh LIBRARY SONAME: the library says its version in its name and exports namespace jointcase, nothing else.
set -euo pipefail
library=$1 soname=$2

[[ $soname =~ \.so\.[0-9]+$ ]] || { echo "$soname has no version" >&2; exit 1; }
readelf -dW "$library" | grep -qF "soname: [$soname]" || { echo "the soname is not $soname" >&2; exit 1; }

exported=$(nm -DC --defined-only "$library" | cut -d ' ' -f 3-)
grep -qE '^jointcase::find_office\(' <<<"$exported" || { echo 'jointcase::find_office is not exported' >&2; exit 1; }
# a template function stands behind the type it returns
foreign=$(grep -vE '^((typeinfo|typeinfo name|vtable) for )?jointcase::|^std::span<.*> jointcase::words<|^JOINTCASE_' <<<"$exported" || true)
if [[ -n $foreign ]]; then
  printf 'exported, and not of jointcase:\n%s\n' "$foreign" >&2
  exit 1
fi
