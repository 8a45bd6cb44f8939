// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "guide/guide.h"
#include "practice/complaint.h"
#include "practice/ledger.h"
#include "practice/placeholders.h"

namespace formwork::practice
{

// A request that is signed well and understood.
struct Call {
    model::OperationPtr operation;
    guide::GuidePtr guide;
    QCborMap input;
    QString accountId;
    QString region;
    QDateTime now;
    [[nodiscard]] QString name() const { return operation->service->id + u'.' + operation->name; }
};

// Does what a call asks for, as the model and the guide's practice data say, and remembers it. Done means
// committed.
class Performer
{
public:
    Performer(Call call, Ledger &ledger, TokenSourcePtr tokens);

    // The output. With a client token that was seen with this input: the first output again.
    [[nodiscard]] Outcome<QCborValue> perform();

private:
    [[nodiscard]] QString clientToken() const;
    [[nodiscard]] std::optional<Complaint> inputComplaint() const;
    [[nodiscard]] Outcome<QCborValue> performInLedger();
    [[nodiscard]] Outcome<QCborValue> repeated(const Ledger::FirstAnswer &first) const;
    [[nodiscard]] Outcome<QCborValue> create();
    [[nodiscard]] std::optional<Complaint> stateComplaint(QList<Ledger::Mark> &marks);
    [[nodiscard]] Ledger::Mark markOf(const guide::Practice::Unique &unique) const;
    [[nodiscard]] Ledger::Mark markOf(const guide::Practice::Limit &limit) const;
    [[nodiscard]] QCborValue valuesAt(const QList<document::Pointer> &pointers, bool ignoreCase) const;
    [[nodiscard]] Complaint refused(const guide::Practice::Refusal &refusal);
    [[nodiscard]] QCborValue output();
    [[nodiscard]] QCborValue madeUp() const;

    Call m_call;
    Ledger &m_ledger;
    TokenSourcePtr m_tokens;
    Placeholders m_placeholders;
    QString m_token;
    QString m_digest; // of the input without the token
};

} // namespace formwork::practice
