// SPDX-License-Identifier: Apache-2.0
#include "alike/awscommand.h"

#include "alike/adapt.h"
#include "alike/exceptions.h"
#include "alike/shorthand.h"
#include "alike/yaml.h"
#include "base/tr.h"
#include "document/json.h"
#include "wording/names.h"
#include "wording/nearest.h"
#include "wording/servicenames.h"

#include <QCborArray>

#include <algorithm>

namespace formwork::alike
{

namespace
{

using model::ShapeType;

// An option with what stands after it.
struct Given {
    QString name; // without dashes
    QStringList values;
};

bool isOption(const QString &word)
{
    return word.size() > 2 && word.startsWith(QLatin1StringView("--")) && word[2].isLetter();
}

bool isFile(const QString &text)
{
    return text.startsWith(QLatin1StringView("file://")) || text.startsWith(QLatin1StringView("fileb://"));
}

class AwsReading
{
public:
    AwsReading(const Tools &tools, const Command &command)
        : m_tools(tools)
        , m_command(command)
    {
    }

    Result<Filled> read()
    {
        part();
        if (const Result<void> found = findOperation(); !found)
            return std::unexpected(found.error());
        m_filled.service = m_operation->service->id;
        m_filled.operation = m_operation->name;
        m_filled.from = QStringLiteral("aws %1 %2").arg(m_words.value(0), m_words.value(1));
        m_filled.notes = m_command.notes;
        noteAssignments(m_command, m_filled);
        m_isRaw = std::ranges::any_of(m_options, [](const Given &given) {
            return given.name == u"cli-binary-format" && given.values.value(0) == u"raw-in-base64-out";
        });
        for (const bool isInput : {true, false}) { // what an option says goes before what the input says
            for (const Given &given : std::as_const(m_options)) {
                const QString use = exceptions().awsOptions.value(given.name).use;
                if ((use == u"input" || use == u"yaml") == isInput && !(isInput && memberFor(given.name)))
                    take(given);
            }
        }
        if (m_words.size() > 2) // not repeated: it may be anything
            note(QStringLiteral("..."),
                 Tr::tr(
                     "Words that belong to no option are not understood; of a command that fetches data one "
                     "is the file that they go to."));
        return m_filled;
    }

private:
    // Words before the first option of the operation, and the options.
    void part()
    {
        const QStringList &words = m_command.words;
        for (qsizetype at = 1; at < words.size(); ++at) {
            if (!isOption(words[at])) {
                m_words.append(words[at]);
                continue;
            }
            const QString text = words[at].sliced(2);
            const qsizetype sign = text.indexOf(u'=');
            Given given{sign < 0 ? text : text.first(sign), {}};
            if (sign >= 0)
                given.values.append(text.sliced(sign + 1));
            const auto global = exceptions().awsOptions.constFind(given.name);
            const bool isGlobal = global != exceptions().awsOptions.cend() && m_words.size() < 2;
            if (isGlobal) { // before the operation: one value at most
                if (global->takesValue && sign < 0 && at + 1 < words.size())
                    given.values.append(words[++at]);
            } else {
                while (sign < 0 && at + 1 < words.size() && !isOption(words[at + 1]))
                    given.values.append(words[++at]);
            }
            m_options.append(given);
        }
    }

    Result<void> findOperation()
    {
        const QString service = m_words.value(0);
        const QString name = m_words.value(1);
        if (service.isEmpty() || name.isEmpty())
            return failure(Phase::Input, QStringLiteral("NoOperation"),
                           Tr::tr("The aws command names no operation."),
                           Tr::tr("It has to read: aws SERVICE OPERATION --option value ..."));
        const QString id = wording::canonicalServiceId(service);
        const auto known = m_tools.catalog->service(id);
        if (!known)
            return std::unexpected(known.error());
        if (wording::awsCommand((*known)->id) != service && (*known)->id == service)
            return failure(
                Phase::Input, QStringLiteral("NoOperation"),
                Tr::tr("aws %1 %2 is no operation of the service: the AWS CLI makes several requests "
                       "of it.")
                    .arg(service, name),
                Tr::tr("The single operations are those of aws %1.").arg(wording::awsCommand((*known)->id)));
        if (name == u"wait")
            return failure(Phase::Input, QStringLiteral("NoOperation"),
                           Tr::tr("aws %1 wait looks again and again until something is so.").arg(service),
                           Tr::tr("formwork-cli wait does the same; a form has Wait beside the answer."));
        const Result<model::OperationPtr> operation = m_tools.catalog->operation((*known)->id, name);
        if (!operation)
            return std::unexpected(operation.error());
        m_operation = *operation;
        return {};
    }

