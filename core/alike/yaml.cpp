// SPDX-License-Identifier: Apache-2.0
#include "alike/yaml.h"

#include "base/tr.h"

#include <QCborArray>
#include <QCborMap>
#include <QHash>
#include <QRegularExpression>

#include <yaml.h>

#include <memory>
#include <optional>

namespace formwork::alike
{

namespace
{

constexpr qsizetype kLongest = 16 * 1024 * 1024; // characters
constexpr qsizetype kMostValues = 1'000'000; // an alias of aliases of aliases is short, and without end
constexpr int kDeepest = 100;

const QString kStandardTag = QStringLiteral("tag:yaml.org,2002:");
const QString kMerge = QStringLiteral("<<");

struct EventEnd {
    void operator()(yaml_event_t *event) const
    {
        yaml_event_delete(event);
        delete event;
    }
};
using Event = std::unique_ptr<yaml_event_t, EventEnd>;

QString textOf(const yaml_char_t *text)
{
    return text ? QString::fromUtf8(reinterpret_cast<const char *>(text)) : QString();
}

QCborValue plainWord(const QString &text)
{
    if (text.isEmpty() || text == u"~" || text == u"null" || text == u"Null" || text == u"NULL")
        return QCborValue(nullptr);
    if (text == u"true" || text == u"True" || text == u"TRUE")
        return true;
    if (text == u"false" || text == u"False" || text == u"FALSE")
        return false;
    static const QRegularExpression kInteger(QStringLiteral("^-?(0|[1-9][0-9]{0,17})$"));
    static const QRegularExpression kNumber(QStringLiteral("^-?(0|[1-9][0-9]*)\\.[0-9]+([eE][-+]?[0-9]+)?$"));
    if (kInteger.match(text).hasMatch())
        return text.toLongLong();
    if (kNumber.match(text).hasMatch())
        return text.toDouble();
    return text;
}

// {"Fn::GetAtt": [...]} of "!GetAtt".
QCborValue tagged(const QString &tag, const QCborValue &value)
{
    if (!tag.startsWith(u'!') || tag.size() == 1)
        return value;
    const QString name = tag.sliced(1);
    const bool isOwn = name == u"Ref" || name == u"Condition";
    return QCborMap{{isOwn ? name : QStringLiteral("Fn::") + name, value}};
}

class YamlReading
{
public:
    explicit YamlReading(const QByteArray &text)
    {
        m_isReady = yaml_parser_initialize(&m_parser) != 0;
        if (!m_isReady)
            return;
        yaml_parser_set_encoding(&m_parser, YAML_UTF8_ENCODING);
        yaml_parser_set_input_string(&m_parser, reinterpret_cast<const unsigned char *>(text.constData()),
                                     size_t(text.size()));
    }

    ~YamlReading()
    {
        if (m_isReady)
            yaml_parser_delete(&m_parser);
    }

    Q_DISABLE_COPY_MOVE(YamlReading)

    // Nothing where it is not understood: failedLine() tells where.
    std::optional<QCborValue> document()
    {
        QCborValue value(nullptr);
        Event event = next(); // the stream
        if (event)
            event = next();
        if (event && event->type == YAML_DOCUMENT_START_EVENT) {
            if (event = next(); event)
                value = node(*event, 0);
            if (m_failedLine == 0)
                event = next(); // tells whether something stands after it
        }
        return m_failedLine == 0 ? std::optional(value) : std::nullopt;
    }

    [[nodiscard]] qsizetype failedLine() const { return m_failedLine; } // counted from 1

private:
    Event next()
    {
        if (!m_isReady || m_failedLine > 0)
            return fail(0), nullptr;
        Event event(new yaml_event_t{});
        if (yaml_parser_parse(&m_parser, event.get()) == 0)
            return fail(m_parser.problem_mark.line ? m_parser.problem_mark.line : m_parser.mark.line),
                   nullptr;
        return event;
    }

    void fail(size_t line)
    {
        if (m_failedLine == 0)
            m_failedLine = qsizetype(line) + 1;
    }

    void fail(const yaml_event_t &event) { fail(event.start_mark.line); }

