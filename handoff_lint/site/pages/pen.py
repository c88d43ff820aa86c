"""What templates may ask for: addresses, names, links to other parts of the graph, numbers and days in words.

Jinja escapes whatever is no `Markup`; only this module and `safety` make `Markup`, each time of escaped parts.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

import jinja2
from markupsafe import Markup, escape

from handoff_lint import roster, rules, schedule
from handoff_lint.calendars.teams import WorkingTime
from handoff_lint.gates import ACCEPTANCE
from handoff_lint.model import Finding
from handoff_lint.site import linked, safety
from handoff_lint.site.drawings import words as drawn
from handoff_lint.site.graph import Gate, GateState, Graph, Package, words
from handoff_lint.site.pages.page import address, relative, tight
from handoff_lint.validation import store

_JOINT = re.compile(r"</(?:td|th|dt|dd|li|p|pre|h[1-4]|option|header|summary)>(?=\S)|<br>(?=\S)")
"""Where words of two blocks would touch: a search index takes the text as it stands."""
_RULES = {rule.code: rule for rule in rules.RULES}
RULES = "rules-in-force.md"
"""The page that says what each rule checks."""
_TICKED = re.compile(r"`([^`]+)`")
_TONES = {
    "draft": "quiet",
    "planned": "quiet",
    "archived": "quiet",
    "cancelled": "quiet",
    "in_review": "busy",
    "approved": "busy",
    "handed_off": "busy",
    "live": "busy",
    "changes_requested": "bad",
    "accepted": "good",
    "completed": "good",
    "ended": "quiet",
}
"""Status → how it looks; its words are always there as well."""


_CONTENT = frozenset({dict, list, str, int, float, bool})


class _Environment(jinja2.Environment):
    """Data, never methods: `package.copy` is the field, and content has no attributes that a template could reach."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        if type(obj) in _CONTENT:
            return self.getitem(obj, attribute)
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        if type(obj) not in _CONTENT:
            return super().getitem(obj, argument)
        try:
            return obj[argument]
        except (LookupError, TypeError):
            return self.undefined(obj=obj, name=argument)


