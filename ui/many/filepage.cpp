// SPDX-License-Identifier: Apache-2.0
#include "many/filepage.h"

#include "answers/saving.h"
#include "base/figures.h"
#include "widgets/announce.h"
#include "widgets/banner.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"
#include "widgets/stylesheet.h"

#include <QComboBox>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QMimeData>
#include <QProgressBar>
#include <QPushButton>
#include <QUrl>

namespace formwork::many
{
namespace
{

using widgets::Space;

QPushButton *button(const QString &text, const char *name, QBoxLayout *row, QWidget *parent)
{
    auto *made = new QPushButton(text, parent);
    made->setObjectName(QLatin1String(name));
    made->setAutoDefault(false);
    row->addWidget(made);
    return made;
}

} // namespace

FilePage::FilePage(Job *job, QWidget *parent)
    : QWidget(parent)
    , m_job(job)
    , m_file(widgets::wrappedLabel({}, this))
    , m_bar(new QProgressBar(this))
    , m_problem(new widgets::Banner(widgets::Tone::Rejected, this))
    , m_how(new QWidget(this))
    , m_facts(widgets::wrappedLabel({}, this))
{
    setAcceptDrops(true);
    auto *column = new QVBoxLayout(this);
    widgets::setSpacing(column, font(), Space::Large, Space::Medium);
    column->addWidget(widgets::headingLabel(tr("A CSV or JSON file, one row for each request"), this));
    column->addWidget(widgets::wrappedLabel(
        tr("The first row of a CSV file names the columns; of JSON, one object a line or an array of them, "
           "the members are the columns. Columns that are called as the fields of the form go there by "
           "themselves; what a file does not have comes from the form, the same for every row."),
        this));
    auto *row = new QHBoxLayout;
    QPushButton *chooser = button(tr("Choose a &file..."), "chooseCsv", row, this);
    widgets::setFlag(chooser, "primary", true);
    connect(chooser, &QPushButton::clicked, this, &FilePage::choose);
    connect(button(tr("Save a &template..."), "saveTemplate", row, this), &QPushButton::clicked, this,
            [this] { saveTemplate(false); });
    connect(button(tr("Template with e&very field..."), "saveFullTemplate", row, this), &QPushButton::clicked,
            this, [this] { saveTemplate(true); });
    row->addStretch(1);
    column->addLayout(row);
    m_file->setObjectName(QStringLiteral("csvFile"));
    m_bar->setObjectName(QStringLiteral("readingBar"));
    widgets::setAccessible(m_bar, tr("Reading the file"));
    m_bar->setRange(0, 0);
    m_bar->setTextVisible(false);
    m_problem->setObjectName(QStringLiteral("fileProblem"));
    m_facts->setObjectName(QStringLiteral("csvFacts"));
    auto *form = new QFormLayout(m_how);
    form->setContentsMargins({});
    m_delimiter = addBox(form, tr("Between two &cells"), "csvDelimiter");
    m_delimiter->addItem(tr("Comma"), QChar(u','));
    m_delimiter->addItem(tr("Semicolon"), QChar(u';'));
    m_delimiter->addItem(tr("Tab"), QChar(u'\t'));
    m_delimiter->addItem(tr("Bar"), QChar(u'|'));
    m_encoding = addBox(form, tr("&Encoding"), "csvEncoding");
    for (const char *name : {"utf-8", "utf-16", "latin1"})
        m_encoding->addItem(QString::fromLatin1(name).toUpper(), QString::fromLatin1(name));
    for (QWidget *one : std::initializer_list<QWidget *>{m_file, m_bar, m_problem, m_how, m_facts})
        column->addWidget(one);
    column->addStretch(1);
    connect(job, &Job::readingChanged, this, &FilePage::refresh);
    connect(job, &Job::progressed, this, [this](qint64 rows) {
        if (m_job->isReading())
            m_file->setText(tr("Reading %1: %Ln row(s)...", nullptr, pluralOf(rows)).arg(m_job->name()));
    });
    refresh();
}

QComboBox *FilePage::addBox(QFormLayout *form, const QString &label, const char *name)
{
    auto *box = new QComboBox(m_how);
    box->setObjectName(QLatin1String(name));
    widgets::setAccessible(box, QString(label).remove(u'&'));
    auto *shown = new QLabel(label, m_how);
    shown->setBuddy(box);
    form->addRow(shown, box);
    connect(box, &QComboBox::activated, this, &FilePage::changeForm);
    return box;
}

void FilePage::choose()
{
    auto *dialog = new QFileDialog(this, tr("Choose a CSV or JSON file"));
    dialog->setObjectName(QStringLiteral("chooseCsvDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Tables (*.csv *.tsv *.txt *.jsonl *.ndjson *.json)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, m_job, &Job::readFile);
    dialog->open();
}

void FilePage::dragEnterEvent(QDragEnterEvent *event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (urls.size() == 1 && urls.first().isLocalFile())
        event->acceptProposedAction();
}

void FilePage::dropEvent(QDropEvent *event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (urls.size() == 1)
        m_job->readFile(urls.first().toLocalFile());
}

void FilePage::saveTemplate(bool everyMember)
{
    const model::Operation &operation = *m_job->operation();
    answers::saveAs(this, tr("Save a template"), operation.name, QStringLiteral("csv"),
                    [names = bulk::columnNames(operation, everyMember)] {
                        QStringList cells;
                        for (const QString &name : names)
                            cells += document::csvCell(name, u',');
                        return (cells.join(u',') + u'\n').toUtf8();
                    });
}

void FilePage::changeForm()
{
    m_job->setForm({m_delimiter->currentData().toChar(), m_encoding->currentData().toString()});
}

void FilePage::refresh()
{
    const bool isReading = m_job->isReading();
    m_bar->setVisible(isReading);
    m_problem->setText(tr("The file cannot be used."), m_job->problem());
    m_problem->setVisible(!isReading && !m_job->problem().isEmpty());
    m_file->setText(m_job->name().isEmpty() ? tr("No file is chosen yet. One can be dropped here too.")
                        : isReading         ? tr("Reading %1...").arg(m_job->name())
                                            : m_job->name());
    m_how->setVisible(!m_job->name().isEmpty() && !(m_job->hasTable() && m_job->table().isJson));
    m_facts->setVisible(m_job->hasTable());
    if (!m_job->problem().isEmpty() && !isReading)
        widgets::announce(this, m_job->problem());
    if (!m_job->hasTable())
        return;
    const bulk::Table &table = m_job->table();
    m_delimiter->setCurrentIndex(qMax(0, m_delimiter->findData(table.form.delimiter)));
    const QString encoding = table.form.encoding.toLower();
    m_encoding->setCurrentIndex(encoding.startsWith(u"utf-16") || encoding.startsWith(u"utf16") ? 1
                                    : encoding.contains(u"8859") || encoding.contains(u"latin") ? 2
                                                                                                : 0);
    const int columns = static_cast<int>(table.columns.size());
    QStringList facts{tr("%Ln row(s)", nullptr, static_cast<int>(table.rows.size()))
                      + (table.isJson ? tr(", JSON objects with %Ln member(s):", nullptr, columns)
                                      : tr(" below the first, which names %Ln column(s):", nullptr, columns))
                      + u' ' + table.columns.join(QStringLiteral(", ")) + u'.'};
    if (table.hasMark)
        facts += tr("The file begins with a byte order mark, which tells its encoding.");
    if (m_job->into() > 0)
        facts += tr("The rows take the place of those of batch %1 that were refused.").arg(m_job->into());
    m_facts->setText(facts.join(u'\n'));
}

} // namespace formwork::many