    [[nodiscard]] const model::Member *memberFor(const QString &option) const
    {
        for (const model::Member &member : m_operation->input->members) {
            if (wording::cliName(member.name) == option)
                return &member;
        }
        const QString renamed = exceptions().renamed.value(
            QStringList{m_operation->service->id, wording::cliName(m_operation->name), option}.join(u' '));
        return renamed.isEmpty() ? nullptr : m_operation->input->member(renamed);
    }

    // An option that fills several members: as many at least as at most.
    [[nodiscard]] QList<const model::Member *> membersFor(const QString &option) const
    {
        const QString renamed = exceptions().renamed.value(
            QStringList{m_operation->service->id, wording::cliName(m_operation->name), option}.join(u' '));
        QList<const model::Member *> members;
        if (!renamed.contains(u' '))
            return members;
        for (const QString &name : renamed.split(u' ')) {
            if (const model::Member *member = m_operation->input->member(name))
                members.append(member);
        }
        return members;
    }

    void note(const QString &what, const QString &sentence, Note::Why why = Note::Why::NotUnderstood)
    {
        m_filled.notes.append({why, what, sentence});
    }

    void take(const Given &given)
    {
        const QString shown = QStringLiteral("--") + given.name;
        if (const model::Member *member = memberFor(given.name)) {
            put(*member, given, shown);
            return;
        }
        if (const QList<const model::Member *> several = membersFor(given.name); !several.isEmpty()) {
            const QStringList parts = given.values.value(0).split(u':'); // "1:5"
            for (qsizetype i = 0; i < several.size(); ++i)
                put(*several[i], {given.name, {parts.value(qMin(i, parts.size() - 1))}}, shown);
            return;
        }
        if (given.name.startsWith(QLatin1StringView("no-"))) {
            const model::Member *member = memberFor(given.name.sliced(3));
            if (member && member->target->type == ShapeType::Boolean) {
                m_filled.document[member->name] = false;
                return;
            }
        }
        if (exceptions().awsOptions.contains(given.name)) {
            takeGlobal(given, shown);
            return;
        }
        QStringList names;
        for (const model::Member &member : m_operation->input->members)
            names.append(wording::cliName(member.name));
        const QStringList near = wording::nearestNames(given.name, names);
        note(shown,
             near.isEmpty() ? Tr::tr("%1 is no option of %2.").arg(shown, m_operation->name)
                            : Tr::tr("%1 is no option of %2; perhaps --%3 was meant.")
                                  .arg(shown, m_operation->name, near.join(QStringLiteral(", --"))));
    }

    void takeGlobal(const Given &given, const QString &shown)
    {
        const QString use = exceptions().awsOptions.value(given.name).use;
        const QString value = given.values.value(0);
        const bool isKnown = !holdsUnknown(value);
        if (use == u"region" && isKnown)
            m_filled.region = value;
        else if (use == u"profile" && isKnown)
            m_filled.profile = value;
        else if (use == u"input" || use == u"yaml")
            takeInput(value, shown, use == u"yaml");
        else if (use == u"endpoint")
            note(shown,
                 Tr::tr("%1 is not taken over: where a request goes is said by the account.").arg(shown),
                 Note::Why::Said);
        else if (use.isEmpty() || !isKnown)
            note(shown, Tr::tr("%1 is about the AWS CLI's work, and no part of the request.").arg(shown),
                 Note::Why::Said);
    }

    void takeInput(const QString &text, const QString &shown, bool isYaml)
    {
        if (isFile(text)) {
            noteFile(shown, text);
            return;
        }
        const Result<QCborValue> read = isYaml ? fromYaml(text) : document::fromPlainJson(text.toUtf8());
        if (!read || !read->isMap()) {
            note(shown,
                 Tr::tr("The value of %1 cannot be read as %2.")
                     .arg(shown, isYaml ? QStringLiteral("YAML") : QStringLiteral("JSON")));
            return;
        }
        const QCborMap fitted = adapted(*read, *m_operation->input, {}).toMap();
        for (const auto &[key, value] : fitted)
            m_filled.document[key.toString()] = value;
    }

    void noteFile(const QString &shown, const QString &text)
    {
        const QString name = text.section(QStringLiteral("://"), 1);
        note(shown,
             Tr::tr("%1 reads the file %2, which is not read here: choose it, or paste what it holds.")
                 .arg(shown, name));
    }

    QCborValue adapted(const QCborValue &value, const model::Shape &shape, const QString &path)
    {
        Adapting adapting(Origin::Text, m_filled.notes);
        return adapting.value(withoutUnknown(value, path, m_filled.notes), shape, path);
    }

