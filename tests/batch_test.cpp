#include "cli.hpp"
#include "sqlite.hpp"

#include <nlohmann/json.hpp>

using jointcase::test::Cli;
using jointcase::test::read_file;

namespace {

const std::string head = "代码,名称,级别\n";

// Two imports: 622921 came in, of the second file only 622925.
struct Imports : Cli {
    std::string file_ = file("二.csv", head + "62292,永靖县,县级\n622925,和政县人民检察院,县级\n622924,\"=广河\n县\",乡级\n");

    Imports() {
        REQUIRE((*this)({"office", "import", file("一.csv", head + "622921,临夏县人民检察院,县级\n")}) == 0);
        REQUIRE((*this)({"office", "import", file_, "--on-error", "skip"}) == 3);
    }
    std::string said(const std::vector<std::string>& args) {
        const int status = (*this)(args);
        INFO(err);
        CHECK(status == 0);
        return out;
    }
};

const std::string rejected = "代码,名称,级别,_line,_column,_code,_message\r\n"
                             "62292,永靖县,县级,2,代码,bad_code,“62292” is not an office code of six digits\r\n"
                             "622924,\"'=广河\n县\",乡级,4,级别,unknown_word,\"“乡级” is none of: supreme, province, prefecture, county\"\r\n";

} // namespace

TEST_CASE("every import is a batch, the newest first, with its files and what became of their rows") {
    Imports jointcase;
    const auto folder = jointcase.folder.string();
    CHECK(jointcase.said({"batch", "list", "--fields", "key,noun,files,operation,added,updated,unchanged,rejected", "--csv"}) ==
          "key,noun,files,operation,added,updated,unchanged,rejected\r\n"
          "B622900-2,office," + folder + "/二.csv,2,1,0,0,2\r\nB622900-1,office," + folder + "/一.csv,1,1,0,0,0\r\n");
}

TEST_CASE("a batch is shown with the findings of its rejected rows, by key or number") {
    Imports jointcase;
    for (const char* name : {"B622900-2", "2"}) {
        const auto shown = nlohmann::json::parse(jointcase.said({"batch", "show", name, "--json"}));
        CHECK(shown["key"] == "B622900-2");
        CHECK(shown["rejects"][0] == nlohmann::json{{"file", jointcase.file_}, {"line", 2}, {"columns", "代码"}, {"codes", "bad_code"}, {"message", "“62292” is not an office code of six digits"}});
        CHECK(shown["rejects"].size() == 2);
    }
}

TEST_CASE("a batch that does not exist is missing") {
    Imports jointcase;
    CHECK(jointcase({"batch", "show", "7"}) == 4);
    CHECK(jointcase.err == "jointcase: there is no batch “7”; `batch list` shows them\n");
}

TEST_CASE("the rows a batch rejected are given back as they stood, safe from formulas, with what was wrong") {
    Imports jointcase;
    CHECK(jointcase.said({"batch", "rejects", "2", "--csv"}) == rejected);
}

TEST_CASE("rejected rows come as a workbook too, and are imported from it once mended") {
    Imports jointcase;
    const auto book = (jointcase.folder / "拒绝.xlsx").string();
    jointcase.said({"batch", "rejects", "2", "-o", book});
    CHECK(jointcase({"office", "import", book}) == 65);
    CHECK(jointcase.err.find("拒绝.xlsx!Rejected rows!A2: 代码: “62292” is not an office code of six digits\n") != std::string::npos);
    jointcase.said({"office", "import", book, "--on-error", "skip", "--map", jointcase.file("m.toml", "[values.level]\n\"乡级\" = \"county\"\n[values.key]\n\"62292\" = \"622923\"\n")});
    CHECK(jointcase.out == "added 2, updated 0, unchanged 0, rejected 0\n");
}

TEST_CASE("a batch that rejected nothing has no rejects to give") {
    Imports jointcase;
    CHECK(jointcase.said({"batch", "rejects", "1", "--json"}).find("62") == std::string::npos);
}

TEST_CASE("batches and rejected rows are records of the audit") {
    Imports jointcase;
    CHECK(jointcase({"audit", "verify", "-q"}) == 0);
    CHECK(jointcase::test::value(jointcase.database(), "select group_concat(entity) from entry where operation = 2") == "office,batch,batch_sheet,batch_reject,batch_reject");
}
