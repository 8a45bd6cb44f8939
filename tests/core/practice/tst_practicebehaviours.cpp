// SPDX-License-Identifier: Apache-2.0
#include "loopback.h"

#include <QCborArray>
#include <QFile>
#include <QRandomGenerator>
#include <QTest>

using namespace formwork;

namespace
{

const QString kBotocore = QStringLiteral("/usr/lib/python3/dist-packages/botocore/data");

// Operations that services have a behaviour of their own for, or that data describe.
const char *const kOperations[] = {
    "cloudtrail.LookupEvents",
    "resourcegroupstaggingapi.GetResources",
    "resourcegroupstaggingapi.GetTagKeys",
    "resourcegroupstaggingapi.GetTagValues",
    "resourcegroupstaggingapi.TagResources",
    "resourcegroupstaggingapi.UntagResources",
    "cloudcontrol.CreateResource",
    "cloudcontrol.GetResource",
    "cloudcontrol.ListResources",
    "cloudcontrol.UpdateResource",
    "cloudcontrol.DeleteResource",
    "cloudcontrol.GetResourceRequestStatus",
    "s3.CreateBucket",
    "s3.PutBucketVersioning",
    "s3.GetBucketVersioning",
    "s3.ListObjectVersions",
    "s3.PutObject",
    "s3.DeleteObject",
    "s3.DeleteObjects",
    "s3.CopyObject",
    "iam.CreateRole",
    "iam.AttachRolePolicy",
    "iam.ListAttachedRolePolicies",
    "iam.GetRolePolicy",
    "iam.DeleteRole",
    "iam.GetGroup",
    "secretsmanager.CreateSecret",
    "secretsmanager.PutSecretValue",
    "secretsmanager.GetSecretValue",
    "ec2.RunInstances",
    "ec2.CreateFlowLogs",
};

// Texts that such operations might take apart.
const QStringList kTexts{
    QStringLiteral(""),
    QStringLiteral("a"),
    QStringLiteral("bucket"),
    QStringLiteral("AWS::S3::Bucket"),
    QStringLiteral("AWS::IAM::Role"),
    QStringLiteral("AWS::::"),
    QStringLiteral("::::::"),
    QStringLiteral("{}"),
    QStringLiteral("[]"),
    QStringLiteral("{\"BucketName\":\"bucket\",\"Tags\":3}"),
    QStringLiteral("{\"RoleName\":[[[[]]]],\"AssumeRolePolicyDocument\":{}}"),
    QStringLiteral("[{\"op\":\"add\",\"path\":\"/a/b/c\",\"value\":1}]"),
    QStringLiteral("[{\"op\":\"remove\",\"path\":\"\"},{\"op\":\"test\",\"path\":\"/~1~0\"}]"),
    QStringLiteral("[{\"op\":\"add\",\"path\":\"/Tags/-\",\"value\":{}},7,null]"),
    QStringLiteral("arn:aws:iam::aws:policy/ReadOnlyAccess"),
    QStringLiteral("arn:aws:iam::000000000000:role/"),
    QStringLiteral("arn:"),
    QStringLiteral("arn:::::::/:/"),
    QStringLiteral("/bucket/../bucket?versionId=?versionId="),
    QStringLiteral("bucket/%00%ff"),
    QStringLiteral("LTE="),
    QStringLiteral("OTIyMzM3MjAzNjg1NDc3NTgwOA=="),
    QString(5000, u'/'),
    QString(3000, u'['),
    QStringLiteral("\u0000\u202e\U0001f600"),
};

class Random
{
public:
    explicit Random(quint32 seed)
        : m_random(seed)
    {
    }

    int below(int end) { return static_cast<int>(m_random.bounded(end)); }

    QCborValue value(const model::Shape &shape, int depth)
    {
        using enum model::ShapeType;
        if (shape.isText())
            return !shape.enumValues.isEmpty() && below(3) > 0
                ? shape.enumValues[below(static_cast<int>(shape.enumValues.size()))].value
                : kTexts[below(static_cast<int>(kTexts.size()))];
        if (shape.isNumber())
            return below(2) == 0 ? below(5) : below(2'000'000'000) - 1'000'000'000;
        if (shape.type == Boolean)
            return below(2) == 0;
        if (shape.type == Timestamp)
            return QCborValue(QDateTime::fromSecsSinceEpoch(below(2'000'000'000), Qt::UTC));
        if (shape.type == Blob)
            return QByteArray(below(50), 'b');
        if (depth > 4)
            return {};
        if (shape.type == List) {
            QCborArray list;
            for (int n = below(4); n > 0; --n)
                list.append(value(*shape.element.target, depth + 1));
            return list;
        }
        if (shape.type == Map) {
            QCborMap map;
            for (int n = below(3); n > 0; --n)
                map[kTexts[below(static_cast<int>(kTexts.size()))]] = value(*shape.element.target, depth + 1);
            return map;
        }
        return structure(shape, depth);
    }

    QCborMap structure(const model::Shape &shape, int depth)
    {
        QCborMap map;
        for (const model::Member &member : shape.members) {
            if (member.required ? below(20) == 0 : below(3) > 0)
                continue;
            const QCborValue made = value(*member.target, depth + 1);
            if (!made.isUndefined())
                map[member.name] = made;
        }
        return map;
    }

private:
    QRandomGenerator m_random;
};

} // namespace

// Services with a behaviour of their own, whatever they are asked.
class TestPracticeBehaviours : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!QFile::exists(kBotocore))
            QSKIP("The models of botocore are not installed (Debian package python3-botocore).");
        m_account = std::make_unique<Loopback>(QStringList{kBotocore});
    }

    void anythingIsAnswered()
    {
        constexpr int kRounds = 8;
        Random random(20'261'127);
        int answered = 0;
        int carriedOut = 0;
        for (int round = 0; round < kRounds; ++round) {
            for (const char *name : kOperations) {
                const QByteArrayList parts = QByteArray(name).split('.');
                const model::OperationPtr operation =
                    m_account->operation(parts[0].constData(), parts[1].constData());
                const QCborMap input = random.structure(*operation->input, 0);
                if (!protocol::serialise(*operation, input))
                    continue; // no client could send that
                const http::Response response = m_account->send(m_account->bytes(*operation, input));
                QVERIFY2(response.status >= 200 && response.status < 600,
                         (QByteArray(name) + ' ' + QByteArray::number(response.status) + ' '
                          + QCborValue(input).toDiagnosticNotation().toUtf8().left(3000))
                             .constData());
                QVERIFY2(response.status != 500, (QByteArray(name) + ' ' + response.body).constData());
                ++answered;
                carriedOut += response.status < 300 ? 1 : 0;
            }
        }
        QVERIFY(answered > 130);
        QVERIFY2(carriedOut > 15, QByteArray::number(carriedOut).constData());
    }

private:
    std::unique_ptr<Loopback> m_account;
};

QTEST_GUILESS_MAIN(TestPracticeBehaviours)
#include "tst_practicebehaviours.moc"
