// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "base/error.h"
#include "base/tokensource.h"
#include "document/pointer.h"
#include "model/service.h"

#include <QCborValue>
#include <QObject>

#include <memory>

namespace formwork::keeping
{

// The values of a form, to be used again.
struct SavedForm {
    QString id; // empty: a new one
    QString name; // of each there is one, whatever its case
    QString note;
    QString service;
    QString operation;
    QString title; // of the guide
    QString account; // id of a profile; empty: whichever is selected
    QString region; // with an account; empty: the account's
    QStringList variables; // names that count as variables in it
    QList<document::Pointer> leftOut; // the secrets, which are asked for anew
    QDateTime createdAt;
    QDateTime changedAt;
    QCborValue document;
};

// A file of one that cannot be read.
struct UnreadableForm {
    QString id;
    QDateTime changedAt; // of the file
    QString why; // a sentence that names the file
};

// Saved forms as files in one folder, a file each (mode 0600, written whole or not at all). No secret is in
// them. Several programs may work on them at once; changed() tells of what is done here, and look() of what
// others did.
class SavedForms : public QObject
{
    Q_OBJECT
public:
    SavedForms(QString folder, ClockPtr clock, TokenSourcePtr tokens, QObject *parent = nullptr);

    [[nodiscard]] QList<SavedForm> forms() const; // by name; of files that can be read
    [[nodiscard]] QList<SavedForm> find(const QString &words) const; // whose name, note or operation have all
    [[nodiscard]] QList<UnreadableForm> unreadable() const;
    [[nodiscard]] Result<SavedForm> form(const QString &idOrName) const; // the error names the nearest

    // Leaves the secrets of the input out, and the client token, which belongs to one request. Under form.id
    // or as a new one; answers the id. Errors: "NameTaken", "NameMissing", or why it cannot be written.
    Result<QString> keep(SavedForm form, const QCborValue &input, const model::Operation &operation);
    Result<void> change(const SavedForm &form); // everything but its document
    Result<void> putBack(const SavedForm &form); // one that was removed, as it was
    Result<QString> duplicate(const QString &id); // answers the new one's id
    Result<SavedForm> remove(const QString &id); // what it was, for putBack()
    void look() { Q_EMIT changed(); } // another program may have changed them

    [[nodiscard]] QString folder() const { return m_folder; }

Q_SIGNALS:
    void changed();

private:
    [[nodiscard]] QStringList ids() const;
    [[nodiscard]] QString fileOf(const QString &id) const;
    [[nodiscard]] Result<SavedForm> read(const QString &id) const;
    Result<void> write(const SavedForm &form); // the name is looked at while nobody else can take it

    QString m_folder;
    ClockPtr m_clock;
    TokenSourcePtr m_tokens;
};

using SavedFormsPtr = std::shared_ptr<SavedForms>;

} // namespace formwork::keeping
