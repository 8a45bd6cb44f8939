// SPDX-License-Identifier: Apache-2.0
#include "document/filebody.h"
#include "document/redact.h"
#include "forms/blobeditor.h"
#include "forms/choiceeditor.h"
#include "forms/comboeditor.h"
#include "forms/documenteditor.h"
#include "forms/dooreditor.h"
#include "forms/fileeditor.h"
#include "forms/lineeditor.h"
#include "forms/listeditor.h"
#include "forms/mapeditor.h"
#include "forms/secreteditor.h"
#include "forms/structureeditor.h"
#include "forms/texteditor.h"
#include "forms/timestampeditor.h"
#include "forms/tokeneditor.h"
#include "forms/unioneditor.h"
#include "wording/plaintext.h"

#include <algorithm>

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

bool endsWithOneOf(const QString &name, std::initializer_list<QStringView> words)
{
    return std::ranges::any_of(words,
                               [&](QStringView word) { return name.endsWith(word, Qt::CaseInsensitive); });
}

// A definition or a policy that is named, not written down: the beginning of its documentation says so.
bool isReference(const Member &member)
{
    constexpr qsizetype kBeginning = 200;
    const QString said = wording::plainText(member.documentation).simplified().left(kBeginning);
    return said.contains(u"ARN") || said.contains(u"Amazon Resource Name") || said.startsWith(u"The name ");
}

// How a text that is not one line is written, judged by its name and media type; nothing: it is one line.
std::optional<TextEditor::Font> longTextFont(const Member &member)
{
    const auto most = member.effectiveConstraints().maxLength;
    if (most && *most < kLongText)
        return std::nullopt;
    if (isReference(member))
        return std::nullopt;
    if (endsWithOneOf(member.name,
                      {u"policy", u"policyDocument", u"template", u"templateBody", u"script", u"definition",
                       u"userData", u"queryString", u"statement", u"sql", u"json", u"yaml"})
        || member.target->mediaType.contains(u"json"))
        return TextEditor::Font::Code;
    if (endsWithOneOf(member.name, {u"description", u"comment", u"notes", u"body", u"message"})
        || member.target->mediaType.startsWith(u"text/"))
        return TextEditor::Font::Text;
    return std::nullopt;
}

Editor *makeTextEditor(FormModel &form, const Pointer &pointer, const Member &member, Widget widget,
                       QWidget *parent)
{
    const texts::Use use = form.textUse(pointer);
    const bool isKnown = use.kind != texts::Kind::Plain && widget == Widget::Automatic;
    if (widget == Widget::Code || (isKnown && use.isLong()))
        return new TextEditor(form, pointer, TextEditor::Font::Code, parent);
    if (widget == Widget::ManyLines)
        return new TextEditor(form, pointer, TextEditor::Font::Text, parent);
    if (const auto font = longTextFont(member); font && widget == Widget::Automatic && !isKnown)
        return new TextEditor(form, pointer, *font, parent);
    const guide::Hint *hint = form.hintOf(pointer);
    if (hint && !hint->valueLabels.isEmpty())
        return new ComboEditor(form, pointer, parent);
    return new LineEditor(form, pointer, parent);
}

// An entry of `Passwords` has no name of its own and is judged by that of its list.
bool isSecretEntry(const Member &member, const Pointer &pointer)
{
    const QStringList &tokens = pointer.tokens();
    bool isIndex = false;
    static_cast<void>(pointer.last().toInt(&isIndex));
    if (!isIndex || tokens.size() < 2)
        return false;
    Member named = member;
    named.name = tokens[tokens.size() - 2];
    return document::isSecret(named);
}

Editor *makeScalarEditor(FormModel &form, const Pointer &pointer, const Member &member, QWidget *parent)
{
    const guide::Hint *hint = form.hintOf(pointer);
    const Widget widget = hint ? hint->widget : Widget::Automatic;
    // A guide may say that what the model seals is no secret on the screen: a company's name.
    const bool isOpen = widget != Widget::Automatic && widget != Widget::Secret;
    const bool isSecret = widget == Widget::Secret
        || ((document::isSecret(member) || isSecretEntry(member, pointer)) && !isOpen);
    if (member.idempotencyToken)
        return new TokenEditor(form, pointer, parent);
    if (member.jsonValue && member.location == model::Location::Header)
        return new DocumentEditor(form, pointer, parent);
    switch (member.target->type) {
    case ShapeType::Boolean:
        return new ChoiceEditor(form, pointer, parent);
    case ShapeType::Timestamp:
        return new TimestampEditor(form, pointer, parent);
    case ShapeType::Blob:
        if (pointer.tokens().size() == 1 && &member == document::streamedPayload(*form.operation().input))
            return new FileEditor(form, pointer, parent);
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
    if (DoorEditor::isFor(form, pointer, parent))
        return new DoorEditor(form, pointer, parent);
    switch (member.target->type) {
    case ShapeType::Structure:
    case ShapeType::Union:
        if (UnionEditor::isFor(form, *member.target))
            return new UnionEditor(form, pointer, parent);
        return new StructureEditor(form, pointer, parent);
    case ShapeType::List:
        return new ListEditor(form, pointer, parent);
    case ShapeType::Map:
        return new MapEditor(form, pointer, parent);
    default:
        return makeScalarEditor(form, pointer, member, parent);
    }
}

} // namespace formwork::forms
