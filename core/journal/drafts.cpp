// SPDX-License-Identifier: Apache-2.0
#include "journal/drafts.h"

#include "base/ownfile.h"
#include "document/storedcbor.h"
#include "journal/sealing.h"

#include <QCborArray>
#include <QCborMap>
#include <QDir>
#include <QFileInfo>
#include <QPromise>

#include <algorithm>

namespace formwork::journal
{

namespace
{

constexpr int kVersion = 1;
constexpr qint64 kLargest = 128 * 1024 * 1024;

QString text(const QCborMap &map, QLatin1StringView key) { return map.value(key).toString(); }

Draft fromMap(const QString &id, const QCborMap &map)
{
    Draft draft;
    draft.id = id;
    draft.service = text(map, QLatin1StringView("service"));
    draft.operation = text(map, QLatin1StringView("operation"));
    draft.title = text(map, QLatin1StringView("title"));
    draft.what = text(map, QLatin1StringView("what"));
    draft.savedAt =
        QDateTime::fromMSecsSinceEpoch(map.value(QLatin1StringView("savedAt")).toInteger(), Qt::UTC);
    draft.parent = map.value(QLatin1StringView("parent")).toInteger();
    draft.isAutomatic = map.value(QLatin1StringView("automatic")).toBool();
    for (const QCborValue &name : map.value(QLatin1StringView("variables")).toArray())
        draft.variables.append(name.toString());
    draft.input = veiledDocument(map.value(QLatin1StringView("input")));
    return draft;
}

DocumentPlace placeOf(const QString &id) { return {"draft " + id.toUtf8()}; }

QCborMap toMap(const Draft &draft, const QCborValue &sealedInput)
{
    return {{QStringLiteral("version"), kVersion},
            {QStringLiteral("service"), draft.service},
            {QStringLiteral("operation"), draft.operation},
            {QStringLiteral("title"), draft.title},
            {QStringLiteral("what"), draft.what},
            {QStringLiteral("savedAt"), draft.savedAt.toMSecsSinceEpoch()},
            {QStringLiteral("parent"), draft.parent},
            {QStringLiteral("automatic"), draft.isAutomatic},
            {QStringLiteral("variables"), QCborArray::fromStringList(draft.variables)},
            {QStringLiteral("input"), sealedInput}};
}

} // namespace

DraftStore::DraftStore(QString folder, ClockPtr clock, TokenSourcePtr tokens,
                       std::shared_ptr<const Sealer> sealer)
    : m_folder(std::move(folder))
    , m_clock(std::move(clock))
    , m_tokens(std::move(tokens))
    , m_sealer(std::move(sealer))
{
    m_writer.setMaxThreadCount(1);
}

DraftStore::~DraftStore() { m_writer.waitForDone(); }

QString DraftStore::fileOf(const QString &id) const
{
    return m_folder + u'/' + id + QStringLiteral(".draft");
}

QList<Draft> DraftStore::drafts() const
{
    QList<Draft> result;
    for (const QString &id : ids()) {
        if (const Result<Draft> one = draft(id))
            result.append(*one);
    }
    std::ranges::sort(result, std::greater<>(), &Draft::savedAt);
    return result;
}

QStringList DraftStore::ids() const
{
    QStringList result;
    const QStringList files = QDir(m_folder).entryList({QStringLiteral("*.draft")}, QDir::Files);
    for (const QString &file : files)
        result.append(file.chopped(6));
    return result;
}

QList<UnreadableDraft> DraftStore::unreadable() const
{
    QList<UnreadableDraft> result;
    for (const QString &id : ids()) {
        const Result<QCborMap> map = read(id);
        if (!map)
            result.append({id, QFileInfo(fileOf(id)).lastModified().toUTC(), map.error().sentence()});
    }
    std::ranges::sort(result, std::greater<>(), &UnreadableDraft::savedAt);
    return result;
}

Result<QCborMap> DraftStore::read(const QString &id) const
{
    const auto cannot = [&](const QString &why) {
        return failure(Phase::Local, QStringLiteral("Draft"),
                       tr("The draft %1 cannot be opened: %2.").arg(fileOf(id), why));
    };
    if (id.isEmpty() || id.contains(u'/') || id.contains(u'\\'))
        return cannot(tr("that is not the name of one"));
    QFile file(fileOf(id));
    if (!file.open(QIODevice::ReadOnly))
        return cannot(file.errorString());
    const QCborMap map = document::fromStoredCbor(file.read(kLargest)).toMap();
    if (map.value(QLatin1StringView("version")).toInteger() != kVersion)
        return cannot(tr("it is damaged, or a newer Formwork wrote it"));
    return map;
}

Result<Draft> DraftStore::draft(const QString &id) const
{
    const Result<QCborMap> map = read(id);
    if (!map)
        return std::unexpected(map.error());
    return fromMap(id, *map);
}

Result<QCborValue> DraftStore::openInput(const QString &id) const
{
    const Result<QCborMap> map = read(id);
    if (!map)
        return std::unexpected(map.error());
    return openedDocument(map->value(QLatin1StringView("input")), *m_sealer, placeOf(id));
}

// With its id and the time of now.
QByteArray DraftStore::bytesOf(Draft &draft, const QCborValue &input, const model::Operation &operation) const
{
    if (draft.id.isEmpty())
        draft.id = m_tokens->nextToken();
    draft.savedAt = m_clock->nowUtc();
    return QCborValue(toMap(draft, sealedDocument(input, *operation.input, *m_sealer, placeOf(draft.id))))
        .toCbor();
}

Result<QString> DraftStore::write(const QString &id, const QByteArray &bytes) const
{
    if (const QString why = writeOwnFile(fileOf(id), bytes); !why.isEmpty())
        return failure(Phase::Local, QStringLiteral("Draft"),
                       tr("The draft could not be saved in %1: %2.").arg(m_folder, why),
                       tr("What you typed is still in the form."));
    return id;
}

Result<QString> DraftStore::save(Draft draft, const QCborValue &input, const model::Operation &operation)
{
    const QByteArray bytes = bytesOf(draft, input, operation);
    m_writer.waitForDone();
    Result<QString> id = write(draft.id, bytes);
    if (id)
        Q_EMIT changed();
    return id;
}

QFuture<Result<QString>> DraftStore::saveLater(Draft draft, const QCborValue &input,
                                               const model::Operation &operation)
{
    const QByteArray bytes = bytesOf(draft, input, operation);
    const auto promise = std::make_shared<QPromise<Result<QString>>>();
    promise->start();
    m_writer.start([this, promise, id = draft.id, bytes] {
        const Result<QString> kept = write(id, bytes);
        if (kept)
            QMetaObject::invokeMethod(this, &DraftStore::changed, Qt::QueuedConnection);
        promise->addResult(kept);
        promise->finish();
    });
    return promise->future();
}

void DraftStore::remove(const QString &id)
{
    m_writer.waitForDone();
    if (!id.isEmpty() && QFile::remove(fileOf(id)))
        Q_EMIT changed();
}

} // namespace formwork::journal
