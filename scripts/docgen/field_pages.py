"""The field reference: a page for each document type, in the order of its schema."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from handoff_lint.reading import yaml_text
from handoff_lint.validation import store
from handoff_lint.validation.fields import NEVER, Field, Schema, fields
from scripts.docgen import goals, markdown
from scripts.docgen.fields import PROFILES, needed, shape
from scripts.docgen.goals import SPREAD

_GOALS = "../goals.md"
_REPORT = "report"
_READING = (
    "**Needed** names the status from which the field must be filled in; where profiles differ, for each profile that "
    "asks for it, and `strict` asks what `standard` asks. “Always”: as soon as the group around it is there. "
    "`links[]` stands for each entry of a list, `<name>` for a name that you choose. "
    "A field of your own may stand anywhere if its name begins with `x_`. **Asked so that** says why, with the "
    "[goal](../goals.md) behind it; in a table, an empty cell means: for the same reason as the group around it."
)
_READING_SETTINGS = (
    "A setting that is left out keeps its default. **Needed** says what a group cannot be without once it is there. "
    "`ignore[]` stands for each entry of a list, `<name>` for a name that you choose. **Set so that** says why, with "
    "the [goal](../goals.md) behind it."
)
_SHORT_FORMS = {
    "[]": "one entry may stand without its dash",
    "raci": "one group with `accountable`, `consulted` and `informed` stands for all rows",
    "channel/placement": "`channel: email/marketing` stands for both channel and placement",
}


def path_of(name: str) -> str:
    """Where a document type's page lies below docs/."""
    return f"reference/{name}.md" if name == _REPORT else f"reference/fields/{name}.md"


def pages() -> Iterator[tuple[str, str]]:
    """(path below docs/, text) of the field reference."""
    for name in store.document_types():
        yield path_of(name), _report(name) if name == _REPORT else _page(name)


def _page(name: str) -> str:
    root = store.bundle(name)
    found = fields(name)
    blocks = [block for field in sections(found) for block in _section(name, field, found, root)]
    return markdown.page(
        store.load(name)["title"],
        markdown.prose(store.load(name)["description"]),
        _place(name),
        "## At a glance",
        _glance(name, found),
        _READING_SETTINGS if name == goals.SETTINGS else _READING,
        *_headings(name),
        *blocks,
    )


def _report(name: str) -> str:
    root = store.bundle(name)
    found = fields(name)
    rows = [
        (markdown.code(field.name), shape(field.schema, root), markdown.prose(field.schema.get("description", "")))
        for field in found
    ]
    return markdown.page(
        store.load(name)["title"],
        markdown.prose(store.load(name)["description"]),
        "`handoff check --format json` writes it; `handoff schema report` prints its schema.",
        markdown.table(("Field", "Type", "What it says"), rows),
    )


def _heading(profile: str) -> str:
    return f"Needed from ({profile})"


def _place(name: str) -> str:
    if name in store.handoff_types():
        stage = store.load(name)["x-stage"]
        return (
            f"A package of this type lies in `docs/campaigns/<campaign>/{stage}/`. "
            f"Ready to copy: [the template](../templates/{name}.md)."
        )
    places = {
        "calendar": "The files lie in `docs/calendar/`, one for each month or however you like.",
        "campaign": "It lies in `docs/campaigns/<campaign>/campaign.md`. Ready to copy: [the template]"
        "(../templates/campaign.md).",
        "knowledge": "The pages lie in `docs/kb/`. Ready to copy: [the template](../templates/knowledge.md).",
        "settings": "They stand in `handoff.yml` and in `config/*.yml`; which of these files holds what is up to you.",
    }
    return places[name]


def sections(found: Iterable[Field]) -> Iterator[Field]:
    """The fields that get a section: those at the top, and those of `package`."""
    for field in found:
        if len(field.path) == 1 or (len(field.path) == 2 and field.path[0] == SPREAD):
            yield field


def _glance(name: str, found: Iterable[Field]) -> str:
    """The table of all sections; who asks for what only where profiles and statuses differ."""
    by_profile = name in (*store.handoff_types(), "campaign")
    columns = tuple(_heading(profile) for profile in PROFILES) if by_profile else ()
    rows = []
    for field in sections(found):
        link = f"[{markdown.code(field.name)}](#{field.name.replace('.', '')})"
        statuses = (needed(field, profile) for profile in PROFILES) if by_profile else ()
        rows.append((link, markdown.escape(_title(field)), *statuses))
    return markdown.table(("Field", "Title", *columns), rows)


