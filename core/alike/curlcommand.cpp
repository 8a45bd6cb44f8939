// SPDX-License-Identifier: Apache-2.0
#include "alike/curlcommand.h"

#include "alike/adapt.h"
#include "alike/awscommand.h"
#include "alike/curloptions.h"
#include "base/http.h"
#include "base/tr.h"
#include "document/json.h"
#include "practice/router.h"
#include "protocol/codec.h"
#include "protocol/formreader.h"

#include <QCborArray>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace formwork::alike
{

namespace
{

class CurlReading
{
public:
    CurlReading(const Tools &tools, guide::GuidesPtr guides, const Command &command)
        : m_tools(tools)
        , m_guides(std::move(guides))
        , m_command(command)
    {
    }

    Result<Filled> read()
    {
        m_filled.notes = m_command.notes;
        noteAssignments(m_command, m_filled);
        takeWords();
        const QUrl url(m_url, QUrl::TolerantMode);
        if (m_url.isEmpty() || url.host().isEmpty())
            return failure(Phase::Input, QStringLiteral("NoUrl"), Tr::tr("The curl command has no address."),
                           Tr::tr("It has to name the address of a service: https://..."));
        address(url);
        const Result<practice::Routed> routed = find();
        if (!routed)
            return std::unexpected(routed.error());
        const model::Operation &operation = *routed->operation;
        const Result<QCborValue> input = protocol::parseRequest(operation, routed->request);
        if (!input)
            return failure(Phase::Input, QStringLiteral("NotUnderstood"),
                           Tr::tr("The command asks for %1 of %2, and what it sends does not fit that.")
                               .arg(operation.name, operation.service->title),
                           Tr::tr("Open the form of %1 and fill it in.").arg(operation.name));
        m_filled.service = operation.service->id;
        m_filled.operation = operation.name;
        m_filled.from = QStringLiteral("curl %1 %2").arg(QString::fromUtf8(m_request.method), url.host());
        takeInput(operation, *input);
        noteUnknown(operation);
        return m_filled;
    }

private:
    void note(const QString &what, const QString &sentence, Note::Why why = Note::Why::NotUnderstood)
    {
        m_filled.notes.append({why, what, sentence});
    }

    void takeWords()
    {
        const QStringList &words = m_command.words;
        for (qsizetype at = 1; at < words.size(); ++at) {
            const QString &word = words[at];
            const auto next = [&] { return at + 1 < words.size() ? words[++at] : QString(); };
            if (word.startsWith(QLatin1StringView("--"))) {
                const QString name = word.sliced(2);
                take(name, curlOptionTakesValue(name) ? next() : QString());
            } else if (word.startsWith(u'-') && word.size() > 1) {
                for (qsizetype i = 1; i < word.size(); ++i) {
                    const QString name = curlOption(word[i]);
                    if (name.isEmpty())
                        continue; // -s, -v, -k: how curl works
                    if (!curlOptionTakesValue(name)) {
                        take(name, {});
                        continue;
                    }
                    take(name, i + 1 < word.size() ? word.sliced(i + 1) : next());
                    break;
                }
            } else {
                m_url = word;
            }
        }
    }

    void take(const QString &name, const QString &value)
    {
        if (name == u"request")
            m_method = value.toUpper();
        else if (name == u"header")
            header(value);
        else if (name == u"url")
            m_url = value;
        else if (name == u"get")
            m_isGet = true;
        else if (name == u"head")
            m_method = QStringLiteral("HEAD");
        else if (name == u"aws-sigv4")
            signature(value);
        else if (name.startsWith(QLatin1StringView("data")) || name == u"json")
            data(name, value);
        else if (name == u"user" || name == u"cookie" || name == u"oauth2-bearer" || name == u"proxy-user")
            note(QStringLiteral("--") + name,
                 Tr::tr("%1 was dropped: requests are signed with the keys of the account.")
                     .arg(QStringLiteral("--") + name),
                 Note::Why::Said);
        else if (name == u"upload-file" || name == u"form")
            note(QStringLiteral("--") + name,
                 Tr::tr("%1 sends a file, which is not read here.").arg(QStringLiteral("--") + name));
    }

    void signature(const QString &value) // "aws:amz:eu-west-1:lambda"
    {
        const QStringList parts = value.split(u':');
        if (parts.size() > 2)
            m_filled.region = parts[2];
        if (parts.size() > 3)
            m_signingName = parts[3];
    }

    void header(const QString &text)
    {
        const qsizetype colon = text.indexOf(u':');
        if (colon <= 0)
            return;
        const QString name = text.first(colon).trimmed();
        const QString value = text.sliced(colon + 1).trimmed();
        const QString lower = name.toLower();
        static const QStringList kSigned{QStringLiteral("authorization"), QStringLiteral("x-amz-date"),
                                         QStringLiteral("x-amz-content-sha256"), QStringLiteral("date")};
        if (lower == u"authorization")
            credential(value);
        if (lower == u"x-amz-security-token" || lower == u"cookie" || lower == u"x-amz-s3session-token") {
            note(
                name,
                lower == u"cookie"
                    ? Tr::tr("The cookie was dropped.")
                    : Tr::tr(
                          "The session token was dropped: requests are signed with the keys of the account."),
                Note::Why::Said);
        } else if (lower == u"authorization") {
            note(name, Tr::tr("The signature was dropped: a new one is made when the request is sent."),
                 Note::Why::Said);
        } else if (lower == u"host") {
            m_host = value;
        } else if (!kSigned.contains(lower) && !holdsUnknown(value)) {
            m_request.headers.append(name.toUtf8(), value.toUtf8());
        } else if (holdsUnknown(value)) {
            note(name, Tr::tr("%1 is put in by the shell, and not known here.").arg(name));
        }
    }

    void credential(const QString &authorization)
    {
        static const QRegularExpression kScope(
            QStringLiteral("Credential=[^/,\\s]+/[0-9]*/([^/,\\s]*)/([^/,\\s]+)/"));
        if (const auto match = kScope.match(authorization); match.hasMatch()) {
            m_filled.region = match.captured(1);
            m_signingName = match.captured(2);
        }
    }

    void data(const QString &name, const QString &value)
    {
        m_hasData = true;
        if (name == u"json") {
            m_request.headers.set("Content-Type", "application/json");
        } else if (!m_request.headers.contains("content-type")) {
            m_isForm = true;
        }
        if (value.startsWith(u'@') && name != u"data-raw") {
            note(QStringLiteral("--") + name,
                 Tr::tr("%1 sends a file, which is not read here.").arg(QStringLiteral("--") + name));
            return;
        }
        if (holdsUnknown(value))
            note(QStringLiteral("--") + name,
                 Tr::tr("Parts of %1 are put in by the shell, and not known here.")
                     .arg(QStringLiteral("--") + name));
        QByteArray bytes = value.toUtf8();
        if (name == u"data-urlencode") {
            const qsizetype sign = value.indexOf(u'=');
            bytes = sign < 0
                ? QUrl::toPercentEncoding(value)
                : value.first(sign).toUtf8() + '=' + QUrl::toPercentEncoding(value.sliced(sign + 1));
        }
        m_request.body +=
            (m_request.body.isEmpty() || name == u"json" ? QByteArray() : QByteArray("&")) + bytes;
    }

    void address(const QUrl &url)
    {
        m_request.scheme = url.scheme().toUtf8();
        m_request.path = url.path(QUrl::FullyEncoded).toUtf8();
        if (m_request.path.isEmpty())
            m_request.path = "/";
        QByteArrayList parameters;
        bool wasSigned = false;
        const QByteArrayList given = url.query(QUrl::FullyEncoded).toUtf8().split('&');
        for (const QByteArray &parameter : given) {
            const bool isSignature = parameter.startsWith("X-Amz-") && parameter.contains('=');
            wasSigned = wasSigned || isSignature;
            if (isSignature && parameter.startsWith("X-Amz-Credential="))
                credential(QStringLiteral("Credential=") + QUrl::fromPercentEncoding(parameter.sliced(17))
                           + u'/');
            if (!isSignature && !parameter.isEmpty())
                parameters.append(parameter);
        }
        if (wasSigned || !url.userInfo().isEmpty())
            note(QStringLiteral("X-Amz-Signature"),
                 Tr::tr("The signature in the address was dropped, and with it a session token."),
                 Note::Why::Said);
        if (m_isGet) {
            if (!m_request.body.isEmpty())
                parameters.append(std::exchange(m_request.body, {}));
            m_hasData = false;
        }
        m_request.query = parameters.join('&');
        m_request.method = !m_method.isEmpty() ? m_method.toUtf8()
            : m_hasData                        ? QByteArray("POST")
                                               : QByteArray("GET");
        if (m_isForm && m_hasData && !m_request.headers.contains("content-type"))
            m_request.headers.append("Content-Type", "application/x-www-form-urlencoded");
        const AwsHost host = awsHost(m_host.isEmpty() ? url.host() : m_host);
        if (m_filled.region.isEmpty())
            m_filled.region = host.region;
        m_hostService = host.service;
        m_prefix = host.prefix;
        m_request.authority = m_prefix.isEmpty() ? QByteArray("localhost") : m_prefix + ".localhost";
    }

    // Names under which the service may be known, the likeliest first.
    [[nodiscard]] QStringList names() const
    {
        QStringList result{m_signingName};
        if (!m_prefix.isEmpty() && !m_hostService.isEmpty())
            result.append(QString::fromUtf8(m_prefix) + u'.' + m_hostService);
        result.append(m_hostService);
        result.removeAll(QString());
        // Whoever names neither: those whose version of the interface is the one that is asked for.
        const QString version = QString::fromUtf8(protocol::formParameter(m_request, "Version"));
        for (const model::ServicePtr &service : m_tools.catalog->services()) {
            if (result.isEmpty() || (!version.isEmpty() && service->apiVersion == version))
                result.append(service->signingName);
        }
        result.removeDuplicates();
        return result;
    }

    Result<practice::Routed> find()
    {
        practice::Router router(m_tools.catalog, m_guides);
        const bool isNamed = !m_signingName.isEmpty() || !m_hostService.isEmpty();
        const bool isByName = m_request.headers.contains("x-amz-target")
            || m_request.headers.contains("smithy-protocol")
            || !protocol::formParameter(m_request, "Action").isEmpty();
        if (isNamed || isByName) {
            const QStringList wanted = names();
            for (const QString &name : wanted) {
                const auto routed = router.route(m_request, name);
                if (routed && *routed)
                    return **routed;
            }
        }
        return failure(Phase::Input, QStringLiteral("NoOperation"),
                       isNamed
                           ? Tr::tr("No operation is known for %1 %2 at %3.")
                                 .arg(QString::fromUtf8(m_request.method), QString::fromUtf8(m_request.path),
                                      m_signingName.isEmpty() ? m_hostService : m_signingName)
                           : Tr::tr("The curl command does not say which service it is for."),
                       Tr::tr("The host of AWS, --aws-sigv4 or the header Authorization names the service."));
    }

    void takeInput(const model::Operation &operation, const QCborValue &input)
    {
        const QCborMap members = input.toMap();
        for (const auto &[key, value] : members) {
            const model::Member *member = operation.input->member(key.toString());
            if (member && member->idempotencyToken) {
                note(member->name,
                     Tr::tr("%1 was left out: a new form has a client token of its own.").arg(member->name),
                     Note::Why::Said);
                continue;
            }
            if (!value.isUndefined() && !(value.isString() && holdsUnknown(value.toString())))
                m_filled.document[key.toString()] = value;
        }
    }

    // Members of a JSON body that the model does not know are skipped by whoever serves it.
    void noteUnknown(const model::Operation &operation)
    {
        const auto json = document::fromPlainJson(m_request.body);
        if (!json || !json->isMap())
            return;
        for (const model::Member &member : operation.input->members) {
            if (member.location == model::Location::Payload)
                return;
        }
        const QCborMap body = json->toMap();
        for (const auto &[key, value] : body) {
            if (!memberNamed(*operation.input, key.toString()))
                note(key.toString(), Tr::tr("%1 has no place in the input.").arg(key.toString()));
        }
    }

    const Tools &m_tools;
    guide::GuidesPtr m_guides;
    const Command &m_command;
    Filled m_filled;
    http::Request m_request;
    QString m_url;
    QString m_method;
    QString m_host; // of the header
    QString m_signingName;
    QString m_hostService;
    QByteArray m_prefix;
    bool m_isGet = false;
    bool m_isForm = false;
    bool m_hasData = false;
};

} // namespace

Result<Filled> fromCurl(const Tools &tools, const guide::GuidesPtr &guides, const Command &command)
{
    CurlReading reading(tools, guides, command);
    return reading.read();
}

} // namespace formwork::alike
