#!/usr/bin/env bash
# Each of the 27 things that must be impossible has a test whose name begins with its number: "invariant 7: …".
# The 26th speaks of bundles between offices.
set -euo pipefail
cd "$(dirname "$0")"
missing=()
for number in {1..25} 27; do
  grep -qE "^TEST_CASE\\(\"invariant $number: " ./*_test.cpp || missing+=("$number")
done
((${#missing[@]} == 0)) || { echo "invariants without a test: ${missing[*]}" >&2; exit 1; }
