// SPDX-License-Identifier: Apache-2.0
// JMESPath: the first line is the expression, the rest the JSON it is asked of. What it comes to is JSON too.
#include "jmespath/expression.h"
#include "document/json.h"
#include "harness.h"

using namespace formwork;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const auto [line, json] = fuzz::cutLine(fuzz::bytes(data, size));
    const auto expression = jmespath::Expression::parse(QString::fromUtf8(line));
    if (!expression) {
        fuzz::require(!expression.error().message.isEmpty(), "a refusal has a sentence");
        return 0;
    }
    const auto value = document::fromPlainJson(json);
    const auto found = expression->search(value ? *value : QCborValue());
    if (!found) {
        fuzz::require(!found.error().message.isEmpty(), "a refusal has a sentence");
        return 0;
    }
    const QByteArray written = document::toPlainJson(*found);
    // An expression may wrap a value deeper than people may paste one.
    const auto again = document::fromPlainJson(written);
    fuzz::require(again.has_value() || again.error().message.contains(u"nested deeper"),
                  "what an expression comes to is JSON");
    return 0;
}
