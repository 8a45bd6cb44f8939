// SPDX-License-Identifier: Apache-2.0
#include "cli/arguments.h"

#include "base/tr.h"
#include "cli/options.h"

#include <QCommandLineParser>

#include <algorithm>
#include <array>

namespace formwork::cli
{

namespace
{

std::unexpected<Error> wrong(const QString &sentence)
{
    return failure(Phase::Local, QStringLiteral("Usage"), sentence, Tr::tr("See formwork-cli --help."));
}

void declareOptions(QCommandLineParser &parser)
{
    for (const Option &option : options()) {
        const bool hasValue = *option.value != '\0';
        parser.addOption(
            QCommandLineOption(QString(option.name), {}, hasValue ? QStringLiteral("value") : QString()));
    }
}

Result<void> readNumber(const Option &option, const Number &number, const QString &text, Arguments &arguments)
{
    bool ok = false;
    const int value = text.toInt(&ok);
    if (!ok || value < number.low || value > number.high)
        return wrong(Tr::tr("--%1 takes a number from %2 to %3, not '%4'.")
                         .arg(option.name)
                         .arg(number.low)
                         .arg(number.high)
                         .arg(text));
    arguments.*number.member = value;
    return {};
}

Result<void> readOption(const Option &option, const QStringList &values, Arguments &arguments)
{
    if (const auto *flag = std::get_if<bool Arguments::*>(&option.destination))
        arguments.*(*flag) = true;
    if (const auto *text = std::get_if<QString Arguments::*>(&option.destination))
        arguments.*(*text) = values.last();
    if (const auto *number = std::get_if<Number>(&option.destination))
        return readNumber(option, *number, values.last(), arguments);
    if (const auto *read = std::get_if<Read>(&option.destination)) {
        for (const QString &value : values) {
            if (const Result<void> good = (*read)(arguments, value); !good)
                return good;
        }
    }
    return {};
}

Result<void> readOptions(const QCommandLineParser &parser, Arguments &arguments)
{
    for (const Option &option : options()) {
        const QString name(option.name);
        if (!parser.isSet(name))
            continue;
        if (const Result<void> good = readOption(option, parser.values(name), arguments); !good)
            return good;
    }
    return {};
}

// "history list": what follows belongs to its name where commands have two.
QString fullName(const Arguments &arguments)
{
    const QString both = (arguments.command + u' ' + arguments.words.value(0)).trimmed();
    const auto isNamed = [](const QString &name) {
        return std::ranges::any_of(commands(), [&](const Command &command) { return name == command.name; });
    };
    const bool hasParts = std::ranges::any_of(commands(), [&](const Command &command) {
        return QString(command.name).startsWith(arguments.command + u' ');
    });
    return hasParts && (isNamed(both) || !isNamed(arguments.command)) ? both : arguments.command;
}

std::unexpected<Error> unknownCommand(const Arguments &arguments, const QString &name)
{
    QStringList parts;
    for (const Command &command : commands()) {
        const QString known(command.name);
        const QString line = (known + u' ' + QString::fromLatin1(command.words)).trimmed();
        if (known.startsWith(arguments.command + u' '))
            parts += line.sliced(arguments.command.size() + 1);
    }
    if (parts.isEmpty())
        return wrong(Tr::tr("There is no command '%1'.").arg(arguments.command));
    const QString written = Tr::tr("This command is written: formwork-cli %1 %2.")
                                .arg(arguments.command, parts.join(QStringLiteral(" | ")));
    return arguments.words.isEmpty() ? wrong(written)
                                     : wrong(Tr::tr("There is no '%1'.").arg(name) + u' ' + written);
}

Result<void> checkWords(const Arguments &arguments, const QString &name)
{
    const auto command =
        std::ranges::find(commands(), name, [](const Command &known) { return QString(known.name); });
    if (command == commands().end())
        return unknownCommand(arguments, name);
    const qsizetype count = arguments.words.size() - (name.contains(u' ') ? 1 : 0);
    const bool endsOptional = QString::fromLatin1(command->words).endsWith(u']');
    const int least = arguments.batch || endsOptional || (arguments.everyMember && !arguments.csvTemplate)
        ? command->minWords
        : std::max(command->minWords, command->maxWords);
    const bool isWhole = count >= least && count <= command->maxWords
        && (count == 0 || count == command->maxWords || endsOptional);
    const bool isAnyNumber = command->maxWords == kSeveralWords && count <= kSeveralWords;
    if (count > 0 && command->maxWords == 0)
        return wrong(Tr::tr("formwork-cli %1 takes no '%2'.").arg(name, arguments.words.last()));
    if (!isWhole && !isAnyNumber)
        return wrong(Tr::tr("This command is written: formwork-cli %1.")
                         .arg((name + u' ' + QString::fromLatin1(command->words)).trimmed()));
    return {};
}

// What a command would pass over in silence is refused, because someone relies on it: --presign sends
// nothing.
Result<void> checkOptions(const QCommandLineParser &parser, const QString &name)
{
    for (const Option &option : options()) {
        if (parser.isSet(QString(option.name)) && !option.fits(name))
            return wrong(Tr::tr("formwork-cli %1 takes no --%2; that is an option of formwork-cli %3.")
                             .arg(name, option.name, option.commandNames().join(QStringLiteral(", "))));
    }
    // These put the pages of an answer together.
    constexpr std::array kPageOptions{"all-pages", "max-items", "starting-token"};
    const bool isOfPages = std::ranges::any_of(
        kPageOptions, [&](const char *one) { return parser.isSet(QLatin1StringView(one)); });
    if (isOfPages && parser.isSet(QStringLiteral("output-file")))
        return wrong(
            Tr::tr("--output-file takes the data of one answer, and pages are put together into what is "
                   "printed. Leave --output-file out and send the output into a file: > FILE."));
    return {};
}

// Its number may be left out, which the parser knows no way to say.
QStringList withExpiry(QStringList words)
{
    for (qsizetype i = 0; i < words.size(); ++i) {
        bool isNumber = false;
        if (words[i] != u"--presign")
            continue;
        words.value(i + 1).toInt(&isNumber);
        if (!isNumber)
            words[i] += u'=' + QString::number(kUsualExpiry);
    }
    return words;
}

// A line of the usage: what is written, and what it is for, in as many lines as that takes.
QString usageLine(const QString &written, const QString &help)
{
    constexpr qsizetype kColumn = 46;
    constexpr qsizetype kWidth = 118;
    QString text;
    QString line =
        written.size() < kColumn ? written.leftJustified(kColumn) : written + u'\n' + QString(kColumn, u' ');
    qsizetype used = kColumn;
    for (const QString &word : help.split(u' ')) {
        if (used + word.size() > kWidth) {
            text += line.trimmed().isEmpty() ? QString() : line + u'\n';
            line = QString(kColumn, u' ');
            used = kColumn;
        }
        line += (used == kColumn ? QString() : QStringLiteral(" ")) + word;
        used += word.size() + 1;
    }
    return text + line + u'\n';
}

// What is said of an option under a command; without one, what is said in general.
QString helpOf(const Option &option, const QString &command)
{
    QStringList lines = Tr::tr(option.help).split(u'\n');
    const QString general = lines.takeFirst();
    for (const QString &line : std::as_const(lines)) {
        if (!command.isEmpty() && line.startsWith(command + QStringLiteral(": ")))
            return line.sliced(command.size() + 2);
    }
    return general;
}

QString usageOf(const Option &option, const QString &command)
{
    const QString value = QString::fromLatin1(option.value);
    return usageLine(
        (QStringLiteral("      --") + option.name + u' ' + value).trimmed().prepend(QStringLiteral("      ")),
        helpOf(option, command));
}

QString usageOf(const Command &command)
{
    const QString name(command.name);
    QString text =
        usageLine((QStringLiteral("  formwork-cli ") + name + u' ' + QString::fromLatin1(command.words))
                      .trimmed()
                      .prepend(QStringLiteral("  ")),
                  Tr::tr(command.help));
    for (const Option &option : options()) {
        const bool isSaid = option.name == QLatin1StringView("input"); // it stands among the words
        if (!option.isCommon() && option.fits(name) && !isSaid)
            text += usageOf(option, name);
    }
    return text;
}

} // namespace

Result<Arguments> parseArguments(const QStringList &words)
{
    QCommandLineParser parser;
    declareOptions(parser);
    if (!parser.parse(withExpiry(words)))
        return wrong(parser.errorText());
    Arguments result;
    result.words = parser.positionalArguments();
    if (!result.words.isEmpty())
        result.command = result.words.takeFirst();
    result.help = parser.isSet(QStringLiteral("help"));
    result.version = parser.isSet(QStringLiteral("version"));
    if (result.help || result.version)
        return result;
    if (result.command.isEmpty())
        return wrong(Tr::tr("A command is missing."));
    if (const Result<void> read = readOptions(parser, result); !read)
        return std::unexpected(read.error());
    const QString name = fullName(result);
    if (const Result<void> checked = checkWords(result, name); !checked)
        return std::unexpected(checked.error());
    if (const Result<void> checked = checkOptions(parser, name); !checked)
        return std::unexpected(checked.error());
    return result;
}

QString usage(const Arguments &arguments)
{
    // "bulk undo --help" is about that, "bulk --help" about all that begins so, "--help" about everything.
    const QString name = fullName(arguments);
    QString text;
    for (const Command &command : commands()) {
        const QString known(command.name);
        if (known == name || known.startsWith(name + u' '))
            text += usageOf(command);
    }
    if (text.isEmpty()) {
        for (const Command &command : commands())
            text += usageOf(command);
    }
    text = Tr::tr("formwork-cli: guided, exactly-once AWS requests without a display")
        + QStringLiteral("\n\n") + text;
    text += u'\n' + Tr::tr("Common options:") + u'\n';
    for (const Option &option : options()) {
        if (option.isCommon() || option.name == QLatin1StringView("input"))
            text += usageOf(option, QString());
    }
    return text
        + Tr::tr("\nExit codes: 0 done, 1 usage or local fault (nothing was sent), 2 input not valid, 3 the "
                 "service said "
                 "no,\n4 outcome unknown, or done and its output could not be written.\n"
                 "Ctrl-C ends a call as Cancel does: the history says what is known of it, and a part of a "
                 "file is "
                 "kept.\nOf wait: 0 it is so, 3 it will not be so any more, 4 not so after the last look\n");
}

} // namespace formwork::cli
