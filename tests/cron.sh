#!/usr/bin/env bash
# cron.sh PROGRAM: the units of examples/cron are right, and what they and the crontab line run works where there is no
# environment at all: silent, the file replaced whole, and exit status 75 while another writer is at it.
set -euo pipefail
program=$1
cron=$(cd "$(dirname "$0")/../examples/cron" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

fail() { printf 'cron: %s\n' "$*" >&2; exit 1; }
here() { sed -e "s|/usr/bin/jointcase|$program|g" -e "s|/var/lib/jointcase|$folder/office|g" "$cron/$1"; }

mkdir "$folder/units" "$folder/office"
for unit in jointcase-report.service jointcase-report.timer; do here "$unit" >"$folder/units/$unit"; done
(cd "$folder/units" && systemd-analyze verify ./*) >"$folder/said" 2>&1 || fail "$(<"$folder/said")"
[[ ! -s $folder/said ]] || fail "$(<"$folder/said")"

cd "$folder/office"
"$program" db init --office 622900 >/dev/null
"$program" office add 622900 --name 临夏州人民检察院 --level prefecture >/dev/null

crontab=$(here crontab | sed -n 's/^\([^# ]* \)\{5\}//p')
service=$(here jointcase-report.service | sed -n 's/^ExecStart=//p' | sed -e '1s|$| >/dev/null|' -e '$!s|$| \&\&|')
for line in "$crontab" "$service"; do
  rm -f last-month.xlsx
  for time in first second; do
    env -i sh -c "$line" >"$folder/said" 2>&1 || fail "exit status $? the $time time: $(<"$folder/said")"
    [[ ! -s $folder/said ]] || fail "it said: $(<"$folder/said")"
    stat -c '%i %a' last-month.xlsx >"$folder/$time"
    cp last-month.xlsx "$folder/$time.xlsx"
  done
  cmp "$folder/first.xlsx" "$folder/second.xlsx" || fail 'the file changed'
  [[ $(<"$folder/first") == *' 600' ]] || fail "its mode is $(<"$folder/first")"
  ! cmp -s "$folder/first" "$folder/second" || fail 'the file was written in place'

  exec 9>>jointcase.db.lock
  flock 9
  status=0
  env -i sh -c "${line//--wait 60s/--wait 1s}" >"$folder/said" 2>&1 9>&- || status=$?
  exec 9>&-
  [[ $status == 75 ]] || fail "busy is exit status $status: $(<"$folder/said")"
  [[ $(wc -l <"$folder/said") == 1 ]] || fail "busy is said as: $(<"$folder/said")"
done
[[ -z $(find . -name '.jointcase-*') ]] || fail "left behind: $(ls -A)"
