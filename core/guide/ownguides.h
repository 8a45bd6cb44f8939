// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "guide/guide.h"

#include <functional>

// A user's own guides: files of the same format in a folder of the data directory.
namespace formwork::guide
{

struct OwnGuide {
    QString file; // with its path
    QString service;
    QString operation;
    QString title;
    QString problem; // a sentence that names the file and the place in it; empty: it is used
};

using OpenOperation = std::function<Result<model::OperationPtr>(const QString &service, const QString &name)>;

// Of a text that is no JSON the error names the line.
[[nodiscard]] Result<GuidePtr> readOwnGuide(const QString &path, const model::Operation &operation);

// Every file of the folder, each held against its model.
[[nodiscard]] QList<OwnGuide> ownGuides(const QString &folder, const OpenOperation &open);

// One file, wherever it lies and whatever it is called.
[[nodiscard]] OwnGuide checkedGuide(const QString &path, const OpenOperation &open);

// A guide of one's own of a filled form: what `base` (the form's guide) has, and the document's values as
// what a new form starts with. Its secrets and its client token are left out, and so are values that a guide
// cannot hold.
[[nodiscard]] QByteArray guideFrom(const Guide &base, const model::Operation &operation,
                                   const QCborValue &document, const QString &title);

// Writes it where it counts; answers the file. An older one of the operation is replaced.
[[nodiscard]] Result<QString> saveOwnGuide(const QString &folder, const QByteArray &json,
                                           const model::Operation &operation);

} // namespace formwork::guide
