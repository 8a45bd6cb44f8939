// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/service.h"

#include <memory>

// Operations built by hand, one for each thing a protocol has to do with a member.
namespace formwork::testing
{

class OperationBuilder
{
public:
    explicit OperationBuilder(model::Protocol protocol);

    [[nodiscard]] model::Shape *scalar(model::ShapeType type);
    [[nodiscard]] model::Shape *structure(const QString &name);
    [[nodiscard]] model::Shape *list(model::Shape *element);
    [[nodiscard]] model::Shape *map(model::Shape *value);
    // The reference is valid until the next member of the same structure is added.
    static model::Member &add(model::Shape *structure, const QString &name, model::Shape *target);
    static model::Member &add(model::Shape *structure, const QString &name, model::Shape *target,
                              model::Location location, const QString &locationName = {});

    [[nodiscard]] model::Shape *error(const QString &name, int status);

    model::Service &service() { return *m_service; }
    model::Operation &operation() { return *m_operation; }
    model::Shape *input() { return m_input; }
    model::Shape *output() { return m_output; }
    model::OperationPtr ptr() const { return m_operation; }

private:
    std::shared_ptr<model::Service> m_service;
    std::shared_ptr<model::Operation> m_operation;
    model::Shape *m_input = nullptr;
    model::Shape *m_output = nullptr;
};

} // namespace formwork::testing
