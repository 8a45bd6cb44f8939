// SPDX-License-Identifier: Apache-2.0
// Both readers of models; the seeds tell which. What is read without an error can be used: no shape is
// missing, a form can be started from it, checked, shown and put on the wire.
#include "document/json.h"
#include "endpoint/contextparameters.h"
#include "harness.h"
#include "protocol/codec.h"
#include "readers/reader.h"
#include "validation/validate.h"

#include <algorithm>

using namespace formwork;

namespace
{

void requireWhole(const model::Operation &operation)
{
    fuzz::require(operation.input && operation.output, "an operation has an input and an output");
    for (const model::Shape &shape : operation.shapes) {
        for (const model::Member &member : shape.members)
            fuzz::require(member.target, "a member has a shape");
        if (shape.type == model::ShapeType::List || shape.type == model::ShapeType::Map)
            fuzz::require(shape.element.target, "what a list or map holds has a shape");
        if (shape.type == model::ShapeType::Map)
            fuzz::require(shape.key.target, "the keys of a map have a shape");
    }
}

void use(const model::Operation &operation)
{
    requireWhole(operation);
    for (const bool everyMember : {false, true}) {
        const QCborValue input = document::skeleton(*operation.input, everyMember);
        fuzz::requireStableJson(input, *operation.input);
        (void)validation::validate(*operation.input, input);
        (void)endpoint::contextParameters(operation, input.toMap());
        (void)protocol::serialise(operation, input);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    constexpr qsizetype kMostOperations = 4; // each reads the file again
    const QByteArray bytes = fuzz::bytes(data, size);
    const auto service = readers::readServiceBytes(bytes, QStringLiteral("fuzz.json"));
    if (!service) {
        fuzz::require(!service.error().message.isEmpty(), "a refusal has a sentence");
        return 0;
    }
    const auto &operations = (*service)->operations;
    fuzz::require(std::ranges::is_sorted(operations, {}, &model::OperationSummary::name),
                  "operations are sorted by name");
    for (const auto &summary : operations.first(std::min(operations.size(), kMostOperations))) {
        const auto operation = readers::readOperationBytes(bytes, *service, summary.name);
        if (operation)
            use(**operation);
        else
            fuzz::require(!operation.error().message.isEmpty(), "a refusal has a sentence");
    }
    return 0;
}
