// SPDX-License-Identifier: Apache-2.0
#include "loopback.h"

#include <QCborArray>
#include <QFile>
#include <QTest>

using namespace formwork;

namespace
{

const QString kBotocore = QStringLiteral("/usr/lib/python3/dist-packages/botocore/data");

QCborMap firstOf(const QCborMap &answer, const QString &list)
{
    return answer.value(list).toArray().at(0).toMap();
}

} // namespace

// What is set of a thing, tied to it and taken away again by operations that no relation tells of.
class TestPracticeSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        if (!QFile::exists(kBotocore))
            QSKIP("The models of botocore are not installed (Debian package python3-botocore).");
        m_account = std::make_unique<Loopback>(QStringList{kBotocore});
    }

    void entriesOfAListJoinAndLeave()
    {
        const auto given = [](const QByteArray &names) {
            return QByteArray("{'AutoScalingGroupName':'a','LoadBalancerNames':[" + names + "]}");
        };
        (void)call("autoscaling", "CreateAutoScalingGroup",
                   "{'AutoScalingGroupName':'a','MinSize':1,'MaxSize':1}");
        (void)call("autoscaling", "AttachLoadBalancers", given("'b'"));
        (void)call("autoscaling", "AttachLoadBalancers", given("'b','c'"));
        m_account->restart();
        const QString list = QStringLiteral("AutoScalingGroups");
        const QString names = QStringLiteral("LoadBalancerNames");
        QCborMap told = firstOf(call("autoscaling", "DescribeAutoScalingGroups", "{}"), list);
        QCOMPARE(told.value(names).toArray(), QCborArray({QStringLiteral("b"), QStringLiteral("c")}));
        (void)call("autoscaling", "DetachLoadBalancers", given("'b'"));
        told = firstOf(call("autoscaling", "DescribeAutoScalingGroups", "{}"), list);
        QCOMPARE(told.value(names).toArray(), QCborArray({QStringLiteral("c")}));
    }

    void whatIsAttachedIsToldAndComesOff()
    {
        const QByteArray id = call("ec2", "CreateInternetGateway", "{}")
                                  .value(QStringLiteral("InternetGateway"))
                                  .toMap()
                                  .value(QStringLiteral("InternetGatewayId"))
                                  .toString()
                                  .toUtf8();
        const QByteArray both = "{'InternetGatewayId':'" + id + "','VpcId':'vpc-1234'}";
        const QString gateways = QStringLiteral("InternetGateways");
        const QString attachments = QStringLiteral("Attachments");
        (void)call("ec2", "AttachInternetGateway", both);
        QCborMap told = firstOf(call("ec2", "DescribeInternetGateways", "{}"), gateways);
        QCOMPARE(firstOf(told, attachments).value(QStringLiteral("VpcId")), QStringLiteral("vpc-1234"));
        (void)call("ec2", "DetachInternetGateway", both);
        told = firstOf(call("ec2", "DescribeInternetGateways", "{}"), gateways);
        QVERIFY(told.value(attachments).toArray().isEmpty());
    }

    // A setting has an error of its own where there is none.
    void whatIsSetIsReadBack()
    {
        (void)call("ecr", "CreateRepository", "{'repositoryName':'rep'}");
        const model::OperationPtr get = m_account->operation("ecr", "GetRepositoryPolicy");
        const QString absent = QStringLiteral("RepositoryPolicyNotFoundException");
        QCOMPARE(m_account->codeOf(*get, input("{'repositoryName':'rep'}")), absent);
        (void)call("ecr", "SetRepositoryPolicy", "{'repositoryName':'rep','policyText':'{}'}");
        QCOMPARE(call("ecr", "GetRepositoryPolicy", "{'repositoryName':'rep'}")
                     .value(QStringLiteral("policyText")),
                 QStringLiteral("{}"));
        (void)call("ecr", "DeleteRepositoryPolicy", "{'repositoryName':'rep'}");
        QCOMPARE(m_account->codeOf(*get, input("{'repositoryName':'rep'}")), absent);
        (void)call("autoscaling", "CreateAutoScalingGroup",
                   "{'AutoScalingGroupName':'g','MinSize':1,'MaxSize':4}");
        (void)call("autoscaling", "SetDesiredCapacity", "{'AutoScalingGroupName':'g','DesiredCapacity':2}");
        QCOMPARE(firstOf(call("autoscaling", "DescribeAutoScalingGroups", "{}"),
                         QStringLiteral("AutoScalingGroups"))
                     .value(QStringLiteral("DesiredCapacity")),
                 2);
    }

    // What was not given is not made up, but for what is known to be so.
    void whatWasNotGivenIsNotTold()
    {
        const QString role = QStringLiteral("Role");
        const QByteArray given = "{'RoleName':'r','AssumeRolePolicyDocument':'{}'";
        QCborMap told = call("iam", "CreateRole", given + "}").value(role).toMap();
        QCOMPARE(told.value(QStringLiteral("Path")), QStringLiteral("/"));
        QVERIFY(!told.contains(QStringLiteral("Description")));
        told = call("iam", "GetRole", "{'RoleName':'r'}").value(role).toMap();
        QCOMPARE(told.value(QStringLiteral("Path")), QStringLiteral("/"));
        QVERIFY(!told.contains(QStringLiteral("Description")));
        (void)call("iam", "DeleteRole", "{'RoleName':'r'}");
        told = call("iam", "CreateRole", given + ",'Path':'/x/','Description':'d'}").value(role).toMap();
        QCOMPARE(told.value(QStringLiteral("Arn")), QStringLiteral("arn:aws:iam::000000000000:role/x/r"));
        QCOMPARE(told.value(QStringLiteral("Description")), QStringLiteral("d"));
    }

    void aNewNameIsTheOnlyOne()
    {
        (void)call("iam", "CreateGroup", "{'GroupName':'before'}");
        (void)call("iam", "UpdateGroup", "{'GroupName':'before','NewGroupName':'after'}");
        const QCborMap told = call("iam", "GetGroup", "{'GroupName':'after'}");
        const QCborMap group = told.value(QStringLiteral("Group")).toMap();
        QCOMPARE(group.value(QStringLiteral("GroupName")), QStringLiteral("after"));
        QCOMPARE(group.value(QStringLiteral("Arn")), QStringLiteral("arn:aws:iam::000000000000:group/after"));
        QCOMPARE(m_account->codeOf(*m_account->operation("iam", "GetGroup"), input("{'GroupName':'before'}")),
                 QStringLiteral("NoSuchEntity"));
        (void)call("iam", "DeleteGroup", "{'GroupName':'after'}");
    }

private:
    QCborMap call(const char *service, const char *name, const QByteArray &given)
    {
        const model::OperationPtr operation = m_account->operation(service, name);
        const protocol::Answer answer = m_account->call(*operation, input(given));
        if (answer.error)
            qWarning("%s: %s", name, qPrintable(answer.error->message));
        return answer.output.toMap();
    }

    std::unique_ptr<Loopback> m_account;
};

QTEST_GUILESS_MAIN(TestPracticeSettings)
#include "tst_practicesettings.moc"
