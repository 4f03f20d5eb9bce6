#include "world.hpp"
#include "sqlite.hpp"

#include <jointcase/audit.hpp>
#include <jointcase/digest.hpp>

#include <nlohmann/json.hpp>

#include <set>

using namespace jointcase;
using jointcase::test::Cli;
using jointcase::test::World;
using jointcase::test::Row;
using jointcase::test::rows;
using jointcase::test::tables;
using jointcase::test::value;

namespace {

std::string framed(const std::string& bytes) {
    std::string length;
    for (int shift = 56; shift >= 0; shift -= 8) length += static_cast<char>(static_cast<std::uint64_t>(bytes.size()) >> shift);
    return length + bytes;
}

Algorithm named(const std::string& name) { return name == "sm3" ? Algorithm::sm3 : Algorithm::sha256; }

// Recomputes every operation of the chain from its rows alone; gives how many there are.
std::size_t check_chain(const std::filesystem::path& database) {
    std::string previous;
    std::size_t count = 0;
    for (const auto& o : rows(database, "select office, seq, at, actor, action, algorithm, entries, hash from operation order by seq")) {
        CHECK(o[1] == std::to_string(++count));
        std::string bytes;
        for (std::size_t i = 0; i < 7; ++i) bytes += framed(o[i]);
        bytes += framed(previous);
        const auto entries = rows(database, "select entity, key, digest, before from entry where operation = " + o[1] + " order by n");
        CHECK(o[6] == std::to_string(entries.size()));
        for (const auto& entry : entries) {
            for (const auto& part : entry) bytes += framed(part);
        }
        CHECK(digest(named(o[5]), bytes) == o[7]);
        previous = o[7];
    }
    return count;
}

void use_sm3(Cli& jointcase) {
    std::ofstream(jointcase.folder / ".jointcase.toml", std::ios::app) << "[audit]\ndigest = 'sm3'\n";
}

// The latest digest the audit has of a record.
std::string last_digest(Cli& jointcase, const std::string& entity, const std::string& key) {
    return value(jointcase.database(), "select digest from entry where entity = '" + entity + "' and key = '" + key + "' order by operation desc limit 1");
}

std::string last_before(Cli& jointcase, const std::string& key) {
    return value(jointcase.database(), "select before from entry where key = '" + key + "' order by operation desc limit 1");
}

// Something in every table that the verbs of today can fill.
void fill(Cli& jointcase) {
    jointcase.with_offices();
    const std::vector<std::vector<std::string>> commands = {
        {"talent", "add", "马国良", "--office", "622921", "--category", "prosecutor", "--grade", "8", "--language", "东乡语", "--specialty", "诈骗罪", "--once", "first"},
        {"talent", "add", "李明", "--office", "622900", "--category", "prosecutor", "--position", "chief"},
        {"talent", "post", "马国良", "--office", "622900", "--category", "prosecutor", "--from", "2020-01-01"},
        {"talent", "nominate", "马国良", "--tier", "core", "--on", "2020-01-02"},
        {"talent", "admit", "马国良", "--by", "李明", "--document", "临检发〔2020〕1号"},
        {"office", "import", jointcase.file("offices.csv", "代码,名称,级别\n622924,广河县人民检察院,县级\n")},
    };
    for (const auto& command : commands) {
        REQUIRE(jointcase(command) == 0);
    }
}

// Something in every table: a case from its party to its feedback.
void fill_all(World& jointcase) {
    const std::vector<std::vector<std::string>> before = {
        {"office", "edit", "622921", "--alias", "临夏县院"},
        {"talent", "edit", "马国良", "--language", "东乡语", "--specialty", "诈骗罪"},
        {"talent", "nominate", "马国良", "--tier", "core", "--on", "2020-01-02", "--once", "first"},
        {"campaign", "add", "saohei", "--name", "扫黑除恶专项斗争", "--from", "2018-01-01"},
        {"case", "edit", "2020-12", "--campaign", "saohei"},
        {"case", "edit", "2020-12", "--language", "东乡语"},
        {"case", "staff", "2020-12", "王芳", "clerk"},
        {"case", "callup", "2020-12", "马国良", "--document", "临州检调〔2020〕3号", "--ordered-by", "622900", "--from", "2020-02-01"},
        {"recusal", "raise", "2020-12", "孙小玉", "--ground", "relation"},
        {"defence", "add", "2020-12", "没有非法占有目的", "--kind", "定性"},
        {"talent", "growth", "马国良", "--kind", "training", "--title", "岗前培训"},
        {"task", "assign", "马国良", "整理判例", "--due", "2020-03-10"},
        {"exemplar", "designate", "马国良", "业务标兵"},
        {"exemplar", "visit", "马国良", "--by", "李明", "--matter", "困难:夫妻分居"},
        {"exemplar", "publish", "马国良", "wechat", "十年", "--reviewed-by", "李明"},
    };
    for (const auto& command : before) jointcase.ok(command);
    jointcase.convene();
    jointcase.ok({"referral", "attach", "2020-12", jointcase.file("审查报告.txt", "经审查认定"), "--kind", "report"});
    jointcase.ok({"meeting", "postpone", "2020-1", "--to", "2020-02-21 09:30", "--why", "道路积雪"});
    jointcase.at("2020-02-21T09:30:00+08:00");
    jointcase.ok({"meeting", "start", "2020-1"});
    for (const char* who : {"李明", "马国良", "赵雪梅", "杨志强"}) {
        for (const char* issue : {"1", "2"}) jointcase.speak(who, issue);
    }
    jointcase.at("2020-02-21T11:00:00+08:00");
    jointcase.ok({"meeting", "close", "2020-1"});
    jointcase.ok({"minutes", "sign", "2020-1", "--all", "--file"});
    jointcase.ok({"feedback", "give", "2020-12", "--decision", "prosecute", "--all", "adopted"});
    jointcase.ok({"feedback", "escalate", "2020-12", "chief"});
    CHECK(jointcase({"office", "import", "--on-error", "skip", jointcase.file("f.csv", "code,name,level\n622925,和政县人民检察院,county\n1,,county\n")}) == 3);
    jointcase.at("2020-03-01T09:00:00+08:00");
    jointcase.ok({"report", "freeze", "2020-02", "-f", "html"});
}

// --- meddling with the stock sqlite3

struct Meddler {
    Cli& jointcase;
    std::filesystem::path database = jointcase.folder / "meddled.db";

