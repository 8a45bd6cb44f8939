// SPDX-License-Identifier: Apache-2.0
// The reader of JSON documents, with a shape and without one: what is read is written as it will be read
// again.
#include "document/json.h"
#include "everything.h"
#include "harness.h"
#include "validation/validate.h"

using namespace formwork;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    static const model::OperationPtr operation = fuzz::everything(model::Protocol::AwsJson10);
    const QByteArray text = fuzz::bytes(data, size);
    const auto value = document::fromJson(text, *operation->input);
    const auto plain = document::fromPlainJson(text);
    if (!value) {
        fuzz::require(!value.error().message.isEmpty(), "a refusal has a sentence");
        return 0;
    }
    fuzz::require(plain.has_value(), "what is JSON with a shape is JSON without one");
    fuzz::requireStableJson(*value, *operation->input);
    (void)validation::validate(*operation->input, *value);
    const QByteArray written = document::toPlainJson(*plain);
    const auto again = document::fromPlainJson(written);
    fuzz::require(again.has_value(), "plain JSON is read back");
    fuzz::require(document::toPlainJson(*again) == written, "plain JSON does not change by being read");
    return 0;
}
