"""A Chromium for the browser tests, without any system package manager.

``/usr/bin/chromium`` is used where it exists.  Otherwise one pinned npm
package, checked against its sha512, is unpacked into the virtual environment:
``python -m tests.rig.chromium``.  Only Playwright's own arguments and
``--no-sandbox`` are ever given to it; the package's argument list switches
web security off.
"""

from __future__ import annotations

import base64
import configparser
import hashlib
import io
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import urllib.request
from pathlib import Path

PACKAGE = "@sparticuz/chromium"
VERSION = "153.0.0"
SHA512 = "jiGWqSvPMdu4+P9TilYqAR7yEGPEHINx+lCvE/NqNO/EHYzF/x1hUiI5T6ioVIt7dEy7n88byyT0vk+dnsgQwA=="
SYSTEM_BROWSERS = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
ARGUMENTS = ["--no-sandbox"]


class NoBrowser(Exception):
    """No browser can be had on this machine; the message says why."""


def folder() -> Path:
    """Answer where the unpacked browser lives: in the virtual environment."""
    return Path(sys.prefix) / "chromium" / VERSION


def executable() -> Path | None:
    """Answer the browser to start, or None when there is none yet."""
    for candidate in (*SYSTEM_BROWSERS, str(folder() / "chromium")):
        if os.access(candidate, os.X_OK):
            return Path(candidate)
    return None


def environment() -> dict[str, str | float | bool]:
    """Answer the environment in which the unpacked browser finds its own libraries."""
    ours = folder()
    if executable() != ours / "chromium":
        return {**os.environ}
    libraries = [str(ours / "lib"), os.environ.get("LD_LIBRARY_PATH", "")]
    return {
        **os.environ,
        "LD_LIBRARY_PATH": os.pathsep.join(filter(None, libraries)),
        "FONTCONFIG_PATH": str(ours / "fonts"),
        "FONTCONFIG_FILE": str(ours / "fonts" / "fonts.conf"),
        "XDG_CACHE_HOME": str(ours / "cache"),
    }


def unpack() -> Path:
    """Fetch, check and unpack the browser.  Raises ``NoBrowser``."""
    if found := executable():
        return found
    package = _fetch()
    if base64.b64encode(hashlib.sha512(package).digest()).decode() != SHA512:
        raise NoBrowser(f"{PACKAGE} {VERSION} arrived with another checksum than ours")
    target = folder()
    target.parent.mkdir(parents=True, exist_ok=True)
    # Unpacked beside and renamed, so that half a browser is never found.
    with tempfile.TemporaryDirectory(dir=target.parent) as beside:
        half = Path(beside) / "whole"
        half.mkdir()
        _unpack_into(package, half)
        shutil.rmtree(target, ignore_errors=True)
        half.rename(target)
    return target / "chromium"


def _unpack_into(package: bytes, target: Path) -> None:
    with tarfile.open(fileobj=io.BytesIO(package)) as archive:
        for member in archive.getmembers():
            if member.name.endswith(".br"):
                file = archive.extractfile(member)
                assert file is not None
                _place(Path(member.name).name, _decompressed(file.read()), target)
    _write_font_settings(target)


def _place(name: str, content: bytes, target: Path) -> None:
    if name == "chromium.br":
        binary = target / "chromium"
        binary.write_bytes(content)
        binary.chmod(0o755)
        return
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        # Early patch releases of 3.11 have no filters; the checksum was compared above.
        archive.extraction_filter = getattr(tarfile, "data_filter", None)
        archive.extractall(target)


def _write_font_settings(target: Path) -> None:
    """Point the font finder at the unpacked fonts wherever they now stand."""
    fonts = folder() / "fonts"
    (target / "fonts").mkdir(exist_ok=True)
    (target / "fonts" / "fonts.conf").write_text(
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>'
        f"<dir>{fonts}</dir><dir>/usr/share/fonts</dir>"
        f"<cachedir>{folder() / 'cache'}</cachedir></fontconfig>\n"
    )


def _decompressed(content: bytes) -> bytes:
    """Undo Brotli with the node that comes inside Playwright's wheel."""
    from playwright._impl._driver import compute_driver_executable

    node = compute_driver_executable()[0]
    script = (
        "const z = require('zlib');"
        "process.stdin.pipe(z.createBrotliDecompress()).pipe(process.stdout)"
    )
    done = subprocess.run([node, "-e", script], input=content, stdout=subprocess.PIPE, check=True)
    return done.stdout


def _fetch() -> bytes:
    if npm := shutil.which("npm"):
        return _fetch_with_npm(npm)
    if registry := _configured_registry():
        address = f"{registry.rstrip('/')}/{PACKAGE}/-/chromium-{VERSION}.tgz"
        try:
            with urllib.request.urlopen(address, timeout=300) as answer:
                content: bytes = answer.read()
                return content
        except OSError as problem:
            raise NoBrowser(f"{PACKAGE} could not be fetched: {problem}") from problem
    raise NoBrowser(
        "There is no /usr/bin/chromium, no npm, and no npm registry is configured, "
        "so no browser could be fetched"
    )


def _fetch_with_npm(npm: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        command = [npm, "pack", "--silent", f"{PACKAGE}@{VERSION}"]
        done = subprocess.run(command, check=False, cwd=folder, capture_output=True, text=True)
        archives = list(Path(folder).glob("*.tgz"))
        if done.returncode or not archives:
            raise NoBrowser(f"npm could not fetch {PACKAGE}: {done.stderr.strip()[-300:]}")
        return archives[0].read_bytes()


def _configured_registry() -> str:
    """Answer the registry that npm would use, where somebody has named one."""
    for name in ("npm_config_registry", "NPM_CONFIG_REGISTRY"):
        if os.environ.get(name):
            return os.environ[name]
    for path in (Path(".npmrc"), Path.home() / ".npmrc"):
        if path.is_file():
            settings = configparser.ConfigParser(strict=False, interpolation=None)
            settings.read_string("[npm]\n" + path.read_text())
            if settings.has_option("npm", "registry"):
                return settings.get("npm", "registry")
    return ""


def main() -> int:
    """Unpack the browser; a machine without one is told so, loudly, and goes on."""
    try:
        print(f"Browser for the tests: {unpack()}")
    except NoBrowser as problem:
        print(f"NO BROWSER: {problem}. The browser tests will be skipped.", file=sys.stderr)
        return 1 if os.environ.get("CI") else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
