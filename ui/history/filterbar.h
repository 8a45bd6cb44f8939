// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "journal/journal.h"

#include <QWidget>

class QBoxLayout;
class QComboBox;
class QDateTime;
class QLabel;
class QPushButton;

namespace formwork::widgets
{
class SearchField;
}

namespace formwork::history
{

// What of the history is shown: words, and boxes for what is asked for most; how many requests fit, and the
// way to export them. In one line, or in two where there is little room.
class FilterBar : public QWidget
{
    Q_OBJECT

public:
    explicit FilterBar(QWidget *parent);

    void writeTo(journal::Filter &filter, const QDateTime &now) const;
    void setText(const QString &text); // and nothing in the boxes; changed() is not told
    void setAccounts(const QStringList &accounts); // to choose from
    void setCount(qint64 requests);
    void startSearch(); // the keyboard goes to the words

Q_SIGNALS:
    void changed();
    void exportRequested();
    void stepped(); // from the words to what was found

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void buildFields();
    void buildLines();

    widgets::SearchField *m_text;
    QComboBox *m_outcome;
    QComboBox *m_kind;
    QComboBox *m_account;
    QComboBox *m_period;
    QLabel *m_count;
    QPushButton *m_export;
    QBoxLayout *m_lines; // the words, and the boxes beside or below them
    QBoxLayout *m_first;
    QBoxLayout *m_second;
};

} // namespace formwork::history
