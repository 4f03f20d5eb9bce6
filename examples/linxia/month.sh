#!/usr/bin/env bash
# 临夏州 2020 年 2 月的跨院检察官联席会议：先导入以往台账，再逐日办理，最后出月报。
# One month of the conference: past registers are imported, February 2020 is done
# step by step, and the monthly report goes to standard output.
#
#   JOINTCASE      程序（缺省从 PATH 找 jointcase）
#   JOINTCASE_DB   数据库（缺省在新的临时目录里；已有文件则接着用，不再初始化）
#
# 它本身也是测试：任何一步失败即停；编号不对、该拒绝而未拒绝，也算失败。
set -euo pipefail

JOINTCASE=${JOINTCASE:-jointcase}
case $JOINTCASE in /*) ;; */*) JOINTCASE=$PWD/$JOINTCASE ;; esac
JOINTCASE_DB=${JOINTCASE_DB:-$(mktemp -d)/linxia.db}
case $JOINTCASE_DB in /*) ;; *) JOINTCASE_DB=$PWD/$JOINTCASE_DB ;; esac
export JOINTCASE_DB
cd "$(dirname "$0")"

# ---- 几个短函数 ------------------------------------------------------------------
say()     { printf '── %s\n' "$*" >&2; }
die()     { printf 'month.sh: %s\n' "$*" >&2; exit 1; }
jc()      { "$JOINTCASE" "$@" >&2; }                 # 办一步，不取结果
key()     { "$JOINTCASE" "$@"; }                     # 办一步，取回它的编号
is()      { [[ $1 == "$2" ]] || die "应为 $2，实为 $1"; }
refused() {                                          # 这一步必须被拒绝（退出码 5）
  local status=0
  "$JOINTCASE" "$@" >/dev/null 2>&1 || status=$?
  [[ $status == 5 ]] || die "应当拒绝（5），实为 $status: $*"
}
speak() {                                            # 会议 议题 发言人 态度 意见文件 [法律依据]
  local basis=()
  if [[ -n ${6:-} ]]; then basis=(--basis "$6"); fi
  jc opinion record "$1" "$3" "$2" "$4" --text "@opinions/$5.txt" ${basis[@]+"${basis[@]}"}
}
reserve() { jc opinion record "$1" "$3" "$2" reserve; }   # 会议 议题 发言人：保留，不附意见

# ---- 以往：2018 年 6 月至 2020 年 1 月 ----------------------------------------------
past() {
  export JOINTCASE_AS_OF='2020-02-01T09:00:00+08:00'
  if [[ ! -e $JOINTCASE_DB ]]; then
    say "新建数据库 $JOINTCASE_DB"
    env -u JOINTCASE_CONFIG "$JOINTCASE" --db "$JOINTCASE_DB" db init --office 622900 --short-name 临州检 >&2
  fi
  JOINTCASE_CONFIG=$(dirname "$JOINTCASE_DB")/.jointcase.toml
  export JOINTCASE_CONFIG

  say '导入单位、专项、人员（GB18030）、案件'
  jc office import offices.csv
  jc campaign import campaigns.csv
  jc talent import talents.csv
  jc case import cases.csv

  # 分三批：再次提请的案件，须等上一次已经反馈
  local batch
  for batch in 2018 2019 2020-01; do
    say "导入 $batch 的提请、会议、意见、反馈"
    jc referral import "$batch/referrals.csv"
    jc meeting import "$batch/meetings.csv" --agenda "$batch/agenda.csv" --attendance "$batch/attendance.csv"
    jc opinion import "$batch/opinions.csv"
    jc feedback import "$batch/feedback.csv"
  done
}

# 已导入、二月还要用到的案件
C15='临县检起诉受[2019]62292100027号'   # 掩饰、隐瞒犯罪所得，1 月 22 日提请，待审
C13='永检起诉受[2019]62292300017号'     # 故意伤害，1 月 31 日提请，待审
C12='临州检起诉受[2019]62290000005号'   # 运输毒品，发回重审
C10='和检起诉受[2019]62292500006号'     # 以危险方法危害公共安全
C9='临市检起诉受[2019]62290100008号'    # 开设赌场
C8='康检起诉受[2018]62292200011号'      # 寻衅滋事
C4='广检起诉受[2018]62292400009号'      # 贩卖毒品

# ---- 第一周 ----------------------------------------------------------------------
feb03() {
  export JOINTCASE_AS_OF='2020-02-03T09:00:00+08:00'
  say '2 月 3 日：审核上月结转的两件；新收口罩诈骗案并提请'
  refused referral accept "$C15" --by 王芳                       # 书记员不能审核
  jc referral accept "$C15" --by 徐海燕                          # 提请已 12 日，超期
  jc referral accept "$C13" --by 孔维刚                          # 提请 3 日，未超期

  C17=$(key case open '临州检起诉受[2020]62290000012号' --name 马某涉嫌诈骗案 --cause 诈骗罪 \
    --handler 马文斌 --department 第一检察部 --stage prosecution_review \
    --received-on 2020-02-03 --deadline-on 2020-03-03 --in-custody --suspect-count 1 \
    --difficult --influential --campaign yiqing)
  is "$C17" '临州检起诉受[2020]62290000012号'
  jc case party "$C17" suspect 马旺
  jc case staff "$C17" 祁雅琴 assistant
  R17=$(key referral submit "$C17" --reason M5,O1 \
    --issue '定性:虚构口罩货源收取货款是否构成诈骗罪' \
    --issue '庭审应对:辩护人主张“确有货源、只是无法发货”时如何应对' \
    --view '马某以销售口罩为名收取十七名买家货款八万余元，拟以诈骗罪提起公诉。' \
    --issue-view '2:拟出示微信登录设备记录和赌博账户流水。' --urgent)
  is "$R17" "$C17#1"
}

feb04() {
  export JOINTCASE_AS_OF='2020-02-04T09:00:00+08:00'
  say '2 月 4 日：同意口罩诈骗案，召集 4 号会议（视频）'
  jc referral accept 2020-12 --by 李明
  refused meeting convene "$C15" 2020-12 --at '2020-02-07 09:00' --mode video \
    --chair 马文斌 --recorder 王芳 --invite 赵雪梅,石晓燕,陕玉华,唐志学   # 承办人不能主持
  M4=$(key meeting convene "$C15" 2020-12 --at '2020-02-07 09:00' --mode video \
    --chair 李明 --recorder 王芳 --invite 赵雪梅,石晓燕,陕玉华,唐志学)
  is "$M4" '临州检联席〔2020〕4号'
  jc meeting invite "$M4" 祁雅琴 --as observer
}

feb05() {
  export JOINTCASE_AS_OF='2020-02-05T09:30:00+08:00'
  say '2 月 5 日：和政县院受理涉恶案件（在押）并提请'
  C18=$(key case open '和检起诉受[2020]62292500004号' --name 屈某某等五人涉嫌敲诈勒索案 \
    --cause 敲诈勒索罪 --cause 寻衅滋事罪 --handler 罗文斌 --department 第一检察部 \
    --stage prosecution_review --received-on 2020-02-03 --deadline-on 2020-03-03 --in-custody \
    --suspect-count 5 --complex --disputed --gang evil --campaign saohei)
  local name
  for name in 屈大成 屈小成 柴进宝 柴进喜 邢满堂; do jc case party "$C18" suspect "$name"; done
  R18=$(key referral submit "$C18" --reason M6 \
    --issue '认定事实:三起索要“保护费”的事实能否认定' \
    --issue '定性:五人是否属于恶势力' \
    --view '三起事实清楚，五人经常纠集，拟认定恶势力，以敲诈勒索罪提起公诉。')
}

feb06() {
  export JOINTCASE_AS_OF='2020-02-06T09:00:00+08:00'
  say '2 月 6 日：退回和政县院的提请；康乐县院再次提请'
  jc referral return "$R18" --by 宋丽萍 --why '未附三名商户的转账记录和店内监控，请补充后重新提请。'
  R8=$(key referral submit "$C8" --reason O1 \
    --issue '量刑:未成年参与者的量刑建议如何调整' \
    --view '未成年参与者已与被害人和解，拟调整量刑建议。' \
    --new-facts '未成年参与者与被害人达成和解并取得谅解。')
  is "$R8" "$C8#3"
}

feb07() {
  export JOINTCASE_AS_OF='2020-02-07T09:00:00+08:00'
  say '2 月 7 日：4 号会议，第二项缓议；康乐县院的提请不予同意；和政县院补正后重新提请'
  jc meeting start "$M4" --absent 唐志学=出差 --late 陕玉华
  export JOINTCASE_AS_OF='2020-02-07T09:40:00+08:00'
  refused opinion record "$M4" 马国良 1.1 concur --text @opinions/4-1.1-622925-004.txt   # 汇报人不发表意见
  refused opinion record "$M4" 唐志学 1.1 concur --text @opinions/4-1.1-622925-004.txt   # 请假未到会
  speak   "$M4" 1.2 祁雅琴 supplement     4-1.2-622900-012
  speak   "$M4" 1.1 石晓燕 dissent        4-1.1-622901-004 刑法第二十五条、第二百六十六条
  speak   "$M4" 1.1 陕玉华 concur         4-1.1-622925-004 刑法第三百一十二条
  speak   "$M4" 1.1 赵雪梅 concur_in_part 4-1.1-622923-004
  speak   "$M4" 1.1 李明   concur         4-1.1-622900-003
  speak   "$M4" 1.2 石晓燕 concur_in_part 4-1.2-622901-004
  reserve "$M4" 1.2 陕玉华
  speak   "$M4" 1.2 赵雪梅 supplement     4-1.2-622923-004
  speak   "$M4" 1.2 李明   concur         4-1.2-622900-003
  jc meeting discuss "$M4" 1
  speak   "$M4" 2.1 石晓燕 supplement     4-2.1-622901-004
  export JOINTCASE_AS_OF='2020-02-07T11:20:00+08:00'
  jc meeting defer "$M4" 2 --why '供货一方的聊天记录尚未提取'
  jc meeting close 2020-4

  export JOINTCASE_AS_OF='2020-02-07T15:00:00+08:00'
  jc referral refuse "$R8" --by 丁玉梅 --why '和解后从宽的幅度法律规定明确，无须会商。'
  R18=$(key referral submit "$C18" --reason M6 \
    --issue '认定事实：三起索要“保护费”的事实能否认定' \
    --issue '定性：五人是否属于恶势力' \
    --view '补充转账记录和监控后，三起事实可以认定，五人经常纠集，拟认定恶势力，以敲诈勒索罪提起公诉。')
  is "$R18" "$C18#2"
}

# ---- 第二周 ----------------------------------------------------------------------
feb10() {
  export JOINTCASE_AS_OF='2020-02-10T09:00:00+08:00'
  say '2 月 10 日：4 号会议的一条意见会后书面补充；涉恶案一人自行回避'
  jc opinion supersede "$M4-6" concur_in_part --text @opinions/4-1.2-622901-004-2.txt   # 会后三日内
  jc recusal raise "$C18" 拜晓霞 --ground relation --why '与一名嫌疑人的近亲属有借贷往来'
  refused recusal decide "$C18" 拜晓霞 granted --by 宋丽萍        # 由检察长决定
  jc recusal decide "$C18" 拜晓霞 granted --by 牟海林
  say '2 月 10 日：同意和政县院的提请，召集 5 号会议（现场）'
  jc referral accept "$R18" --by 宋丽萍
  M5=$(key meeting convene "$R17" "$R18" --at '2020-02-12 09:00' --place 州检察院三楼会议室 \
    --chair 马永福 --recorder 王芳 --invite 马玉兰,徐海燕,韩玉明,丁玉梅)
  is "$M5" '临州检联席〔2020〕5号'
  jc meeting suggest "$R17" "$R18" --seats 4 --chair 马永福      # 推荐名单供参考，邀请由召集人定
  jc meeting invite "$M5" 拜晓霞 --as observer
  jc meeting invite "$M5" 孔祥慧 --as guest
}

feb11() {
  export JOINTCASE_AS_OF='2020-02-11T10:00:00+08:00'
  say '2 月 11 日：4 号会议记录送阅、签字、入卷'
  jc minutes sign "$M4" --all --file
  refused opinion supersede "$M4-9" dissent --text 改主意了。      # 签字以后不再变动
  say '2 月 11 日：5 号会议延期两日；积石山县院受理妨害公务案并提请'
  jc meeting postpone "$M5" --to '2020-02-14 09:00' --why '和政县道路临时管制，承办人不能按时到会'
  C19=$(key case open '积检审逮受[2020]62292700003号' --name 尤某某涉嫌妨害公务案 --cause 妨害公务罪 \
    --handler 马尚文 --department 第一检察部 --stage arrest_review \
    --received-on 2020-02-10 --deadline-on 2020-02-25 --suspect-count 1 --influential --campaign yiqing)
  jc case party "$C19" suspect 尤长青
  R19=$(key referral submit "$C19" --reason O2 \
    --issue '定性:冲闯村口防疫卡点是否构成妨害公务罪' \
    --view '卡点由村委会设置，值守人员的身份有分歧，倾向于认定。')
}

feb13() {
  export JOINTCASE_AS_OF='2020-02-13T09:00:00+08:00'
  say '2 月 13 日：同意积石山县院的提请；临夏县院反馈'
  jc referral accept "$R19" --by 董秀兰
  jc feedback decide "$C15" --decision prosecute --by handler --on 2020-02-12
  jc feedback give "$C15" --all adopted \
    --except '2=not_adopted:other_view_of_law,4=partly_adopted:other_view_of_facts:提成约定经查不涉及诈骗手法'
}

feb14() {
  export JOINTCASE_AS_OF='2020-02-14T09:00:00+08:00'
  say '2 月 14 日：5 号会议，续议口罩诈骗案，讨论涉恶案件'
  jc meeting start "$M5" --absent 丁玉梅
  export JOINTCASE_AS_OF='2020-02-14T09:50:00+08:00'
  speak   "$M5" 1.1 韩玉明 concur         5-1.1-622927-004 刑法第二百六十六条
  speak   "$M5" 1.1 徐海燕 concur_in_part 5-1.1-622921-003
  speak   "$M5" 1.1 马玉兰 concur         5-1.1-622900-006
  speak   "$M5" 1.1 马永福 supplement     5-1.1-622900-005
  speak   "$M5" 1.2 韩玉明 supplement     5-1.2-622927-004
  reserve "$M5" 1.2 徐海燕
  speak   "$M5" 1.2 马玉兰 concur         5-1.2-622900-006
  speak   "$M5" 1.2 马永福 concur_in_part 5-1.2-622900-005
  export JOINTCASE_AS_OF='2020-02-14T10:50:00+08:00'
  refused meeting discuss "$M5" 2                                # 第二项还没有人发表意见
  refused opinion record "$M5" 拜晓霞 2.1 concur --text 同意。     # 已对第二项的案件回避
  speak   "$M5" 2.1 韩玉明 concur         5-2.1-622927-004
  O10=$(key opinion record "$M5" 徐海燕 2.1 dissent --text @opinions/5-2.1-622921-003.txt)
  is "$O10" "$M5-10"
  speak   "$M5" 2.1 马玉兰 concur_in_part 5-2.1-622900-006
  speak   "$M5" 2.1 马永福 supplement     5-2.1-622900-005
  speak   "$M5" 2.2 韩玉明 concur         5-2.2-622927-004
  speak   "$M5" 2.2 孔祥慧 supplement     5-2.2-622901-002
  speak   "$M5" 2.2 徐海燕 concur_in_part 5-2.2-622921-003
  speak   "$M5" 2.2 马玉兰 concur         5-2.2-622900-006
  speak   "$M5" 2.2 马永福 concur         5-2.2-622900-005
  O18=$(key opinion supersede "$O10" concur_in_part --text @opinions/5-2.1-622921-003-2.txt)
  is "$O18" "$M5-18"
  export JOINTCASE_AS_OF='2020-02-14T11:45:00+08:00'
  jc meeting close "$M5"
}

# ---- 第三周 ----------------------------------------------------------------------
feb17() {
  export JOINTCASE_AS_OF='2020-02-17T09:00:00+08:00'
  say '2 月 17 日：5 号会议记录签字、入卷，一人未签并注明；口罩案预判辩护观点'
  jc minutes sign "$M5" --all --except 徐海燕=出差在外
  jc minutes file "$M5"
  jc defence add "$C17" '确有货源，只是物流中断无法发货' --kind characterization \
    --response '出示微信登录设备记录：所谓供货人与被告人为同一设备登录。'
  jc defence add "$C17" '收取的货款用于归还旧债，属于民事纠纷' --kind facts
  jc defence respond "$C17#2" '出示赌博账户流水：货款当日转入赌博账户。'
  say '2 月 17 日：召集 6 号会议（视频）'
  M6=$(key meeting convene "$R19" --at '2020-02-20 09:00' --mode video \
    --chair 李明 --recorder 王芳 --invite 石晓燕,赵雪梅,陕玉华)
  is "$M6" '临州检联席〔2020〕6号'
}

feb18() {
  export JOINTCASE_AS_OF='2020-02-18T10:00:00+08:00'
  say '2 月 18 日：6 号会议取消；东乡县院副检察长要求讨论涉疫案件；广河县院提请；口罩案决定'
  jc meeting cancel "$M6" --why '值守人员的任职文件尚未调取，讨论的前提不具备'
  C20=$(key case open '东检审逮受[2020]62292600002号' --name 达某某涉嫌以危险方法危害公共安全案 \
    --cause 以危险方法危害公共安全罪 --cause 妨害传染病防治罪 --handler 汪学梅 --department 第一检察部 \
    --stage arrest_review --received-on 2020-02-17 --deadline-on 2020-03-03 --suspect-count 1 \
    --difficult --influential --disputed --campaign yiqing)
  jc case party "$C20" suspect 达建设
  R20=$(key referral submit "$C20" --ordered-by 马赛力 \
    --issue '定性:隐瞒行程进入集贸市场构成何罪' \
    --issue '证据:行程轨迹和隐瞒接触史的证据是否充分' \
    --view '达某某系密切接触者，尚未确诊，倾向于以妨害传染病防治罪审查。')
  R4=$(key referral submit "$C4" --reason O3 \
    --issue '法律适用:代购毒品是否牟利的证明责任如何分配' \
    --view '庭审笔录已经附卷，就代购辩解听取意见。' --new-facts '补齐了一审庭审笔录。')
  is "$R4" "$C4#4"
  jc feedback decide "$R17" --decision prosecute --by handler
}

feb19() {
  export JOINTCASE_AS_OF='2020-02-19T10:00:00+08:00'
  say '2 月 19 日：广河县院撤回（未审核）；积石山县院撤回（已同意）'
  jc referral withdraw "$R4" --why '一审法院已对代购辩解组织补充质证，暂无须讨论。'
  jc referral withdraw "$R19" --why '公安机关撤回提请批准逮捕。'
}

feb20() {
  export JOINTCASE_AS_OF='2020-02-20T10:00:00+08:00'
  say '2 月 20 日：召集 7 号会议（书面）；口罩案反馈；涉恶案决定；和政县院再提请'
  M7=$(key meeting convene "$R20" "$C13" --at '2020-02-21 09:00' --mode written \
    --chair 马玉兰 --recorder 包国栋 --invite 唐文娟,唐志学,鲁学忠,韩玉明)
  is "$M7" '临州检联席〔2020〕7号'
  jc meeting invite "$M7" 马小云 --as observer
  jc feedback give "$R17" --all adopted                  # 连同缓议那次会议上的一条
  jc feedback decide "$R18" --decision prosecute --by committee
  R10=$(key referral submit "$C10" --reason M3,O2 \
    --issue '程序:二审期间发现新证据，撤回起诉的程序如何适用' \
    --view '新的车辆检测报告可能影响主观故意的认定，拟作撤回起诉处理。' \
    --new-facts '二审期间辩方提交车辆制动系统检测报告。')
  is "$R10" "$C10#3"
}

feb21() {
  export JOINTCASE_AS_OF='2020-02-21T09:00:00+08:00'
  say '2 月 21 日：7 号会议开始书面征求意见；州院运输毒品案再提请'
  jc meeting start "$M7" --absent 韩玉明=病假
  R12=$(key referral submit "$C12" --reason M4 \
    --issue '证据:重审中新提交的通话清单能否推翻对明知的推定' \
    --issue '庭审应对:对“受雇不知情”的辩解在重审中如何回应' \
    --view '通话清单没有内容，不足以推翻推定，拟坚持原指控。' \
    --new-facts '办案组已形成书面分歧意见，通话清单原件已调取。')
  is "$R12" "$C12#3"
  export JOINTCASE_AS_OF='2020-02-21T16:00:00+08:00'
  speak   "$M7" 1.1 马小云 supplement     7-1.1-622926-006
}

# ---- 第四周 ----------------------------------------------------------------------
feb24() {
  export JOINTCASE_AS_OF='2020-02-24T09:00:00+08:00'
  say '2 月 24 日：书面意见陆续收到；审核两件提请；召集 8 号会议（跨部门）；涉恶案反馈'
  speak   "$M7" 1.1 唐文娟 dissent        7-1.1-622924-004 刑法第一百一十四条
  speak   "$M7" 1.2 唐文娟 concur_in_part 7-1.2-622924-004
  speak   "$M7" 2.1 唐文娟 concur         7-2.1-622924-004
  speak   "$M7" 1.1 唐志学 concur         7-1.1-622926-004 刑法第三百三十条
  speak   "$M7" 1.2 唐志学 supplement     7-1.2-622926-004
  reserve "$M7" 2.1 唐志学
  jc referral accept "$R10" --by 宋丽萍                          # 提请 4 日，超期
  jc referral accept "$R12" --by 李明                            # 提请 3 日，未超期
  M8=$(key meeting convene "$R12" --at '2020-02-26 15:00' --kind cross_department \
    --place 州检察院三楼会议室 --chair 何丽娟 --recorder 王芳 --invite 杨志强,才让东珠,陈晓东)
  is "$M8" '临州检联席〔2020〕8号'
  jc meeting invite "$M8" 马小梅 --as observer
  jc feedback give "$R18" --all adopted \
    --except '11=not_adopted:other_view_of_facts,14=not_applicable,18=partly_adopted:new_evidence'
}

feb25() {
  export JOINTCASE_AS_OF='2020-02-25T10:00:00+08:00'
  say '2 月 25 日：书面意见收齐，7 号会议结束'
  speak   "$M7" 1.1 鲁学忠 concur_in_part 7-1.1-622921-005
  speak   "$M7" 1.2 鲁学忠 concur         7-1.2-622921-005
  speak   "$M7" 2.1 鲁学忠 concur_in_part 7-2.1-622921-005
  speak   "$M7" 1.1 马玉兰 concur         7-1.1-622900-006
  speak   "$M7" 1.2 马玉兰 supplement     7-1.2-622900-006
  speak   "$M7" 2.1 马玉兰 concur         7-2.1-622900-006
  export JOINTCASE_AS_OF='2020-02-25T17:00:00+08:00'
  jc meeting close "$M7"
}

feb26() {
  export JOINTCASE_AS_OF='2020-02-26T15:00:00+08:00'
  say '2 月 26 日：8 号会议（州院各部门）'
  jc meeting start "$M8" --absent 陈晓东=出庭
  export JOINTCASE_AS_OF='2020-02-26T15:40:00+08:00'
  speak   "$M8" 1 才让东珠 concur         8-1.1-622900-009
  speak   "$M8" 1 杨志强   concur_in_part 8-1.1-622900-002
  speak   "$M8" 1 何丽娟   supplement     8-1.1-622900-010
  speak   "$M8" 2 才让东珠 supplement     8-1.2-622900-009
  speak   "$M8" 2 杨志强   concur         8-1.2-622900-002
  speak   "$M8" 2 何丽娟   concur_in_part 8-1.2-622900-010
  export JOINTCASE_AS_OF='2020-02-26T16:30:00+08:00'
  jc meeting close "$M8"
}

feb27() {
  export JOINTCASE_AS_OF='2020-02-27T10:00:00+08:00'
  say '2 月 27 日：东乡县院决定并反馈；临夏市院提请'
  jc feedback give "$R20" --decision not_arrest --by chief --all adopted \
    --except '2=not_adopted:other_view_of_law,3=partly_adopted:covered_elsewhere'
  R9=$(key referral submit "$C9" --reason M6 \
    --issue '认定事实:归案同案人在赌场中的作用' \
    --view '在逃同案人归案，拟认定其为主犯。' --new-facts '在逃同案人已经归案，身份核实无误。')
  is "$R9" "$C9#3"
  refused referral submit "$C9" --reason M6 --issue '定性:是否属于恶势力' --view '同上。'   # 前一次还在审核
}

feb28() {
  export JOINTCASE_AS_OF='2020-02-28T16:00:00+08:00'
  say '2 月 28 日：永靖县院作出决定，尚未反馈'
  jc feedback decide "$C13" --decision prosecute --by handler
  say '2 月 28 日：口罩诈骗案开庭并当庭宣判'
  jc defence outcome "$C17#1" --raised yes --response-used --court-view for_prosecution
  jc defence outcome "$C17#2" --raised no
  jc defence add "$C17" '应当认定自首' --kind sentencing --raised --court-view for_defence
  jc case verdict "$C17" as_charged
}

# ---- 月报 ------------------------------------------------------------------------
month() {
  export JOINTCASE_AS_OF='2020-03-01T09:00:00+08:00'
  say '3 月 1 日：二月月报'
  "$JOINTCASE" report 2020-02
  "$JOINTCASE" report 2020-02 --json -o "$(dirname "$JOINTCASE_DB")/2020-02.json" --force >&2
  say "数据库: $JOINTCASE_DB"
}

past
feb03; feb04; feb05; feb06; feb07
feb10; feb11; feb13; feb14
feb17; feb18; feb19; feb20; feb21
feb24; feb25; feb26; feb27; feb28
month
