// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "forms/editor.h"

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace formwork::forms
{

// Bytes: out of a file, or typed as text. Says how many there are; a large file is asked about before it is
// read.
class BlobEditor : public Editor
{
    Q_OBJECT

public:
    BlobEditor(FormModel &form, const document::Pointer &pointer, QWidget *parent);

    [[nodiscard]] QWidget *input() override;
    void refresh() override;
    void describe(const QString &name, const QString &description, bool isInvalid) override;

    void useFile(const QString &path); // what "Choose file" does with the answer

    static constexpr qint64 kAskAbove = 1024 * 1024; // bytes
    static constexpr qint64 kNeverAbove = 64 * 1024 * 1024;

private:
    void chooseFile();
    void read(const QString &path);
    void showText(bool shown);

    QPushButton *m_choose;
    QPushButton *m_type;
    QPushButton *m_clear;
    QLabel *m_state;
    QPlainTextEdit *m_text = nullptr; // made when text is to be typed
    QString m_fileName;
};

} // namespace formwork::forms
