// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QObject>
#include <QString>

class QSettings;

namespace formwork::shell
{

// An operation by its names.
struct OperationName {
    QString service;
    QString operation;
    bool operator==(const OperationName &) const = default;
};

// The operations a person has starred, and those opened last. Kept in the settings; owned by the main window.
class Bookmarks : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype kMostRecent = 12;

    explicit Bookmarks(QSettings &settings, QObject *parent = nullptr);

    [[nodiscard]] const QList<OperationName> &favourites() const { return m_favourites; } // oldest first
    [[nodiscard]] const QList<OperationName> &recent() const { return m_recent; } // newest first
    [[nodiscard]] bool isFavourite(const OperationName &name) const { return m_favourites.contains(name); }

    void setFavourite(const OperationName &name, bool favourite);
    void noteOpened(const OperationName &name);

Q_SIGNALS:
    void changed();

private:
    void save();

    QSettings &m_settings;
    QList<OperationName> m_favourites;
    QList<OperationName> m_recent;
};

} // namespace formwork::shell
