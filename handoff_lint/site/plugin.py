"""The MkDocs plugin `handoff`: puts the core's pages into a MkDocs build. A thin shell.

The files of campaigns, the knowledge base and the calendar are taken out of the build, so nothing of them is copied
that the audience must not see; generated pages and the pictures that these show come in.
"""

from __future__ import annotations

import datetime
import hashlib
import html
import json
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urljoin

from mkdocs.config import base
from mkdocs.config import config_options as options
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.toc import get_toc

from handoff_lint import config as settings
from handoff_lint import garbage, paths
from handoff_lint.errors import HandoffError
from handoff_lint.model import Finding, Severity
from handoff_lint.site import build, safety
from handoff_lint.site.gather import gather
from handoff_lint.site.graph import Graph
from handoff_lint.site.pages.page import Heading, Page, searchable, tight
from handoff_lint.site.visibility import Level
from handoff_lint.words import did_you_mean

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.pages import Page as MkDocsPage
    from mkdocs.utils.templates import TemplateContext

_log = get_plugin_logger("handoff")
_TAKEN_OUT = ("campaigns/", "calendar/", "kb/")
"""Folders below `docs_dir` whose files are never copied as they are."""
START = "index.md"
_ARTICLE = "article"
"""The id of the whole article."""


class Day(base.BaseConfigOption[datetime.date]):
    """A day such as 2026-09-14; YAML may have read it as a date already."""

    def run_validation(self, value: object) -> datetime.date:
        """Read the day.

        Raises:
            base.ValidationError: it is no day of the calendar.

        """
        if isinstance(value, datetime.date):
            return value
        try:
            return datetime.date.fromisoformat(str(value))
        except ValueError as error:
            raise base.ValidationError(f"{value!r} is no day. Write it like this: 2026-09-14") from error


class Count(options.Type[int]):
    """A whole number from 0 on."""

    def run_validation(self, value: object) -> int:
        """Read the number.

        Raises:
            base.ValidationError: it is none, or below 0.

        """
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise base.ValidationError(f"{value!r} is no number of handoffs. Write a whole number from 0 on.")
        return value


class Beginning(options.Type[str]):
    """What the addresses of a web site begin with, or nothing."""

    def run_validation(self, value: object) -> str:
        """Read the address.

        Raises:
            base.ValidationError: browsers would not open it as a page of the web.

        """
        if not isinstance(value, str) or (value and not safety.is_web_address(value)):
            raise base.ValidationError(f"{value!r} is no address. Begin with https://")
        return value


class Options(base.Config):  # type: ignore[no-untyped-call]
    """What stands below `- handoff:` in mkdocs.yml."""

    enabled = options.Type(bool, default=True)
    publish = options.Choice(tuple(level.value for level in Level), default=Level.TEAM.value)
    """Who reads this site: `team` sees everything, `company` and `public` what is marked for them."""
    root = options.Optional(options.Dir(exists=True))
    """The folder of handoff.yml; the nearest one around `docs_dir` when left out."""
    today = options.Optional(Day())
    """The day that “late” goes by; the real one when left out."""
    search_archived = Count(int, default=1000)
    """With more handoffs than this, the search leaves archived ones out: it runs in the browser of each reader."""
    edit = Beginning(str, default="")
    """What the address for editing a file begins with: `https://git.example/team/handoffs/edit/main/`."""

    def validate(self) -> tuple[list[tuple[str, Exception]], list[tuple[str, str]]]:
        """Refuse what MkDocs lets pass: with `publsh: public`, or nothing behind `publish`, it would publish it all."""
        is_empty = not self.get("publish")  # as it is written; MkDocs then puts the default there
        failed, warned = super().validate()
        known = {name for name, _ in self._schema}
        for name in sorted(map(str, self.keys() - known)):
            failed.append((name, base.ValidationError(f"There is no such option.{did_you_mean(name, known)}")))
        if is_empty:
            words = "It is empty. Say who reads this site: team, company or public."
            failed.append(("publish", base.ValidationError(words)))
        return failed, [one for one in warned if one[0] in known]


