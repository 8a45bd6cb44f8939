// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "forms/offers.h"
#include "operation/thingslist.h"
#include "session/destination.h"

namespace formwork::operation
{

class UsedValues;

// What the members of one form refer to, and what of that is there where the form goes to; and what they were
// before. What refers to what is found in the background. Belongs to a dialog.
class FormOffers : public forms::Offers
{
    Q_OBJECT

public:
    FormOffers(session::Session *session, session::Destination *destination, QObject *parent);
    ~FormOffers() override;

    void learn(const model::OperationPtr &operation); // known() follows

    [[nodiscard]] bool has(const forms::FormModel &form, const document::Pointer &place) const override;
    [[nodiscard]] forms::Listing *listing(const forms::FormModel &form,
                                          const document::Pointer &place) override;

Q_SIGNALS:
    // The field at `place` takes what `path` leads to in a list of the new things.
    void creationAsked(const QString &service, const QString &operation,
                       const formwork::document::Pointer &place, const QString &path);
    void alikeAsked(const QString &service, const QString &operation, const QString &id);

private:
    [[nodiscard]] QStringList usedAt(const forms::FormModel &form, const document::Pointer &place) const;
    [[nodiscard]] const relations::Picker *pickerFor(const document::Pointer &place) const;

    session::Session *m_session;
    session::Destination *m_destination;
    QMap<QString, relations::Picker> m_pickers;
    UsedValues *m_used;
    forms::Listing *m_listing = nullptr; // the last one
};

// What a field takes of something that was just created, where it takes what `path` leads to in lists of such
// things ("Roles[].Arn"): the member of that name in the answer, or in what was sent; else what the thing is
// known by, which is at `what` of the input. Empty: it is not told.
[[nodiscard]] QString valueOfNew(const QString &path, const QCborValue &output, const QCborValue &input,
                                 const document::Pointer &what);

} // namespace formwork::operation
