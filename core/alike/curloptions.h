// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

namespace formwork::alike
{

// The long name of an option of one letter, of those that matter; empty: how curl works.
[[nodiscard]] QString curlOption(QChar letter);

[[nodiscard]] bool curlOptionTakesValue(const QString &longName);

// What the host of an endpoint says: "bucket.s3.us-east-1.amazonaws.com", "lambda.eu-west-1.amazonaws.com",
// "iam.amazonaws.com". Empty where it is none of AWS.
struct AwsHost {
    QString service; // as hosts and signatures call it
    QString region;
    QByteArray prefix; // in front of the service: a bucket
};
[[nodiscard]] AwsHost awsHost(const QString &host);

} // namespace formwork::alike
