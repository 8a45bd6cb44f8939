// SPDX-License-Identifier: Apache-2.0
#include "document/secretnames.h"

#include "document/json.h"

#include <QCborArray>
#include <QCborMap>
#include <QFile>
#include <QHash>
#include <QSet>
#include <QStringList>

#include <algorithm>

namespace formwork::document
{

namespace
{

using Words = QStringList;
using WordSet = QSet<QString>;

WordSet setOf(QStringView words)
{
    WordSet set;
    for (const QStringView word : words.split(u' ', Qt::SkipEmptyParts))
        set.insert(word.toString());
    return set;
}

// Words that are often written as one.
const QHash<QString, Words> &compounds()
{
    static const QHash<QString, Words> table = [] {
        QHash<QString, Words> result;
        constexpr QStringView all =
            u"passwd:password pwd:password authtoken:auth,token apikey:api,key apitoken:api,token "
            "secretkey:secret,key privatekey:private,key accesstoken:access,token clientsecret:client,secret "
            "oauthtoken:oauth,token refreshtoken:refresh,token idtoken:id,token sessiontoken:session,token "
            "securitytoken:security,token userpassword:user,password masteruserpassword:user,password "
            "newpassword:new,password oldpassword:old,password adminpassword:admin,password "
            "secretstring:secret secretbinary:secret secretvalue:secret sharedsecret:shared,secret "
            "secretaccesskey:secret,access,key keymaterial:key,material bearertoken:bearer,token "
            "presharedkey:shared,key dbpassword:db,password datakey:data,key licensekey:license,key "
            "licencekey:licence,key pincode:pin,code";
        for (const QStringView entry : all.split(u' ')) {
            const qsizetype colon = entry.indexOf(u':');
            result.insert(entry.first(colon).toString(), entry.sliced(colon + 1).toString().split(u','));
        }
        return result;
    }();
    return table;
}

enum class Kind { Upper, Lower, Digit, Other };

Kind kindOf(QChar c)
{
    if (c.isDigit())
        return Kind::Digit;
    if (c.isUpper())
        return Kind::Upper;
    return c.isLetter() ? Kind::Lower : Kind::Other;
}

void append(Words &words, QStringView word)
{
    const QString lower = word.toString().toLower();
    const auto compound = compounds().constFind(lower);
    if (compound == compounds().cend())
        words.append(lower);
    else
        words.append(*compound);
}

// "HECToken" is "hec", "token"; "KMS_KEY2" is "kms", "key".
Words wordsOf(QStringView name)
{
    Words words;
    qsizetype from = 0;
    const auto take = [&](qsizetype to) {
        if (to > from)
            append(words, name.sliced(from, to - from));
        from = to;
    };
    for (qsizetype i = 0; i < name.size(); ++i) {
        const Kind kind = kindOf(name[i]);
        const Kind before = i > 0 ? kindOf(name[i - 1]) : Kind::Other;
        const bool beginsLower = i + 1 < name.size() && kindOf(name[i + 1]) == Kind::Lower;
        const bool isHump =
            kind == Kind::Upper && (before == Kind::Lower || (before == Kind::Upper && beginsLower));
        const bool isPart = kind == Kind::Digit && i == from + 1; // "S3"
        if (isPart) {
            take(i + 1);
        } else if (kind == Kind::Digit || kind == Kind::Other) {
            take(i);
            from = i + 1;
        } else if (isHump) {
            take(i);
        }
    }
    take(name.size());
    return words;
}

QString singular(const QString &word)
{
    return word.size() > 3 && word.endsWith(u's') && !word.endsWith(u"ss") ? word.chopped(1) : word;
}

// What a name says of the form of its value, not of what it is.
void dropForm(Words &words)
{
    static const WordSet kForms = setOf(
        u"value values text string base plaintext blob pem body content contents list binary raw json bytes");
    while (words.size() > 1 && kForms.contains(words.last()))
        words.removeLast();
}

bool isAction(const QString &first)
{
    static const WordSet kActions = setOf(u"remove delete has is allow require requires enable disable "
                                          u"forgot max min use supports include exclude");
    return kActions.contains(first);
}

bool isSecretKeyWord(const Words &words)
{
    static const WordSet kOpen = setOf(u"public encrypted ciphertext wrapped hashed");
    if (std::ranges::any_of(words, [](const QString &word) { return kOpen.contains(word); }))
        return false;
    static const WordSet kKinds = setOf(
        u"private secret shared symmetric api app nwk int enc auth application activation static token hmac "
        "decryption server cipher license licence");
    const QString before = words.value(words.size() - 2);
    if (before == u"access")
        return words.size() > 2
            && (words[words.size() - 3] == u"secret" || words[words.size() - 3] == u"shared");
    return kKinds.contains(before) || (before == u"s" && words.contains(u"app")); // LoRaWAN's AppSKey
}

bool isSecretTokenWord(const QString &before)
{
    static const WordSet kKinds = setOf(u"access refresh id auth authorization authentication bearer session "
                                        u"security api oauth hec jwt secret "
                                        "signed participant connection gateway grafana billing login user "
                                        "personal pat bot webhook federation "
                                        "impersonation saml registration identity");
    return kKinds.contains(before);
}

bool isSecretCodeWord(const QString &before)
{
    static const WordSet kKinds = setOf(u"token authentication auth authorization mfa activation recovery "
                                        u"verification confirmation otp device user challenge unlock pin");
    return kKinds.contains(before);
}

bool endsSecret(const Words &words)
{
    const QString last = singular(words.last());
    const QString before = words.value(words.size() - 2);
    static const WordSet kAlways = setOf(u"password passphrase passcode otp secret assertion jwt");
    if (kAlways.contains(last))
        return true;
    if (last == u"key")
        return isSecretKeyWord(words);
    if (last == u"token")
        return isSecretTokenWord(before) && !words.contains(u"sync") && !words.contains(u"from");
    if (last == u"code")
        return isSecretCodeWord(before);
    if (last == u"material")
        return before == u"key" && words.size() > 1 && !words.contains(u"public")
            && !words.contains(u"encrypted");
    if (last == u"url")
        return before == u"presigned" || before == u"signed" || before == u"authorized"
            || before == u"streaming";
    static const WordSet kPins = setOf(u"personal factor user card device unlock security admin account");
    return last == u"pin" && (words.size() == 1 || kPins.contains(before));
}

// What a person calls PIN or AUTH holds one, but for the pins of a board and what only says whether or how.
bool endsWithSecretOfAPerson(const Words &words)
{
    static const WordSet kBoards =
        setOf(u"gpio led rx tx reset data clock analog digital input output button");
    static const WordSet kHows = setOf(
        u"enable enabled disable disabled use require required requires skip no with without has is allow "
        "supports require client mutual iam selective");
    static const WordSet kShort = setOf(u"psk cred creds mnemonic");
    const QString &last = words.last();
    const QString before = words.value(words.size() - 2);
    if (last == u"pin")
        return !kBoards.contains(before);
    if (last == u"auth")
        return !kHows.contains(words.first()) && !kHows.contains(before);
    return kShort.contains(last);
}

// Read once; without the file (in a test of this room alone) there is none.
const WordSet &known(const QString &list)
{
    static const QHash<QString, WordSet> lists = [] {
        QHash<QString, WordSet> result;
        QFile file(QStringLiteral(":/secrets.json"));
        if (!file.open(QIODevice::ReadOnly))
            return result;
        const QCborMap json = fromPlainJson(file.readAll()).value_or(QCborValue()).toMap();
        for (const auto &[name, entries] : json) {
            const QCborArray array = entries.toArray();
            for (const QCborValue &entry : array)
                result[name.toString()].insert(entry.toString());
        }
        return result;
    }();
    static const WordSet kNone;
    const auto found = lists.constFind(list);
    return found == lists.cend() ? kNone : *found;
}

bool isIn(const QString &list, const QString &member, const QString &shape)
{
    const WordSet &entries = known(list);
    return entries.contains(member + u'/' + shape) || entries.contains(member);
}

} // namespace

bool isSecretName(QStringView name)
{
    Words words = wordsOf(name);
    if (words == Words{QStringLiteral("token"), QStringLiteral("value")})
        return true;
    dropForm(words);
    return !words.isEmpty() && !isAction(words.first()) && endsSecret(words);
}

bool isSecretKey(QStringView name)
{
    if (isSecretName(name))
        return true;
    static const WordSet kHarmless = setOf(
        u"next client idempotency request page pagination continuation starting creation update lock change");
    Words words = wordsOf(name);
    dropForm(words);
    if (words.size() > 1 && words.last() == u"url" && words[words.size() - 2] == u"webhook")
        words.removeLast();
    if (words.isEmpty() || name == u"TOKEN") // a variable of an environment
        return !words.isEmpty();
    static const WordSet kOpening = setOf(u"credential authorization cookie bearer webhook");
    static const WordSet kKeys = setOf(u"encryption signing ssh master deploy fernet");
    const QString last = singular(words.last());
    const QString before = words.value(words.size() - 2);
    const bool isPath = name.contains(u'.'); // "integration.request.header.Authorization" says where from
    return last == u"pass" || endsWithSecretOfAPerson(words) || (kOpening.contains(last) && !isPath)
        || (last == u"key" && kKeys.contains(before))
        || (words.size() > 1 && last == u"token" && !kHarmless.contains(before));
}

bool isReferenceShape(QStringView shapeName)
{
    static const WordSet kReferences = setOf(u"id ids name names path identifier reference");
    Words words = wordsOf(shapeName);
    if (words.contains(u"arn") || words.contains(u"ar")) // "ARNs" too
        return true;
    while (words.size() > 1 && (words.last() == u"type" || words.last() == u"string"))
        words.removeLast();
    return !words.isEmpty() && kReferences.contains(words.last());
}

bool isSecretIn(QStringView container, QStringView member)
{
    const bool isValue = member.compare(u"value", Qt::CaseInsensitive) == 0
        || member.compare(u"token", Qt::CaseInsensitive) == 0;
    if (!isValue)
        return false;
    static const WordSet kAround =
        setOf(u"create update get describe import request response result input output");
    Words words = wordsOf(container);
    while (words.size() > 1 && kAround.contains(words.first()))
        words.removeFirst();
    while (words.size() > 1 && kAround.contains(words.last()))
        words.removeLast();
    return words.size() > 1 && endsSecret(words);
}

bool isKnownSecret(const QString &member, const QString &shape)
{
    return isIn(QStringLiteral("secret"), member, shape);
}

bool isKnownHarmless(const QString &member, const QString &shape)
{
    return isIn(QStringLiteral("harmless"), member, shape);
}

} // namespace formwork::document
