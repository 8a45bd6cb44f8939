// SPDX-License-Identifier: Apache-2.0
#include "guide/partreaders.h"

#include "base/tr.h"
#include "document/redact.h"
#include "guide/expand.h"

#include <QSet>

#include <algorithm>

namespace formwork::guide
{

namespace
{

using document::Pointer;

Widget readWidget(const Entry &entry)
{
    static const QHash<QString, Widget> kNames{
        {QStringLiteral("oneLine"), Widget::OneLine}, {QStringLiteral("manyLines"), Widget::ManyLines},
        {QStringLiteral("secret"), Widget::Secret},   {QStringLiteral("code"), Widget::Code},
        {QStringLiteral("radio"), Widget::Radio},
    };
    const QString name = entry.text();
    if (!kNames.contains(name)) {
        entry.fault(Tr::tr("There is no widget \"%1\".").arg(name));
    }
    return kNames.value(name, Widget::Automatic);
}

void refuseForSecrets(const Entry &entry, const Pointer &pointer, const ModelCheck &check)
{
    const auto members = check.inputMembers(pointer);
    if (std::ranges::any_of(members,
                            [](const model::Member *member) { return document::isSecret(*member); })) {
        entry.fault(
            Tr::tr("The member %1 is sensitive and takes no value from a guide.").arg(pointer.toString()));
    }
}

void readValueLabels(const Entry &entry, const Pointer &pointer, const ModelCheck &check, Hint &hint)
{
    const auto members = entry.members();
    for (const auto &[value, words] : members) {
        const auto targets = check.inputMembers(pointer);
        const bool isIntEnum = std::ranges::any_of(targets, [](const model::Member *member) {
            return member->target->type == model::ShapeType::IntEnum;
        });
        check.inputValue(words, pointer, isIntEnum ? QCborValue(value.toLongLong()) : QCborValue(value));
        hint.valueLabels.insert(value, words.text());
        hint.valueOrder.append(value);
    }
}

Hint readHint(const Entry &entry, const Pointer &pointer, const ModelCheck &check)
{
    const Fields fields = entry.fields(
        {u"label", u"help", u"placeholder", u"example", u"initial", u"widget", u"advanced", u"values"});
    Hint hint;
    hint.label = fields.text(u"label");
    hint.help = fields.text(u"help");
    hint.placeholder = fields.text(u"placeholder");
    hint.advanced = fields.truth(u"advanced");
    hint.example = QCborValue(QCborSimpleType::Undefined);
    hint.initial = QCborValue(QCborSimpleType::Undefined);
    if (const Entry *example = fields.find(u"example")) {
        hint.example = example->value();
        check.inputValue(*example, pointer, hint.example);
        refuseForSecrets(*example, pointer, check);
    }
    if (const Entry *initial = fields.find(u"initial")) {
        hint.initial = initial->value();
        check.inputValue(*initial, pointer, hint.initial);
        refuseForSecrets(*initial, pointer, check);
    }
    if (const Entry *widget = fields.find(u"widget")) {
        hint.widget = readWidget(*widget);
    }
    if (const Entry *values = fields.find(u"values")) {
        readValueLabels(*values, pointer, check, hint);
    }
    return hint;
}

document::Severity readSeverity(const Entry &entry)
{
    const QString name = entry.text();
    if (name == u"warning") {
        return document::Severity::Warning;
    }
    if (name == u"advice") {
        return document::Severity::Advice;
    }
    if (name != u"error") {
        entry.fault(formwork::Tr::tr("A severity is \"error\", \"warning\" or \"advice\"."));
    }
    return document::Severity::Error;
}

// For each reveal, those that show or hide what its condition asks about.
QList<QList<qsizetype>> dependencies(const QList<Reveal> &reveals)
{
    QList<QList<qsizetype>> all;
    for (const Reveal &reveal : reveals) {
        QList<qsizetype> own;
        const auto asked = reveal.when.pointers();
        for (qsizetype i = 0; i < reveals.size(); ++i) {
            const bool isAsked = std::ranges::any_of(reveals.at(i).members, [&asked](const Pointer &member) {
                return std::ranges::any_of(asked,
                                           [&](const Pointer &pointer) { return covers(member, pointer); });
            });
            if (isAsked) {
                own.append(i);
            }
        }
        all.append(own);
    }
    return all;
}

bool hasCircle(const QList<QList<qsizetype>> &dependencies, qsizetype from)
{
    QSet<qsizetype> seen;
    QList<qsizetype> open{from};
    while (!open.isEmpty()) {
        const auto &next = dependencies.at(open.takeLast());
        for (const qsizetype index : next) {
            if (index == from) {
                return true;
            }
            if (!seen.contains(index)) {
                seen.insert(index);
                open.append(index);
            }
        }
    }
    return false;
}

qsizetype wildcards(const Pointer &pointer) { return pointer.tokens().count(QStringLiteral("*")); }

} // namespace

QList<std::pair<Pointer, Hint>> readHints(const Entry &entry, const ModelCheck &check)
{
    QList<std::pair<Pointer, Hint>> hints;
    const auto members = entry.members();
    for (const auto &[text, value] : members) {
        const Pointer pointer = check.inputPointer(value, text);
        // Behind those with as few wildcards, so that the more exact one is found first.
        const auto place = std::ranges::upper_bound(hints, wildcards(pointer), {},
                                                    [](const auto &hint) { return wildcards(hint.first); });
        hints.insert(place, {pointer, readHint(value, pointer, check)});
    }
    return hints;
}

QList<Reveal> readReveals(const Entry &entry, const ModelCheck &check)
{
    QList<Reveal> reveals;
    const auto items = entry.items();
    for (const Entry &item : items) {
        const Fields fields = item.fields({u"when", u"members", u"required"});
        Reveal reveal;
        if (const Entry *when = fields.need(u"when")) {
            reveal.when = readCondition(*when, check);
        }
        if (const Entry *named = fields.need(u"members")) {
            reveal.members = check.inputPointers(*named);
        }
        reveal.required = fields.truth(u"required");
        reveals.append(reveal);
    }
    const auto links = dependencies(reveals);
    for (qsizetype i = 0; i < reveals.size(); ++i) {
        if (hasCircle(links, i)) {
            items.at(i).fault(Tr::tr("This reveal depends on what it shows itself."));
        }
    }
    return reveals;
}

QList<PlainChoice> readPlainChoices(const Entry &entry, const ModelCheck &check)
{
    QList<PlainChoice> choices;
    const auto items = entry.items();
    for (const Entry &item : items) {
        const Fields fields = item.fields({u"at", u"values", u"text"});
        PlainChoice choice;
        if (const Entry *at = fields.need(u"at")) {
            choice.at = check.inputPointer(*at);
        }
        if (const Entry *values = fields.need(u"values")) {
            choice.values = values->texts();
            for (const QString &value : std::as_const(choice.values)) {
                check.inputValue(*values, choice.at, value);
            }
        }
        choice.text = fields.text(u"text");
        choices.append(choice);
    }
    return choices;
}

QList<Rule> readRules(const Entry &entry, const ModelCheck &check)
{
    QList<Rule> rules;
    QSet<QString> ids;
    const auto items = entry.items();
    for (const Entry &item : items) {
        const Fields fields = item.fields({u"id", u"when", u"require", u"at", u"severity", u"message"});
        Rule rule;
        rule.id = fields.neededText(u"id");
        if (ids.contains(rule.id)) {
            item.fault(Tr::tr("There are two rules \"%1\".").arg(rule.id));
        }
        ids.insert(rule.id);
        if (const Entry *when = fields.find(u"when")) {
            rule.when = readCondition(*when, check);
        }
        if (const Entry *require = fields.need(u"require")) {
            rule.require = readCondition(*require, check);
        }
        if (const Entry *at = fields.need(u"at")) {
            rule.at = check.inputPointer(*at);
        }
        if (const Entry *severity = fields.need(u"severity")) {
            rule.severity = readSeverity(*severity);
        }
        rule.message = fields.neededText(u"message");
        rules.append(rule);
    }
    return rules;
}

} // namespace formwork::guide
