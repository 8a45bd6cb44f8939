// SPDX-License-Identifier: Apache-2.0
// What a person pastes: commands of the AWS CLI and of curl, templates, answers. Whatever it is, a form is
// filled with what was understood or a sentence says why not.
#include "alike/paste.h"

#include "../core/alike/depot.h"
#include "document/json.h"
#include "harness.h"

#include <QTemporaryDir>

using namespace formwork;

namespace
{

const alike::Tools &tools()
{
    static const QTemporaryDir home;
    static const alike::Tools all = [] {
        fuzz::require(depot::writeTo(home.path()), "the model of the tests is written");
        return alike::toolsOf(catalog::Catalog::build({home.path()}));
    }();
    return all;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    static const guide::GuidesPtr guides = guide::Guides::builtIn();
    const QString text = QString::fromUtf8(fuzz::bytes(data, size));
    const alike::Pasted pasted = alike::understood(tools(), guides, text);
    fuzz::require(alike::pasteKind(text) == pasted.kind, "a glance tells what it is");
    const bool isTold = !pasted.found.isEmpty() || !pasted.left.isEmpty() || !pasted.arn.isEmpty();
    fuzz::require(pasted.kind == alike::PasteKind::None || isTold || !pasted.problem.isEmpty(),
                  "what is not understood has a sentence");
    for (const alike::Filled &filled : pasted.found) {
        const auto operation = tools().catalog->operation(filled.service, filled.operation);
        fuzz::require(operation.has_value(), "a form is one of an operation");
        fuzz::requireStableJson(filled.document, *(*operation)->input);
        for (const alike::Note &note : filled.notes)
            fuzz::require(!note.sentence.isEmpty(), "a note has a sentence");
        const alike::Filled shown = alike::withoutSecrets(tools(), filled);
        fuzz::require(!shown.document.contains(QStringLiteral("Password")), "a secret is not printed");
    }
    return 0;
}
