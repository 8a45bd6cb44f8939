// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "forms/formmodel.h"
#include "session/destination.h"

#include <QTextBrowser>

namespace formwork::operation
{

// The last step: everything that will be sent in words, where it goes, and what is still wrong.
class ReviewView : public QTextBrowser
{
    Q_OBJECT

public:
    ReviewView(session::Session *session, session::Destination *destination, forms::FormModel *form,
               QWidget *parent = nullptr);

    void refresh();

Q_SIGNALS:
    void problemChosen(const formwork::document::Pointer &pointer);

protected:
    QVariant loadResource(int, const QUrl &) override { return {}; }
    void showEvent(QShowEvent *event) override;

private:
    void appendValue(QString &html, const document::Pointer &pointer, const QCborValue &value,
                     int depth) const;
    [[nodiscard]] QString problemsHtml() const;

    [[nodiscard]] QString whoHtml() const;

    session::Session *m_session;
    session::Destination *m_destination;
    forms::FormModel *m_form;
};

} // namespace formwork::operation
