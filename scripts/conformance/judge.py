"""What every judge shares: our command line, a folder of its own, and a count of what agreed."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class Judge:
    """Compares what the command line writes with what another program says of it."""

    def __init__(self):
        self.agreed = 0
        self.disagreed = 0
        self._folder = tempfile.TemporaryDirectory(prefix="throughline-conformance-")
        self.folder = Path(self._folder.name)

    def throughline(self, *arguments):
        """What the command line prints. It has to succeed."""
        command = ["node", str(ROOT / "scripts" / "throughline.mjs"), *arguments]
        ran = subprocess.run(command, cwd=self.folder, capture_output=True, text=True)
        if ran.returncode != 0:
            raise RuntimeError(f"throughline {' '.join(arguments)}: {ran.stderr.strip()}")
        return ran.stdout

    def begin(self, *arguments):
        """A command that runs, so that it can be ended."""
        command = ["node", str(ROOT / "scripts" / "throughline.mjs"), *arguments]
        return subprocess.Popen(command, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def refuses(self, *arguments):
        """Whether the command line refuses its arguments."""
        command = ["node", str(ROOT / "scripts" / "throughline.mjs"), *arguments]
        return subprocess.run(command, cwd=self.folder, capture_output=True).returncode == 2

    def write(self, name, content):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def same(self, what, ours, theirs):
        """Notes whether two values are equal, and prints them where they are not."""
        if ours == theirs:
            self.agreed += 1
            return
        self.disagreed += 1
        print(f"  disagrees: {what}\n    ours   {show(ours)}\n    theirs {show(theirs)}")

    def accepts(self, what, check):
        """Notes whether `check` raises, and prints what it says where it does."""
        try:
            check()
        except Exception as error:
            self.disagreed += 1
            print(f"  disagrees: {what}\n    {type(error).__name__}: {str(error).splitlines()[0]}")
        else:
            self.agreed += 1

    def leave_out(self, what, why):
        print(f"  left out: {what}, as {why}")

    def end(self):
        """Ends the program: with 1 where something disagreed, 77 where nothing was judged, else 0."""
        self._folder.cleanup()
        print(f"  {self.agreed} agree, {self.disagreed} disagree")
        sys.exit(1 if self.disagreed else 0 if self.agreed else 77)


def show(value):
    return value.replace("\n", "\\n") if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)


def shared_folder():
    """Files that are too large for the repository: beside the checkout, or where THROUGHLINE_SHARED says."""
    folder = Path(os.environ.get("THROUGHLINE_SHARED", ROOT.parent / "shared"))
    return folder if folder.is_dir() else None