class _Article:
    """An article that waits for its page to be written: thousands wait at once, so they are packed.

    Attributes:
        title, headings: for the table of contents; the title is plain text.
        html: the article.
        print: tells it from what the page was in an earlier build.

    """

    __slots__ = ("_given", "_packed", "headings", "print", "title")

    def __init__(self, page: Page, stub: str) -> None:
        self.title = page.title
        self.print = hashlib.blake2b((stub + page.html).encode(), digest_size=16).digest()
        self.headings = page.headings
        self._given: str | None = None
        named = page.html.replace("<article ", f'<article id="{_ARTICLE}" ', 1)
        # The search has the title already.
        self.keep(named.replace("<h1>", "<h1 data-search-exclude>", 1))

    @property
    def html(self) -> str:
        return zlib.decompress(self._packed).decode()

    def give(self) -> str:
        """The article for other plugins, which may change it; `keep` ends their turn."""
        self._given = self.html
        return self._given

    def keep(self, html: str) -> None:
        """Put the article aside; one that is as it was given is not packed again, which takes a while."""
        if html is not self._given:
            self._packed = zlib.compress(html.encode(), 1)
        self._given = None


class _Source(File):
    """The source of a generated page: new when the page is, so that `mkdocs serve --dirty` leaves the others alone."""

    is_same = False

    def is_modified(self) -> bool:
        """Whether the page has to be written (again)."""
        return not (self.is_same and Path(self.abs_dest_path).is_file())


class HandoffPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """Publishes a handoff repository."""

    def __init__(self) -> None:
        """Begin without pages."""
        self._articles: dict[str, _Article] = {}
        self._written: dict[str, bytes] = {}
        self._root = Path()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Nothing to do; that this is here makes MkDocs keep the plugin from one build of `serve` to the next."""

    @event_priority(100)  # before the offline plugin asks for the shim, wherever it stands in the list
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig | None:
        """Find the repository, and have the style sheet, the script and the search shim loaded.

        Raises:
            PluginError: there is no repository around here, or its documents lie elsewhere than MkDocs looks.

        """
        if not self.config.enabled:
            return None
        docs = Path(config.docs_dir).resolve()
        try:
            self._root = Path(self.config.root).resolve() if self.config.root else settings.find_root(docs)
            expected = settings.load(self._root).docs_dir
        except HandoffError as error:
            raise _refused(error) from error
        if (self._root / expected).resolve() != docs:
            raise PluginError(
                f"handoff: handoff.yml says that documents lie in {expected}/, but docs_dir of mkdocs.yml is {docs}. "
                "Let both name the same folder."
            )
        config.extra_css += [f"{build.FOLDER}/{name}" for name in (build.STYLE, build.DRAWINGS)]
        config.extra_javascript.append(f"{build.FOLDER}/{build.SCRIPT}")
        # Without a shim of its own, the offline plugin asks another site for one.
        config.extra.setdefault("polyfills", []).append(f"{build.FOLDER}/{build.SHIM}")
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Read the repository, say what the linter finds, and exchange its files for pages.

        Raises:
            PluginError: the repository cannot be read, or one of its pages has the place of a page that is there.

        """
        if not self.config.enabled:
            return files
        garbage.thaw()  # where an earlier build of `mkdocs serve` has failed
        try:
            with garbage.not_collected():
                graph = gather(settings.load(self._root), publish=Level(self.config.publish), today=self.config.today)
        except HandoffError as error:
            raise _refused(error) from error
        # It stays until all pages are written out.
        garbage.freeze()
        _report(graph)
        there = _make_room(files, graph)
        home = "today.md" if "index.html" in there else START
        written = build.Options(
            directory_urls=config.use_directory_urls,
            edit=self._edit(config, graph),
            home=home,
            search_archived=self.config.search_archived,
            site_url=config.site_url or "",
        )
        self._articles.clear()
        for page in build.pages(graph, written):
            content = _stub(page)
            article = self._articles[page.source] = _Article(page, content)
            source = _Source.generated(config, page.source, content=content, inclusion=InclusionLevel.NOT_IN_NAV)
            assert isinstance(source, _Source)
            if own := there.get(source.dest_uri):
                raise PluginError(
                    f"handoff: {own} has the address of {page.title!r}, a page that is generated. Rename yours."
                )
            source.is_same = self._written.get(page.source) == article.print
            files.append(source)
        for path, found in build.files(graph, written):
            content_or_copy = {"abs_src_path": str(found)} if isinstance(found, Path) else {"content": found}
            files.append(File.generated(config, path, **content_or_copy, inclusion=InclusionLevel.INCLUDED))
        return files

    def _edit(self, config: MkDocsConfig, graph: Graph) -> str:
        """What addresses for editing begin with: our option, else what MkDocs knows of the repository."""
        if self.config.edit or not (config.repo_url and config.edit_uri):
            return self.config.edit
        address = urljoin(f"{config.repo_url.rstrip('/')}/", config.edit_uri)
        docs = graph.config.docs_prefix  # MkDocs names the folder of the documents, we name files from the root
        return address.removesuffix(docs) if address.endswith(f"/{docs}") else ""

    @event_priority(-50)
    def on_page_markdown(self, markdown: str, page: MkDocsPage, **_more: Any) -> str:
        """Escape the metadata of every page: MkDocs and its themes do not."""
        page.meta = safety.page_meta(page.meta)
        return markdown

    @event_priority(100)
    def _insert(self, /, content: str, page: MkDocsPage, **_more: Any) -> str:
        """Put our article where the stub's was, and its headings into the table of contents."""
        found = self._articles.get(page.file.src_uri)
        if found is None:
            return content
        # The first entry is the page itself: there the link “Skip to content” leads.
        title = html.escape(found.title)
        whole: Any = {"level": 1, "id": _ARTICLE, "name": title, "children": _tokens(found.headings)}
        page.toc = get_toc([whole])
        page.edit_url = None
        return found.give()

    @event_priority(-100)
    def _put_by(self, /, content: str, page: MkDocsPage, **_more: Any) -> str:
        """Keep the article aside until its page is written; until then search plugins see its text only."""
        found = self._articles.get(page.file.src_uri)
        if found is None:
            return content
        found.keep(content)
        return searchable(content)

    on_page_content = CombinedEvent(_insert, _put_by)

    @event_priority(-100)
    def on_page_context(self, context: TemplateContext, page: MkDocsPage, **_more: Any) -> TemplateContext:
        """Give the page its article back, after the search plugins have had their turn."""
        found = self._articles.get(page.file.src_uri)
        if found is not None:
            page.content = found.html
        return context

    @event_priority(-100)
    def on_post_page(self, output: str, page: MkDocsPage, **_more: Any) -> str:
        """Let go of an article that is written, and of the blanks that a theme puts around it."""
        written = self._articles.pop(page.file.src_uri, None)
        if written is None:
            return output
        self._written[page.file.src_uri] = written.print
        before, article, after = output.partition(page.content or "")
        page.content = ""
        return "".join((tight(before), article, tight(after)))

    def on_post_build(self, **_more: Any) -> None:
        """Let Python look after all objects again."""
        garbage.thaw()

    def on_serve(self, server: LiveReloadServer, **_more: Any) -> LiveReloadServer:
        """Watch the settings too."""
        if self.config.enabled:
            server.watch(str(self._root / settings.FILE))
            if (self._root / settings.FOLDER).is_dir():
                server.watch(str(self._root / settings.FOLDER))
        return server


