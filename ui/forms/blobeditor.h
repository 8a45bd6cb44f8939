// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "forms/editor.h"

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace formwork::forms
{

// Bytes: out of a file, chosen or dropped here, or typed as text. Says how many there are; a large file is
// asked about before it is read.
class BlobEditor : public Editor
{
    Q_OBJECT

public:
    BlobEditor(FormModel &form, const document::Pointer &pointer, QWidget *parent);

    [[nodiscard]] QWidget *input() override;
    void refresh() override;
    void describe(const QString &name, const QString &description, bool isInvalid) override;

    virtual void useFile(const QString &path); // what "Choose a file" does with the answer

    static constexpr qint64 kAskAbove = 1024 * 1024; // bytes
    static constexpr qint64 kNeverAbove = 64 * 1024 * 1024;

protected:
    [[nodiscard]] virtual QString stateText() const; // what stands beside the buttons
    [[nodiscard]] virtual bool mayClear() const;
    void hideText();
    void setClearText(const QString &text);
    void putStateBelow(); // where it may be long

    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;

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
