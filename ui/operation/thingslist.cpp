// SPDX-License-Identifier: Apache-2.0
#include "operation/thingslist.h"

#include "asking/ask.h"
#include "client/pages.h"
#include "document/json.h"
#include "forms/shapewords.h"

#include <QPointer>
#include <QSettings>

namespace formwork::operation
{

namespace
{

constexpr qint64 kOldMs = 5 * 60 * 1000;
constexpr qsizetype kMostUsed = 8;
constexpr qsizetype kMostFound = 5000;

// How well a member of that name says what a thing is called; 0: not at all.
int naming(const QString &memberName)
{
    const QString name = memberName.toLower();
    if (name == u"name")
        return 10;
    if (name.endsWith(u"name") && !name.endsWith(u"hostname") && !name.endsWith(u"dnsname"))
        return 8;
    if (name == u"title" || name == u"label" || name == u"alias" || name == u"aliasname")
        return 7;
    return name == u"description" ? 2 : 0;
}

bool tellsApart(const QString &memberName)
{
    const QString name = memberName.toLower();
    for (const QStringView word : {u"state", u"status", u"description", u"cidrblock", u"availabilityzone",
                                   u"vpcid", u"instancetype", u"engine", u"creationdate", u"createdat"}) {
        if (name == word)
            return true;
    }
    return false;
}

// A tag called Name, as many services have it in place of one.
QString nameTag(const QCborMap &thing)
{
    for (const QString &member :
         {QStringLiteral("Tags"), QStringLiteral("TagList"), QStringLiteral("tags")}) {
        for (const QCborValue &tag : thing.value(member).toArray()) {
            const QCborMap map = tag.toMap();
            if (map.value(QStringLiteral("Key")).toString() == u"Name"
                || map.value(QStringLiteral("key")).toString() == u"Name")
                return map.value(QStringLiteral("Value"))
                    .toString(map.value(QStringLiteral("value")).toString());
        }
    }
    return {};
}

forms::Offer offerOf(const QCborValue &value, const QCborMap &thing)
{
    forms::Offer offer;
    offer.value = forms::editText(value);
    int best = 0;
    QStringList help;
    for (const auto &[key, entry] : thing) {
        const QString text = entry.isMap() || entry.isArray() ? QString() : forms::editText(entry);
        const int points = text == offer.value ? 0 : naming(key.toString());
        if (points > best && !text.isEmpty()) {
            best = points;
            offer.name = text;
        }
        const QCborMap inner = entry.toMap(); // {"State": {"Name": "running"}}
        const QString state = inner.value(QStringLiteral("Name")).toString(text);
        if (tellsApart(key.toString()) && !state.isEmpty() && state != offer.value)
            help.append(state.left(60));
    }
    if (const QString tag = nameTag(thing); !tag.isEmpty())
        offer.name = tag;
    help.removeAll(offer.name);
    offer.help = help.join(QStringLiteral(" \u00b7 "));
    return offer;
}

void collect(const QCborValue &at, QStringList path, const QCborMap &thing, QList<forms::Offer> &into)
{
    if (at.isArray()) {
        for (const QCborValue &entry : at.toArray())
            collect(entry, path, entry.isMap() ? entry.toMap() : thing, into);
        return;
    }
    if (path.isEmpty()) {
        const forms::Offer offer = at.isMap() ? forms::Offer() : offerOf(at, thing);
        if (!offer.value.isEmpty() && into.size() < kMostFound)
            into.append(offer);
        return;
    }
    QString token = path.takeFirst();
    if (token.endsWith(u"[]"))
        token.chop(2);
    const QCborValue next = at.toMap().value(token);
    collect(next, path, path.isEmpty() || next.isArray() ? at.toMap() : next.toMap(), into);
}

QString keyOf(const ThingsPlace &place)
{
    return QStringList{place.target.profile.id,
                       place.target.region,
                       place.target.endpointUrl,
                       place.service,
                       place.operation,
                       place.path,
                       QString::fromUtf8(document::toPlainJson(place.input))}
        .join(u'\n');
}

QString settingOf(const ThingsPlace &place)
{
    return QStringLiteral("chosen/") + place.target.profile.id + u'/' + place.target.region + u'/'
        + place.service + u'.' + place.operation;
}

} // namespace

QList<forms::Offer> offersIn(const QCborValue &answer, const QString &path)
{
    QList<forms::Offer> found;
    collect(answer, path.split(u'.'), {}, found);
    return found;
}

ThingsList::ThingsList(client::EnvironmentPtr environment, ThingsPlace place, QObject *parent)
    : QObject(parent)
    , m_environment(std::move(environment))
    , m_place(std::move(place))
{
}

bool ThingsList::isOld() const { return !m_isAsking && (!m_age.isValid() || m_age.elapsed() > kOldMs); }

void ThingsList::refresh()
{
    m_found.clear();
    m_sentence.clear();
    m_next = m_place.input;
    m_isAsking = false;
    ++m_round;
    more();
}

void ThingsList::more()
{
    if (m_isAsking || !m_next.isMap())
        return;
    const auto operation = m_environment->catalog->operation(m_place.service, m_place.operation);
    if (!operation) {
        m_sentence = operation.error().message;
        Q_EMIT changed();
        return;
    }
    m_isAsking = true;
    m_age.start();
    Q_EMIT changed();
    const auto paging = client::Paging::of(**operation);
    asking::AskOptions options;
    options.maxAttempts = 2;
    asking::ask(m_environment, *operation, m_next, m_place.target, options)
        .then([self = QPointer(this), paging, round = m_round,
               input = m_next](const Result<asking::Reply> &reply) {
            if (!self || self->m_round != round)
                return;
            const QCborMap tokens = reply && paging ? paging->next(reply->output) : QCborMap();
            self->m_next = tokens.isEmpty() ? QCborValue(QCborValue::Undefined)
                                            : client::Paging::withTokens(input, tokens);
            self->take(reply);
        });
}

void ThingsList::take(const Result<asking::Reply> &answer)
{
    m_isAsking = false;
    m_age.start();
    if (answer) {
        const QList<forms::Offer> page = offersIn(answer->output, m_place.path);
        QSet<QString> known;
        for (const forms::Offer &offer : std::as_const(m_found))
            known.insert(offer.value);
        for (const forms::Offer &offer : page) {
            if (!known.contains(offer.value))
                m_found.append(offer);
            known.insert(offer.value);
        }
    } else {
        m_age.invalidate(); // the next who opens it tries again
        m_sentence = tr("They cannot be listed: %1").arg(answer.error().message.simplified());
    }
    Q_EMIT changed();
}

Things *Things::of(session::Session *session)
{
    auto *known = session->findChild<Things *>(QString(), Qt::FindDirectChildrenOnly);
    return known ? known : new Things(session);
}

Things::Things(session::Session *session)
    : QObject(session)
    , m_session(session)
{
}

std::shared_ptr<const relations::Relations> Things::relations() const
{
    const catalog::CatalogPtr now = m_session->environment()->catalog.current();
    if (!m_relations || m_catalog != now) {
        m_catalog = now;
        m_relations = std::make_shared<const relations::Relations>(now);
    }
    return m_relations;
}

ThingsList *Things::list(const ThingsPlace &place)
{
    ThingsList *&list = m_lists[keyOf(place)];
    if (!list)
        list = new ThingsList(m_session->environment(), place, this);
    return list;
}

QStringList Things::used(const ThingsPlace &place) const
{
    return m_session->settings().value(settingOf(place)).toStringList();
}

void Things::use(const ThingsPlace &place, const QString &value)
{
    QStringList values = used(place);
    values.removeAll(value);
    values.prepend(value);
    m_session->settings().setValue(settingOf(place), values.first(qMin(kMostUsed, values.size())));
}

} // namespace formwork::operation
