// SPDX-License-Identifier: Apache-2.0
#include "shell/operationgroups.h"

#include "base/tr.h"

#include <QHash>

namespace formwork::shell
{
namespace
{

struct Verb {
    OperationGroup group = OperationGroup::Other;
    int place = 0;
};

QHash<QString, Verb> verbs()
{
    QHash<QString, Verb> table;
    int place = 0;
    const auto add = [&](OperationGroup group, QStringView words) {
        for (const QStringView word : words.split(u' '))
            table.insert(word.toString(), {group, place});
    };
    // What makes something new, what makes it out of something, what puts something into it.
    for (const QStringView words :
         {QStringView(u"Create"),
          QStringView(u"Register Allocate Provision Request Purchase Define Initialize "
                      u"Build Generate Issue Claim"),
          QStringView(u"Import Restore Clone Replicate Copy"),
          QStringView(u"Put Add Upload Post Publish Subscribe Invite")}) {
        add(OperationGroup::Create, words);
        ++place;
    }
    place = 0;
    add(OperationGroup::Run,
        u"Start Stop Run Invoke Send Execute Cancel Reboot Resume Submit Retry Restart Suspend Pause Abort "
        u"Test Verify Validate Failover Switchover Rollback Initiate Complete Continue Refresh Rotate "
        u"Notify Assume Confirm Respond Poll Resend Connect Evaluate Export Redrive Flush Simulate Accept "
        u"Reject Approve Decline Signal Record Report Sign Synthesize Translate Converse");
    add(OperationGroup::Read,
        u"Get List Describe Search Query Detect Retrieve Check Count Discover Lookup Select Scan Is Has "
        u"Preview Calculate Predict Infer Recognize Analyze Analyse Compare Download Head Filter View Show "
        u"Estimate Resolve Extract Find Fetch Read Monitor Scroll Decode Decrypt Encrypt Enumerate");
    add(OperationGroup::Change,
        u"Update Modify Set Tag Enable Associate Attach Change Reset Configure Apply Replace Authorize "
        u"Activate Assign Merge Move Promote Upgrade Transfer Increase Decrease Extend Renew Lock Unlock "
        u"Join Archive Unarchive Edit Rename Grant Convert Migrate Adjust Switch Reorder Reassign Toggle "
        u"Undeprecate Swap Override Link Rebuild Write Redact Advertise");
    add(OperationGroup::Delete,
        u"Delete Deregister Remove Terminate Untag Disassociate Disable Detach Revoke Release Deactivate "
        u"Deprecate Disconnect Deprovision Unassign Unsubscribe Dissociate Withdraw Unregister Purge Unlink "
        u"Destroy Drop Deauthorize Close Forget Clear Leave Discard Erase Unlabel Deny");
    return table;
}

// The word that begins at `at`.
QString wordAt(const QString &name, qsizetype at)
{
    qsizetype end = at + 1;
    while (end < name.size() && !name[end].isUpper())
        ++end;
    return name.mid(at, end - at);
}

Verb verbOf(const QString &operation)
{
    static const QHash<QString, Verb> table = verbs();
    const QString first = wordAt(operation, 0);
    const auto known = table.constFind(first);
    if (known != table.cend())
        return *known;
    // "BatchGetItem" and "AdminCreateUser" say in their second word what they do.
    return first.size() < operation.size() ? table.value(wordAt(operation, first.size())) : Verb();
}

} // namespace

OperationGroup groupOf(const QString &operation) { return verbOf(operation).group; }

int placeInGroup(const QString &operation) { return verbOf(operation).place; }

QString titleOf(OperationGroup group)
{
    switch (group) {
    case OperationGroup::Create:
        return Tr::tr("Create");
    case OperationGroup::Run:
        return Tr::tr("Run");
    case OperationGroup::Read:
        return Tr::tr("Read");
    case OperationGroup::Change:
        return Tr::tr("Change");
    case OperationGroup::Delete:
        return Tr::tr("Delete");
    case OperationGroup::Other:
        break;
    }
    return Tr::tr("Other");
}

} // namespace formwork::shell
