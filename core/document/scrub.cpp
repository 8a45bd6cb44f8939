// SPDX-License-Identifier: Apache-2.0
#include "document/scrub.h"

#include "document/redact.h"

#include <QCborArray>
#include <QCborMap>
#include <QUrl>

#include <algorithm>

namespace formwork::document
{

namespace
{

constexpr qsizetype kLeast = 4; // characters of a secret
constexpr qsizetype kLeastEncoded = 6; // of a part of base64 that stands inside of more
constexpr qsizetype kLongest = 64 * 1024; // what is longer is looked for as it is only

struct Form {
    QString text;
    Qt::CaseSensitivity sensitivity = Qt::CaseSensitive;
};

QString escapedForJson(const QString &text, bool asciiOnly)
{
    QString result;
    for (const QChar c : text) {
        const bool isPlain = c >= u' ' && c != u'"' && c != u'\\' && !(asciiOnly && c > u'\x7e');
        if (isPlain)
            result += c;
        else if (c == u'"' || c == u'\\')
            result += QStringLiteral("\\") + c;
        else if (c == u'\n')
            result += QStringLiteral("\\n");
        else if (c == u'\r')
            result += QStringLiteral("\\r");
        else if (c == u'\t')
            result += QStringLiteral("\\t");
        else
            result += QStringLiteral("\\u%1").arg(c.unicode(), 4, 16, QChar(u'0'));
    }
    return result;
}

QString escapedForXml(const QString &text, const QString &quote)
{
    return text.toHtmlEscaped().replace(u'\'', quote);
}

// What of base64 depends on these bytes alone when `before` other bytes (0 to 2) stand in their group.
QByteArray base64Core(const QByteArray &bytes, qsizetype before)
{
    const QByteArray whole = (QByteArray(before, '\0') + bytes).toBase64(QByteArray::OmitTrailingEquals);
    const qsizetype first = (before * 8 + 5) / 6;
    const qsizetype end = (before + bytes.size()) * 8 / 6;
    return whole.sliced(first, end - first);
}

void addBase64(const QByteArray &bytes, QList<Form> &forms)
{
    for (qsizetype before = 0; before < 3; ++before) {
        const QByteArray core = base64Core(bytes, before);
        if (core.size() < kLeastEncoded)
            continue;
        const QString standard = QString::fromLatin1(core);
        QString urlSafe = standard;
        urlSafe.replace(u'+', u'-').replace(u'/', u'_');
        forms.append({standard, Qt::CaseSensitive});
        forms.append({QString::fromLatin1(QUrl::toPercentEncoding(standard)), Qt::CaseSensitive});
        forms.append({urlSafe, Qt::CaseSensitive});
    }
}

QList<Form> formsOf(const QString &secret)
{
    QList<Form> forms{{secret, Qt::CaseSensitive}};
    if (secret.size() > kLongest)
        return forms;
    const QByteArray bytes = secret.toUtf8();
    // With its end, which the parts below leave open.
    const QString whole = QString::fromLatin1(bytes.toBase64());
    forms.append({whole, Qt::CaseSensitive});
    forms.append({QString::fromLatin1(QUrl::toPercentEncoding(whole)), Qt::CaseInsensitive});
    addBase64(bytes, forms);
    const auto add = [&](const QString &text, QChar mark) {
        if (text != secret)
            forms.append({text, text.contains(mark) ? Qt::CaseInsensitive : Qt::CaseSensitive});
    };
    const QString json = escapedForJson(secret, false);
    const QString percent = QString::fromLatin1(QUrl::toPercentEncoding(secret));
    add(json, u'\\');
    add(escapedForJson(secret, true), u'\\');
    add(QString(json).replace(u'/', QStringLiteral("\\/")), u'\\');
    add(escapedForXml(secret, QStringLiteral("&#39;")), u'&');
    add(escapedForXml(secret, QStringLiteral("&apos;")), u'&');
    add(percent, u'%');
    add(QString(percent).replace(QStringLiteral("%20"), QStringLiteral("+")), u'%');
    forms.append({QString::fromLatin1(bytes.toHex()), Qt::CaseInsensitive});
    return forms;
}

} // namespace

void collectTexts(const QCborValue &value, QStringList &texts)
{
    if (value.isMap()) {
        const QCborMap map = value.toMap();
        for (const auto &[key, entry] : map)
            collectTexts(entry, texts);
    } else if (value.isArray()) {
        const QCborArray array = value.toArray();
        for (const QCborValue &entry : array)
            collectTexts(entry, texts);
    } else if (value.isByteArray()) {
        const QByteArray bytes = value.toByteArray();
        const QString text = QString::fromUtf8(bytes);
        texts.append(QString::fromLatin1(bytes.toBase64()));
        if (text.toUtf8() == bytes)
            texts.append(text);
    } else if (value.isString() || value.isInteger() || value.isDouble()) {
        texts.append(value.toVariant().toString());
    }
}

QStringList scrubbable(QStringList secrets)
{
    secrets.removeIf([](const QString &text) { return text.size() < kLeast; });
    secrets.removeDuplicates();
    // One may be part of another.
    std::ranges::sort(secrets, [](const QString &a, const QString &b) { return a.size() > b.size(); });
    return secrets;
}

QString scrubbed(QString text, const QStringList &secrets)
{
    const QString sealed = kSealedText.toString();
    for (const QString &secret : secrets) {
        if (text.isEmpty() || secret.size() < kLeast)
            continue;
        for (const Form &form : formsOf(secret)) {
            if (form.text.size() <= text.size())
                text.replace(form.text, sealed, form.sensitivity);
        }
    }
    return text;
}

} // namespace formwork::document
