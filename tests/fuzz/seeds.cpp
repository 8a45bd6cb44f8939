// SPDX-License-Identifier: Apache-2.0
// Writes what the fuzzers start from: FOLDER/NAME/* and the words of it as FOLDER/NAME.dict.
#include "document/json.h"
#include "everything.h"
#include "harness.h"
#include "protocol/codec.h"
#include "protocol/events.h"
#include "readers/reader.h"
#include "seedfolder.h"

#include <QCborMap>
#include <QDir>
#include <QFile>

#include <array>

using namespace formwork;
using fuzz::addWhatPeopleWrite;
using fuzz::Folder;
using model::Protocol;

namespace
{

constexpr const char *kScalars =
    R"("blob":"AP8=","flag":true,"text":"\u00fc<&>\ud83d\ude39","byte":-128,"short":7,"whole":2147483647,)"
    R"("long":-9223372036854775808,"float":1.5,"real":"NaN","bigWhole":123456789012345678901234567890,)"
    R"("bigReal":"1.10","time":"2026-01-02T03:04:05.678Z","any":{"x":[1,2.5,null,"y",{}]},"enum":"one","number":2,)"
    R"("date":"2026-01-02T03:04:05Z","httpDate":0,"seconds":1767323045.5,"renamed":"r","attribute":"a","encoded":"{\"k\":1}")";
constexpr const char *kAggregates =
    R"("list":["a","b"],"sparse":[1,null],"flat":["x"],"map":{"k":"2026-01-02T03:04:05Z"},"flatMap":{"f":"g"},)"
    R"("lists":[["AA=="],[]],"more":[{"flag":false}],"either":{"word":"w"})";
constexpr const char *kHeaders =
    R"("hText":"t","hWhole":1,"hReal":1.5,"hFlag":true,"hTime":0,"hTexts":["a","b, c"],"hTimes":[0],"hWholes":[1,2],)"
    R"("hBlob":"AP8=","hJson":"{}","prefixed":{"x":"y"})";
constexpr const char *kLabels = R"("label":"a b/c","path":"d/e?f","q":[0,1],"qs":{"k":["v","w&x=y"]})";

constexpr const char *kXmlScalars =
    "<blob>AP8=</blob><flag>true</flag><text>a&amp;b&#x1F639;<![CDATA[<c>]]></text><byte>1</byte><long>-9</"
    "long>"
    "<real>Infinity</real><bigReal>1.10</bigReal><time>2026-01-02T03:04:05Z</time><enum>two</enum><number>1</"
    "number>"
    "<httpDate>Fri, 02 Jan 2026 03:04:05 GMT</httpDate><seconds>1767323045</seconds><Other>r</Other>";
constexpr const char *kXmlAggregates =
    "<list><member>a</member><member/></list><sparse><member>1</member></sparse><flat>x</flat><flat>y</flat>"
    "<map><entry><key>k</key><value>2026-01-02T03:04:05Z</value></entry></map>"
    "<flatMap><key>f</key><value>g</value></flatMap><lists><member><member>AA==</member></member></lists>"
    "<either><word>w</word></either><again><flag>false</flag></again>";

QByteArray text(std::initializer_list<const char *> parts)
{
    QByteArray joined;
    for (const char *part : parts)
        joined += part;
    return joined;
}

QByteArray inner() { return text({"{", kScalars, ",", kAggregates, ",\"again\":{", kScalars, "}}"}); }

// A document that fits everything() of that layout.
QByteArray document(fuzz::Layout layout, bool withHttp, bool isInput)
{
    QByteArray json = "{";
    if (withHttp)
        json += text({kHeaders, ",", isInput ? kLabels : "\"status\":200", ","});
    if (layout == fuzz::Layout::Bytes)
        return json + R"("payload":"AAEC"})";
    if (layout == fuzz::Layout::Structure)
        return json + "\"payload\":" + inner() + '}';
    return json + kScalars + ",\"inner\":" + inner() + ",\"inners\":{\"k\":" + inner() + "}}";
}

QByteArray contents(const QString &path)
{
    QFile file(path);
    fuzz::require(file.open(QIODevice::ReadOnly), "the models of the tests are there");
    return file.readAll();
}

QByteArray compact(const QByteArray &json)
{
    const auto value = document::fromPlainJson(json);
    return value ? document::toPlainJson(*value) : json;
}

// Protocols whose answers the practice account writes.
void addWritten(const QDir &where, Protocol protocol, const char *name)
{
    Folder folder(where, QString::fromLatin1(name));
    for (const auto layout : {fuzz::Layout::Body, fuzz::Layout::Structure, fuzz::Layout::Bytes}) {
        const QByteArray prefix = QByteArray::number(int(layout));
        const auto operation = fuzz::everything(protocol, layout);
        const bool withHttp = protocol == Protocol::RestJson;
        const auto output = document::fromJson(document(layout, withHttp, false), *operation->output);
        fuzz::require(output.has_value(), "the documents of the seeds are JSON");
        const auto add = [&](const http::Response &response) {
            folder.add(prefix + fuzz::written(response));
        };
        add(protocol::writeResponse(*operation, *output, QStringLiteral("r-1")));
        add(protocol::writeResponse(*operation, document::skeleton(*operation->output, true), {}));
        add(protocol::writeResponse(*operation, QCborMap(), {}));
        add(protocol::writeError(*operation, QStringLiteral("BusyException"), QStringLiteral("Later."), 429,
                                 QStringLiteral("r-2"), {{QStringLiteral("whole"), 3}}));
        add({400,
             {{"x-amzn-query-error", "Gone;Sender"}, {"x-amzn-errortype", "a.b#GoneException:http://x/"}},
             "{}"});
    }
}

void addXml(const QDir &where, const char *name, const char *begin, const char *end)
{
    Folder folder(where, QString::fromLatin1(name));
    const QByteArray insides = text({kXmlScalars, kXmlAggregates});
    const QByteArray ofItems = QByteArray(insides).replace("member>", "item>");
    for (const QByteArray &some : {insides, ofItems}) {
        folder.add(
            text({"0200\nx-htext: t\nx-htimes: Fri, 02 Jan 2026 03:04:05 GMT, Sat, 03 Jan 2026 03:04:05 GMT\n"
                  "x-meta-x: y\nx-htexts: a,\"b, c\"\nx-hjson: e30=\n\n<?xml version=\"1.0\"?>\n",
                  begin, kXmlScalars, "<inner attribute=\"a\">"})
            + some + text({"</inner>", end}));
        folder.add("1200\n\n<Made xmlns=\"https://example.com/\" attribute=\"a\">" + some + "</Made>");
    }
    folder.add(text({"0200\n\n", begin, end}));
    folder.add(QByteArray("2200\n\n\x00\x01\x02", 10));
    folder.add(
        "0429\n\n<ErrorResponse><Error><Type>Sender</Type><Code>BusyException</Code><Message>No.</Message>"
        "<whole>3</whole></Error><RequestId>r-1</RequestId></ErrorResponse>");
    folder.add("0404\n\n<Response><Errors><Error><Code>Gone</Code><Message>No.</Message></Error></Errors>"
               "<RequestID>r-1</RequestID></Response>");
    folder.add(
        "0503\n\n<Error><Code>SlowDown</Code><Message>No.</Message><RequestId>r-1</RequestId></Error>");
    folder.add("0200\n\n<Error><Code>InternalError</Code></Error>");
    folder.add("0502\ncontent-type: text/html\n\n<!DOCTYPE html><html><body>Bad gateway</body></html>");
}

void addModels(const QDir &where)
{
    const QString tests = QStringLiteral(TESTS_DIR "/core/");
    Folder smithy(where, QStringLiteral("smithy"));
    for (const char *path : {"readers/models/depot.json", "client/models/gadgets.json",
                             "client/models/widgets.json", "practice/models/notes.json"})
        smithy.add(compact(contents(tests + QString::fromLatin1(path))));
    Folder botocore(where, QStringLiteral("botocore"));
    botocore.add(
        compact(contents(tests + QStringLiteral("readers/models/example-depot/2026-01-02/service-2.json"))));
    botocore.add(
        R"({"metadata":{"protocol":"query","serviceId":"S","endpointPrefix":"s"},"operations":{"A":{"name":"A",)"
        R"("http":{"method":"GET","requestUri":"/a/{B+}"},"input":{"shape":"I"},"output":{"shape":"O",)"
        R"("resultWrapper":"R"},"errors":[{"shape":"E"}]}},"shapes":{"I":{"type":"structure","required":["B"],)"
        R"("members":{"B":{"shape":"L","location":"uri","locationName":"B"}},"payload":"B"},"O":{"type":)"
        R"("structure","members":{"M":{"shape":"M"},"O":{"shape":"O"}},"union":true},"L":{"type":"list",)"
        R"("member":{"shape":"T"},"flattened":true,"min":1},"M":{"type":"map","key":{"shape":"T"},"value":)"
        R"({"shape":"O"}},"T":{"type":"string","pattern":"^[a-z]+$","enum":["a"],"sensitive":true},"E":)"
        R"({"type":"structure","members":{},"exception":true,"error":{"httpStatusCode":404}}}})");
}

void addDocuments(const QDir &where)
{
    Folder json(where, QStringLiteral("json"));
    Folder request(where, QStringLiteral("request"));
    json.add(R"(["a\/\b\f\n\r\t\"\\\u0000",1e5,-0.0,1E-7,18446744073709551616,true,false,null,{}])");
    for (int operation = 0; operation < 21; ++operation) {
        const auto layout = static_cast<fuzz::Layout>(operation % 3);
        const bool withHttp = operation / 3 == 2 || operation / 3 == 3;
        const QByteArray text = document(layout, withHttp, true);
        if (operation < 9)
            json.add(text);
        request.add(char(operation) + text);
    }
}

