"""Names of commits to full ids, and what lies between two of them."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass

from handoff_lint.git.process import FETCH, Git, GitError, broken

_FULL = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_SHORT = re.compile(r"[0-9a-f]{4,39}")
_SUFFIX = re.compile(r"[~^@:]")
_SUBMODULE = "160000"


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

    A branch, local or of a remote, is meant before anything else, and a tag only as `tags/NAME`: pushing a tag, or a
    branch that looks like an abbreviated id, must not redirect anybody. `main~2` and the like are understood.

    Raises:
        GitError: there is no such commit here, or the name means two.

    """
    if set(name) == {"0"} and len(name) >= 40:
        return ""
    if name.startswith("-") or not name.strip():
        raise GitError(f"“{name}” is no name of a commit.", help="Give a branch, such as origin/main, or a commit id.")
    if _FULL.fullmatch(name) or name == "HEAD":
        return _commit(git, name, name)
    suffix = _SUFFIX.search(name)
    plain = name[: suffix.start()] if suffix else name
    return _commit(git, _meant(git, plain) + name[len(plain) :], name)


def _meant(git: Git, name: str) -> str:
    """What a name without `~2` and the like means, so that Git finds nothing else under it."""
    if name in ("", "HEAD") or _FULL.fullmatch(name):
        return name
    branches = [ref for kind in ("heads/", "remotes/") if _exists(git, ref := f"refs/{kind}{name}")]
    is_tag = _exists(git, f"refs/tags/{name}")
    if len(branches) > 1:
        raise GitError(
            f"{name} means two branches, one here and one of a remote.", help="Give the full id of the commit."
        )
    if (branches or is_tag) and _SHORT.fullmatch(name) and git.run("rev-parse", f"--disambiguate={name}"):
        raise GitError(
            f"{name} is the beginning of a commit's id, and there is a branch or tag of that name.",
            help="Give the full id of the commit.",
        )
    if branches:
        return branches[0]
    if is_tag:
        raise GitError(
            f"There is no branch {name} in this clone, only a tag, which anybody who may push can make.",
            help=f"If the tag is meant, write tags/{name}; for a branch of the server:  git fetch origin",
        )
    return name


def _exists(git: Git, ref: str) -> bool:
    return git.ask("show-ref", "--verify", "--quiet", ref)[0] == 0


def _commit(git: Git, wanted: str, name: str) -> str:
    status, output, _ = git.ask("rev-parse", "--verify", "--quiet", "--end-of-options", f"{wanted}^{{commit}}")
    if status:
        fetch = f"git fetch origin {name if _FULL.fullmatch(name) else ''}".strip()
        raise GitError(
            f"There is no commit {name} in this clone.",
            help=FETCH if is_shallow(git) else f"Check its name; if it is on the server only:  {fetch}",
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
        raise GitError("This clone does not hold the whole history, so nobody can say who added what.", help=FETCH)


def merge_base(git: Git, one: str, other: str) -> str:
    """Where two lines of work parted; empty when they share nothing.

    Raises:
        GitError: objects are missing, so nobody can say.

    """
    if not one or not other:
        return ""
    status, output, words = git.ask("merge-base", one, other)
    if status and words.strip():  # 1 alone means that there is none
        raise broken(words)
    return output.decode().split("\n")[0].strip()


def is_ancestor(git: Git, old: str, new: str) -> bool:
    """Whether a commit is part of another one's history.

    Raises:
        GitError: objects are missing, so nobody can say.

    """
    status, _, words = git.ask("merge-base", "--is-ancestor", old, new)
    if status and words.strip():
        raise broken(words)
    return status == 0


def newest(git: Git, commit: str, branch: str) -> str:
    """The tip of a branch of the server, where it has gone on since a CI job was told its commit; a full id.

    Args:
        git: the work tree.
        commit: what the job was told; may be empty.
        branch: its name on the server.

    Raises:
        GitError: the branch is not in this clone, and no commit is known.

    """
    ref = f"refs/remotes/origin/{branch}"
    if not branch or not _exists(git, ref):
        if not commit:
            raise GitError(
                f"The branch {branch} of the server is not in this clone, so nobody knows which settings count.",
                help=f"Fetch it:  git fetch origin {branch}:{ref}  (in a GitLab job: GIT_DEPTH: 0)",
            )
        return commit
    tip = _commit(git, ref, branch)
    return tip if not commit or is_ancestor(git, commit, tip) else commit


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
    return [touched(about.decode(), path) for about, path in zip(parts[0::2], parts[1::2], strict=False)]


def touched(about: str, path: bytes) -> Touched:
    """One line of `--raw`: `:100644 100644 OLD NEW M`, and the path after it."""
    old_mode, new_mode, old, new, _ = about.removeprefix(":").split()
    return Touched(os.fsdecode(path), _content(old_mode, old), _content(new_mode, new))


def _content(mode: str, oid: str) -> str:
    """The id of what is stored there, empty for nothing and for a submodule, whose commit lies elsewhere."""
    return "" if set(oid) == {"0"} or mode == _SUBMODULE else oid


def next_commit(git: Git) -> tuple[str, str]:
    """Whom the next commit will name as its author, and when: e-mail address, `1610445600 +0100`; both may be empty."""
    status, output, _ = git.ask("var", "GIT_AUTHOR_IDENT")
    found = re.search(rb"<([^>]*)> ([0-9]+ [+-][0-9]+)", output) if not status else None
    return (os.fsdecode(found[1]), found[2].decode()) if found else ("", "")


def author_of_next_commit(git: Git) -> str:
    """The e-mail address that the next commit will name as its author's, empty when git knows none."""
    return next_commit(git)[0]
