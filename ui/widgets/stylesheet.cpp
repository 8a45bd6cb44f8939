// SPDX-License-Identifier: Apache-2.0
#include "widgets/stylesheet.h"

#include "widgets/metrics.h"

#include <QFontDatabase>
#include <QFontInfo>
#include <QStyle>
#include <QVariant>
#include <QWidget>

namespace formwork::widgets
{
namespace
{

// @names are replaced below; lengths come from the font, so that text of any size keeps its proportions.
constexpr auto kSheet = R"(
QMainWindow, QDialog, QMessageBox { background: @window; }
QToolTip { background: @surface; color: @text; border: 1px solid @border; padding: @tinypx; }
QScrollArea, QScrollArea > QWidget > QWidget#formContent { background: transparent; border: none; }

QLabel[role="title"] { font-size: @titleSizepx; font-weight: 600; }
QLabel[role="heading"] { font-weight: 600; }
QLabel[role="overline"] { color: @muted; font-size: @smallSizepx; }
QLabel[role="muted"] { color: @muted; }
QLabel[role="help"] { color: @muted; font-size: @smallSizepx; }
QLabel[role="problem"] { color: @danger; font-size: @smallSizepx; }
QLabel[role="warning"] { color: @warning; font-size: @smallSizepx; }
QLabel[role="mono"] { font-family: "@mono"; }
QFrame[role="panel"] { background: @surface; border: 1px solid @border; border-radius: @radiuspx; }
QFrame[role="nested"] { border: none; border-left: 2px solid @border; }
QWidget[role="card"] { background: @surface; border: 1px solid @border; border-radius: @radiuspx; }
QWidget[role="bar"] { background: @surface; }
QFrame[role="line"] { background: @border; border: none; max-height: 1px; min-height: 1px; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox {
  background: @surface; color: @text; border: 1px solid @border; border-radius: @radiuspx;
  selection-background-color: @accent; selection-color: @onAccent; }
QLineEdit, QComboBox, QAbstractSpinBox { padding: @fieldpx @smallpx; }
QLineEdit { lineedit-clear-button-icon: url(:/icons/clear.svg); }
QPlainTextEdit, QTextEdit { padding: @tinypx; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus { border-color: @accent; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { background: @window; color: @muted; }
QLineEdit[readOnly="true"], QPlainTextEdit[readOnly="true"] { background: @window; }
QLineEdit[invalid="true"], QPlainTextEdit[invalid="true"], QComboBox[invalid="true"], QAbstractSpinBox[invalid="true"] {
  border: 1px solid @danger; }
QLineEdit[invalid="true"]:focus, QPlainTextEdit[invalid="true"]:focus, QComboBox[invalid="true"]:focus,
QAbstractSpinBox[invalid="true"]:focus { border-color: @danger; }
QComboBox QLineEdit { border: none; padding: 0; background: transparent; }
QComboBox::drop-down { border: none; width: @iconpx; padding-right: @tinypx; }
QComboBox::down-arrow { image: url(:/icons/combo-arrow.svg); width: @arrowpx; height: @arrowpx; }
QAbstractSpinBox { padding-right: @iconpx; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; width: @iconpx; subcontrol-origin: border; }
QAbstractSpinBox::up-button { subcontrol-position: top right; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; }
QAbstractSpinBox::up-arrow { image: url(:/icons/spin-up.svg); width: @arrowpx; height: @arrowpx; }
QAbstractSpinBox::down-arrow { image: url(:/icons/combo-arrow.svg); width: @arrowpx; height: @arrowpx; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QComboBox QAbstractItemView { background: @surface; border: 1px solid @border; selection-background-color: @accentSoft;
  selection-color: @text; outline: none; }
QPlainTextEdit[role="code"] { font-family: "@mono"; background: @surface; border: none; border-radius: 0;
  padding: @smallpx @mediumpx; }

QPushButton { background: @surface; color: @text; border: 1px solid @border; border-radius: @radiuspx;
  padding: @fieldpx @mediumpx; min-height: @linepx; }
QPushButton:hover, QToolButton:hover { background: @hover; }
QPushButton:pressed, QToolButton:pressed { background: @accentSoft; }
QPushButton:focus { border-color: @accent; }
QPushButton:disabled { color: @muted; background: @window; }
QPushButton:default { border-color: @accent; }
QPushButton[primary="true"] { background: @accent; color: @onAccent; border-color: @accent; }
QPushButton[primary="true"]:hover { background: @accentHover; }
QPushButton[primary="true"]:focus { border: 2px solid @text; }
QPushButton[primary="true"]:disabled { background: @border; border-color: @border; color: @muted; }
QPushButton[primary="true"][danger="true"] { background: @dangerFill; color: #ffffff; border-color: @dangerFill; }
QPushButton[primary="true"][danger="true"]:hover { background: @dangerHover; }
QPushButton[primary="true"][danger="true"]:disabled { background: @border; border-color: @border; color: @muted; }
QPushButton[quiet="true"] { background: transparent; border-color: transparent; color: @accent; padding: @fieldpx @smallpx; }
QPushButton[quiet="true"]:hover { background: @accentSoft; }
QPushButton[door="true"] { text-align: left; }
QPushButton[quiet="true"][danger="true"] { color: @danger; }
QPushButton[quiet="true"]:focus { border-color: @accent; }
QPushButton[quiet="true"]:disabled { color: @muted; }
QPushButton::menu-indicator { image: url(:/icons/combo-arrow.svg); width: @arrowpx; subcontrol-position: right center;
  subcontrol-origin: padding; right: @tinypx; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: @radiuspx; padding: @tinypx; }
QToolButton:focus { border-color: @accent; }
QToolButton:checked { background: @accentSoft; }
QToolButton::menu-indicator { image: none; }

QRadioButton, QCheckBox { spacing: @smallpx; }
QRadioButton::indicator, QCheckBox::indicator, QTreeView::indicator { width: @markpx; height: @markpx; border: 1px solid @muted;
  background: @surface; }
QRadioButton::indicator { border-radius: @markRadiuspx; }
QCheckBox::indicator, QTreeView::indicator { border-radius: 3px; }
QRadioButton::indicator:focus, QCheckBox::indicator:focus, QRadioButton::indicator:hover, QCheckBox::indicator:hover {
  border-color: @accent; }
QRadioButton::indicator:checked { border: @markBorderpx solid @accent; width: @markCheckedpx; height: @markCheckedpx; }
QCheckBox::indicator:checked, QTreeView::indicator:checked { background: @accent; border-color: @accent; image: url(:/icons/@tick.svg); }
QRadioButton::indicator:disabled, QCheckBox::indicator:disabled { border-color: @border; background: @window; }
QRadioButton:focus, QCheckBox:focus { color: @accent; }

QMenu { background: @surface; border: 1px solid @border; padding: @tinypx; }
QMenu::item { padding: @tinypx @largepx; border-radius: @radiuspx; }
QMenu::item:selected { background: @accentSoft; color: @text; }
QMenu::item:disabled { color: @muted; }
QMenu::separator { height: 1px; background: @border; margin: @tinypx; }

QTabWidget::pane { border: none; border-top: 1px solid @border; }
QTabBar { qproperty-drawBase: 0; }
QTabBar::tab { padding: @smallpx @mediumpx; border: none; border-bottom: 2px solid transparent; color: @muted;
  background: transparent; }
QTabBar::tab:selected { color: @accent; border-bottom-color: @accent; }
QTabBar::tab:hover { color: @text; }
QTabBar::tab:disabled { color: @border; }
QTabBar::tab:focus { color: @accent; background: @accentSoft; }

QTableView, QTreeView, QListView { background: @surface; border: 1px solid @border; border-radius: @radiuspx;
  gridline-color: @border; selection-background-color: @accentSoft; selection-color: @text; outline: none; }
QTableView::item:selected, QTreeView::item:selected, QListView::item:selected { background: @accentSoft; color: @text; }
QTableView#answerTable::item { padding: 0 @smallpx; border-bottom: 1px solid @border; }
QTreeView::item { padding: @tinypx 0; }
QListView[role="sidebar"] { border: none; border-radius: 0; }
QListView[role="airy"]::item { padding: @fieldpx @smallpx; }
QHeaderView { background: @surface; border: none; }
QHeaderView::section { background: @surface; color: @muted; border: none; border-bottom: 1px solid @border;
  padding: @tinypx @smallpx; }
QTableCornerButton::section { background: @surface; border: none; }
QSplitter::handle { background: @border; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QProgressBar { border: none; background: @border; border-radius: 2px; max-height: 4px; }
QProgressBar::chunk { background: @accent; border-radius: 2px; }

QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: @barpx; }
QScrollBar:horizontal { height: @barpx; }
QScrollBar::handle { background: @scroll; border-radius: @barRadiuspx; margin: 2px; }
QScrollBar::handle:vertical { min-height: @iconpx; }
QScrollBar::handle:horizontal { min-width: @iconpx; }
QScrollBar::handle:hover { background: @muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
)";

QString monospaceFamily() { return QFontDatabase::systemFont(QFontDatabase::FixedFont).family(); }

QColor between(const QColor &a, const QColor &b)
{
    return QColor((a.red() + b.red()) / 2, (a.green() + b.green()) / 2, (a.blue() + b.blue()) / 2);
}

QHash<QString, QString> valuesOf(const Tokens &t, const QFont &font)
{
    const auto px = [](int length) { return QString::number(length); };
    const int text = QFontInfo(font).pixelSize();
    const int line = lineHeight(font);
    const int mark = line * 3 / 4 / 2 * 2;
    return {
        {QStringLiteral("window"), t.window.name()},
        {QStringLiteral("surface"), t.surface.name()},
        {QStringLiteral("border"), t.border.name()},
        {QStringLiteral("hover"), t.hover.name()},
        {QStringLiteral("text"), t.text.name()},
        {QStringLiteral("muted"), t.muted.name()},
        {QStringLiteral("accent"), t.accent.name()},
        {QStringLiteral("accentHover"), t.accent.lighter(112).name()},
        {QStringLiteral("onAccent"), t.onAccent.name()},
        {QStringLiteral("accentSoft"), t.accentSoft.name()},
        {QStringLiteral("danger"), t.rejected.text.name()},
        {QStringLiteral("dangerFill"), QStringLiteral("#b3261e")}, // white text on it, in both schemes
        {QStringLiteral("dangerHover"), QStringLiteral("#c63a31")},
        {QStringLiteral("warning"), t.warning.text.name()},
        {QStringLiteral("scroll"), between(t.border, t.muted).name()},
        {QStringLiteral("mono"), monospaceFamily()},
        {QStringLiteral("tiny"), px(space(font, Space::Tiny))},
        {QStringLiteral("small"), px(space(font, Space::Small))},
        {QStringLiteral("medium"), px(space(font, Space::Medium))},
        {QStringLiteral("large"), px(space(font, Space::Large))},
        {QStringLiteral("field"), px(fieldPadding(font))},
        {QStringLiteral("line"), px(line)},
        {QStringLiteral("tick"),
         t.window.lightness() < 128 ? QStringLiteral("tick-dark") : QStringLiteral("tick-light")},
        {QStringLiteral("mark"), px(mark)},
        {QStringLiteral("markRadius"), px(mark / 2 + 1)},
        {QStringLiteral("markBorder"), px(mark * 3 / 10)},
        {QStringLiteral("markChecked"), px(mark + 2 - 2 * (mark * 3 / 10))},
        {QStringLiteral("icon"), px(iconSize(font))},
        {QStringLiteral("arrow"), px(line * 3 / 4)},
        {QStringLiteral("radius"), px(qMax(3, line / 4))},
        {QStringLiteral("bar"), px(qMax(10, line * 2 / 3))},
        {QStringLiteral("barRadius"), px(qMax(2, line / 3 - 2))},
        {QStringLiteral("titleSize"), px(qRound(text * 1.5))},
        {QStringLiteral("smallSize"), px(qMax(10, qRound(text * 0.88)))},
    };
}

void repolish(QWidget *widget)
{
    if (!widget->testAttribute(Qt::WA_WState_Polished))
        return; // the first polish is still to come and will see the property
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
    widget->update();
}

} // namespace

QString styleSheet(const Tokens &tokens, const QFont &font)
{
    const QHash<QString, QString> values = valuesOf(tokens, font);
    const QString sheet = QString::fromLatin1(kSheet);
    QString out;
    out.reserve(sheet.size() + 1024);
    for (qsizetype at = 0; at < sheet.size();) {
        if (sheet[at] != u'@') {
            out += sheet[at++];
            continue;
        }
        qsizetype end = at + 1;
        while (end < sheet.size() && sheet[end].isLetter())
            ++end;
        QString name = sheet.mid(at + 1, end - at - 1);
        const bool isLength = !values.contains(name) && name.endsWith(u"px");
        if (isLength)
            name.chop(2);
        Q_ASSERT_X(values.contains(name), "styleSheet", qPrintable(name));
        out += values.value(name);
        if (isLength)
            out += QStringLiteral("px");
        at = end;
    }
    return out;
}

void setRole(QWidget *widget, const char *role)
{
    widget->setProperty("role", QLatin1String(role));
    repolish(widget);
}

void setFlag(QWidget *widget, const char *name, bool on)
{
    if (widget->property(name).toBool() == on)
        return;
    widget->setProperty(name, on);
    repolish(widget);
}

} // namespace formwork::widgets
