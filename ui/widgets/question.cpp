// SPDX-License-Identifier: Apache-2.0
#include "widgets/question.h"

#include "base/tr.h"
#include "widgets/announce.h"
#include "widgets/chip.h"
#include "widgets/labels.h"
#include "widgets/stylesheet.h"

#include <QAbstractButton>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QVBoxLayout>

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

// Between the text and the buttons, which stand in the last row.
void addBelowText(QMessageBox *box, QWidget *place)
{
    auto *grid = qobject_cast<QGridLayout *>(box->layout());
    if (!grid)
        return;
    const int row = grid->rowCount();
    grid->addWidget(place, row, 0, 1, grid->columnCount());
    for (int i = 0; i < grid->count(); ++i) {
        auto *buttons = qobject_cast<QDialogButtonBox *>(grid->itemAt(i)->widget());
        if (!buttons)
            continue;
        grid->removeWidget(buttons);
        grid->addWidget(buttons, row + 1, 0, 1, grid->columnCount());
        break;
    }
}

// Return in the field answers only once what is asked for stands in it: until then it neither sends anything
// nor takes the question away, as the cancelling default button would.
class TypedName : public QLineEdit
{
public:
    using QLineEdit::QLineEdit;
    std::function<void()> entered;

protected:
    void keyPressEvent(QKeyEvent *event) override
    {
        if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
            event->accept();
            entered();
            return;
        }
        QLineEdit::keyPressEvent(event);
    }
};

// A field below the text; the answers wait until what is asked for stands in it.
void addTyping(QMessageBox *box, const QString &wanted, const QList<QPushButton *> &answers)
{
    auto *place = new QWidget(box);
    auto *field = new TypedName(place);
    field->setObjectName(QStringLiteral("typedName"));
    const QString caption = Tr::tr("Type %1 to go on:").arg(wanted);
    field->setAccessibleName(caption);
    auto *label = new QLabel(caption, place);
    label->setTextFormat(Qt::PlainText);
    label->setBuddy(field);
    auto *wrong = wrappedLabel({}, place);
    wrong->setObjectName(QStringLiteral("wrongName"));
    setRole(wrong, "problem");
    wrong->hide();
    auto *column = new QVBoxLayout(place);
    column->setContentsMargins({});
    column->addWidget(label);
    column->addWidget(field);
    column->addWidget(wrong);
    addBelowText(box, place);
    const auto isTyped = [field, wanted] { return field->text().trimmed() == wanted; };
    const auto refresh = [field, wrong, isTyped, answers] {
        wrong->hide();
        setFlag(field, "invalid", false);
        for (QPushButton *answer : answers)
            answer->setEnabled(isTyped());
    };
    field->entered = [field, wrong, wanted, isTyped, answers] {
        if (isTyped()) {
            if (answers.size() == 1)
                answers.first()->click();
            else
                answers.first()->setFocus();
            return;
        }
        wrong->setText(
            Tr::tr("That is not it: it has to be %1, to the letter. Nothing was sent.").arg(wanted));
        wrong->show();
        setFlag(field, "invalid", true);
        announce(wrong, wrong->text());
    };
    QObject::connect(field, &QLineEdit::textChanged, box, refresh);
    refresh();
    field->setFocus();
}

void addProductionMark(QMessageBox *box)
{
    auto *place = new QWidget(box);
    auto *row = new QHBoxLayout(place);
    row->setContentsMargins({});
    auto *mark = new Chip({Tr::tr("Production"), {}, Tone::Rejected}, place);
    mark->setObjectName(QStringLiteral("questionProduction"));
    row->addWidget(mark);
    row->addStretch(1);
    addBelowText(box, place);
}

} // namespace

QPointer<QMessageBox> ask(QWidget *parent, const Question &question,
                          std::function<void(const QString &id)> answered)
{
    QMessageBox *box = makeBox(parent, question.kind, question.title, question.text);
    box->setDetailedText(question.details);
    QList<QPushButton *> answers;
    for (const Question::Answer &answer : question.answers) {
        QPushButton *button = box->addButton(answer.text, QMessageBox::ActionRole);
        button->setObjectName(answer.id);
        setFlag(button, "primary", answer.isPrimary || answer.isDanger);
        setFlag(button, "danger", answer.isDanger);
        answers += button;
    }
    const QString cancelText = question.cancelText.isEmpty() ? Tr::tr("Cancel") : question.cancelText;
    QPushButton *cancel = box->addButton(cancelText, QMessageBox::RejectRole);
    cancel->setObjectName(kCancelAnswer.toString());
    box->setEscapeButton(cancel);
    box->setDefaultButton(cancel); // a Return out of habit must not send anything
    if (question.isProduction)
        addProductionMark(box);
    if (!question.mustType.isEmpty())
        addTyping(box, question.mustType, answers);
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
