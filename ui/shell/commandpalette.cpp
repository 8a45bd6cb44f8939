// SPDX-License-Identifier: Apache-2.0
#include "shell/commandpalette.h"

#include "widgets/entrydelegate.h"
#include "widgets/flyout.h"
#include "widgets/metrics.h"
#include "widgets/stylesheet.h"
#include "wording/names.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace formwork::shell
{

namespace
{

constexpr int kMostRows = 11; // before the list scrolls

} // namespace

CommandPalette::CommandPalette(std::shared_ptr<const search::OperationIndex> index,
                               const guide::GuidesPtr &guides, const Bookmarks &bookmarks, QWidget *parent)
    : QDialog(parent, widgets::flyoutFlags())
    , m_model(new PaletteModel(std::move(index), guides, bookmarks, this))
    , m_field(new QLineEdit(this))
    , m_list(new QListView(this))
    , m_nothing(new QLabel(this))
{
    setObjectName(QStringLiteral("commandPalette"));
    setAccessibleName(tr("Find an operation"));
    setAttribute(Qt::WA_DeleteOnClose);
    widgets::closeWhenLeft(this);

    m_field->setObjectName(QStringLiteral("paletteField"));
    m_field->setPlaceholderText(tr("Create or find an operation, or paste a command, a template or an ARN"));
    m_field->setAccessibleName(tr("Find an operation"));
    m_field->setAccessibleDescription(
        tr("Type parts of the operation's or the service's name. Up and Down choose, Enter opens the form, "
           "Control and Enter create many from a file."));
    m_field->setClearButtonEnabled(true);
    m_field->installEventFilter(this);
    connect(m_field, &QLineEdit::textChanged, this, &CommandPalette::search);
    connect(m_field, &QLineEdit::returnPressed, this, [this] { choose(m_list->currentIndex()); });

    m_list->setObjectName(QStringLiteral("paletteList"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new widgets::EntryDelegate(false, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setAccessibleName(tr("Operations found"));
    connect(m_list, &QListView::clicked, this, &CommandPalette::choose);

    widgets::setRole(m_nothing, "muted");
    m_nothing->setWordWrap(true);
    m_nothing->hide();

    auto *frame = new QFrame(this);
    widgets::setRole(frame, "panel");
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins({});
    outer->addWidget(frame);
    auto *layout = new QVBoxLayout(frame);
    widgets::setSpacing(layout, font(), widgets::Space::Small, widgets::Space::Small);
    layout->addWidget(m_field);
    layout->addWidget(m_nothing);
    layout->addWidget(m_list);
    const int room = parent ? parent->window()->width() - 2 * widgets::space(this, widgets::Space::Huge) : 0;
    const int wanted = widgets::textWidth(this, 116); // the longest names with their services
    setFixedWidth(room > 0 ? qMin(room, wanted) : wanted);
    search({});
    m_field->setFocus();
}

void CommandPalette::setForMany()
{
    m_isForMany = true;
    m_field->setPlaceholderText(tr("What do you want many of? One request for each row of a file"));
    m_field->setAccessibleDescription(tr("Type parts of the operation's or the service's name. Up and Down "
                                         "choose, Enter goes on to the file."));
}

void CommandPalette::setSaved(const QList<keeping::SavedForm> &forms)
{
    m_model->setSaved(forms);
    search(m_field->text());
}

void CommandPalette::setIndex(std::shared_ptr<const search::OperationIndex> index)
{
    m_model->setIndex(std::move(index));
    if (!m_isPasted)
        search(m_field->text());
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        auto *press = static_cast<QKeyEvent *>(event);
        const int key = press->key();
        if (key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_PageUp || key == Qt::Key_PageDown) {
            QCoreApplication::sendEvent(m_list, event);
            return true;
        }
        const bool isEnter = key == Qt::Key_Return || key == Qt::Key_Enter;
        if (isEnter && static_cast<QKeyEvent *>(event)->modifiers().testFlag(Qt::ControlModifier)) {
            chooseMany(m_list->currentIndex());
            return true;
        }
        if (press->matches(QKeySequence::Paste)) { // more than a line takes goes past the field
            const QString text = QGuiApplication::clipboard()->text();
            if (alike::pasteKind(text) != alike::PasteKind::None) {
                paste(text);
                return true;
            }
        }
    }
    return QDialog::eventFilter(watched, event);
}

namespace
{

QString titleOf(alike::PasteKind kind)
{
    switch (kind) {
    case alike::PasteKind::Aws:
        return CommandPalette::tr("Pasted: an aws command");
    case alike::PasteKind::Curl:
        return CommandPalette::tr("Pasted: a curl command");
    case alike::PasteKind::Json:
        return CommandPalette::tr("Pasted: JSON");
    case alike::PasteKind::Yaml:
        return CommandPalette::tr("Pasted: YAML");
    case alike::PasteKind::Arn:
        return CommandPalette::tr("Pasted: an ARN");
    case alike::PasteKind::None:
        break;
    }
    return {};
}

PaletteModel::Form lineOf(const alike::Filled &filled, int index)
{
    const auto left = static_cast<int>(alike::sentences(filled.notes).size());
    return {CommandPalette::tr("Open as a form: %1").arg(wording::words(filled.operation)),
            filled.service + QStringLiteral(" \u00b7 ") + filled.operation + QStringLiteral(" \u00b7 ")
                + filled.from,
            left > 0 ? CommandPalette::tr("%n note(s)", nullptr, left) : QString(), index};
}

} // namespace

void CommandPalette::paste(const QString &text)
{
    {
        const QSignalBlocker quiet(m_field);
        m_field->setText(titleOf(alike::pasteKind(text)));
    }
    m_length = m_field->text().size();
    beginPaste(text);
}

void CommandPalette::beginPaste(const QString &text)
{
    m_pasted = {};
    m_isPasted = true;
    ++m_round;
    m_model->setForms({{tr("Reading what was pasted..."), {}, {}, -2}});
    refit({});
    Q_EMIT pasted(text, m_round);
}

void CommandPalette::showPasted(const alike::Pasted &pasted, int round)
{
    if (round != m_round)
        return; // something else stands there by now
    m_pasted = pasted;
    QList<PaletteModel::Form> forms;
    if (!pasted.arn.isEmpty())
        forms.append({tr("Create one like this..."), pasted.arn, {}, -1});
    for (const alike::Filled &filled : pasted.found)
        forms.append(lineOf(filled, static_cast<int>(forms.size())));
    m_model->setForms(forms);
    refit(forms.isEmpty() ? pasted.problem : pasted.left.join(u' '));
}

void CommandPalette::search(const QString &query)
{
    const bool isMuch = query.size() > m_length + 8; // more than a key gives
    m_length = query.size();
    if (alike::pasteKind(query) != alike::PasteKind::None) {
        if (isMuch)
            paste(query);
        else
            beginPaste(query);
        return;
    }
    ++m_round; // what is still being read is nobody's any more
    m_isPasted = false;
    m_pasted = {};
    m_model->setQuery(query);
    refit(m_model->rowCount() > 0
              ? QString()
              : tr("No operation matches \u201c%1\u201d. More services appear when the AWS CLI or "
                   "python3-botocore is installed, "
                   "or when a folder of models is added in Preferences.")
                    .arg(query));
}

// As high as what was found.
void CommandPalette::refit(const QString &nothing)
{
    m_list->setCurrentIndex(m_model->index(0, 0));
    m_nothing->setText(nothing);
    m_nothing->setVisible(!nothing.isEmpty());
    m_list->setVisible(m_model->rowCount() > 0);
    const int rows = qBound(1, m_model->rowCount(), kMostRows);
    m_list->setFixedHeight(rows * m_list->sizeHintForRow(0) + 2 * m_list->frameWidth());
    m_list->scrollToTop();
    m_list->parentWidget()->layout()->activate();
    adjustSize();
}

void CommandPalette::choose(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    if (const QVariant form = index.data(PaletteModel::FormRole); form.isValid()) {
        if (form.toInt() < -1)
            return; // it is still being read
        const alike::Pasted pasted = m_pasted;
        close();
        Q_EMIT formChosen(pasted, form.toInt());
        return;
    }
    const QString service = index.data(PaletteModel::ServiceRole).toString();
    const QString operation = index.data(PaletteModel::OperationRole).toString();
    const QString saved = index.data(PaletteModel::SavedRole).toString();
    if (m_isForMany && saved.isEmpty()) {
        chooseMany(index);
        return;
    }
    close();
    if (!saved.isEmpty()) {
        Q_EMIT savedChosen(saved);
        return;
    }
    Q_EMIT operationChosen(service, operation);
}

void CommandPalette::chooseMany(const QModelIndex &index)
{
    if (!index.isValid() || index.data(PaletteModel::FormRole).isValid())
        return;
    const QString service = index.data(PaletteModel::ServiceRole).toString();
    const QString operation = index.data(PaletteModel::OperationRole).toString();
    close();
    Q_EMIT manyChosen(service, operation);
}

} // namespace formwork::shell
