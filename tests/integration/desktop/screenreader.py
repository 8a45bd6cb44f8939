# SPDX-License-Identifier: Apache-2.0
"""Creates a resource in the real window as a screen reader sees and drives it: through AT-SPI alone, no mouse, and keys only
to call the lists that lie over the window.
Every control that can have the focus must have a name. Usage: screenreader.py FORMWORK, inside installer/desktop; ends
with 77 where there is no display or no accessibility bus."""
import os
import subprocess
import sys
import tempfile

import reader
from reader import application, check_names, everything, named, pyatspi, wait_for


def press(root, name):
    button = wait_for(f"button {name}", lambda: named(root, name, pyatspi.ROLE_PUSH_BUTTON))
    actions = button.queryAction()
    actions.doAction(next(i for i in range(actions.nActions) if actions.getName(i) == "Press"))


def write(root, name, text):
    field = wait_for(f"field {name}", lambda: named(root, name, pyatspi.ROLE_TEXT))
    field.queryEditableText().setTextContents(text)


def check_flyout(program, keys, field, words):
    """A list that lies over the window is told of, and goes with Escape."""
    reader.press(keys)
    flyout = wait_for(field, lambda: next((one for one in program if one.getRole() == pyatspi.ROLE_DIALOG
                                           and named(one, field, pyatspi.ROLE_TEXT)), None))
    check_names(field, flyout)
    reader.write(words)
    wait_for(f"line with {words}", lambda: next((one for one in everything(flyout) if one.getRole() == pyatspi.ROLE_LIST_ITEM
                                                 and words in one.name.lower()), None))
    reader.press("ctrl+a", "BackSpace", "Escape")  # a search is emptied before it goes
    wait_for(f"end of {field}", lambda: not any(one.getRole() == pyatspi.ROLE_DIALOG for one in program))


def drive():
    program = wait_for("program on the accessibility bus", application)
    window = wait_for("main window", lambda: named(program, "Formwork", pyatspi.ROLE_FRAME))
    wait_for("first start", lambda: named(window, "Stay in practice", pyatspi.ROLE_PUSH_BUTTON))
    check_names("the first start", window)
    press(window, "Stay in practice")
    check_names("the main window", window)
    check_flyout(program, "ctrl+k", "Find an operation", "group")
    check_flyout(program, "ctrl+shift+a", "Find an account", "practice")
    press(window, "Directory group")
    dialog = wait_for("dialog", lambda: next((one for one in program if one.getRole() == pyatspi.ROLE_DIALOG), None))
    check_names("the first step", dialog)
    write(dialog, "Directory ID", "d-1234567890")
    press(dialog, "Next")
    wait_for("second step", lambda: named(dialog, "Group name", pyatspi.ROLE_TEXT))
    check_names("the second step", dialog)

    # A mistake is told at the field and counted beside Create.
    write(dialog, "Group name", "a+b")
    press(dialog, "Create")
    field = named(dialog, "Group name", pyatspi.ROLE_TEXT)
    wait_for("problem in the field's description", lambda: "+" in (field.description or ""))
    wait_for("count of problems", lambda: named(dialog, "1 problem"))

    write(dialog, "Group name", "Screen-Readers")
    press(dialog, "Create")
    wait_for("word that it was created", lambda: named(dialog, "Created"))
    check_names("the result", dialog)
    press(dialog, "Show in history")
    wait_for("row in the history", lambda: named(window, "Screen-Readers"))
    check_names("the history", window)


def main():
    with tempfile.TemporaryDirectory() as home:
        formwork = subprocess.Popen([sys.argv[1], "--data-dir", home], env={**os.environ, "FORMWORK_MODELS": ""})
        try:
            drive()
            assert formwork.poll() is None, "the program ended"
        finally:
            formwork.terminate()
            formwork.wait(10)
    print("A directory group was created through the accessibility bus alone.")


main()
