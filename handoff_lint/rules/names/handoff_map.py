"""Everyone can see where each handoff happens: one tool for each kind of thing, so nobody asks “where is it?”.

How to fix: add what the message names to handoff_map in the settings, as `kind: tool` or `kind: tool:place`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from handoff_lint.config import FILE, OFF, Config
from handoff_lint.facts import Facts
from handoff_lint.model import Problem, Severity, join, parts
from handoff_lint.rules.base import Context, Example, Find, Rule
from handoff_lint.words import listed

CODE = "HF206"
_EVERYWHERE = ("package", "talk")
_KINDS: Mapping[str, str] = {
    "creative-to-production": "files",
    "production-to-launch": "files",
    "email-to-social": "calendar",
    "marketing-to-sales": "leads",
    "analytics-to-optimization": "data",
    "campaign-retrospective": "knowledge",
}


def check(_facts: Sequence[Facts], context: Context) -> Iterator[Problem]:
    """Each type in use has its place for the package, for talk, and for what it is about."""
    config = context.config
    if not config.handoff_map:
        if config.core:
            yield Problem(
                "There is a list of tools but no handoff_map, so nobody can see where each handoff happens.",
                "/core",
                "Add handoff_map: for each handoff type, what is kept in which tool.",
                at="key",
                path=settings_file(config, "/core"),
            )
        return
    for kind, use in config.systems.items():
        wanted = [*_EVERYWHERE, *([_KINDS[kind]] if kind in _KINDS else [])]
        if use == OFF:
            continue
        missing = [what for what in wanted if what not in config.handoff_map.get(kind, {})]
        if missing:
            pointer = join("/handoff_map", kind) if kind in config.handoff_map else "/handoff_map"
            known = kind in config.handoff_map
            yield Problem(
                f"{kind} has no place for {listed(missing, conjunction='and')}."
                if known
                else f"handoff_map has no row for {kind}.",
                pointer,
                f"Say which tool keeps its {listed(missing, conjunction='and')}; tools are "
                f"{listed(config.core, conjunction='and')}.",
                at="key",
                path=settings_file(config, pointer),
            )


def settings_file(config: Config, pointer: str) -> str:
    """The settings file that holds what a pointer names."""
    steps = parts(pointer)
    return config.sources.get("/".join(steps[:2])) or config.sources.get(steps[0], FILE)


_SETTINGS = """
profile: starter
severity: {HF206: error}     # a team that begins may do without; this one wants it
core:
  repo: {name: Handoff repository, purpose: packages}
  chat: {name: Chat, purpose: talk}
""".lstrip()

RULE = Rule(
    module=__name__,
    code=CODE,
    name="handoff-map-incomplete",
    summary="For each handoff type in use, the map says which tool keeps the package, the talk and what it is about.",
    idea="F5",
    severity=Severity.ERROR,
    repository=check,
    examples=(
        Example(
            "A type without a row",
            settings=_SETTINGS + "systems: {marketing-to-sales: enforce}\n"
            'handoff_map:\n  strategy-to-creative: {package: repo, talk: "chat:#ho-brief"}\n',
            finds=(Find("handoff_map", "handoff_map has no row for marketing-to-sales."),),
        ),
        Example(
            "No place to talk",
            settings=_SETTINGS + "handoff_map:\n  strategy-to-creative: {package: repo}\n",
            finds=(Find("strategy-to-creative", "strategy-to-creative has no place for talk."),),
        ),
        Example(
            "Tools but no map",
            settings=_SETTINGS,
            finds=(
                Find(
                    "core",
                    "There is a list of tools but no handoff_map, so nobody can see where each handoff happens.",
                ),
            ),
        ),
        Example(
            "Each kind in one place",
            settings=_SETTINGS + 'handoff_map:\n  strategy-to-creative: {package: repo, talk: "chat:#ho-brief"}\n',
        ),
        Example("A team that keeps no map"),
    ),
)
