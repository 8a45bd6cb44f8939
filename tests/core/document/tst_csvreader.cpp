// SPDX-License-Identifier: Apache-2.0
#include "document/csvreader.h"

#include <QBuffer>
#include <QTest>

using namespace formwork;
using namespace formwork::document;

namespace
{

struct Read {
    QList<QStringList> rows;
    QList<qint64> lines;
    QString error;
    CsvForm form;
};

Read read(QByteArray bytes, const CsvForm &form = {})
{
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::ReadOnly);
    CsvReader reader(buffer, form);
    Read all;
    while (true) {
        const Result<std::optional<CsvRow>> row = reader.next();
        if (!row)
            all.error = row.error().sentence();
        if (!row || !*row)
            break;
        all.rows.append((*row)->cells);
        all.lines.append((*row)->line);
    }
    all.form = reader.form();
    return all;
}

} // namespace

class CsvReaderTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cells_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QList<QStringList>>("rows");
        const QList<QStringList> plain{{QStringLiteral("a"), QStringLiteral("b")},
                                       {QStringLiteral("1"), QStringLiteral("2")}};
        QTest::newRow("commas") << QByteArray("a,b\n1,2\n") << plain;
        QTest::newRow("no end of the last line") << QByteArray("a,b\r\n1,2") << plain;
        QTest::newRow("carriage returns") << QByteArray("a,b\r1,2\r") << plain;
        QTest::newRow("semicolons") << QByteArray("a;b\n1;2\n") << plain;
        QTest::newRow("tabs") << QByteArray("a\tb\n1\t2\n") << plain;
        QTest::newRow("a spreadsheet's first line") << QByteArray("sep=;\r\na;b\r\n1;2\r\n") << plain;
        QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF"
                                                       "a,b\n1,2\n")
                                         << plain;
        QTest::newRow("empty lines") << QByteArray("\n\na,b\n\n1,2\n,\n\n") << plain;
        QTest::newRow("quotes") << QByteArray("\"a\",b\n\"1\" ,\"2\"\n") << plain;
        QTest::newRow("what quotes are for")
            << QByteArray("\"a,\"\"x\"\"\n;\",b\n")
            << QList<QStringList>{{QStringLiteral("a,\"x\"\n;"), QStringLiteral("b")}};
        QTest::newRow("a delimiter in the quotes of the head")
            << QByteArray("\"a,b,c\";d\n")
            << QList<QStringList>{{QStringLiteral("a,b,c"), QStringLiteral("d")}};
        QTest::newRow("empty cells") << QByteArray("a,b\n,\"\"\n1,\n")
                                     << QList<QStringList>{{QStringLiteral("a"), QStringLiteral("b")},
                                                           {QStringLiteral("1"), QString()}};
    }
    void cells()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const QList<QStringList>, rows);
        const Read all = read(bytes);
        QCOMPARE(all.error, QString());
        QCOMPARE(all.rows, rows);
    }

    void linesCountThoseInCells()
    {
        const Read all = read("a,b\r\n\"x\r\ny\",1\r\n2,3\r\n");
        QCOMPARE(all.lines, (QList<qint64>{1, 2, 4}));
    }

    void encodings_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("told");
        const QString text = QStringLiteral("Stra\u00dfe,\u00e9\n");
        QTest::newRow("UTF-8") << text.toUtf8() << QString();
        QTest::newRow("Latin-1") << text.toLatin1() << QStringLiteral("latin1");
        for (const auto encoding : {QStringConverter::Utf16LE, QStringConverter::Utf16BE}) {
            QStringEncoder encoder(encoding, QStringConverter::Flag::WriteBom);
            QTest::addRow("UTF-16 %d", int(encoding)) << QByteArray(encoder.encode(text)) << QString();
        }
    }
    void encodings()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const QString, told);
        const Read all = read(bytes, {{}, told});
        QCOMPARE(all.error, QString());
        QCOMPARE(all.rows, (QList<QStringList>{{QStringLiteral("Stra\u00dfe"), QStringLiteral("\u00e9")}}));
    }

    void whatIsNoCsvIsTold_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("says");
        QTest::newRow("Latin-1 read as UTF-8") << QByteArray("a\nb\nStra\xDF"
                                                             "e\n")
                                               << QStringLiteral("Line 3: bytes that are no UTF-8");
        QTest::newRow("a character that broke off") << QByteArray("a\n\xC3") << QStringLiteral("Line 2");
        QTest::newRow("open quote") << QByteArray("a,b\n1,\"2\n3,4\n")
                                    << QStringLiteral("Line 2: the quotation mark");
        QTest::newRow("text behind a quote")
            << QByteArray("a,b\n\"1\"2,3\n") << QStringLiteral("Line 2: text behind");
        QTest::newRow("UTF-16 without its mark")
            << QByteArray("a\0,\0b\0\n\0", 8) << QStringLiteral("UTF-16");
    }
    void whatIsNoCsvIsTold()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const QString, says);
        const QString error = read(bytes).error;
        QVERIFY2(error.contains(says), qPrintable(error));
    }

    // Pieces of the file end anywhere.
    void longFiles()
    {
        QByteArray bytes = "name,text\r\n";
        constexpr int kRows = 20'000;
        for (int i = 0; i < kRows; ++i)
            bytes += "n" + QByteArray::number(i) + ",\"\xC3\xA9\"\"\r\n" + QByteArray(i % 97, 'x') + "\"\r\n";
        const Read all = read(bytes);
        QCOMPARE(all.error, QString());
        QCOMPARE(all.rows.size(), kRows + 1);
        for (int i = 0; i < kRows; ++i)
            QCOMPARE(all.rows[i + 1],
                     (QStringList{QStringLiteral("n%1").arg(i),
                                  QStringLiteral("\u00e9\"\r\n") + QString(i % 97, u'x')}));
        QCOMPARE(all.lines.last(), 2 * qint64(kRows));
    }

    void cellsAreReadBack()
    {
        for (const QString &cell :
             {QStringLiteral("a;b"), QStringLiteral("=1+1"), QStringLiteral("-5"), QStringLiteral(" x "),
              QStringLiteral("\"q\""), QStringLiteral("a\r\nb")}) {
            const Read all = read((csvCell(cell, u';') + QStringLiteral(";z\n")).toUtf8(), {u';', {}});
            QCOMPARE(all.rows.value(0).value(0), cell);
        }
    }
};

QTEST_GUILESS_MAIN(CsvReaderTest)
#include "tst_csvreader.moc"
