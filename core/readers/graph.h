// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/service.h"
#include "readers/jsonview.h"

#include <deque>
#include <functional>
#include <unordered_map>

namespace formwork::readers
{

// The shapes that one operation reaches, made on demand and filled one after the other (never recursively, so
// that neither cycles nor depth of a model matter). What a reader of either format shares.
class Graph
{
public:
    using Fill = std::function<void(std::string_view id, model::Shape &shape)>;

    explicit Graph(model::Operation &operation)
        : m_operation(operation)
    {
    }

    // The shape with that id, empty until run() comes to it; `id` must outlive the graph.
    [[nodiscard]] model::Shape *shapeFor(std::string_view id);
    [[nodiscard]] model::Shape *emptyStructure(const QString &name);

    void run(const Fill &fill); // until every shape made has been filled

    // What needs all shapes: defaults in the type of their target, lists and maps that contain nothing but
    // themselves.
    void finish(Complaints &complaints);

private:
    void checkCircles(Complaints &complaints) const;

    model::Operation &m_operation;
    std::unordered_map<std::string_view, model::Shape *> m_made;
    std::deque<std::pair<std::string_view, model::Shape *>> m_pending;
};

// Sets Location::GreedyLabel on the input's labels that the URI writes as {name+}.
void markGreedyLabels(const QByteArray &uri, model::Shape &input);

// Complains of a list or map that does not say what it holds, or what its keys are.
void checkEntries(const JsonView &place, const model::Shape &shape);

} // namespace formwork::readers
