// SPDX-License-Identifier: Apache-2.0
// A file of rows: the table that a person sees and the inputs that are made of it agree on how many there are
// and where each begins, and an input is JSON that is read back.
#include "bulk/sheet.h"

#include "bulk/jsonrows.h"
#include "bulk/source.h"
#include "everything.h"
#include "harness.h"

using namespace formwork;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    static const model::OperationPtr operation = fuzz::everything(model::Protocol::AwsJson10);
    bulk::Source source;
    source.bytes = fuzz::bytes(data, size);
    if (source.bytes.isEmpty())
        return 0;
    const auto table = bulk::readTable(source, [](qint64) { return true; });
    fuzz::require(table || !table.error().message.isEmpty(), "a refusal has a sentence");
    const auto sheet = source.open(operation);
    if (!sheet) {
        fuzz::require(!sheet.error().message.isEmpty(), "a refusal has a sentence");
        return 0;
    }
    const bool isJson = bulk::isJson(source.bytes); // which may have several on one line
    qint64 rows = 0;
    qint64 line = 0;
    while (true) {
        const auto row = (*sheet)->next();
        fuzz::require(row || !row.error().message.isEmpty(), "a refusal has a sentence");
        if (!row || !*row)
            break;
        fuzz::require((*row)->row == ++rows && (*row)->line >= line + (isJson ? 0 : 1),
                      "rows follow each other");
        line = (*row)->line;
        if (table && rows <= table->lines.size())
            fuzz::require(table->lines[rows - 1] == line, "a row begins where the table says");
        if ((*row)->problems.isEmpty())
            fuzz::requireStableJson((*row)->input, *operation->input);
    }
    return 0;
}
