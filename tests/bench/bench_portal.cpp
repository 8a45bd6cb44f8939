// SPDX-License-Identifier: Apache-2.0
// What the accounts of a large Identity Center cost in the window, once they are fetched: 500 of them with
// five roles each, shown for the first time with every account open, and found as one types.
#include "accounts/portalmodel.h"
#include "bench/figure.h"
#include "core/signin/signinbench.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QSortFilterProxyModel>
#include <QTreeView>

using namespace formwork;

namespace
{

constexpr int kAccounts = 500;
constexpr int kRoles = 5;
constexpr int kRuns = 15;

void configure(QSortFilterProxyModel &found, accounts::PortalModel &model)
{
    found.setRecursiveFilteringEnabled(true);
    found.setAutoAcceptChildRows(true);
    found.setFilterRole(accounts::PortalModel::SearchRole);
    found.setFilterCaseSensitivity(Qt::CaseInsensitive);
    found.setSortCaseSensitivity(Qt::CaseInsensitive);
    found.sort(accounts::PortalModel::What);
    found.setSourceModel(&model);
}

// As the page of the sign-in shows it.
double shownMs(accounts::PortalModel &model, bool isOpen)
{
    QList<double> times;
    for (int run = 0; run < kRuns; ++run) {
        QElapsedTimer timer;
        timer.start();
        QSortFilterProxyModel found;
        configure(found, model);
        QTreeView tree;
        tree.setUniformRowHeights(true);
        tree.setModel(&found);
        tree.resize(700, 500);
        if (isOpen)
            tree.expandAll();
        tree.show();
        tree.grab(); // laid out and painted
        times.append(formwork::bench::elapsedMs(timer));
    }
    return formwork::bench::median(times);
}

double slowestKeyMs(accounts::PortalModel &model)
{
    QSortFilterProxyModel found;
    configure(found, model);
    QTreeView tree;
    tree.setUniformRowHeights(true);
    tree.setModel(&found);
    tree.resize(700, 500);
    tree.show();
    tree.grab();
    double slowest = 0;
    const QString typed = QStringLiteral("role3 4");
    for (qsizetype length = 1; length <= typed.size(); ++length) {
        QElapsedTimer timer;
        timer.start();
        found.setFilterFixedString(typed.first(length));
        tree.grab();
        slowest = std::max(slowest, formwork::bench::elapsedMs(timer));
    }
    return slowest;
}

} // namespace

int main(int argc, char **argv)
{
    const QApplication app(argc, argv);
    widgets::Theme::apply(*qApp, widgets::Scheme::Light);
    ::bench::Place place;
    place.aws.accountCount = kAccounts;
    place.aws.roleCount = kRoles;
    place.aws.tokenLasts = 24 * 3600;
    place.write(
        QStringLiteral("/h/.aws/config"),
        "[sso-session bench]\nsso_start_url = https://d-1.awsapps.com/start\nsso_region = eu-west-1\n");
    const ::bench::Program program(place);
    signin::SignInOptions options;
    options.way = signin::SignInWay::DeviceCode;
    const auto in = program.signIn(options);
    if (!in)
        qFatal("%s", qPrintable(in.error().sentence()));
    accounts::PortalModel model(program.signIns.get(), program.signIns->centers().value(0), {});
    model.load();
    while (model.isLoading())
        QCoreApplication::processEvents();
    model.lookUpRoles();
    while (model.isLookingUp())
        QCoreApplication::processEvents();
    if (model.lookedUpCount() != kAccounts || model.rowCount(model.index(0, 0)) != kRoles)
        qFatal("accounts or roles are missing");
    formwork::bench::print("500 accounts with 5 roles each shown", shownMs(model, false), "ms", "<=16");
    formwork::bench::print("the same, every account open", shownMs(model, true), "ms");
    formwork::bench::print("found among them as one types, slowest key", slowestKeyMs(model), "ms", "<=16");
    return 0;
}
