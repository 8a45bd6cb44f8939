// SPDX-License-Identifier: Apache-2.0
#include "guide/lifetimes.h"

#include "guide/entry.h"

#include <QFile>
#include <QHash>

namespace formwork::guide
{

namespace
{

using Table = QHash<std::pair<QString, QString>, qint64>;

Table readTable()
{
    Table table;
    QFile file(QStringLiteral(":/guides/token-lifetimes.json"));
    if (!file.open(QIODevice::ReadOnly)) {
        return table;
    }
    const QByteArray json = file.readAll();
    simdjson::dom::parser parser;
    simdjson::dom::object services;
    if (parser.parse(json.constData(), static_cast<size_t>(json.size())).get(services) != simdjson::SUCCESS) {
        return table;
    }
    for (const auto [service, value] : services) {
        simdjson::dom::object operations;
        if (value.get(operations) != simdjson::SUCCESS) {
            continue;
        }
        for (const auto [operation, seconds] : operations) {
            table.insert({toText(service), toText(operation)}, toValue(seconds).toInteger());
        }
    }
    return table;
}

} // namespace

std::optional<std::chrono::seconds> publishedLifetime(const QString &service, const QString &operation)
{
    static const Table kTable = readTable();
    const auto found = kTable.constFind({service, operation});
    return found == kTable.constEnd() ? std::nullopt : std::optional(std::chrono::seconds(found.value()));
}

} // namespace formwork::guide
