"""The benchmarks are scripts, not part of the package: put their folder where their own modules are found."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))
