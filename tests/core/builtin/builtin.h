// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "readers/reader.h"

#include <QSet>
#include <QTest>

#include <array>

namespace formwork::test
{

struct Builtin {
    const char *service;
    const char *operation;
};

inline constexpr std::array<Builtin, 5> kBuiltins{{{"appflow", "CreateConnectorProfile"},
                                                   {"ds-data", "CreateGroup"},
                                                   {"partnercentral-selling", "CreateEngagementContext"},
                                                   {"proton", "CreateEnvironmentAccountConnection"},
                                                   {"sso-admin", "CreateInstance"}}};

inline QString modelPath(const QString &service) { return QStringLiteral(":/models/%1.json").arg(service); }

// The operation of a built-in model; null and a failed test if it cannot be read.
inline model::OperationPtr readBuiltin(const QString &service, const QString &operation)
{
    const auto read = readers::readService(modelPath(service), service);
    if (!read) {
        QTest::qFail(qPrintable(read.error().sentence()), __FILE__, __LINE__);
        return nullptr;
    }
    const auto result = readers::readOperation(*read, operation);
    if (!result)
        QTest::qFail(qPrintable(result.error().sentence()), __FILE__, __LINE__);
    return result.value_or(nullptr);
}

inline void addBuiltinRows()
{
    QTest::addColumn<QString>("service");
    QTest::addColumn<QString>("operation");
    for (const Builtin &builtin : kBuiltins)
        QTest::newRow(builtin.service)
            << QString::fromLatin1(builtin.service) << QString::fromLatin1(builtin.operation);
}

} // namespace formwork::test