    // The change between dropping the guards and putting them back as they were.
    void change(const std::string& sql) {
        std::filesystem::copy_file(jointcase.database(), database, std::filesystem::copy_options::overwrite_existing);
        std::string script = ".bail on\npragma ignore_check_constraints = on;\n", guards;
        for (const auto& guard : rows(database, "select name, sql from sqlite_schema where type = 'trigger'")) {
            script += "drop trigger " + guard[0] + ";\n";
            guards += guard[1] + ";\n";
        }
        jointcase.file("script.sql", script + sql + ";\n" + guards);
        REQUIRE_MESSAGE(jointcase.shell("sqlite3 '" + database.string() + "' < '" + (jointcase.folder / "script.sql").string() + "'") == 0, sql << "\n" << jointcase.err);
    }

    int verify() { return jointcase({"--db", database.string(), "audit", "verify", "--json"}); }

    bool named(const std::string& entity, const std::string& key) {
        REQUIRE_MESSAGE(verify() == 1, entity << " " << key);
        const auto found = nlohmann::json::parse(jointcase.out)["findings"];
        for (const auto& finding : found) {
            if (finding["entity"] == entity && finding["key"] == key) return true;
        }
        MESSAGE(found.dump(1));
        return false;
    }
};

// What the schema says of a table, and the record a change of its first row must be found in.
struct Shape {
    std::string table, first, entity, key; // first: the condition that picks the first row
    std::vector<std::string> columns, types;
    std::set<std::string> fresh; // columns a copy of a row must change to be let in

