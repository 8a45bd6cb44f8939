// SPDX-License-Identifier: Apache-2.0
#include "widgets/question.h"

#include "base/tr.h"
#include "widgets/stylesheet.h"

#include <QAbstractButton>
#include <QGuiApplication>
#include <QMessageBox>
#include <QPushButton>

namespace formwork::widgets
{
namespace
{

QMessageBox::Icon iconOf(Question::Kind kind)
{
    switch (kind) {
    case Question::Kind::Warning:
        return QMessageBox::Warning;
    case Question::Kind::Information:
        return QMessageBox::Information;
    case Question::Kind::Question:
        break;
    }
    return QMessageBox::Question;
}

QMessageBox *makeBox(QWidget *parent, Question::Kind kind, const QString &title, const QString &text)
{
    auto *box = new QMessageBox(parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setIcon(iconOf(kind));
    box->setTextFormat(Qt::PlainText);
    box->setText(title);
    box->setInformativeText(text);
    box->setWindowTitle(QGuiApplication::applicationDisplayName());
    return box;
}

} // namespace

QPointer<QMessageBox> ask(QWidget *parent, const Question &question,
                          std::function<void(const QString &id)> answered)
{
    QMessageBox *box = makeBox(parent, question.kind, question.title, question.text);
    box->setDetailedText(question.details);
    for (const Question::Answer &answer : question.answers) {
        QPushButton *button = box->addButton(answer.text, QMessageBox::ActionRole);
        button->setObjectName(answer.id);
        setFlag(button, "primary", answer.isPrimary);
    }
    const QString cancelText = question.cancelText.isEmpty() ? Tr::tr("Cancel") : question.cancelText;
    QPushButton *cancel = box->addButton(cancelText, QMessageBox::RejectRole);
    cancel->setObjectName(kCancelAnswer.toString());
    box->setEscapeButton(cancel);
    box->setDefaultButton(cancel); // a Return out of habit must not send anything
    QObject::connect(box, &QMessageBox::finished, parent ? static_cast<QObject *>(parent) : box,
                     [box, answered = std::move(answered)] {
                         const QAbstractButton *clicked = box->clickedButton();
                         answered(clicked ? clicked->objectName() : kCancelAnswer.toString());
                     });
    box->open();
    return box;
}

QPointer<QMessageBox> tell(QWidget *parent, Question::Kind kind, const QString &title, const QString &text)
{
    QMessageBox *box = makeBox(parent, kind, title, text);
    box->addButton(QMessageBox::Ok);
    box->open();
    return box;
}

} // namespace formwork::widgets
