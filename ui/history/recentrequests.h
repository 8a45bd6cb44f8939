// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/session.h"

#include <QTableView>

namespace formwork::history
{

class HistoryModel;

// The last few requests, for the home page; as high as its rows.
class RecentRequests : public QTableView
{
    Q_OBJECT

public:
    explicit RecentRequests(session::Session *session, QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void rowChosen(qint64 journalId);

private:
    HistoryModel *m_model;
};

// The columns and the look that every table of requests has.
void setUpTable(QTableView *table);

} // namespace formwork::history
