// SPDX-License-Identifier: Apache-2.0
#include "builtin.h"
#include "readers/modelfile.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

using namespace formwork;
using namespace formwork::model;
using namespace formwork::readers;

// The built-in models against what AWS publishes, where a copy of it is at hand (FORMWORK_SHARED): the same
// members, types, required members, enum values and limits all the way down.
class BuiltinFactsTest : public QObject
{
    Q_OBJECT
private:
    struct Limits {
        std::optional<qint64> least;
        std::optional<qint64> most;
        QString pattern;
    };

    static QJsonObject published(const QString &service)
    {
        const QString base =
            qEnvironmentVariable("FORMWORK_SHARED") + QStringLiteral("/models/botocore/%1/").arg(service);
        const QStringList versions = QDir(base).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
        if (versions.isEmpty())
            return {};
        const auto bytes = readModelBytes(base + versions.last() + QStringLiteral("/service-2.json.gz"));
        return QJsonDocument::fromJson(bytes.value_or(QByteArray())).object();
    }

    static QString withoutAnchors(QString pattern)
    {
        if (pattern.startsWith(u'^'))
            pattern.remove(0, 1);
        if (pattern.endsWith(u'$') && !pattern.endsWith(QStringLiteral("\\$")))
            pattern.chop(1);
        if (pattern.endsWith(QStringLiteral(".*")) && pattern.startsWith(QStringLiteral("arn:")))
            pattern.chop(2);
        return pattern;
    }

    // Published limits come in patterns too ("(?s).{1,80}"); a length says the same and reads better.
    static Limits publishedLimits(const QJsonObject &shape)
    {
        static const QRegularExpression asLength(QStringLiteral("^\\(\\?s\\)\\.\\{(\\d+),(\\d+)\\}$"));
        static const QRegularExpression lookAhead(QStringLiteral("^\\(\\?=\\.\\{(\\d+),(\\d+)\\}\\$\\)"));
        Limits limits;
        limits.pattern = shape[u"pattern"].toString();
        if (shape.contains(u"min"))
            limits.least = shape[u"min"].toInteger();
        if (shape.contains(u"max"))
            limits.most = shape[u"max"].toInteger();
        for (const QRegularExpression &known : {asLength, lookAhead}) {
            const auto match = known.match(limits.pattern);
            if (!match.hasMatch())
                continue;
            limits.least = match.captured(1).toLongLong();
            limits.most = match.captured(2).toLongLong();
            limits.pattern.remove(0, match.capturedLength());
        }
        limits.pattern = withoutAnchors(limits.pattern);
        return limits;
    }

    static Limits ownLimits(const Member &member)
    {
        const Constraints own = member.effectiveConstraints();
        Limits limits{own.minLength, own.maxLength, withoutAnchors(own.pattern)};
        if (own.minValue)
            limits.least = qint64(*own.minValue);
        if (own.maxValue)
            limits.most = qint64(*own.maxValue);
        return limits;
    }

    static QString kind(const Shape &shape)
    {
        switch (shape.type) {
        case ShapeType::Enum:
        case ShapeType::String:
            return QStringLiteral("string");
        case ShapeType::Union:
        case ShapeType::Structure:
            return QStringLiteral("structure");
        case ShapeType::List:
            return QStringLiteral("list");
        case ShapeType::Map:
            return QStringLiteral("map");
        case ShapeType::Boolean:
            return QStringLiteral("boolean");
        case ShapeType::Integer:
            return QStringLiteral("integer");
        case ShapeType::Long:
            return QStringLiteral("long");
        case ShapeType::Timestamp:
            return QStringLiteral("timestamp");
        default:
            return QStringLiteral("another type");
        }
    }

    static QStringList texts(const QJsonValue &array)
    {
        QStringList list;
        for (const QJsonValue &value : array.toArray())
            list.append(value.toString());
        list.sort();
        return list;
    }

    void note(const QString &place, bool agrees, const char *what)
    {
        if (!agrees)
            m_differences.append(place + QStringLiteral(": ") + QString::fromLatin1(what));
    }

