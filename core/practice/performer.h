// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "practice/call.h"
#include "practice/complaint.h"
#include "practice/ledger.h"
#include "practice/memory.h"
#include "practice/placeholders.h"
#include "practice/settings.h"

namespace formwork::practice
{

// The call is recorded in a transaction of its own: it came to nothing that would be kept.
void recordAlone(Ledger &ledger, const Call &call, const Outcome<QCborValue> &done);

// Does what a call asks for, as the model and the guide's practice data say, and remembers it. Done means
// committed.
class Performer
{
public:
    // `relations` are those of the operation's service; null: not known.
    Performer(Call call, Ledger &ledger, const relations::ServiceRelationsPtr &relations,
              TokenSourcePtr tokens);
    Performer(const Performer &) = delete;
    Performer &operator=(const Performer &) = delete;

    // The output. With a client token that was seen with this input: the first output again.
    [[nodiscard]] Outcome<QCborValue> perform();

    // Whether the output was made up from the model alone, as nothing is known of what the operation does.
    [[nodiscard]] bool isMadeUp() const { return m_isMadeUp; }
    [[nodiscard]] int status() const { return m_status; } // of HTTP; 0: the model's
    // There: the output is no answer yet.
    [[nodiscard]] const std::optional<Waiting> &waiting() const { return m_waiting; }

private:
    [[nodiscard]] QString clientToken() const;
    [[nodiscard]] Outcome<QCborValue> recorded(Outcome<QCborValue> done);
    [[nodiscard]] Result<void> make(const std::optional<Thing> &existing, QCborMap &made);
    [[nodiscard]] std::optional<Complaint> inputComplaint() const;
    [[nodiscard]] Outcome<QCborValue> performInLedger();
    [[nodiscard]] Outcome<QCborValue> repeated(const Ledger::FirstAnswer &first) const;
    [[nodiscard]] Outcome<QCborValue> create();
    [[nodiscard]] Outcome<QCborValue> createAsGuided();
    [[nodiscard]] Outcome<QCborValue> createAsRelated();
    [[nodiscard]] std::optional<Complaint> stateComplaint(QList<Ledger::Mark> &marks);
    [[nodiscard]] Ledger::Mark markOf(const guide::Practice::Unique &unique) const;
    [[nodiscard]] Ledger::Mark markOf(const guide::Practice::Limit &limit) const;
    [[nodiscard]] QCborValue valuesAt(const QList<document::Pointer> &pointers, bool ignoreCase) const;
    [[nodiscard]] Complaint refused(const guide::Practice::Refusal &refusal);
    [[nodiscard]] QCborValue output();
    [[nodiscard]] QCborValue madeUp();

    Call m_call;
    Ledger &m_ledger;
    TokenSourcePtr m_tokens;
    Placeholders m_placeholders;
    Memory m_memory;
    Settings m_settings;
    bool m_isMadeUp = false;
    int m_status = 0;
    std::optional<Waiting> m_waiting;
    QString m_token;
    QString m_digest; // of the input without the token
};

} // namespace formwork::practice
