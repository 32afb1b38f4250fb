"""git-lfs itself writes the pointers that `pointer --lfs` writes."""

import subprocess

from judge import Judge

FILES = {
    "plain.csv": b"id,city\n1,Oslo\n",
    "crlf.csv": b"id,city\r\n1,Oslo\r\n",
    "no newline": b"id,city\n1,Oslo",
    "\u00e9t\u00e9 \U0001f6b2.csv": "stadt\nK\u00f6ln\n".encode(),
    "binary": bytes(range(256)) * 100,
    "empty": b"",
}

judge = Judge()
installed = subprocess.run(["git", "lfs", "version"], capture_output=True).returncode == 0
if not installed:
    judge.leave_out("every pointer", "git-lfs is not installed")
else:
    for name, content in FILES.items():
        judge.write(name, content)
        ran = subprocess.run(
            ["git", "lfs", "pointer", f"--file={name}"], cwd=judge.folder, capture_output=True, text=True, check=True
        )
        judge.same(name, judge.throughline("pointer", "--lfs", name), ran.stdout)
    # Pointers of a graph, as a repository has them, are taken by git-lfs as its own.
    (judge.folder / "repository").mkdir()
    subprocess.run(["git", "init", "--quiet"], cwd=judge.folder / "repository", check=True)
    for name in FILES:
        if name != "empty":
            judge.write(f"repository/{name}", judge.throughline("pointer", "--lfs", name))
    judge.throughline("lineage", "repository", "--export", "git-lfs", "-o", "exported")
    for name in FILES:
        if name == "empty":
            continue
        pointer = judge.folder / "exported" / name
        judge.same(f"{name} of the graph", pointer.read_text("utf-8"), judge.throughline("pointer", "--lfs", name))
        check = ["git", "lfs", "pointer", "--check", "--strict", f"--file={pointer}"]
        ran = subprocess.run(check, cwd=judge.folder, capture_output=True)
        judge.same(f"{name} is checked by git-lfs", ran.returncode, 0)
judge.end()
