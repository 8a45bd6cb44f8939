// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace formwork::wording
{

// The name of a service in the AWS CLI and in boto3, from its SDK id: "Directory Service Data" -> "ds-data".
[[nodiscard]] QString serviceCliName(const QString &sdkId);

// The same from the name of a service's folder in AWS's published repository: "directory-service-data" ->
// "ds-data".
[[nodiscard]] QString repositoryServiceId(const QString &folder);

// The few commands of the AWS CLI that go by another name than the service they speak to: "s3api" -> "s3".
[[nodiscard]] QString canonicalServiceId(QStringView id);

// The other way round, for a command line that is to run: "s3" -> "s3api".
[[nodiscard]] QString awsCommand(const QString &serviceId);

} // namespace formwork::wording
