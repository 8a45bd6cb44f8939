// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "document/pointer.h"

#include <QCborValue>
#include <QObject>

namespace formwork::forms
{

// Who knows what texts of a form stand for something else, which is sent in their place.
class Filler : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    ~Filler() override;

    [[nodiscard]] virtual QCborValue filled(const QCborValue &typed) const = 0;
    [[nodiscard]] virtual QString noteAt(const document::Pointer &place) const = 0; // said below the field

Q_SIGNALS:
    void changed(); // noteAt() may answer otherwise
};

} // namespace formwork::forms
