// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QPointer>
#include <QString>

#include <functional>

class QMessageBox;
class QWidget;

namespace formwork::widgets
{

// A question over a window. It returns at once; the answer comes through a callback, which is not called if
// `parent` is gone by then. Closing the question is the answer `cancel`.
struct Question {
    enum class Kind { Question, Warning, Information };

    struct Answer {
        QString id;
        QString text; // a verb and its object: "Send it again"
        bool isPrimary = false;
        bool isDanger = false; // deletes or stops something
    };

    Kind kind = Kind::Question;
    QString title; // the question itself
    QString text; // what follows from each answer
    QString details; // folded away; may be empty
    QList<Answer> answers;
    QString cancelText; // empty: "Cancel"
    QString mustType; // no answer but the cancelling one before this has been typed; empty: nothing
    bool isProduction = false; // it is about an account that is marked so wherever it is shown
};

inline constexpr QStringView kCancelAnswer = u"cancel";

QPointer<QMessageBox> ask(QWidget *parent, const Question &question,
                          std::function<void(const QString &id)> answered);

// Says something that needs no answer.
QPointer<QMessageBox> tell(QWidget *parent, Question::Kind kind, const QString &title, const QString &text);

} // namespace formwork::widgets
