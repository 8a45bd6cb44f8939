// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "document/pointer.h"
#include "model/service.h"

#include <QCborValue>
#include <QObject>

#include <functional>

class QMenu;

namespace formwork::answers
{

// An answer as it may be shown: its secrets are hidden until the person asks for one of them. Everything that
// is shown, copied or saved is taken from here.
class Answer : public QObject
{
    Q_OBJECT

public:
    explicit Answer(QObject *parent = nullptr);

    [[nodiscard]] const QCborValue &shown() const { return m_shown; }
    [[nodiscard]] const model::Shape *shape() const; // null: nothing is known of it
    [[nodiscard]] bool isHidden(const document::Pointer &pointer) const;

    void set(const model::OperationPtr &operation, const QCborValue &full); // its output
    void extend(const QCborValue &full); // the same answer, with more at the ends of its lists
    void setPlain(const QCborValue &value); // what an expression made of it
    void reveal(const document::Pointer &pointer);

    // What else can be done at a place, for the menus of its views; nothing while only a part is shown.
    using EntryMenu = std::function<void(QMenu *menu, const document::Pointer &place)>;
    void setEntryMenu(EntryMenu fill) { m_entryMenu = std::move(fill); }
    void fillMenu(QMenu *menu, const document::Pointer &place) const
    {
        if (m_entryMenu && m_operation)
            m_entryMenu(menu, place);
    }

Q_SIGNALS:
    void changed(); // another answer
    void extended();
    void revealed(const formwork::document::Pointer &pointer);
    void useAsked(const QString &name, const QString &value); // of a single value, to go on with it

private:
    void hide();
    [[nodiscard]] QStringList revealedTexts() const;

    model::OperationPtr m_operation; // owns the shape
    QCborValue m_full;
    QCborValue m_shown;
    QList<document::Pointer> m_revealed;
    EntryMenu m_entryMenu;
};

// The value at a place as a JMESPath expression, which formwork-cli and the AWS CLI take for --query.
[[nodiscard]] QString pathOf(const QCborValue &root, const document::Pointer &pointer);

} // namespace formwork::answers
