// SPDX-License-Identifier: Apache-2.0
#include "evidence/tags.h"

#include "client/requesttag.h"
#include "document/redact.h"
#include "relations/tagplace.h"

#include <QCborArray>
#include <QCborMap>

namespace formwork::evidence
{

namespace
{

constexpr int kDeepest = 4; // structures within one another

Tagged judged(const QCborValue &value, const QString &id)
{
    if (!value.isString() || value.toString() == document::kSealedText)
        return Tagged::Untold;
    return value.toString() == id ? Tagged::Ours : Tagged::Another;
}

QCborValue endingIn(const QCborMap &entry, QStringView end)
{
    for (const auto &[name, value] : entry) {
        if (name.toString().endsWith(end, Qt::CaseInsensitive))
            return value;
    }
    return {};
}

Tagged inTags(const QCborValue &tags, const QString &id)
{
    const QString key(client::kRequestTag);
    if (tags.isMap())
        return tags.toMap().contains(key) ? judged(tags.toMap().value(key), id) : Tagged::Missing;
    if (!tags.isArray())
        return Tagged::Untold;
    const QCborArray entries = tags.toArray();
    for (const QCborValue &entry : entries) {
        const QCborMap tag = entry.toMap();
        if (endingIn(tag, u"key").toString() == key)
            return judged(endingIn(tag, u"value"), id);
    }
    return Tagged::Missing;
}

Tagged within(const QCborValue &answer, const QString &id, int depth)
{
    Tagged found = taggedIn(answer, id);
    if (found == Tagged::Ours || found == Tagged::Another || depth == kDeepest)
        return found;
    const auto look = [&](const QCborValue &part) {
        const Tagged inside = within(part, id, depth + 1);
        found = std::max(found, inside);
    };
    if (answer.isArray()) {
        for (const QCborValue &entry : answer.toArray())
            look(entry);
    }
    const QCborMap members = answer.toMap();
    for (const auto &[name, value] : members)
        look(value);
    return found;
}

} // namespace

Tagged taggedIn(const QCborValue &structure, const QString &id)
{
    const QCborMap members = structure.toMap();
    for (const auto &[name, value] : members) {
        const Tagged found = relations::isTagsMember(name.toString()) ? inTags(value, id) : Tagged::Untold;
        if (found != Tagged::Untold)
            return found;
    }
    return Tagged::Untold;
}

Tagged taggedWithin(const QCborValue &answer, const QString &id) { return within(answer, id, 0); }

} // namespace formwork::evidence
