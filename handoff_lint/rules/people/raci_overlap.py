"""Asked is more than told: whoever stands in both lists does not know which; and ten people asked is nobody asked.

How to fix: keep each person in one list of a row, and ask only those whose answer can change the work.
"""

from __future__ import annotations

from collections.abc import Iterator

from handoff_lint import roster
from handoff_lint.model import Document, Problem, Severity
from handoff_lint.rules.base import Context, Example, Find, Rule

CODE = "HF306"
MOST_CONSULTED = 5
MOST_APPROVERS = 7


def check(document: Document, context: Context) -> Iterator[Problem]:
    """Nobody is in two lists that exclude each other, and not too many are asked or must approve."""
    for pointer, row in roster.rows(document):
        accountable, consulted = row.get("accountable"), row.get("consulted", ())
        for index, name in enumerate(row.get("informed", ())):
            known = roster.name_of(context.config, name) if name else ""
            if name and name == accountable:
                words = f"{known} has the last word and is informed as well."
            elif name and name in consulted:
                words = f"{known} is both consulted and informed."
            else:
                continue
            yield Problem(
                words,
                f"{pointer}/informed/{index}",
                "Take the name out of informed: who decides or is asked knows already.",
            )
        if len(consulted) > MOST_CONSULTED and len(consulted) > (most := _most_consulted(document, context)):
            activity = "" if roster.is_short(document) else f" for {row['activity']}"
            yield Problem(
                f"{len(consulted)} are consulted{activity}; more than {most} slow the work down.",
                f"{pointer}/consulted",
                "Ask those whose answer can change the work, and move the others to informed.",
                at="key",
            )
    yield from _approvers(document, context)


def _most_consulted(document: Document, context: Context) -> int:
    """Five, or as many as the team's own defaults for this type ask; roles that nobody holds do not count."""
    config = context.config
    roles = config.raci.get(document.type, {}).get("consulted", ())
    held = {item["role"] for person in config.people.values() for item in person["roles"]}
    return max(MOST_CONSULTED, sum(not held or role in held for role in roles))


def _approvers(document: Document, context: Context) -> Iterator[Problem]:
    config = context.config
    if len(config.gates.get(document.type, ())) + len(document.data.get("gates", ())) <= MOST_APPROVERS:
        return
    today = context.today.isoformat()
    found = [
        gate
        for gate in context.approvals.required(document)
        if not config.people or roster.signers(config, gate.roles, today)
    ]
    if len(found) > MOST_APPROVERS:
        yield Problem(
            f"{len(found)} approvals are needed; with more than {MOST_APPROVERS} everybody relies on the others.",
            "/gates",
            "Keep the approvals that can stop the work; the others can be consulted.",
            at="key",
        )


_GATES = "".join(
    f"  - {{gate: {gate}, role: {role}, reason: They asked for it.}}\n"
    for gate, role in (
        ("finance", "head_of_sales"),
        ("sales", "sdr_lead"),
        ("email", "email_manager"),
        ("social", "social_manager"),
        ("paid", "paid_manager"),
        ("support", "support"),
    )
)

RULE = Rule(
    module=__name__,
    code=CODE,
    name="raci-role-overlap",
    summary="Nobody is asked or decides and is also only told; not more than 5 are asked and 7 must approve.",
    idea="F3",
    severity=Severity.WARNING,
    document=check,
    fix="auto",
    examples=(
        Example(
            "Asked and told",
            shows="raci:\n  accountable: maya.holt\n  consulted: [ana.ruiz]\n  informed: [ana.ruiz, tom.osei]\n",
            finds=(Find("ana.ruiz", "ana.ruiz is both consulted and informed.", after="informed: ["),),
        ),
        Example(
            "Decides and is told",
            shows="raci:\n  accountable: maya.holt\n  informed: [maya.holt]\n",
            finds=(Find("maya.holt", "maya.holt has the last word and is informed as well.", after="informed: ["),),
        ),
        Example(
            "Everybody is asked",
            shows="raci:\n  accountable: maya.holt\n"
            "  consulted: [ana.ruiz, tom.osei, bea.lind, leo.brandt, kim.sato, team:sales]\n",
            finds=(Find("consulted", "6 are consulted; more than 5 slow the work down."),),
        ),
        Example(
            "Everybody must approve",
            shows=f"gates:\n{_GATES}",
            finds=(Find("gates", "8 approvals are needed; with more than 7 everybody relies on the others."),),
        ),
        Example(
            "Each in one list",
            shows="raci:\n  accountable: maya.holt\n  consulted: [ana.ruiz]\n  informed: [tom.osei]\n",
        ),
    ),
)
