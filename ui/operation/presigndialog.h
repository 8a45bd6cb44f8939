// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/presign.h"
#include "session/session.h"

#include <QDialog>

class QLabel;
class QPushButton;
class QSpinBox;

namespace formwork::widgets
{
class Banner;
class CodeView;
} // namespace formwork::widgets

namespace formwork::operation
{

// A URL that carries the access to one GET request: asks for its life, makes it, shows it for copying with
// what it means. Keeps no copy; deletes itself.
class PresignDialog : public QDialog
{
    Q_OBJECT

public:
    PresignDialog(session::Session *session, model::OperationPtr operation, QCborValue input,
                  client::Target target, QWidget *parent = nullptr);

private:
    QWidget *buildLife();
    void make();
    void sign(const credentials::Credentials &keys);
    void fail(const QString &sentence);

    session::Session *m_session;
    model::OperationPtr m_operation;
    QCborValue m_input;
    client::Target m_target;
    QSpinBox *m_minutes;
    QPushButton *m_make;
    QLabel *m_limit;
    widgets::Banner *m_banner;
    widgets::CodeView *m_url;
    QWidget *m_result;
    QLabel *m_headers;
};

// For a request of the history: with its input, to its account and Region. Says what stands in the way.
void presignRow(session::Session *session, qint64 journalId, QWidget *parent);

} // namespace formwork::operation
