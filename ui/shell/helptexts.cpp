// SPDX-License-Identifier: Apache-2.0
#include "shell/helptexts.h"

#include "base/tr.h"

#include <QKeySequence>

namespace formwork::shell
{
namespace
{

QString keys(const QKeySequence &sequence) { return sequence.toString(QKeySequence::NativeText); }

QList<HelpLine> creating()
{
    return {
        {Tr::tr("Creating"), {}},
        {Tr::tr("Create a resource"),
         Tr::tr(
             "Choose its card on Home, or press Ctrl+K and type parts of its name. Fill in the steps, then "
             "Create (Ctrl+Return).")},
        {Tr::tr("Create one like another"),
         Tr::tr(
             "Paste an aws or curl command, a CloudFormation template, an answer or an ARN into Ctrl+K, or "
             "drop the file onto the window. On an entry of an answer: Actions, Create one like this.")},
        {Tr::tr("See what will be sent"),
         Tr::tr("The tabs Request, JSON and AWS CLI beside the form follow every key. Editing the JSON edits "
                "the form.")},
        {Tr::tr("Take a change back"),
         Tr::tr("Ctrl+Z in the form, Shift+Ctrl+Z to have it again. The client token stays as it is.")},
        {Tr::tr("Send in spite of a problem"),
         Tr::tr("Create, then “Send anyway”. A missing required field cannot be sent.")},
        {Tr::tr("Send a file"),
         Tr::tr("“Choose a file...” in the form, or drop one there. It is read while it is sent; a retry "
                "needs the unchanged file.")},
        {Tr::tr("Fetch data into a file"),
         Tr::tr("“Save as...” below the form. What broke off is kept, and a retry fetches the rest where the "
                "service can send it.")},
        {Tr::tr("Keep values for the next time"),
         Tr::tr(
             "Ctrl+S in a form keeps its values under a name; open, send, rename and delete them under "
             "Saved, or "
             "find them with Ctrl+K. {{region}}, {{account}}, {{partition}}, {{date}} and your own variables "
             "(Accounts, Variables) are filled in in any text. Secrets are never kept.")},
        {Tr::tr("Keep an unfinished form"),
         Tr::tr("Save draft. An unsaved form is kept too, should the program end unasked; both are under "
                "Drafts.")},
    };
}

QList<HelpLine> afterwards()
{
    return {
        {Tr::tr("Afterwards"), {}},
        {Tr::tr("Get out of a broken connection"),
         Tr::tr("The request stands as Unknown in the history. “Retry safely” is there where nothing can be "
                "made twice; “Retry...” asks first.")},
        {Tr::tr("Change and send again"),
         Tr::tr("History, “Edit as new...”: a new request with a new token, linked to the old one.")},
        {Tr::tr("Create many"),
         Tr::tr("“Create many...” on a form or in the menu File, or Ctrl+Enter in the search: a CSV or JSON "
                "file, one request a row.")},
        {Tr::tr("Retry many"), Tr::tr("Filter outcome:unknown, select the requests, press Ctrl+R.")},
        {Tr::tr("Find a request"),
         Tr::tr(
             "History: type words, service:ds-data, outcome:rejected, account:acme, is:change or batch:7.")},
        {Tr::tr("Read a long answer"),
         Tr::tr("“Load all pages”. The table sorts and filters; a JMESPath expression shows a part.")},
        {Tr::tr("Wait for what was created"),
         Tr::tr("“Wait until...” on the result, where the service publishes what to wait for.")},
        {Tr::tr("Hand out access for a while"),
         Tr::tr("“Presigned URL...” beside the AWS CLI form of a request.")},
    };
}

QList<HelpLine> accounts()
{
    return {
        {Tr::tr("Accounts"), {}},
        {Tr::tr("Use your own AWS account"),
         Tr::tr("Accounts..., Add. Keys go to the keychain of the desktop; “Test” asks AWS who they belong "
                "to.")},
        {Tr::tr("Guard an account"),
         Tr::tr("Accounts..., Guard. Confirm asks before everything that writes, and for the account's name "
                "where something is deleted or stopped. Read only signs nothing that writes.")},
        {Tr::tr("Rehearse a bad day"),
         Tr::tr("Accounts..., Practice: throttling, server errors, hang-ups before or after the work, slow "
                "answers, a wrong clock.")},
    };
}

} // namespace

QList<HelpLine> dailyTasks() { return creating() + afterwards() + accounts(); }

QList<HelpLine> keyLines()
{
    using K = QKeySequence;
    return {
        {Tr::tr("Everywhere"), {}},
        {keys(Qt::CTRL | Qt::Key_K), Tr::tr("Create or find an operation")},
        {keys(Qt::CTRL | Qt::Key_1), Tr::tr("Home")},
        {keys(Qt::CTRL | Qt::Key_2), Tr::tr("History")},
        {keys(Qt::CTRL | Qt::Key_3), Tr::tr("Drafts")},
        {keys(Qt::CTRL | Qt::Key_6), Tr::tr("Saved values")},
        {keys(Qt::CTRL | Qt::Key_4), Tr::tr("Services, in the search field")},
        {keys(Qt::CTRL | Qt::Key_5), Tr::tr("Favourites")},
        {keys(Qt::CTRL | Qt::Key_Comma), Tr::tr("Preferences")},
        {keys(K::HelpContents), Tr::tr("Daily tasks")},
        {keys(Qt::CTRL | Qt::Key_F1), Tr::tr("This page")},
        {keys(Qt::ALT | Qt::Key_F), Tr::tr("The menus: Alt and the letter that is underlined")},
        {keys(K::Quit), Tr::tr("Quit")},
        {Tr::tr("In a form"), {}},
        {keys(Qt::CTRL | Qt::Key_Return), Tr::tr("Create or send")},
        {keys(K::Undo), Tr::tr("Take the last change back")},
        {keys(K::Redo), Tr::tr("Have it again")},
        {keys(Qt::ALT | Qt::Key_Down), Tr::tr("What a field can be: not set, empty, a value")},
        {keys(Qt::ALT | Qt::Key_Right), Tr::tr("Into a level of the form")},
        {keys(Qt::ALT | Qt::Key_Left), Tr::tr("Out of it; back from a page")},
        {keys(Qt::CTRL | Qt::SHIFT | Qt::Key_V), Tr::tr("Paste JSON into the level one is in")},
        {keys(Qt::CTRL | Qt::Key_G), Tr::tr("The outline: go anywhere in the form")},
        {keys(Qt::Key_Escape), Tr::tr("Close the window; what was typed is asked about")},
        {Tr::tr("In the history"), {}},
        {keys(K::Find), Tr::tr("The filter")},
        {keys(Qt::CTRL | Qt::Key_R), Tr::tr("Retry what is selected")},
        {keys(Qt::CTRL | Qt::Key_E), Tr::tr("Edit as new")},
        {keys(K::Copy), Tr::tr("Copy the request ID")},
        {keys(K::Delete), Tr::tr("Delete from the history")},
        {keys(K::Undo), Tr::tr("Undo the deletion")},
        {Tr::tr("In an answer"), {}},
        {keys(K::Copy), Tr::tr("Copy the value")},
        {keys(Qt::CTRL | Qt::SHIFT | Qt::Key_C), Tr::tr("Copy its path")},
        {Tr::tr("In the list of services"), {}},
        {keys(Qt::CTRL | Qt::Key_D), Tr::tr("Add to the favourites, or take away")},
    };
}

} // namespace formwork::shell
