// SPDX-License-Identifier: Apache-2.0
#include "wording/richtext.h"

#include <QTest>

using namespace formwork;

// Documentation comes out of files that anybody may have written.
class RichTextTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsWhatReadsWell_data()
    {
        QTest::addColumn<QString>("published");
        QTest::addColumn<QString>("shown");
        QTest::newRow("paragraphs") << "<p>One <code>x</code>.</p><p>Two.</p>"
                                    << "<p>One <code>x</code>.</p><p>Two.</p>";
        QTest::newRow("plain text") << "Tom & Jerry\n\n1 < 2" << "<p>Tom &amp; Jerry</p><p>1 &lt; 2</p>";
        QTest::newRow("entities") << "<p>a &lt; b &amp; c &#8217; &c</p>"
                                  << "<p>a &lt; b &amp; c &#8217; &amp;c</p>";
        QTest::newRow("a note") << "<note><p>Look.</p></note>"
                                << "<blockquote><b>Note:</b> <p>Look.</p></blockquote>";
        QTest::newRow("unclosed") << "<ul><li><p>a<li>b</ul>c" << "<ul><li><p>a<li>b</li></p></li></ul>c";
        QTest::newRow("closed twice") << "<b>a</b></b></ul>" << "<b>a</b>";
        QTest::newRow("placeholder") << "<p>arn:<region>:x</p>" << "<p>arn:&lt;region&gt;:x</p>";
        QTest::newRow("unknown wrapping") << "<fullname>EC2</fullname><p/><p>a</p>" << "EC2<p>a</p>";
    }

    void keepsWhatReadsWell()
    {
        QFETCH(QString, published);
        QFETCH(QString, shown);
        QCOMPARE(wording::safeHtml(published), shown);
    }

    void linksLeadToTheWebOnly_data()
    {
        QTest::addColumn<QString>("published");
        QTest::addColumn<bool>("isLink");
        QTest::newRow("https") << R"(<a href="https://docs.aws.amazon.com/a?b=1&amp;c=2">t</a>)" << true;
        QTest::newRow("no quotes") << "<a target=_blank href=https://aws.amazon.com/>t</a>" << true;
        QTest::newRow("script") << "<a href=\"javascript:alert(1)\">t</a>" << false;
        QTest::newRow("data") << "<a href='data:text/html,x'>t</a>" << false;
        QTest::newRow("file") << "<a href='file:///etc/passwd'>t</a>" << false;
        QTest::newRow("no scheme") << "<a href='//evil.example/x'>t</a>" << false;
        QTest::newRow("login") << "<a href='https://aws.amazon.com@evil.example/'>t</a>" << false;
        QTest::newRow("anchor") << "<a href='#x'>t</a>" << false;
        QTest::newRow("breaking out") << "<a href='https://a.example/\" onclick=\"x'>t</a>" << false;
    }

    void linksLeadToTheWebOnly()
    {
        QFETCH(QString, published);
        QFETCH(bool, isLink);
        const QString shown = wording::safeHtml(published);
        QCOMPARE(shown.contains(u"href"), isLink);
        QCOMPARE(shown.contains(u"title=\"https://"), isLink); // says where it leads
        QVERIFY(shown.contains(u"t"));
        QVERIFY(!shown.contains(u"onclick"));
    }

    void nothingActiveIsLeft_data()
    {
        QTest::addColumn<QString>("published");
        for (const char *html :
             {"<script>alert(1)</script>rest", "<SCRIPT src=x>alert(1)</SCRIPT >rest",
              "<style>p{}</style>rest", "<img src='https://evil.example/p.png' onerror=alert(1)>rest",
              "<!-- <script> -->rest", "<iframe src=x>alert(1)</iframe>rest",
              "<p onclick='alert(1)' style='x'>rest</p>",
              "<link rel=stylesheet href='https://evil.example'>rest", "<svg><image href=x/></svg>rest"})
            QTest::newRow(html) << QString::fromLatin1(html);
    }

    void nothingActiveIsLeft()
    {
        QFETCH(QString, published);
        const QString shown = wording::safeHtml(published);
        for (const char *bad : {"script", "alert", "img", "src", "style", "onclick", "evil", "iframe", "svg"})
            QVERIFY2(!shown.contains(QLatin1String(bad), Qt::CaseInsensitive), qPrintable(shown));
        QVERIFY(shown.contains(u"rest"));
    }

    void hostileSizesEnd()
    {
        QVERIFY(wording::safeHtml(QString(400000, u'<')).size() < 2000000);
        QString deep;
        for (int i = 0; i < 50000; ++i)
            deep += QStringLiteral("<b><ul>");
        QCOMPARE(wording::safeHtml(deep).count(QStringLiteral("<b>")), 12);
        QVERIFY(!wording::safeHtml(QString(100000, QChar(1))).contains(QChar(1)));
    }
};

QTEST_GUILESS_MAIN(RichTextTest)
#include "tst_richtext.moc"
