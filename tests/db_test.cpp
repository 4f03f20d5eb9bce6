#include "cli.hpp"
#include "sqlite.hpp"

#include <jointcase/audit.hpp>
#include <jointcase/office.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <functional>
#include <set>

using namespace jointcase;
using jointcase::test::Cli;
using jointcase::test::read_file;
using jointcase::test::rows;
using jointcase::test::value;

namespace {

const std::vector<std::string> add_linxia = {"office", "add", "622921", "--name", "临夏县人民检察院", "--level", "county"};

std::vector<std::string> with(std::vector<std::string> args, const std::vector<std::string>& more) {
    args.insert(args.end(), more.begin(), more.end());
    return args;
}

// Another process that has written an office and holds the database until it is told what to do.
class Writer {
public:
    explicit Writer(const std::filesystem::path& database, std::function<void(Write&)> then) {
        REQUIRE(pipe(ready_) == 0);
        child_ = fork();
        if (child_ == 0) {
            Config config;
            config.database = database;
            config.office = "622900";
            Db db(config);
            const auto now = parse_time("2020-02-20 10:00");
            Write write(db, Origin{"1:other", now, now, "office add"});
            OfficeDraft draft;
            draft.key = "622999", draft.name = "另一个院", draft.level = Level::county;
            add_office(write, draft);
            if (::write(ready_[1], "x", 1) != 1) _exit(1);
            then(write);
            _exit(0);
        }
        char told = 0;
        REQUIRE(read(ready_[0], &told, 1) == 1);
    }
    ~Writer() {
        kill(child_, SIGKILL);
        waitpid(child_, nullptr, 0);
        close(ready_[0]), close(ready_[1]);
    }

private:
    int ready_[2]{};
    pid_t child_ = -1;
};

std::chrono::milliseconds timed(const std::function<void()>& act) {
    const auto begin = std::chrono::steady_clock::now();
    act();
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin);
}

std::string modes(const std::filesystem::path& folder) {
    std::string text;
    std::set<std::string> lines;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        struct stat info {};
        stat(entry.path().c_str(), &info);
        std::ostringstream line;
        line << std::oct << (info.st_mode & 07777) << " " << entry.path().filename().string() << "\n";
        lines.insert(line.str());
    }
    for (const auto& line : lines) text += line;
    return text;
}

} // namespace

