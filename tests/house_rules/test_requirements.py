"""What is required is used, pinned, and names no registry."""

from __future__ import annotations

import re
from functools import cache
from importlib.metadata import packages_distributions

import pytest

from tests.house_rules.source import PRODUCT, ROOT

FOLDER = ROOT / "requirements"
#: Used without being imported by us, and by whom.
USED_BY_NAME = {
    "argon2-cffi": "PASSWORD_HASHERS",
    "tzdata": "zoneinfo, where the system has no zones",
    "whitenoise": "MIDDLEWARE",
    "django-allauth": "INSTALLED_APPS",
    "django-htmx": "MIDDLEWARE",
    "django-csp": "MIDDLEWARE",
    "psycopg": "the PostgreSQL engine of Django",
}


def _required() -> list[str]:
    lines = (FOLDER / "base.in").read_text().splitlines()
    return [re.split(r"[\[<>=~ ]", line)[0] for line in lines if line and line[0] not in "#-"]


@cache
def _imported() -> set[str]:
    pattern = re.compile(r"^\s*(?:from|import) (\w+)", re.MULTILINE)
    files = (path for path in PRODUCT.rglob("*.py") if "tests" not in path.relative_to(ROOT).parts)
    modules = {name for path in files for name in pattern.findall(path.read_text())}
    distributions = packages_distributions()
    found = (dist for module in modules for dist in distributions.get(module, []))
    return {dist.lower().replace("_", "-") for dist in found}


@pytest.mark.parametrize("name", _required())
def test_what_the_product_requires_it_uses(name):
    assert name in USED_BY_NAME or name.lower() in _imported()


@pytest.mark.parametrize("list_name", ["tools", "base", "dev"])
def test_every_package_is_pinned_with_hashes_and_names_no_registry(list_name):
    text = (FOLDER / f"{list_name}.txt").read_text()
    packages = re.findall(r"^[A-Za-z0-9_.-]+(?:\[[^]]*\])?==", text, re.MULTILINE)
    assert packages
    assert text.count("--hash=sha256:") >= len(packages)
    assert "://" not in text
    assert "--index" not in text
