"""The rules about pieces, where their examples do not reach: branches, limits, what must not be found."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from handoff_lint import config, engine
from handoff_lint.errors import SettingsError
from handoff_lint.rules import RULES
from tests.reading.films import film, track
from tests.repositories.test_cases import HERE as CASES
from tests.repositories.test_cases import copy_demo

TODAY = datetime.date(2026, 10, 27)
H2 = "02-production/20260819_dockside-launch_creative-to-production_v01.md"
H3 = "03-launch/20260907_dockside-launch_production-to-launch_v01.md"
CAMPAIGN = "docs/campaigns/dockside-launch"


def found(
    tmp_path: Path,
    code: str,
    file: str,
    *edits: tuple[str, str],
    settings: str = "",
    more: dict[str, bytes] | None = None,
) -> list[str]:
    """The messages of one rule on the demo, with texts of a package replaced and `more` files beside the package."""
    copy_demo(tmp_path)
    for name, raw in (more or {}).items():
        (tmp_path / CAMPAIGN / file).parent.joinpath(name).write_bytes(raw)
    path = tmp_path / CAMPAIGN / file
    text = path.read_text(encoding="utf-8")
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    if settings:
        with (tmp_path / "handoff.yml").open("a", encoding="utf-8") as file_:
            file_.write(settings)
    rules = tuple(rule for rule in RULES if rule.code == code)
    return [one.message for one in engine.run(config.load(tmp_path), engine.Options(rules=rules, today=TODAY)).findings]


POST = """      file: assets/approved/20260908_dockside-launch_linkedin_post_a_1200x1200_v01.jpg
      width: 1200
      height: 1200
      format: jpg
      bytes: 127463
      sha256: 1f79151042e76a266373c255b6d2083a56cb9e8413864c885fb943619fbbae91
