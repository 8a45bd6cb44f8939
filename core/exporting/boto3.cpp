// SPDX-License-Identifier: Apache-2.0
#include "document/filebody.h"
#include "document/jsontext.h"
#include "document/number.h"
#include "document/redact.h"
#include "document/timestamp.h"
#include "exporting/export.h"
#include "exporting/shell.h"
#include "wording/names.h"
#include "wording/servicenames.h"

#include <QCborArray>
#include <QCborMap>
#include <QDateTime>
#include <QHash>
#include <QSet>
#include <QTimeZone>

#include <algorithm>

namespace formwork::exporting
{

namespace
{

constexpr qsizetype kIndent = 4;

QString textLiteral(const QString &text)
{
    QString result(u'"');
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        const bool isPair = c.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        if (isPair)
            result.append(c).append(text[++i]);
        else if (c == u'"' || c == u'\\')
            result.append(u'\\').append(c);
        else if (c == u'\n')
            result += QStringLiteral("\\n");
        else if (c < QChar(0x20) || c == QChar(0x7f) || c.isSurrogate() || c == QChar(0x2028)
                 || c == QChar(0x2029))
            result += QStringLiteral("\\u%1").arg(c.unicode(), 4, 16, QLatin1Char('0'));
        else
            result.append(c);
    }
    return result + u'"';
}

QString bytesLiteral(const QByteArray &bytes)
{
    QString result = QStringLiteral("b\"");
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\')
            result.append(u'\\').append(QLatin1Char(c));
        else if (byte >= 0x20 && byte < 0x7f)
            result.append(QLatin1Char(c));
        else
            result += QStringLiteral("\\x%1").arg(byte, 2, 16, QLatin1Char('0'));
    }
    return result + u'"';
}

bool isArgumentName(const QString &name)
{
    static const QSet<QString> kKeywords = [] {
        QSet<QString> words;
        const QString all = QStringLiteral(
            "False None True and as assert async await break class continue def del elif else except finally "
            "for from "
            "global if import in is lambda nonlocal not or pass raise return try while with yield");
        for (const QString &word : all.split(u' '))
            words.insert(word);
        return words;
    }();
    const auto isLetter = [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || c == u'_';
    };
    return !name.isEmpty() && isLetter(name.front()) && !kKeywords.contains(name)
        && std::ranges::all_of(name, [&](QChar c) { return isLetter(c) || (c >= u'0' && c <= u'9'); });
}

// Writes Python and remembers what it needs to import. Secrets are read from the environment when the script
// runs.
class PythonWriter
{
public:
    explicit PythonWriter(const model::Operation &operation)
        : m_operation(operation)
    {
    }

    QString call(const QCborValue &input);
    [[nodiscard]] const QSet<QString> &modules() const { return m_modules; }

private:
    QString literal(const QCborValue &value, int depth);
    QString container(const QStringList &entries, QChar open, QChar close, int depth) const;
    QString secret(const QCborValue &value, const QString &variable);
    QString time(const document::Moment &moment);
    QString number(double value) const;

    const model::Operation &m_operation;
    QHash<QString, QString> m_secrets; // mark -> expression
    QSet<QString> m_modules;
};

QString PythonWriter::secret(const QCborValue &value, const QString &variable)
{
    m_modules.insert(QStringLiteral("os"));
    const QString read = QStringLiteral("os.environ[\"%1\"]").arg(variable);
    if (value.isString())
        return read;
    if (value.isByteArray()) { // as the other tools take it
        m_modules.insert(QStringLiteral("base64"));
        return QStringLiteral("base64.b64decode(%1)").arg(read);
    }
    m_modules.insert(QStringLiteral("json"));
    return QStringLiteral("json.loads(%1)").arg(read);
}

QString PythonWriter::call(const QCborValue &input)
{
    ShellVariables names;
    const QCborValue marked = document::mapSecrets(
        input, *m_operation.input,
        [&](const document::Pointer &at, const model::Member &, const QCborValue &value) {
            const QString mark = names.mark(at.last(), true);
            m_secrets.insert(mark, secret(value, names.names().last()));
            return QCborValue(mark);
        });
    const QCborMap map = marked.toMap();
    const bool asArguments = std::all_of(map.constBegin(), map.constEnd(), [](const auto &entry) {
        return isArgumentName(entry.first.toString());
    });
    const QString method = wording::cliName(m_operation.name).replace(u'-', u'_');
    if (map.isEmpty())
        return QStringLiteral("client.%1()").arg(method);
    if (!asArguments)
        return QStringLiteral("client.%1(**%2)").arg(method, literal(marked, 0));
    const auto file = document::fileIn(*m_operation.input, input);
    QStringList arguments;
    for (auto it = map.constBegin(); it != map.constEnd(); ++it)
        arguments.append(it.key().toString() + u'='
                         + (file && it.key().toString() == document::blobPayload(*m_operation.input)->name
                                ? QStringLiteral("open(%1, \"rb\")").arg(textLiteral(file->path))
                                : literal(it.value(), 1)));
    return QStringLiteral("client.%1").arg(method) + container(arguments, u'(', u')', 0);
}

