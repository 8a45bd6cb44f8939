// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalog/discovery.h"

#include <optional>

namespace formwork::catalog
{

// One service of a place: the file that should describe it, and older ones to fall back on.
struct Candidate {
    QString id; // of the AWS CLI, from botocore's folders; empty: the file knows it
    QStringList paths; // the latest API version first; more than one only in botocore's layout
    qint64 size = 0; // of the first: long ones are read first, so that no thread waits for another in the end
};

struct Candidates {
    QList<Candidate> files;
    std::optional<QString> fault; // why the walk ended early, or that the folder is not there
};

// The model files below a folder: loose, or in the layouts in which AWS and botocore publish them. With a
// service's id only what may describe that one. Links to folders are not followed; a folder with more files
// or levels than any collection of models has ends the walk with a sentence.
[[nodiscard]] Candidates candidatesIn(const Place &place, const QString &onlyService = {});

} // namespace formwork::catalog
