"""Holds a package's bill of materials to SPDX 2.3, to the package, and to the notices.

Usage: sbom_test.py PACKAGE.deb NOTICE
"""

import hashlib
import json
import pathlib
import subprocess
import sys

from spdx_tools.spdx.parser.parse_anything import parse_file
from spdx_tools.spdx.validation.document_validator import validate_full_spdx_document

package, notice = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]).read_text(encoding="utf-8")
file = package.with_suffix(".spdx.json")

document = parse_file(str(file))
problems = validate_full_spdx_document(document, "SPDX-2.3")
assert not problems, [problem.validation_message for problem in problems]

bill = json.loads(file.read_text(encoding="utf-8"))
packages = {entry["name"]: entry for entry in bill["packages"]}
assert len(packages) == len(bill["packages"]), "a name stands twice"
checksum = packages["grid-planner"]["checksums"][0]
assert checksum == {
    "algorithm": "SHA256", "checksumValue": hashlib.sha256(package.read_bytes()).hexdigest()
}, checksum

# Whatever the package needs is in it, and every entry is related to the package.
fields = subprocess.run(
    ["dpkg-deb", "--field", str(package), "Depends"], check=True, capture_output=True, text=True).stdout
needed = {alternatives.split()[0] for alternatives in fields.split(",")}
assert {"libgeos-c1v5", "libjs-leaflet"} <= needed and any(name.startswith("libgdal") for name in needed), needed
by_kind = {"CONTAINS": set(), "DEPENDS_ON": set(), "DESCRIBES": set()}
names = {entry["SPDXID"]: name for name, entry in packages.items()}
for relation in bill["relationships"]:
    by_kind[relation["relationshipType"]].add(names[relation["relatedSpdxElement"]])
assert by_kind["DEPENDS_ON"] == needed, by_kind["DEPENDS_ON"] ^ needed
assert by_kind["CONTAINS"] | needed | {"grid-planner"} == set(packages)
assert {"swift", "swift-argument-parser", "libsimdjson-dev", "yams"} <= by_kind["CONTAINS"]

# The notices tell of all of them, with their licences.
said = {
    "swift": "Swift's library", "swift-foundation-icu": "swift-foundation-icu", "yams": "Yams",
    "libosmium2-dev": "libosmium", "libprotozero-dev": "protozero",
    "libsimdjson-dev": "simdjson", "libjs-leaflet": "Leaflet", "libexpat1": "Expat",
    "zlib1g": "zlib", "libbz2-1.0": "bzip2", "liblapack3": "LAPACK", "libblas3": "BLAS", "libc6": "GNU C library",
    "libgcc-s1": "libgcc", "libstdc++6": "libstdc++",
}
for name, entry in packages.items():
    assert entry["versionInfo"], name
    if name == "grid-planner":
        continue
    word = said.get(name, "coinor-*" if name.startswith("coinor-") else name)
    assert word in notice, f"NOTICE says nothing of {name}"
    license_ = entry["licenseConcluded"].split(" WITH ")[0]
    assert license_ in notice, f"NOTICE does not name {license_} ({name})"

print(f"{file.name}: SPDX 2.3, {len(packages)} packages, all of them in NOTICE")
