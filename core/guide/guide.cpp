// SPDX-License-Identifier: Apache-2.0
#include "guide/guide.h"

#include "base/tr.h"
#include "guide/condition.h"
#include "guide/expand.h"
#include "wording/names.h"

#include <QMap>

#include <algorithm>

namespace formwork::guide
{

namespace
{

using document::Pointer;

// Deeper than any chain of reveals in a guide that was read; reading refuses circles.
constexpr int kMostReveals = 16;

bool isShown(const Guide &guide, const Pointer &pointer, const QCborValue &document, int depth);

bool revealHolds(const Guide &guide, const Reveal &reveal, const Pointer &member, const Pointer &concrete,
                 const QCborValue &document, int depth)
{
    const auto shown = [&](const Pointer &pointer) { return isShown(guide, pointer, document, depth + 1); };
    return hasWildcard(member) ? holdsAmong(reveal.when.boundTo(member, concrete), document, shown)
                               : holdsAmong(reveal.when, document, shown);
}

bool isShown(const Guide &guide, const Pointer &pointer, const QCborValue &document, int depth)
{
    if (depth > kMostReveals) {
        return true;
    }
    QMap<qsizetype, bool> levels; // length of the pointer a reveal names -> whether one of them holds
    for (const Reveal &reveal : guide.reveals) {
        for (const Pointer &member : reveal.members) {
            if (!covers(member, pointer)) {
                continue;
            }
            const qsizetype level = member.tokens().size();
            bool &shown = levels[level];
            shown = shown || revealHolds(guide, reveal, member, front(pointer, level), document, depth);
        }
    }
    return std::ranges::all_of(levels, [](bool shown) { return shown; });
}

} // namespace

const Hint *Guide::hint(const Pointer &pointer) const
{
    const auto found = std::ranges::find_if(hints, [&pointer](const auto &entry) {
        return entry.first.tokens().size() == pointer.tokens().size() && covers(entry.first, pointer);
    });
    return found == hints.end() ? nullptr : &found->second;
}

QString Guide::label(const Pointer &pointer, const model::Member &member) const
{
    const Hint *own = hint(pointer);
    if (own != nullptr && !own->label.isEmpty()) {
        return own->label;
    }
    bool isIndex = false;
    const int index = pointer.last().toInt(&isIndex);
    if (isIndex && pointer.tokens().size() > 1) {
        const Hint *list = hint(pointer.parent());
        const QString name =
            list != nullptr && !list->label.isEmpty() ? list->label : wording::words(pointer.parent().last());
        return Tr::tr("%1, entry %2").arg(name).arg(index + 1);
    }
    return wording::words(member.name);
}

bool Guide::isRevealed(const Pointer &pointer, const QCborValue &document) const
{
    return isShown(*this, pointer, document, 0);
}

QCborValue Guide::visible(const QCborValue &document) const
{
    QList<Pointer> hidden;
    for (const Reveal &reveal : reveals) {
        for (const Pointer &member : reveal.members) {
            const auto places = expand(document, member);
            std::ranges::copy_if(places, std::back_inserter(hidden),
                                 [&](const Pointer &place) { return !isRevealed(place, document); });
        }
    }
    QCborValue kept = document;
    for (const Pointer &place : std::as_const(hidden)) {
        if (document::contains(kept, place)) {
            document::removeValue(kept, place);
        }
    }
    return kept;
}

QString lifetimeInWords(std::optional<std::chrono::seconds> lifetime)
{
    if (!lifetime || lifetime->count() <= 0) {
        return {};
    }
    struct Unit {
        qint64 length;
        qint64 from; // below this the next smaller unit reads better: "24 hours", but "7 days"
        const char *text;
    };
    constexpr Unit units[] = {
        {86400, 3 * 86400, QT_TRANSLATE_N_NOOP("Formwork", "%n day(s)")},
        {3600, 3600, QT_TRANSLATE_N_NOOP("Formwork", "%n hour(s)")},
        {60, 60, QT_TRANSLATE_N_NOOP("Formwork", "%n minute(s)")},
    };
    const qint64 seconds = lifetime->count();
    for (const Unit &unit : units) {
        if (seconds >= unit.from && seconds % unit.length == 0)
            return Tr::tr(unit.text, nullptr, static_cast<int>(seconds / unit.length));
    }
    return Tr::tr("%n second(s)", nullptr, static_cast<int>(seconds));
}

} // namespace formwork::guide
