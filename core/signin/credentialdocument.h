// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "credentials/profile.h"

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

} // namespace formwork::signin
