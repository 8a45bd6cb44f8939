// SPDX-License-Identifier: Apache-2.0
#include "signing/signer.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>

using namespace formwork;

namespace
{

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// A request as the suite writes it down: continuation lines belong to the header before; the Host header
// becomes the authority.
http::Request parseRequest(const QByteArray &text)
{
    http::Request request;
    qsizetype at = text.indexOf('\n');
    const QByteArray first = text.left(at);
    const qsizetype space = first.indexOf(' ');
    QByteArray target = first.mid(space + 1, first.lastIndexOf(' ') - space - 1);
    request.method = first.left(space);
    const qsizetype mark = target.indexOf('?');
    request.path = mark < 0 ? target : target.left(mark);
    if (mark >= 0)
        request.query = target.mid(mark + 1);
    QByteArrayList lines;
    while (++at < text.size()) {
        qsizetype end = text.indexOf('\n', at);
        end = end < 0 ? text.size() : end;
        const QByteArray line = text.mid(at, end - at);
        at = end;
        if (line.isEmpty()) {
            request.body = text.mid(end + 1);
            break;
        }
        if (line.startsWith(' '))
            lines.last() += '\n' + line;
        else
            lines.append(line);
    }
    for (const QByteArray &line : lines) {
        const qsizetype colon = line.indexOf(':');
        if (line.left(colon).toLower() == "host")
            request.authority = line.mid(colon + 1);
        else
            request.headers.append(line.left(colon), line.mid(colon + 1));
    }
    return request;
}

QByteArrayList sortedHeaders(const http::Request &request)
{
    QByteArrayList lines;
    for (const auto &[name, value] : request.headers)
        lines.append(name.toLower() + ':' + value);
    std::ranges::sort(lines);
    return lines;
}

} // namespace

// The published Signature Version 4 suite: every stage of every case, signed in headers and in the query.
class SigV4Conformance : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_folder = qEnvironmentVariable("FORMWORK_SHARED") + QStringLiteral("/conformance/sigv4");
        if (!QDir(m_folder).exists())
            QSKIP("The SigV4 suite is not on this machine (FORMWORK_SHARED/conformance/sigv4).");
    }

    void stages_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("inQuery");
        const QStringList cases = QDir(m_folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        QVERIFY(cases.size() >= 38);
        for (const QString &name : cases) {
            QTest::addRow("%s in headers", qPrintable(name)) << name << false;
            QTest::addRow("%s in query", qPrintable(name)) << name << true;
        }
    }

    void stages()
    {
        QFETCH(const QString, name);
        QFETCH(const bool, inQuery);
        const QString prefix =
            m_folder + u'/' + name + (inQuery ? QStringLiteral("/query-") : QStringLiteral("/header-"));
        const QString folder = m_folder + u'/' + name;
        const http::Request request = parseRequest(contents(folder + QStringLiteral("/request.txt")));
        const QJsonObject context =
            QJsonDocument::fromJson(contents(folder + QStringLiteral("/context.json"))).object();
        const QJsonObject credentials = context[u"credentials"].toObject();

        signing::Keys keys;
        keys.accessKeyId = credentials[u"access_key_id"].toString().toLatin1();
        keys.secretAccessKey = credentials[u"secret_access_key"].toString().toLatin1();
        keys.sessionToken = credentials[u"token"].toString().toLatin1();
        signing::Options options;
        options.time = QDateTime::fromString(context[u"timestamp"].toString(), Qt::ISODate);
        options.region = context[u"region"].toString().toLatin1();
        options.service = context[u"service"].toString().toLatin1();
        options.placement = inQuery ? signing::Placement::Query : signing::Placement::Headers;
        options.normalizePath = context[u"normalize"].toBool();
        options.signSessionToken = !context[u"omit_session_token"].toBool();
        options.expiresSeconds = context[u"expiration_in_seconds"].toInt();
        const bool signBody = context[u"sign_body"].toBool();
        options.addPayloadHash = signBody && !inQuery;
        if (!signBody)
            options.payloadHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

        const signing::Signed result = signing::sign(request, keys, options);
        QCOMPARE(result.canonicalRequest, contents(prefix + QStringLiteral("canonical-request.txt")));
        QCOMPARE(result.stringToSign, contents(prefix + QStringLiteral("string-to-sign.txt")));
        QCOMPARE(result.signature, contents(prefix + QStringLiteral("signature.txt")));
        const http::Request expected = parseRequest(contents(prefix + QStringLiteral("signed-request.txt")));
        QCOMPARE(result.request.method, expected.method);
        QCOMPARE(result.request.target(), expected.target());
        QCOMPARE(result.request.authority, expected.authority);
        QCOMPARE(sortedHeaders(result.request), sortedHeaders(expected));
        QCOMPARE(result.request.body, expected.body);
    }

private:
    QString m_folder;
};

QTEST_GUILESS_MAIN(SigV4Conformance)
#include "tst_sigv4.moc"
