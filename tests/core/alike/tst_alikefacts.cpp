// SPDX-License-Identifier: Apache-2.0
// Types of CloudFormation and answers of today's models, against facts that were derived apart from the
// rules. Prints every ratio; with FORMWORK_DIFFERENCES=1 every row that differs.
#include "alike/kinds.h"

#include <QFile>
#include <QFileInfo>
#include <QMap>
#include <QTest>

#include <cstdio>

using namespace formwork;
using namespace formwork::alike;

class AlikeFactsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void typesOfCloudFormation()
    {
        const QString shared = qEnvironmentVariable("FORMWORK_SHARED");
        QFile file(shared + QStringLiteral("/facts/relations/operation_to_cfn.csv"));
        const QString models = shared + QStringLiteral("/models/botocore");
        if (!QFileInfo::exists(models) || !file.open(QIODevice::ReadOnly))
            QSKIP("The facts and the models that they were made from are not on this machine.");
        const Tools tools = toolsOf(catalog::Catalog::build({models}));
        const bool isTold = qEnvironmentVariableIsSet("FORMWORK_DIFFERENCES");
        file.readLine();
        QMap<QString, QStringList> wanted; // one type may be made by several operations
        while (!file.atEnd()) {
            const QStringList row = QString::fromUtf8(file.readLine()).trimmed().split(u',');
            wanted[row.value(2)].append(row.value(0) + u'.' + row.value(1));
        }
        int same = 0;
        for (auto type = wanted.cbegin(); type != wanted.cend(); ++type) {
            const std::optional<Creation> found = creationOfType(tools, type.key());
            const QString ours = found ? found->service + u'.' + found->operation : QString();
            same += type->contains(ours) ? 1 : 0;
            if (isTold && !type->contains(ours))
                std::fprintf(stderr, "%s: %s, not %s\n", qPrintable(type.key()), qPrintable(ours),
                             qPrintable(type->join(u' ')));
        }
        const int all = int(wanted.size());
        std::fprintf(stderr, "types found: %d of %d\n", same, all);
        QVERIFY2(same * 100 >= all * 93, qPrintable(QStringLiteral("%1 of %2").arg(same).arg(all)));
    }
};

QTEST_GUILESS_MAIN(AlikeFactsTest)
#include "tst_alikefacts.moc"
