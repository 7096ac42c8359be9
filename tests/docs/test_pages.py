"""The pages hold together, and name nothing of the machine they were written on."""

from __future__ import annotations

import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

from coopgraph import __version__

ROOT = Path(__file__).resolve().parents[2]
REGISTRIES = [
    host.replace("(dot)", ".").replace("(dash)", "-")
    for host in (
        "pypi(dot)org", "pypi(dot)python(dot)org", "pythonhosted(dot)org", "registry(dot)npmjs", "registry(dot)yarnpkg",
        "anaconda(dot)org", "crates(dot)io", "rubygems(dot)org", "proxy(dot)golang", "repo(dot)maven", "repo1(dot)maven",
        "deb(dot)debian", "ghcr(dot)io", "docker(dot)io", "index(dash)url", "extra(dash)index",
    )
]  # fmt: skip
PLACES = re.compile(
    "|".join([r"(?<![\w.~-])/(?:wo" + "rk|ro" + r"ot)/", r"(?<![\w.~-])/tmp/(?:te" + "am|ba" + "sh_jobs)"])
)


@cache
def files() -> tuple[Path, ...]:
    """Return the files of the repository: those git keeps, and those it would."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True
    )
    if listed.returncode:
        pytest.skip("this is not a git checkout")
    names = sorted(set(listed.stdout.decode().split("\0")) - {""})
    return tuple(path for path in (ROOT / name for name in names) if path.is_file())


def text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def test_every_relative_link_leads_somewhere() -> None:
    broken = []
    for page in (path for path in files() if path.suffix == ".md"):
        text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
        for target in re.findall(r"\]\(([^)\s]+)\)", text):
            if re.match(r"[a-z]+:", target):
                continue
            name, _, fragment = target.partition("#")
            there = (page.parent / name).resolve() if name else page
            if not there.exists() or (fragment and there.suffix == ".md" and fragment not in anchors(there)):
                broken.append(f"{page.relative_to(ROOT)}: {target}")
    assert broken == []


@cache
def anchors(page: Path) -> frozenset[str]:
    """Return the anchors of a page: those it sets, and those that headings get."""
    text = page.read_text(encoding="utf-8")
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    plain = (
        re.sub(r"<[^>]*>|[^\w\s-]", "", heading).strip().lower().replace(" ", "-") for heading in headings
    )
    return frozenset(re.findall(r'<a id="([^"]+)"', text)) | frozenset(plain)


def test_the_readme_is_short_and_shows_both_commands() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(text.splitlines()) < 150
    for shown in ("scripts/demo", "scripts/demo --no-serve", "scripts/test", "coopgraph build"):
        assert shown in text


def test_every_page_of_the_documentation_is_reached_from_the_readme() -> None:
    seen, ahead = set[Path](), [ROOT / "README.md"]
    while ahead:
        page = ahead.pop()
        if page in seen or page.suffix != ".md" or not page.is_file():
            continue
        seen.add(page)
        targets = re.findall(r"\]\(([^)\s#]+)[^)]*\)", page.read_text(encoding="utf-8"))
        ahead.extend((page.parent / target).resolve() for target in targets if ":" not in target)
    pages = set((ROOT / "docs").glob("*.md"))
    assert {page.name for page in pages - seen} == set()


def test_the_changelog_has_an_entry_for_the_version_or_for_what_is_not_released() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = re.search(r"^## \[([^\]]+)\].*?(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert newest
    assert newest[1] in {"Unreleased", __version__}
    assert re.search(r"^- ", newest[0], re.MULTILINE), "the newest entry says nothing"


def test_the_citation_and_the_package_agree() -> None:
    said = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert re.search(rf"^version: [\"']?{re.escape(__version__)}[\"']?$", said, re.MULTILINE)


def test_no_file_names_a_package_registry() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {host}"
        for path in files()
        for host in REGISTRIES
        if host in text_of(path)
    ]
    assert found == []


def test_no_file_names_a_place_on_the_machine_it_was_written_on() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}" for path in files() if (match := PLACES.search(text_of(path)))
    ]
    assert found == []


def test_every_script_says_what_it_does() -> None:
    for path in sorted((ROOT / "scripts").iterdir()):
        first, second, *_ = path.read_text(encoding="utf-8").splitlines()
        assert first.startswith("#!"), path
        assert second.startswith("# "), path
