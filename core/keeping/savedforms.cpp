// SPDX-License-Identifier: Apache-2.0
#include "keeping/savedforms.h"

#include "base/ownfile.h"
#include "document/storedcbor.h"
#include "keeping/filling.h"

#include <QCborArray>
#include <QCborMap>
#include <QDir>
#include <QFileInfo>
#include <QLockFile>

#include <algorithm>

namespace formwork::keeping
{
namespace
{

constexpr int kVersion = 1;
constexpr qint64 kLargest = 128 * 1024 * 1024;
constexpr auto kPatience = std::chrono::seconds(5); // while another program writes
constexpr qsizetype kLongestName = 200;

using Key = QLatin1StringView;

QString suffix() { return QStringLiteral(".form"); }

std::unexpected<Error> fault(const char *code, const QString &sentence, const QString &advice = {})
{
    return failure(Phase::Local, QLatin1String(code), sentence, advice);
}

QDateTime timeOf(const QCborMap &map, Key key)
{
    return QDateTime::fromMSecsSinceEpoch(map.value(key).toInteger(), Qt::UTC);
}

SavedForm fromMap(const QString &id, const QCborMap &map)
{
    const auto text = [&map](Key key) { return map.value(key).toString(); };
    SavedForm form;
    form.id = id;
    form.name = text(Key("name"));
    form.note = text(Key("note"));
    form.service = text(Key("service"));
    form.operation = text(Key("operation"));
    form.title = text(Key("title"));
    form.account = text(Key("account"));
    form.region = text(Key("region"));
    for (const QCborValue &name : map.value(Key("variables")).toArray())
        form.variables.append(name.toString());
    for (const QCborValue &place : map.value(Key("leftOut")).toArray())
        form.leftOut.append(document::Pointer::parse(place.toString()));
    form.createdAt = timeOf(map, Key("createdAt"));
    form.changedAt = timeOf(map, Key("changedAt"));
    form.document = map.value(Key("input"));
    return form;
}

QCborMap toMap(const SavedForm &form)
{
    QCborArray leftOut;
    for (const document::Pointer &place : form.leftOut)
        leftOut.append(place.toString());
    return {{QStringLiteral("version"), kVersion},
            {QStringLiteral("name"), form.name},
            {QStringLiteral("note"), form.note},
            {QStringLiteral("service"), form.service},
            {QStringLiteral("operation"), form.operation},
            {QStringLiteral("title"), form.title},
            {QStringLiteral("account"), form.account},
            {QStringLiteral("region"), form.region},
            {QStringLiteral("variables"), QCborArray::fromStringList(form.variables)},
            {QStringLiteral("leftOut"), leftOut},
            {QStringLiteral("createdAt"), form.createdAt.toMSecsSinceEpoch()},
            {QStringLiteral("changedAt"), form.changedAt.toMSecsSinceEpoch()},
            {QStringLiteral("input"), form.document}};
}

bool isSameName(const QString &one, const QString &other)
{
    return one.compare(other, Qt::CaseInsensitive) == 0;
}

bool isAnId(const QString &id)
{
    return !id.isEmpty() && !id.contains(u'/') && !id.contains(u'\\') && !id.startsWith(u'.');
}

} // namespace

SavedForms::SavedForms(QString folder, ClockPtr clock, TokenSourcePtr tokens, QObject *parent)
    : QObject(parent)
    , m_folder(std::move(folder))
    , m_clock(std::move(clock))
    , m_tokens(std::move(tokens))
{
}

QString SavedForms::fileOf(const QString &id) const { return m_folder + u'/' + id + suffix(); }

QStringList SavedForms::ids() const
{
    QStringList result;
    const QStringList files = QDir(m_folder).entryList({u'*' + suffix()}, QDir::Files, QDir::Name);
    for (const QString &file : files)
        result.append(file.chopped(suffix().size()));
    return result;
}

Result<SavedForm> SavedForms::read(const QString &id) const
{
    const auto cannot = [&](const QString &why) {
        return fault("SavedForm", tr("The saved form %1 cannot be opened: %2.").arg(fileOf(id), why));
    };
    if (!isAnId(id))
        return cannot(tr("that is not the name of one"));
    QFile file(fileOf(id));
    if (!file.open(QIODevice::ReadOnly))
        return cannot(file.errorString());
    const QCborMap map = document::fromStoredCbor(file.read(kLargest)).toMap();
    const SavedForm form = fromMap(id, map);
    if (map.value(Key("version")).toInteger() != kVersion || form.name.isEmpty() || form.operation.isEmpty())
        return cannot(tr("it is damaged, or a newer Formwork wrote it"));
    return form;
}

QList<SavedForm> SavedForms::forms() const
{
    QList<SavedForm> result;
    for (const QString &id : ids()) {
        if (Result<SavedForm> one = read(id))
            result.append(std::move(*one));
    }
    std::ranges::sort(result, [](const SavedForm &one, const SavedForm &other) {
        const int order = QString::compare(one.name, other.name, Qt::CaseInsensitive);
        return order != 0 ? order < 0 : one.id < other.id;
    });
    return result;
}

QList<SavedForm> SavedForms::find(const QString &words) const
{
    const QStringList wanted = words.split(u' ', Qt::SkipEmptyParts);
    QList<SavedForm> result = forms();
    result.removeIf([&wanted](const SavedForm &form) {
        const QString all =
            QStringList({form.name, form.note, form.title, form.service, form.operation}).join(u' ');
        return !std::ranges::all_of(
            wanted, [&all](const QString &word) { return all.contains(word, Qt::CaseInsensitive); });
    });
    return result;
}

QList<UnreadableForm> SavedForms::unreadable() const
{
    QList<UnreadableForm> result;
    for (const QString &id : ids()) {
        if (const Result<SavedForm> one = read(id); !one)
            result.append({id, QFileInfo(fileOf(id)).lastModified().toUTC(), one.error().sentence()});
    }
    return result;
}

Result<SavedForm> SavedForms::form(const QString &idOrName) const
{
    if (isAnId(idOrName) && QFileInfo::exists(fileOf(idOrName)))
        return read(idOrName);
    QStringList names;
    const QList<SavedForm> all = forms();
    for (const SavedForm &one : all) {
        if (isSameName(one.name, idOrName))
            return one;
        names.append(u'\u201c' + one.name + u'\u201d');
    }
    constexpr qsizetype listed = 10;
    const QString advice = names.isEmpty()
        ? tr("None is saved yet: \u201cSave values...\u201d in a form does it.")
        : tr("There are: %1.").arg(names.first(qMin(listed, names.size())).join(QStringLiteral(", ")));
    return fault("NoSuchForm", tr("There is no saved form \u201c%1\u201d.").arg(idOrName), advice);
}

Result<void> SavedForms::write(const SavedForm &form)
{
    if (form.name.trimmed().isEmpty())
        return fault("NameMissing", tr("A saved form needs a name."));
    if (form.name.size() > kLongestName)
        return fault("NameMissing",
                     tr("The name of a saved form has at most %1 characters.").arg(kLongestName));
    QDir().mkpath(m_folder);
    QLockFile lock(m_folder + QStringLiteral("/.lock"));
    lock.setStaleLockTime(0); // of a program that ended; one that works is waited for
    // Where there can be no lock, in a folder that cannot be written, what follows says why.
    static_cast<void>(lock.tryLock(std::chrono::milliseconds(kPatience).count()));
    const QList<SavedForm> all = forms();
    const bool isTaken = std::ranges::any_of(
        all, [&form](const SavedForm &one) { return one.id != form.id && isSameName(one.name, form.name); });
    if (isTaken)
        return fault("NameTaken", tr("There is a saved form \u201c%1\u201d already.").arg(form.name),
                     tr("Take another name, or replace that one."));
    if (const QString why = writeOwnFile(fileOf(form.id), QCborValue(toMap(form)).toCbor()); !why.isEmpty())
        return fault("SavedForm", tr("The values could not be saved in %1: %2.").arg(m_folder, why),
                     tr("What you typed is still in the form."));
    lock.unlock();
    Q_EMIT changed();
    return {};
}

Result<QString> SavedForms::keep(SavedForm form, const QCborValue &input, const model::Operation &operation)
{
    QCborValue document = input;
    if (const model::Member *token = operation.tokenMember())
        document::removeValue(document, document::Pointer({token->name}));
    WithoutSecrets kept = withoutSecrets(document, *operation.input);
    form.document = std::move(kept.document);
    form.leftOut = std::move(kept.leftOut);
    form.name = form.name.trimmed();
    form.changedAt = m_clock->nowUtc();
    const Result<SavedForm> before = form.id.isEmpty() ? fault("", {}) : read(form.id);
    form.createdAt = before ? before->createdAt : form.changedAt;
    if (form.id.isEmpty())
        form.id = m_tokens->nextToken();
    const Result<void> written = write(form);
    return written ? Result<QString>(form.id) : std::unexpected(written.error());
}

Result<void> SavedForms::change(const SavedForm &form)
{
    const Result<SavedForm> before = read(form.id);
    if (!before)
        return std::unexpected(before.error());
    SavedForm changed = form;
    changed.name = form.name.trimmed();
    changed.document = before->document; // another program may have kept other values meanwhile
    changed.leftOut = before->leftOut;
    changed.variables = before->variables;
    changed.createdAt = before->createdAt;
    changed.changedAt = m_clock->nowUtc();
    return write(changed);
}

Result<void> SavedForms::putBack(const SavedForm &form) { return write(form); }

Result<QString> SavedForms::duplicate(const QString &id)
{
    Result<SavedForm> form = read(id);
    if (!form)
        return std::unexpected(form.error());
    const QString name = form->name;
    form->id = m_tokens->nextToken();
    form->createdAt = form->changedAt = m_clock->nowUtc();
    constexpr int most = 1000;
    for (int number = 2; number < most; ++number) {
        form->name = QStringLiteral("%1 (%2)").arg(name).arg(number);
        const Result<void> written = write(*form);
        if (written)
            return form->id;
        if (written.error().code != u"NameTaken")
            return std::unexpected(written.error());
    }
    return fault("NameTaken", tr("There is a saved form \u201c%1\u201d already.").arg(form->name));
}

Result<SavedForm> SavedForms::remove(const QString &id)
{
    if (!isAnId(id))
        return std::unexpected(read(id).error());
    const Result<SavedForm> form = read(id);
    QFile file(fileOf(id));
    if (!file.remove())
        return fault("SavedForm", tr("%1 cannot be deleted: %2.").arg(fileOf(id), file.errorString()));
    Q_EMIT changed();
    if (!form) { // gone all the same, but nothing could put it back
        SavedForm damaged;
        damaged.id = id;
        return damaged;
    }
    return form;
}

} // namespace formwork::keeping
