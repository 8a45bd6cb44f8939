// SPDX-License-Identifier: Apache-2.0
#include "operation/waitoffers.h"

#include "readers/waiterlist.h"

namespace formwork::operation
{
namespace
{

qsizetype verbLength(const QString &operation)
{
    qsizetype at = 1;
    while (at < operation.size() && !operation[at].isUpper())
        ++at;
    return at;
}

// "DBInstance" of "DescribeDBInstances": what an operation is about.
QString thing(const QString &operation)
{
    QString noun = operation.mid(verbLength(operation));
    if (noun.endsWith(u's'))
        noun.chop(1);
    return noun;
}

bool isAboutTheSame(const QString &one, const QString &other)
{
    const QString first = thing(one);
    const QString second = thing(other);
    return !first.isEmpty() && !second.isEmpty() && (first.contains(second) || second.contains(first));
}

bool endsSomething(const QString &operation)
{
    const QString verb = operation.left(verbLength(operation));
    return QStringList{QStringLiteral("Delete"), QStringLiteral("Terminate"), QStringLiteral("Deregister"),
                       QStringLiteral("Remove")}
        .contains(verb);
}

// Those of the operation itself look with the input that was sent.
QList<WaitOffer> ownOffers(const model::OperationPtr &operation, const QCborValue &sent)
{
    QList<WaitOffer> offers;
    for (const client::Waiter &waiter : client::waitersOf(*operation))
        offers.append({operation, waiter, sent});
    return offers;
}

} // namespace

QList<WaitOffer> waitOffers(const catalog::Catalog &catalog, const model::Operation &operation,
                            const QCborValue &sent, const QCborValue &answered)
{
    const QString &service = operation.service->id;
    if (!operation.waiters.isEmpty()) {
        const Result<model::OperationPtr> self = catalog.operation(service, operation.name);
        return self ? ownOffers(*self, sent) : QList<WaitOffer>();
    }
    const Result<model::ServicePtr> found = catalog.service(service);
    if (operation.readOnly || !found)
        return {};
    QStringList polled;
    for (const readers::WaiterName &name : readers::waiterNames(**found)) {
        if (isAboutTheSame(operation.name, name.operation) && !polled.contains(name.operation))
            polled.append(name.operation);
    }
    QList<WaitOffer> offers;
    for (const QString &name : std::as_const(polled)) {
        const Result<model::OperationPtr> looks = catalog.operation(service, name);
        if (!looks)
            continue;
        const std::optional<QCborValue> input = client::inputForWaiting(**looks, sent, answered);
        for (const client::Waiter &waiter : client::waitersOf(**looks)) {
            if (input && waiter.waitsForEnd() == endsSomething(operation.name))
                offers.append({*looks, waiter, *input});
        }
    }
    return offers;
}

} // namespace formwork::operation