TEST_CASE("a second writer waits for its turn, and both have written") {
    Cli jointcase;
    const Writer other(jointcase.database(), [](Write& write) {
        usleep(300'000);
        write.commit();
    });
    CHECK(timed([&] { CHECK(jointcase(add_linxia) == 0); }).count() >= 200);
    CHECK(jointcase({"office", "list", "--fields", "key", "--csv"}) == 0);
    CHECK(jointcase.out == "key\r\n622921\r\n622999\r\n");
}

TEST_CASE("who will not wait is told so at once, with an exit status that means: try again") {
    Cli jointcase;
    const Writer other(jointcase.database(), [](Write&) { pause(); });
    CHECK(timed([&] { CHECK(jointcase(with(add_linxia, {"--wait", "0"})) == 75); }).count() < 1000);
    CHECK(jointcase.err == "jointcase: another jointcase is writing to " + jointcase.database().string() + "; gave up after 0 s (--wait)\n");
}

TEST_CASE("--wait ends the wait in time") {
    Cli jointcase;
    const Writer other(jointcase.database(), [](Write&) { pause(); });
    const auto waited = timed([&] { CHECK(jointcase(with(add_linxia, {"--wait", "200ms", "--json"})) == 75); });
    CHECK(waited.count() >= 190);
    CHECK(waited.count() < 2000);
    CHECK(nlohmann::json::parse(jointcase.err)["error"]["code"] == "busy");
}

TEST_CASE("who only reads need not wait for a writer") {
    Cli jointcase;
    const Writer other(jointcase.database(), [](Write&) { pause(); });
    CHECK(jointcase({"--wait", "0", "office", "list", "--json"}) == 0);
    CHECK(jointcase.out == "[]\n");
}

TEST_CASE("a writer that is killed leaves nothing, and nobody waits for it") {
    Cli jointcase;
    { const Writer killed(jointcase.database(), [](Write&) { pause(); }); }
    CHECK(jointcase(with(add_linxia, {"--wait", "0"})) == 0);
    CHECK(jointcase({"office", "list", "--fields", "key", "--csv"}) == 0);
    CHECK(jointcase.out == "key\r\n622921\r\n");
    CHECK(jointcase({"audit", "verify", "-q"}) == 0);
}

TEST_CASE("a write that is not committed is forgotten, and so is its operation") {
    Config config;
    config.database = ":memory:";
    Db db(config);
    const auto now = parse_time("2020-02-20 10:00");
    OfficeDraft draft;
    draft.key = "622921", draft.name = "临夏县人民检察院", draft.level = Level::county;
    {
        Write write(db, Origin{"1:me", now, now, "office add"});
        add_office(write, draft);
    }
    CHECK(list_offices(db).empty());
    CHECK(list_operations(db).empty());
    {
        Write write(db, Origin{"1:me", now, now, "office add"});
        add_office(write, draft);
        CHECK(write.commit());
    }
    CHECK(list_operations(db).size() == 1);
    Write write(db, Origin{"1:me", now, now, "office add"});
    CHECK_FALSE(write.commit());
    CHECK(list_operations(db).size() == 1);
}

TEST_CASE("every file made is its owner's alone, whatever the umask") {
    for (const char* mask : {"000", "022", "077"}) {
        CAPTURE(mask);
        Cli jointcase(false);
        std::filesystem::create_directory(jointcase.folder / "d");
        REQUIRE(jointcase.shell(std::string("umask ") + mask + "; cd '" + (jointcase.folder / "d").string() + "' && \"$P\" db init --office 622900 && \"$P\" office add 622921 --name 临夏县人民检察院 --level county"
                                " && \"$P\" office list -o list.csv && \"$P\" office show 622921 -o office.json") == 0);
        CHECK(modes(jointcase.folder / "d") == "600 .jointcase.toml\n600 jointcase.db\n600 jointcase.db-journal\n600 jointcase.db.lock\n600 list.csv\n600 office.json\n");
    }
}

TEST_CASE("a dry run checks everything and writes nothing") {
    Cli jointcase;
    jointcase.with_offices();
    jointcase.prosecutor("马国良");
    const auto before = read_file(jointcase.database());
    const std::vector<std::vector<std::string>> commands = {
        {"office", "add", "622924", "--name", "广河县人民检察院", "--level", "county"},
        {"office", "edit", "622921", "--short-name", "临县检"},
        {"office", "import", jointcase.file("o.csv", "代码,名称,级别\n622925,和政县人民检察院,县级\n")},
        {"talent", "add", "李明", "--office", "622900", "--category", "prosecutor", "--once", "token"},
        {"talent", "edit", "马国良", "--ethnicity", "东乡族"},
        {"talent", "post", "马国良", "--category", "clerk", "--office", "622921"},
        {"talent", "nominate", "马国良"},
        {"talent", "void", "马国良", "--why", "误录"},
    };
    for (const auto& command : commands) {
        CAPTURE(command[1]);
        CHECK(jointcase(with(command, {"-n"})) == 0);
        CHECK(read_file(jointcase.database()) == before);
    }
    CHECK(jointcase({"-n", "office", "add", "622921", "--name", "临夏县人民检察院", "--level", "county", "--short-name", "临"}) == 5);
}

TEST_CASE("the same token again gives the same answer and writes nothing") {
    Cli jointcase;
    jointcase.with_offices();
    const std::vector<std::string> add = {"talent", "add", "马国良", "--office", "622921", "--category", "prosecutor", "--once", "t-1"};
    CHECK(jointcase(add) == 0);
    CHECK(jointcase.out == "622921-001\n");
    const auto before = read_file(jointcase.database());
    CHECK(jointcase(add) == 0);
    CHECK(jointcase.out == "622921-001\n");
    CHECK(jointcase(with(add, {"--json"})) == 0);
    CHECK(jointcase.out == "{\n  \"key\": \"622921-001\"\n}\n");
    CHECK(read_file(jointcase.database()) == before);
}

TEST_CASE("the same token with other content is refused") {
    Cli jointcase;
    jointcase.with_offices();
    CHECK(jointcase({"talent", "add", "马国良", "--office", "622921", "--category", "prosecutor", "--once", "t-1"}) == 0);
    CHECK(jointcase({"talent", "add", "李明", "--office", "622921", "--category", "prosecutor", "--once", "t-1"}) == 5);
    CHECK(jointcase.err == "jointcase: the token “t-1” was used before, for another `talent add`\n");
    CHECK(jointcase({"talent", "void", "马国良", "--why", "误录", "--once", "t-1"}) == 5);
}

TEST_CASE("a token stands for the bytes of an imported file, not for its name") {
    Cli jointcase;
    const std::string head = "代码,名称,级别\n", first = head + "622921,临夏县人民检察院,县级\n";
    CHECK(jointcase({"office", "import", "-", "--once", "t-1"}, first) == 0);
    CHECK(jointcase.out == "added 1, updated 0, unchanged 0, rejected 0\n");
    CHECK(jointcase({"office", "import", "-", "--once", "t-1"}, first) == 0);
    CHECK(jointcase.out == "added 1, updated 0, unchanged 0, rejected 0\n");
    CHECK(jointcase({"office", "import", "-", "--once", "t-1"}, head + "622923,永靖县人民检察院,县级\n") == 5);
    CHECK(jointcase({"office", "list", "--fields", "key", "--csv"}) == 0);
    CHECK(jointcase.out == "key\r\n622921\r\n");
}

TEST_CASE("a command that was refused does not use up its token") {
    Cli jointcase;
    const std::vector<std::string> add = {"talent", "add", "马国良", "--office", "622921", "--category", "prosecutor", "--once", "t-1"};
    CHECK(jointcase(add) == 4);
    jointcase.with_offices();
    CHECK(jointcase(add) == 0);
}

TEST_CASE("adding something equal again says so with exit 0, something different under its key is refused") {
    Cli jointcase;
    jointcase.with_offices();
    CHECK(jointcase({"office", "add", "622921", "--name", "临夏县人民检察院", "--level", "county", "--parent", "州院"}) == 0);
    CHECK(jointcase.out == "622921\n");
    CHECK(jointcase({"office", "add", "622921", "--name", "临夏县人民检察院", "--level", "province"}) == 5);
    CHECK(jointcase.err == "jointcase: office 622921 is there already, with other details; `office edit` changes it\n");
    jointcase.prosecutor("马国良");
    CHECK(jointcase.prosecutor("马国良") == "622921-001");
    CHECK(jointcase({"talent", "add", "马国良", "--office", "622921", "--category", "clerk"}) == 5);
    CHECK(jointcase.err == "jointcase: talent 622921-001 马国良 is there already, with other details; `talent edit` changes it\n");
}

TEST_CASE("a missing database names db init") {
    Cli jointcase(false);
    CHECK(jointcase({"--db", (jointcase.folder / "none.db").string(), "office", "list"}) == 78);
    CHECK(jointcase.err == "jointcase: there is no database " + (jointcase.folder / "none.db").string() + "; `jointcase db init` makes one\n");
    CHECK_FALSE(std::filesystem::exists(jointcase.folder / "none.db"));
    CHECK(jointcase({"--db", (jointcase.folder / "no/where.db").string(), "office", "list"}) == 78);
    CHECK(jointcase.err == "jointcase: the folder " + (jointcase.folder / "no").string() + " of the database is not there\n");
}

TEST_CASE("a file that is no database is refused and left as it is") {
    Cli jointcase(false);
    const auto text = jointcase.file("text.db", "this is a text, and not a database; it is a long text of more than a hundred bytes, as the head of a database is\n");
    const auto empty = jointcase.file("empty.db", "");
    for (const auto& file : {text, empty}) {
        const auto before = read_file(file);
        for (const auto& command : std::vector<std::vector<std::string>>{{"office", "list"}, {"audit", "verify"}, add_linxia}) {
            CHECK(jointcase(with({"--db", file}, command)) == 78);
            CHECK(jointcase.err == "jointcase: " + file + " is not a jointcase database\n");
        }
        CHECK(read_file(file) == before);
    }
}

TEST_CASE("another program's database is refused and left as it is") {
    Cli jointcase(false);
    const auto file = jointcase.folder / "other.db";
    rows(file, "create table notes (a); insert into notes values (1)");
    const auto before = read_file(file);
    CHECK(jointcase({"--db", file.string(), "office", "list"}) == 78);
    CHECK(jointcase.err == "jointcase: " + file.string() + " is not a jointcase database\n");
    CHECK(read_file(file) == before);
}

TEST_CASE("a database of a newer program is refused in a sentence") {
    Cli jointcase;
    const auto known = value(jointcase.database(), "pragma user_version");
    rows(jointcase.database(), "pragma user_version = 899");
    for (const auto& command : std::vector<std::vector<std::string>>{{"office", "list"}, {"audit", "verify"}, add_linxia}) {
        CHECK(jointcase(command) == 78);
        CHECK(jointcase.err == "jointcase: " + jointcase.database().string() + " was made by a newer jointcase (schema 899, this one knows " + known + "); update the program\n");
    }
}

TEST_CASE("a database of an older program is brought up to date when it is opened") {
    Cli jointcase;
    const auto old = jointcase.folder / "old.db";
    rows(old, read_file(JOINTCASE_SOURCE "/schema/001_audit.sql") + ";pragma user_version = 1");
    CHECK(jointcase({"--db", old.string(), "office", "list", "--json"}) == 0);
    CHECK(jointcase.out == "[]\n");
    CHECK(value(old, "pragma user_version") == value(jointcase.database(), "pragma user_version"));
    CHECK(jointcase({"--db", old.string(), "audit", "verify", "-q"}) == 0);
}

TEST_CASE("a symbolic link is not followed") {
    Cli jointcase;
    const auto link = jointcase.folder / "link.db";
    std::filesystem::create_symlink(jointcase.database(), link);
    CHECK(jointcase({"--db", link.string(), "office", "list"}) == 77);
    CHECK(jointcase.err == "jointcase: " + link.string() + " is a symbolic link; name the file itself\n");
}

TEST_CASE("a link to the folder is resolved, for a folder may be mounted anywhere") {
    Cli jointcase;
    std::filesystem::create_directory_symlink(jointcase.folder, jointcase.folder / "here");
    CHECK(jointcase({"--db", (jointcase.folder / "here/jointcase.db").string(), "office", "list"}) == 0);
}

TEST_CASE("db init makes a database once, and touches nothing that is there") {
    Cli jointcase;
    const auto before = read_file(jointcase.database());
    CHECK(jointcase({"db", "init", "--office", "622921"}) == 5);
    CHECK(jointcase.err == "jointcase: " + jointcase.database().string() + " is there already, and nothing was changed\n");
    CHECK(read_file(jointcase.database()) == before);
}

TEST_CASE("a db init that was cut short is completed by the next one") {
    Cli jointcase(false);
    const auto made = jointcase.file("new.db", ""); // cut short before there was a schema
    const std::vector<std::string> init{"--db", made, "db", "init", "--office", "622900"};
    CHECK(jointcase(init) == 0);
    std::filesystem::remove(jointcase.folder / ".jointcase.toml"); // before there was a project file
    CHECK(jointcase(init) == 0);
    CHECK(jointcase.out == made + "\n");
    CHECK(jointcase({"-c", (jointcase.folder / ".jointcase.toml").string(), "audit", "verify", "-q"}) == 0);
    CHECK(jointcase(init) == 5);
}

TEST_CASE("a db init that is killed at any moment leaves what the next one completes, or all of it") {
    for (int ms = 0; ms < 40; ms += 4) {
        CAPTURE(ms);
        Cli jointcase(false);
        const std::string here = "cd '" + jointcase.folder.string() + "' && ", init = "\"$P\" db init --office 622900";
        jointcase.shell(here + fmt::format("timeout -s KILL 0.{:03} ", ms) + init);
        const bool whole = std::filesystem::exists(jointcase.folder / ".jointcase.toml");
        CHECK(jointcase.shell(here + init) == (whole ? 5 : 0));
        CHECK(jointcase.shell(here + "\"$P\" audit verify -q && \"$P\" config get office.code") == 0);
        CHECK(jointcase.out.ends_with("622900\n"));
    }
}

TEST_CASE("db init leaves a file that is something else, or holds something, as it is") {
    Cli jointcase;
    jointcase.with_offices();
    std::filesystem::remove(jointcase.folder / ".jointcase.toml");
    unsetenv("JOINTCASE_CONFIG");
    const auto other = jointcase.folder / "other.db";
    rows(other, "pragma journal_mode = wal; create table notes (a)");
    const std::filesystem::path text = jointcase.file("text.db", "no database at all\n");
    for (const auto& file : {jointcase.database(), other, text}) {
        const auto before = read_file(file);
        CHECK(jointcase({"--db", file.string(), "db", "init", "--office", "622900"}) == 5);
        CHECK(jointcase.err == "jointcase: " + file.string() + " is there already, and nothing was changed\n");
        CHECK(read_file(file) == before);
        CHECK_FALSE(std::filesystem::exists(jointcase.folder / ".jointcase.toml"));
    }
}

TEST_CASE("db init under --json names both files it made") {
    Cli jointcase(false);
    const auto made = jointcase.folder / "new.db";
    CHECK(jointcase({"--db", made.string(), "db", "init", "--office", "622900", "--json"}) == 0);
    CHECK(jointcase.out == "{\n  \"database\": \"" + made.string() + "\",\n  \"project_file\": \"" + (jointcase.folder / ".jointcase.toml").string() + "\"\n}\n");
}

TEST_CASE("db init wants the code of an office, and leaves nothing behind without it") {
    Cli jointcase(false);
    const auto file = (jointcase.folder / "new.db").string();
    CHECK(jointcase({"--db", file, "db", "init"}) == 2);
    CHECK(jointcase.err == "jointcase: --office is needed: The six-digit code of the office whose database it is; `jointcase db init --help` shows all\n");
    CHECK(jointcase({"--db", file, "db", "init", "--office", "6229"}) == 2);
    CHECK(jointcase.err == "jointcase: --office: “6229” is not an office code of six digits\n");
    CHECK(std::filesystem::is_empty(jointcase.folder));
}

TEST_CASE("what is stored is guarded against changes by mistake") {
    Cli jointcase;
    jointcase.with_offices();
    for (const char* sql : {"delete from office where key = '622921'", "delete from operation", "update operation set actor = 'x'", "update entry set key = 'x'", "insert or replace into office (id, key, name, level) select id, key, 'x', level from office"}) {
        CAPTURE(sql);
        CHECK(jointcase.shell("sqlite3 '" + jointcase.database().string() + "' \"pragma recursive_triggers = on; " + sql + "\"") != 0);
    }
    CHECK(jointcase({"audit", "verify", "-q"}) == 0);
}

TEST_CASE("what refers to a record is found by an index, but for who did it and the like") {
    Cli jointcase;
    const auto found = rows(jointcase.database(), "select t.name || '.' || f.\"from\" from sqlite_master t, pragma_foreign_key_list(t.name) f where t.type = 'table' and not exists"
                                      " (select 1 from pragma_index_list(t.name) i, pragma_index_info(i.name) c where i.partial = 0 and c.seqno = 0 and c.name = f.\"from\") order by 1");
    std::vector<std::string> without;
    for (const auto& row : found) without.push_back(row[0]);
    const std::vector<std::string> nobody_asks = {
        "attendance.office", "callup.ordered_by", "case_campaign.campaign", "case_role.talent", "defence.prepared_by", "escalation.escalated_by", "feedback.decided_by", "meeting.chair",
        "meeting.convened_by", "meeting.recorder", "membership.nominated_by", "membership.reviewed_by", "minutes.filed_by", "office.parent", "opinion.agenda", "opinion.recorded_by", "posting.office",
        "publicity.reviewed_by", "recusal.again_by", "recusal.decided_by", "referral.decided_by", "referral.follows", "referral.requested_by", "signature.talent", "task.assigned_by", "task.case_id",
        "visit.visitor"};
    CHECK(without == nobody_asks);
}
