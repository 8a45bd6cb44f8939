// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "forms/formmodel.h"
#include "session/session.h"

#include <QTabWidget>

class QComboBox;
class QStackedWidget;

namespace formwork::widgets
{
class CodeView;
} // namespace formwork::widgets

namespace formwork::operation
{

class HelpView;
class JsonTab;

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
    void paintEvent(QPaintEvent *) override {
    } // in document mode that draws only a stray line behind the corner

private:
    void buildCode();
    void buildCopyButtons();
    void refresh();
    [[nodiscard]] QString requestText() const;
    [[nodiscard]] QString commandText() const;
    [[nodiscard]] Result<client::Prepared> prepared() const;

    session::Session *m_session;
    model::OperationPtr m_operation;
    forms::FormModel *m_form;
    HelpView *m_help;
    widgets::CodeView *m_request;
    JsonTab *m_json;
    QWidget *m_codePage;
    QComboBox *m_language;
    widgets::CodeView *m_code;
    QStackedWidget *m_copy; // a copy button for the tab that is seen
};

} // namespace formwork::operation
