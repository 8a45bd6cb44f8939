# SPDX-License-Identifier: Apache-2.0
"""Creates a resource in the real window as a screen reader sees and drives it: through AT-SPI alone, no mouse and no keys.
Every control that can have the focus must have a name. Usage: screenreader.py FORMWORK, inside installer/desktop; ends
with 77 where there is no display or no accessibility bus."""
import os
import subprocess
import sys
import tempfile
import time

SKIPPED = 77
PATIENCE = 20  # seconds until something that should happen counts as not happening


def skip(reason):
    print(reason)
    sys.exit(SKIPPED)


if not os.environ.get("DISPLAY") or not os.environ.get("QT_LINUX_ACCESSIBILITY_ALWAYS_ON"):
    skip("There is no private desktop: run the tests through installer/desktop.")
try:
    import pyatspi
except ImportError:
    skip("python3-pyatspi is not installed.")

# Containers that take the focus only to hand it on.
CONTAINERS = {pyatspi.ROLE_FILLER, pyatspi.ROLE_PANEL, pyatspi.ROLE_SCROLL_PANE, pyatspi.ROLE_VIEWPORT}


def everything(root):
    """All that is on the screen below and with `root`."""
    try:
        if root is None or not root.getState().contains(pyatspi.STATE_SHOWING) and root.getRole() != pyatspi.ROLE_APPLICATION:
            return
        yield root
        for index in range(min(root.childCount, 200)):
            yield from everything(root.getChildAtIndex(index))
    except Exception:  # it went while it was looked at
        return


def named(root, name, *roles):
    return next((one for one in everything(root) if one.name == name and (not roles or one.getRole() in roles)), None)


def wait_for(what, find):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = find()
        if found:
            return found
        time.sleep(0.05)  # between two looks; the test goes on as soon as it is there
    raise AssertionError(f"there is no {what}")


def application():
    desktop = pyatspi.Registry.getDesktop(0)
    return next((one for one in desktop if one is not None and one.name == "formwork"), None)


def press(root, name):
    button = wait_for(f"button {name}", lambda: named(root, name, pyatspi.ROLE_PUSH_BUTTON))
    actions = button.queryAction()
    actions.doAction(next(i for i in range(actions.nActions) if actions.getName(i) == "Press"))


def write(root, name, text):
    field = wait_for(f"field {name}", lambda: named(root, name, pyatspi.ROLE_TEXT))
    field.queryEditableText().setTextContents(text)


def check_names(where, root):
    mute = [f"{one.getRoleName()} in {one.parent.name or one.parent.getRoleName()}" for one in everything(root)
            if one.getState().contains(pyatspi.STATE_FOCUSABLE) and one.getRole() not in CONTAINERS and not one.name.strip()]
    assert not mute, f"{where}: without a name: {mute}"


def drive():
    program = wait_for("program on the accessibility bus", application)
    window = wait_for("main window", lambda: named(program, "Formwork", pyatspi.ROLE_FRAME))
    wait_for("first start", lambda: named(window, "Stay in practice", pyatspi.ROLE_PUSH_BUTTON))
    check_names("the first start", window)
    press(window, "Stay in practice")
    check_names("the main window", window)
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
