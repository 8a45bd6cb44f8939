// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "forms/formmodel.h"
#include "widgets/codeview.h"

#include <QWidget>

class QLabel;
class QTimer;

namespace formwork::operation
{

// A text field for JSON that declines what it could show only after many seconds.
class JsonEditor : public widgets::JsonView
{
    Q_OBJECT

public:
    using widgets::JsonView::JsonView;

    static constexpr qsizetype kLongest = 512 * 1024; // characters

Q_SIGNALS:
    void declined(qsizetype length); // a text that would have made it longer than kLongest

protected:
    void insertFromMimeData(const QMimeData *source) override;
};

// The input as JSON, both ways: it follows the form, and what is typed here fills the form in. Secrets stand
// sealed; what still reads so keeps its value.
class JsonTab : public QWidget
{
    Q_OBJECT

public:
    JsonTab(model::OperationPtr operation, forms::FormModel *form, QWidget *parent = nullptr);

    void refresh(); // from the form; what a person is typing is not rewritten under their hands
    void follow(const document::Pointer &pointer); // the field with the focus: marked and scrolled to
    void goTo(const document::Pointer &pointer);
    [[nodiscard]] QString sealedText() const; // of the form, whatever is being typed here

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void write();
    void read();
    void decline(qsizetype length);
    void showProblem(const QString &sentence, int line = 0, int column = 0);
    [[nodiscard]] QCborValue withKnown(const QCborValue &typed) const;

    model::OperationPtr m_operation;
    forms::FormModel *m_form;
    JsonEditor *m_editor;
    QLabel *m_problem;
    QTimer *m_pause;
    QString m_shownToken; // the client token as it was written here last
    QString m_written; // by the program
    bool m_isWriting = false;
};

} // namespace formwork::operation
