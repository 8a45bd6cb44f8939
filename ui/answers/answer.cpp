// SPDX-License-Identifier: Apache-2.0
#include "answers/answer.h"

#include "document/redact.h"
#include "document/value.h"
#include "jmespath/expression.h"

namespace formwork::answers
{

Answer::Answer(QObject *parent)
    : QObject(parent)
{
}

const model::Shape *Answer::shape() const { return m_operation ? m_operation->output : nullptr; }

void Answer::hide()
{
    m_shown = shape() ? document::redacted(m_full, *shape()) : m_full;
    for (const document::Pointer &pointer : std::as_const(m_revealed))
        document::setValue(m_shown, pointer, document::valueAt(m_full, pointer));
}

void Answer::set(const model::OperationPtr &operation, const QCborValue &full)
{
    m_operation = operation;
    m_full = full;
    m_revealed.clear();
    hide();
    Q_EMIT changed();
}

void Answer::extend(const QCborValue &full)
{
    m_full = full;
    hide();
    Q_EMIT extended();
}

void Answer::setPlain(const QCborValue &value)
{
    m_operation.reset();
    m_full = value;
    m_revealed.clear();
    hide();
    Q_EMIT changed();
}

bool Answer::isHidden(const document::Pointer &pointer) const
{
    if (!shape() || document::valueAt(m_shown, pointer) != QCborValue(document::kSealedText.toString()))
        return false;
    return document::valueAt(m_full, pointer) != QCborValue(document::kSealedText.toString());
}

void Answer::reveal(const document::Pointer &pointer)
{
    if (!isHidden(pointer))
        return;
    m_revealed.append(pointer);
    document::setValue(m_shown, pointer, document::valueAt(m_full, pointer));
    Q_EMIT revealed(pointer);
}

QString pathOf(const QCborValue &root, const document::Pointer &pointer)
{
    QString path;
    document::Pointer at;
    for (const QString &token : pointer.tokens()) {
        if (document::valueAt(root, at).isArray())
            path += u'[' + token + u']';
        else
            path += (path.isEmpty() ? QString() : QStringLiteral(".")) + jmespath::identifier(token);
        at = at.child(token);
    }
    return path.isEmpty() ? QStringLiteral("@") : path;
}

} // namespace formwork::answers
