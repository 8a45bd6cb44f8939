// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "forms/formmodel.h"
#include "model/pairs.h"

#include <QWidget>

namespace formwork::forms
{

// Edits the value at one place of the document. Subclasses, one a kind of shape, are made by makeEditor();
// they live as long as their row. An editor shows what the form model holds and never keeps a value of its
// own.
class Editor : public QWidget
{
    Q_OBJECT

public:
    enum class Placement {
        Field, // beside its label
        Block, // the whole width, below its label as a heading
    };

    Editor(FormModel &form, document::Pointer pointer, QWidget *parent);
    ~Editor() override;

    [[nodiscard]] const document::Pointer &pointer() const { return m_pointer; }
    [[nodiscard]] FormModel &form() const { return m_form; }
    [[nodiscard]] const model::Member &member() const { return m_member; }
    [[nodiscard]] const model::Shape &shape() const { return *m_member.target; }
    [[nodiscard]] const guide::Hint *hint() const { return m_form.hintOf(m_pointer); }
    [[nodiscard]] QCborValue value() const { return m_form.value(m_pointer); }
    [[nodiscard]] bool isEntry() const { return m_isEntry; } // of a list or map: it cannot be "not set"
    // Of an entry of a list that is a map in all but name: both null where it is no member of one.
    [[nodiscard]] model::PairMembers pair() const;
    [[nodiscard]] bool isOptional() const { return !m_isEntry && !m_form.isRequired(m_pointer); }

    [[nodiscard]] virtual Placement placement() const { return Placement::Field; }
    [[nodiscard]] virtual QWidget *input() = 0; // takes the focus; carries objectName and accessible texts

    // Shows the document's value; leaves text, cursor and focus alone where they already say the same.
    virtual void refresh() = 0;

    // Names and describes the inputs for screen readers and marks them when something is wrong.
    virtual void describe(const QString &name, const QString &description, bool isInvalid);

    // Opens what hides the place, which is this one or below it, and returns the widget to focus; null if it
    // has none.
    [[nodiscard]] virtual QWidget *reach(const document::Pointer &pointer);

Q_SIGNALS:
    void layoutChanged(); // widgets came or went: the tab order has to be made again

protected:
    [[nodiscard]] bool isRefreshing() const { return m_refreshing; }
    void commit(const QCborValue &value); // Undefined: not set
    void touch() { m_form.touch(m_pointer); }
    void refuse(const QString &sentence); // what was pasted, at once; an empty sentence takes it back
    void refreshQuietly(); // refresh() with isRefreshing() true

private:
    FormModel &m_form;
    document::Pointer m_pointer;
    const model::Member &m_member;
    bool m_isEntry;
    bool m_refreshing = false;
};

// The editor that fits the member at a place, named after it. Never null for a place that memberAt() knows.
[[nodiscard]] Editor *makeEditor(FormModel &form, const document::Pointer &pointer, QWidget *parent);

} // namespace formwork::forms
