#!/usr/bin/env bash
# 安装所需软件包、编译，并把 examples/linxia 从头办到 2020 年 2 月的月报。
# Installs what is missing, builds, and runs a month of examples/linxia to its report.
set -euo pipefail
cd "$(dirname "$0")/.."

.ci/setup build
.ci/build build -DCMAKE_BUILD_TYPE=Release -DJOINTCASE_SANITIZE=OFF -DJOINTCASE_TESTS=OFF

office=$PWD/build/linxia
rm -rf "$office"
mkdir "$office"
export JOINTCASE_LANG=${JOINTCASE_LANG:-zh}
JOINTCASE=$PWD/build/bin/jointcase JOINTCASE_DB=$office/linxia.db examples/linxia/month.sh | tee "$office/2020-02.txt"

cat <<END

月报 report      $office/2020-02.txt, 2020-02.json
数据库 database  $office/linxia.db
程序 program     $PWD/build/bin/jointcase
试一试 try       cd $office && $PWD/build/bin/jointcase talent list
安装 install     cmake --install build
END