"""


def _film(**fields: object) -> str:
    return "".join(f"      {name}: {value}\n" for name, value in fields.items())


VIDEO = [("      placement: organic_image\n", "      placement: video_ad\n")]


@pytest.mark.parametrize(
    ("fields", "messages"),
    [
        ({"format": "mp4", "width": 1920, "height": 1080, "duration_s": 30}, []),
        ({"format": "mp4", "width": 1921, "height": 1081}, ["This piece has 1921x1081 pixels; linkedin/video_ad takes "
         "the ratio 16:9, 1:1, 4:5 or 9:16 from 360x360 up to 1920x1920."]),
        ({"format": "mp4", "duration_s": 2.5},
         ["This film lasts 2.5 seconds; linkedin/video_ad takes 3 to 1800 seconds."]),
        ({"format": "mov"}, ["This piece is a mov file; linkedin/video_ad takes mp4."]),
        ({"format": "mp4", "width": 1000, "height": 700}, ["This piece has 1000x700 pixels; linkedin/video_ad takes "
         "the ratio 16:9, 1:1, 4:5 or 9:16 from 360x360 up to 1920x1920."]),
        ({"format": "mp4", "width": 1080}, []),
    ],
)  # fmt: skip
def test_a_film_is_measured_by_its_record(tmp_path: Path, fields: dict[str, object], messages: list[str]) -> None:
    record = _film(file="post.mp4", url="https://f.example/p", **fields)
    assert found(tmp_path, "HF702", H2, *VIDEO, (POST, record)) == messages


@pytest.mark.parametrize(
    ("code", "fields", "messages"),
    [
        ("HF702", {}, ["This film lasts 2.5 seconds; linkedin/video_ad takes 3 to 1800 seconds.",
         "This piece has 320x240 pixels; linkedin/video_ad takes the ratio 16:9, 1:1, 4:5 or 9:16 from 360x360 up to "
         "1920x1920."]),
        ("HF702", {"width": 1920, "height": 1080, "duration_s": 30},
         ["This piece has 320x240 pixels; linkedin/video_ad takes the ratio 16:9, 1:1, 4:5 or 9:16 from "
         "360x360 up to 1920x1920.", "This film lasts 2.5 seconds; linkedin/video_ad takes 3 to 1800 seconds."]),
        ("HF715", {}, []),
        ("HF715", {"width": 320, "height": 240, "duration_s": 3, "format": "mp4"}, []),
        ("HF715", {"duration_s": 3.1}, ["duration_s is noted as 3.1, but the file has 2.5."]),
        ("HF715", {"width": 1920, "format": "mov"}, ["width is noted as 1920, but the file has 320."]),
    ],
)  # fmt: skip
def test_a_film_that_is_here_is_measured(
    tmp_path: Path, code: str, fields: dict[str, object], messages: list[str]
) -> None:
    more = {"post.mp4": film(track(320, 240), seconds=2.5)}
    assert found(tmp_path, code, H2, *VIDEO, (POST, _film(file="post.mp4", **fields)), more=more) == messages


GDN_SUM = "931eacc3d5422702305099ed8feb57704695294b16ce01546a22e73aebcbf651"
GDN_RECORD = f"      bytes: 24345\n      sha256: {GDN_SUM}\n"


@pytest.mark.parametrize(
    ("record", "messages"),
    [
        (f"      sha256: {'a' * 64}\n", [f"sha256 is noted as {'a' * 64}, but the file has {GDN_SUM}."]),
        (f"      bytes: 1\n      sha256: {GDN_SUM}\n", ["bytes is noted as 1, but the file has 24345."]),
        ("      bytes: 24345\n", []),
    ],
)
def test_a_record_is_wrong_though_the_launch_package_is_right(tmp_path: Path, record: str, messages: list[str]) -> None:
    assert found(tmp_path, "HF715", H2, (GDN_RECORD, record)) == messages


@pytest.mark.parametrize("record", ["      bytes: 24345\n", GDN_RECORD])
def test_a_file_exported_again_is_left_to_the_launch_package(tmp_path: Path, record: str) -> None:
    name = "20260908_dockside-launch_google-display_banner_a_300x250_v03.jpg"
    exported = (CASES / f"asset-exported-again/files/{CAMPAIGN}/02-production/assets/approved/{name}").read_bytes()
    more = {f"assets/approved/{name}": exported}
    assert found(tmp_path, "HF715", H2, (GDN_RECORD, record), more=more) == []


@pytest.mark.parametrize(
    ("width", "messages"),
    [(600, []), (640, []), (800, ["This piece is 800 pixels wide; email/marketing takes 600 to 640 pixels."])],
)
def test_a_mail_has_a_width(tmp_path: Path, width: int, messages: list[str]) -> None:
    old = "_email_launch_a_na_v02.html\n      width: 640\n"
    assert found(tmp_path, "HF702", H2, (old, old.replace("640", str(width)))) == messages


@pytest.mark.parametrize(
    ("fields", "messages"),
    [
        ({"bytes": 76799}, ["This piece has 76,799 bytes; linkedin/video_ad takes at least 76,800."]),
        ({"bytes": 209715200},
         ["This piece has 209,715,200 bytes; linkedin/video_ad takes at most 209,715,200, so this is close."]),
        ({"bytes": 209715201}, ["This piece has 209,715,201 bytes; linkedin/video_ad takes at most 209,715,200."]),
        ({}, []),
    ],
)  # fmt: skip
def test_a_film_weighs(tmp_path: Path, fields: dict[str, object], messages: list[str]) -> None:
    record = _film(file="post.mp4", url="https://f.example/p", format="mp4", **fields)
    assert found(tmp_path, "HF703", H2, *VIDEO, (POST, record)) == messages


@pytest.mark.parametrize(
    ("record", "messages"),
    [
        ("      status: planned\n", []),
        ("      file: assets/approved/later.jpg\n      status: in_production\n", []),
        ("      status: approved\n", ["as-li-post is approved, but has neither a file nor a web address."]),
        (
            "      file: later.jpg\n      url: https://f.example/p\n      bytes: 5\n      status: approved\n",
            ["later.jpg is kept elsewhere, and sha256 is not noted."],
        ),
        ("      url: https://f.example/p\n      status: approved\n", []),
    ],
)
def test_what_is_planned_need_not_be_there(tmp_path: Path, record: str, messages: list[str]) -> None:
    text = (Path(config.__file__).parents[1] / CAMPAIGN / H2).read_text(encoding="utf-8")
    start = text.index(POST)
    end = text.index("    - id: as-gdn\n")
    kept = "      alt_text: The board\n      from_source: sf-doors\n      depends_on: []\n      owner: mei.lindqvist\n"
    assert found(tmp_path, "HF701", H2, (text[start:end], f"{kept}{record}\n")) == messages


def test_a_film_needs_captions(tmp_path: Path) -> None:
    record = _film(file="post.mp4", url="https://f.example/p", format="mp4")
    assert found(tmp_path, "HF706", H2, *VIDEO, (POST, record)) == ["as-li-post has no captions."]


def test_pictures_in_a_mail_have_an_alt(tmp_path: Path) -> None:
    copy_demo(tmp_path)
    mail = tmp_path / CAMPAIGN / "02-production/assets/approved/20260909_dockside-launch_email_launch_a_na_v02.html"
    mail.write_text('<img src="a.png"><img src="b.png" alt=""><IMG SRC=c.png>', encoding="utf-8")
    rules = tuple(rule for rule in RULES if rule.code == "HF706")
    result = engine.run(config.load(tmp_path), engine.Options(rules=rules, today=TODAY))
    assert [one.message for one in result.findings] == ["2 pictures in this file have no alt."]


@pytest.mark.parametrize(
    ("old", "new", "messages"),
    [
        ("    email_auth:\n      spf: pass\n      dkim: pass\n      dmarc: pass\n      one_click_unsubscribe: true\n",
         "",
         ["Mails are sent, but nothing says whether mailbox providers can tell that they are yours."]),
        ("      one_click_unsubscribe: true\n", "      one_click_unsubscribe: false\n",
         ["one_click_unsubscribe is not in place."]),
        ("      spf: pass\n      dkim: pass\n", "      spf: fail\n      dkim: not_set_up\n",
         ["spf and dkim are not in place."]),
    ],
)  # fmt: skip
def test_the_sender_is_known(tmp_path: Path, old: str, new: str, messages: list[str]) -> None:
    assert found(tmp_path, "HF712", H3, (old, new)) == messages


def test_the_same_label_twice(tmp_path: Path) -> None:
    old = "    - id: cp-subj-b\n      asset: as-email-launch\n      element: subject\n      variant: b\n"
    assert found(tmp_path, "HF705", H2, (old, old.replace("variant: b", "variant: a"))) == [
        "Two texts of as-email-launch have the same label: subject, a, en-GB.",
    ]


def test_another_file_was_verified(tmp_path: Path) -> None:
    asset = "      url: https://www.larkfield.example/dockside\n      from_source: sf-page\n"
    sha = f"      sha256: {'a' * 64}\n"
    copy_demo(tmp_path)
    for file, old, new in (
        (H2, asset, asset + sha),
        (H3, "      url: https://www.larkfield.example/dockside\n      version: 4\n",
         f"      url: https://www.larkfield.example/dockside\n      sha256: {'b' * 64}\n      version: 4\n"),
    ):  # fmt: skip
        path = tmp_path / CAMPAIGN / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), encoding="utf-8")
    rules = tuple(rule for rule in RULES if rule.code == "HF707")
    result = engine.run(config.load(tmp_path), engine.Options(rules=rules, today=TODAY))
    assert [one.message for one in result.findings] == [
        "The production package names another checksum, so another file was approved."
    ]


ACCEPTED = ("type: production-to-launch\nstatus: completed", "type: production-to-launch\nstatus: accepted")
SECOND_MAIL = "c0b30f8f9d338979e7149d2d253625348d623895898bf7462d6117b6146c80c8\n      checked_by: yuki.farrow\n"
SECOND_MAIL += "      approved_by: tomasz.wren\n      date: 2026-09-09"


@pytest.mark.parametrize(
    ("edits", "messages"),
    [
        ([("2026-09-09", "2026-09-17")], []),
        ([("2026-09-09", "2026-09-18")], ["This was approved on 2026-09-18, and it goes out on 2026-09-17."]),
    ],
)
def test_a_piece_is_approved_before_its_own_step(
    tmp_path: Path, edits: list[tuple[str, str]], messages: list[str]
) -> None:
    late = SECOND_MAIL
    for old, new in edits:
        late = late.replace(old, new)
    assert found(tmp_path, "HF707", H3, ACCEPTED, (SECOND_MAIL, late)) == messages


def test_what_is_over_was_approved_when_it_was(tmp_path: Path) -> None:
    assert found(tmp_path, "HF707", H3, (SECOND_MAIL, SECOND_MAIL.replace("09-09", "09-18"))) == []


def test_two_pieces_may_be_one_file(tmp_path: Path) -> None:
    a, b = (
        f"assets/approved/20260908_dockside-launch_linkedin_ad_{one}_1200x628_v02.jpg\n      width: 1200\n"
        "      height: 628\n      format: jpg\n" for one in "ab"
    )  # fmt: skip
    record = "      bytes: 52650\n      sha256: faa8dd6c056ce9b6e94de7d55da57e76e9b5b4a9bfcd68ff8b1b63276812bf5e\n"
    assert found(tmp_path, "HF707", H2, (b + record, a)) == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("sofia.marsh@larkfield.example", 0),
        ("news@mail.larkfield.example", 0),
        ("hello@example.org", 0),
        ("hero@2x.png", 0),
        ("2026-09-15T09:00:00+01:00", 0),
        ("+44 20 7946 0018", 1),
        ("call 0044 (20) 7946-0018 now", 1),
        ("1 + 44 20 7946 00", 0),
        ("a.b+c@gmail.test, x@y.test", 2),
    ],
)
def test_what_is_personal(tmp_path: Path, text: str, count: int) -> None:
    messages = found(tmp_path, "HF714", H2, ("## In short\n", f"## In short\n{text}\n"))
    assert len(messages) == count


def test_a_table_without_people(tmp_path: Path) -> None:
    (tmp_path / CAMPAIGN).mkdir(parents=True)
    copy_demo_into = tmp_path / "demo"
    copy_demo(copy_demo_into)
    (copy_demo_into / CAMPAIGN / "05-leads/weeks.csv").write_text("week,passed\n38,40\n", encoding="utf-8")
    rules = tuple(rule for rule in RULES if rule.code == "HF714")
    assert engine.run(config.load(copy_demo_into), engine.Options(rules=rules, today=TODAY)).findings == ()


def test_a_channel_that_google_does_not_have(tmp_path: Path) -> None:
    copy_demo(tmp_path)
    with (tmp_path / "config/channels.yml").open("a", encoding="utf-8") as file:
        file.write("\nga4:\n  groups: [Email, E-mails]\n")
    with pytest.raises(SettingsError, match=r"“E-mails” is no channel of Google Analytics. Did you mean Email"):
        config.load(tmp_path)


@pytest.mark.parametrize(
    ("edits", "messages"),
    [
        ([("      deliverable: dockside-launch-h1#d-li-post\n", "")], []),
        ([("      deliverable: dockside-launch-h1#d-li-post\n", "      deliverable: dockside-launch-h1#d-gone\n")], []),
    ],
)
def test_a_piece_that_nothing_was_briefed_for_needs_no_version(
    tmp_path: Path, edits: list[tuple[str, str]], messages: list[str]
) -> None:
    assert found(tmp_path, "HF705", H2, *edits) == messages


def test_a_copied_form_has_no_versions_to_compare(tmp_path: Path) -> None:
    package = "docs/campaigns/spring-ride/02-production/20270112_spring-ride_creative-to-production_v01.md"
    (tmp_path / "handoff.yml").write_text("profile: standard\n", encoding="utf-8")
    (tmp_path / package).parent.mkdir(parents=True)
    (tmp_path / package).write_text(
        "---\ntype: creative-to-production\nstatus: draft\n"
        "package: {assets: [{alt_text: A}, {}], copy: [{text: A}]}\n---\n",
        encoding="utf-8",
    )
    rules = tuple(rule for rule in RULES if rule.code == "HF705")
    assert engine.run(config.load(tmp_path), engine.Options(rules=rules, today=TODAY)).findings == ()


@pytest.mark.parametrize(
    ("way_out", "messages"),
    [
        ('<a href="https://mail.example/unsubscribe">Stop these mails</a>', []),
        ('<a href="https://mail.example/x">Unsubscribe</a>', []),
        ("*|UNSUB|*", []),
        ("{{ unsubscribe }}", []),
        ("{% unsubscribe %}", []),
        ("[unsubscribe_link]", []),
        ("<!-- unsubscribe link goes here -->", ["This mail has no link to unsubscribe."]),
        ("<style>.unsubscribe {}</style>", ["This mail has no link to unsubscribe."]),
        ("<p>You cannot unsubscribe.</p>", ["This mail has no link to unsubscribe."]),
    ],
)
def test_a_way_out_is_a_link_or_a_merge_tag(tmp_path: Path, way_out: str, messages: list[str]) -> None:
    name = "20260909_dockside-launch_email_launch_a_na_v02"
    page = f"<p>Larkfield Systems, 12 Mill Lane</p>{way_out}".encode()
    more = {f"assets/approved/{name}.html": page, f"assets/approved/{name}.txt": b"Hello"}
    assert found(tmp_path, "HF712", H2, more=more) == messages


WEBINAR = "        ga4_group: Email\n        tested: 2026-09-09\n        status: 200\n\n      - id: ln-li-a"


@pytest.mark.parametrize(
    ("old", "new", "messages"),
    [
        ("2026-09-09", "2026-09-17", []),  # the invitation goes out two days after the launch
        ("2026-09-09", "2026-09-18", ["This was tested on 2026-09-18, after it went live on 2026-09-17."]),
        ("200", "302", []),
        ("200", "500", ["The server answered 500, so this link does not work."]),
    ],
)
def test_a_link_works_before_its_piece_goes_out(tmp_path: Path, old: str, new: str, messages: list[str]) -> None:
    assert found(tmp_path, "HF711", H3, ACCEPTED, (WEBINAR, WEBINAR.replace(old, new))) == messages


def test_the_links_of_a_launch_that_is_over_are_left_alone(tmp_path: Path) -> None:
    assert found(tmp_path, "HF711", H3, (WEBINAR, WEBINAR.replace("200", "404"))) == []
