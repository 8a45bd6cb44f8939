// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "forms/formmodel.h"

namespace formwork::forms
{

// One of the things that are there, for a member that refers to one.
struct Offer {
    QString value; // what the member takes
    QString name; // what people call it; may be empty
    QString help; // what else tells it from the others
    bool wasUsed = false; // by this person, lately
    bool operator==(const Offer &) const = default;
};

// The things to choose from, as they come in.
class Listing : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    ~Listing() override;

    [[nodiscard]] virtual QList<Offer> offers() const = 0; // that the member can take
    [[nodiscard]] virtual bool isAsking() const = 0;
    [[nodiscard]] virtual bool hasMore() const = 0; // that nobody has asked for yet
    [[nodiscard]] virtual bool canAsk() const { return true; } // whether there is anybody to ask again
    [[nodiscard]] virtual QString sentence() const = 0; // why there are none, or no more
    [[nodiscard]] virtual QString creates() const = 0; // what can be created here, in words; empty: nothing
    virtual void more() = 0;
    virtual void refresh() = 0; // what is known may be old
    virtual void create() = 0;
    virtual void
    createLike(const QString &value); // a form for one like that; does nothing where that is unknown
    virtual void use(const QString &value) = 0; // it was chosen

Q_SIGNALS:
    void changed();
};

// Who knows which members refer to what, and can ask for that.
class Offers : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    ~Offers() override;

    [[nodiscard]] virtual bool has(const FormModel &form, const document::Pointer &place) const = 0;
    // Lives until the next call, at least.
    [[nodiscard]] virtual Listing *listing(const FormModel &form, const document::Pointer &place) = 0;

Q_SIGNALS:
    void known(); // has() may answer otherwise now
};

} // namespace formwork::forms
