// SPDX-License-Identifier: Apache-2.0
#include "compare.h"
#include "document/json.h"
#include "protocol/codec.h"
#include "suite.h"

#include <QCborMap>
#include <QDir>
#include <QTest>
#include <QUrl>

using namespace formwork;
using namespace formwork::conformance;

namespace
{

QString folder(const char *which)
{
    const QString shared = qEnvironmentVariable("FORMWORK_SHARED");
    return shared.isEmpty() ? QString()
                            : shared + QLatin1String("/conformance/protocols/") + QLatin1String(which);
}

} // namespace

// The third-party vectors of every protocol: what a client must send, and what it must understand.
class ProtocolVectorsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sends_data() { addRows(m_input, "input"); }
    void sends();
    void understands_data() { addRows(m_output, "output"); }
    void understands();

private:
    void addRows(QList<Case> &cases, const char *which);

    QList<Case> m_input;
    QList<Case> m_output;
};

// The vectors write the JSON of a header as the text of it; AWS's clients take and give the value, and so
// does ours.
QCborMap withHeaderValues(QCborMap document, const model::Shape &shape)
{
    for (const model::Member &member : shape.members) {
        const bool isJson = member.jsonValue && member.location == model::Location::Header;
        const QByteArray text = document.value(member.name).toString().toUtf8();
        if (const auto json = document::fromPlainJson(text); isJson && json)
            document[member.name] = *json;
    }
    return document;
}

void ProtocolVectorsTest::addRows(QList<Case> &cases, const char *which)
{
    QTest::addColumn<qsizetype>("index");
    const QString path = folder(which);
    if (path.isEmpty() || !QDir(path).exists())
        QSKIP("The published protocol vectors are not here (FORMWORK_SHARED).");
    cases = readCases(path);
    for (qsizetype i = 0; i < cases.size(); ++i)
        QTest::addRow("%s", qPrintable(cases[i].name)) << i;
}

void ProtocolVectorsTest::sends()
{
    QFETCH(qsizetype, index);
    const Case &vectorCase = m_input.at(index);
    const auto read = operationOf(vectorCase);
    QVERIFY2(read, read ? "" : qPrintable(read.error().message));
    const model::OperationPtr operation = *read;
    const QJsonObject serialized = vectorCase.vector.value(QLatin1String("serialized")).toObject();
    QCborMap input = documentOf(vectorCase.vector.value(QLatin1String("params")), *operation->input).toMap();
    addTokens(input, *operation->input);
    input = withHeaderValues(input, *operation->input);

    const QUrl endpoint(vectorCase.suite.value(QLatin1String("clientEndpoint"))
                            .toString(QStringLiteral("https://example.com")));
    const auto result = protocol::serialise(*operation, input, endpoint.path().toUtf8());
    QVERIFY2(result, result ? "" : qPrintable(result.error().message));
    const http::Request &request = result->request;
    QCOMPARE(request.method,
             serialized.value(QLatin1String("method")).toString(QStringLiteral("POST")).toUtf8());
    const QByteArray uri = serialized.value(QLatin1String("uri")).toString().toUtf8();
    const QString target = targetDifference(request.target(), uri);
    QVERIFY2(target.isEmpty(), qPrintable(target));
    const QString headers = headerDifference(request, serialized);
    QVERIFY2(headers.isEmpty(), qPrintable(headers));
    if (serialized.value(QLatin1String("body")).isString()) {
        const QString body = bodyDifference(operation->service->protocols.constFirst(), request.body,
                                            serialized.value(QLatin1String("body")).toString());
        QVERIFY2(body.isEmpty(), qPrintable(body));
    }
    if (serialized.contains(QLatin1String("host"))) {
        const QString host = serialized.value(QLatin1String("host")).toString().section(u'/', 0, 0);
        QCOMPARE(QString::fromUtf8(result->hostPrefix) + endpoint.host(), host);
    }
}

void ProtocolVectorsTest::understands()
{
    QFETCH(qsizetype, index);
    const Case &vectorCase = m_output.at(index);
    const auto read = operationOf(vectorCase);
    QVERIFY2(read, read ? "" : qPrintable(read.error().message));
    const model::OperationPtr operation = *read;
    const QJsonObject vector = vectorCase.vector;
    const QJsonObject given = vector.value(QLatin1String("response")).toObject();
    http::Response response;
    response.status = given.value(QLatin1String("status_code")).toInt();
    const QByteArray body = given.value(QLatin1String("body")).toString().toUtf8();
    response.body = vectorCase.file.contains(u"cbor") ? QByteArray::fromBase64(body) : body;
    const QJsonObject headers = given.value(QLatin1String("headers")).toObject();
    for (auto it = headers.begin(); it != headers.end(); ++it)
        response.headers.append(it.key().toUtf8(), it.value().toString().toUtf8());

    const auto answer = protocol::parse(*operation, response);
    QVERIFY2(answer, answer ? "" : qPrintable(answer.error().message));
    const QString code = vector.value(QLatin1String("errorCode")).toString();
    if (code.isEmpty()) {
        QVERIFY2(!answer->error, answer->error ? qPrintable(answer->error->message) : "");
        const QCborValue expected =
            documentOf(vector.value(QLatin1String("result")).toObject(), *operation->output);
        const QString difference =
            documentDifference(answer->output, withHeaderValues(expected.toMap(), *operation->output));
        QVERIFY2(difference.isEmpty(), qPrintable(difference));
        return;
    }
    QVERIFY(answer->error);
    QCOMPARE(answer->error->code, code);
    if (vector.contains(QLatin1String("errorMessage")))
        QCOMPARE(answer->error->message, vector.value(QLatin1String("errorMessage")).toString());
    const QJsonObject error = vector.value(QLatin1String("error")).toObject();
    const model::Shape &shape = *operation->errors.constFirst();
    const QString difference = documentDifference(answer->output, documentOf(error, shape));
    QVERIFY2(difference.isEmpty(), qPrintable(difference));
}

QTEST_GUILESS_MAIN(ProtocolVectorsTest)
#include "tst_protocolvectors.moc"
