// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "everyshape.h"
#include "forms/formview.h"

#include <QApplication>

namespace formwork::testing
{

// A window with the form of the operation that has every shape, of one or some of its members.
class FormWindow
{
public:
    explicit FormWindow(const QList<const char *> &members, forms::FormModel::Checker checker = {},
                        std::shared_ptr<guide::Guide> guide = {})
        : m_operation(everyShape())
        , m_guide(guide ? guide : plainGuide(*m_operation))
        , m_model(m_operation, m_guide, std::move(checker))
        , m_view(m_model, &m_window)
    {
        m_window.resize(800, 700);
        m_view.resize(m_window.size());
        QList<document::Pointer> pointers;
        for (const char *member : members)
            pointers.append(at(member));
        m_view.showMembers({}, {}, pointers);
        m_window.show();
        QApplication::setActiveWindow(&m_window);
    }

    [[nodiscard]] forms::FormModel &model() { return m_model; }
    [[nodiscard]] forms::FormView &view() { return m_view; }
    [[nodiscard]] QCborValue value(const char *pointer) const { return m_model.value(at(pointer)); }

    // The widget with an objectName, as a person sees it: shown or not there.
    template <typename T = QWidget>
    [[nodiscard]] T *find(const char *name)
    {
        const QList<T *> all = m_view.findChildren<T *>(QString::fromUtf8(name));
        for (T *widget : all) {
            if (widget->isVisible())
                return widget;
        }
        return nullptr;
    }

    void click(const char *name)
    {
        QWidget *widget = find(name);
        QVERIFY2(widget, name);
        m_view.ensureWidgetVisible(widget);
        // Near the left edge, where the mark of a radio button is.
        QTest::mouseClick(widget, Qt::LeftButton, {}, QPoint(8, widget->height() / 2));
    }

    void type(const char *name, const QString &text)
    {
        QWidget *widget = find(name);
        QVERIFY2(widget, name);
        widget->setFocus();
        QTest::keyClicks(widget, text);
    }

    void tab() { QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab); }

    [[nodiscard]] static QString focusName()
    {
        const QWidget *focus = QApplication::focusWidget();
        return focus ? focus->objectName() : QString();
    }

private:
    model::OperationPtr m_operation;
    std::shared_ptr<guide::Guide> m_guide;
    forms::FormModel m_model;
    QWidget m_window;
    forms::FormView m_view;
};

} // namespace formwork::testing
