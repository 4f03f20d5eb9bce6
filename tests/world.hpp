// Three offices, eight people and one case, as far along as a test wants them. Now is 2020-02-20 10:00.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli.hpp"

namespace jointcase::test {

inline constexpr const char* the_case = "临州检起诉受[2020]62290000012号";

struct World : Cli {
    World() {
        ok({"office", "import", file("offices.csv", "代码,名称,简称,级别,上级院\n"
                                                    "622900,临夏回族自治州人民检察院,临州检,州级,\n"
                                                    "622921,临夏县人民检察院,临县检,县级,622900\n"
                                                    "622923,永靖县人民检察院,永检,县级,622900\n")});
        ok({"talent", "import", file("talents.csv", "单位,工号,姓名,人员类别,职务,入额,等级\n"
                                                    "622900,001,李明,检察官,部门负责人,是,7\n"
                                                    "622900,002,王芳,书记员,,,\n"
                                                    "622900,003,陈晓东,检察官,,是,8\n"
                                                    "622900,004,杨志强,检察官,,是,8\n"
                                                    "622921,001,马国良,检察官,,是,9\n"
                                                    "622921,002,周建军,检察官,检察长,是,6\n"
                                                    "622923,001,赵雪梅,检察官,,是,9\n"
                                                    "622923,002,孙小玉,检察官助理,,,\n")});
        ok({"case", "open", the_case, "--name", "马大力涉嫌诈骗案", "--cause", "诈骗罪", "--handler", "陈晓东", "--received-on", "2020-02-01", "--suspect", "马大力"});
    }

    // Runs what must succeed; gives its output without the line feed.
    std::string ok(const std::vector<std::string>& args, const std::string& in = {}) {
        const int status = (*this)(args, in);
        INFO(err);
        REQUIRE(status == 0);
        return out.substr(0, out.find_last_not_of('\n') + 1);
    }
    // Runs what must fail; gives its sentence.
    std::string no(int expected, const std::vector<std::string>& args) {
        const int status = (*this)(args);
        INFO(out);
        CHECK(status == expected);
        return err.substr(0, err.find_last_not_of('\n') + 1);
    }
    std::string cell(const std::vector<std::string>& show, const std::string& field) {
        auto args = show;
        args.insert(args.end(), {"--fields", field, "--csv"});
        const auto csv = ok(args);
        const auto line = csv.find('\n');
        return csv.substr(line + 1, csv.find_last_not_of('\r') - line);
    }

    void submit() { ok({"referral", "submit", "2020-12", "--reason", "O1", "--issue", "定性:是否构成诈骗", "--issue", "证据:转账记录能否认定", "--view", "构成诈骗罪", "--on", "2020-02-17"}); }
    void accept() {
        submit();
        ok({"referral", "accept", "2020-12", "--by", "李明", "--on", "2020-02-18"});
    }
    void convene() {
        accept();
        ok({"meeting", "convene", "2020-12", "--at", "2020-02-21 09:00", "--chair", "李明", "--recorder", "王芳", "--invite", "马国良,赵雪梅,杨志强"});
    }
    void start() {
        convene();
        at("2020-02-21T09:00:00+08:00");
        ok({"meeting", "start", "2020-1"});
    }
    void speak(const std::string& who, const std::string& issue, const std::string& stance = "concur") {
        ok({"opinion", "record", "2020-1", who, issue, stance, "--text", who + "认为，被告人马大力虚构事实，应当认定诈骗罪（" + issue + "）。"});
    }
    void discuss() {
        start();
        at("2020-02-21T10:00:00+08:00");
        for (const char* who : {"李明", "马国良", "赵雪梅", "杨志强"}) {
            for (const char* issue : {"1", "2"}) speak(who, issue);
        }
    }
    void hold() {
        discuss();
        at("2020-02-21T11:00:00+08:00");
        ok({"meeting", "close", "2020-1"});
    }
};

} // namespace jointcase::test
