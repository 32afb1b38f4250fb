"""DVC writes the .dvc files that `pointer --dvc` writes, and finds its data unchanged by ours."""

# packages: dvc

import json
import os
import subprocess
import sys

from ruamel.yaml import YAML

from judge import Judge

FILES = {
    "trips.csv": "id,city\n1,Oslo\n",
    "crlf.csv": "id,city\r\n1,Oslo\r\n",
    "empty": "",
    "two words.csv": "a\n",
    "\u00e9t\u00e9 \U0001f6b2.csv": "stadt\nK\u00f6ln\n",
    # Names that YAML would read as something else.
    "null": "a\n",
    "1.0": "b\n",
    "yes": "c\n",
    "- a: b #c": "d\n",
    "'quoted' \"twice\"": "e\n",
    "a name that is so long that a writer of YAML could want to fold it at its blanks into two lines or three.csv": "f\n",
}
FOLDERS = {
    "months": {"january.csv": "a\n1\n", "deep/february.csv": "a\n2\n"},
    # Sorted by code point, the first is the last.
    # What the .dvcignore files below name, and what DVC always ignores.
    "ignored": {
        "kept.csv": "a\n",
        "left.tmp": "b\n",
        "Left.TMP": "c\n",
        "deep/back.tmp": "d\n",
        "deep/scratch/x.csv": "e\n",
        "scratch/x.csv": "f\n",
        "only here/x.csv": "g\n",
        "only here/y.log": "h\n",
        ".hg/store": "i\n",
        "inner/.dvc/config": "",
        "inner/x.csv": "j\n",
    },
    "group/nested": {"a.csv": "a\n", "b.bak": "b\n", "c.tmp": "c\n", "sub/d.bak": "d\n", "e/f.csv": "e\n", "g/e/f.csv": "f\n"},
    "names": {"\U0001f6b2.csv": "a\n", "\uff21.csv": "b\n", "A.csv": "c\n", "a b.csv": "d\n", "a/b.csv": "e\n"},
}

IGNORE = {
    ".dvcignore": "# patterns\n  *.tmp  \n!deep/back.tmp\n!back.tmp\nscratch/\n/ignored/only here/*.log\n\n",
    "group/.dvcignore": "*.bak\n!c.tmp\nnested/e\n",
}

judge = Judge()


def dvc(*arguments):
    environment = {**os.environ, "DVC_NO_ANALYTICS": "1", "DVC_GLOBAL_CONFIG_DIR": str(judge.folder / ".config")}
    command = [sys.executable, "-m", "dvc", *arguments]
    return subprocess.run(command, cwd=judge.folder, env=environment, capture_output=True, text=True, check=True).stdout


dvc("init", "--no-scm", "--quiet")
dvc("config", "core.check_update", "false")
for name, content in FILES.items():
    judge.write(name, content)
for folder, files in FOLDERS.items():
    for name, content in files.items():
        judge.write(f"{folder}/{name}", content)
for name, content in IGNORE.items():
    judge.write(name, content)
judge.write("run.sh", "echo\n")
(judge.folder / "run.sh").chmod(0o755)
judge.write("elsewhere/linked.csv", "a\n")
judge.write("links/own.csv", "b\n")
(judge.folder / "links" / "file.csv").symlink_to("own.csv")
(judge.folder / "links" / "folder").symlink_to("inside")
judge.write("links/inside/x.csv", "c\n")
judge.write("refused/.dvcignore", "x\n")
judge.write("refused/a.csv", "a\n")
judge.write("scratch/a.csv", "a\n")
names = [*FILES, *FOLDERS, "run.sh", "links"]
ours = {name: judge.throughline("pointer", "--dvc", "--", name) for name in names}
dvc("add", "--quiet", "--", *names)
for name in names:
    pointer = judge.folder / f"{name}.dvc"
    theirs = pointer.read_text("utf-8")
    if "\n    " in theirs:
        # Ours stays in one line where DVC goes on in the next: the same text.
        judge.same(f"{name}.dvc, as it is read", YAML(typ="safe").load(ours[name]), YAML(typ="safe").load(theirs))
    else:
        judge.same(f"{name}.dvc", ours[name], theirs)
    pointer.write_text(ours[name], "utf-8")
judge.same("dvc status", json.loads(dvc("status", "--json")), {})
for name in ["refused", "scratch"]:
    command = [sys.executable, "-m", "dvc", "add", "--quiet", name]
    theirs = subprocess.run(command, cwd=judge.folder, capture_output=True, check=False).returncode != 0
    judge.same(f"{name} is refused", judge.refuses("pointer", "--dvc", "--", name), theirs)
judge.end()
