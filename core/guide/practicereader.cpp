// SPDX-License-Identifier: Apache-2.0
#include "base/tr.h"
#include "guide/partreaders.h"

#include <QRegularExpression>

#include <algorithm>

namespace formwork::guide
{

namespace
{

constexpr std::chrono::seconds kUnpublishedLifetime{86400};

// Every placeholder of a template is one that practice knows, and pointers in them lead somewhere.
void checkTemplate(const Entry &entry, const QString &text, const ModelCheck &check)
{
    static const QRegularExpression kPlaceholder(QStringLiteral(R"(\{([^{}]*)\})"));
    static const QRegularExpression kWord(
        QStringLiteral(R"(\A(accountId|region|uuid|count|now|(hex|digits|base36):[1-9][0-9]?)\z)"));
    auto matches = kPlaceholder.globalMatch(text);
    while (matches.hasNext()) {
        QString name = matches.next().captured(1);
        if (name.startsWith(u'/')) {
            if (name.endsWith(QStringLiteral("|last"))) {
                name.chop(5);
            }
            static_cast<void>(check.inputPointer(entry, name));
        } else if (!kWord.match(name).hasMatch()) {
            entry.fault(Tr::tr("There is no placeholder \"%1\".").arg(name));
        }
    }
}

Practice::Scope readScope(const Fields &fields)
{
    const Entry *entry = fields.find(u"scope");
    if (entry == nullptr) {
        return Practice::Scope::Region;
    }
    const QString name = entry->text();
    if (name != u"region" && name != u"account") {
        entry->fault(Tr::tr("A scope is \"region\" or \"account\"."));
    }
    return name == u"account" ? Practice::Scope::Account : Practice::Scope::Region;
}

Practice::Refusal readRefusal(const Fields &fields, const ModelCheck &check)
{
    Practice::Refusal refusal;
    if (const Entry *error = fields.need(u"error")) {
        refusal.error = check.errorCode(*error, error->text());
    }
    if (const Entry *message = fields.need(u"message")) {
        refusal.message = message->text();
        checkTemplate(*message, refusal.message, check);
    }
    const Entry *members = fields.find(u"errorMembers");
    const model::Shape *shape = check.operation().error(refusal.error);
    if (members == nullptr || shape == nullptr) {
        return refusal;
    }
    const auto list = members->members();
    for (const auto &[name, value] : list) {
        if (shape->member(name) == nullptr) {
            value.fault(Tr::tr("The error %1 has no member \"%2\".").arg(refusal.error, name));
        }
    }
    refusal.members = members->value().toMap();
    return refusal;
}

QList<document::Pointer> readWithin(const Fields &fields, const ModelCheck &check)
{
    const Entry *within = fields.find(u"within");
    return within == nullptr ? QList<document::Pointer>{} : check.inputPointers(*within);
}

Practice::Case readCase(const Entry &entry, const ModelCheck &check)
{
    const Fields fields = entry.fields({u"when", u"error", u"message", u"errorMembers"});
    Practice::Case refused;
    if (const Entry *when = fields.need(u"when")) {
        refused.when = readCondition(*when, check);
    }
    refused.refusal = readRefusal(fields, check);
    return refused;
}

Practice::Unique readUnique(const Entry &entry, const ModelCheck &check)
{
    const Fields fields =
        entry.fields({u"members", u"within", u"scope", u"ignoreCase", u"error", u"message", u"errorMembers"});
    Practice::Unique unique;
    if (const Entry *members = fields.need(u"members")) {
        unique.members = check.inputPointers(*members);
    }
    unique.within = readWithin(fields, check);
    unique.scope = readScope(fields);
    unique.ignoreCase = fields.truth(u"ignoreCase");
    unique.refusal = readRefusal(fields, check);
    return unique;
}

Practice::Limit readLimit(const Entry &entry, const ModelCheck &check)
{
    const Fields fields =
        entry.fields({u"count", u"within", u"scope", u"error", u"message", u"errorMembers"});
    Practice::Limit limit;
    if (const Entry *count = fields.need(u"count")) {
        limit.count = count->positive();
    }
    limit.within = readWithin(fields, check);
    limit.scope = readScope(fields);
    limit.refusal = readRefusal(fields, check);
    return limit;
}

template <typename T>
QList<T> readList(const Entry *entry, const ModelCheck &check,
                  T (*readOne)(const Entry &, const ModelCheck &))
{
    QList<T> list;
    if (entry != nullptr) {
        const auto items = entry->items();
        for (const Entry &item : items) {
            list.append(readOne(item, check));
        }
    }
    return list;
}

// What the model says of a tree of members, and the placeholders in it.
void checkOutput(const Entry &entry, const model::Shape &shape, const ModelCheck &check)
{
    const QCborValue value = entry.value();
    if (value.isString()) {
        checkTemplate(entry, value.toString(), check);
    }
    if (!value.isMap()) {
        return;
    }
    const auto members = entry.members();
    for (const auto &[name, part] : members) {
        const model::Member *member = shape.member(name);
        if (member == nullptr) {
            part.fault(Tr::tr("%1 has no member \"%2\".").arg(shape.name, name));
            return;
        }
        checkOutput(part, *member->target, check);
    }
}

QStringList readEnforced(const Entry &entry, const Guide &guide)
{
    QStringList ids = entry.texts();
    for (const QString &id : std::as_const(ids)) {
        if (std::ranges::none_of(guide.rules, [&id](const Rule &rule) { return rule.id == id; })) {
            entry.fault(Tr::tr("There is no rule \"%1\".").arg(id));
        }
    }
    return ids;
}

} // namespace

Practice readPractice(const Entry &entry, const ModelCheck &check, const Guide &guide)
{
    const Fields fields = entry.fields({u"validationError", u"enforces", u"tokenLifetime", u"mismatchMessage",
                                        u"refusals", u"unique", u"limits", u"output"});
    Practice practice;
    practice.data = entry.value().toMap();
    practice.validationError = fields.text(u"validationError");
    if (practice.validationError.isEmpty()) {
        practice.validationError = QStringLiteral("ValidationException");
    }
    if (const Entry *enforces = fields.find(u"enforces")) {
        practice.enforces = readEnforced(*enforces, guide);
    }
    practice.tokenLifetime = guide.tokenLifetime.value_or(kUnpublishedLifetime);
    if (const Entry *lifetime = fields.find(u"tokenLifetime")) {
        practice.tokenLifetime = std::chrono::seconds(lifetime->positive());
        if (guide.tokenLifetime) {
            lifetime->fault(Tr::tr("The lifetime stands in \"token\" already."));
        }
    }
    practice.refusals = readList(fields.find(u"refusals"), check, readCase);
    practice.unique = readList(fields.find(u"unique"), check, readUnique);
    practice.limits = readList(fields.find(u"limits"), check, readLimit);
    practice.mismatchMessage = fields.text(u"mismatchMessage");
    practice.output = QCborValue(QCborSimpleType::Undefined);
    if (const Entry *output = fields.find(u"output")) {
        practice.output = output->value();
        if (check.operation().output != nullptr) {
            checkOutput(*output, *check.operation().output, check);
        }
    }
    return practice;
}

} // namespace formwork::guide
