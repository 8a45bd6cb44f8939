// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/commands.h"
#include "client/presign.h"

#include <QCborMap>
#include <QHash>

namespace formwork::cli
{

[[nodiscard]] QCborMap headersAsJson(const http::Headers &headers);
[[nodiscard]] QCborMap asJson(const http::Request &request); // {"method","url","headers","body"}

// One line of `request --batch` after another; operations are read once.
class Batch
{
public:
    Batch(const Arguments &arguments, EnvironmentPtr environment, client::Target target,
          credentials::Credentials credentials);

    // What is answered to {"id","service","operation","params"}: the id with the request (of --presign with
    // the URL), or with an error.
    [[nodiscard]] QCborMap answer(const QByteArray &line);
    [[nodiscard]] static QCborMap refusal(const Error &error); // to a line that cannot be read

private:
    using Fields = QHash<QString, QByteArray>;

    [[nodiscard]] Result<model::OperationPtr> operation(const Fields &fields);
    [[nodiscard]] Result<QCborMap> make(const Fields &fields);

    EnvironmentPtr m_environment;
    client::Target m_target;
    credentials::Credentials m_credentials;
    std::optional<QDateTime> m_at;
    std::optional<int> m_presign; // seconds
    bool m_validate;
    QHash<std::pair<QByteArray, QByteArray>, model::OperationPtr> m_operations; // by JSON texts of the names
};

} // namespace formwork::cli
