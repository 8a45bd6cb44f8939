// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "alike/filled.h"

#include <optional>

// Which service and which operation others mean by a name of their own.
namespace formwork::alike
{

// Services that go by that name elsewhere ("IAM", "Cognito", "monitoring"), compared without dashes and case.
[[nodiscard]] QStringList servicesNamed(const catalog::Catalog &catalog, const QString &name);

struct Creation {
    QString service;
    QString operation;
    QString noun; // what it makes, in one word
};

// What makes a thing of that kind in one of the services: "Function", "security-group". Nothing where no
// operation is called so.
[[nodiscard]] std::optional<Creation> creationOf(const Tools &tools, const QStringList &services,
                                                 const QString &kind);

// What makes a resource of a type of CloudFormation.
[[nodiscard]] std::optional<Creation> creationOfType(const Tools &tools, const QString &type);

} // namespace formwork::alike
