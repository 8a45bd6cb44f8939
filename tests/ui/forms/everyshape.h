// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "document/pointer.h"
#include "document/problem.h"
#include "forms/formmodel.h"
#include "readers/reader.h"

#include <QFile>
#include <QtTest>

// An operation that has every kind of shape, read from everyshape.json beside this file.
namespace formwork::testing
{

inline document::Pointer at(const char *pointer)
{
    return document::Pointer::parse(QString::fromLatin1(pointer));
}

inline model::OperationPtr everyShape()
{
    QFile file(QStringLiteral(TEST_DATA_DIR "/everyshape.json"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("everyshape.json is missing");
    const auto service = readers::readServiceBytes(file.readAll(), file.fileName(), QStringLiteral("every"));
    if (!service)
        qFatal("%s", qPrintable(service.error().message));
    file.seek(0);
    const auto operation = readers::readOperationBytes(file.readAll(), *service, u"PutEverything");
    if (!operation)
        qFatal("%s", qPrintable(operation.error().message));
    return *operation;
}

// A guide with one step of all members.
inline std::shared_ptr<guide::Guide> plainGuide(const model::Operation &operation)
{
    auto guide = std::make_shared<guide::Guide>();
    guide::Step step;
    for (const model::Member &member : operation.input->members)
        step.members.append(document::Pointer().child(member.name));
    guide->steps.append(step);
    return guide;
}

// Complains about every place of `wrong`, if the document has it or if it is required there.
inline forms::FormModel::Checker complaining(QHash<document::Pointer, QString> wrong)
{
    return [wrong = std::move(wrong)](const QCborValue &) {
        QList<document::Problem> problems;
        for (auto it = wrong.cbegin(); it != wrong.cend(); ++it)
            problems.append({it.key(), QStringLiteral("pattern"), it.value()});
        return problems;
    };
}

} // namespace formwork::testing
