// SPDX-License-Identifier: Apache-2.0
#include "command.hpp"

#include <jointcase/batch.hpp>

namespace jointcase::cli {

namespace {

void batch_argument(CLI::App& app, std::string& batch) { app.add_option("batch", batch, _("Its number, as `batch list` shows it"))->required(); }

} // namespace

void batch_commands(CLI::App& noun, Session& session) {
    verb<Nothing>(
        noun, session, "list", _("List the imports, newest first"), [](CLI::App&, Nothing&) {},
        [&session](const Nothing&) { session.show(batch_table(list_batches(session.db()))); });

    verb<std::string>(
        noun, session, "show", _("Show one import and what it rejected"), batch_argument,
        [&session](const std::string& batch) { session.show(batch_document(session.db(), find_batch(session.db(), batch))); });

    verb<std::string>(
        noun, session, "rejects", _("The rows an import rejected, in the columns of their file, to be mended and imported"), batch_argument,
        [&session](const std::string& batch) {
            const auto found = find_batch(session.db(), batch);
            auto tables = reject_tables(session.db(), found);
            if (tables.size() == 1) return session.show(tables.front());
            session.show(Document{"batch", found.key, {}, {}, std::move(tables), {}});
        });
}

} // namespace jointcase::cli
