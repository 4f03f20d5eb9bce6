#!/usr/bin/env bash
# Installs what is missing, builds, and passes the tests: on a fresh Debian 12, and again in seconds.
#   tests/run.sh              in build/
#   tests/run.sh --sanitize   with AddressSanitizer and UndefinedBehaviorSanitizer, in build-sanitize/
set -euo pipefail
cd "$(dirname "$0")/.."

case ${1:-} in
  '') folder=build options=(-DCMAKE_BUILD_TYPE=Release -DJOINTCASE_SANITIZE=OFF) ;;
  --sanitize) folder=build-sanitize options=(-DCMAKE_BUILD_TYPE=Debug -DJOINTCASE_SANITIZE=ON) ;;
  *) echo 'usage: tests/run.sh [--sanitize]' >&2 && exit 2 ;;
esac
.ci/setup build test
.ci/build "$folder" -DJOINTCASE_TESTS=ON "${options[@]}"
exec ctest --test-dir "$folder" --output-on-failure --parallel "$(nproc)"
