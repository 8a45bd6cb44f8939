// SPDX-License-Identifier: Apache-2.0
#include "operation/formoffers.h"

#include "wording/names.h"

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

class FieldListing : public forms::Listing
{
public:
    FieldListing(Things *things, ThingsPlace place, QString missing, const model::Member &member,
                 FormOffers *parent)
        : Listing(parent)
        , m_things(things)
        , m_place(std::move(place))
        , m_missing(std::move(missing))
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
        const QStringList used = m_things->used(m_place);
        QList<forms::Offer> first;
        QList<forms::Offer> rest;
        for (forms::Offer offer : m_list->found()) {
            if (!fits(offer.value))
                continue;
            offer.wasUsed = used.contains(offer.value);
            (offer.wasUsed ? first : rest).append(offer);
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
        Q_EMIT m_offers->creationAsked(m_place.service, m_creation);
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
    ThingsList *m_list;
    FormOffers *m_offers;
    QRegularExpression m_pattern;
    qint64 m_longest;
    QString m_creation;
};

} // namespace

FormOffers::FormOffers(session::Session *session, session::Destination *destination, QObject *parent)
    : Offers(parent)
    , m_session(session)
    , m_destination(destination)
{
}

FormOffers::~FormOffers() = default;

void FormOffers::learn(const model::OperationPtr &operation)
{
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

bool FormOffers::has(const forms::FormModel &, const Pointer &place) const
{
    return pickerFor(place) != nullptr;
}

forms::Listing *FormOffers::listing(const forms::FormModel &form, const Pointer &place)
{
    const relations::Picker *picker = pickerFor(place);
    const model::Member *member = form.memberAt(place);
    if (!picker || !member)
        return nullptr;
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
    m_listing =
        new FieldListing(Things::of(m_session), where, missing.join(QStringLiteral(", ")), *member, this);
    return m_listing;
}

} // namespace formwork::operation
