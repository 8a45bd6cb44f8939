// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/paths.h"

#include <QDialog>

namespace formwork::shell
{

// Which version this is, its licence, and where its data lies.
class AboutDialog : public QDialog
{
    Q_OBJECT

public:
    AboutDialog(const Paths &paths, qsizetype services, qsizetype operations, QWidget *parent = nullptr);
};

} // namespace formwork::shell
