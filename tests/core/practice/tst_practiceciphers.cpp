// SPDX-License-Identifier: Apache-2.0
#include "loopback.h"

#include <QTest>

using namespace formwork;

namespace
{

QCborValue at(const QCborMap &map, const char *name) { return map.value(QLatin1StringView(name)); }

const QString kContext = QStringLiteral("EncryptionContext");

} // namespace

// What is sealed with a key and opened again, against a model of the test's own.
class TestPracticeCiphers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_account = std::make_unique<Loopback>(QStringList{QStringLiteral(TEST_DATA_DIR "/models")});
        const QCborMap key = at(done("CreateKey", {}), "KeyMetadata").toMap();
        m_id = at(key, "KeyId").toString();
        m_arn = at(key, "Arn").toString();
        QCOMPARE(code("CreateAlias",
                      {{QStringLiteral("AliasName"), QStringLiteral("alias/a")},
                       {QStringLiteral("TargetKeyId"), m_id}}),
                 QString());
    }

    void whatIsSealedIsOpened_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("id") << QStringLiteral("%1");
        QTest::newRow("arn") << QStringLiteral("%2");
        QTest::newRow("alias") << QStringLiteral("alias/a");
        QTest::newRow("alias's arn") << QStringLiteral("arn:aws:kms:us-east-1:000000000000:alias/a");
    }

    void whatIsSealedIsOpened()
    {
        QFETCH(QString, name);
        name.replace(QStringLiteral("%1"), m_id).replace(QStringLiteral("%2"), m_arn);
        const QCborMap context{{QStringLiteral("a"), QStringLiteral("1")},
                               {QStringLiteral("b"), QStringLiteral("2")}};
        const QCborMap sealed = done("Encrypt",
                                     {{QStringLiteral("KeyId"), name},
                                      {QStringLiteral("Plaintext"), QByteArray("text")},
                                      {kContext, context}});
        QCOMPARE(at(sealed, "KeyId").toString(), m_arn);
        const QByteArray blob = at(sealed, "CiphertextBlob").toByteArray();
        QVERIFY(!blob.contains("text"));
        m_account->restart();
        const QCborMap turned{{QStringLiteral("b"), QStringLiteral("2")},
                              {QStringLiteral("a"), QStringLiteral("1")}};
        const QCborMap opened =
            done("Decrypt", {{QStringLiteral("CiphertextBlob"), blob}, {kContext, turned}});
        QCOMPARE(at(opened, "Plaintext").toByteArray(), QByteArray("text"));
        QCOMPARE(at(opened, "KeyId").toString(), m_arn);
    }

    void whatIsNotTheSameIsNotOpened()
    {
        const QByteArray blob = sealed("text");
        QByteArray changed = blob;
        changed[changed.size() - 1] = static_cast<char>(changed.back() ^ 1);
        const QString invalid = QStringLiteral("InvalidCiphertextException");
        QCOMPARE(code("Decrypt", {{QStringLiteral("CiphertextBlob"), changed}}), invalid);
        QCOMPARE(code("Decrypt", {{QStringLiteral("CiphertextBlob"), blob.first(20)}}), invalid);
        QCOMPARE(code("Decrypt",
                      {{QStringLiteral("CiphertextBlob"), blob},
                       {kContext, QCborMap{{QStringLiteral("a"), QStringLiteral("1")}}}}),
                 invalid);
        const QString other = at(at(done("CreateKey", {}), "KeyMetadata").toMap(), "KeyId").toString();
        QCOMPARE(
            code("Decrypt", {{QStringLiteral("CiphertextBlob"), blob}, {QStringLiteral("KeyId"), other}}),
            QStringLiteral("IncorrectKeyException"));
        QCOMPARE(code("Decrypt", {{QStringLiteral("CiphertextBlob"), blob}, {QStringLiteral("KeyId"), m_id}}),
                 QString());
        QCOMPARE(code("Encrypt",
                      {{QStringLiteral("KeyId"), QStringLiteral("alias/none")},
                       {QStringLiteral("Plaintext"), QByteArray("x")}}),
                 QStringLiteral("NotFoundException"));
    }

    void disabledKeysDoNothing()
    {
        const QByteArray blob = sealed("text");
        QCOMPARE(code("DisableKey", {{QStringLiteral("KeyId"), m_id}}), QString());
        QCOMPARE(code("Decrypt", {{QStringLiteral("CiphertextBlob"), blob}}),
                 QStringLiteral("DisabledException"));
        QCOMPARE(code("EnableKey", {{QStringLiteral("KeyId"), m_id}}), QString());
        QCOMPARE(code("Decrypt", {{QStringLiteral("CiphertextBlob"), blob}}), QString());
    }

    void keysThatAreToBeDeletedDoNothing()
    {
        const QByteArray blob = sealed("text");
        QCOMPARE(code("ScheduleKeyDeletion", {{QStringLiteral("KeyId"), m_id}}), QString());
        QCOMPARE(code("Decrypt", {{QStringLiteral("CiphertextBlob"), blob}}),
                 QStringLiteral("KMSInvalidStateException"));
    }

    void keysForData()
    {
        const QCborMap made =
            done("GenerateDataKey",
                 {{QStringLiteral("KeyId"), m_id}, {QStringLiteral("KeySpec"), QStringLiteral("AES_128")}});
        QCOMPARE(at(made, "Plaintext").toByteArray().size(), 16);
        QCOMPARE(at(done("Decrypt", {{QStringLiteral("CiphertextBlob"), at(made, "CiphertextBlob")}}),
                    "Plaintext"),
                 at(made, "Plaintext"));
        const QCborMap hidden =
            done("GenerateDataKeyWithoutPlaintext",
                 {{QStringLiteral("KeyId"), m_id}, {QStringLiteral("NumberOfBytes"), 64}});
        QVERIFY(!hidden.contains(QLatin1StringView("Plaintext")));
        QCOMPARE(at(done("Decrypt", {{QStringLiteral("CiphertextBlob"), at(hidden, "CiphertextBlob")}}),
                    "Plaintext")
                     .toByteArray()
                     .size(),
                 64);
        QCOMPARE(code("GenerateDataKey", {{QStringLiteral("KeyId"), m_id}}),
                 QStringLiteral("ValidationException"));
    }

    void anotherKeySealsIt()
    {
        const QString other = at(at(done("CreateKey", {}), "KeyMetadata").toMap(), "KeyId").toString();
        const QCborMap again = done("ReEncrypt",
                                    {{QStringLiteral("CiphertextBlob"), sealed("text")},
                                     {QStringLiteral("DestinationKeyId"), other}});
        QCOMPARE(at(again, "SourceKeyId").toString(), m_arn);
        QCOMPARE(at(done("Decrypt",
                         {{QStringLiteral("CiphertextBlob"), at(again, "CiphertextBlob")},
                          {QStringLiteral("KeyId"), other}}),
                    "Plaintext")
                     .toByteArray(),
                 QByteArray("text"));
    }

private:
    QCborMap done(const char *name, const QCborMap &request)
    {
        return m_account->call(*m_account->operation("kms", name), request).output.toMap();
    }

    QString code(const char *name, const QCborMap &request)
    {
        return m_account->codeOf(*m_account->operation("kms", name), request);
    }

    QByteArray sealed(const QByteArray &plain)
    {
        return at(done("Encrypt", {{QStringLiteral("KeyId"), m_id}, {QStringLiteral("Plaintext"), plain}}),
                  "CiphertextBlob")
            .toByteArray();
    }

    std::unique_ptr<Loopback> m_account;
    QString m_id;
    QString m_arn;
};

QTEST_GUILESS_MAIN(TestPracticeCiphers)
#include "tst_practiceciphers.moc"
