// SPDX-License-Identifier: Apache-2.0
// Requests of the history beside each other, and beside what they have made.
#include "alike/reading.h"
#include "catalog/catalogsource.h"
#include "client/rowtarget.h"
#include "history/comparedialog.h"
#include "history/historypage.h"

#include <QPointer>

namespace formwork::history
{

namespace
{

QString nameOf(const journal::Record &row) { return HistoryPage::tr("Request %1").arg(row.id); }

} // namespace

void HistoryPage::compare(qint64 first, qint64 second)
{
    withRow(qMin(first, second), [this, later = qMax(first, second)](const journal::Record &one) {
        withRow(later, [this, one](const journal::Record &other) { showCompared(one, other); });
    });
}

void HistoryPage::showCompared(const journal::Record &one, const journal::Record &other)
{
    const bool isSame =
        one.request.service == other.request.service && one.request.operation == other.request.operation;
    const auto operation =
        m_session->environment()->catalog->operation(one.request.service, one.request.operation);
    if (!isSame || !operation) {
        notice(widgets::Tone::Warning,
               isSame ? operation.error().sentence()
                      : tr("Two requests for the same operation can be compared: these are %1 and %2.")
                            .arg(one.request.operation, other.request.operation));
        return;
    }
    auto *dialog = new CompareDialog(tr("Compare two requests: %1").arg(one.request.operation), nameOf(one),
                                     nameOf(other), this);
    dialog->show(alike::compared(one.request.input, other.request.input, *(*operation)->input));
    dialog->show();
}

void HistoryPage::compareWithThere(qint64 id)
{
    withRow(id, [this](const journal::Record &row) { compareWithThere(row); });
}

// The service is asked, which is no row of the history.
void HistoryPage::compareWithThere(const journal::Record &row)
{
    const client::EnvironmentPtr &environment = m_session->environment();
    const auto operation = environment->catalog->operation(row.request.service, row.request.operation);
    if (!operation) {
        notice(widgets::Tone::Warning, operation.error().sentence());
        return;
    }
    const alike::Tools tools = alike::toolsOf(catalog::LiveCatalog(environment->catalog.current()));
    const QCborMap input = row.request.input.toMap();
    const Result<alike::Reading> reading = alike::readingOfMade(tools, *operation, input, row.output.toMap());
    const Result<client::Target> target =
        client::targetOfRow(*environment, **operation, input, row.request, false);
    if (!reading || !target) {
        notice(widgets::Tone::Warning, reading ? target.error().sentence() : reading.error().sentence());
        return;
    }
    auto *dialog = new CompareDialog(tr("Compare with what is there: %1").arg(row.request.operation),
                                     nameOf(row), tr("What is there"), this);
    dialog->say(tr("Asking %1...").arg(reading->reading->name));
    dialog->show();
    alike::readAlike(environment, tools, *reading, *target)
        .then([dialog = QPointer(dialog), operation = *operation, input](const Result<alike::Filled> &there) {
            if (!dialog)
                return;
            if (!there) {
                dialog->say(there.error().sentence());
                return;
            }
            QList<alike::Note> notes = there->notes;
            notes.removeIf([](const alike::Note &note) { return note.why != alike::Note::Why::NotTold; });
            QCborMap sent = input;
            if (const model::Member *token = operation->tokenMember())
                sent.remove(token->name);
            dialog->show(alike::compared(sent, there->document, *operation->input), alike::sentences(notes));
        });
}

} // namespace formwork::history
