// SPDX-License-Identifier: Apache-2.0
#include "shell/commandpalette.h"

#include "widgets/metrics.h"
#include "widgets/stylesheet.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace formwork::shell
{

namespace
{

constexpr qsizetype kMostHits = 60;
constexpr int kMostRows = 11; // before the list scrolls

// Every word is in the text: "conn prof" finds "Connector profile".
bool hasWords(const QString &text, const QStringList &words)
{
    return std::ranges::all_of(
        words, [&text](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
}

// The name, and after it, muted and in a column of its own, where it belongs.
class PaletteDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        return {widgets::lineHeight(option.font) * 10, widgets::lineHeight(option.font) * 2};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const widgets::Tokens &tokens = widgets::Theme::tokens();
        const bool isCurrent = option.state & QStyle::State_Selected;
        painter->save();
        if (isCurrent || (option.state & QStyle::State_MouseOver))
            painter->fillRect(option.rect, isCurrent ? tokens.accentSoft : tokens.hover);
        const int margin = widgets::space(option.font, widgets::Space::Medium);
        const QRect inside = option.rect.adjusted(margin, 0, -margin, 0);
        QRect left = inside;
        left.setWidth(inside.width() * 9 / 20);
        QFont font = option.font;
        if (index.data(PaletteModel::GuidedRole).toBool())
            font.setWeight(QFont::DemiBold);
        painter->setFont(font);
        painter->setPen(tokens.text);
        painter->drawText(left, Qt::AlignVCenter,
                          QFontMetrics(font).elidedText(index.data(PaletteModel::TitleRole).toString(),
                                                        Qt::ElideRight, left.width() - margin));
        painter->setFont(option.font);
        painter->setPen(tokens.muted);
        const QRect right = inside.adjusted(left.width(), 0, 0, 0);
        painter->drawText(right, Qt::AlignVCenter,
                          option.fontMetrics.elidedText(index.data(PaletteModel::DetailRole).toString(),
                                                        Qt::ElideRight, right.width()));
        painter->restore();
    }
};

} // namespace

PaletteModel::PaletteModel(std::shared_ptr<const model::OperationIndex> index, guide::GuidesPtr guides,
                           QObject *parent)
    : QAbstractListModel(parent)
    , m_index(std::move(index))
    , m_guides(std::move(guides))
{
    setQuery({});
}

void PaletteModel::setQuery(const QString &query)
{
    beginResetModel();
    m_lines.clear();
    appendGuided(query.trimmed());
    for (const model::OperationIndex::Hit &hit : m_index->find(query, kMostHits)) {
        const QString &operation = hit.service->operations[hit.operation].name;
        const bool listed = std::ranges::any_of(m_lines, [&](const Line &line) {
            return line.service == hit.service->id && line.operation == operation;
        });
        if (!listed)
            m_lines.append({hit.service->id, operation, operation, hit.service->title, false});
    }
    endResetModel();
}

void PaletteModel::setIndex(std::shared_ptr<const model::OperationIndex> index)
{
    m_index = std::move(index);
}

// The guided operations first, by their own titles too: all of them while nothing is typed.
void PaletteModel::appendGuided(const QString &query)
{
    const QStringList words = query.split(u' ', Qt::SkipEmptyParts);
    for (const guide::Card &guided : m_guides->cards()) {
        const QString detail = guided.service + QStringLiteral(" \u00b7 ") + guided.operation;
        if (hasWords(guided.title + u' ' + detail, words))
            m_lines.append({guided.service, guided.operation, guided.title, detail, true});
    }
}

int PaletteModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

QVariant PaletteModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Line &line = m_lines[index.row()];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return QString(line.title + QStringLiteral(", ") + line.detail);
    case TitleRole:
        return line.title;
    case GuidedRole:
        return line.isGuided;
    case ServiceRole:
        return line.service;
    case OperationRole:
        return line.operation;
    case DetailRole:
        return line.detail;
    default:
        return {};
    }
}

CommandPalette::CommandPalette(std::shared_ptr<const model::OperationIndex> index,
                               const guide::GuidesPtr &guides, QWidget *parent)
    : QDialog(parent, Qt::Popup)
    , m_model(new PaletteModel(std::move(index), guides, this))
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
    m_list->setItemDelegate(new PaletteDelegate(m_list));
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
    setFixedWidth(widgets::textWidth(this, 84));
    search({});
    m_field->setFocus();
}

void CommandPalette::setIndex(std::shared_ptr<const model::OperationIndex> index)
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
