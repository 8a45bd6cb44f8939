// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "asking/ask.h"
#include "forms/offers.h"
#include "relations/relations.h"
#include "session/session.h"

#include <QElapsedTimer>

namespace formwork::operation
{

// Where things are listed: an operation, what it needs to know first, and the account and Region.
struct ThingsPlace {
    QString service;
    QString operation;
    QString path; // to the values, as relations have it
    QCborMap input; // the parents
    client::Target target;
};

// The entries of one page of an answer: values with what people call them.
[[nodiscard]] QList<forms::Offer> offersIn(const QCborValue &answer, const QString &path);

// What one listing answered so far, a page after the other. Asked for by nobody but a person who wants to
// choose; no row of the history.
class ThingsList : public QObject
{
    Q_OBJECT

public:
    ThingsList(client::EnvironmentPtr environment, ThingsPlace place, QObject *parent);

    [[nodiscard]] const QList<forms::Offer> &found() const { return m_found; }
    [[nodiscard]] bool isAsking() const { return m_isAsking; }
    [[nodiscard]] bool hasMore() const { return !m_isAsking && m_next.isMap() && m_sentence.isEmpty(); }
    [[nodiscard]] const QString &sentence() const { return m_sentence; }
    [[nodiscard]] bool isOld() const;

    void more();
    void refresh();
    void forget() { m_age.invalidate(); } // the next who looks asks again

Q_SIGNALS:
    void changed();

private:
    void take(const Result<asking::Reply> &answer);

    client::EnvironmentPtr m_environment;
    ThingsPlace m_place;
    QList<forms::Offer> m_found;
    QCborValue m_next; // input of the next page; Undefined: there is none
    QString m_sentence;
    QElapsedTimer m_age;
    bool m_isAsking = false;
    int m_round = 0; // of asking: answers to earlier ones are late
};

// Everything that was listed in this run, kept for some minutes by account and Region, and what was chosen
// lately (settings.ini). One a session, its child.
class Things : public QObject
{
    Q_OBJECT

public:
    [[nodiscard]] static Things *of(session::Session *session);

    [[nodiscard]] std::shared_ptr<const relations::Relations> relations() const; // as the models are now
    [[nodiscard]] ThingsList *list(const ThingsPlace &place);

    [[nodiscard]] QStringList used(const ThingsPlace &place) const; // the latest first
    void use(const ThingsPlace &place, const QString &value);

private:
    explicit Things(session::Session *session);

    session::Session *m_session;
    QHash<QString, ThingsList *> m_lists;
    mutable catalog::CatalogPtr m_catalog; // of the relations
    mutable std::shared_ptr<const relations::Relations> m_relations;
};

} // namespace formwork::operation
