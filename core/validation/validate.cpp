// SPDX-License-Identifier: Apache-2.0
#include "validation/validate.h"

#include "document/redact.h"
#include "model/pairs.h"
#include "validation/constraints.h"
#include "validation/sentences.h"
#include "wording/names.h"
#include "wording/nearest.h"

#include <QCborArray>
#include <QCborMap>
#include <QHash>

namespace formwork::validation
{

namespace
{

using document::Pointer;
using document::Problem;
using model::Location;
using model::Member;
using model::PairMembers;
using model::pairMembers;
using model::Shape;
using model::ShapeType;

constexpr int kDeepest = 200;

// Walks a document along its shape. It keeps the tokens of the place it stands at; a Pointer is made for
// problems only.
class Walk
{
public:
    Walk(const Labeller &label, qsizetype limit)
        : m_label(label)
        , m_limit(limit)
    {
    }

    QList<Problem> take() { return std::move(m_problems); }

    // `key` is the one it stands under in a map; null elsewhere.
    void value(const Member &member, const QCborValue &value, const QString &key = {})
    {
        const Shape &shape = *member.target;
        if (shape.isAggregate() && m_tokens.size() >= kDeepest) {
            report(member, {QStringLiteral("type"), sentences::tooDeep(kDeepest), false});
            return;
        }
        if (!fits(shape.type, value)) {
            report(member,
                   {QStringLiteral("type"),
                    sentences::wrongType(shape.type, value, document::isSecret(member)), false});
            return;
        }
        switch (shape.type) {
        case ShapeType::Structure:
            members(shape, value.toMap());
            break;
        case ShapeType::Union:
            choice(member, value.toMap());
            break;
        case ShapeType::List:
            list(member, value.toArray());
            break;
        case ShapeType::Map:
            map(member, value.toMap());
            break;
        case ShapeType::Document:
            freeForm(member, value);
            break;
        default:
            report(member, scalarFindings(member, value, key));
        }
    }

private:
    // One token further while it lives: to a member of a structure, or to an entry of a list or map.
    class Step
    {
    public:
        Step(Walk &walk, const QString &token, const Member *named)
            : m_walk(walk)
            , m_named(walk.m_named)
            , m_depthOfNamed(walk.m_depthOfNamed)
        {
            walk.m_tokens.append(token);
            if (named) {
                walk.m_named = named;
                walk.m_depthOfNamed = walk.m_tokens.size();
            }
        }
        ~Step()
        {
            m_walk.m_tokens.removeLast();
            m_walk.m_named = m_named;
            m_walk.m_depthOfNamed = m_depthOfNamed;
        }
        Step(const Step &) = delete;
        Step &operator=(const Step &) = delete;

    private:
        Walk &m_walk;
        const Member *m_named;
        qsizetype m_depthOfNamed;
    };

    [[nodiscard]] bool isFull() const { return m_problems.size() >= m_limit; }

    // What the person calls it: the innermost member that has a name of its own, and which entry of it.
    [[nodiscard]] QString label() const
    {
        QString named = sentences::wholeInput();
        if (m_named)
            named = m_label ? m_label(Pointer(m_tokens.first(m_depthOfNamed)), *m_named)
                            : wording::words(m_named->name);
        return sentences::entryLabel(named, m_tokens.mid(m_depthOfNamed));
    }

    void report(const Member &, const Finding &finding)
    {
        if (!isFull())
            m_problems.append({Pointer(m_tokens), finding.kind, sentences::sentence(label(), finding.phrase),
                               finding.severity, finding.canSendAnyway});
    }

    void report(const Member &member, const QList<Finding> &findings)
    {
        for (const Finding &finding : findings)
            report(member, finding);
    }

    void members(const Shape &shape, const QCborMap &map)
    {
        qsizetype known = 0;
        for (const Member &member : shape.members) {
            if (isFull())
                return;
            const auto found = map.constFind(member.name);
            known += found != map.constEnd() ? 1 : 0;
            if (found != map.constEnd() || member.required) {
                const Step step(*this, member.name, &member);
                oneMember(shape, member,
                          found == map.constEnd() ? QCborValue(QCborValue::Undefined) : found.value());
            }
        }
        if (known < map.size())
            unknownMembers(shape, map);
    }

    void oneMember(const Shape &shape, const Member &member, const QCborValue &given)
    {
        const bool isNull =
            given.isNull() && member.target->type != ShapeType::Document; // null is a document, too
        const bool isJson = member.jsonValue && member.location == Location::Header; // any JSON, in base64
        if (!given.isUndefined() && !isNull && isJson)
            freeForm(member, given);
        else if (!given.isUndefined() && !isNull)
            value(member, given);
        else if (member.required && shape.type == ShapeType::Structure
                 && !member.idempotencyToken) // tokens are filled in
            report(member, {QStringLiteral("required"), sentences::required(*member.target), false});
        else if (isNull)
            report(member, {QStringLiteral("type"), sentences::nullMember(), false});
    }

    void unknownMembers(const Shape &shape, const QCborMap &map)
    {
        QStringList names;
        for (const Member &member : shape.members)
            names += member.name;
        for (const auto &[key, entry] : map) {
            const QString name = key.toString();
            if (names.contains(name) || isFull())
                continue;
            m_tokens.append(name);
            m_problems.append(
                {Pointer(m_tokens), QStringLiteral("unknown"),
                 sentences::sentence(name, sentences::unknownMember(wording::nearestNames(name, names)))});
            m_tokens.removeLast();
        }
    }

