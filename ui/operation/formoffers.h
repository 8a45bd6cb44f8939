// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "forms/offers.h"
#include "operation/thingslist.h"
#include "session/destination.h"

namespace formwork::operation
{

// What the members of one form refer to, and what of that is there where the form goes to. What refers to
// what is found in the background. Belongs to a dialog.
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
    void creationAsked(const QString &service, const QString &operation);

private:
    [[nodiscard]] const relations::Picker *pickerFor(const document::Pointer &place) const;

    session::Session *m_session;
    session::Destination *m_destination;
    QMap<QString, relations::Picker> m_pickers;
    forms::Listing *m_listing = nullptr; // the last one
};

} // namespace formwork::operation
