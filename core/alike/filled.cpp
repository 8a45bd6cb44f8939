// SPDX-License-Identifier: Apache-2.0
#include "alike/filled.h"

#include "base/tr.h"

namespace formwork::alike
{

namespace
{

// Of those that are said of one member after the other; nothing for what has a sentence of its own.
QString together(Note::Why why, const QStringList &names)
{
    const QString list = names.join(QStringLiteral(", "));
    switch (why) {
    case Note::Why::NotTold:
        return Tr::tr("The service does not tell: %1.").arg(list);
    case Note::Why::Secret:
        return Tr::tr("Secrets are never told, or not passed on; type them: %1.").arg(list);
    case Note::Why::ByService:
        return Tr::tr("Given by the service, and no part of a new one: %1.").arg(list);
    case Note::Why::Reserved:
        return Tr::tr("Reserved for AWS, and left out: %1.").arg(list);
    case Note::Why::NotUnderstood:
    case Note::Why::Name:
    case Note::Why::Said:
        break;
    }
    return {};
}

} // namespace

QStringList sentences(const QList<Note> &notes)
{
    QStringList result;
    for (const Note::Why why :
         {Note::Why::Name, Note::Why::NotUnderstood, Note::Why::Secret, Note::Why::NotTold,
          Note::Why::ByService, Note::Why::Reserved, Note::Why::Said}) {
        QStringList names;
        for (const Note &note : notes) {
            if (note.why != why)
                continue;
            if (together(why, {note.what}).isEmpty())
                result.append(note.sentence);
            else
                names.append(note.what);
        }
        names.removeDuplicates();
        if (!names.isEmpty())
            result.append(together(why, names));
    }
    result.removeDuplicates();
    return result;
}

Tools toolsOf(const catalog::LiveCatalog &catalog)
{
    return {catalog, std::make_shared<const relations::Relations>(catalog.current())};
}

} // namespace formwork::alike
