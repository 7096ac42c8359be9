"""The wheel, installed alone, answers a question on the data it carries."""

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)],
        check=True,
        capture_output=True,
    )
    return next(folder.glob("*.whl"))


def test_the_wheel_carries_what_the_checkout_shows(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("ontology", "shapes", "queries", "data"):
        for path in (ROOT / folder).rglob("*.*"):
            if path.is_file():
                assert f"coopgraph/_resources/{path.relative_to(ROOT).as_posix()}" in names


def test_the_wheel_alone_builds_and_answers(wheel, tmp_path):
    # The dependencies come from this environment; the package itself only from the wheel.
    home = tmp_path / "env"
    venv.create(home, with_pip=False)
    site = next((home / "lib").glob("python*")) / "site-packages"
    zipfile.ZipFile(wheel).extractall(site)
    here = [p for p in sys.path if p.endswith("site-packages")]
    (site / "borrowed.pth").write_text("\n".join(here))
    code = "import coopgraph, sys; print(coopgraph.__file__); from coopgraph.cli import main; main()"
    python = home / "bin" / "python"
    run = subprocess.run(
        [str(python), "-c", code, "build", "--store", "kg"], cwd=tmp_path, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr
    assert str(site) in run.stdout
    run = subprocess.run(
        [str(python), "-c", code, "query", "agreements/list", "--store", "kg", "--format", "csv"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert "trentino-sviluppo-technopolis-2015" in run.stdout