// Requests of a client, and the events of a stream.
void addRequests(const QDir &where, Protocol protocol, const char *name)
{
    Folder folder(where, QString::fromLatin1(name));
    for (const auto layout : {fuzz::Layout::Body, fuzz::Layout::Structure, fuzz::Layout::Bytes}) {
        const auto operation = fuzz::everything(protocol, layout);
        const auto input =
            document::fromJson(document(layout, protocol == Protocol::RestXml, true), *operation->input);
        const auto made = input ? protocol::serialise(*operation, *input)
                                : Result<protocol::Serialised>(std::unexpected(input.error()));
        if (!made) // some values have no place in every protocol
            continue;
        QByteArray seed =
            QByteArray::number(int(layout)) + made->request.method + ' ' + made->request.target() + '\n';
        for (const auto &[header, value] : made->request.headers)
            seed += header + ": " + value + '\n';
        folder.add(seed + '\n' + made->request.body);
    }
    folder.add("0PUT /things/a/b?kind=all&q=1\nx-htext: t\n\nlist.member.1=a&map.entry.1.key=k");
}

void addEvents(const QDir &where)
{
    Folder folder(where, QStringLiteral("eventstream"));
    const QByteArray json = text({"{", kScalars, "}"});
    for (const char protocol : {'\0', '\1', '\2', '\3'}) {
        const QByteArray start(1, protocol);
        folder.add(start + '\0' + "made\n" + json);
        folder.add(start + '\0' + "piece\n\x01\x02");
        folder.add(start + '\0' + "initial-response\n{}");
        const protocol::EventMessage message{{{":message-type", QStringLiteral("exception")},
                                              {":exception-type", QStringLiteral("busy")},
                                              {"number", 7},
                                              {"flag", true},
                                              {"bytes", QByteArray("\x01")}},
                                             R"({"message":"no"})"};
        folder.add(start + '\1' + protocol::framed(message) + protocol::framed(message));
    }
}

