#!/usr/bin/env bash
# absent.sh REGEX FOLDER...: passes if no source file there has a line that matches.
set -uo pipefail
pattern=$1
shift
grep -rnE --include='*.[ch]pp' -- "$pattern" "$@"
case $? in
  0) echo "none of these lines may match: $pattern" >&2 && exit 1 ;;
  1) exit 0 ;;
  *) exit 2 ;;
esac
