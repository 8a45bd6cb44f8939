// SPDX-License-Identifier: Apache-2.0
#include "operation/formoffers.h"

#include "document/redact.h"
#include "document/value.h"
#include "operation/usedvalues.h"
#include "wording/names.h"

#include <QCborArray>
#include <QCborMap>
#include <QCoreApplication>
#include <QPointer>
#include <QRegularExpression>
#include <QThreadPool>

namespace formwork::operation
{

using document::Pointer;

namespace
{

// The creation whose things an operation lists, for "Create a new one"; empty: none.
QString creationOf(const relations::Relations &relations, const QString &service, const QString &lists)
{
    const auto known = relations.ofService(service);
    if (!known)
        return {};
    for (const auto &part : (*known)->partsOf(lists)) {
        if (part.role == relations::ServiceRelations::Role::Lists)
            return (*known)->creations.at(part.creation)->operation;
    }
    return {};
}

// The first text of that name, from above and from what comes first.
QString textNamed(const QCborValue &value, const QString &name)
{
    const QCborMap map = value.toMap();
    for (const auto &[key, entry] : map) {
        if (key.toString() == name && entry.isString())
            return entry.toString();
    }
    QList<QCborValue> below;
    for (const auto &[key, entry] : map)
        below.append(entry);
    for (const QCborValue &entry : value.toArray())
        below.append(entry);
    for (const QCborValue &entry : below) {
        if (const QString found = textNamed(entry, name); !found.isEmpty())
            return found;
    }
    return {};
}

forms::Offer asUsed(const QString &value) { return {value, {}, {}, true}; }

// What a member was before, where nothing can be listed for it.
class UsedListing : public forms::Listing
{
public:
    UsedListing(const QStringList &values, QObject *parent)
        : Listing(parent)
    {
        for (const QString &value : values)
            m_offers.append(asUsed(value));
    }

    [[nodiscard]] QList<forms::Offer> offers() const override { return m_offers; }
    [[nodiscard]] bool isAsking() const override { return false; }
    [[nodiscard]] bool hasMore() const override { return false; }
    [[nodiscard]] QString sentence() const override
    {
        return FormOffers::tr("From your requests and saved forms in this account and Region.");
    }
    [[nodiscard]] QString creates() const override { return {}; }
    void more() override { }
    void refresh() override { }
    void create() override { }
    void use(const QString &) override { } // what is sent is in the history

private:
    QList<forms::Offer> m_offers;
};

class FieldListing : public forms::Listing
{
public:
    FieldListing(Things *things, ThingsPlace place, QString missing, const model::Member &member,
                 Pointer field, QStringList before, FormOffers *parent)
        : Listing(parent)
        , m_things(things)
        , m_place(std::move(place))
        , m_missing(std::move(missing))
        , m_field(std::move(field))
        , m_before(std::move(before))
        , m_list(things->list(m_place))
        , m_offers(parent)
        , m_pattern(member.effectiveConstraints().pattern)
        , m_longest(member.effectiveConstraints().maxLength.value_or(0))
    {
        connect(m_list, &ThingsList::changed, this, &Listing::changed);
        if (m_missing.isEmpty() && m_list->isOld())
            m_list->refresh();
        findCreation();
    }

    [[nodiscard]] QList<forms::Offer> offers() const override
    {
        const QStringList used = m_things->used(m_place) + m_before;
        QStringList before = m_before; // what is not listed (yet) can be chosen all the same
        QList<forms::Offer> first;
        QList<forms::Offer> rest;
        for (forms::Offer offer : m_list->found()) {
            if (!fits(offer.value))
                continue;
            offer.wasUsed = used.contains(offer.value);
            before.removeAll(offer.value);
            (offer.wasUsed ? first : rest).append(offer);
        }
        for (const QString &value : std::as_const(before)) {
            if (fits(value))
                first.append(asUsed(value));
        }
        return first + rest;
    }
    [[nodiscard]] bool isAsking() const override { return m_list->isAsking(); }
    [[nodiscard]] bool hasMore() const override { return m_list->hasMore(); }
    [[nodiscard]] QString sentence() const override
    {
        return m_missing.isEmpty()
            ? m_list->sentence()
            : FormOffers::tr("Fill in %1 first: it says where to look.").arg(m_missing);
    }
    [[nodiscard]] QString creates() const override { return wording::words(m_creation); }
    void more() override { m_list->more(); }
    void refresh() override
    {
        if (m_missing.isEmpty())
            m_list->refresh();
    }
    void create() override
    {
        m_list->forget();
        Q_EMIT m_offers->creationAsked(m_place.service, m_creation, m_field, m_place.path);
    }
    void createLike(const QString &value) override
    {
        Q_EMIT m_offers->alikeAsked(m_place.service, m_creation, value);
    }
    void use(const QString &value) override { m_things->use(m_place, value); }

private:
    // What the model refuses need not be offered.
    [[nodiscard]] bool fits(const QString &value) const
    {
        if (m_longest > 0 && value.size() > m_longest)
            return false;
        return m_pattern.pattern().isEmpty() || !m_pattern.isValid() || m_pattern.match(value).hasMatch();
    }

