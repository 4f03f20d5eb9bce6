#!/usr/bin/env bash
# translated.sh TEMPLATE: every message of the program, collected into TEMPLATE, is in the catalogue, translated, and its
# translation has the same {}.
set -euo pipefail
here=$(dirname "$0")
catalogue=$here/../lib/po/zh_CN.po
status=0
fail() { echo "$*" >&2; status=1; }

"$here/../lib/po/update" --template "$1"
merged=$(msgmerge --quiet --no-fuzzy-matching --no-wrap "$catalogue" "$1")
missing=$(msgattrib --untranslated --no-obsolete --no-wrap <<<"$merged" | grep -c '^msgid' || true)
if ((missing > 0)); then
  msgattrib --untranslated --no-obsolete --no-wrap --add-location=file <<<"$merged" | sed '1,/^$/d' | head -n 60 >&2
  fail "$((missing - 1)) messages are not translated; lib/po/update puts them into the catalogue"
fi
if [[ $(msgattrib --only-fuzzy "$catalogue") ]]; then fail 'there are fuzzy translations'; fi
msgfmt --check-format --check-domain --statistics --output-file=/dev/null "$catalogue" || fail 'the catalogue is not well formed'
msgcat --no-wrap "$catalogue" | python3 "$here/placeholders.py" || fail 'a translation has other {} than its message'
exit "$status"
