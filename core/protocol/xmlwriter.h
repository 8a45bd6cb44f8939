// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/service.h"
#include "protocol/members.h"
#include "protocol/misfit.h"

#include <QByteArray>
#include <QCborMap>

namespace formwork::protocol
{

// Writes documents as XML, as requests of rest-xml and all answers in XML hold them: no declaration, members
// in the order of the document. Functions that return a bool return false after a misfit.
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

    // A simple member without a structure around it, as the root.
    bool only(const model::Member &member, const QCborValue &value,
              const std::optional<model::XmlNamespace> &xmlNamespace);

    // What stands around members in answers.
    void begin(const QString &name, const std::optional<model::XmlNamespace> &xmlNamespace);
    void end(const QString &name);
    void note(const QString &name, QString said); // U+FFFD for what XML cannot carry
    bool members(const model::Shape &shape, const QCborMap &map, Members which);

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
