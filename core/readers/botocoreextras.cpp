// SPDX-License-Identifier: Apache-2.0
#include "readers/botocoreextras.h"

#include "readers/botocore.h"

namespace formwork::readers
{

BotocoreExtras::BotocoreExtras(const QString &servicePath)
{
    const QString name = QStringLiteral("service-2.sdk-extras.json");
    auto bytes = companionBytes(servicePath, name);
    if (!bytes || bytes->isEmpty())
        return;
    if (auto file = parseModel(std::move(*bytes), name))
        m_file = std::move(*file);
}

} // namespace formwork::readers
