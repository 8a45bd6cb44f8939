// SPDX-License-Identifier: Apache-2.0
#include "readers/waiterlist.h"

#include "readers/botocore.h"
#include "readers/smithyindex.h"

#include <algorithm>

namespace formwork::readers
{

namespace
{

QList<WaiterName> fromBotocore(const QString &origin)
{
    QList<WaiterName> names;
    auto bytes = companionBytes(origin, QStringLiteral("waiters-2.json"));
    if (!bytes || bytes->isEmpty())
        return names;
    const auto file = parseModel(std::move(*bytes), origin);
    if (!file)
        return names;
    Complaints ignored(origin);
    JsonView(ignored, (*file)->root).withField("waiters", [&](const JsonView &waiters) {
        waiters.eachField([&](const JsonView &waiter) {
            names.append({toText(waiter.key()), waiter.textOf("operation")});
        });
    });
    return names;
}

QList<WaiterName> fromSmithy(const QString &origin)
{
    QList<WaiterName> names;
    auto bytes = readModelBytes(origin);
    if (!bytes)
        return names;
    const auto file = parseModel(std::move(*bytes), origin);
    if (!file)
        return names;
    Complaints ignored(origin);
    const SmithyIndex index(**file, ignored);
    index.shapes().eachField([&](const JsonView &shape) {
        if (!shape.isObject())
            return;
        shape.withField("traits", [&](const JsonView &traits) {
            traits.withField("smithy.waiters#waitable", [&](const JsonView &waitable) {
                waitable.eachField([&](const JsonView &waiter) {
                    names.append({toText(waiter.key()), toText(withoutNamespace(shape.key()))});
                });
            });
        });
    });
    return names;
}

} // namespace

QList<WaiterName> waiterNames(const model::Service &service)
{
    QList<WaiterName> names =
        service.format == model::Format::Botocore ? fromBotocore(service.origin) : fromSmithy(service.origin);
    std::ranges::sort(names, {}, &WaiterName::name);
    return names;
}

} // namespace formwork::readers
