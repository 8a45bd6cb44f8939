// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/http.h"
#include "model/service.h"
#include "protocol/formnames.h"
#include "protocol/misfit.h"

#include <QByteArray>
#include <QCborMap>

#include <map>
#include <optional>

namespace formwork::protocol
{

// The parameters of a form by the parts of their names: "Filter.1.Name=vpc" is Filter, in it 1, in it Name.
struct FormNode {
    std::optional<QByteArray> value; // decoded; of two parameters with one name the first
    std::map<QByteArray, FormNode> parts;

    [[nodiscard]] const FormNode *part(const QByteArray &name) const; // null if there is none
};

// Of a request's body, and of its query string for those that send the form there. Errors: Phase::Parse,
// "NotForm", for more or deeper parameters than any service takes.
[[nodiscard]] Result<FormNode> readForm(const http::Request &request);

// One parameter of it, without reading the others; empty if it is not there.
[[nodiscard]] QByteArray formParameter(const http::Request &request, QByteArrayView name);

// Reads documents from forms, as a server does. What the model does not know is skipped. Every function
// returns false after a misfit.
class FormReader
{
public:
    FormReader(Misfit &misfit, FormDialect dialect)
        : m_misfit(misfit)
        , m_dialect(dialect)
    {
    }

    bool structure(const model::Shape &shape, const FormNode &node, QCborMap &result);

private:
    [[nodiscard]] const FormNode *nodeOf(const model::Member &member, const FormNode &node) const;
    bool value(const model::Member &member, const FormNode &node, QCborValue &result);
    bool list(const model::Member &member, const FormNode &node, QCborValue &result);
    bool map(const model::Member &member, const FormNode &node, QCborValue &result);
    bool entries(const FormNode &node, std::map<quint32, const FormNode *> &result);

    Misfit &m_misfit;
    FormDialect m_dialect;
};

} // namespace formwork::protocol
