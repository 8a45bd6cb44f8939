// SPDX-License-Identifier: Apache-2.0
#include "transfer/download.h"

#include "base/figures.h"
#include "base/outputfile.h"
#include "base/tr.h"
#include "transfer/contentrange.h"
#include "transfer/headers.h"
#include "transfer/upload.h"

#include <QCborMap>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace formwork::transfer
{

namespace
{

constexpr qint64 kBlock = 1024 * 1024;

// The member of an input that asks for a part, or for one version; texts both.
const model::Member *conditionOf(const model::Operation &operation, QByteArrayView header)
{
    const model::Member *member = headerMember(*operation.input, header);
    return member && member->target->isText() ? member : nullptr;
}

QByteArray digestOf(const model::Operation &operation, const QCborValue &input)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(operation.service->id.toUtf8() + '\n' + operation.name.toUtf8() + '\n');
    hash.addData(input.toCbor(QCborValue::SortKeysInMaps));
    return hash.result().toHex();
}

} // namespace

Result<std::shared_ptr<Download>> Download::prepare(const model::OperationPtr &shared,
                                                    const QCborValue &input, const QString &file,
                                                    Existing existing)
{
    const model::Operation &operation = *shared;
    const model::Member *member = blobPayload(*operation.output);
    if (!member)
        return failure(Phase::Input, QStringLiteral("NoDownload"),
                       Tr::tr("%1 answers no data that could go into a file.").arg(operation.name),
                       Tr::tr("Send it without naming a file for it."));
    const QFileInfo there(file);
    if (there.isDir())
        return failure(Phase::Local, QStringLiteral("OutputExists"), Tr::tr("%1 is a folder.").arg(file),
                       Tr::tr("Nothing was sent. Name a file in it."));
    const QFileInfo folder(there.absolutePath());
    if (!folder.isDir())
        return failure(Phase::Local, QStringLiteral("OutputFile"),
                       Tr::tr("The folder %1, where the file is to be, is not there.").arg(folder.filePath()),
                       Tr::tr("Nothing was sent. Make it, or name a file in another one."));
    if ((there.exists() && (existing == Existing::Refuse || !there.isFile()))
        || (there.isSymLink() && !there.exists()))
        return failure(Phase::Local, QStringLiteral("OutputExists"),
                       Tr::tr("The file %1 is there already.").arg(file),
                       Tr::tr("Nothing was sent. Name another file, or move this one away."));
    std::shared_ptr<Download> download(new Download);
    download->m_operation = shared;
    download->m_path = QFileInfo(file).absoluteFilePath();
    download->m_part = download->m_path + QStringLiteral(".part");
    download->m_notes = download->m_part + QStringLiteral(".json");
    download->m_member = member->name;
    download->m_existing = existing;
    download->m_input = input.isMap() ? input : QCborValue(QCborMap());
    download->m_request = digestOf(operation, input);
    if (!folder.isWritable())
        return download->unwritable();
    for (const QString &own : {download->m_part, download->m_notes}) {
        if (isNoPlainFile(own))
            return failure(
                Phase::Local, QStringLiteral("OtherPart"),
                Tr::tr("%1 is there and no plain file, or one that stands under other names too.").arg(own),
                Tr::tr("Nothing was sent. Name another file, or move this one away."));
    }
    const model::Member *range = conditionOf(operation, "range");
    download->m_canResume = range && download->m_input.toMap().value(range->name).isUndefined();
    QFile notes(download->m_notes);
    if (!QFileInfo::exists(download->m_part) || !notes.open(QIODevice::ReadOnly))
        return download;
    const QJsonObject known = QJsonDocument::fromJson(notes.readAll()).object();
    if (known.value(QLatin1StringView("request")).toString().toLatin1() != download->m_request)
        return failure(Phase::Local, QStringLiteral("OtherPart"),
                       Tr::tr("%1 is a part of the answer to another request.").arg(download->m_part),
                       Tr::tr("Nothing was sent. Name another file, or remove the part."));
    download->readNotes(known);
    download->resume();
    return download;
}

void Download::readNotes(const QJsonObject &notes)
{
    m_entityTag = notes.value(QLatin1StringView("entityTag")).toString();
    m_total = notes.value(QLatin1StringView("total")).toInteger(-1);
    const QJsonObject sum = notes.value(QLatin1StringView("checksum")).toObject();
    const QString algorithm = sum.value(QLatin1StringView("algorithm")).toString();
    m_sum = protocol::RunningChecksum::named(algorithm);
    if (m_sum)
        m_checksum = {algorithm,
                      QByteArray::fromBase64(sum.value(QLatin1StringView("value")).toString().toLatin1())};
}

