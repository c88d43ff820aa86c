"""Too many places, and nobody knows which one holds the truth: links lead to where the team keeps such things.

How to fix: move the thing to the tool that the message names and link it there, or correct `tool`.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from handoff_lint.config import Config
from handoff_lint.model import Document, Problem, Severity, select
from handoff_lint.rules.base import Context, Example, Find, Rule
from handoff_lint.words import did_you_mean, listed, shown

CODE = "HF207"
_FILES = ("package", "source_files", "*", "url")


def check(document: Document, context: Context) -> Iterator[Problem]:
    """Each link's tool is one of the team's, the one for its kind, and the address lies there."""
    config = context.config
    if not config.core or not config.handoff_map or not document.type:
        return
    places = config.handoff_map.get(document.type, {})
    for pointer, link in document.each("/links"):
        tool, kind = link.get("tool"), link.get("rel", "")
        mapped = places.get(kind, "").partition(":")[0]
        if not tool:
            continue
        if tool not in config.core:
            where = (
                f"{kind} is kept in {_name(config, mapped)}"
                if mapped
                else f"There are {listed(config.core, conjunction='and')}"
            )
            yield Problem(
                f"{shown(tool)} is none of the team's tools.{did_you_mean(tool, config.core)}",
                f"{pointer}/tool",
                f"{where}; or add the tool to core in the settings.",
            )
        elif mapped and tool != mapped:
            yield Problem(
                f"{kind} of this handoff is kept in {_name(config, mapped)}, but this link leads to "
                f"{_name(config, tool)}.",
                f"{pointer}/tool",
                f"Put it into {_name(config, mapped)} and link it there.",
            )
        elif "url" in link:
            yield from _at_home(config, tool, link["url"], f"{pointer}/url")
    home = places.get("files", "").partition(":")[0]
    if home:
        for pointer, url in select(document.data, _FILES):
            yield from _at_home(config, home, url, pointer)


def _name(config: Config, tool: str) -> str:
    return str(config.core[tool]["name"])


def _at_home(config: Config, tool: str, url: str, pointer: str) -> Iterator[Problem]:
    """The address lies on one of the tool's hosts; a tool without a list of hosts may be anywhere else."""
    host = _host(url)
    if not host or _owns(config, tool, host):
        return
    others = [other for other in config.core if _owns(config, other, host)]
    if others:
        words = f"{host} is {_name(config, others[0])}, not {_name(config, tool)}."
    elif config.core[tool].get("hosts"):
        words = f"{host} is not {_name(config, tool)}."
    else:
        return
    yield Problem(words, pointer, f"Put it into {_name(config, tool)} and link it there, or correct the tool.")


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _owns(config: Config, tool: str, host: str) -> bool:
    return any(host == known or host.endswith(f".{known}") for known in config.core[tool].get("hosts", ()))


_SETTINGS = """
core:
  docs: {name: Team wiki, purpose: research, hosts: [docs.example.com]}
  dam: {name: File store, purpose: files, hosts: [files.example.com]}
handoff_map:
  strategy-to-creative: {package: docs, research: docs, files: dam}
""".lstrip()


def _link(kind: str, address: str, tool: str) -> str:
    return f"links:\n  - {{id: lk-till, rel: {kind}, title: Till report, url: 'https://{address}', tool: {tool}}}\n"


RULE = Rule(
    module=__name__,
    code=CODE,
    name="link-outside-handoff-map",
    summary="Each link leads to one of the team's tools, and to the one that the map names for its kind.",
    idea="F5",
    severity=Severity.WARNING,
    document=check,
    examples=(
        Example(
            "A tool of nobody's",
            settings=_SETTINGS,
            shows=_link("research", "docs.example.com/till", "dosc"),
            finds=(Find("dosc", "“dosc” is none of the team's tools. Did you mean docs?"),),
        ),
        Example(
            "Research among the files",
            settings=_SETTINGS,
            shows=_link("research", "files.example.com/till", "dam"),
            finds=(
                Find(
                    "dam",
                    "research of this handoff is kept in Team wiki, but this link leads to File store.",
                    after="tool: ",
                ),
            ),
        ),
        Example(
            "On a private drive",
            settings=_SETTINGS,
            shows=_link("files", "drive.example.net/till", "dam"),
            finds=(Find("'https://drive.example.net/till'", "drive.example.net is not File store."),),
        ),
        Example(
            "Where it belongs",
            settings=_SETTINGS,
            shows=_link("research", "docs.example.com/till", "docs"),
        ),
        Example("A team that keeps no map", shows=_link("research", "drive.example.net/till", "drive")),
    ),
)
