// SPDX-License-Identifier: Apache-2.0
#include "core/awaiting.h"
#include "credentials/profilestore.h"
#include "signin/obtaining.h"
#include "signin/sharedaccounts.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace formwork;

namespace
{

const QString kAws = QStringLiteral("/usr/bin/aws");

QByteArray key(QRandomGenerator &random)
{
    return "AKIA" + QByteArray::number(random.generate(), 16).toUpper();
}
QByteArray secret(QRandomGenerator &random) { return "s+/" + QByteArray::number(random.generate64(), 36); }

// How a line may be written and mean the same.
QByteArray line(QRandomGenerator &random, const QByteArray &name, const QByteArray &value)
{
    constexpr std::array between{"=", " = ", "=   ", "\t=\t", " =", ": ", " : "};
    const int which = random.bounded(int(between.size()));
    const bool isUpper = random.bounded(6) == 0;
    return (isUpper ? name.toUpper() : name) + between.at(size_t(which)) + value + '\n';
}

QByteArray keys(QRandomGenerator &random, bool withToken)
{
    QByteArray text = line(random, "aws_access_key_id", key(random));
    text += line(random, "aws_secret_access_key", secret(random));
    if (withToken)
        text += line(random, "aws_session_token", "FwoG" + secret(random));
    return text;
}

// What a profile has beside its credentials; one setting twice would have the whole file refused.
QByteArray noise(QRandomGenerator &random, bool isComment)
{
    constexpr std::array lines{
        "# aws_access_key_id = AKIACOMMENT\n",      "\n",           "; nothing\n", "output = json\n",
        "s3 =\n    max_concurrent_requests = 20\n", "cli_pager =\n"};
    return lines.at(size_t(random.bounded(isComment ? 3 : int(lines.size()))));
}

QByteArray processLine(QRandomGenerator &random, const QString &script, int kind)
{
    const QByteArray path = script.toLocal8Bit();
    constexpr std::array forms{"%1 %2", "\"%1\" %2", "%1 '%2'", "/bin/sh %1 %2"};
    return line(random, "credential_process",
                QString::fromLatin1(forms.at(size_t(random.bounded(int(forms.size())))))
                    .arg(QString::fromLocal8Bit(path))
                    .arg(kind)
                    .toLocal8Bit());
}

struct Answer {
    bool isRefused = false;
    QString accessKeyId;
    QString secretAccessKey;
    QString sessionToken;
    bool operator==(const Answer &) const = default;
    [[nodiscard]] QString text() const
    {
        return isRefused ? QStringLiteral("refused")
                         : QStringList{accessKeyId, secretAccessKey, sessionToken}.join(u' ');
    }
};

} // namespace

// The AWS CLI as Debian ships it, and Formwork, over the same files: the same keys and the same winner for
// every profile. The files are made up from a seed, which a failure names.
class TestAwsCli : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!QFile::exists(kAws))
            QSKIP("The AWS CLI is not installed (Debian package awscli).");
    }

    void findsTheSameKeys_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 4; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }

    void findsTheSameKeys()
    {
        QFETCH(const quint32, seed);
        QTemporaryDir folder;
        m_home = folder.path();
        const QStringList names = writeCorpus(seed);
        for (const QString &name : names) {
            const QString which = QStringLiteral("seed %1, profile %2").arg(seed).arg(name);
            const Answer theirs = exported(name);
            const Answer ours = obtained(name);
            QVERIFY2(theirs == ours,
                     qPrintable(which + QStringLiteral("\n theirs: ") + theirs.text()
                                + QStringLiteral("\n ours:   ") + ours.text() + u'\n' + m_refusal));
            if (theirs.isRefused)
                continue;
            const QStringList listed = listedLines(name);
            const auto profile = m_profiles->profile(QStringLiteral("aws:") + name);
            QVERIFY2(profile, qPrintable(which));
            QVERIFY2(listed.value(0).endsWith(theirs.accessKeyId.right(4) + u' ' + profile->source),
                     qPrintable(which + u' ' + listed.value(0) + u' ' + profile->source));
            QVERIFY2(profile->region.isEmpty() ? listed.value(1).contains(QStringLiteral("<not set>"))
                                               : listed.value(1).startsWith(profile->region + u' '),
                     qPrintable(which + u' ' + listed.value(1) + u' ' + profile->region));
        }
    }