    Shape(const std::filesystem::path& database, std::string name) : table(std::move(name)) {
        std::vector<std::string> primary;
        for (const auto& column : rows(database, "select name, type, pk from pragma_table_info('" + table + "')")) {
            columns.push_back(column[0]);
            types.push_back(column[1]);
            if (column[2] != "0") primary.push_back(column[0]);
        }
        std::string list;
        for (const auto& column : primary) list += (list.empty() ? "" : ", ") + column;
        first = "(" + list + ") = (select " + list + " from " + table + " order by " + list + " limit 1)";
        owner(database);

        std::vector<std::vector<std::string>> unique{primary};
        for (const auto& index : rows(database, "select name from pragma_index_list('" + table + "') where \"unique\" = 1")) {
            auto& set = unique.emplace_back();
            for (const auto& column : rows(database, "select name from pragma_index_info('" + index[0] + "')")) set.push_back(column[0]);
        }
        for (const auto& set : unique) {
            const auto text = std::find_if(set.begin(), set.end(), [&](const auto& column) { return type(column) == "TEXT"; });
            fresh.insert(text != set.end() ? *text : set.back());
        }
    }

    const std::string& type(const std::string& column) const {
        return types[static_cast<std::size_t>(std::find(columns.begin(), columns.end(), column) - columns.begin())];
    }
    std::string changed(const std::string& column) const {
        if (type(column) == "TEXT") return "coalesce(" + column + ", '') || 'x'";
        if (type(column) == "BLOB") return "zeroblob(32)";
        return "(select coalesce(max(" + column + "), 0) + 1 from " + table + ")";
    }
    std::string copied() const {
        std::string into, from;
        for (const auto& column : columns) {
            into += (into.empty() ? "" : ", ") + column;
            from += (from.empty() ? "" : ", ") + (fresh.contains(column) ? changed(column) : column);
        }
        return "insert into " + table + " (" + into + ") select " + from + " from " + table + " where " + first;
    }

private:
    // A link belongs to the record its table's name begins with, an entry to its operation.
    void owner(const std::filesystem::path& database) {
        const bool record = std::find(columns.begin(), columns.end(), "id") != columns.end();
        if (table == "operation") entity = table, key = value(database, "select seq from operation where " + first);
        else if (table == "entry") entity = "operation", key = value(database, "select operation from entry where " + first);
        else if (record) entity = table, key = value(database, "select key from " + table + " where " + first);
        else {
            entity = value(database, "select \"table\" from pragma_foreign_key_list('" + table + "') where \"from\" = '" + columns[0] + "'");
            key = value(database, "select key from " + entity + " where id = (select " + columns[0] + " from " + table + " where " + first + ")");
        }
    }
};

} // namespace

