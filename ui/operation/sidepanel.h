// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "forms/formmodel.h"
#include "session/session.h"

#include <QTabWidget>

class QComboBox;
class QLabel;
class QTimer;

namespace formwork::widgets
{
class CodeView;
class JsonView;
} // namespace formwork::widgets

namespace formwork::operation
{

class HelpView;

// What stands beside the form: the documentation of the field one is in, the exact request, the input as JSON
// (editing it edits the form), and the same request as a command. Only the tab that is seen is kept up to
// date.
class SidePanel : public QTabWidget
{
    Q_OBJECT

public:
    SidePanel(session::Session *session, model::OperationPtr operation, forms::FormModel *form,
              QWidget *parent = nullptr);

    void showHelpFor(const document::Pointer &pointer);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildJson();
    void buildCode();
    void refresh();
    void refreshRequest();
    void refreshJson();
    void refreshCode();
    void readJson();
    [[nodiscard]] Result<client::Prepared> prepared() const;

    session::Session *m_session;
    model::OperationPtr m_operation;
    forms::FormModel *m_form;
    HelpView *m_help;
    widgets::CodeView *m_request;
    QWidget *m_jsonPage;
    widgets::JsonView *m_json;
    QLabel *m_jsonProblem;
    QTimer *m_jsonTimer;
    QWidget *m_codePage;
    QComboBox *m_language;
    widgets::CodeView *m_code;
};

} // namespace formwork::operation
