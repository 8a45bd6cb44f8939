// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "document/timestamp.h"
#include "forms/editor.h"

#include <QDateTime>

class QMenu;
class QToolButton;

namespace formwork::forms
{

class TextField;

// A moment: ISO 8601 text or seconds since 1970, and a menu with "Now", a calendar and the zone that text
// without one is read in and the moment is shown in.
class TimestampEditor : public Editor
{
    Q_OBJECT

public:
    TimestampEditor(FormModel &form, const document::Pointer &pointer, QWidget *parent);

    [[nodiscard]] QWidget *input() override;
    void refresh() override;
    void describe(const QString &name, const QString &description, bool isInvalid) override;

    // Invalid if it is neither. Text without a zone is taken in `zone`.
    [[nodiscard]] static QDateTime parse(const QString &text, Qt::TimeSpec zone);

private:
    [[nodiscard]] static std::optional<document::Moment> read(const QString &text, Qt::TimeSpec zone);
    void fillMenu();
    void setZone(Qt::TimeSpec zone);
    [[nodiscard]] QString textOf(const QDateTime &moment) const;
    void take(const QDateTime &moment);

    TextField *m_field;
    QToolButton *m_button;
    QMenu *m_menu;
    Qt::TimeSpec m_zone = Qt::UTC;
};

} // namespace formwork::forms
