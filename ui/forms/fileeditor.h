// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "forms/blobeditor.h"

namespace formwork::forms
{

// Bytes of any number that are the whole body of a request: a file that is read while it is sent, so that the
// document holds only where it is; or text. Says so when the file is not there any more.
class FileEditor : public BlobEditor
{
    Q_OBJECT

public:
    FileEditor(FormModel &form, const document::Pointer &pointer, QWidget *parent);

    void refresh() override;
    void useFile(const QString &path) override;

protected:
    [[nodiscard]] QString stateText() const override;
    [[nodiscard]] bool mayClear() const override;
};

} // namespace formwork::forms
