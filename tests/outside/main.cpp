// A program of someone else's: it makes a database, enters an office and lists what there is.
#include <jointcase/office.hpp>
#include <jointcase/render.hpp>

#include <iostream>

int main(int, char** argv) {
    using namespace jointcase;
    try {
        Config config;
        config.database = argv[1];
        config.office = "622900";
        Db db(config, Db::Open::create);
        const auto now = parse_time("2020-02-20 10:00");
        Write write(db, {"outside", now, now, "office add"});
        OfficeDraft draft;
        draft.key = "622900";
        draft.name = "临夏州人民检察院";
        draft.level = Level::prefecture;
        add_office(write, draft);
        write.commit();
        for (const auto& office : list_offices(db)) std::cout << office.key << ' ' << office.name << '\n';
        find_office(db, "没有的院");
    } catch (const Error& error) { // the exceptions of the library are caught here
        std::cout << error.what() << '\n';
        return error.fault() == Fault::missing ? 0 : 1;
    }
    return 1;
}
