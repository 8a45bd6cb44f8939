// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/latest.h"
#include "bulk/intake.h"
#include "bulk/source.h"
#include "session/destination.h"

#include <QTimer>

#include <atomic>

namespace formwork::many
{

// A file on its way to many requests: what was read of it, where its columns go, what is wrong with its rows.
// Reading and checking happen on other threads; the latest wins. Belongs to its window.
class Job : public QObject
{
    Q_OBJECT

public:
    // `fixed`: what every row has beside its cells, as a form holds it.
    Job(session::Session *session, model::OperationPtr operation, const QCborValue &fixed,
        QObject *parent = nullptr);
    ~Job() override;

    [[nodiscard]] session::Session *session() const { return m_session; }
    [[nodiscard]] const model::OperationPtr &operation() const { return m_operation; }
    [[nodiscard]] const guide::GuidePtr &guide() const { return m_guide; }
    [[nodiscard]] session::Destination &destination() const { return *m_destination; }

    // The file. What is read again keeps nothing of what was said of an earlier one.
    void readFile(const QString &path);
    void readBytes(const QByteArray &bytes, const QString &name, qint64 into); // 0: a new batch
    void setForm(const document::CsvForm &form); // read otherwise
    [[nodiscard]] bool isReading() const { return m_reading.isAsking(); }
    [[nodiscard]] bool hasTable() const { return m_hasTable; }
    [[nodiscard]] const bulk::Table &table() const { return m_table; }
    [[nodiscard]] const QString &name() const { return m_name; } // of the file, for people
    [[nodiscard]] qint64 into() const { return m_into; } // the batch that the rows join; 0: a new one
    [[nodiscard]] const QString &problem() const { return m_problem; } // why there is no table

    // Where the columns go.
    [[nodiscard]] const bulk::Wishes &wishes() const { return m_source.wishes; }
    [[nodiscard]] QString placeOf(const QString &column) const; // empty: nowhere
    void setPlace(const QString &column, const QString &path);
    void setTemplates(const QList<std::pair<QString, QString>> &templates);
    [[nodiscard]] const QCborValue &fixed() const { return m_fixed; }
    void setUsesFixed(bool uses);
    [[nodiscard]] QString mappingProblem() const; // empty: it can be checked

    // The rows, counted from 1.
    [[nodiscard]] qint64 rowCount() const { return m_table.rows.size(); }
    [[nodiscard]] QStringList cells(qint64 row) const; // as many as there are columns
    void setCell(qint64 row, qsizetype column, const QString &text);
    [[nodiscard]] bool isEdited(qint64 row) const { return m_source.amendments.cells.contains(row); }
    [[nodiscard]] bool isLeftOut(qint64 row) const { return m_source.amendments.leftOut.contains(row); }
    void setLeftOut(const QList<qint64> &rows, bool isLeftOut);
    [[nodiscard]] const bulk::BadRow *badRow(qint64 row) const; // null: nothing is known to be wrong
    [[nodiscard]] QList<qint64> badRows() const; // in order
    [[nodiscard]] bool isChecking() const { return m_checking.isAsking() || m_soon.isActive(); }
    [[nodiscard]] const std::optional<bulk::Checked> &checked() const { return m_checked; }
    [[nodiscard]] qint64 toSend() const; // valid rows that are not left out
    void setSendsAnyway(bool anyway); // in spite of problems that allow it
    [[nodiscard]] bool sendsAnyway() const { return m_sendsAnyway; }
    void check();

    // A row as a document, as it would be sent; its token is only an example.
    [[nodiscard]] Result<QCborValue> document(qint64 row) const;

    [[nodiscard]] bulk::Intake intake(const client::Target &target,
                                      const std::shared_ptr<bulk::Sheet> &sheet) const;
    [[nodiscard]] const bulk::Source &source() const { return m_source; }

Q_SIGNALS:
    void readingChanged(); // begun, or ended with a table or a problem
    void mappingChanged();
    void rowsChanged(); // edited, left out
    void checkedChanged(); // begun, or ended
    void progressed(qint64 rows); // of what is read or checked

private:
    struct Found {
        bulk::Checked checked;
        QHash<qint64, bulk::BadRow> bad;
    };
    using Wanted = std::shared_ptr<std::atomic<bool>>;

    void read();
    void takeTable(const Result<bulk::Table> &table);
    void noteMapping();
    void startCheck();
    [[nodiscard]] std::function<bool(qint64)> counter(const Wanted &wanted);

    session::Session *m_session;
    session::Destination *m_destination;
    model::OperationPtr m_operation;
    guide::GuidePtr m_guide;
    QCborValue m_fixed;
    bulk::Source m_source;
    bulk::Table m_table;
    bool m_hasTable = false;
    bool m_sendsAnyway = false;
    QString m_name;
    qint64 m_into = 0;
    QString m_problem;
    QHash<qint64, bulk::BadRow> m_bad;
    std::optional<bulk::Checked> m_checked;
    Latest m_reading;
    Latest m_checking;
    Wanted m_wanted; // by the thread that reads or checks now
    QTimer m_soon; // several edits, one check
};

} // namespace formwork::many
