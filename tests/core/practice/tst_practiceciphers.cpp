// SPDX-License-Identifier: Apache-2.0
#include "loopback.h"

#include <QCryptographicHash>
#include <QTest>

#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

using namespace formwork;

namespace
{

QCborValue at(const QCborMap &map, const char *name) { return map.value(QLatin1StringView(name)); }

const QString kMessage = QStringLiteral("Message");
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
        const QString invalid = QStringLiteral("KMSInvalidStateException");
        QCOMPARE(code("Decrypt", {{QStringLiteral("CiphertextBlob"), blob}}), invalid);
        for (const char *name : {"EnableKey", "DisableKey", "ScheduleKeyDeletion"})
            QCOMPARE(code(name, {{QStringLiteral("KeyId"), m_id}}), invalid);
    }

    void keysSayWhatBecomesOfThem()
    {
        QCOMPARE(state(m_id), QStringLiteral("Enabled true"));
        const QCborMap request{{QStringLiteral("KeyId"), m_id}, {QStringLiteral("PendingWindowInDays"), 7}};
        const QDateTime end = m_account->clock().nowUtc().addDays(7);
        const QCborMap planned = done("ScheduleKeyDeletion", request);
        QCOMPARE(at(planned, "KeyState").toString(), QStringLiteral("PendingDeletion"));
        QCOMPARE(at(planned, "DeletionDate").toDateTime().toSecsSinceEpoch(), end.toSecsSinceEpoch());
        m_account->restart();
        QCOMPARE(state(m_id), QStringLiteral("PendingDeletion false"));
        QCOMPARE(at(metadata(m_id), "DeletionDate").toDateTime().toSecsSinceEpoch(), end.toSecsSinceEpoch());
        QCOMPARE(code("CancelKeyDeletion", {{QStringLiteral("KeyId"), m_id}}), QString());
        QCOMPARE(state(m_id), QStringLiteral("Disabled false"));
        QVERIFY(!metadata(m_id).contains(QLatin1StringView("DeletionDate")));
        QCOMPARE(code("CancelKeyDeletion", {{QStringLiteral("KeyId"), m_id}}),
                 QStringLiteral("KMSInvalidStateException"));
        QCOMPARE(code("EnableKey", {{QStringLiteral("KeyId"), m_id}}), QString());
        QCOMPARE(state(m_id), QStringLiteral("Enabled true"));
        done("ScheduleKeyDeletion", request);
        m_account->clock().advance(7ll * 24 * 3600 * 1000);
        QCOMPARE(code("Encrypt",
                      {{QStringLiteral("KeyId"), m_id}, {QStringLiteral("Plaintext"), QByteArray("x")}}),
                 QStringLiteral("NotFoundException"));
    }

    void messagesAreSigned_data()
    {
        QTest::addColumn<QString>("spec");
        QTest::addColumn<QString>("algorithm");
        const auto row = [](const char *spec, const char *algorithm) {
            QTest::newRow(QByteArray(spec).append(' ').append(algorithm).constData())
                << QString::fromLatin1(spec) << QString::fromLatin1(algorithm);
        };
        row("RSA_2048", "RSASSA_PSS_SHA_256");
        row("RSA_2048", "RSASSA_PKCS1_V1_5_SHA_512");
        row("ECC_NIST_P256", "ECDSA_SHA_256");
        row("ECC_NIST_P384", "ECDSA_SHA_384");
        row("ECC_NIST_P521", "ECDSA_SHA_512");
        row("ECC_SECG_P256K1", "ECDSA_SHA_256");
    }

    // What OpenSSL itself verifies, with the public key that is given out.
    void messagesAreSigned()
    {
        QFETCH(const QString, spec);
        QFETCH(const QString, algorithm);
        const QString id = keyFor(spec, QStringLiteral("SIGN_VERIFY"));
        const QByteArray message = "a message";
        QCborMap request{{QStringLiteral("KeyId"), id},
                         {kMessage, message},
                         {QStringLiteral("SigningAlgorithm"), algorithm}};
        const QByteArray signature = at(done("Sign", request), "Signature").toByteArray();
        const QByteArray key =
            at(done("GetPublicKey", {{QStringLiteral("KeyId"), id}}), "PublicKey").toByteArray();
        QVERIFY(verifies(key, message, signature, algorithm));
        QVERIFY(!verifies(key, message + '.', signature, algorithm));
        m_account->restart();
        request[QStringLiteral("Signature")] = signature;
        QVERIFY(at(done("Verify", request), "SignatureValid").isTrue());
        const auto hash = algorithm.endsWith(u"256") ? QCryptographicHash::Sha256
            : algorithm.endsWith(u"384")             ? QCryptographicHash::Sha384
                                                     : QCryptographicHash::Sha512;
        QCborMap hashed = request;
        hashed[kMessage] = QCryptographicHash::hash(message, hash);
        hashed[QStringLiteral("MessageType")] = QStringLiteral("DIGEST");
        QVERIFY(at(done("Verify", hashed), "SignatureValid").isTrue());
        hashed[kMessage] = QByteArray("short");
        hashed.remove(QLatin1StringView("Signature"));
        QCOMPARE(code("Sign", hashed), QStringLiteral("ValidationException"));
        request[kMessage] = QByteArray("another");
        QCOMPARE(code("Verify", request), QStringLiteral("KMSInvalidSignatureException"));
    }

    void messagesHaveCodes()
    {
        const QString id = keyFor(QStringLiteral("HMAC_384"), QStringLiteral("GENERATE_VERIFY_MAC"));
        QCborMap request{{QStringLiteral("KeyId"), id},
                         {kMessage, QByteArray("a message")},
                         {QStringLiteral("MacAlgorithm"), QStringLiteral("HMAC_SHA_384")}};
        const QByteArray made = at(done("GenerateMac", request), "Mac").toByteArray();
        QCOMPARE(made.size(), 48);
        request[QStringLiteral("Mac")] = made;
        QVERIFY(at(done("VerifyMac", request), "MacValid").isTrue());
        request[kMessage] = QByteArray("another");
        QCOMPARE(code("VerifyMac", request), QStringLiteral("KMSInvalidMacException"));
    }

    void keysAreForWhatTheyAreFor()
    {
        const QString id = keyFor(QStringLiteral("ECC_NIST_P256"), QStringLiteral("SIGN_VERIFY"));
        QCborMap request{{QStringLiteral("KeyId"), id},
                         {kMessage, QByteArray("a")},
                         {QStringLiteral("SigningAlgorithm"), QStringLiteral("ECDSA_SHA_384")}};
        const QString wrong = QStringLiteral("InvalidKeyUsageException");
        QCOMPARE(code("Sign", request), wrong);
        request[QStringLiteral("KeyId")] = m_id;
        QCOMPARE(code("Sign", request), wrong);
        QCOMPARE(
            code("Encrypt", {{QStringLiteral("KeyId"), id}, {QStringLiteral("Plaintext"), QByteArray("x")}}),
            wrong);
        QCOMPARE(code("GetPublicKey", {{QStringLiteral("KeyId"), m_id}}),
                 QStringLiteral("UnsupportedOperationException"));
        QCOMPARE(code("DisableKey", {{QStringLiteral("KeyId"), id}}), QString());
        request[QStringLiteral("KeyId")] = id;
        QCOMPARE(code("Sign", request), QStringLiteral("DisabledException"));
        QCOMPARE(code("GetPublicKey", {{QStringLiteral("KeyId"), id}}), QStringLiteral("DisabledException"));
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
    QString keyFor(const QString &spec, const QString &usage)
    {
        const QCborMap made =
            done("CreateKey", {{QStringLiteral("KeySpec"), spec}, {QStringLiteral("KeyUsage"), usage}});
        return at(at(made, "KeyMetadata").toMap(), "KeyId").toString();
    }

    QCborMap metadata(const QString &id)
    {
        return at(done("DescribeKey", {{QStringLiteral("KeyId"), id}}), "KeyMetadata").toMap();
    }

    QString state(const QString &id)
    {
        const QCborMap key = metadata(id);
        return at(key, "KeyState").toString()
            + (at(key, "Enabled").isTrue() ? QStringLiteral(" true") : QStringLiteral(" false"));
    }

    // By OpenSSL's one-shot interface, over the message itself.
    static bool verifies(const QByteArray &key, const QByteArray &message, const QByteArray &signature,
                         const QString &algorithm)
    {
        const auto bytes = [](const QByteArray &array) {
            return reinterpret_cast<const unsigned char *>(array.constData());
        };
        const unsigned char *at = bytes(key);
        const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> known(
            d2i_PUBKEY(nullptr, &at, static_cast<long>(key.size())), &EVP_PKEY_free);
        const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                              &EVP_MD_CTX_free);
        EVP_PKEY_CTX *settings = nullptr;
        const QByteArray hash = "SHA" + algorithm.last(3).toLatin1();
        if (!known
            || EVP_DigestVerifyInit(context.get(), &settings, EVP_get_digestbyname(hash.constData()), nullptr,
                                    known.get())
                != 1)
            return false;
        if (algorithm.contains(u"PSS"))
            EVP_PKEY_CTX_set_rsa_padding(settings, RSA_PKCS1_PSS_PADDING);
        return EVP_DigestVerify(context.get(), bytes(signature), static_cast<size_t>(signature.size()),
                                bytes(message), static_cast<size_t>(message.size()))
            == 1;
    }

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
