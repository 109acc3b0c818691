"""What is locked is not what advisories warn of; kept here, since tests ask nobody outside.

A row is a package, the first version without the fault, and the advisory.
"""

import re
from pathlib import Path

import pytest

LOCK = Path(__file__).parents[2] / "requirements.lock"
ADVISORIES = [
    ("cryptography", "46.0.5", "CVE-2026-26007"),
    ("cryptography", "46.0.7", "CVE-2026-39892"),
    ("cryptography", "49.0.0", "CVE-2026-69249"),
    ("cryptography", "50.0.0", "CVE-2026-69247"),
    ("h11", "0.16.0", "CVE-2025-43859"),
    ("jinja2", "3.1.6", "CVE-2025-27516"),
    ("lxml", "6.1.0", "CVE-2026-41066"),
    ("lxml", "6.1.3", "CVE-2026-49825"),
    ("orjson", "3.11.6", "CVE-2025-67221"),
    ("pillow", "12.1.1", "CVE-2026-25990"),
    ("pillow", "12.2.0", "CVE-2026-40192"),
    ("pillow", "12.3.0", "CVE-2026-55379"),
    ("pyjwt", "2.12.0", "CVE-2026-32597"),
    ("pyjwt", "2.13.0", "four advisories of its release notes"),
    ("python-multipart", "0.0.22", "CVE-2026-24486"),
    ("python-multipart", "0.0.26", "CVE-2026-40347"),
    ("python-multipart", "0.0.27", "CVE-2026-42561"),
    ("starlette", "0.49.1", "CVE-2025-62727"),
    ("starlette", "1.0.1", "CVE-2026-48710"),
    ("strawberry-graphql", "0.312.3", "CVE-2026-35523"),
    ("strawberry-graphql", "0.314.0", "a socket's subscriptions without bound"),
]


def numbers(version):
    return tuple(int(part) for part in re.findall(r"\d+", version))


@pytest.mark.parametrize(("package", "mended", "advisory"), ADVISORIES)
def test_the_lock_holds_no_version_that_an_advisory_names(package, mended, advisory):
    locked = re.search(rf"^{package}==([0-9.]+)", LOCK.read_text(), re.MULTILINE)
    assert locked is not None, f"{package} is locked no more: take its rows out"
    assert numbers(locked[1]) >= numbers(mended), advisory
