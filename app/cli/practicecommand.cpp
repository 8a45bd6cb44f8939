// SPDX-License-Identifier: Apache-2.0
#include "base/tr.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "practice/controls.h"

#include <QCborMap>

namespace formwork::cli
{

int startPractice(const Arguments &arguments, practice::Server &server)
{
    if (!arguments.fault.isEmpty()) {
        const std::optional<practice::Fault> fault = practice::Fault::parse(arguments.fault);
        if (!fault) {
            complain(Tr::tr("There is no fault '%1'. The practice account can: %2.")
                         .arg(arguments.fault, practice::Fault::names().join(u", ")));
            return LocalFault;
        }
        server.setFault(*fault);
    }
    server.setTiming(
        {std::chrono::seconds(arguments.visibleAfter), std::chrono::seconds(arguments.settledAfter)});
    practice::Controls &controls = practice::Controls::of(server);
    controls.setTrailDelay(std::chrono::seconds(arguments.trailAfter));
    controls.setDurable(arguments.durable);
    controls.setChecksReferences(arguments.checksReferences);
    if (const Result<void> listening = server.listen(static_cast<quint16>(arguments.port)); !listening)
        return complain(listening.error());
    if (arguments.reset) {
        if (const Result<void> forgotten = server.reset(); !forgotten)
            return complain(forgotten.error());
    }
    const signing::Keys keys = server.keys();
    if (arguments.json) {
        printJsonLine(QCborMap{{QStringLiteral("url"), server.url()},
                               {QStringLiteral("accessKeyId"), QString::fromLatin1(keys.accessKeyId)},
                               {QStringLiteral("secretAccessKey"), QString::fromLatin1(keys.secretAccessKey)},
                               {QStringLiteral("region"), practice::Server::region()}});
    } else {
        print(Tr::tr(
                  "The practice account listens at %1 until you press Ctrl+C. To use it from another shell:\n"
                  "export AWS_ENDPOINT_URL=%1 AWS_REGION=%2 AWS_ACCESS_KEY_ID=%3 AWS_SECRET_ACCESS_KEY=%4\n")
                  .arg(server.url(), practice::Server::region(), QString::fromLatin1(keys.accessKeyId),
                       QString::fromLatin1(keys.secretAccessKey)));
    }
    return Done;
}

} // namespace formwork::cli
