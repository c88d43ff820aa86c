"""The demo as it stood in the evening of a day of its campaign: what came later is taken out, statuses follow.

A sign-off, a handover, an answer, a tick or a day under `done` that is later than the day is not there yet; a package
that was opened later neither. What was signed is signed anew, for the content as it stands.
"""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

from handoff_lint.reading import fast
from handoff_lint.reading.limits import Limits
from scripts import sign_demo
from tests.repositories.test_cases import copy_demo

LATER = ("done", "resolved", "closed", "published")
"""Fields that hold the day on which something was over."""
DATED = ("signoffs", "acceptance", "handovers", "decisions", "reviews", "performance_review")
"""Lists (or groups of lists) whose entries are added over time."""


def as_of(root: Path, day: str) -> None:
    """Write the demo as of a day to an empty folder."""
    copy_demo(root)
    campaign = root / "docs/campaigns/dockside-launch"
    missing: set[str] = set()
    retrospective = _opened(next((campaign / "07-retro").glob("*.md")))
    for path in sorted((root / "docs/kb").glob("*.md")):
        if day < retrospective:  # with which they are written
            missing.add(f"kb/{path.stem}")
            path.unlink()
    for path in sorted(campaign.glob("0*/*.md")):
        if _opened(path) > day:
            path.unlink()
        else:
            _rewrite(path, day, missing)
    _rewrite(campaign / "campaign.md", day, missing)
    sign_demo.main(["--root", str(root)])


def _opened(path: Path) -> str:
    """The day in a file name."""
    return f"{path.name[:4]}-{path.name[4:6]}-{path.name[6:8]}"


def _read(path: Path) -> tuple[Any, str]:
    _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    return fast.load(front, Limits()), body


def _rewrite(path: Path, day: str, missing: set[str]) -> None:
    data, body = _read(path)
    if "launch_date" in data:
        data["status"] = "planned" if day < data["launch_date"] else "live" if day <= data["end_date"] else "ended"
    else:
        last = data["status"]
        ended = _last_day(data)
        data = _without(_trimmed(data, day), missing)
        data["status"] = _status(data, is_over=last == "completed" and ended <= day)
        _unfinished(data, day)
    # JSON is YAML as well, and shows every value on a line of its own
    path.write_text(f"---\n{json.dumps(data, indent=2, ensure_ascii=False)}\n---\n{body}", encoding="utf-8")


def _last_day(data: Any) -> str:
    """The day on which the last next step was done and the last item ticked."""
    steps: list[str] = [step.get("done", "9999") for step in data["next_steps"]]
    parts = [part["items"] for part in (data["checklist"], *data["package"].values()) if "items" in part]
    ticks: list[str] = [
        tick["date"] for part in parts if isinstance(part, dict) for tick in part.values() if "date" in tick
    ]
    return max([*steps, *ticks])


def _day(value: Any) -> str:
    """The day that a value or an entry is about (of a week: the Monday after it); empty for none."""
    if isinstance(value, dict):
        if "week" in value:
            monday = datetime.date.fromisoformat(f"{value['week']}-1")
            return (monday + datetime.timedelta(days=7)).isoformat()
        if "confirmed" in value:
            return max(str(value["date"]), str(value["confirmed"]["date"]))  # it is written down when it is confirmed
        return next((str(value[name])[:10] for name in ("at", "date") if name in value), "")
    return value[:10] if isinstance(value, str) else ""


def _without(value: Any, missing: set[str]) -> Any:
    """A value without links to knowledge that nobody has written yet."""
    if isinstance(value, dict):
        kept = {key: one for key, one in value.items() if key != "kb" or str(one) not in missing}
        return {key: _without(one, missing) for key, one in kept.items()}
    return [_without(one, missing) for one in value] if isinstance(value, list) else value


def _trimmed(value: Any, day: str, *, dated: bool = False) -> Any:
    """A value without what came later."""
    if isinstance(value, dict):
        kept = {}
        for key, inner in value.items():
            later = _day(inner) > day
            if later and (key in LATER or key == "confirmed" or (dated and isinstance(inner, dict))):
                continue
            kept[key] = _trimmed(inner, day, dated=dated or key in (*DATED, "items"))
        return kept
    if isinstance(value, list):
        return [_trimmed(one, day, dated=dated) for one in value if not (dated and _day(one) > day)]
    return value


def _status(data: Any, *, is_over: bool) -> str:
    version = max((entry["version"] for gate in data.get("signoffs", {}).values() for entry in gate), default=1)
    answers = [one for one in data.get("acceptance", ()) if one["version"] == version]
    wanted = (
        1 + len(data["to"].get("co_receivers", ())) - (data["to"]["receiver"] in data["to"].get("co_receivers", ()))
    )
    if len(answers) >= wanted:
        return "completed" if is_over else "accepted"
    if any(one["version"] == version for one in data.get("handovers", ())):
        return "handed_off"
    gates = {name: entries for name, entries in data.get("signoffs", {}).items() if name != "preflight"}
    if gates and all(gates.values()):
        return "approved"
    return "in_review" if any(gates.values()) else "draft"


def _unfinished(data: Any, day: str) -> None:
    """What is filled in while the work goes on and does not follow from a day beside it."""
    for name in ("acceptance", "handovers"):
        if not data.get(name, True):
            del data[name]
    package = data["package"]
    for entry in package.get("message_calendar", {}).get("entries", ()):
        if _day(entry) > day:
            entry["status"] = "scheduled"
