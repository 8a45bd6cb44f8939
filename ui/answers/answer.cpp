// SPDX-License-Identifier: Apache-2.0
#include "answers/answer.h"

#include "document/redact.h"
#include "document/value.h"
#include "jmespath/expression.h"
#include "widgets/secretclipboard.h"

#include <QCborArray>
#include <QCborMap>

namespace formwork::answers
{

namespace
{

void appendTexts(const QCborValue &value, QStringList &texts)
{
    if (value.isString())
        texts.append(value.toString());
    for (const QCborValue &inner : value.toArray())
        appendTexts(inner, texts);
    const QCborMap map = value.toMap();
    for (const auto &[key, inner] : map)
        appendTexts(inner, texts);
}

} // namespace

Answer::Answer(QObject *parent)
    : QObject(parent)
{
    widgets::SecretClipboard::watch(this, [this] { return revealedTexts(); });
}

// What the clipboard must not keep.
QStringList Answer::revealedTexts() const
{
    QStringList texts;
    for (const document::Pointer &pointer : m_revealed)
        appendTexts(document::valueAt(m_full, pointer), texts);
    return texts;
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
