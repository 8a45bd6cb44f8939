// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace formwork::model
{

// The name of a service in the AWS CLI and in boto3, from its SDK id: "Directory Service Data" -> "ds-data".
[[nodiscard]] QString serviceCliName(const QString &sdkId);

// The few commands of the AWS CLI that go by another name than the service they speak to: "s3api" -> "s3".
[[nodiscard]] QString canonicalServiceId(QStringView id);

} // namespace formwork::model
