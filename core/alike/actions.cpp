// SPDX-License-Identifier: Apache-2.0
#include "alike/actions.h"

#include "document/value.h"
#include "relations/paths.h"

#include <QCborArray>

namespace formwork::alike
{

using relations::Filling;

Result<QList<Action>> actionsOf(const Tools &tools, const Thing &thing)
{
    const auto uses =
        tools.relations->uses(thing.reading->service->id, thing.reading->name, pathOf(thing.place));
    if (!uses)
        return std::unexpected(uses.error());
    const QCborValue entry = document::valueAt(thing.answer, thing.place);
    QList<Action> actions;
    for (const relations::Use &use : *uses) {
        Action action{use.role, use.related.operation, {}, use.related.missing, use.isAbout};
        bool isTold = false;
        for (const Filling &filling : use.related.filled) {
            const bool isOfEntry = filling.source == Filling::Source::Output;
            const QCborValue value = isOfEntry
                ? relations::valueAlong(entry, filling.path, relations::OfLists::First)
                : relations::valueAlong(QCborValue(thing.asked), filling.path, relations::OfLists::First);
            if (!value.isString() || value.toString().isEmpty()) {
                action.missing.append(filling.member);
                continue;
            }
            isTold = isTold || isOfEntry;
            action.input[filling.member] = filling.asList ? QCborValue(QCborArray{value}) : value;
        }
        if (isTold)
            actions.append(action);
    }
    return actions;
}

} // namespace formwork::alike
