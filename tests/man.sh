#!/usr/bin/env bash
# man.sh PAGE...: each page is set without a warning; -m zh lets Chinese lines break.
set -euo pipefail
for page in "$@"; do
  warnings=$(groff -K utf8 -T utf8 -man -m zh -ww -z "$page" 2>&1)
  if [[ -n $warnings ]]; then
    printf '%s:\n%s\n' "$page" "$warnings" >&2
    exit 1
  fi
done
