// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/call.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace formwork::widgets
{
class Banner;
class JsonView;
} // namespace formwork::widgets

namespace formwork::operation
{

// How it ended: what was created with its identifiers, or what the service said and what to do about it.
class ResultView : public QWidget
{
    Q_OBJECT

public:
    explicit ResultView(QWidget *parent = nullptr);

    void show(const model::Operation &operation, const guide::Guide &guide, const client::CallResult &result,
              const journal::RetryPlan &plan);

Q_SIGNALS:
    void againRequested(); // retry
    void backRequested(); // to the form
    void afreshRequested(); // create another
    void historyRequested();

private:
    void showSuccess(const model::Operation &operation, const guide::Guide &guide,
                     const client::CallResult &result);
    void showFailure(const guide::Guide &guide, const client::CallResult &result,
                     const journal::RetryPlan &plan);
    void addIdentifier(const QString &label, const QString &value);
    void clearIdentifiers();

    QLabel *m_title;
    widgets::Banner *m_banner;
    QWidget *m_identifiers;
    widgets::JsonView *m_output;
    QPushButton *m_again;
    QPushButton *m_back;
    QPushButton *m_afresh;
    QPushButton *m_history;
};

} // namespace formwork::operation
