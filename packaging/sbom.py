#!/usr/bin/env python3
"""Writes the software bill of materials of a package, as SPDX 2.3: what is part of the program, and what it is linked with.

Usage: sbom.py PACKAGE.deb > PACKAGE.spdx.json   (in the folder of the sources, after they were built)
"""

import datetime
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys

LICENSE = "Apache-2.0"


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def debian_version(package):
    return run("dpkg-query", "-W", "-f=${Version}", package)


def entry(name, version, license_, url, location="NOASSERTION"):
    """A package of the bill; its identifier is its name."""
    return {
        "SPDXID": "SPDXRef-" + re.sub(r"[^A-Za-z0-9.]+", "-", name),
        "name": name,
        "versionInfo": version,
        "downloadLocation": location,
        "filesAnalyzed": False,
        "licenseConcluded": license_,
        "licenseDeclared": license_,
        "copyrightText": "NOASSERTION",
        "supplier": "NOASSERTION",
        "externalRefs": [
            {"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": url}
        ],
    }


def embedded(component):
    """What the program contains, with the version that it was built with."""
    name, license_, source = component["name"], component["license"], component.get("source")
    if component["from"] == "debian":
        version = debian_version(name)
        return entry(name, version, license_, f"pkg:deb/debian/{name}@{version}")
    if component["from"] == "toolchain":
        version = re.search(r"Swift version (\S+)", run("swift", "--version")).group(1)
        location = f"git+{source}@swift-{version}-RELEASE"
    else:
        pins = json.loads(pathlib.Path("Package.resolved").read_text())["pins"]
        pin = next(pin for pin in pins if pin["identity"] == name)
        version, source = pin["state"]["version"], pin["location"]
        location = f"git+{source}@{version}"
    return entry(name, version, license_, f"pkg:swift/{source.removeprefix('https://')}@{version}", location)


def linked(name, licenses):
    """A package of Debian that the program needs, in the version that it was built with."""
    license_ = next(license_ for prefix, license_ in licenses.items() if name.startswith(prefix))
    version = debian_version(name)
    return entry(name, version, license_, f"pkg:deb/debian/{name}@{version}")


def main():
    package = pathlib.Path(sys.argv[1])
    fields = {name: run("dpkg-deb", "--field", str(package), name) for name in ("Package", "Version", "Depends")}
    data = package.read_bytes()
    components = json.loads(pathlib.Path("packaging/components.json").read_text())
    needed = [alternatives.split()[0] for alternatives in fields["Depends"].split(",")]

    name, version = fields["Package"], fields["Version"]
    program = entry(name, version, LICENSE, f"pkg:deb/{name}@{version}")
    program |= {
        "packageFileName": package.name,
        "checksums": [{"algorithm": "SHA256", "checksumValue": hashlib.sha256(data).hexdigest()}],
    }
    parts = [embedded(component) for component in components["embedded"]]
    libraries = [linked(library, components["libraries"]) for library in needed]

    def relation(kind, other):
        return {
            "spdxElementId": program["SPDXID"], "relationshipType": kind, "relatedSpdxElement": other["SPDXID"]
        }

    created = datetime.datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), datetime.timezone.utc)
    json.dump(
        {
            "spdxVersion": "SPDX-2.3",
            "dataLicense": "CC0-1.0",
            "SPDXID": "SPDXRef-DOCUMENT",
            "name": f"{name}-{version}",
            "documentNamespace": f"urn:sha256:{hashlib.sha256(data).hexdigest()}",
            "creationInfo": {
                "created": created.strftime("%Y-%m-%dT%H:%M:%SZ"), "creators": ["Tool: packaging/sbom.py"]
            },
            "packages": [program, *parts, *libraries],
            "relationships": [
                {
                    "spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES",
                    "relatedSpdxElement": program["SPDXID"],
                },
                *(relation("CONTAINS", part) for part in parts),
                *(relation("DEPENDS_ON", library) for library in libraries),
            ],
        },
        sys.stdout, indent=2, ensure_ascii=False)
    print()


main()