TEST_CASE("the digests are those of the standards") {
    CHECK(digest_text(Algorithm::sha256, digest(Algorithm::sha256, "abc")) == "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(digest_text(Algorithm::sm3, digest(Algorithm::sm3, "abc")) == "sm3:66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
}

TEST_CASE("an operation is hashed over itself, the operation before, and its entries") {
    Cli jointcase;
    fill(jointcase);
    CHECK(check_chain(jointcase.database()) == 9);
}

TEST_CASE("a record is digested by its columns in the order of their names, references as keys, lists behind") {
    Cli jointcase;
    jointcase({"office", "add", "622900", "--name", "临夏州人民检察院", "--level", "prefecture"});
    jointcase({"office", "add", "622921", "--name", "临夏县人民检察院", "--level", "county", "--parent", "622900", "--opened-on", "1956-01-01", "--alias", "县院", "--alias", "临夏县院"});
    CHECK(last_digest(jointcase, "office", "622921") == digest(Algorithm::sha256, "key\x1ft\x1f" "6:622921\n"
                                                                                  "level\x1ft\x1f" "6:county\n"
                                                                                  "name\x1ft\x1f" "24:临夏县人民检察院\n"
                                                                                  "opened_on\x1ft\x1f" "10:1956-01-01\n"
                                                                                  "parent\x1fk\x1f" "6:622900\n"
                                                                                  "office_alias\x1fl\x1f" "20:临夏县院\n县院\n\n"));
}

TEST_CASE("numbers are digested as decimals, and a child by its parent's key") {
    Cli jointcase;
    jointcase.with_offices();
    jointcase({"talent", "add", "马国良", "--office", "622921", "--category", "prosecutor", "--grade", "8", "--from", "2019-01-01"});
    CHECK(last_digest(jointcase, "posting", "622921-001/2019-01-01") == digest(Algorithm::sha256, "category\x1ft\x1f" "10:prosecutor\n"
                                                                                                  "from_on\x1ft\x1f" "10:2019-01-01\n"
                                                                                                  "grade\x1fi\x1f" "1:8\n"
                                                                                                  "in_quota\x1fi\x1f" "1:0\n"
                                                                                                  "key\x1ft\x1f" "21:622921-001/2019-01-01\n"
                                                                                                  "office\x1fk\x1f" "6:622921\n"
                                                                                                  "position\x1ft\x1f" "4:none\n"
                                                                                                  "talent\x1fk\x1f" "10:622921-001\n"));
}

TEST_CASE("an entry keeps the old values of what changed, and of nothing else") {
    Cli jointcase;
    jointcase.with_offices();
    jointcase({"office", "edit", "622921", "--short-name", "临县检", "--name", "临夏县检察院", "--alias", "县院"});
    CHECK(last_before(jointcase, "622921") == R"({"name":"临夏县人民检察院","office_alias":null,"short_name":null})");
    jointcase({"office", "edit", "622921", "--alias", "临县院", "--parent", ""});
    CHECK(last_before(jointcase, "622921") == R"({"office_alias":["县院"],"parent":"622900"})");
}

TEST_CASE("a long text of the past stands as its digest") {
    Cli jointcase;
    std::string name;
    for (int i = 0; i < 22; ++i) name += "院";
    jointcase({"office", "add", "622921", "--name", name, "--level", "county"});
    jointcase({"office", "edit", "622921", "--name", "临夏县人民检察院"});
    CHECK(last_before(jointcase, "622921") == R"({"name":")" + digest_text(Algorithm::sha256, digest(Algorithm::sha256, name)) + R"("})");
}

TEST_CASE("a command that changes nothing leaves no operation") {
    Cli jointcase;
    jointcase.with_offices();
    CHECK(jointcase({"office", "edit", "622921", "--name", "临夏县人民检察院"}) == 0);
    CHECK(jointcase({"office", "add", "622921", "--name", "临夏县人民检察院", "--level", "county"}) == 0);
    CHECK(value(jointcase.database(), "select count(*) from operation") == "3");
}

TEST_CASE("the chain is of SM3 where the configuration says so") {
    Cli jointcase;
    use_sm3(jointcase);
    fill(jointcase);
    CHECK(value(jointcase.database(), "select distinct algorithm from operation") == "sm3");
    CHECK(check_chain(jointcase.database()) == 9);
    CHECK(jointcase({"audit", "verify"}) == 0);
}

TEST_CASE("a switch of the algorithm is itself an operation, and each is checked by its own") {
    Cli jointcase;
    jointcase({"office", "add", "622921", "--name", "临夏县人民检察院", "--level", "county"});
    use_sm3(jointcase);
    jointcase({"office", "add", "622923", "--name", "永靖县人民检察院", "--level", "county"});
    CHECK(rows(jointcase.database(), "select seq, action, algorithm, entries from operation") ==
          std::vector<Row>{{"1", "office add", "sha256", "1"}, {"2", "audit algorithm", "sm3", "0"}, {"3", "office add", "sm3", "1"}});
    check_chain(jointcase.database());
    CHECK(jointcase({"audit", "verify"}) == 0);
}

TEST_CASE("the actor is the user of the system, whatever the environment says") {
    Cli jointcase;
    setenv("USER", "nobody-of-that-name", 1);
    setenv("LOGNAME", "nobody-of-that-name", 1);
    jointcase.with_offices();
    CHECK(value(jointcase.database(), "select distinct actor from operation").starts_with(std::to_string(getuid()) + ":"));
    CHECK(value(jointcase.database(), "select count(*) from operation where actor like '%nobody-of%'") == "0");
}

TEST_CASE("the time of an operation is the clock's, not --as-of") {
    Cli jointcase;
    jointcase({"--as-of", "2019-01-01", "office", "add", "622921", "--name", "临夏县人民检察院", "--level", "county"});
    CHECK(value(jointcase.database(), "select at > '2020-02-20' from operation") == "1");
}

TEST_CASE("the log lists operations latest first, and fewer when asked") {
    Cli jointcase;
    fill(jointcase);
    CHECK(jointcase({"audit", "log", "--limit", "3", "--fields", "seq,action,entries", "--csv"}) == 0);
    CHECK(jointcase.out == "seq,action,entries\r\n9,office import,3\r\n8,talent admit,1\r\n7,talent nominate,1\r\n");
    CHECK(jointcase({"audit", "log", "--action", "talent post", "--fields", "seq", "--csv"}) == 0);
    CHECK(jointcase.out == "seq\r\n6\r\n");
    CHECK(jointcase({"audit", "log", "--to", "2000-01-01", "--json"}) == 0);
    CHECK(jointcase.out == "[]\n");
    CHECK(jointcase({"audit", "log", "--actor", "1:nobody", "--json"}) == 0);
    CHECK(jointcase.out == "[]\n");
}

TEST_CASE("an operation is shown with its entries") {
    Cli jointcase;
    fill(jointcase);
    CHECK(jointcase({"audit", "show", "6", "--json"}) == 0);
    const auto shown = nlohmann::json::parse(jointcase.out);
    CHECK(shown["action"] == "talent post");
    CHECK(shown["entries"].size() == 2);
    CHECK(shown["entries"][0]["key"] == "622921-001/0001-01-01");
    CHECK(shown["entries"][0]["before"] == R"({"to_on":null})");
    CHECK(shown["entries"][1]["key"] == "622921-001/2020-01-01");
    CHECK(shown["entries"][1]["digest"].get<std::string>().starts_with("sha256:"));
    CHECK(jointcase({"audit", "show", "99"}) == 4);
    CHECK(jointcase.err == "jointcase: there is no operation 99 in the audit\n");
}

TEST_CASE("the history of a record shows old and new values side by side, newest first") {
    Cli jointcase;
    jointcase.with_offices();
    jointcase({"office", "edit", "622921", "--short-name", "临县检", "--alias", "县院"});
    jointcase({"office", "edit", "622921", "--short-name", "县检", "--alias", "县院", "--alias", "临县院"});
    CHECK(jointcase({"audit", "history", "622921", "--fields", "seq,action,field,was,became", "--csv"}) == 0);
    CHECK(jointcase.out == "seq,action,field,was,became\r\n"
                           "5,office edit,office_alias,县院,临县院;县院\r\n"
                           "5,office edit,short_name,临县检,县检\r\n"
                           "4,office edit,office_alias,,县院\r\n"
                           "4,office edit,short_name,,临县检\r\n"
                           "2,office add,key,,622921\r\n"
                           "2,office add,level,,county\r\n"
                           "2,office add,name,,临夏县人民检察院\r\n"
                           "2,office add,parent,,622900\r\n");
}

TEST_CASE("the history of a token and of a batch can be shown, their digests in hexadecimals") {
    Cli jointcase;
    fill(jointcase);
    CHECK(jointcase({"audit", "history", "first", "--json"}) == 0);
    CHECK(jointcase({"audit", "history", "B622900-1", "--fields", "field,became", "--csv"}) == 0);
    const auto hash = value(jointcase.database(), "select lower(hex(digest)) from batch");
    CHECK(jointcase.out == "field,became\r\nadded,1\r\nbytes,60\r\ndigest," + hash + "\r\nkey,B622900-1\r\nnoun,office\r\nrejected,0\r\nunchanged,0\r\nupdated,0\r\n");
}

TEST_CASE("the history of what the audit does not know is missing") {
    Cli jointcase;
    CHECK(jointcase({"audit", "history", "622999"}) == 4);
    CHECK(jointcase.err == "jointcase: the audit knows no record “622999”; give the whole key\n");
}

TEST_CASE("a database that nobody meddled with verifies, and says what that cannot tell") {
    Cli jointcase;
    fill(jointcase);
    CHECK(jointcase({"audit", "verify"}) == 0);
    CHECK(jointcase.out == "clean       yes\noperations  9\nentries     15\nrecords     13\n\nNot checked\n"
                           "what\n─────────────────────────────────────────────────────────────────────────────────────────────────────────\n"
                           "no checkpoint was compared: a database put back together with its own chain cannot be noticed from inside\n");
    CHECK(jointcase({"audit", "verify", "-q"}) == 0);
    CHECK(jointcase.out == "");
}

TEST_CASE("every table is filled by some verb, so that every table is meddled with below") {
    World jointcase;
    fill_all(jointcase);
    for (const auto& table : tables(jointcase.database())) {
        CAPTURE(table);
        CHECK(value(jointcase.database(), "select count(*) from " + table) != "0");
    }
}

TEST_CASE("dropping the guards and putting them back changes nothing") {
    World jointcase;
    fill_all(jointcase);
    Meddler meddler{jointcase};
    meddler.change("select 1");
    CHECK(meddler.verify() == 0);
}

TEST_CASE("invariant 27: a changed value is found and named, in every column of every table") {
    World jointcase;
    fill_all(jointcase);
    Meddler meddler{jointcase};
    for (const auto& table : tables(jointcase.database())) {
        const Shape shape(jointcase.database(), table);
        if (shape.key.empty()) continue; // no row yet
        for (const auto& column : shape.columns) {
            if (column == "id") continue; // means nothing outside this file
            CAPTURE(table);
            CAPTURE(column);
            meddler.change("update " + table + " set " + column + " = " + shape.changed(column) + " where " + shape.first);
            CHECK(meddler.named(shape.entity, shape.key));
        }
    }
}

TEST_CASE("invariant 27: an inserted row is found and named, in every table") {
    World jointcase;
    fill_all(jointcase);
    Meddler meddler{jointcase};
    for (const auto& table : tables(jointcase.database())) {
        const Shape shape(jointcase.database(), table);
        if (shape.key.empty()) continue;
        CAPTURE(table);
        meddler.change(shape.copied());
        const bool record = shape.fresh.contains("key");
        const auto last = table == "operation" ? value(meddler.database, "select max(seq) from operation") : shape.key;
        CHECK(meddler.named(shape.entity, record ? shape.key + "x" : last));
    }
}

TEST_CASE("invariant 27: a deleted row is found and named, in every table") {
    World jointcase;
    fill_all(jointcase);
    Meddler meddler{jointcase};
    for (const auto& table : tables(jointcase.database())) {
        const Shape shape(jointcase.database(), table);
        if (shape.key.empty()) continue;
        CAPTURE(table);
        meddler.change("delete from " + table + " where " + shape.first);
        CHECK(meddler.named(shape.entity, shape.key));
    }
}

TEST_CASE("a record swapped with another, or deleted with its entries, is found") {
    Cli jointcase;
    fill(jointcase);
    Meddler meddler{jointcase};
    meddler.change("update office set name = case key when '622921' then '永靖县人民检察院x' else '临夏县人民检察院' end where key in ('622921', '622923')");
    CHECK(meddler.named("office", "622921"));
    meddler.change("delete from membership; delete from entry where entity = 'membership'");
    CHECK(meddler.named("operation", "7"));
    meddler.change("delete from entry where operation = 9; delete from operation where seq = 9");
    CHECK(meddler.named("office", "622924"));
}

TEST_CASE("a digest forged to fit a changed record breaks the operation that holds it") {
    Cli jointcase;
    fill(jointcase);
    Meddler meddler{jointcase};
    const auto forged = digest_text(Algorithm::sha256, digest(Algorithm::sha256, "key\x1ft\x1f" "6:622924\nlevel\x1ft\x1f" "6:county\nname\x1ft\x1f" "6:假院\n")).substr(7);
    meddler.change("update office set name = '假院' where key = '622924'; update entry set digest = x'" + forged + "' where key = '622924'");
    CHECK_FALSE(!meddler.named("operation", "9"));
    CHECK(nlohmann::json::parse(jointcase.out)["findings"].size() == 1);
}

TEST_CASE("whatever is foreign or missing in the schema makes every command refuse, and verify name it") {
    struct Case {
        std::string sql, type, name, message;
    };
    const Case cases[] = {
        {"create trigger greedy after insert on office begin delete from office_alias; end", "trigger", "greedy", "the trigger “greedy” is not one that this program made"},
        {"create view everyone as select * from talent", "view", "everyone", "the view “everyone” is not one that this program made"},
        {"create table spare (a)", "table", "spare", "the table “spare” is not one that this program made"},
        {"create index slow on office (name)", "index", "slow", "the index “slow” is not one that this program made"},
        {"alter table office add column vote text", "table", "office", "the table “office” is not as this program made it"},
        {"drop trigger office_is_never_deleted", "trigger", "office_is_never_deleted", "the trigger “office_is_never_deleted” is missing"},
        {"drop index talent_by_name", "index", "talent_by_name", "the index “talent_by_name” is missing"},
    };
    for (const auto& [sql, type, name, message] : cases) {
        CAPTURE(sql);
        Cli jointcase;
        rows(jointcase.database(), sql);
        for (const auto& command : std::vector<std::vector<std::string>>{{"office", "list"}, {"talent", "list"}, {"audit", "log"}, {"office", "add", "622921", "--name", "a", "--level", "county"}}) {
            CHECK(jointcase(command) == 74);
            CHECK(jointcase.out == "");
            CHECK(jointcase.err == "jointcase: the schema of " + jointcase.database().string() + " is not the one this program made; `jointcase audit verify` tells more\n");
        }
        CHECK(jointcase({"audit", "verify", "--json"}) == 1);
        CHECK(nlohmann::json::parse(jointcase.out)["findings"] == nlohmann::json::array({{{"layer", "schema"}, {"entity", type}, {"key", name}, {"message", message}}}));
    }
}

TEST_CASE("a row of the schema written twice does not stand for one that is gone") {
    Cli jointcase;
    rows(jointcase.database(), "drop index talent_by_name; pragma writable_schema = on;"
                               "insert into sqlite_schema select * from sqlite_schema where name = 'office_is_never_deleted'");
    CHECK(jointcase({"office", "list"}) == 74);
    CHECK(jointcase.out == "");
}

TEST_CASE("a schema number set back is found, and stops every other command") {
    Cli jointcase;
    const auto known = value(jointcase.database(), "pragma user_version");
    rows(jointcase.database(), "pragma user_version = 5");
    CHECK(jointcase({"office", "list"}) == 74);
    CHECK(jointcase({"audit", "verify", "--json"}) == 1);
    CHECK(nlohmann::json::parse(jointcase.out)["findings"][0]["message"] == "the schema says it is number 5, this program's is " + known);
}

TEST_CASE("a table that was dropped is named, and the layers behind are checked all the same") {
    World jointcase;
    fill_all(jointcase);
    Meddler meddler{jointcase};
    meddler.change("update office set name = 'x' where key = '622921'");
    rows(meddler.database, "drop table posting");
    CHECK(meddler.named("table", "posting"));
    CHECK(meddler.named("office", "622921"));
}

TEST_CASE("a page of the file gone bad is a finding, not a crash") {
    World jointcase;
    fill_all(jointcase);
    const auto page = std::stol(value(jointcase.database(), "select rootpage from sqlite_schema where name = 'office'"));
    std::fstream(jointcase.database(), std::ios::in | std::ios::out | std::ios::binary).seekp((page - 1) * 4096).write(std::string(4096, '\xff').data(), 4096);
    CHECK(jointcase({"office", "list"}) == 74);
    CHECK(jointcase({"audit", "verify"}) == 1);
    CHECK(jointcase.out.starts_with("clean       no\n"));
}