    // All of a service takes a while to be looked through.
    void findCreation()
    {
        QThreadPool::globalInstance()->start([relations = m_things->relations(), self = QPointer(this),
                                              service = m_place.service, lists = m_place.operation] {
            const QString found = creationOf(*relations, service, lists);
            QMetaObject::invokeMethod(
                qApp,
                [self, found] {
                    if (!self || found.isEmpty())
                        return;
                    self->m_creation = found;
                    Q_EMIT self->changed();
                },
                Qt::QueuedConnection);
        });
    }

    Things *m_things;
    ThingsPlace m_place;
    QString m_missing; // what has to be filled in first, in words
    Pointer m_field;
    QStringList m_before; // values of the member in earlier requests
    ThingsList *m_list;
    FormOffers *m_offers;
    QRegularExpression m_pattern;
    qint64 m_longest;
    QString m_creation;
};

} // namespace

QString valueOfNew(const QString &path, const QCborValue &output, const QCborValue &input,
                   const Pointer &what)
{
    const QString name = path.section(u'.', -1).remove(QStringLiteral("[]"));
    QString found = textNamed(output, name);
    if (found.isEmpty())
        found = textNamed(input, name);
    // A list of ids, or of names under a name that only the list has.
    const bool isOfArns =
        name.endsWith(u"Arn", Qt::CaseInsensitive) || name.endsWith(u"Arns", Qt::CaseInsensitive);
    if (found.isEmpty() && !isOfArns && !what.isRoot())
        found = document::valueAt(input, what).toString();
    return found;
}

FormOffers::FormOffers(session::Session *session, session::Destination *destination, QObject *parent)
    : Offers(parent)
    , m_session(session)
    , m_destination(destination)
    , m_used(new UsedValues(session, this))
{
    connect(m_used, &UsedValues::found, this, &Offers::known);
}

FormOffers::~FormOffers() = default;

void FormOffers::learn(const model::OperationPtr &operation)
{
    m_used->learn(operation, m_destination->target());
    disconnect(m_destination, nullptr, m_used, nullptr);
    connect(m_destination, &session::Destination::changed, m_used,
            [this, operation] { m_used->learn(operation, m_destination->target()); });
    const auto relations = Things::of(m_session)->relations();
    QThreadPool::globalInstance()->start(
        [relations, self = QPointer(this), service = operation->service->id, name = operation->name] {
            const auto found = relations->of(service, name);
            if (!found)
                return;
            QMetaObject::invokeMethod(
                qApp,
                [self, pickers = (*found)->pickers] {
                    if (!self || pickers.isEmpty())
                        return;
                    self->m_pickers = pickers;
                    Q_EMIT self->known();
                },
                Qt::QueuedConnection);
        });
}

const relations::Picker *FormOffers::pickerFor(const Pointer &place) const
{
    if (m_pickers.isEmpty())
        return nullptr;
    QStringList path;
    for (const QString &token : place.tokens()) {
        bool isIndex = false;
        token.toInt(&isIndex);
        path.append(isIndex ? QStringLiteral("*") : token);
    }
    auto found = m_pickers.constFind(path.join(u'/'));
    if (found == m_pickers.cend() && !path.isEmpty() && path.last() == u"*") // an entry of a list of them
        found = m_pickers.constFind(path.first(path.size() - 1).join(u'/'));
    return found == m_pickers.cend() ? nullptr : &*found;
}

// What the model calls secret by itself is never offered; what was found is without secrets already.
QStringList FormOffers::usedAt(const forms::FormModel &form, const Pointer &place) const
{
    const model::Member *member = form.memberAt(place);
    return member && !document::isSecret(*member) ? m_used->at(place) : QStringList();
}

bool FormOffers::has(const forms::FormModel &form, const Pointer &place) const
{
    return pickerFor(place) != nullptr || !usedAt(form, place).isEmpty();
}

forms::Listing *FormOffers::listing(const forms::FormModel &form, const Pointer &place)
{
    const relations::Picker *picker = pickerFor(place);
    const model::Member *member = form.memberAt(place);
    if (!member)
        return nullptr;
    const QStringList before = usedAt(form, place);
    if (!picker) {
        delete m_listing;
        m_listing = new UsedListing(before, this);
        return m_listing;
    }
    const QString service = picker->service.isEmpty() ? form.operation().service->id : picker->service;
    ThingsPlace where{service, picker->operation, picker->path, {}, m_destination->target()};
    QStringList missing;
    for (const relations::Picker::Parent &parent : picker->parents) {
        const Pointer from = Pointer().child(parent.from);
        const QCborValue value = parent.from.isEmpty() ? QCborValue(QCborValue::Undefined) : form.value(from);
        if (value.isString() && !value.toString().isEmpty())
            where.input.insert(parent.member, value);
        else
            missing.append(parent.from.isEmpty() ? wording::words(parent.member) : form.labelOf(from));
    }
    delete m_listing;
    m_listing = new FieldListing(Things::of(m_session), where, missing.join(QStringLiteral(", ")), *member,
                                 place, before, this);
    return m_listing;
}

} // namespace formwork::operation
