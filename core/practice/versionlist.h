// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "practice/lineages.h"
#include "practice/things.h"

#include <QCborArray>

namespace formwork::practice
{

struct Call;

// The versions that a thing keeps, in what is set of it. What is secret of one is in the strong box under the
// thing that portrait() gives. One call's.
class VersionList
{
public:
    VersionList(const Call &call, const Lineage &lineage, Thing &thing);

    struct Version {
        qint64 number = 0;
        QString id; // as the service writes it
        QDateTime created;
        QCborMap input; // no secrets
        QStringList marks; // "default", stages, labels: each of them is at one version
    };

    [[nodiscard]] const QList<Version> &all() const { return m_versions; } // the oldest first
    [[nodiscard]] bool isFull() const; // the service keeps no more

    // `input` is the request's, with secrets; what it does not say is as in `rest`.
    void add(const QCborMap &input, const QCborMap &rest = {});
    void seal(const QCborMap &input); // what is secret of the newest, once the thing has its id
    void remove(qsizetype index);
    void mark(qsizetype index, const QString &mark); // and no other
    void unmark(qsizetype index, const QString &mark);
    void choose(qsizetype index); // as the one that counts; the thing is as that from now on
    [[nodiscard]] qsizetype current() const; // -1: none
    // By what a request calls it: "2", "$Latest", a mark, an ARN with it at the end. -1: there is none.
    [[nodiscard]] qsizetype indexOf(const QString &asked) const;
    // Whether that means the thing itself: "$LATEST".
    [[nodiscard]] bool isTheThing(const QString &asked) const;

    // The thing as it is told of as that version. -1: the thing itself, among its versions.
    [[nodiscard]] Thing portrait(qsizetype index) const;
    void keep(); // in the thing, with what it is told to have

private:
    [[nodiscard]] QCborMap told(qsizetype index, bool asNumbers) const;
    [[nodiscard]] QCborMap toldOfThing(bool asNumbers) const;
    [[nodiscard]] QString idFor(qint64 number, const QCborMap &input) const;
    [[nodiscard]] QString arn() const;
    [[nodiscard]] QCborArray marksOf(const Version &version) const; // those that the service has

    const Call &m_call;
    const Lineage &m_lineage;
    Thing &m_thing;
    QList<Version> m_versions;
    qint64 m_made = 0;
};

// What requests about a thing call the version that they ask for; empty: none.
[[nodiscard]] QString versionAsked(const Call &call, const Lineage &lineage);

} // namespace formwork::practice
