// SPDX-License-Identifier: Apache-2.0
#include "many/fieldchoices.h"

#include "base/tr.h"
#include "bulk/places.h"
#include "wording/plaintext.h"

#include <QSet>

namespace formwork::many
{
namespace
{

constexpr int kEntries = 5; // of a list; others can be named in the head of the file
constexpr qsizetype kMost = 4000;

// What the model says of the member that stands at the end of the path.
QString helpOf(const model::Operation &operation, const QString &path)
{
    const Result<bulk::Place> place = bulk::placeOf(*operation.input, path);
    if (!place)
        return {};
    const model::Shape *shape = operation.input;
    const model::Member *last = nullptr;
    for (const QString &token : place->pointer.tokens()) {
        if (const model::Member *member = shape->member(token)) {
            last = member;
            shape = member->target;
        } else if (shape->element.target) {
            shape = shape->element.target;
        } else {
            break;
        }
    }
    QString help = last ? wording::plainText(last->documentation).simplified() : QString();
    if (place->shape->isAggregate())
        help = Tr::tr("As JSON.") + u' ' + help;
    return help.left(160);
}

} // namespace

QList<forms::FieldPicker::Entry> fieldChoices(const model::Operation &operation)
{
    QList<forms::FieldPicker::Entry> entries{
        {QString(), Tr::tr("Nowhere"), Tr::tr("The column is left out, or used in a template only."), false}};
    QSet<QString> known;
    const auto add = [&](const QString &path) {
        if (known.contains(path) || entries.size() >= kMost)
            return;
        known.insert(path);
        entries.append({path, path, helpOf(operation, path), false});
    };
    for (const QString &path : bulk::columnNames(operation, true)) {
        // What is around it can be given as a whole.
        for (qsizetype at = 0; at < path.size(); ++at) {
            if (path[at] == u'.' || path[at] == u'[')
                add(path.left(at));
        }
        add(path);
        for (int entry = 1; entry < kEntries && path.contains(u"[0]"); ++entry) {
            QString other = path;
            add(other.replace(path.indexOf(u"[0]"), 3, QStringLiteral("[%1]").arg(entry)));
        }
    }
    return entries;
}

} // namespace formwork::many
