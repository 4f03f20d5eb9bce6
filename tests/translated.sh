#!/usr/bin/env bash
# translated.sh TEMPLATE: every message of the program, collected into TEMPLATE, is in the catalogue, translated, and its
# translation has the same {}.
set -euo pipefail
cd "$(dirname "$0")/.."
template=$1 catalogue=lib/po/zh_CN.po status=0
fail() { echo "$*" >&2; status=1; }

lib/po/update --template "$template"
msgcat --no-wrap "$template" | python3 tests/unfound.py cli/*.[ch]pp lib/*.[ch]pp || fail 'there are messages that nobody can translate'

merged=$(msgmerge --quiet --no-fuzzy-matching --no-wrap "$catalogue" "$template")
missing=$(msgattrib --untranslated --no-obsolete --no-wrap <<<"$merged" | grep -c '^msgid' || true)
if ((missing > 0)); then
  msgattrib --untranslated --no-obsolete --no-wrap --add-location=file <<<"$merged" | sed -n '1,/^$/d; 1,80p' >&2
  fail "$((missing - 1)) messages are not translated; lib/po/update puts them into the catalogue"
fi
if [[ $(msgattrib --only-fuzzy "$catalogue") ]]; then fail 'there are fuzzy translations'; fi
msgfmt --check-format --check-domain --statistics --output-file=/dev/null "$catalogue" || fail 'the catalogue is not well formed'
msgcat --no-wrap "$catalogue" | python3 tests/placeholders.py || fail 'a translation has other {} than its message'
exit "$status"
