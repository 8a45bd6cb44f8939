// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "readers/jsonview.h"
#include "readers/modelfile.h"

namespace formwork::readers
{

// service-2.sdk-extras.json beside a botocore model: what SDKs add to the published shapes, mostly members
// that only the client sees.
class BotocoreExtras
{
public:
    // Without the file, or with a damaged one, there is nothing to add.
    explicit BotocoreExtras(const QString &servicePath);

    template <std::invocable<const JsonView &> Visit>
    void withShape(Complaints &complaints, std::string_view id, Visit &&visit) const
    {
        if (!m_file)
            return;
        JsonView(complaints, m_file->root).withField("merge", [&](const JsonView &merge) {
            merge.withField("shapes", [&](const JsonView &shapes) { shapes.withField(id, visit); });
        });
    }

private:
    ModelFilePtr m_file;
};

} // namespace formwork::readers
