// SPDX-License-Identifier: Apache-2.0
#include "catalog/discovery.h"

#include <QDir>
#include <QHash>
#include <QTemporaryDir>
#include <QTest>

using namespace formwork::catalog;
using namespace formwork::catalog;

// Where models are looked for, on a machine made of folders in a temporary one.
class DiscoveryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_machine = std::make_unique<QTemporaryDir>();
        m_variables.clear();
    }

    void findsInstallations_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<Place::Kind>("kind");
        const auto row = [](const char *name, const char *path, Place::Kind kind) {
            QTest::newRow(name) << QString::fromLatin1(path) << kind;
        };
        using enum Place::Kind;
        row("own models", "/home/me/.aws/models", Personal);
        row("AWS CLI 2", "/usr/local/aws-cli/v2/current/dist/awscli/botocore/data", AwsCli);
        row("AWS CLI 2 at home", "/home/me/.local/aws-cli/v2/current/dist/awscli/botocore/data", AwsCli);
        row("AWS CLI 1 bundle", "/usr/local/aws/lib/python3.9/site-packages/botocore/data", AwsCli);
        row("Debian", "/usr/lib/python3/dist-packages/botocore/data", Python);
        row("Debian's AWS CLI 2", "/usr/lib/python3/dist-packages/awscli/botocore/data", Python);
        row("pip", "/usr/local/lib/python3.11/dist-packages/botocore/data", Python);
        row("pip elsewhere", "/usr/local/lib/python3.12/site-packages/botocore/data", Python);
        row("pip for one user", "/home/me/.local/lib/python3.11/site-packages/botocore/data", Python);
        row("pyenv", "/home/me/.pyenv/versions/3.12.1/lib/python3.12/site-packages/botocore/data", Python);
        row("pipx", "/home/me/.local/share/pipx/venvs/awscli/lib/python3.11/site-packages/botocore/data",
            Python);
    }

    void findsInstallations()
    {
        QFETCH(const QString, path);
        QFETCH(const Place::Kind, kind);
        make(path);
        const QList<Place> places = findPlaces(around());
        QCOMPARE(places.size(), 1);
        QCOMPARE(places.first().path, at(path));
        QCOMPARE(places.first().kind, kind);
        QVERIFY(!places.first().isNamed());
        Surroundings quiet = around();
        quiet.discovers = false;
        QVERIFY(findPlaces(quiet).isEmpty());
    }

    void namedPlacesComeFirstAndOnce()
    {
        make(QStringLiteral("/home/me/.aws/models"));
        make(QStringLiteral("/asked"));
        make(QStringLiteral("/named"));
        make(QStringLiteral("/chosen"));
        make(QStringLiteral("/data"));
        QVERIFY(QFile::link(at(QStringLiteral("/named")), at(QStringLiteral("/link"))));
        m_variables[QByteArrayLiteral("FORMWORK_MODELS")] =
            at(QStringLiteral("/named")) + u':' + at(QStringLiteral("/absent"));
        m_variables[QByteArrayLiteral("AWS_DATA_PATH")] = at(QStringLiteral("/data"));
        Surroundings all = around();
        all.asked = QStringList{at(QStringLiteral("/asked")), at(QStringLiteral("/asked"))};
        all.chosen = QStringList{at(QStringLiteral("/link")), at(QStringLiteral("/chosen"))};
        QStringList found;
        for (const Place &place : findPlaces(all))
            found.append(place.path.mid(m_machine->path().size()));
        QCOMPARE(found,
                 (QStringList{QStringLiteral("/asked"), QStringLiteral("/named"), QStringLiteral("/absent"),
                              QStringLiteral("/chosen"), QStringLiteral("/home/me/.aws/models"),
                              QStringLiteral("/data")}));
    }

    void aVirtualEnvironmentIsLookedInto()
    {
        make(QStringLiteral("/venv/lib/python3.11/site-packages/botocore/data"));
        Surroundings all = around();
        all.chosen = QStringList{at(QStringLiteral("/venv"))};
        const QList<Place> places = findPlaces(all);
        QCOMPARE(places.size(), 1);
        QCOMPARE(places.first().path, at(QStringLiteral("/venv/lib/python3.11/site-packages/botocore/data")));
        QCOMPARE(places.first().kind, Place::Kind::Chosen);
    }

    void theActiveVirtualEnvironmentIsFound()
    {
        make(QStringLiteral("/active/lib/python3.11/site-packages/botocore/data"));
        m_variables[QByteArrayLiteral("VIRTUAL_ENV")] = at(QStringLiteral("/active"));
        const QList<Place> places = findPlaces(around());
        QCOMPARE(places.size(), 1);
        QCOMPARE(places.first().kind, Place::Kind::VirtualEnvironment);
    }

    void chosenFoldersAreKept()
    {
        const QString settings = at(QStringLiteral("/settings.ini"));
        QVERIFY(chosenFolders(settings).isEmpty());
        QVERIFY(!QFile::exists(settings));
        const QStringList folders{QStringLiteral("/a, with comma"), QStringLiteral("/b")};
        setChosenFolders(settings, folders);
        QCOMPARE(chosenFolders(settings), folders);
        QCOMPARE(surroundings({}, settings).chosen, folders);
    }

private:
    [[nodiscard]] QString at(const QString &path) const { return m_machine->path() + path; }
    void make(const QString &path) const { QVERIFY(QDir().mkpath(at(path))); }

    [[nodiscard]] Surroundings around() const
    {
        Surroundings result;
        result.root = m_machine->path();
        result.home = at(QStringLiteral("/home/me"));
        result.variable = [this](const char *name) { return m_variables.value(name); };
        return result;
    }

    std::unique_ptr<QTemporaryDir> m_machine;
    QHash<QByteArray, QString> m_variables;
};

QTEST_GUILESS_MAIN(DiscoveryTest)
#include "tst_discovery.moc"
