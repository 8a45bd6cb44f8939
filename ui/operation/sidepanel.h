// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "forms/formmodel.h"
#include "session/destination.h"

#include <QTabWidget>

class QComboBox;
class QPushButton;
class QStackedWidget;

namespace formwork::widgets
{
class CodeView;
} // namespace formwork::widgets

namespace formwork::operation
{

class HelpView;
class JsonTab;
class OutlineTab;

// What stands beside the form: the documentation of the field one is in, the exact request, the input as JSON
// (editing it edits the form), the same request as a command, and an outline to jump about in. A tab is
// filled when it is first seen, and only the one that is seen is kept up to date.
class SidePanel : public QTabWidget
{
    Q_OBJECT

public:
    SidePanel(session::Session *session, session::Destination *destination, model::OperationPtr operation,
              forms::FormModel *form, QWidget *parent = nullptr);

    void showHelpFor(const document::Pointer &pointer);
    void showInJson(const document::Pointer &pointer); // with the focus
    void showOutline(); // likewise

Q_SIGNALS:
    void placeChosen(const formwork::document::Pointer &pointer); // in the outline

protected:
    // In document mode that draws only a stray line behind the corner.
    void paintEvent(QPaintEvent *) override { }

private:
    enum Tab { Help, Request, Json, Code, Outline };
    void fill(Tab tab);
    QWidget *buildHelp(QWidget *page);
    QWidget *buildCode(QWidget *page);
    QPushButton *presignButton(QWidget *parent);
    void buildCopyButtons();
    void refresh();
    [[nodiscard]] QString requestText() const;
    [[nodiscard]] QString commandText() const;
    [[nodiscard]] QCborValue sent() const; // the form as it would be sent
    [[nodiscard]] Result<client::Prepared> prepared() const;

    session::Session *m_session;
    session::Destination *m_destination;
    model::OperationPtr m_operation;
    forms::FormModel *m_form;
    document::Pointer m_helped; // the field that help was last asked for
    HelpView *m_help = nullptr; // these six are null until their tab is seen
    widgets::CodeView *m_request = nullptr;
    JsonTab *m_json = nullptr;
    OutlineTab *m_outline = nullptr;
    QComboBox *m_language = nullptr;
    widgets::CodeView *m_code = nullptr;
    QStackedWidget *m_copy; // a copy button for the tab that is seen
};

} // namespace formwork::operation
