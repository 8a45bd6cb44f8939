// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QString>
#include <QStringList>

namespace formwork::alike
{

// What no rule can know of the AWS CLI, of CloudFormation and of ARNs, from resources/alike.json; the only
// place where services and operations are named.
struct Exceptions {
    struct Option { // of every aws command
        bool takesValue = false;
        QString use; // "region", "profile", "input", "yaml", "raw", "endpoint", "quiet"; empty: only said
    };
    QHash<QString, Option> awsOptions; // by name without dashes
    QHash<QString, QString> renamed; // "service operation option" -> member; several: it fills each of them
    QHash<QString, QStringList> cfnServices; // CloudFormation's name -> services
    QHash<QString, QString> cfnTypes; // "AWS::X::Y" -> "service.Operation"; empty: there is no operation
    QHash<QString, QString> cfnMembers; // "AWS::X::Y.Property" -> member
    QHash<QString, QString> arnServices; // service of an ARN -> service
    QHash<QString, QString> arnNouns; // "service" or "service:type" -> what it is
};

[[nodiscard]] const Exceptions &exceptions();

} // namespace formwork::alike
