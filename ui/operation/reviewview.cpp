// SPDX-License-Identifier: Apache-2.0
#include "operation/reviewview.h"

#include "base/figures.h"
#include "document/filebody.h"
#include "document/json.h"
#include "document/redact.h"
#include "operation/footer.h"
#include "widgets/theme.h"

#include <QCborArray>
#include <QCborMap>
#include <QUrl>

namespace formwork::operation
{
namespace
{

constexpr qsizetype kLongest = 400; // characters of one value; the JSON tab has it whole

QString inWords(const QCborValue &value)
{
    if (const auto file = document::fileBodyOf(value))
        return ReviewView::tr("The contents of %1, %2 byte(s)", nullptr, pluralOf(file->size))
            .arg(file->path, localNumber(file->size));
    if (value.isBool())
        return value.toBool() ? ReviewView::tr("Yes") : ReviewView::tr("No");
    if (value.isString())
        return value.toString();
    if (value.isByteArray())
        return ReviewView::tr("%n byte(s)", nullptr, static_cast<int>(value.toByteArray().size()));
    return QString::fromUtf8(document::toPlainJson(value));
}

} // namespace

ReviewView::ReviewView(session::Session *session, session::Destination *destination, forms::FormModel *form,
                       QWidget *parent)
    : QTextBrowser(parent)
    , m_session(session)
    , m_destination(destination)
    , m_form(form)
{
    setObjectName(QStringLiteral("reviewView"));
    setAccessibleName(tr("Review"));
    setFrameShape(QFrame::NoFrame);
    setOpenLinks(false);
    connect(this, &QTextBrowser::anchorClicked, this, [this](const QUrl &url) {
        Q_EMIT problemChosen(document::Pointer::parse(url.fragment(QUrl::FullyDecoded)));
    });
    const auto refreshWhenSeen = [this] {
        if (isVisible())
            refresh();
    };
    connect(m_form, &forms::FormModel::problemsChanged, this, refreshWhenSeen);
    connect(m_form, &forms::FormModel::documentChanged, this, refreshWhenSeen);
    connect(m_destination, &session::Destination::changed, this, refreshWhenSeen);
}

void ReviewView::showEvent(QShowEvent *event)
{
    QTextBrowser::showEvent(event);
    // Whose keys they are is known before anything is created. An endpoint of one's own may not know.
    const client::Target target = m_destination->target();
    if (target.profile.endpointUrl.isEmpty())
        m_session->identities().check(target.profile, target.region);
    refresh();
}

// Whom AWS says the keys belong to, as far as it was asked.
QString ReviewView::whoHtml() const
{
    using State = session::Identities::State;
    const session::Identities::Found found = m_session->identities().of(m_destination->target().profile);
    const auto paragraph = [](const QString &text) {
        return QStringLiteral("<p>") + text.toHtmlEscaped() + QStringLiteral("</p>");
    };
    switch (found.state) {
    case State::Asking:
        return paragraph(tr("Asking AWS whose keys these are..."));
    case State::Known:
        return paragraph(tr("AWS says: account %1, %2.").arg(found.identity.accountId, found.identity.arn));
    case State::Failed:
        return paragraph(tr("Whose keys these are is not known: %1").arg(found.error.sentence()));
    case State::NotAsked:
        break;
    }
    return {};
}

void ReviewView::refresh()
{
    const client::Target target = m_destination->target();
    QString html = QStringLiteral("<h3>") + m_form->guide().createTitle.toHtmlEscaped()
        + QStringLiteral("</h3><p>")
        + tr("in %1, Region %2").arg(target.profile.name, target.region).toHtmlEscaped()
        + QStringLiteral("</p>") + whoHtml();
    html += problemsHtml() + QStringLiteral("<table cellspacing='0' cellpadding='4'>");
    const model::Member *token = m_form->operation().tokenMember();
    const QCborMap members =
        document::redacted(m_destination->asSent(m_form->operation(), m_form->visibleDocument()),
                           *m_form->operation().input)
            .toMap();
    for (const auto &[name, value] : members) {
        if (!token || name.toString() != token->name)
            appendValue(html, document::Pointer({name.toString()}), value, 0);
    }
    setHtml(html + QStringLiteral("</table>"));
}

// Errors, and what to look at before it is sent. A field shows its warning only once somebody was in it.
QString ReviewView::problemsHtml() const
{
    QString errors;
    QString warnings;
    for (const document::Problem &problem : m_form->problems()) {
        if (problem.severity == document::Severity::Advice)
            continue;
        QString &list = problem.severity == document::Severity::Error ? errors : warnings;
        list += QStringLiteral("<li><a href='#")
            + QString::fromLatin1(QUrl::toPercentEncoding(problem.pointer.toString(), "/"))
            + QStringLiteral("'>") + problem.sentence.toHtmlEscaped() + QStringLiteral("</a></li>");
    }
    const auto paragraph = [](const QString &text) {
        return QStringLiteral("<p>") + text.toHtmlEscaped() + QStringLiteral("</p>");
    };
    QString html;
    if (!errors.isEmpty())
        html += QStringLiteral("<ul>") + errors + QStringLiteral("</ul>");
    if (!warnings.isEmpty())
        html += paragraph(tr("Look at this before you send it:")) + QStringLiteral("<ul>") + warnings
            + QStringLiteral("</ul>");
    if (html.isEmpty()) {
        const QString button = sendingVerb(m_form->operation()).remove(u'&');
        html = paragraph(tr("Nothing is missing. Press %1 to send it.").arg(button));
    }
    return html;
}

void ReviewView::appendValue(QString &html, const document::Pointer &pointer, const QCborValue &value,
                             int depth) const
{
    const QString indent = QStringLiteral("&nbsp;").repeated(qsizetype{depth} * 4);
    const bool isFile = document::fileBodyOf(value).has_value();
    const bool nested = !isFile
        && ((value.isMap() && !value.toMap().isEmpty()) || (value.isArray() && !value.toArray().isEmpty()));
    const QString words = nested ? QString() : inWords(value).left(kLongest).toHtmlEscaped();
    html += QStringLiteral("<tr><td style='color:") + widgets::Theme::tokens().muted.name()
        + QStringLiteral("'>") + indent + m_form->labelOf(pointer).toHtmlEscaped()
        + QStringLiteral("</td><td>") + words + QStringLiteral("</td></tr>");
    if (value.isMap() && !isFile) {
        const QCborMap members = value.toMap();
        for (const auto &[name, member] : members)
            appendValue(html, pointer.child(name.toString()), member, depth + 1);
    } else if (value.isArray()) {
        const QCborArray entries = value.toArray();
        for (qsizetype i = 0; i < entries.size(); ++i)
            appendValue(html, pointer.child(i), entries.at(i), depth + 1);
    }
}

} // namespace formwork::operation
