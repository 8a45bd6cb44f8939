// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "forms/offers.h"

namespace formwork::forms
{

// Values that are known without asking anybody: those of an enum.
class ValueListing : public Listing
{
    Q_OBJECT

public:
    ValueListing(QList<Offer> offers, QObject *parent);

    [[nodiscard]] QList<Offer> offers() const override { return m_offers; }
    [[nodiscard]] bool isAsking() const override { return false; }
    [[nodiscard]] bool hasMore() const override { return false; }
    [[nodiscard]] bool canAsk() const override { return false; }
    [[nodiscard]] QString sentence() const override { return {}; }
    [[nodiscard]] QString creates() const override { return {}; }
    void more() override { }
    void refresh() override { }
    void create() override { }
    void use(const QString &) override { }

private:
    QList<Offer> m_offers;
};

} // namespace formwork::forms
