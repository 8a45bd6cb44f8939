// SPDX-License-Identifier: Apache-2.0
#include "shell/commandpalette.h"

#include "widgets/entrydelegate.h"
#include "widgets/metrics.h"
#include "widgets/stylesheet.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QVBoxLayout>

namespace formwork::shell
{

namespace
{

constexpr int kMostRows = 11; // before the list scrolls

} // namespace

CommandPalette::CommandPalette(std::shared_ptr<const search::OperationIndex> index,
                               const guide::GuidesPtr &guides, const Bookmarks &bookmarks, QWidget *parent)
    : QDialog(parent, Qt::Popup)
    , m_model(new PaletteModel(std::move(index), guides, bookmarks, this))
    , m_field(new QLineEdit(this))
    , m_list(new QListView(this))
    , m_nothing(new QLabel(this))
{
    setObjectName(QStringLiteral("commandPalette"));
    setAccessibleName(tr("Find an operation"));
    setAttribute(Qt::WA_DeleteOnClose);

    m_field->setObjectName(QStringLiteral("paletteField"));
    m_field->setPlaceholderText(tr("Create or find an operation"));
    m_field->setAccessibleName(tr("Find an operation"));
    m_field->setAccessibleDescription(
        tr("Type parts of the operation's or the service's name. Up and Down choose, Enter opens the form."));
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

void CommandPalette::setIndex(std::shared_ptr<const search::OperationIndex> index)
{
    m_model->setIndex(std::move(index));
    search(m_field->text());
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_PageUp || key == Qt::Key_PageDown) {
            QCoreApplication::sendEvent(m_list, event);
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

void CommandPalette::search(const QString &query)
{
    m_model->setQuery(query);
    m_list->setCurrentIndex(m_model->index(0, 0));
    const bool nothing = m_model->rowCount() == 0;
    m_nothing->setText(tr("No operation matches \u201c%1\u201d. More services appear when the AWS CLI or "
                          "python3-botocore is installed, "
                          "or when a folder of models is added in Preferences.")
                           .arg(query));
    m_nothing->setVisible(nothing);
    m_list->setVisible(!nothing);
    const int rows = qBound(1, m_model->rowCount(), kMostRows);
    m_list->setFixedHeight(rows * m_list->sizeHintForRow(0) + 2 * m_list->frameWidth());
    m_list->scrollToTop();
    m_list->parentWidget()->layout()->activate();
    adjustSize(); // as high as what was found
}

void CommandPalette::choose(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    const QString service = index.data(PaletteModel::ServiceRole).toString();
    const QString operation = index.data(PaletteModel::OperationRole).toString();
    close();
    Q_EMIT operationChosen(service, operation);
}

} // namespace formwork::shell
