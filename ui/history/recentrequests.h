// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "history/requesttable.h"
#include "session/session.h"

namespace formwork::history
{

class HistoryModel;

// The last few requests, for the home page; as high as its rows.
class RecentRequests : public RequestTable
{
    Q_OBJECT

public:
    explicit RecentRequests(session::Session *session, QWidget *parent = nullptr);

    [[nodiscard]] QString problem() const; // why rows are missing; empty: none is
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void rowChosen(qint64 journalId);
    void batchChosen(qint64 batch);
    void problemChanged(const QString &sentence);

private:
    HistoryModel *m_model;
};

} // namespace formwork::history
