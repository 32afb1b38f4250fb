"""DVC writes the .dvc files that `pointer --dvc` writes, and finds its data unchanged by ours."""

# packages: dvc

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

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
    judge.same(f"{name}.dvc", ours[name], theirs)
    pointer.write_text(ours[name], "utf-8")
judge.same("dvc status", json.loads(dvc("status", "--json")), {})
for name in ["refused", "scratch"]:
    command = [sys.executable, "-m", "dvc", "add", "--quiet", name]
    theirs = subprocess.run(command, cwd=judge.folder, capture_output=True, check=False).returncode != 0
    judge.same(f"{name} is refused", judge.refuses("pointer", "--dvc", "--", name), theirs)

# A graph that is exported as pointers and locks is what DVC itself wrote, and DVC finds nothing changed by it.
PIPELINE = '''stages:
  months:
    cmd: python make.py months-out "a quoted text that is so long that DVC goes on in the next line" 'and another one'
    deps: [make.py, months]
    params: [rate, layers, train.toml: [steps, name]]
    outs: [months-out]
  total:
    cmd:
    - python make.py total.csv
    - echo done
    deps: [make.py, months-out/a.csv]
    outs: [total.csv]
  report:
    wdir: reports
    cmd: python ../make.py summary.md
    deps: [../make.py, ../total.csv]
    outs: [summary.md]
'''
MAKE = '''import pathlib, sys
target = pathlib.Path(sys.argv[1])
if target.suffix == "":
    target.mkdir(exist_ok=True)
    (target / "a.csv").write_text("a")
    (target / "b.csv").write_text("b")
else:
    target.write_text("x")
'''
judge.write("dvc.yaml", PIPELINE)
judge.write("make.py", MAKE)
judge.write("params.yaml", "rate: 0.25\nlayers: [1, 2, {size: 3}]\n")
judge.write("train.toml", 'steps = 3\nname = "yes"\n')
judge.write("reports/keep", "")
dvc("repro", "--quiet")
exports = Path(tempfile.mkdtemp(prefix="throughline-exports-"))
locks = exports / "locks"
judge.throughline("lineage", ".", "--export", "dvc-lock", "-o", str(locks))
theirs = (judge.folder / "dvc.lock").read_text("utf-8")
judge.same("dvc.lock of the graph", (locks / "dvc.lock").read_text("utf-8"), theirs)
pointers = exports / "pointers"
judge.throughline("lineage", ".", "--export", "dvc", "-o", str(pointers))
for name in names:
    pointer = pointers / f"{name}.dvc"
    if not pointer.exists():
        judge.same(f"{name}.dvc of the graph is there", False, True)
        continue
    judge.same(f"{name}.dvc of the graph", pointer.read_text("utf-8"), (judge.folder / f"{name}.dvc").read_text("utf-8"))
(judge.folder / "dvc.lock").write_text((locks / "dvc.lock").read_text("utf-8"), "utf-8")
judge.same("dvc status after the export", json.loads(dvc("status", "--json")), {})
shutil.rmtree(exports)
judge.end()
