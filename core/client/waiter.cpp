// SPDX-License-Identifier: Apache-2.0
#include "client/waiter.h"
#include "model/traittext.h"
#include "wording/names.h"

#include <QCborArray>
#include <QCborMap>
#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

namespace formwork::client
{

using Comparator = Acceptor::Comparator;
using State = Acceptor::State;
using std::chrono::milliseconds;

namespace
{

std::optional<State> stateFrom(const QString &name)
{
    if (name == u"success")
        return State::Success;
    if (name == u"failure")
        return State::Failure;
    return name == u"retry" ? std::optional(State::Retry) : std::nullopt;
}

// "available" for a text, "true" for a boolean: what `expected` is compared with.
QString plainText(const QCborValue &value)
{
    if (value.isBool())
        return value.isTrue() ? QStringLiteral("true") : QStringLiteral("false");
    if (value.isInteger())
        return QString::number(value.toInteger());
    if (value.isDouble())
        return QString::number(value.toDouble());
    return value.toString();
}

bool readPath(const QJsonObject &from, Acceptor &acceptor)
{
    const Result<jmespath::Expression> path =
        jmespath::Expression::parse(from[QLatin1String("path")].toString());
    if (!path)
        return false;
    acceptor.path = *path;
    const QString comparator = from[QLatin1String("comparator")].toString();
    acceptor.comparator = comparator == u"allStringEquals" ? Comparator::AllEqual
        : comparator == u"anyStringEquals"                 ? Comparator::AnyEqual
                                                           : Comparator::Equals;
    acceptor.expected = from[QLatin1String("expected")].toVariant().toString();
    return true;
}

std::optional<Acceptor> acceptorFrom(const QJsonObject &entry)
{
    const std::optional<State> state = stateFrom(entry[QLatin1String("state")].toString());
    const QJsonObject matcher = entry[QLatin1String("matcher")].toObject();
    if (!state || matcher.size() != 1)
        return {};
    Acceptor acceptor;
    acceptor.state = *state;
    const QString kind = matcher.begin().key();
    const QJsonValue value = matcher.begin().value();
    if (kind == u"output" || kind == u"inputOutput") {
        acceptor.pathHasInput = kind == u"inputOutput";
        return readPath(value.toObject(), acceptor) ? std::optional(acceptor) : std::nullopt;
    }
    if (kind == u"errorType")
        acceptor.errorType = value.toString().section(u'#', -1);
    else if (kind == u"success")
        acceptor.succeeds = value.toBool();
    else if (kind == u"status")
        acceptor.status = value.toInt();
    else
        return {};
    return acceptor;
}

std::optional<Waiter> waiterFrom(const QString &name, const QJsonObject &entry)
{
    Waiter waiter;
    waiter.name = name;
    if (const double delay = entry[QLatin1String("minDelay")].toDouble(); delay > 0)
        waiter.delay = milliseconds(qRound64(std::min(delay, 86'400.0) * 1000));
    if (const double delay = entry[QLatin1String("maxDelay")].toDouble(); delay > 0)
        waiter.longestDelay = milliseconds(qRound64(std::min(delay, 86'400.0) * 1000));
    waiter.maxAttempts = qBound(0, entry[QLatin1String("maxAttempts")].toInt(), 10'000);
    for (const QJsonValue acceptor : entry[QLatin1String("acceptors")].toArray()) {
        const std::optional<Acceptor> read = acceptorFrom(acceptor.toObject());
        if (!read)
            return {}; // without one of them it might wait for the wrong thing
        waiter.acceptors.append(*read);
    }
    return waiter.acceptors.isEmpty() ? std::nullopt : std::optional(waiter);
}

QCborValue lookedAt(const Acceptor &acceptor, const QCborValue &input, const CallResult &result)
{
    const QCborValue root = acceptor.pathHasInput
        ? QCborValue(QCborMap{{QStringLiteral("input"), input}, {QStringLiteral("output"), result.output}})
        : result.output;
    return acceptor.path->search(root).value_or(QCborValue(nullptr));
}

bool pathFits(const Acceptor &acceptor, const QCborValue &value)
{
    if (acceptor.comparator == Comparator::Equals)
        return !value.isNull() && !value.isContainer() && plainText(value) == acceptor.expected;
    if (!value.isArray() || value.toArray().isEmpty())
        return false;
    const QCborArray list = value.toArray();
    const auto isExpected = [&](const QCborValue &one) { return plainText(one) == acceptor.expected; };
    return acceptor.comparator == Comparator::AllEqual ? std::ranges::all_of(list, isExpected)
                                                       : std::ranges::any_of(list, isExpected);
}

// A service's code, or the name of the modelled error that has it.
bool isError(const QString &errorType, const model::Operation &operation, const Error &error)
{
    const model::Shape *shape = operation.error(error.code);
    return error.code == errorType || (shape && shape->name == errorType);
}

bool fits(const Acceptor &acceptor, const model::Operation &operation, const QCborValue &input,
          const CallResult &result)
{
    const bool succeeded = result.outcome == journal::Outcome::Succeeded;
    const bool answered = succeeded || (result.error && result.error->phase == Phase::Service);
    if (acceptor.path)
        return succeeded && pathFits(acceptor, lookedAt(acceptor, input, result));
    if (acceptor.succeeds)
        return answered && *acceptor.succeeds == succeeded;
    if (acceptor.status)
        return answered && result.httpStatus == *acceptor.status;
    return answered && !succeeded && isError(acceptor.errorType, operation, *result.error);
}

} // namespace

bool Waiter::waitsForEnd() const
{
    if (name.endsWith(u"Deleted") || name.endsWith(u"Terminated"))
        return true;
    // Where it succeeds with an answer as well as with an error, it is presence that is waited for.
    const auto isPresence = [](const Acceptor &acceptor) {
        const bool isAbsence = acceptor.path && acceptor.path->text().contains(u"length(")
            && acceptor.expected == u"true" && acceptor.path->text().contains(u"`0`")
            && !acceptor.path->text().contains(u'>') && !acceptor.path->text().contains(u"!=");
        const bool isError = !acceptor.errorType.isEmpty() || acceptor.succeeds == false
            || (acceptor.status && *acceptor.status >= 400);
        return acceptor.state == State::Success && !isError && !isAbsence;
    };
    return std::ranges::none_of(acceptors, isPresence);
}

QList<Waiter> waitersOf(const model::Operation &operation)
{
    QList<Waiter> list;
    const QJsonObject model = model::traitObject(operation.waiters);
    for (auto entry = model.begin(); entry != model.end(); ++entry) {
        if (const auto waiter = waiterFrom(entry.key(), entry.value().toObject()))
            list.append(*waiter);
    }
    return list;
}

bool isNamed(const QString &waiter, QStringView name)
{
    return waiter == name || wording::cliName(waiter) == name;
}

std::optional<State> verdict(const Waiter &waiter, const model::Operation &operation, const QCborValue &input,
                             const CallResult &result)
{
    const auto found = std::ranges::find_if(
        waiter.acceptors, [&](const Acceptor &one) { return fits(one, operation, input, result); });
    return found == waiter.acceptors.end() ? std::nullopt : std::optional(found->state);
}

QString stateSeen(const Waiter &waiter, const QCborValue &input, const CallResult &result)
{
    if (result.outcome != journal::Outcome::Succeeded)
        return result.error ? result.error->code : QString();
    for (const Acceptor &acceptor : waiter.acceptors) {
        if (!acceptor.path)
            continue;
        const QCborValue value = lookedAt(acceptor, input, result);
        if (value.isString())
            return value.toString();
        QStringList states;
        const QCborArray list = value.toArray();
        for (const QCborValue state : list)
            states += plainText(state);
        states.removeDuplicates();
        if (!states.join(QString()).isEmpty())
            return states.mid(0, 5).join(QStringLiteral(", "));
    }
    return {};
}

} // namespace formwork::client
