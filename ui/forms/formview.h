// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "forms/formmodel.h"

#include <QScrollArea>

class QKeyEvent;
class QTimer;
class QVBoxLayout;

namespace formwork::forms
{

class FieldGroup;
class LooseEnds;
class UndoStrip;

// The form of one step. Shows what the form model holds and follows it; builds only what can be seen.
class FormView : public QScrollArea
{
    Q_OBJECT

public:
    explicit FormView(FormModel &form, QWidget *parent = nullptr);
    ~FormView() override;

    void showStep(qsizetype step); // index in guide().steps
    void showMembers(const QString &title, const QString &help, const QList<document::Pointer> &members);

    // Scrolls to the field of a place of the shown step and puts the focus there, unfolding what hides it.
    // The next field above it if the place has none of its own; false if nothing of it is in this step.
    bool focusPointer(const document::Pointer &pointer);
    void focusFirst();

    // A level of the form as a page of its own, with a way back. The root: the form itself.
    void openPage(const document::Pointer &level);
    [[nodiscard]] const document::Pointer &page() const { return m_page; }
    void leavePage(); // to where it stands in the form
    void pasteInto(const document::Pointer &level); // JSON on the clipboard

Q_SIGNALS:
    void focusedPointerChanged(const formwork::document::Pointer &pointer); // for the help beside the form

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool focusNextPrevChild(bool next) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build(const QString &title, const QString &help, const QList<document::Pointer> &members);
    void buildCrumbs(QVBoxLayout *column);
    [[nodiscard]] QWidget *reach(const document::Pointer &pointer);
    void followDocument();
    void sayRemoved(const document::Pointer &pointer, int values);
    void placeStrip();
    void spread();
    bool handleKey(QWidget *watched, const QKeyEvent *key);
    bool stepOut(QWidget *from);
    bool stepIn(QWidget *from);
    [[nodiscard]] QList<document::Pointer> fieldsFor(const QList<document::Pointer> &members) const;
    void leave();
    void nameAccelerators();
    void showLooseEnds();
    void followFocus(QWidget *now);

    FormModel &m_form;
    FieldGroup *m_group = nullptr;
    QList<document::Pointer> m_members;
    struct {
        QString title;
        QString help;
        QList<document::Pointer> members;
        bool hasExamples = false;
    } m_step;
    document::Pointer m_page; // the root: the step
    UndoStrip *m_strip;
    LooseEnds *m_ends = nullptr;
    QTimer *m_letters;
};

} // namespace formwork::forms
