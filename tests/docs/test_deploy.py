"""The unit for systemd and the container file say nothing that is not so, as far as it can be seen without running them."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from conftest import ROOT
from coopgraph.cli.group import coopgraph
from coopgraph.settings import load_settings

DEPLOY = ROOT / "docs" / "deploy"
UNIT = (DEPLOY / "coopgraph.service").read_text(encoding="utf-8")
CONTAINER = (DEPLOY / "Containerfile").read_text(encoding="utf-8")


def test_systemd_understands_the_unit(tmp_path):
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("systemd-analyze is not installed")
    there = Path(sys.executable).with_name("coopgraph")
    unit = tmp_path / "coopgraph.service"
    unit.write_text(UNIT.replace("/opt/coopgraph/bin/coopgraph serve", f"{there} serve"), encoding="utf-8")
    done = subprocess.run(
        [program, "verify", str(unit)], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, "coopgraph.service" in done.stderr) == (0, False), done.stderr
    command = [program, "security", "--offline=yes", "--threshold=25", "--no-pager", str(unit)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout[-300:]  # exposure is 2.5 of 10 at most


def settings_of(text: str) -> dict[str, str]:
    return dict(re.findall(r"(COOPGRAPH_[A-Z_]+)=(\S+)", text))


@pytest.mark.parametrize("text", [UNIT, CONTAINER], ids=["unit", "container"])
def test_every_setting_that_is_given_is_one(text, tmp_path):
    given = settings_of(text)
    assert len(given) >= 2
    load_settings(environ=given, folder=tmp_path)  # raises for an unknown name, or a value that does not fit


def test_the_commands_are_those_of_coopgraph():
    start = shlex.split(re.search(r"^ExecStart=\S+ (.+)$", UNIT, re.MULTILINE)[1])
    entry, cmd = (
        json.loads(re.search(rf"^{word} (.+)$", CONTAINER, re.MULTILINE)[1]) for word in ("ENTRYPOINT", "CMD")
    )
    assert entry == ["coopgraph"]
    for words in (start, cmd):
        result = CliRunner().invoke(coopgraph, [*words, "--help"])
        assert result.exit_code == 0, result.output


def test_the_container_runs_as_nobody_special_and_copies_what_is_there():
    assert re.search(r"^USER coopgraph$", CONTAINER, re.MULTILINE)
    for source in re.findall(r"^COPY (?!--from)(\S+) ", CONTAINER, re.MULTILINE):
        assert (ROOT / source).exists()
    instructions = {
        line.split()[0] for line in CONTAINER.replace("\\\n", " ").splitlines() if line and line[0] != "#"
    }
    assert instructions <= {
        "FROM",
        "COPY",
        "RUN",
        "USER",
        "WORKDIR",
        "VOLUME",
        "ENV",
        "EXPOSE",
        "STOPSIGNAL",
        "HEALTHCHECK",
        "ENTRYPOINT",
        "CMD",
    }


def test_the_page_for_operators_leads_to_both():
    page = (ROOT / "docs" / "operate.md").read_text(encoding="utf-8")
    assert "(deploy/coopgraph.service)" in page
    assert "(deploy/Containerfile)" in page