    void choice(const Member &member, const QCborMap &map)
    {
        QStringList set;
        QStringList all;
        for (const Member &option : member.target->members) {
            const auto found = map.constFind(option.name);
            const bool isSet =
                found != map.constEnd() && !found.value().isUndefined() && !found.value().isNull();
            set += isSet ? QStringList(option.name) : QStringList();
            all += option.name;
        }
        if (set.isEmpty())
            report(member, {QStringLiteral("union"), sentences::noChoice(all)});
        else if (set.size() > 1)
            report(member, {QStringLiteral("union"), sentences::severalChoices(set)});
        members(*member.target, map);
    }

    void list(const Member &member, const QCborArray &array)
    {
        report(member, sizeFindings(member, array.size()));
        const Member &element = member.target->element;
        QHash<QCborValue, qsizetype> seen;
        const bool isUnique = member.target->constraints.uniqueItems || member.constraints.uniqueItems;
        equalKeys(element, array);
        qsizetype index = 0;
        for (const QCborValue &entry : array) {
            if (isFull())
                return;
            const Step step(*this, QString::number(index), nullptr);
            if (entry.isNull() && element.target->type != ShapeType::Document) {
                if (!member.target->sparse)
                    report(element, {QStringLiteral("type"), sentences::nullEntry(), false});
            } else {
                value(element, entry);
            }
            if (isUnique) {
                const auto known = seen.constFind(entry);
                if (known != seen.cend())
                    report(element, {QStringLiteral("unique"), sentences::equalEntries(*known, index)});
                else
                    seen.insert(entry, index);
            }
            ++index;
        }
    }

    // Lists that are maps in all but name: what makes an entry is all of it but its value.
    void equalKeys(const Member &element, const QCborArray &array)
    {
        const PairMembers pair = pairMembers(*element.target);
        if (!pair.key)
            return;
        QHash<QCborValue, qsizetype> seen;
        for (qsizetype index = 0; index < array.size() && !isFull(); ++index) {
            QCborMap entry = array.at(index).toMap();
            const QString key = entry.value(pair.key->name).toString();
            if (key.isEmpty())
                continue;
            entry.remove(pair.value->name);
            const auto known = seen.constFind(entry);
            if (known == seen.cend()) {
                seen.insert(entry, index);
                continue;
            }
            const Step atEntry(*this, QString::number(index), nullptr);
            const Step atKey(*this, pair.key->name, pair.key);
            report(*pair.key, {QStringLiteral("unique"), sentences::equalKeys(key, *known, index)});
        }
    }

    void map(const Member &member, const QCborMap &map)
    {
        report(member, sizeFindings(member, map.size()));
        const bool isInHeaders = member.location == Location::PrefixHeaders;
        QHash<QString, QString> headers;
        for (const auto &[key, entry] : map) {
            if (isFull())
                return;
            const Step step(*this, key.toString(), nullptr);
            if (const Member &keys = member.target->key; keys.target && key.isString())
                report(keys, scalarFindings(keys, key));
            Member element = member.target->element;
            if (isInHeaders) {
                element.location = Location::PrefixHeaders;
                headerName(member, key.toString(), headers);
            }
            if (!entry.isNull() || element.target->type == ShapeType::Document)
                value(element, entry, key.toString());
            else if (!member.target->sparse)
                report(element, {QStringLiteral("type"), sentences::nullEntry(), false});
        }
    }

    // Keys that become names of headers; those that differ in case only become one. By the name in small
    // letters.
    void headerName(const Member &member, const QString &key, QHash<QString, QString> &known)
    {
        const QByteArray name = key.toUtf8();
        const bool isName = !name.isEmpty()
            && std::all_of(name.begin(), name.end(), [](char c) { return c > 0x20 && c < 0x7f && c != ':'; });
        if (!isName)
            report(member, {QStringLiteral("type"), sentences::noHeaderName(), false});
        const auto other = known.constFind(key.toLower());
        if (other != known.cend())
            report(member, {QStringLiteral("unique"), sentences::sameHeader(*other), false});
        else
            known.insert(key.toLower(), key);
    }

    // JSON without a shape: everything but what JSON has no form for, and not without end.
    void freeForm(const Member &member, const QCborValue &value)
    {
        if (value.isByteArray() || value.isDateTime()) {
            report(member, {QStringLiteral("type"), sentences::notInDocument(), false});
        } else if (m_tokens.size() >= kDeepest) {
            report(member, {QStringLiteral("type"), sentences::tooDeep(kDeepest), false});
        } else if (value.isArray()) {
            qsizetype index = 0;
            const QCborArray array = value.toArray();
            for (const QCborValue &entry : array) {
                const Step step(*this, QString::number(index++), nullptr);
                freeForm(member, entry);
            }
        } else if (value.isMap()) {
            const QCborMap map = value.toMap();
            for (const auto &[key, entry] : map) {
                const Step step(*this, key.toString(), nullptr);
                freeForm(member, entry);
            }
        }
    }

    const Labeller &m_label;
    qsizetype m_limit;
    QStringList m_tokens;
    const Member *m_named = nullptr; // the innermost member of a structure
    qsizetype m_depthOfNamed = 0; // where its name ends in m_tokens
    QList<Problem> m_problems;
};

} // namespace

QList<Problem> validate(const Shape &shape, const QCborValue &value, const Labeller &label, qsizetype limit)
{
    Member root;
    root.target = &shape;
    Walk walk(label, limit);
    walk.value(root, value.isUndefined() ? QCborValue(QCborMap()) : value);
    return walk.take();
}

} // namespace formwork::validation
