// SPDX-License-Identifier: Apache-2.0
#include "forms/valuelisting.h"

namespace formwork::forms
{

ValueListing::ValueListing(QList<Offer> offers, QObject *parent)
    : Listing(parent)
    , m_offers(std::move(offers))
{
}

} // namespace formwork::forms