QString PythonWriter::container(const QStringList &entries, QChar open, QChar close, int depth) const
{
    if (entries.isEmpty())
        return QString(open) + close;
    const QString inner = QString((depth + 1) * kIndent, u' ');
    QString result = QString(open) + u'\n';
    for (const QString &entry : entries)
        result += inner + entry + QStringLiteral(",\n");
    return result + QString(depth * kIndent, u' ') + close;
}

QString PythonWriter::literal(const QCborValue &value, int depth)
{
    QStringList entries;
    if (value.isMap()) {
        const QCborMap map = value.toMap();
        for (auto it = map.constBegin(); it != map.constEnd(); ++it)
            entries.append(textLiteral(it.key().toString()) + QStringLiteral(": ")
                           + literal(it.value(), depth + 1));
        return container(entries, u'{', u'}', depth);
    }
    if (value.isArray()) {
        for (const QCborValue &item : value.toArray())
            entries.append(literal(item, depth + 1));
        return container(entries, u'[', u']', depth);
    }
    if (value.isString()) {
        const QString text = value.toString();
        const auto hidden = m_secrets.constFind(text);
        return hidden == m_secrets.constEnd() ? textLiteral(text) : *hidden;
    }
    if (value.isByteArray())
        return bytesLiteral(value.toByteArray());
    if (value.isInteger())
        return QString::number(value.toInteger());
    if (value.isDouble())
        return number(value.toDouble());
    if (value.isBool())
        return value.toBool() ? QStringLiteral("True") : QStringLiteral("False");
    if (const auto digits = document::exactNumberText(value))
        return QString::fromLatin1(*digits);
    const auto moment = document::momentOf(value);
    return moment ? time(*moment) : QStringLiteral("None");
}

QString PythonWriter::number(double value) const
{
    if (qIsNaN(value))
        return QStringLiteral("float(\"nan\")");
    if (qIsInf(value))
        return value > 0 ? QStringLiteral("float(\"inf\")") : QStringLiteral("float(\"-inf\")");
    return QString::fromLatin1(document::floatText(value));
}

// Python's times end with microseconds.
QString PythonWriter::time(const document::Moment &moment)
{
    constexpr int kNanoseconds = 1000; // of a microsecond
    m_modules.insert(QStringLiteral("datetime"));
    const QDateTime utc = moment.toDateTime().toUTC();
    const QDate date = utc.date();
    const QTime clock = utc.time();
    QString result = QStringLiteral("datetime.datetime(%1, %2, %3, %4, %5, %6")
                         .arg(date.year())
                         .arg(date.month())
                         .arg(date.day())
                         .arg(clock.hour())
                         .arg(clock.minute())
                         .arg(clock.second());
    if (const int fraction = moment.nanoseconds / kNanoseconds; fraction != 0)
        result += QStringLiteral(", %1").arg(fraction);
    return result + QStringLiteral(", tzinfo=datetime.timezone.utc)");
}

QString clientCall(const model::Operation &operation, const Context &context)
{
    const QString session = context.profile.isEmpty()
        ? QStringLiteral("boto3")
        : QStringLiteral("boto3.Session(profile_name=%1)").arg(textLiteral(context.profile));
    QString result = QStringLiteral("client = %1.client(%2")
                         .arg(session, textLiteral(wording::canonicalServiceId(operation.service->id)));
    if (!context.region.isEmpty())
        result += QStringLiteral(", region_name=%1").arg(textLiteral(context.region));
    if (!context.endpointUrl.isEmpty())
        result += QStringLiteral(", endpoint_url=%1").arg(textLiteral(context.endpointUrl));
    return result + QStringLiteral(")\n");
}

} // namespace

QString boto3(const model::Operation &operation, const QCborValue &input, const Context &context)
{
    PythonWriter writer(operation);
    const QString call = writer.call(input);
    QStringList modules(writer.modules().begin(), writer.modules().end());
    modules.sort();
    QString result;
    for (const QString &module : std::as_const(modules))
        result += QStringLiteral("import %1\n").arg(module);
    if (!result.isEmpty())
        result += u'\n';
    result += QStringLiteral("import boto3\n\n") + clientCall(operation, context)
        + QStringLiteral("response = %1\n").arg(call);
    const model::Member *data = document::blobPayload(*operation.output);
    if (!data)
        return result + QStringLiteral("print(response)\n");
    return result
        + QStringLiteral("with open(%1, \"wb\") as file:\n    for chunk in response[%2].iter_chunks():\n"
                         "        file.write(chunk)\n")
              .arg(textLiteral(context.outputFile), textLiteral(data->name));
}

} // namespace formwork::exporting
