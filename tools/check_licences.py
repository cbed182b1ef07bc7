"""Every package of the product's locks must have a licence that an Apache-2.0 product may be shipped with.

Read from the metadata of the installed Python packages and from package-lock.json, so it needs no network. Tools are
not shipped and not judged.
"""

from __future__ import annotations

import importlib.metadata
import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
NPM_LOCK = ROOT / "package-lock.json"

PERMISSIVE = re.compile(
    r"\b(MIT|0?BSD|Apache|ISC|PSF|Python Software Foundation|Unlicense|Zlib|MPL|Mozilla Public|HPND|CC0)\b",
    re.IGNORECASE,
)
COPYLEFT = re.compile(
    r"\bA?GPL|General Public|SSPL|Business Source|Commons Clause|Non-?Commercial", re.IGNORECASE
)
# package -> why its metadata is not enough and who looked at what
CHECKED_BY_HAND: dict[str, str] = {
    "docxtpl": "LGPL-2.1, imported as it is and replaceable",
    "psycopg": "LGPL-3.0, imported as it is and replaceable",
    "psycopg-binary": "LGPL-3.0, loaded by psycopg, replaceable",
    "pylopdf-fonts-zh-cn": "SIL OFL 1.1, fonts used unchanged and not sold by themselves",
}
# npm package -> the shipped file that is made from it outside the front end, and whose notice that file must bring
MADE: dict[str, tuple[str, str]] = {
    "@node-rs/jieba": ("src/plumbline/core/disclosure/words.txt", "Copyright (c) 2013 Sun Junyi"),
}


def licence_of(package: str) -> str:
    """What the metadata says: SPDX expression, else classifiers, else the first line of the licence field."""
    metadata = importlib.metadata.metadata(package).json
    expression = metadata.get("license_expression")
    if expression:
        return str(expression)
    classifiers = [row for row in metadata.get("classifier", []) if row.startswith("License ::")]
    names = [row.rpartition(" :: ")[2] for row in classifiers if row != "License :: OSI Approved"]
    return "; ".join(names) or str(metadata.get("license", "")).strip().partition("\n")[0]


def npm_problems(
    lock: dict[str, dict[str, dict[str, object]]], never_bundled: Mapping[str, str] | None = None
) -> list[str]:
    """Packages of the front end whose licence does not allow shipping; fonts come under the OFL.

    What is `neverBundled` (package.json) is not shipped: frontend/build.mjs fails when a bundle holds any of it.
    """
    left_out = {f"node_modules/{name}" for name in never_bundled or {}}
    shipped = {
        path: told
        for path, told in lock["packages"].items()
        if path and path not in left_out and not told.get("dev")
    }
    return [
        f"{path}: licence «{told.get('license', 'not stated')}»; drop the package"
        for path, told in shipped.items()
        if COPYLEFT.search(str(told.get("license", "")))
        or not (PERMISSIVE.search(str(told.get("license", ""))) or told.get("license") == "OFL-1.1")
    ]


def made_problems(root: Path) -> list[str]:
    """Files made from a package that do not bring its authors' notice; LICENCES.txt stands beside the front end."""
    found = []
    for package, (name, notice) in MADE.items():
        if not (root / name).exists():
            found.append(f"{name}: missing; run make setup")
        elif notice not in (root / name).read_text("utf-8"):
            found.append(f"{name}: made from {package} without «{notice}»; its maker must write the notice")
    return found


def main() -> int:
    package = json.loads((ROOT / "package.json").read_text("utf-8"))
    found = npm_problems(json.loads(NPM_LOCK.read_text("utf-8")), package["neverBundled"])
    found += made_problems(ROOT)
    names = re.findall(r"^([A-Za-z0-9._-]+)==", LOCK.read_text("utf-8"), re.MULTILINE)
    for name in sorted(set(names) - set(CHECKED_BY_HAND)):
        try:
            licence = licence_of(name)
        except importlib.metadata.PackageNotFoundError:
            continue  # for another platform
        if COPYLEFT.search(licence) or not PERMISSIVE.search(licence):
            found.append(
                f"{name}: licence «{licence or 'not stated'}»; look at it and list it in CHECKED_BY_HAND, or drop it"
            )
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
