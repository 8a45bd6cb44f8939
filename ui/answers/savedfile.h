// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "widgets/banner.h"

#include <QCborValue>

namespace formwork::model
{
struct Operation;
}

namespace formwork::answers
{

// Says into which file the data of an answer went, and opens its folder. Hidden where it went into none.
class SavedFile : public widgets::Banner
{
    Q_OBJECT

public:
    explicit SavedFile(QWidget *parent = nullptr);

    void tellOf(const model::Operation &operation, const QCborValue &output);
};

} // namespace formwork::answers
