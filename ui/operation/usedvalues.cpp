// SPDX-License-Identifier: Apache-2.0
#include "operation/usedvalues.h"

#include "document/filebody.h"
#include "document/redact.h"
#include "journal/reader.h"
#include "keeping/filling.h"

#include <QCborArray>
#include <QCborMap>

namespace formwork::operation
{
namespace
{

using document::Pointer;

constexpr qint64 kRequests = 200; // that are looked at
constexpr qsizetype kMost = 12; // values of one member
constexpr qsizetype kLongest = 200; // characters; what is longer is nothing to choose from a list

QString patternOf(const Pointer &place)
{
    QStringList path;
    for (const QString &token : place.tokens()) {
        bool isIndex = false;
        token.toInt(&isIndex);
        path.append(isIndex ? QStringLiteral("*") : token);
    }
    return path.join(u'/');
}

void collect(const QCborValue &value, const Pointer &place, UsedValues::Found &into)
{
    if (document::fileBodyOf(value))
        return;
    if (value.isArray()) {
        qsizetype index = 0;
        for (const QCborValue &one : value.toArray())
            collect(one, place.child(index++), into);
    } else if (value.isMap()) {
        const QCborMap map = value.toMap();
        for (const auto &[key, one] : map)
            collect(one, place.child(key.toString()), into);
    } else if (value.isString()) {
        const QString text = value.toString();
        QStringList &values = into[patternOf(place)];
        if (!text.isEmpty() && text.size() <= kLongest && !text.contains(u'\n')
            && text != document::kSealedText && !values.contains(text) && values.size() < kMost)
            values.append(text);
    }
}

// What is secret by the rule of today is none of it, whatever the rule was when it was sent.
void collectFrom(QCborValue input, const model::Operation &operation, UsedValues::Found &into)
{
    if (const model::Member *token = operation.tokenMember())
        document::removeValue(input, Pointer({token->name}));
    collect(keeping::withoutSecrets(input, *operation.input).document, {}, into);
}

journal::Filter filterFor(const model::Operation &operation, const client::Target &target)
{
    journal::Filter filter;
    filter.text = QStringLiteral("service:\"%1\" operation:\"%2\" region:\"%3\"")
                      .arg(operation.service->id, operation.name, target.region);
    return filter;
}

} // namespace

UsedValues::UsedValues(session::Session *session, QObject *parent)
    : QObject(parent)
    , m_session(session)
{
}

void UsedValues::learn(const model::OperationPtr &operation, const client::Target &target)
{
    const auto ask = [operation, filter = filterFor(*operation, target),
                      account = target.profile.id](const journal::Reader &reader) -> Result<Found> {
        Found values;
        const Result<void> read = reader.each(filter, kRequests, journal::Journal::Documents::With,
                                              [&](const journal::Record &record) -> Result<void> {
                                                  if (record.request.profileId == account)
                                                      collectFrom(record.request.input, *operation, values);
                                                  return {};
                                              });
        return read ? Result<Found>(values) : std::unexpected(read.error());
    };
    const auto take = [this, operation, account = target.profile.id](const Result<Found> &asked) {
        Found values = asked.value_or(Found()); // a history that cannot be read says so elsewhere
        for (const keeping::SavedForm &form : m_session->saved().forms()) {
            const bool isFor = form.account.isEmpty() || form.account == account;
            if (isFor && form.service == operation->service->id && form.operation == operation->name)
                collectFrom(form.document, *operation, values);
        }
        m_found = values;
        Q_EMIT found();
    };
    m_reading.ask(m_session->journal().ask<Found>(ask), this, take);
}

QStringList UsedValues::at(const Pointer &place) const { return m_found.value(patternOf(place)); }

} // namespace formwork::operation