private:
    void write(const QString &path, const QByteArray &content, bool isProgram = false) const
    {
        QDir().mkpath(QFileInfo(m_home + path).path());
        QFile file(m_home + path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        if (isProgram)
            file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }

    QStringList writeCorpus(quint32 seed) const
    {
        QRandomGenerator random(seed);
        write(QStringLiteral("/give"),
              "#!/bin/sh\ncase \"$1\" in\n"
              "1) echo '{\"Version\":1,\"AccessKeyId\":\"AKIAPROC\",\"SecretAccessKey\":\"ps\"}';;\n"
              "2) echo '{\"Version\":1,\"AccessKeyId\":\"ASIAPROC\",\"SecretAccessKey\":\"ps\","
              "\"SessionToken\":\"pt\",\"Expiration\":\"2099-01-01T00:00:00Z\"}';;\n"
              "3) echo '{\"Version\":2}';;\n"
              "*) echo no >&2; exit 3;;\nesac\n",
              true);
        QByteArray config;
        QByteArray credentials;
        QStringList names;
        for (int i = 0; i < 12; ++i) {
            const QString name = i == 0 ? QStringLiteral("default") : QStringLiteral("p%1").arg(i);
            names.append(name);
            const QByteArray header = i == 0 && random.bounded(2) == 0 ? QByteArray("[default]\n")
                                                                       : "[profile " + name.toUtf8() + "]\n";
            QByteArray here;
            QByteArray there;
            const int kind = random.bounded(8);
            if (kind == 0 || kind == 2)
                there += keys(random, random.bounded(2) == 0);
            if (kind == 1 || kind == 2)
                here += keys(random, random.bounded(2) == 0);
            if (kind == 3 || kind == 2)
                here += processLine(random, m_home + QStringLiteral("/give"), 1 + random.bounded(4));
            if (kind == 4)
                there += line(random, "aws_access_key_id", key(random)); // half of them
            if (kind == 5)
                here += line(random, "aws_secret_access_key", secret(random));
            if (kind == 6)
                there += processLine(random, m_home + QStringLiteral("/give"), 1 + random.bounded(2));
            if (random.bounded(2) == 0)
                here += line(random, "region", "eu-west-" + QByteArray::number(1 + random.bounded(3)));
            config += header + noise(random, false) + here + noise(random, true);
            if (!there.isEmpty())
                credentials += '[' + name.toUtf8() + "]\n" + there + '\n';
        }
        write(QStringLiteral("/.aws/config"), config);
        write(QStringLiteral("/.aws/credentials"), credentials);
        return names;
    }

    [[nodiscard]] QProcessEnvironment environment() const
    {
        QProcessEnvironment environment;
        environment.insert(QStringLiteral("PATH"), QStringLiteral("/usr/bin:/bin"));
        environment.insert(QStringLiteral("HOME"), m_home);
        environment.insert(QStringLiteral("LANG"), QStringLiteral("C.UTF-8"));
        environment.insert(QStringLiteral("AWS_EC2_METADATA_DISABLED"), QStringLiteral("true"));
        return environment;
    }

    [[nodiscard]] QByteArray aws(const QStringList &arguments, bool &isDone) const
    {
        QProcess process;
        process.setProcessEnvironment(environment());
        process.start(kAws, arguments);
        if (!process.waitForFinished(60'000))
            process.kill();
        isDone = process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
        return process.readAllStandardOutput();
    }

    [[nodiscard]] Answer exported(const QString &profile) const
    {
        bool isDone = false;
        const QByteArray said =
            aws({QStringLiteral("configure"), QStringLiteral("export-credentials"),
                 QStringLiteral("--profile"), profile, QStringLiteral("--format"), QStringLiteral("process")},
                isDone);
        if (!isDone)
            return {true, {}, {}, {}};
        const QJsonObject object = QJsonDocument::fromJson(said).object();
        return {false, object[QStringLiteral("AccessKeyId")].toString(),
                object[QStringLiteral("SecretAccessKey")].toString(),
                object[QStringLiteral("SessionToken")].toString()};
    }

    // "****CDEF TYPE" of the access key, and the region's value.
    [[nodiscard]] QStringList listedLines(const QString &profile) const
    {
        bool isDone = false;
        const QByteArray said =
            aws({QStringLiteral("configure"), QStringLiteral("list"), QStringLiteral("--profile"), profile},
                isDone);
        QString ofKey;
        QString region;
        for (const QByteArray &one : said.split('\n')) {
            const QString text = QString::fromUtf8(one.simplified());
            if (text.startsWith(QLatin1StringView("access_key ")))
                ofKey = text.section(u' ', 1, 2);
            if (text.startsWith(QLatin1StringView("region ")))
                region = text.section(u' ', 1) + u' ';
        }
        return {ofKey, region};
    }

    [[nodiscard]] Answer obtained(const QString &name)
    {
        signin::Machine machine;
        machine.environment = environment();
        const auto clock = std::make_shared<SystemClock>();
        const auto own = std::make_shared<asking::Environment>();
        own->clock = clock;
        m_profiles = std::make_shared<credentials::ProfileStore>(m_home + QStringLiteral("/profiles.json"),
                                                                 credentials::memoryKeychain(),
                                                                 [] { return credentials::Credentials(); });
        own->profiles = m_profiles;
        const signin::SourcesPtr sources = signin::Sources::of(machine, clock);
        sources->environment = own;
        sources->vault = std::make_shared<signin::Vault>(m_home + QStringLiteral("/sessions"),
                                                         m_profiles->keychain(), clock);
        m_profiles->setSource(std::make_shared<signin::SharedAccounts>(
            machine, clock, std::make_shared<signin::Providers>(sources)));
        const Result<credentials::Credentials> got =
            tests::await(m_profiles->credentials(QStringLiteral("aws:") + name));
        m_refusal = got ? QString() : got.error().sentence();
        if (!got || got->isEmpty())
            return {true, {}, {}, {}};
        return {false, got->accessKeyId, got->secretAccessKey, got->sessionToken};
    }

    QString m_home;
    QString m_refusal;
    std::shared_ptr<credentials::ProfileStore> m_profiles;
};

QTEST_GUILESS_MAIN(TestAwsCli)
#include "tst_awscli.moc"