// Only where the service can be told to answer nothing but the rest of the very same version.
bool Download::mayResume() const
{
    const model::Member *match = conditionOf(*m_operation, "if-match");
    const bool isOurs = m_resumedAt > 0 || (match && m_input.toMap().value(match->name).isUndefined());
    return m_canResume && match && isOurs && !m_entityTag.isEmpty();
}

void Download::resume()
{
    // Of a part that is whole the last byte is asked for again: a range of nothing is an error.
    const qint64 there = QFileInfo(m_part).size();
    const qint64 size = m_total > 0 ? qMin(there, m_total - 1) : there;
    if (size == 0 || !mayResume())
        return;
    QCborMap map = m_input.toMap();
    map[conditionOf(*m_operation, "range")->name] = QStringLiteral("bytes=%1-").arg(size);
    map[conditionOf(*m_operation, "if-match")->name] = m_entityTag;
    m_input = map;
    m_resumedAt = size;
    m_received = size;
}

void Download::digestKept()
{
    if (m_resumedAt > 0 && m_digested != m_resumedAt)
        (void)digestPart(m_resumedAt); // where that fails, begin() tells
}

QList<http::Header> Download::askForRest()
{
    if (m_received == 0 || m_digested != m_received || !mayResume())
        return {};
    m_resumedAt = m_received;
    return {{conditionOf(*m_operation, "range")->locationName.toUtf8(),
             "bytes=" + QByteArray::number(m_received) + '-'},
            {conditionOf(*m_operation, "if-match")->locationName.toUtf8(), m_entityTag.toUtf8()}};
}

void Download::digest(QByteArrayView bytes)
{
    m_digested += bytes.size();
    m_hash.addData(bytes);
    if (m_sum)
        m_sum->add(bytes);
}

Result<void> Download::digestPart(qint64 size)
{
    m_digested = 0;
    m_hash.reset();
    if (m_sum)
        m_sum->reset();
    QFile part(m_part);
    if (size > 0 && !part.open(QIODevice::ReadOnly))
        return unwritable();
    for (qint64 left = size; left > 0;) {
        const QByteArray block = part.read(qMin(left, kBlock));
        if (block.isEmpty())
            return unwritable();
        digest(block);
        left -= block.size();
    }
    return {};
}

std::unexpected<Error> Download::unwritable() const
{
    const QString why = m_file ? m_file->errorString() : Tr::tr("there is no right to write there");
    return failure(Phase::Local, QStringLiteral("OutputFile"),
                   Tr::tr("%1 cannot be written: %2.").arg(m_part, why),
                   Tr::tr("Make room or name a file in another folder."));
}

Result<void> Download::writeNotes() const
{
    QJsonObject notes{{QStringLiteral("request"), QString::fromLatin1(m_request)},
                      {QStringLiteral("entityTag"), m_entityTag},
                      {QStringLiteral("total"), m_total}};
    if (m_checksum)
        notes.insert(
            QStringLiteral("checksum"),
            QJsonObject{{QStringLiteral("algorithm"), m_checksum->algorithm},
                        {QStringLiteral("value"), QString::fromLatin1(m_checksum->value.toBase64())}});
    QFile out(m_notes);
    if (const Result<void> open = openOwn(out); !open)
        return open;
    // What a program that ends here leaves behind is no JSON, and then the download begins anew.
    const QByteArray text = QJsonDocument(notes).toJson();
    if (!out.resize(0) || out.write(text) != text.size() || !out.flush())
        return unwritable();
    return {};
}

