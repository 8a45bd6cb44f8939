// SPDX-License-Identifier: Apache-2.0
#include "document/redact.h"
#include "forms/blobeditor.h"
#include "forms/choiceeditor.h"
#include "forms/comboeditor.h"
#include "forms/documenteditor.h"
#include "forms/lineeditor.h"
#include "forms/listeditor.h"
#include "forms/mapeditor.h"
#include "forms/secreteditor.h"
#include "forms/structureeditor.h"
#include "forms/texteditor.h"
#include "forms/timestampeditor.h"
#include "forms/tokeneditor.h"
#include "forms/unioneditor.h"

namespace formwork::forms
{

using document::Pointer;
using guide::Widget;
using model::Member;
using model::ShapeType;

namespace
{

constexpr qsizetype kFewValues = 3; // as radio buttons
constexpr qint64 kLongText = 1000; // characters that a line is too short for

bool isLongText(const Member &member)
{
    const auto most = member.effectiveConstraints().maxLength;
    if (most && *most < kLongText)
        return false;
    for (QStringView word :
         {u"description", u"comment", u"notes", u"body", u"policy", u"template", u"script"}) {
        if (member.name.endsWith(word, Qt::CaseInsensitive))
            return true;
    }
    return member.target->mediaType.contains(u"json") || member.target->mediaType.startsWith(u"text/");
}

Editor *makeTextEditor(FormModel &form, const Pointer &pointer, const Member &member, Widget widget,
                       QWidget *parent)
{
    if (widget == Widget::Code)
        return new TextEditor(form, pointer, TextEditor::Font::Code, parent);
    if (widget == Widget::ManyLines || (widget == Widget::Automatic && isLongText(member)))
        return new TextEditor(form, pointer, TextEditor::Font::Text, parent);
    const guide::Hint *hint = form.hintOf(pointer);
    if (hint && !hint->valueLabels.isEmpty())
        return new ComboEditor(form, pointer, parent);
    return new LineEditor(form, pointer, parent);
}

Editor *makeScalarEditor(FormModel &form, const Pointer &pointer, const Member &member, QWidget *parent)
{
    const guide::Hint *hint = form.hintOf(pointer);
    const Widget widget = hint ? hint->widget : Widget::Automatic;
    // A guide may say that what the model seals is no secret on the screen: a company's name.
    const bool isOpen = widget != Widget::Automatic && widget != Widget::Secret;
    const bool isSecret = widget == Widget::Secret || (document::isSecret(member) && !isOpen);
    if (member.idempotencyToken)
        return new TokenEditor(form, pointer, parent);
    switch (member.target->type) {
    case ShapeType::Boolean:
        return new ChoiceEditor(form, pointer, parent);
    case ShapeType::Timestamp:
        return new TimestampEditor(form, pointer, parent);
    case ShapeType::Blob:
        return new BlobEditor(form, pointer, parent);
    case ShapeType::Document:
        return new DocumentEditor(form, pointer, parent);
    case ShapeType::Enum:
    case ShapeType::IntEnum:
        if (widget == Widget::Radio || member.target->enumValues.size() <= kFewValues)
            return new ChoiceEditor(form, pointer, parent);
        return new ComboEditor(form, pointer, parent);
    case ShapeType::String:
        if (!isSecret)
            return makeTextEditor(form, pointer, member, widget, parent);
        break;
    default:
        break;
    }
    if (isSecret)
        return new SecretEditor(form, pointer, parent);
    return new LineEditor(form, pointer, parent);
}

} // namespace

Editor *makeEditor(FormModel &form, const Pointer &pointer, QWidget *parent)
{
    const Member &member = *form.memberAt(pointer);
    switch (member.target->type) {
    case ShapeType::Structure:
        return new StructureEditor(form, pointer, parent);
    case ShapeType::Union:
        return new UnionEditor(form, pointer, parent);
    case ShapeType::List:
        return new ListEditor(form, pointer, parent);
    case ShapeType::Map:
        return new MapEditor(form, pointer, parent);
    default:
        return makeScalarEditor(form, pointer, member, parent);
    }
}

} // namespace formwork::forms
