// SPDX-License-Identifier: Apache-2.0
#include "cli/inputproblems.h"

#include "base/paths.h"
#include "catalog/catalog.h"
#include "cli/output.h"
#include "texts/inputcheck.h"

#include <algorithm>
#include <iterator>
#include <optional>

namespace formwork::cli
{

QList<document::Problem> problemsOf(const Arguments &arguments, const client::Environment &environment,
                                    const model::Operation &operation, const QCborValue &input)
{
    std::optional<texts::Actions> actions;
    if (texts::holdsPolicy(operation, input)) {
        const QString settings = Paths::fromEnvironment(arguments.dataDirectory).settings();
        const QList<catalog::Place> places =
            catalog::findPlaces(catalog::surroundings(arguments.modelFolders, settings));
        actions.emplace(catalog::Catalog::fromPlaces({places, {}, {}})->services());
    }
    const guide::GuidePtr guide = environment.guides->guideFor(operation);
    const auto name = [&guide](const document::Pointer &pointer, const model::Member &member) {
        return guide->label(pointer, member);
    };
    return texts::withTextProblems(client::check(operation, *guide, input), operation, input, name,
                                   actions ? &*actions : nullptr);
}

void warn(const QList<document::Problem> &problems)
{
    QList<document::Problem> warnings;
    std::ranges::copy_if(problems, std::back_inserter(warnings), [](const document::Problem &problem) {
        return problem.severity == document::Severity::Warning;
    });
    remark(problemsAsText(warnings).chopped(warnings.isEmpty() ? 0 : 1));
}

} // namespace formwork::cli
