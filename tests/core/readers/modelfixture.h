// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "readers/reader.h"

#include <QTest>

namespace formwork::model
{

// A service of tests/core/readers/models with the operation opened last.
class ModelFixture
{
public:
    explicit ModelFixture(const char *file)
        : m_path(QLatin1String(TEST_DATA_DIR "/models/") + QLatin1String(file))
    {
    }

    const Service &service()
    {
        if (!m_service)
            m_service = *readers::readService(m_path);
        return *m_service;
    }

    const Operation &open(const char *name)
    {
        (void)service();
        const auto operation = readers::readOperation(m_service, QString::fromLatin1(name));
        if (!operation)
            qFatal("%s", qPrintable(operation.error().message));
        m_operation = *operation;
        return *m_operation;
    }

    static const Member &member(const Shape *shape, const char *name)
    {
        const Member *found = shape->member(QString::fromLatin1(name));
        if (!found)
            qFatal("%s has no member %s", qPrintable(shape->name), name);
        return *found;
    }

private:
    QString m_path;
    ServicePtr m_service;
    OperationPtr m_operation;
};

} // namespace formwork::model
