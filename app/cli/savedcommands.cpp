// SPDX-License-Identifier: Apache-2.0
#include "base/tr.h"
#include "cli/commands.h"
#include "cli/input.h"
#include "cli/output.h"
#include "document/json.h"
#include "keeping/filling.h"
#include "keeping/savedforms.h"

#include <QCborArray>
#include <QCborMap>

namespace formwork::cli
{

namespace
{

QCborMap asJson(const keeping::SavedForm &form)
{
    QCborArray leftOut;
    for (const document::Pointer &place : form.leftOut)
        leftOut.append(place.toString());
    const auto orNull = [](const QString &text) {
        return text.isEmpty() ? QCborValue(nullptr) : QCborValue(text);
    };
    return {{QStringLiteral("id"), form.id},
            {QStringLiteral("name"), form.name},
            {QStringLiteral("note"), form.note},
            {QStringLiteral("service"), form.service},
            {QStringLiteral("operation"), form.operation},
            {QStringLiteral("account"), orNull(form.account)},
            {QStringLiteral("region"), orNull(form.region)},
            {QStringLiteral("variables"), QCborArray::fromStringList(form.variables)},
            {QStringLiteral("secrets"), leftOut},
            {QStringLiteral("created"), form.createdAt.toString(Qt::ISODate)},
            {QStringLiteral("changed"), form.changedAt.toString(Qt::ISODate)}};
}

Result<keeping::SavedForm> named(const Arguments &arguments, const client::Environment &environment)
{
    return environment.saved->form(arguments.words.value(1));
}

QStringList braced(const QStringList &names)
{
    QStringList list;
    for (const QString &name : names)
        list.append(QStringLiteral("{{") + name + QStringLiteral("}}"));
    return list;
}

} // namespace

int savedList(const Arguments &arguments, const EnvironmentPtr &environment)
{
    QCborArray all;
    const QList<keeping::SavedForm> forms = environment->saved->find(arguments.filter);
    for (const keeping::SavedForm &form : forms) {
        all.append(asJson(form));
        if (!arguments.json)
            print(visibleLine(QStringLiteral("%1  %2 %3  %4")
                                  .arg(form.name, -32)
                                  .arg(form.service, form.operation, form.note))
                      .trimmed()
                  + u'\n');
    }
    if (arguments.json)
        printJson(all);
    for (const keeping::UnreadableForm &form : environment->saved->unreadable())
        complain(form.why);
    return Done;
}

int savedShow(const Arguments &arguments, const EnvironmentPtr &environment)
{
    const Result<keeping::SavedForm> form = named(arguments, *environment);
    if (!form)
        return complain(form.error());
    // Without its model the values are shown all the same, in plain JSON.
    const Result<model::OperationPtr> operation =
        environment->catalog->operation(form->service, form->operation);
    const QByteArray input = operation ? document::toJson(form->document, *(*operation)->input)
                                       : document::toPlainJson(form->document, document::JsonStyle::Indented);
    if (arguments.json) {
        QCborMap map = asJson(*form);
        map[QStringLiteral("input")] = document::fromPlainJson(input).value_or(form->document);
        printJson(map);
        return Done;
    }
    QString text = form->name + u'\n' + form->service + u' ' + form->operation + u'\n';
    if (!form->note.isEmpty())
        text += form->note + u'\n';
    if (!form->variables.isEmpty())
        text += Tr::tr("Variables: %1").arg(braced(form->variables).join(QStringLiteral(", "))) + u'\n';
    QStringList secrets;
    for (const document::Pointer &place : form->leftOut)
        secrets.append(place.toString());
    if (!secrets.isEmpty())
        text += Tr::tr("Secrets, which --input gives: %1").arg(secrets.join(QStringLiteral(", "))) + u'\n';
    print(text + QString::fromUtf8(input).trimmed() + u'\n');
    return Done;
}

int savedAdd(const Arguments &arguments, const EnvironmentPtr &environment)
{
    const Result<model::OperationPtr> operation =
        environment->catalog->operation(arguments.words.value(2), arguments.words.value(3));
    if (!operation)
        return complain(operation.error());
    const Result<QCborValue> input = inputDocument(arguments, **operation);
    if (!input)
        return complain(input.error());
    const Result<credentials::Profile> profile = selectedProfile(arguments, *environment->profiles);
    QStringList known = keeping::builtInVariables();
    if (profile)
        known += profile->variables.keys();
    keeping::SavedForm form;
    form.name = arguments.words.value(1);
    form.note = arguments.note;
    form.service = (*operation)->service->id;
    form.operation = (*operation)->name;
    form.title = environment->guides->guideFor(**operation)->title;
    form.account = arguments.profile.isEmpty() || !profile ? QString() : profile->id;
    form.region = form.account.isEmpty() ? QString() : arguments.region;
    form.variables = keeping::suggestedNames(*input, *(*operation)->input, known);
    const Result<QString> id = environment->saved->keep(form, *input, **operation);
    if (!id)
        return complain(id.error());
    const Result<keeping::SavedForm> kept = environment->saved->form(*id);
    if (!kept)
        return complain(kept.error());
    if (!kept->leftOut.isEmpty())
        complain(Tr::tr("Kept without %n secret(s); saved run asks for them with --input.", nullptr,
                        static_cast<int>(kept->leftOut.size())));
    if (arguments.json)
        printJson(asJson(*kept));
    else
        print(Tr::tr("Saved as \u201c%1\u201d.").arg(kept->name)
              + (kept->variables.isEmpty()
                     ? QString()
                     : u' ' + Tr::tr("Variables: %1").arg(braced(kept->variables).join(QStringLiteral(", "))))
              + u'\n');
    return Done;
}

int savedDelete(const Arguments &arguments, const EnvironmentPtr &environment)
{
    const Result<keeping::SavedForm> form = named(arguments, *environment);
    if (!form)
        return complain(form.error());
    const Result<keeping::SavedForm> removed = environment->saved->remove(form->id);
    return removed ? Done : complain(removed.error());
}

QCoro::Task<int> savedRun(Arguments arguments, EnvironmentPtr environment)
{
    const Result<keeping::SavedForm> form = named(arguments, *environment);
    if (!form)
        co_return complain(form.error());
    arguments.command = QStringLiteral("call");
    arguments.words = {form->service, form->operation};
    arguments.saved = form->id;
    co_return co_await call(arguments, environment);
}

} // namespace formwork::cli
