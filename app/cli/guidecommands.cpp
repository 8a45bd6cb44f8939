// SPDX-License-Identifier: Apache-2.0
#include "base/tr.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "guide/ownguides.h"

#include <QCborArray>
#include <QCborMap>

namespace formwork::cli
{

int listGuides(const Arguments &arguments, const EnvironmentPtr &environment)
{
    const guide::OpenOperation open = [&](const QString &service, const QString &name) {
        return environment->catalog->operation(service, name);
    };
    const bool isCheck = !arguments.checked.isEmpty();
    const QList<guide::OwnGuide> guides = isCheck
        ? QList<guide::OwnGuide>{guide::checkedGuide(arguments.checked, open)}
        : guide::ownGuides(environment->guides->ownFolder(), open);
    QCborArray json;
    bool isGood = true;
    for (const guide::OwnGuide &one : guides) {
        isGood = isGood && one.problem.isEmpty();
        json.append(QCborMap{{QStringLiteral("file"), one.file},
                             {QStringLiteral("service"), one.service},
                             {QStringLiteral("operation"), one.operation},
                             {QStringLiteral("title"), one.title},
                             {QStringLiteral("problem"),
                              one.problem.isEmpty() ? QCborValue(nullptr) : QCborValue(one.problem)}});
        if (arguments.json)
            continue;
        if (one.problem.isEmpty())
            print(QStringLiteral("%1 %2  %3  %4\n").arg(one.service, one.operation, one.title, one.file));
        else
            complain(one.problem);
    }
    if (arguments.json)
        printJson(json);
    return isCheck && !isGood ? InputNotValid : Done;
}

} // namespace formwork::cli