    QCborValue node(const yaml_event_t &event, int depth)
    {
        if (depth > kDeepest || ++m_values > kMostValues)
            return fail(event), QCborValue();
        switch (event.type) {
        case YAML_ALIAS_EVENT:
            return alias(event);
        case YAML_SCALAR_EVENT:
            return kept(event.data.scalar.anchor, scalar(event), m_values - 1);
        case YAML_SEQUENCE_START_EVENT: {
            const qsizetype before = m_values - 1;
            const QCborValue value = tagged(textOf(event.data.sequence_start.tag), sequence(depth));
            return kept(event.data.sequence_start.anchor, value, before);
        }
        case YAML_MAPPING_START_EVENT: {
            const qsizetype before = m_values - 1;
            const QCborValue value = tagged(textOf(event.data.mapping_start.tag), mapping(depth));
            return kept(event.data.mapping_start.anchor, value, before);
        }
        default:
            return fail(event), QCborValue();
        }
    }

    QCborValue kept(const yaml_char_t *anchor, const QCborValue &value, qsizetype valuesBefore)
    {
        if (anchor)
            m_anchors.insert(textOf(anchor), {value, m_values - valuesBefore});
        return value;
    }

    QCborValue alias(const yaml_event_t &event)
    {
        const auto found = m_anchors.constFind(textOf(event.data.alias.anchor));
        if (found == m_anchors.cend())
            return fail(event), QCborValue();
        m_values += found->values;
        if (m_values > kMostValues)
            return fail(event), QCborValue();
        return found->value;
    }

    static QCborValue scalar(const yaml_event_t &event)
    {
        const QString tag = textOf(event.data.scalar.tag);
        const QString text = QString::fromUtf8(reinterpret_cast<const char *>(event.data.scalar.value),
                                               qsizetype(event.data.scalar.length));
        const bool isPlain = event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
        if (tag.startsWith(kStandardTag))
            return tag.endsWith(u":str") || tag.endsWith(u":binary") ? QCborValue(text) : plainWord(text);
        return tagged(tag, isPlain && tag != u"!" ? plainWord(text) : QCborValue(text));
    }

    QCborValue sequence(int depth)
    {
        QCborArray entries;
        for (Event event = next(); event && event->type != YAML_SEQUENCE_END_EVENT; event = next())
            entries.append(node(*event, depth + 1));
        return entries;
    }

    QCborValue mapping(int depth)
    {
        QCborMap entries;
        QList<QCborMap> merged;
        for (Event key = next(); key && key->type != YAML_MAPPING_END_EVENT; key = next()) {
            const bool isText = key->type == YAML_SCALAR_EVENT;
            const QString name = isText ? textOf(key->data.scalar.value) : QString();
            if (!isText || entries.contains(name)) {
                fail(*key);
                break;
            }
            const Event at = next();
            if (!at)
                break;
            const QCborValue value = node(*at, depth + 1);
            if (name != kMerge || key->data.scalar.style != YAML_PLAIN_SCALAR_STYLE)
                entries[name] = value;
            else if (!takeMerged(value, merged))
                fail(*at);
        }
        for (const QCborMap &from : std::as_const(merged)) {
            for (const auto &[name, value] : from) {
                if (!entries.contains(name))
                    entries[name] = value;
            }
        }
        return entries;
    }

    static bool takeMerged(const QCborValue &value, QList<QCborMap> &merged)
    {
        if (value.isMap()) {
            merged.append(value.toMap());
            return true;
        }
        const QCborArray several = value.toArray();
        for (const QCborValue &one : several)
            merged.append(one.toMap());
        return value.isArray();
    }

    struct Anchor {
        QCborValue value;
        qsizetype values = 0; // in it, itself among them
    };

    yaml_parser_t m_parser = {};
    bool m_isReady = false;
    QHash<QString, Anchor> m_anchors;
    qsizetype m_values = 0;
    qsizetype m_failedLine = 0;
};

} // namespace

Result<QCborValue> fromYaml(const QString &text)
{
    if (text.size() > kLongest)
        return failure(Phase::Input, QStringLiteral("NotYaml"),
                       Tr::tr("The text is too long to be read as YAML."));
    const QByteArray bytes = text.toUtf8();
    YamlReading reading(bytes);
    const std::optional<QCborValue> value = reading.document();
    if (!value)
        return failure(Phase::Input, QStringLiteral("NotYaml"),
                       Tr::tr("Line %1 is not understood as YAML.").arg(reading.failedLine()));
    return *value;
}

} // namespace formwork::alike