@cache
def environment() -> jinja2.Environment:
    """The templates, with escaping on for all of them."""
    found = _Environment(
        loader=jinja2.PackageLoader("handoff_lint.site"),
        autoescape=True,
        undefined=jinja2.ChainableUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    found.filters.update(
        slug=safety.slug,
        words=words,
        day=day,
        size=size,
        ticked=ticked,
        aim=aim,
        number=number,
        hours=hours,
        by_time=by_time,
        basename=basename,
        gate_title=gate_title,
        approvals=approvals,
    )
    return found


def day(value: object) -> str:
    """`2026-09-15` as 15 Sep 2026; anything else as it is."""
    try:
        return drawn.day(datetime.date.fromisoformat(str(value)[:10]))
    except ValueError:
        return str(value or "")


def ticked(text: object) -> Markup:
    """Our own sentences, in which backticks enclose what stands in files."""
    return Markup(_TICKED.sub(r"<code>\1</code>", str(escape(text))))  # noqa: S704 - escaped before


def size(value: object) -> str:
    """Bytes in words: 79307 → 77 KB."""
    if not isinstance(value, int) or isinstance(value, bool):
        return ""
    if value < 1024:
        return f"{value} bytes"
    return f"{value / 1024:,.0f} KB" if value < 1024 * 1024 else f"{value / 1024 / 1024:,.1f} MB"


def number(value: object) -> str:
    """A number with thousands apart and no needless decimals; anything else as it is."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    return f"{value:,}" if isinstance(value, int) or value != int(value) else f"{int(value):,}"


def aim(criterion: Mapping[str, Any]) -> str:
    """What a measure is to reach: `steps on time: 100 %`."""
    measure = str(criterion.get("measure") or "target")
    bare = measure.removesuffix("_percent")
    return f"{words(bare)}: {number(criterion.get('target'))}{' %' if bare != measure else ''}"


def hours(value: object) -> str:
    """`1 hour`, `36 hours`."""
    return f"{number(value)} {'hour' if value == 1 else 'hours'}"


def approvals(gates: Sequence[Gate]) -> str:
    """Where the gates of a package stand together: `2 of 4 approvals signed, 1 stale, 1 open`."""
    found = Counter(gate.state for gate in gates)
    signed = f"{found.pop(GateState.SIGNED, 0)} of {len(gates)} approvals signed"
    return ", ".join((signed, *(f"{found[state]} {state.value}" for state in GateState if state in found)))


def gate_title(gate: Gate) -> str:
    """What a gate is called on pages; the acceptance is the receiver's."""
    return "Receiver" if gate.name == ACCEPTANCE else words(gate.name).capitalize()


def _with_line_end(found: re.Match[str]) -> str:
    return f"{found[0]}\n"


@lru_cache(maxsize=512)
def _chip(text: str, tone: str) -> Markup:
    return Markup('<span class="hl-chip hl-{}">{}</span>').format(tone, text)


def basename(path: object) -> str:
    """The last part of a path."""
    return str(path or "").rpartition("/")[2]


def by_time(items: Iterable[Mapping[str, Any]] | None) -> list[Mapping[str, Any]]:
    """Items in order of their `at`, whatever its offset; those without one first."""
    return sorted(items or (), key=lambda one: schedule.moment(one["at"]).isoformat() if one.get("at") else "")


class Pen:
    """Writes one page: knows where it lies, and therefore how it links to the others."""

    def __init__(self, graph: Graph, source: str, *, directory_urls: bool, edit: str = "") -> None:
        """Start a page.

        Args:
            graph: everything that may be shown.
            source: the page's own source path.
            directory_urls: whether addresses end in `/` (the usual way) or in `.html` (for file://).
            edit: what addresses for editing begin with, `https://git.example/edit/main/`; empty for none.

        """
        self.graph = graph
        self.source = source
        self._directory_urls = directory_urls
        self._here = address(source, directory_urls=directory_urls)
        self._edit = edit
        self._ways: dict[str, str] = {}
        self._named: dict[str, Markup] = {}
        self._zone = WorkingTime(graph.config).clock().zone

    def moment(self, at: object) -> str:
        """A moment as the organisation's clock shows it: 15 Sep 2026, 09:30."""
        if not at:
            return ""
        found, time, _ = schedule.local(str(at), self._zone)
        return f"{day(found)}, {time}"

    def render(self, template: str, **about: Any) -> Markup:
        """A template with this pen as `s`, the graph as `graph`, and what it is about."""
        text = environment().get_template(template).render(s=self, graph=self.graph, **about)
        # No blank line ends a block where a page is taken in as Markdown.
        return Markup(_JOINT.sub(_with_line_end, tight(text)).strip())  # noqa: S704 - Jinja has escaped it

    def url(self, source: str, anchor: str = "") -> str:
        """The address of a page or file of the site, seen from this page."""
        way = self._ways.get(source)
        if way is None:
            way = relative(address(source, directory_urls=self._directory_urls), self._here)
            self._ways[source] = way
        return f"{way}#{anchor}" if anchor else way

    def link(self, source: str, text: object, anchor: str = "") -> Markup:
        """A link to a page of the site."""
        shown = escape(self.url(source, anchor)), escape(text)
        return Markup(f'<a href="{shown[0]}">{shown[1]}</a>')  # noqa: S704 - both parts are escaped; format() is slow

    def out(self, address_: object, text: object = "") -> Markup:
        """A link to another site as content gives it; plain text where the address could do anything but lead there."""
        found = safety.link(str(address_), lambda _: "")
        shown = text or address_
        return Markup('<a href="{}" rel="noopener noreferrer">{}</a>').format(found, shown) if found else escape(shown)

    def who(self, handle: object) -> Markup:
        """A person by name, linked to their page."""
        key = str(handle)
        found = self._named.get(key)
        if found is None:
            person = self.graph.person(key)
            found = self._named[key] = self.link(person.page, person.name) if person else escape(self.name(handle))
        return found

    def name(self, handle: object) -> str:
        """A person's or team's name in words."""
        text = str(handle or "")
        return (
            f"team {text.removeprefix('team:')}"
            if text.startswith("team:")
            else roster.name_of(self.graph.config, text)
        )

    def people(self, handles: Iterable[object]) -> Markup:
        """Several people, with commas."""
        return Markup(", ").join(self.who(one) for one in handles or ())

    def package(self, id_: object) -> Markup:
        """A link to a package; nothing at all where it is not shown."""
        found = self.graph.packages.get(str(id_))
        return self.link(found.page, found.title) if found else Markup()

    def ref(self, reference: object, within: Package | None = None) -> Markup:
        """A link to an item: `dockside-launch-h2#as-lp`, or `as-lp` in the same package; nothing where it is hidden."""
        id_, _, item = str(reference).rpartition("#")
        found = self.graph.packages.get(id_) if id_ else within
        return self.link(found.page, item, item if item in found.items else "") if found else Markup()

    def refs(self, references: Iterable[object], within: Package | None = None) -> Markup:
        """Links to several items, with commas; hidden ones leave no trace."""
        return Markup(", ").join(one for reference in references or () if (one := self.ref(reference, within)))

    def entry(self, id_: object) -> Markup:
        """A link to an entry of the knowledge base; nothing where it is not shown."""
        found = self.graph.entry(str(id_))
        return self.link(found.page, found.title) if found else Markup()

    def campaign(self, slug: object) -> Markup:
        """A campaign by its title, linked where its page is shown; just the folder's name where it is hidden."""
        found = self.graph.campaign(str(slug))
        if found is None:
            return Markup()
        return self.link(found.page, found.title) if found.page else escape(found.title)

    def body(self, path: str, text: str) -> Markup:
        """A Markdown body, made safe, with links to shown pages and pictures only."""
        return Markup(safety.body(text, lambda address_: self._resolve(path, address_)))  # noqa: S704 - nh3 has cleaned it

    def _resolve(self, path: str, address_: str) -> str:
        plain, _, anchor = address_.partition("#")
        target = linked.beside(path, plain)
        page = self.graph.pages.get(target)
        if page:
            return self.url(page.page, anchor)
        return self.picture(target) if target in self.graph.assets else ""

    def picture(self, path: str) -> str:
        """The address of a shown picture by its path from the root; empty where it is not shown."""
        return self.url(path.removeprefix(self.graph.config.docs_prefix)) if path in self.graph.assets else ""

    def asset(self, package: Package, file: object) -> str:
        """The address of a picture as a package writes it; empty where it is not shown."""
        return self.picture(linked.asset_path(package, str(file))) if file else ""

    def type(self, name: str) -> str:
        """A handoff type in words."""
        return str(store.load(name)["title"]) if name in store.handoff_types() else "Handoff"

    def chip(self, status: object, tone: str = "") -> Markup:
        """A status as a label that is told by its words, not by its colour alone."""
        return _chip(words(status), tone or _TONES.get(str(status), "quiet"))

    def code(self, text: str) -> Markup:
        """Lines as they stand in a file; line ends as entities, which no tidying of blanks touches."""
        lines = Markup("&#10;").join(text.split("\n"))
        return Markup('<pre class="hl-code"><code>{}</code></pre>').format(lines)

    def rule(self, code: str) -> Markup:
        """A rule by its code, linked to what this site says of it; from there on to the linter's own pages."""
        if code not in _RULES:
            return escape(code)
        base = self.graph.config.docs_url
        if self.source != RULES:
            return self.link(RULES, code, code)
        return self.out(f"{base}/rules/{code}/", code) if base else escape(code)

    def finding(self, found: Finding) -> Mapping[str, Any]:
        """A finding as templates show it."""
        return {"code": self.rule(found.code), "message": found.message, "help": found.help, "line": found.span.line}

    def edit(self, path: str) -> str:
        """The address at which a file can be changed; empty where the site does not say."""
        return f"{self._edit}{path}" if self._edit and path else ""

    def label(self, kind: str, name: object) -> str:
        """The title of something that the settings know: channels, campaign_types, segments, kpis, roles."""
        return self.graph.label(kind, name)