    void compareMember(const QString &place, const Member &own, const QString &name)
    {
        const QJsonObject shape = m_shapes[name].toObject();
        const Limits expected = publishedLimits(shape);
        const Limits limits = ownLimits(own);
        note(place, kind(*own.target) == shape[u"type"].toString(), "type");
        note(place, limits.least == expected.least && limits.most == expected.most, "length or range");
        note(place, limits.pattern == expected.pattern, "pattern");
        note(place, !shape[u"sensitive"].toBool() || own.isSensitive(), "sensitive");
        QStringList values;
        for (const EnumValue &value : own.target->enumValues)
            values.append(value.value);
        values.sort();
        note(place, values == texts(shape[u"enum"]), "enum values");
        if (own.target->type == ShapeType::List)
            compareMember(place + QStringLiteral("/*"), own.target->element,
                          shape[u"member"].toObject()[u"shape"].toString());
        if (own.target->type == ShapeType::Map) {
            compareMember(place + QStringLiteral("/{key}"), own.target->key,
                          shape[u"key"].toObject()[u"shape"].toString());
            compareMember(place + QStringLiteral("/*"), own.target->element,
                          shape[u"value"].toObject()[u"shape"].toString());
        }
        if (own.target->type == ShapeType::Structure || own.target->type == ShapeType::Union)
            compareStructure(place, *own.target, name);
    }

    void compareStructure(const QString &place, const Shape &own, const QString &name)
    {
        ++m_structures;
        const QJsonObject shape = m_shapes[name].toObject();
        const QJsonObject members = shape[u"members"].toObject();
        note(place, shape[u"union"].toBool() == (own.type == ShapeType::Union), "union");
        QStringList names;
        QStringList required;
        for (const Member &member : own.members) {
            names.append(member.name);
            if (member.required)
                required.append(member.name);
        }
        names.sort();
        required.sort();
        note(place, names == members.keys(), "members");
        note(place, required == texts(shape[u"required"]), "required members");
        for (const Member &member : own.members) {
            const QJsonObject expected = members[member.name].toObject();
            note(place, member.idempotencyToken == expected[u"idempotencyToken"].toBool(), "token");
            const QString at = place + u'/' + member.name;
            compareMember(at, member, expected[u"shape"].toString());
        }
    }

private Q_SLOTS:
    void agreeWithWhatIsPublished_data() { test::addBuiltinRows(); }

    void agreeWithWhatIsPublished()
    {
        QFETCH(const QString, service);
        QFETCH(const QString, operation);
        const QJsonObject model = published(service);
        if (model.isEmpty())
            QSKIP("No published models here: set FORMWORK_SHARED to a folder that has them.");
        const OperationPtr own = test::readBuiltin(service, operation);
        QVERIFY(own);
        m_shapes = model[u"shapes"].toObject();
        m_differences.clear();
        m_structures = 0;
        const QJsonObject expected = model[u"operations"].toObject()[operation].toObject();
        QCOMPARE(own->idempotent, expected[u"idempotent"].toBool());
        QCOMPARE(own->deprecated, expected[u"deprecated"].toBool());
        compareStructure(QStringLiteral("input"), *own->input,
                         expected[u"input"].toObject()[u"shape"].toString());
        compareStructure(QStringLiteral("output"), *own->output,
                         expected[u"output"].toObject()[u"shape"].toString());
        QStringList errors;
        for (const Shape *error : own->errors) {
            errors.append(error->name);
            compareStructure(error->name, *error, error->name);
            const int status =
                m_shapes[error->name].toObject()[u"error"].toObject()[u"httpStatusCode"].toInt();
            note(error->name, status == 0 || status == error->error.httpStatus, "HTTP status");
        }
        QStringList expectedErrors;
        for (const QJsonValue &error : expected[u"errors"].toArray())
            expectedErrors.append(error.toObject()[u"shape"].toString());
        errors.sort();
        expectedErrors.sort();
        QCOMPARE(errors, expectedErrors);
        QVERIFY2(m_differences.isEmpty(), qPrintable(m_differences.join(u'\n')));
        qInfo("%d structures compared", m_structures);
    }

private:
    QJsonObject m_shapes; // published
    QStringList m_differences;
    int m_structures = 0;
};

QTEST_GUILESS_MAIN(BuiltinFactsTest)
#include "tst_builtinfacts.moc"
