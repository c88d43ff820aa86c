"""`handoff utm CAMPAIGN`: build a tagged link, or print all links of a campaign as a table to paste."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from handoff_lint import assets, config, ga4, ga4_advice, repository, tagged_links
from handoff_lint import utm as links
from handoff_lint.commands import choosing, output
from handoff_lint.config import Config
from handoff_lint.errors import HandoffError
from handoff_lint.model import Campaign
from handoff_lint.utm import Tags
from handoff_lint.words import did_you_mean, listed, visible

_HEADINGS = ("Link", "Used in", "GA4 channel", "Address")
_FORMATS = ("markdown", "tsv")


@click.command(short_help="Build a tagged link, or list a campaign's links.")
@click.argument("campaign")
@click.option("--url", help="The page that the link leads to. Without it, the campaign's links are listed.")
@click.option("--source", default="", help="Who sends the visitor: utm_source, such as linkedin.")
@click.option("--medium", default="", help="What kind of channel it is: utm_medium, such as email.")
@click.option("--asset", default="", help="The piece that carries it: utm_content is its id.")
@click.option("--content", default="", help="Another utm_content than the piece's id.")
@click.option("--term", default="", help="The search word: utm_term.")
@click.option("--replace", is_flag=True, help="Put the tags in the place of those that the address has already.")
@click.option("--format", "form", type=click.Choice(_FORMATS), default="markdown", help="How the table is written.")
@click.option("--root", type=click.Path(path_type=Path), help="Folder that holds handoff.yml; found from here upwards.")
def utm(*, campaign: str, url: str | None, form: str, replace: bool, root: Path | None, **given: str) -> None:
    """Build a tagged link and say which channel Google Analytics will file its visits under.

    Without --url the links of the campaign's launch packages are printed as a table: Markdown, or tab-separated for a
    spreadsheet.
    """
    settings = config.load(root if root else config.find_root(Path.cwd()))
    found, _ = repository.load_campaign(settings, choosing.campaign(settings, campaign))
    if url is None:
        if any(given.values()) or replace:
            raise HandoffError("There is no page to link to.", help="Give it with --url https://….")
        output.write(_table(list(_rows(settings, found)), form), None)
        return
    click.echo(_built(settings, found, url, given, replace=replace))


def _built(settings: Config, campaign: Campaign, url: str, given: dict[str, str], *, replace: bool) -> str:
    """The link, then where its visits will be filed, and what to do if that is nowhere useful."""
    asset = given["asset"]
    _check_asset(campaign, asset)
    separator = settings.utm["separator"]
    content = given["content"] or (links.content_for(asset, separator) if asset else "")
    name = tagged_links.campaign_tag(campaign)
    tags = Tags(given["source"], given["medium"], name, content, given["term"])
    built = links.build(url, tags, settings.utm, campaign=name, replace=replace)
    channel = ga4.channel(tags.source, tags.medium, tags.campaign, ga4=settings.ga4)
    advice = ga4_advice.advise(tags, "", ga4=settings.ga4, utm=settings.utm)
    lines = [built, f"Google Analytics will file these visits under {channel.name}: {channel.reason}."]
    return "\n".join([*lines, advice.help] if advice else lines)


def _check_asset(campaign: Campaign, asset: str) -> None:
    """Refuse a piece that the campaign does not have: its visits would be counted under a name that nobody knows.

    A campaign without any pieces yet takes every name.
    """
    produced = assets.items(campaign, assets.PRODUCTION, "/package/assets")
    known = [reference.partition("#")[2] for reference in produced]
    if asset and known and asset not in produced and asset not in known:
        hint = did_you_mean(asset, known)
        raise HandoffError(
            f"The campaign {campaign.slug} has no piece {visible(asset)}.{hint}",
            help=f"It has {listed(known, conjunction='and', most=40)}. For another name use --content.",
        )


def _rows(settings: Config, campaign: Campaign) -> Iterator[Sequence[str]]:
    for package in campaign.packages:
        for link in tagged_links.of(package, campaign, settings):
            tags = links.parse(link.url).tags
            channel = ga4.channel(tags.source, tags.medium, tags.campaign, ga4=settings.ga4)
            used = [one.rpartition("#")[2] for one in link.data.get("used_in", []) if one]
            wrong = " (not as noted)" if link.advice else ""
            yield str(link.data.get("id", "")), ", ".join(used), channel.name + wrong, link.url


def _table(rows: Sequence[Sequence[str]], form: str) -> str:
    if not rows:
        raise HandoffError(
            "This campaign has no links yet.",
            help="They stand under package.technical_setup.links of its launch package. Build one with --url.",
        )
    cells = [_HEADINGS, *([visible(cell) for cell in row] for row in rows)]
    if form == "tsv":
        return "".join("\t".join(row) + "\n" for row in cells)
    escaped = [[cell.replace("|", "\\|") for cell in row] for row in cells]
    widths = [max(map(len, column)) for column in zip(*escaped, strict=True)]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in escaped
    ]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines) + "\n"
