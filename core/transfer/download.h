// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "base/http.h"
#include "model/service.h"
#include "protocol/checksum.h"
#include "transport/bodysink.h"

#include <QCborValue>
#include <QCryptographicHash>
#include <QFile>

#include <memory>
#include <optional>

namespace formwork::transfer
{

// The body of an answer on its way into a file. It grows as FILE.part and gets its name when it is complete;
// beside it FILE.part.json says of which request and of which version it is, so that an operation which takes
// a Range can go on where it stopped. One call's, on its thread.
class Download final : public transport::BodySink
{
public:
    // Whether the rest of an earlier part can be asked for is decided here. A file that is there already
    // stays as it is until its replacement is complete. Errors: Phase::Local, "OutputExists", "OutputFile",
    // "OtherPart"; Phase::Input, "NoDownload".
    enum class Existing { Refuse, Replace };
    [[nodiscard]] static Result<std::shared_ptr<Download>> prepare(const model::OperationPtr &operation,
                                                                   const QCborValue &input,
                                                                   const QString &file,
                                                                   Existing existing = Existing::Refuse);

    [[nodiscard]] const QCborValue &input() const { return m_input; } // to send: with the range of the rest
    [[nodiscard]] qint64 resumedAt() const { return m_resumedAt; } // 0: from the beginning
    [[nodiscard]] const QString &partFile() const { return m_part; }
    [[nodiscard]] qint64 received() const override { return m_received; } // bytes in the part
    [[nodiscard]] qint64 total() const override { return m_total; } // -1: not known

    // Reads the part that is gone on with, for its digests: once, before the rest is asked for. It may be
    // long; any thread, while nobody else uses the download. Where it fails, everything is asked for.
    void digestKept();

    // What another attempt of the same call asks for, so that it goes on where this one stopped; empty: all.
    [[nodiscard]] QList<http::Header> askForRest();

    // An attempt: the head of a 2xx answer, its bytes, its end. What was written before and is not gone on
    // with is dropped.
    [[nodiscard]] Result<void> begin(const http::Response &head) override;
    [[nodiscard]] Result<void> write(const QByteArray &bytes) override;
    // Checks length and checksum, gives the file its name; answers what stands for it in the output.
    [[nodiscard]] Result<QCborValue> finish();

    // Where the data goes, as it stands in an output; before it is there.
    [[nodiscard]] QCborValue place() const;

    // After a failure: what is kept and how to go on; empty if there is nothing.
    [[nodiscard]] QString advice(int httpStatus) const;

private:
    Download() = default;
    void resume();
    [[nodiscard]] bool mayResume() const;
    void readNotes(const QJsonObject &notes);
    void digest(QByteArrayView bytes);
    [[nodiscard]] Result<void> digestPart(qint64 size);
    [[nodiscard]] Result<void> writeNotes() const;
    [[nodiscard]] std::unexpected<Error> unwritable() const;

    QString m_path;
    QString m_part;
    QString m_notes; // file name
    QString m_member; // of the output
    QCborValue m_input;
    model::OperationPtr m_operation;
    QByteArray m_request; // digest of service, operation and input, without the range
    QString m_entityTag;
    std::optional<protocol::ExpectedChecksum> m_checksum; // of the whole, as the service says
    std::optional<protocol::RunningChecksum> m_sum; // of what is there; only with m_checksum
    std::unique_ptr<QFile> m_file;
    QCryptographicHash m_hash{QCryptographicHash::Sha256};
    qint64 m_resumedAt = 0;
    qint64 m_received = 0;
    qint64 m_digested = 0; // of the bytes that are there, from the first one on
    qint64 m_total = -1;
    Existing m_existing = Existing::Refuse;
    bool m_canResume = false; // the operation takes a range
    bool m_isOver = false; // what is there belongs to another version
};

using DownloadPtr = std::shared_ptr<Download>;

} // namespace formwork::transfer
