// SPDX-License-Identifier: Apache-2.0
#include "practice/absences.h"

namespace formwork::practice
{

QString absenceIn(const model::Operation &operation, const QString &noun)
{
    QString best;
    for (const model::Shape *error : operation.errors) {
        const QString &name = error->name;
        const bool isAbsence = name.contains(u"NotFound") || name.contains(u"NoSuch")
            || name.contains(u"DoesNotExist") || name.contains(u"NotExist") || name.contains(u"Unknown");
        const bool isOfNoun = name.contains(noun, Qt::CaseInsensitive);
        const bool isBetter = best.isEmpty() || (isOfNoun && !best.contains(noun, Qt::CaseInsensitive))
            || (isOfNoun && name.size() < best.size());
        if (isAbsence && isBetter)
            best = name;
    }
    return best;
}

bool isEc2(const model::Operation &operation)
{
    return operation.service->protocols.value(0) == model::Protocol::Ec2Query;
}

QString ec2Absence(const QString &noun) { return QStringLiteral("Invalid%1ID.NotFound").arg(noun); }

} // namespace formwork::practice