    void put(const model::Member &member, const Given &given, const QString &shown)
    {
        const QCborValue value = valueOf(member, given, shown);
        if (value.isUndefined())
            return;
        const QCborValue fitted = adapted(value, *member.target, member.name);
        if (!fitted.isUndefined())
            m_filled.document[member.name] = fitted;
    }

    QCborValue valueOf(const model::Member &member, const Given &given, const QString &shown)
    {
        const model::Shape &shape = *member.target;
        if (shape.type == ShapeType::Boolean && given.values.isEmpty())
            return true;
        if (given.values.isEmpty()) {
            note(shown, Tr::tr("%1 has no value.").arg(shown));
            return {QCborValue::Undefined};
        }
        for (const QString &text : given.values) {
            if (isFile(text)) {
                noteFile(shown, text);
                return {QCborValue::Undefined};
            }
        }
        if (!shape.isAggregate() || shape.type == ShapeType::Document)
            return single(shape, given, shown);
        if (shape.type == ShapeType::List
            && !(given.values.size() == 1 && given.values.first().trimmed().startsWith(u'['))) {
            QCborArray entries;
            for (const QString &text : given.values) {
                const QCborValue entry = parsed(text, *shape.element.target, shown);
                if (!entry.isUndefined())
                    entries.append(entry);
            }
            return entries.isEmpty() ? QCborValue(QCborValue::Undefined) : QCborValue(entries);
        }
        noteRest(given, shown);
        return parsed(given.values.first(), shape, shown);
    }

    QCborValue single(const model::Shape &shape, const Given &given, const QString &shown)
    {
        noteRest(given, shown);
        const QString &text = given.values.first();
        if (shape.type == ShapeType::Document) {
            const auto json = document::fromPlainJson(text.toUtf8());
            return json ? *json : QCborValue(text);
        }
        if (shape.type != ShapeType::Blob || holdsUnknown(text))
            return text;
        const auto bytes =
            QByteArray::fromBase64Encoding(text.toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
        const bool isBase64 = !m_isRaw && bytes;
        // As the AWS CLI passes it on: base64 of what stands there, where it is none yet.
        return QString::fromLatin1((isBase64 ? bytes.decoded : text.toUtf8()).toBase64());
    }

    void noteRest(const Given &given, const QString &shown)
    {
        if (given.values.size() > 1)
            note(shown,
                 Tr::tr("Only the first value of %1 is taken; in a shell it may need quotes.").arg(shown));
    }

    QCborValue parsed(const QString &text, const model::Shape &shape, const QString &shown)
    {
        const QString trimmed = text.trimmed();
        if (shape.isAggregate() && (trimmed.startsWith(u'{') || trimmed.startsWith(u'['))) {
            const auto json = document::fromPlainJson(trimmed.toUtf8());
            if (json)
                return *json;
            note(shown, Tr::tr("The value of %1 is no JSON.").arg(shown));
            return {QCborValue::Undefined};
        }
        const Result<QCborValue> value = fromShorthand(text, shape);
        if (value)
            return *value;
        note(shown, Tr::tr("The value of %1 cannot be read: %2.").arg(shown, value.error().message));
        return {QCborValue::Undefined};
    }

    const Tools &m_tools;
    const Command &m_command;
    QStringList m_words;
    QList<Given> m_options;
    model::OperationPtr m_operation;
    Filled m_filled;
    bool m_isRaw = false;
};

} // namespace

void noteAssignments(const Command &command, Filled &filled)
{
    for (const auto &[name, value] : command.assignments) {
        if (name == u"AWS_PROFILE" || name == u"AWS_DEFAULT_PROFILE")
            filled.profile = holdsUnknown(value) ? QString() : value;
        else if (name == u"AWS_REGION" || name == u"AWS_DEFAULT_REGION")
            filled.region = holdsUnknown(value) ? QString() : value;
        else if (name == u"AWS_ACCESS_KEY_ID" || name == u"AWS_SECRET_ACCESS_KEY"
                 || name == u"AWS_SESSION_TOKEN" || name == u"AWS_SECURITY_TOKEN")
            filled.notes.append(
                {Note::Why::Said, name,
                 Tr::tr("%1 was dropped: requests are signed with the keys of the account.").arg(name)});
        else
            filled.notes.append({Note::Why::NotUnderstood, name,
                                 Tr::tr("The variable %1 in front of the command is not used.").arg(name)});
    }
}

Result<Filled> fromAwsCommand(const Tools &tools, const Command &command)
{
    AwsReading reading(tools, command);
    return reading.read();
}

} // namespace formwork::alike
