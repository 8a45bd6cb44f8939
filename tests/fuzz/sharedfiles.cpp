// SPDX-License-Identifier: Apache-2.0
// The AWS CLI's two files, cut at the first NUL: read in each dialect, and what is said of them is a sentence
// about a line they have.
#include "signin/sharedfiles.h"

#include "harness.h"

using namespace formwork;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const QByteArray all = fuzz::bytes(data, size);
    const qsizetype cut = all.indexOf('\0');
    const QByteArray config = cut < 0 ? all : all.first(cut);
    const QByteArray credentials = cut < 0 ? QByteArray() : all.sliced(cut + 1);
    for (const auto dialect : {signin::Dialect::Cli, signin::Dialect::Sdk, signin::Dialect::Mended}) {
        const signin::SharedFiles files = signin::merged(
            {QStringLiteral("config"), config}, {QStringLiteral("credentials"), credentials}, dialect);
        for (const signin::Note &note : files.notes) {
            fuzz::require(!note.reason.isEmpty() && !note.sentence().isEmpty(), "a note is a sentence");
            const qsizetype lines = QByteArray(all).replace('\r', '\n').count('\n') + 1;
            fuzz::require(note.line >= 0 && note.line <= lines, "a note is about a line there is");
        }
        for (const signin::SharedProfile &profile : files.profiles) {
            fuzz::require(files.profile(profile.name) != nullptr, "a profile is found by its name");
            fuzz::require(!profile.place().isEmpty(), "a profile stands somewhere");
        }
    }
    return 0;
}
