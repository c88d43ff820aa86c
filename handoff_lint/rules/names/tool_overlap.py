"""Two tools for one purpose mean two truths, and the newer one is always in the other.

How to fix: choose one of the two, move what lies in the other, and delete it from the settings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handoff_lint.facts import Facts
from handoff_lint.model import Problem, Related, Severity, join
from handoff_lint.rules.base import Context, Example, Find, Rule
from handoff_lint.rules.names.handoff_map import settings_file

CODE = "HF208"


def check(_facts: Sequence[Facts], context: Context) -> Iterator[Problem]:
    """One tool for one purpose, one tool for one kind of thing, and not too many altogether."""
    core = context.config.core
    if not core:
        return
    yield from _purposes(context)
    yield from _kinds(context)
    if len(core) > context.config.max_core_tools:
        yield Problem(
            f"There are {len(core)} core tools; more than {context.config.max_core_tools} are hard to keep in mind.",
            "/core",
            "Give up those that another one can replace, or raise max_core_tools.",
            at="key",
            path=settings_file(context.config, "/core"),
        )


def _purposes(context: Context) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for tool, entry in context.config.core.items():
        purpose = " ".join(entry["purpose"].casefold().split())
        pointer = join("/core", tool, "purpose")
        if purpose in first:
            other = first[purpose]
            yield Problem(
                f"{entry['name']} and {context.config.core[other]['name']} are both for {purpose}.",
                pointer,
                "Keep one of the two, or say what each is for.",
                path=settings_file(context.config, pointer),
                related=(_related(context, join("/core", other, "purpose"), "the other one"),),
            )
        else:
            first[purpose] = tool


def _kinds(context: Context) -> Iterator[Problem]:
    first: dict[str, tuple[str, str]] = {}
    core = context.config.core
    for handoff, places in context.config.handoff_map.items():
        for kind, place in places.items():
            tool = place.partition(":")[0]
            pointer = join("/handoff_map", handoff, kind)
            other, where = first.setdefault(kind, (tool, pointer))
            if other != tool:
                yield Problem(
                    f"{kind} is kept in {core[tool]['name']} here, but in {core[other]['name']} in other handoffs.",
                    pointer,
                    "Use one tool for one kind of thing.",
                    path=settings_file(context.config, pointer),
                    related=(_related(context, where, "the other place"),),
                )


def _related(context: Context, pointer: str, message: str) -> Related:
    return Related(settings_file(context.config, pointer), message, pointer)


_CORE = """
core:
  pm: {name: Asana, purpose: tasks}
  docs: {name: Team wiki, purpose: research}
""".lstrip()

RULE = Rule(
    module=__name__,
    code=CODE,
    name="tool-purpose-overlap",
    summary="The team has one tool for each purpose, and not more than it can keep in mind.",
    idea="F5",
    severity=Severity.WARNING,
    repository=check,
    examples=(
        Example(
            "Two tools for tasks",
            settings=_CORE + "  board: {name: Monday, purpose: Tasks}\n",
            finds=(Find("Tasks", "Monday and Asana are both for tasks."),),
        ),
        Example(
            "Tasks here and there",
            settings=_CORE + "handoff_map:\n  strategy-to-creative: {tasks: pm}\n  marketing-to-sales: {tasks: docs}\n",
            finds=(Find("docs", "tasks is kept in Team wiki here, but in Asana in other handoffs.", after="tasks: "),),
        ),
        Example(
            "More tools than one can keep in mind",
            settings=_CORE + "max_core_tools: 1\n",
            finds=(Find("core:", "There are 2 core tools; more than 1 are hard to keep in mind."),),
        ),
        Example("One tool for each purpose", settings=_CORE),
    ),
)
