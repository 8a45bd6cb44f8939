// SPDX-License-Identifier: Apache-2.0
// The endpoint rules engine. The first line holds the parameters as a JSON object, the rest is the rule set.
// Nothing but https leaves this machine, whatever the rules say.
#include "document/json.h"
#include "endpoint/contextparameters.h"
#include "endpoint/resolve.h"
#include "harness.h"

#include <QCborMap>

#include <algorithm>

using namespace formwork;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const auto [line, rules] = fuzz::cutLine(fuzz::bytes(data, size));
    const auto given = document::fromPlainJson(line);
    model::Service service;
    service.title = QStringLiteral("AWS Things");
    service.endpointPrefix = QStringLiteral("things");
    service.signingName = QStringLiteral("things");
    service.origin = QStringLiteral("fuzz.json");
    service.endpointRuleSet = rules;
    endpoint::Parameters parameters;
    parameters.extra = given ? given->toMap() : QCborMap();
    parameters.region = parameters.extra.take(QStringLiteral("Region")).toString(QStringLiteral("us-east-1"));
    parameters.customEndpoint = parameters.extra.take(QStringLiteral("Endpoint")).toString();
    parameters.fips = parameters.extra.take(QStringLiteral("UseFIPS")).toBool();
    parameters.dualStack = parameters.extra.take(QStringLiteral("UseDualStack")).toBool();
    (void)endpoint::valueAtPath(parameters.extra, parameters.region);
    const auto endpoint = endpoint::resolve(service, parameters);
    if (!endpoint) {
        fuzz::require(!endpoint.error().message.isEmpty() || endpoint.error().code == u"EndpointRule",
                      "a refusal has a sentence");
        return 0;
    }
    fuzz::require(endpoint->scheme == "https" || endpoint->scheme == "http",
                  "an endpoint is reached by http");
    fuzz::require(!endpoint->authority.isEmpty(), "an endpoint has a host");
    for (const QByteArray &part : {endpoint->authority, endpoint->path}) {
        fuzz::require(std::ranges::all_of(part, [](char c) { return c > ' ' && c < 127; }),
                      "an address is made of visible characters");
    }
    return 0;
}
