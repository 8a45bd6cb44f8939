// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "credentials/profile.h"

#include <QCborValue>
#include <QJsonObject>

namespace formwork::signin
{

// How the members of a JSON document with credentials are called; processes and metadata differ in one.
struct DocumentForm {
    QString tokenName;
    bool needsVersion = false;
    bool needsAll = false; // token and expiry too
};
[[nodiscard]] DocumentForm processForm();
[[nodiscard]] DocumentForm containerForm();
[[nodiscard]] DocumentForm metadataForm();

// The error's message is part of a sentence ("has no AccessKeyId") and repeats no value.
[[nodiscard]] Result<credentials::Credentials> credentialsOf(const QJsonObject &document,
                                                             const DocumentForm &form);

// Of an answer of STS.
[[nodiscard]] Result<credentials::Credentials> stsCredentials(const QCborValue &output,
                                                              const QString &source);

// As they are kept in the vault, and back; empty where they are not whole.
[[nodiscard]] QJsonObject sessionObject(const credentials::Credentials &credentials);
[[nodiscard]] credentials::Credentials sessionIn(const QJsonObject &object);

} // namespace formwork::signin
