// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "forms/formmodel.h"

#include <QScrollArea>

class QLabel;
class QTimer;

namespace formwork::forms
{

class FieldGroup;

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

Q_SIGNALS:
    void focusedPointerChanged(const formwork::document::Pointer &pointer); // for the help beside the form

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool focusNextPrevChild(bool next) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] QList<document::Pointer> fieldsFor(const QList<document::Pointer> &members) const;
    void leave();
    void nameAccelerators();
    [[nodiscard]] QString takenAccelerators() const;
    void showLooseEnds();
    [[nodiscard]] QString whyEmpty() const;
    void followFocus(QWidget *now);

    FormModel &m_form;
    FieldGroup *m_group = nullptr;
    QList<document::Pointer> m_members;
    QLabel *m_problem = nullptr; // of something above the fields, which has no field of its own
    QLabel *m_nothing = nullptr; // said when there is no field
    QTimer *m_letters;
};

} // namespace formwork::forms
