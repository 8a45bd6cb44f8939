// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/service.h"
#include "protocol/members.h"
#include "protocol/misfit.h"

#include <QByteArray>
#include <QCborMap>

namespace formwork::protocol
{

// Writes documents as the XML of rest-xml: no declaration, members in the order of the document. Every
// function returns false after a misfit.
class XmlWriter
{
public:
    XmlWriter(QByteArray &out, Misfit &misfit)
        : m_out(out)
        , m_misfit(misfit)
    {
    }

    // A root element. `xmlNamespace` is the service's, used where the shape has none.
    bool root(const QString &name, const model::Shape &shape, const QCborMap &map, Members which,
              const std::optional<model::XmlNamespace> &xmlNamespace);

private:
    bool element(const QString &name, const model::Member &member, const QCborValue &value);
    bool member(const model::Member &member, const QCborValue &value);
    bool structure(const model::Shape &shape, const QCborMap &map, Members which);
    bool attributes(const model::Shape &shape, const QCborMap &map, Members which);
    bool content(const model::Member &member, const QCborValue &value);
    bool entries(const QString &name, const model::Member &member, const QCborValue &value);
    bool mapEntries(const QString &name, const model::Member &member, const QCborValue &value);
    bool text(const QByteArray &utf8, bool isAttribute);
    void open(const QString &name, const std::optional<model::XmlNamespace> &xmlNamespace);
    void close(const QString &name);

    QByteArray &m_out;
    Misfit &m_misfit;
    int m_depth = 0;
};

} // namespace formwork::protocol
