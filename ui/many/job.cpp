// SPDX-License-Identifier: Apache-2.0
#include "many/job.h"

#include "client/requesttag.h"
#include "document/value.h"

#include <QCborMap>
#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QPointer>
#include <QPromise>
#include <QThreadPool>

#include <algorithm>

namespace formwork::many
{
namespace
{

constexpr qint64 kLargest = qint64(512) * 1024 * 1024; // of a file, bytes

template <typename T>
QFuture<Result<T>> elsewhere(std::function<Result<T>()> work)
{
    const auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    const QFuture<Result<T>> future = promise->future();
    QThreadPool::globalInstance()->start([promise, work = std::move(work)] {
        promise->addResult(work());
        promise->finish();
    });
    return future;
}

// The form's values that every row may share: its token would make one request of all rows.
QCborValue shared(const QCborValue &form, const model::Operation &operation)
{
    QCborMap map = document::pruned(form).toMap();
    if (const model::Member *token = operation.tokenMember())
        map.remove(token->name);
    return map;
}

} // namespace

Job::Job(session::Session *session, model::OperationPtr operation, const QCborValue &fixed, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_destination(new session::Destination(session, this))
    , m_operation(std::move(operation))
    , m_guide(session->environment()->guides->guideFor(*m_operation))
    , m_fixed(shared(fixed, *m_operation))
{
    m_source.wishes.fixed = m_fixed;
    m_soon.setSingleShot(true);
    m_soon.setInterval(250);
    connect(&m_soon, &QTimer::timeout, this, &Job::startCheck);
}

Job::~Job()
{
    if (m_wanted)
        m_wanted->store(false);
}

std::function<bool(qint64)> Job::counter(const Wanted &wanted)
{
    return [wanted, self = QPointer(this)](qint64 rows) {
        if (rows % 5000 == 0 && wanted->load())
            QMetaObject::invokeMethod(
                QCoreApplication::instance(),
                [self, rows] {
                    if (self)
                        Q_EMIT self->progressed(rows);
                },
                Qt::QueuedConnection);
        return wanted->load();
    };
}

void Job::readFile(const QString &path)
{
    m_name = QFileInfo(path).fileName();
    m_into = 0;
    m_source.file = path;
    m_source.bytes = {};
    m_source.form = {};
    read();
}

void Job::readBytes(const QByteArray &bytes, const QString &name, qint64 into)
{
    m_name = name;
    m_into = into;
    m_source.file.clear();
    m_source.bytes = bytes;
    m_source.form = {};
    read();
}

void Job::setForm(const document::CsvForm &form)
{
    m_source.form = form;
    read();
}

void Job::read()
{
    if (m_wanted)
        m_wanted->store(false);
    m_wanted = std::make_shared<std::atomic<bool>>(true);
    m_checking.drop();
    m_soon.stop();
    m_hasTable = false;
    m_problem.clear();
    m_checked.reset();
    m_bad.clear();
    m_source.amendments = {};
    struct Read {
        bulk::Table table;
        QByteArray bytes;
    };
    const std::function<Result<Read>()> work = [source = m_source,
                                                goesOn = counter(m_wanted)]() mutable -> Result<Read> {
        if (!source.file.isEmpty()) {
            QFile file(source.file);
            if (!file.open(QIODevice::ReadOnly))
                return failure(Phase::Local, QStringLiteral("InputFile"),
                               tr("%1 cannot be read: %2.").arg(source.file, file.errorString()));
            if (file.size() > kLargest)
                return failure(Phase::Local, QStringLiteral("InputFile"),
                               tr("%1 is larger than 512 MiB.").arg(source.file),
                               tr("Cut it into several files."));
            source.bytes = file.readAll();
            if (source.bytes.isNull())
                source.bytes = QByteArray("");
        }
        Result<bulk::Table> table = bulk::readTable(source, goesOn);
        if (!table)
            return std::unexpected(table.error());
        return Read{*std::move(table), source.bytes};
    };
    m_reading.ask(elsewhere<Read>(work), this, [this](const Result<Read> &read) {
        if (read)
            m_source.bytes = read->bytes;
        takeTable(read ? Result<bulk::Table>(read->table) : std::unexpected(read.error()));
    });
    Q_EMIT readingChanged();
}

void Job::takeTable(const Result<bulk::Table> &table)
{
    m_hasTable = table.has_value();
    m_table = table.value_or(bulk::Table());
    m_problem = table ? QString() : table.error().sentence();
    if (table) {
        m_source.form = table->form;
        const QCborValue kept = m_source.wishes.fixed;
        m_source.wishes = bulk::guessed(*m_operation, table->columns);
        m_source.wishes.fixed = kept;
    }
    Q_EMIT readingChanged();
    if (table)
        noteMapping();
}

QString Job::placeOf(const QString &column) const
{
    const auto &maps = m_source.wishes.maps;
    const auto found = std::ranges::find(maps, column, &std::pair<QString, QString>::first);
    return found == maps.end() ? QString() : found->second;
}

void Job::setPlace(const QString &column, const QString &path)
{
    auto &maps = m_source.wishes.maps;
    const auto found = std::ranges::find(maps, column, &std::pair<QString, QString>::first);
    if (found == maps.end())
        maps.append({column, path});
    else
        found->second = path;
    noteMapping();
}

void Job::setTemplates(const QList<std::pair<QString, QString>> &templates)
{
    if (m_source.wishes.templates == templates)
        return;
    m_source.wishes.templates = templates;
    noteMapping();
}

void Job::setUsesFixed(bool uses)
{
    m_source.wishes.fixed = uses ? m_fixed : QCborValue(QCborMap());
    noteMapping();
}

void Job::noteMapping()
{
    m_checked.reset();
    m_bad.clear();
    Q_EMIT mappingChanged();
    check();
}

QString Job::mappingProblem() const
{
    if (!m_hasTable)
        return m_problem;
    const Result<bulk::Mapping> mapping = bulk::Mapping::make(m_operation, m_table.columns, m_source.wishes);
    return mapping ? QString() : mapping.error().message; // its advice is about a command line
}

QStringList Job::cells(qint64 row) const
{
    const auto edited = m_source.amendments.cells.constFind(row);
    QStringList cells = edited != m_source.amendments.cells.cend() ? *edited : m_table.rows.value(row - 1);
    cells.resize(qMax(cells.size(), m_table.columns.size()));
    return cells;
}

void Job::setCell(qint64 row, qsizetype column, const QString &text)
{
    QStringList now = cells(row);
    if (now.value(column) == text)
        return;
    now[column] = text.isEmpty() ? QString() : text; // of JSON: no such member
    m_source.amendments.cells.insert(row, now.first(m_table.columns.size()));
    Q_EMIT rowsChanged();
    check();
}

void Job::setLeftOut(const QList<qint64> &rows, bool isLeftOut)
{
    for (const qint64 row : rows) {
        if (isLeftOut)
            m_source.amendments.leftOut.insert(row);
        else
            m_source.amendments.leftOut.remove(row);
    }
    Q_EMIT rowsChanged();
    check();
}

const bulk::BadRow *Job::badRow(qint64 row) const
{
    const auto found = m_bad.constFind(row);
    return found == m_bad.cend() ? nullptr : &*found;
}

QList<qint64> Job::badRows() const
{
    QList<qint64> rows = m_bad.keys();
    std::ranges::sort(rows);
    return rows;
}

qint64 Job::toSend() const { return m_checked ? m_checked->rows - m_checked->invalid : 0; }

void Job::setSendsAnyway(bool anyway)
{
    m_sendsAnyway = anyway;
    check();
}

void Job::check()
{
    if (!m_hasTable)
        return;
    m_soon.start();
    Q_EMIT checkedChanged();
}

void Job::startCheck()
{
    if (m_wanted)
        m_wanted->store(false);
    m_wanted = std::make_shared<std::atomic<bool>>(true);
    const std::function<Result<Found>()> work = [source = m_source, operation = m_operation, guide = m_guide,
                                                 anyway = m_sendsAnyway,
                                                 goesOn = counter(m_wanted)]() -> Result<Found> {
        const Result<std::shared_ptr<bulk::Sheet>> sheet = source.open(operation);
        if (!sheet)
            return std::unexpected(sheet.error());
        QHash<qint64, bulk::BadRow> bad;
        const bulk::CheckWishes wishes{anyway, 0, goesOn};
        Result<bulk::Checked> checked =
            bulk::checkSheet(**sheet, *guide, operation, wishes,
                             [&bad](const bulk::BadRow &row) { bad.insert(row.row, row); });
        if (!checked)
            return std::unexpected(checked.error());
        return Found{*std::move(checked), std::move(bad)};
    };
    m_checking.ask(elsewhere<Found>(work), this, [this](const Result<Found> &found) {
        m_bad = found ? found->bad : QHash<qint64, bulk::BadRow>();
        m_checked = found ? std::optional(found->checked) : std::nullopt;
        Q_EMIT checkedChanged();
    });
    Q_EMIT checkedChanged();
}

Result<QCborValue> Job::document(qint64 row) const
{
    const Result<bulk::Mapping> mapping = bulk::Mapping::make(m_operation, m_table.columns, m_source.wishes);
    if (!mapping)
        return std::unexpected(mapping.error());
    const bulk::Built built = mapping->build(cells(row));
    TokenSource &tokens = *m_session->environment()->tokens;
    return client::withRequestTag(*m_operation, client::withToken(*m_operation, built.input, tokens),
                                  m_destination->target(), tokens);
}

bulk::Intake Job::intake(const client::Target &target, const std::shared_ptr<bulk::Sheet> &sheet) const
{
    return {m_session->environment(),
            m_operation,
            target,
            sheet,
            m_checked.value_or(bulk::Checked()),
            m_name,
            bulk::runnerText(QStringLiteral("Formwork")),
            m_sendsAnyway,
            m_into};
}

} // namespace formwork::many