def _make_room(files: Files, graph: Graph) -> dict[str, str]:
    """Take the repository's files out of the build; address of each page of the team's own that is there → its file.

    The own pages among the handoffs, which `exclude` tells from these, are left out as well: nothing says who may read
    them.
    """
    prefix, left_out = graph.config.docs_prefix, graph.config.exclude
    there: dict[str, str] = {}
    among: list[str] = []
    for file in list(files):
        is_among = file.src_uri.startswith(_TAKEN_OUT)
        if is_among:
            files.remove(file)
        if file.is_documentation_page() and (not is_among or paths.matches(left_out, prefix + file.src_uri)):
            there[file.dest_uri] = file.src_uri
            among += [file.src_uri] if is_among else []
    if among:
        _log.info("Left out, because they lie among handoffs and are none: %s", ", ".join(sorted(among)))
    return there


def _refused(error: HandoffError) -> PluginError:
    place = f"{error.place}: " if error.place else ""
    return PluginError(f"handoff: {place}{error.message} {error.help}".rstrip())


def _report(graph: Graph) -> None:
    """Findings in the build's log: errors as warnings, so that --strict fails on them, the rest as information."""
    found = [one for package in graph.packages.values() for one in package.findings]
    found += [one for campaign in graph.campaigns for one in campaign.findings]
    found += [one for entry in graph.knowledge for one in entry.findings]
    for one in sorted((*found, *graph.repository), key=Finding.sort_key):
        say = _log.warning if one.severity is Severity.ERROR else _log.info
        say("%s:%d: %s %s", one.path, one.span.line, one.code, one.message)
    if graph.proof:
        _log.info("%s", graph.proof)


def _stub(page: Page) -> str:
    """What MkDocs takes for the page's source: JSON is YAML, so nothing in a title can break out of it."""
    meta = {
        "title": page.title,
        "description": page.description,
        "tags": list(page.keywords),
        "search": {"boost": page.boost} if page.boost else {"exclude": True},
        "hide": ["toc"] if page.is_wide else [],
    }
    return f"---\n{json.dumps(meta)}\n---\n"


def _tokens(headings: tuple[Heading, ...]) -> list[Any]:
    """Headings as Python-Markdown's tokens."""
    return [{"level": 2, "id": anchor, "name": text, "children": []} for anchor, text in headings]