def _title(field: Field) -> str:
    return str(field.schema.get("title", ""))


def _headings(name: str) -> Iterator[str]:
    """The sections that a type's body must have."""
    asked = store.load(name).get("x-sections", [])
    if not asked:
        return
    rows = []
    for item in asked:
        needed = item.get("x-required-from", {})
        limit = f"at most {item['max_words']} words" if "max_words" in item else "any length"
        statuses = (markdown.code(needed[profile]) if profile in needed else NEVER for profile in PROFILES)
        rows.append((markdown.code(f"## {item['heading']}"), limit, *statuses))
    yield "## Below the front matter"
    yield "Headings that the text below the fields must have."
    yield markdown.table(("Heading", "Length", *(_heading(profile) for profile in PROFILES)), rows)


def _section(name: str, field: Field, found: tuple[Field, ...], root: Schema) -> Iterator[str]:
    yield f"{'#' * (len(field.path) + 1)} {markdown.code(field.name)}"
    yield markdown.prose(field.schema.get("description", ""))
    yield "\n".join(f"- {fact}" for fact in _facts(name, field, root))
    if examples := field.schema.get("examples"):
        texts = [yaml_text.under(field.path, value) for value in examples]
        yield markdown.fence("\n\n# or\n".join(texts), "yaml")
    if field.name != SPREAD:
        header = ("Field", "What to write", "Needed", _why(name))
        yield markdown.table(header, (_row(name, inner, field, root) for inner in _inside(field, found)))


def _why(name: str) -> str:
    return "Set so that" if name == goals.SETTINGS else "Asked so that"


def _inside(field: Field, found: tuple[Field, ...]) -> Iterator[Field]:
    depth = len(field.path)
    own = field.path[-1].removesuffix("[]")
    for other in found:
        below = len(other.path) > depth and other.path[: depth - 1] == field.path[:-1]
        if below and other.path[depth - 1].removesuffix("[]") == own:
            yield other


def _facts(name: str, field: Field, root: Schema) -> Iterator[str]:
    if served := goals.of_field(name, field):
        yield f"{_why(name)} {goals.reasons(served, _GOALS)}"
    yield f"Type: {shape(field.schema, root)}"
    if short := _short_form(field.schema):
        yield f"Short form: {short}"
    needed = _needed(field)
    yield "Optional" if needed == NEVER else f"Needed: {needed}"
    yield from _notes(field.schema)
    if field.schema.get("x-not-applicable"):
        yield f"Where it does not apply: leave it out and say why under `package.not_applicable.{field.path[-1]}`"


def _notes(schema: Schema) -> Iterator[str]:
    """What our own annotations say about a value besides its shape."""
    for status, values in schema.get("x-values-from", {}).items():
        allowed = ", ".join(markdown.code(yaml_text.flow(value)) for value in values)
        yield f"From {markdown.code(status)} on only {allowed} will do"
    if schema.get("x-progress"):
        yield "Changes while work goes on: no approval depends on it"
    if schema.get("x-asset"):
        yield "The file's content counts in the fingerprint of an approval"


def _needed(field: Field) -> str:
    """From which status the field is needed, profile by profile where they differ."""
    by_profile = {profile: needed(field, profile) for profile in PROFILES}
    if len(set(by_profile.values())) == 1:
        return by_profile[PROFILES[0]]
    return ", ".join(f"{status} ({profile})" for profile, status in by_profile.items() if status != NEVER)


def _short_form(schema: Schema) -> str:
    form = schema.get("x-short-form", "")
    return _SHORT_FORMS.get(form, f"plain text stands for {markdown.code(form)} alone" if form else "")


def _row(document: str, field: Field, above: Field, root: Schema) -> tuple[str, ...]:
    name = ".".join(field.path[len(above.path) - 1 :])
    lines = [markdown.prose(field.schema.get("description", "")), f"<br>*{_upper(shape(field.schema, root))}.*"]
    if short := _short_form(field.schema):
        lines.append(f"<br>*Short form: {short}.*")
    lines += [f"<br>*{note}.*" for note in _notes(field.schema)]
    if examples := field.schema.get("examples"):
        lines.append(f"<br>Example: {markdown.code(yaml_text.flow(examples[0]))}")
    known = goals.of_field(document, above)
    own = [goal for goal in goals.of_field(document, field) if goal not in known]
    return markdown.code(name), " ".join(lines), _needed(field), goals.reasons(own, _GOALS)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
