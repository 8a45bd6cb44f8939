// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace formwork::wording
{

// The AWS CLI's spelling of an operation or member: "CreateBucket" -> "create-bucket", "SAMAccountName" ->
// "sam-account-name" (botocore's xform_name with '-').
[[nodiscard]] QString cliName(QStringView name);

// A name split into words for a person: "kmsKeyArn" -> "KMS key ARN", "connectorProfileName" -> "Connector
// profile name".
[[nodiscard]] QString words(QStringView name);

} // namespace formwork::wording
