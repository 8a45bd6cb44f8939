// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "document/problem.h"
#include "forms/filler.h"
#include "forms/formmodel.h"
#include "guide/guide.h"
#include "keeping/filling.h"
#include "session/destination.h"

namespace formwork::operation
{

// The variables in one form, as they are where it goes to: what is sent in their place, and what is wrong
// with those that have no value. Belongs to a dialog.
class FormVariables : public forms::Filler
{
    Q_OBJECT

public:
    FormVariables(session::Session *session, session::Destination *destination, model::OperationPtr operation,
                  guide::GuidePtr guide, QObject *parent);

    // Of a form that was saved with them; what else stands in double braces there is left alone.
    void setSaved(const QStringList &names, const QList<document::Pointer> &leftOut);
    [[nodiscard]] const QStringList &savedNames() const { return m_saved; }

    [[nodiscard]] keeping::Variables variables() const;
    [[nodiscard]] QList<document::Problem> check(const QCborValue &document,
                                                 const forms::FormModel::Checker &checker);

    [[nodiscard]] QCborValue filled(const QCborValue &typed) const override;
    [[nodiscard]] QString noteAt(const document::Pointer &place) const override;

private:
    [[nodiscard]] keeping::Filled fill(const QCborValue &typed) const;
    void learnAccount(const keeping::Filled &filled);

    session::Session *m_session;
    session::Destination *m_destination;
    model::OperationPtr m_operation;
    guide::GuidePtr m_guide;
    QStringList m_saved;
    QList<document::Pointer> m_leftOut;
    QHash<document::Pointer, QString> m_texts; // of the last check
};

} // namespace formwork::operation
