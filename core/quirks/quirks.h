// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/service.h"

#include <QCborMap>

#include <optional>

// What AWS's models do not say of an operation and its clients do all the same. It is data,
// resources/quirks.json, by SDK id of the service and name of the operation.
namespace formwork::quirks
{

// The request carries another one inside, presigned for the region that things are copied from.
struct CrossRegion {
    QString url; // the member for it; one that is given stays as it is
    bool dropsSource = false; // SourceRegion is for the client only; without it there is nothing to presign
};

// Keys for one thing that is worked on, handed out by an operation of the same service.
struct SessionKeys {
    QString scheme; // of the endpoint rules: what is signed with them
    QString operation; // that hands them out
    QStringList input; // its members, and those of the input that they are taken from
    QString output; // the member with AccessKeyId, SecretAccessKey, SessionToken and Expiration
    QByteArray tokenHeader; // where the token goes, in place of X-Amz-Security-Token
};

// Services that have to be asked for the address to use.
struct Discovery {
    QString operation;
    QString list; // member of its output, of which the first item counts
    QString address; // member of that
    QString minutes; // likewise, how long it is good
};

// A section of the config file that AWS's tools share, for one service.
struct Settings {
    QString section;
    QCborMap parameters; // key -> value -> what it sets of the endpoint rules, by built-in names
    QString payloadSigning; // the key that says whether bodies are part of the signature
};

struct Quirks {
    // The input, before it is written.
    QCborMap defaults; // members that are filled in where they are absent
    QStringList encoded; // texts to percent-encode but for "/" and a "?versionId=..." at the end
    QStringList base64; // texts that go as base64 of their UTF-8
    QList<std::pair<QString, QString>> keyDigests; // a key to encode, and the member for its MD5
    QStringList lastSegments; // shapes of ids of which the part after the last slash counts

    bool omitsEmptyLists = false; // of those that go into headers, in its protocol with headers

    // Where it goes.
    QByteArray droppedPath; // beginning of the URI that the endpoint rules have put into the address
    QString droppedHostPrefix; // likewise for the host
    QString hostMember; // a URL in the input whose host takes the call
    std::optional<Settings> settings;
    bool queryInBody = false; // the query string is sent as a form, by POST

    // What goes with it.
    QList<std::pair<QByteArray, QByteArray>> headers; // where absent
    QString requiredChecksum; // the algorithm where the model asks for some checksum; empty: Content-MD5
    bool treeHash = false; // x-amz-content-sha256 and x-amz-sha256-tree-hash of the body
    bool waitsForContinue = false; // Expect: 100-continue with a body
    bool unsignedCall = false;
    bool milliseconds = false; // date-times always have three digits of a second's fraction
    std::optional<CrossRegion> crossRegion;
    std::optional<SessionKeys> session;
    std::optional<Discovery> discovery;

    // The answer: texts that come percent-encoded because `defaults` asked for it; "List.Member" in every
    // item.
    QStringList decoded;
    QStringList jsonShapes; // shapes of texts that hold JSON in percent-encoding
    QStringList jsonTexts; // members of the output that may hold JSON
    QStringList base64Texts; // members of the output that hold text in base64
    QList<std::pair<QString, QString>> headerTexts; // headers, and the members that keep their texts
    QString answerRoot; // what the XML of the answer is called where the model does not say it
    bool unwrappedAnswer = false; // it is its one member, with no structure around it
    bool bareErrors = false; // errors in XML are the element Error, with no ErrorResponse around it

    // Parameters of the endpoint rules by their built-in name.
    [[nodiscard]] QCborMap endpointParameters(const QString &region, bool hasCustomEndpoint) const;

    QCborMap parametersByCase; // "" always, "custom" with a custom endpoint, else a region
};

[[nodiscard]] const Quirks &quirksOf(const model::Operation &operation);

// The input as it is written: defaults filled in, texts encoded. Without quirks it is the same map, shared.
[[nodiscard]] QCborMap rewritten(const model::Operation &operation, QCborMap input);

// The output with what `decoded` names decoded, if the answer says that it is encoded.
[[nodiscard]] QCborMap readable(const model::Operation &operation, QCborMap output);

} // namespace formwork::quirks
