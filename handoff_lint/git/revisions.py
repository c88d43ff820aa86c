"""Names of commits to full ids, and what lies between two of them."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass

from handoff_lint.git.process import Git, GitError

_FULL = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_FETCH = "Fetch the whole history:  git fetch --unshallow  (in a GitHub job: fetch-depth: 0; in GitLab: GIT_DEPTH: 0)."


@dataclass(frozen=True, slots=True)
class Touched:
    """A file that differs between two states; an empty id where it is not there.

    Attributes:
        path: from the Git work tree's top.
        old, new: object ids before and after.

    """

    path: str
    old: str
    new: str


def resolve(git: Git, name: str) -> str:
    """The full id of the commit that a name means; empty for the all-zero id, which means nothing was there.

    A branch, local or of a remote, goes before a tag of the same name: pushing a tag must not redirect anybody.

    Raises:
        GitError: there is no such commit here, or the name means two.

    """
    if set(name) == {"0"} and len(name) >= 40:
        return ""
    if name.startswith("-") or not name.strip():
        raise GitError(f"“{name}” is no name of a commit.", help="Give a branch, such as origin/main, or a commit id.")
    if _FULL.fullmatch(name):
        return _commit(git, name, name)
    branches = [ref for kind in ("heads", "remotes") if _exists(git, ref := f"refs/{kind}/{name}")]
    if len(branches) > 1:
        raise GitError(
            f"{name} means two branches, one here and one of a remote.", help="Give the full id of the commit."
        )
    return _commit(git, branches[0] if branches else name, name)


def _exists(git: Git, ref: str) -> bool:
    return git.ask("show-ref", "--verify", "--quiet", ref)[0] == 0


def _commit(git: Git, wanted: str, name: str) -> str:
    status, output, _ = git.ask("rev-parse", "--verify", "--quiet", "--end-of-options", f"{wanted}^{{commit}}")
    if status:
        raise GitError(
            f"There is no commit {name} in this clone.",
            help=_FETCH if is_shallow(git) else "Check its name; if it is on the server only:  git fetch origin",
        )
    return output.decode().strip()


def head(git: Git) -> str:
    """The full id of HEAD, empty before the first commit."""
    status, output, _ = git.ask("rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    return "" if status else output.decode().strip()


def is_shallow(git: Git) -> bool:
    """Whether the clone lacks a part of the history."""
    return git.run("rev-parse", "--is-shallow-repository").strip() == b"true"


def require_history(git: Git) -> None:
    """Refuse a clone that lacks a part of the history.

    Raises:
        GitError: it does.

    """
    if is_shallow(git):
        raise GitError("This clone does not hold the whole history, so nobody can say who added what.", help=_FETCH)


def merge_base(git: Git, one: str, other: str) -> str:
    """Where two lines of work parted; empty when they share nothing."""
    if not one or not other:
        return ""
    status, output, words = git.ask("merge-base", one, other)
    if status > 1:
        raise GitError(f"git merge-base failed: {words.strip()}", help=_FETCH)
    return output.decode().split("\n")[0].strip()


def is_ancestor(git: Git, old: str, new: str) -> bool:
    """Whether a commit is part of another one's history."""
    return git.ask("merge-base", "--is-ancestor", old, new)[0] == 0


def empty_tree(git: Git) -> str:
    """The id of the tree without files."""
    return git.run("hash-object", "-t", "tree", "--stdin", given=b"").decode().strip()


def between(git: Git, old: str, new: str) -> list[Touched]:
    """What differs between two commits; an empty id stands for nothing at all."""
    nothing = empty_tree(git)
    return _raw(
        git.run("diff-tree", "-r", "--raw", "-z", "--no-renames", "--no-abbrev", old or nothing, new or nothing)
    )


def staged(git: Git) -> list[Touched]:
    """What differs between HEAD and what is staged."""
    return _raw(
        git.run(
            "diff-index", "--cached", "--raw", "-z", "--no-renames", "--no-abbrev", head(git) or empty_tree(git), "--"
        )
    )


def _raw(output: bytes) -> list[Touched]:
    parts = output.split(b"\0")
    found = []
    for about, path in zip(parts[0::2], parts[1::2], strict=False):
        _, _, old, new, _ = about.decode().split()
        found.append(Touched(os.fsdecode(path), real(old), real(new)))
    return found


def real(oid: str) -> str:
    """An object id, empty for the all-zero one."""
    return "" if set(oid) == {"0"} else oid


def author_of_next_commit(git: Git) -> str:
    """The e-mail address that the next commit will name as its author's, empty when git knows none."""
    status, output, _ = git.ask("var", "GIT_AUTHOR_IDENT")
    found = re.search(rb"<([^>]*)>", output) if not status else None
    return os.fsdecode(found[1]) if found else ""


def email(git: Git) -> str:
    """The address in Git's configuration (`user.email`), empty when there is none."""
    status, output, _ = git.ask("config", "--get", "user.email")
    return "" if status else os.fsdecode(output).strip()
