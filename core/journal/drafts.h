// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "base/error.h"
#include "base/tokensource.h"
#include "journal/sealer.h"
#include "model/service.h"

#include <QCborValue>
#include <QFuture>
#include <QObject>
#include <QThreadPool>

#include <memory>

namespace formwork::journal
{

// An input that is not sent yet.
struct Draft {
    QString id; // empty: a new one
    QString service;
    QString operation;
    QString title; // of the guide
    QString what; // the member a person would recognise it by
    QDateTime savedAt;
    qint64 parent = 0; // row of the history it was edited from
    bool isAutomatic = false; // kept by the program while a form was open, not asked for by the person
    QStringList variables = {}; // names that count as variables in it, where a saved form had them
    QCborValue input; // secrets as document::kSealedText; DraftStore::openInput has them
};

// A file of a draft that cannot be read.
struct UnreadableDraft {
    QString id;
    QDateTime savedAt; // of the file
    QString why; // a sentence that names the file
};

// Drafts as files in one folder, a file each (mode 0600, written whole or not at all); secrets are sealed.
// What is still automatic when the program starts was left by a crash.
class DraftStore : public QObject
{
    Q_OBJECT
public:
    DraftStore(QString folder, ClockPtr clock, TokenSourcePtr tokens, std::shared_ptr<const Sealer> sealer);
    ~DraftStore() override; // waits for what is being written

    [[nodiscard]] QList<Draft> drafts() const; // newest first; of files that can be read
    [[nodiscard]] QList<UnreadableDraft> unreadable() const; // the others
    [[nodiscard]] Result<Draft> draft(const QString &id) const;
    [[nodiscard]] Result<QCborValue> openInput(const QString &id) const; // secrets opened

    // Saves under draft.id, or under a new one; answers the id. Errors name the folder and the reason.
    Result<QString> save(Draft draft, const QCborValue &input, const model::Operation &operation);
    // The same, written on a thread of its own in the order of the calls: a slow disk holds up nobody who
    // types.
    QFuture<Result<QString>> saveLater(Draft draft, const QCborValue &input,
                                       const model::Operation &operation);
    void remove(const QString &id); // after what is being written; one that is not there is no error

Q_SIGNALS:
    void changed();

private:
    [[nodiscard]] QStringList ids() const;
    [[nodiscard]] QString fileOf(const QString &id) const;
    [[nodiscard]] Result<QCborMap> read(const QString &id) const;
    [[nodiscard]] QByteArray bytesOf(Draft &draft, const QCborValue &input,
                                     const model::Operation &operation) const;
    [[nodiscard]] Result<QString> write(const QString &id, const QByteArray &bytes) const;

    QString m_folder;
    ClockPtr m_clock;
    TokenSourcePtr m_tokens;
    std::shared_ptr<const Sealer> m_sealer;
    QThreadPool m_writer; // of one thread
};

} // namespace formwork::journal
