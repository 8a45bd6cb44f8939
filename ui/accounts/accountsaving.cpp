// SPDX-License-Identifier: Apache-2.0
// What the dialog of accounts does when something is saved, tested or removed.
#include "accounts/accountmodel.h"
#include "accounts/accountsdialog.h"
#include "accounts/carepanel.h"
#include "accounts/keyprofileform.h"
#include "accounts/networkpanel.h"
#include "asking/identity.h"
#include "widgets/banner.h"
#include "widgets/question.h"

#include <QPointer>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabWidget>

namespace formwork::accounts
{
namespace
{

using credentials::Profile;
using credentials::ProfileKind;
using widgets::Tone;

// With a keychain that refuses, the account is kept all the same, and its secrets for this run.
bool isKept(const Result<void> &saved) { return saved || saved.error().code.startsWith(u"Keychain"); }

QCoro::Task<Result<void>> saveAll(std::shared_ptr<credentials::ProfileStore> store, Profile profile,
                                  std::optional<credentials::Credentials> secrets,
                                  std::optional<QString> token)
{
    const Result<void> saved = co_await store->save(profile, secrets);
    const Result<Profile> stored = store->profile(profile.name);
    if (!token || !isKept(saved) || !stored)
        co_return saved;
    const Result<void> withToken = co_await store->saveToken(stored->id, *token);
    co_return saved ? withToken : saved;
}

QCoro::Task<Result<void>> saveWay(std::shared_ptr<credentials::ProfileStore> store, Profile profile,
                                  std::optional<QString> password)
{
    const Result<void> saved = co_await store->save(profile, std::nullopt);
    if (!saved || !password)
        co_return saved;
    co_return co_await store->saveProxyPassword(profile.id, *password);
}

} // namespace

// Of an account that is not entered here: at once, there is nothing else to save.
void AccountsDialog::saveCare(const CarePanel *care)
{
    const Result<Profile> profile = shown();
    if (!profile || profile->kind == ProfileKind::AccessKeys)
        return;
    m_session->profiles()
        .save(care->applied(*profile), {})
        .then([self = QPointer(this)](const Result<void> &saved) {
            if (self)
                self->say(saved, tr("Saved."));
        });
}

void AccountsDialog::saveVariables(const QMap<QString, QString> &variables)
{
    Result<Profile> profile = shown();
    if (!profile)
        return;
    profile->variables = variables;
    saveWay(m_session->environment()->profiles, *profile, std::nullopt)
        .then([self = QPointer(this)](const Result<void> &saved) {
            if (self && !isKept(saved))
                self->say(saved, {});
        });
}

void AccountsDialog::say(const Result<void> &result, const QString &success)
{
    m_banner->setTone(result ? Tone::Created : Tone::Warning);
    m_banner->setText({}, result ? success : result.error().sentence());
    m_banner->show();
}

void AccountsDialog::save()
{
    if (m_tabs->currentIndex() == 1)
        saveNetwork(false);
    else
        saveForm();
}

void AccountsDialog::saveNetwork(bool thenTest)
{
    Result<Profile> profile = shown();
    if (!profile)
        return;
    profile->network = m_network->network();
    saveWay(m_session->environment()->profiles, *profile, m_network->password())
        .then([self = QPointer(this), id = profile->id, thenTest](const Result<void> &saved) {
            if (!self || self->m_id != id)
                return;
            const Result<Profile> stored = self->m_session->profiles().profile(id);
            if (isKept(saved) && stored)
                self->m_network->show(*stored);
            self->say(saved, tr("Saved."));
            if (!thenTest || !isKept(saved) || !stored)
                return;
            self->m_test->setEnabled(false);
            self->m_network->test(*stored, std::nullopt);
        });
}

void AccountsDialog::saveForm()
{
    if (const Result<void> checked = m_form->checkSecrets(); !checked) {
        say(checked, {});
        return;
    }
    Profile profile = m_form->profile();
    if (const Result<Profile> stored = shown(); stored && stored->id == profile.id)
        profile.variables = stored->variables; // they are entered elsewhere
    const std::optional<credentials::Credentials> secrets = m_form->secrets();
    m_save->setEnabled(false);
    // The task outlives the dialog; its answer is dropped then.
    saveAll(m_session->environment()->profiles, profile, secrets, m_form->token())
        .then([self = QPointer(this), name = profile.name,
               withSecrets =
                   secrets || (m_form->token() && !m_form->token()->isEmpty())](const Result<void> &saved) {
            if (self)
                self->showSaved(name, saved, withSecrets);
        });
}

void AccountsDialog::showSaved(const QString &name, const Result<void> &saved, bool withSecrets)
{
    m_save->setEnabled(true);
    const Result<Profile> stored = m_session->profiles().profile(name);
    if (isKept(saved) && stored) {
        m_form->forgetSecrets();
        showProfile(stored->id);
    }
    const bool isPersistent = m_session->profiles().keychain()->isPersistent();
    say(saved,
        !withSecrets       ? tr("Saved.")
            : isPersistent ? tr("Saved. The secret is in the keychain.")
                           : tr("Saved. There is no keychain to keep the secret in, so it is forgotten when "
                                "Formwork ends."));
}

void AccountsDialog::test()
{
    if (m_tabs->currentIndex() == 1) {
        saveNetwork(true);
        return;
    }
    const bool isForm = m_stack->currentWidget() == m_formPage;
    if (const Result<void> checked = isForm ? m_form->checkSecrets() : Result<void>(); !checked) {
        say(checked, {});
        return;
    }
    const Result<Profile> stored = shown();
    if (!isForm && !stored)
        return;
    const Profile profile = isForm ? m_form->profile() : *stored;
    m_banner->setTone(Tone::Sending);
    m_banner->setText({}, tr("Asking who these keys belong to..."));
    m_banner->show();
    m_test->setEnabled(false);
    const client::Target target{
        profile, profile.region.isEmpty() ? m_session->region() : profile.region, {}, {}};
    asking::identify(m_session->environment(), target, isForm ? m_form->secrets() : std::nullopt)
        .then([self = QPointer(this)](const Result<asking::Identity> &identity) {
            if (self)
                self->showIdentity(identity);
        });
}

void AccountsDialog::showIdentity(const Result<asking::Identity> &identity)
{
    m_test->setEnabled(true);
    if (!identity) {
        say(std::unexpected(identity.error()), {});
        return;
    }
    if (m_stack->currentWidget() == m_formPage)
        m_form->setAccountId(identity->accountId);
    say({}, tr("These keys work. Account %1, %2.").arg(identity->accountId, identity->arn));
}

void AccountsDialog::askToRemove()
{
    const Result<Profile> profile = shown();
    if (!profile)
        return;
    const QString id = profile->id;
    const QString name = profile->name;
    widgets::Question question;
    question.kind = widgets::Question::Kind::Warning;
    question.title = tr("Remove the account %1?").arg(name);
    question.text = tr("Its keys are deleted from the keychain. Requests it made stay in the history, but "
                       "can then not be retried. "
                       "Nothing changes at AWS.");
    question.answers = {{QStringLiteral("remove"), tr("Remove the account"), true}};
    widgets::ask(this, question, [this, id](const QString &answer) {
        if (answer == u"remove")
            remove(id);
    });
}

void AccountsDialog::remove(const QString &id)
{
    m_session->profiles().remove(id).then([self = QPointer(this)](const Result<void> &removed) {
        if (!self)
            return;
        self->showProfile(self->m_session->profile().id);
        self->say(removed, tr("Removed."));
    });
}

} // namespace formwork::accounts
