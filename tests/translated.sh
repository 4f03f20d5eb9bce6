#!/usr/bin/env bash
# translated.sh TEMPLATE: every message of the program, collected into TEMPLATE, is in the catalogue, and says the same.
set -euo pipefail
here=$(dirname "$0")
catalogue=$here/../lib/po/zh_CN.po

"$here/../lib/po/update" --template "$1"
status=0
msgcmp "$catalogue" "$1" || status=1
msgfmt --check-format --check-domain --statistics --output-file=/dev/null "$catalogue" || status=1
if [[ $(msgattrib --only-fuzzy "$catalogue") ]]; then
  echo 'there are fuzzy translations' >&2
  status=1
fi
msgcat --no-wrap "$catalogue" | python3 "$here/placeholders.py" || status=1
exit "$status"