Result<void> Download::begin(const http::Response &head)
{
    const QByteArray length = head.headers.value("content-length");
    const ContentRange range = ContentRange::of(head.headers.value("content-range"));
    const bool isRest = m_resumedAt > 0 && head.status == 206;
    const QString entityTag = QString::fromLatin1(head.headers.value("etag"));
    const bool isOther = !entityTag.isEmpty() && !m_entityTag.isEmpty() && entityTag != m_entityTag;
    m_isOver = isRest && (isOther || range.first != m_resumedAt);
    if (isRest && isOther)
        return failure(
            Phase::Parse, QStringLiteral("OtherVersion"),
            Tr::tr("The service answered the rest of another version than the one that %1 was begun "
                   "with.")
                .arg(m_part),
            Tr::tr("Remove %1 and fetch it from the beginning.").arg(m_part));
    if (isRest && range.first != m_resumedAt)
        return failure(Phase::Parse, QStringLiteral("WrongRange"),
                       Tr::tr("The service answered another part than the one that was asked for."),
                       Tr::tr("Remove %1 and fetch it from the beginning.").arg(m_part));
    // A part that nobody asked for is not the data; from its beginning, it is a beginning.
    const bool isUnasked = !isRest && head.status == 206 && m_canResume && range.first >= 0;
    if (isUnasked && range.first > 0)
        return failure(Phase::Parse, QStringLiteral("WrongRange"),
                       Tr::tr("The service answered a part of the data, and all of it was asked for."),
                       Tr::tr("Fetch it again."));
    m_received = isRest ? m_resumedAt : 0;
    m_total = isRest || isUnasked ? range.total : length.isEmpty() ? -1 : length.toLongLong();
    if (!isRest || head.headers.contains("etag"))
        m_entityTag = entityTag;
    if (!isRest) { // the answer with the rest says nothing of the whole
        m_checksum =
            head.status == 206 ? std::nullopt : protocol::expectedChecksum(*m_operation, head.headers);
        m_sum = m_checksum ? protocol::RunningChecksum::named(m_checksum->algorithm) : std::nullopt;
    }
    if (!isRest || m_digested != m_received) {
        if (const Result<void> digested = digestPart(m_received); !digested)
            return digested;
    }
    m_file = std::make_unique<QFile>(m_part);
    if (const Result<void> open = openOwn(*m_file); !open)
        return open;
    if (!m_file->resize(m_received) || !m_file->seek(m_received))
        return unwritable();
    return writeNotes();
}

Result<void> Download::write(const QByteArray &bytes)
{
    if (!m_file || m_file->write(bytes) != bytes.size())
        return unwritable();
    digest(bytes);
    m_received += bytes.size();
    return {};
}

Result<QCborValue> Download::finish()
{
    if (!m_file)
        return failure(Phase::Parse, QStringLiteral("NoAnswer"), Tr::tr("The service answered no data."));
    if (!m_file->flush())
        return unwritable();
    m_file->close();
    if (m_total >= 0 && m_received != m_total)
        return failure(
            Phase::Parse, QStringLiteral("WrongLength"),
            Tr::tr("%1 of %2 byte(s) arrived.", nullptr, pluralOf(m_total)).arg(m_received).arg(m_total),
            advice(0));
    const QByteArray digest = m_hash.result();
    if (m_sum && m_sum->result() != m_checksum->value) {
        QFile::remove(m_notes);
        QFile::remove(m_part);
        return std::unexpected(
            protocol::wrongChecksum(*m_checksum, Tr::tr("It was removed. Fetch it again.")));
    }
    if (m_existing == Existing::Replace)
        QFile::remove(m_path);
    if (!QFile::rename(m_part, m_path))
        return unwritable();
    QFile::remove(m_notes);
    return QCborMap{{m_member,
                     QCborMap{{QStringLiteral("$file"), m_path},
                              {QStringLiteral("size"), m_received},
                              {QStringLiteral("sha256"), QString::fromLatin1(digest.toHex())}}}};
}

QCborValue Download::place() const
{
    return QCborMap{{m_member, QCborMap{{QStringLiteral("$file"), m_path}}}};
}

QString Download::advice(int httpStatus) const
{
    if (!QFileInfo::exists(m_part))
        return {};
    if (m_file)
        m_file->flush(); // what is kept is what can be read there
    if (m_isOver || (m_resumedAt > 0 && httpStatus == 412))
        return Tr::tr("The data has changed since %1 was begun. Remove that part and fetch it from the "
                      "beginning.")
            .arg(m_part);
    const qint64 size = QFileInfo(m_part).size();
    const QString kept =
        Tr::tr("%1 byte(s) (is|are) kept in %2.", nullptr, pluralOf(size)).arg(size).arg(m_part);
    return kept + u' '
        + (m_canResume && !m_entityTag.isEmpty()
               ? Tr::tr("The same request for the same file fetches the rest.")
               : Tr::tr("The service cannot send only the rest; the same request "
                        "begins again."));
}

} // namespace formwork::transfer
