// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "alike/filled.h"
#include "keeping/savedforms.h"
#include "operation/draftkeeper.h"
#include "operation/submission.h"

#include "widgets/tokens.h"

#include <QCborMap>
#include <QDialog>
#include <QElapsedTimer>

#include <functional>

class QLabel;
class QMenu;
class QPushButton;
class QStackedWidget;

namespace formwork::widgets
{
class Banner;
class Chip;
class ElidedLabel;
class SideBar;
} // namespace formwork::widgets

namespace formwork::operation
{

class Footer;
class FormOffers;
class FormVariables;
class ResultView;
class SendingFlow;
class SendingView;
class SidePanel;

// What a dialog is opened for: a new input, a draft, or a request of the history to edit as a new one.
struct OpenRequest {
    QString service;
    QString operation;
    QString draft; // id; wins over the names
    qint64 editedFrom = 0; // row of the history; wins over the names
    QString saved = {}; // id of a saved form; wins over the names
    bool isToBeSent = false; // begins at the review
    QCborMap filled = {}; // members that a new form has beside what it starts with
    std::shared_ptr<const alike::Filled> copied; // by what is there, or by what was pasted; null: by nothing
};

// What a dialog starts with, once its model and guide are read.
struct Opened {
    model::OperationPtr operation;
    guide::GuidePtr guide;
    QCborValue document;
    Origin origin;
    guide::Surroundings surroundings;
    keeping::SavedForm saved = {}; // without an id: none
    bool isToBeSent = false;
    std::shared_ptr<const alike::Filled> copied; // what the request says of it
    QString notice; // what the person must know of how it was opened (secrets that are not there any more)
};

// The guided dialog of one operation: steps, form, what is sent, and how it ended. A window of its own;
// deletes itself.
class OperationDialog : public QDialog
{
    Q_OBJECT

public:
    OperationDialog(session::Session *session, Opened opened, QWidget *parent = nullptr);

    ~OperationDialog() override;

    [[nodiscard]] bool edits(const QString &draft) const { return m_drafts->keeps(draft); }

    void reject() override; // asks what becomes of an unfinished input

Q_SIGNALS:
    void historyRequested(qint64 journalId);
    void succeeded(const QCborValue &input, const QCborValue &output);
    void savedRequested(const QString &id); // another saved form of the operation

protected:
    void showEvent(QShowEvent *event) override;
    bool focusNextPrevChild(bool next) override;

private:
    QWidget *buildHeader();
    QWidget *buildBody();
    QWidget *buildMiddle(QWidget *parent);
    void buildSteps();
    void buildFooter();
    void connectForm();
    void createFor(const QString &service, const QString &operation, const document::Pointer &place,
                   const QString &path);
    void takeNew(const document::Pointer &place, const QString &value);
    void connectSending();
    SendingView *sendingView(); // these two are made when they are first needed
    ResultView *resultView();

    // Steps; the last one is the review.
    [[nodiscard]] int stepCount() const;
    [[nodiscard]] int reviewStep() const { return stepCount() - 1; }
    QWidget *pageOf(int step); // made when first shown
    void showStep(int step);
    void moveTo(int step); // by the buttons: the focus goes along
    void leaveStep();
    void goTo(const document::Pointer &pointer);
    void showWhatWentBack(const document::Pointer &pointer);

    // Problems
    [[nodiscard]] QList<document::Problem> shownErrors() const;
    [[nodiscard]] document::Pointer firstOf(const QList<document::Problem> &problems) const;
    void refreshProblems();
    void refreshMark(int step);
    void refreshTarget();
    void refreshElsewhere();

    // Messages over the form; the guide's notice has a place of its own.
    void say(widgets::Tone tone, const QString &title, const QString &text);
    void hideMessage();
    void offerToSendAnyway(qsizetype problems);

    void create();
    void showSending(bool isRetry);
    void showResult();
    void notifyOfResult() const; // whoever works elsewhere by now
    void startAfresh();
    void noteProgress(const client::Progress &progress);
    void noteSaved(bool forThisRunOnly);
    void connectKeeping();
    void saveValues();
    void saveAsGuide();
    void fillValuesMenu(QMenu *menu);
    void askBeforeClosing();
    void askWhileSending();

    session::Session *m_session;
    Opened m_opened;
    forms::FormModel *m_form;
    Submission *m_submission;
    SendingFlow *m_flow;
    DraftKeeper *m_drafts;
    FormOffers *m_offers = nullptr;
    FormVariables *m_variables = nullptr;
    widgets::Banner *m_foreign = nullptr; // null: the practice account can answer
    QPushButton *m_many = nullptr;
    QLabel *m_colour = nullptr;
    widgets::ElidedLabel *m_where = nullptr;
    widgets::Chip *m_mark = nullptr;
    widgets::Banner *m_elsewhere = nullptr; // another account is selected than the form goes to
    widgets::SideBar *m_steps = nullptr;
    QStackedWidget *m_center = nullptr; // editing, sending, result
    QWidget *m_middle = nullptr; // messages and pages
    QStackedWidget *m_pages = nullptr; // a page a step
    QList<QWidget *> m_stepPages;
    QList<bool> m_isVisited; // steps that were left once
    SidePanel *m_panel = nullptr;
    SendingView *m_sending = nullptr;
    ResultView *m_result = nullptr;
    widgets::Banner *m_message = nullptr;
    Footer *m_footer = nullptr;
    QElapsedTimer m_sinceSent;
    int m_step = 0;
    bool m_closesWhenSaved = false;
};

// Reads what the request names and opens its dialog; tells the person what stands in the way. Where secrets
// have to be opened for it, the keychain is asked first, so `opened` may be called later; not at all if
// nothing was opened or `parent` is gone.
void openDialog(session::Session *session, const OpenRequest &request, QWidget *parent,
                std::function<void(OperationDialog *)> opened = {});

// Draws the dialog where nobody sees it, so that what is made once in a run (fonts, icons, the style of each
// kind of field, the guide) is there when it is opened. For an idle moment: it takes as long as opening it.
void warmUp(session::Session *session, const guide::Card &card, QWidget *parent);

} // namespace formwork::operation