void addRules(const QDir &where)
{
    Folder folder(where, QStringLiteral("rules"));
    const QByteArray given = R"({"Region":"us-east-1","UseFIPS":false,"UseDualStack":false,"Bucket":"a.b"})";
    for (const char *name : {"proton", "sso-admin", "ds-data"}) {
        const auto service =
            readers::readService(QStringLiteral(":/models/%1.json").arg(QString::fromLatin1(name)));
        fuzz::require(service.has_value(), "our own models are read");
        folder.add(given + '\n' + (*service)->endpointRuleSet);
    }
    folder.add(
        given
        + R"(
{"version":"1.0","parameters":{"Region":{"type":"string","builtIn":"AWS::Region","required":true},"Bucket":{"type":)"
          R"("string"},"List":{"type":"stringArray","default":["a"]}},"rules":[{"type":"tree","conditions":[{"fn":)"
          R"("aws.partition","argv":[{"ref":"Region"}],"assign":"p"}],"rules":[{"type":"endpoint","conditions":[{"fn":)"
          R"("parseURL","argv":["https://{Region}.{p#dnsSuffix}:8443/x"],"assign":"u"},{"fn":"substring","argv":)"
          R"(["{Bucket}",0,1,true],"assign":"s"},{"fn":"aws.parseArn","argv":["arn:aws:s3:::b/c"],"assign":"arn"},)"
          R"({"fn":"getAttr","argv":[{"ref":"arn"},"resourceId[0]"],"assign":"r"},{"fn":"not","argv":[{"fn":)"
          R"("isValidHostLabel","argv":[{"ref":"Bucket"},false]}]},{"fn":"split","argv":["a--b","--",0],"assign":"x"},)"
          R"({"fn":"coalesce","argv":[{"ref":"Bucket"},"z"],"assign":"c"}],"endpoint":{"url":)"
          R"("{u#scheme}://{r}.{u#authority}{u#path}","properties":{"authSchemes":[{"name":"sigv4","signingName":"t",)"
          R"("signingRegion":"{Region}","disableDoubleEncoding":true}]},"headers":{"x":["{x#[0]}"]}}},{"type":"error",)"
          R"("conditions":[{"fn":"aws.isVirtualHostableS3Bucket","argv":[{"ref":"Bucket"},true]}],"error":)"
          R"("No {Bucket}: {{x}}"}]}]})");
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 2)
        return 1;
    const QDir where(QString::fromLocal8Bit(argv[1]));
    where.mkpath(QStringLiteral("."));
    addWritten(where, Protocol::AwsJson10, "awsjson10");
    addWritten(where, Protocol::AwsJson11, "awsjson11");
    addWritten(where, Protocol::RestJson, "restjson");
    addWritten(where, Protocol::RpcV2Cbor, "rpcv2cbor");
    addWritten(where, Protocol::RpcV2Json, "rpcv2json");
    addXml(where, "restxml", "<CreateThingResponse>", "</CreateThingResponse>");
    addXml(where, "query", "<CreateThingResponse><CreateThingResult>",
           "</CreateThingResult><ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></"
           "CreateThingResponse>");
    addXml(where, "ec2query", "<CreateThingResponse><requestId>r-1</requestId>", "</CreateThingResponse>");
    addRequests(where, Protocol::RestXml, "restxmlrequest");
    addRequests(where, Protocol::Query, "queryrequest");
    addRequests(where, Protocol::Ec2Query, "ec2queryrequest");
    addEvents(where);
    addModels(where);
    addDocuments(where);
    addRules(where);
    addWhatPeopleWrite(where);
    return 0;
}
