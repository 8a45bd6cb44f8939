# SPDX-License-Identifier: Apache-2.0
"""What a screen reader knows of the program, and keys as a person presses them. For the tests beside it, which run inside
installer/desktop."""
import os
import subprocess
import sys
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
    from gi.repository import GLib
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


def check_names(where, root):
    mute = [f"{one.getRoleName()} in {one.parent.name or one.parent.getRoleName()}" for one in everything(root)
            if one.getState().contains(pyatspi.STATE_FOCUSABLE) and one.getRole() not in CONTAINERS and not one.name.strip()]
    assert not mute, f"{where}: without a name: {mute}"


def name_of(one):
    """What a screen reader calls it: a combo box is called after its label, its own name is what is chosen."""
    if one.getRole() == pyatspi.ROLE_COMBO_BOX:
        for relation in one.getRelationSet():
            if relation.getRelationType() == pyatspi.RELATION_LABELLED_BY and relation.getNTargets() > 0:
                return relation.getTarget(0).name.rstrip(" *")
    return one.name


class Focus:
    """Where the keys go, as the program tells it."""

    def __init__(self):
        self.at = None
        self.count = 0
        pyatspi.Registry.registerEventListener(self._moved, "object:state-changed:focused")

    def _moved(self, event):
        if event.detail1:
            self.at = event.source
            self.count += 1

    def pump(self, seconds):
        """Takes in what the program tells, until it has told nothing for a moment."""
        quiet = time.monotonic() + seconds
        while time.monotonic() < quiet:
            if GLib.MainContext.default().iteration(False):
                continue
            time.sleep(0.002)

    def moved(self, before, seconds=1.0):
        end = time.monotonic() + seconds
        while self.count == before and time.monotonic() < end:
            self.pump(0.02)
        self.pump(0.03)  # a window that opens moves it more than once
        return self.count != before

    def name(self):
        try:
            return name_of(self.at) if self.at else ""
        except Exception:
            return ""


def press(*keys):
    subprocess.run(["xdotool", "key", "--clearmodifiers", *keys], check=True)


def write(text):
    subprocess.run(["xdotool", "type", "--clearmodifiers", "--delay", "2", "--", text], check=True)
