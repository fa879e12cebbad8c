"""A lake kept a second time, and brought back: every file by its sum, in any order of accidents."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from parvis.errors import LakeError
from parvis.store.adopted import FILE as ADOPTED
from parvis.store.delta import DayTable
from parvis.store.gone import Ledger
from parvis.store.tables import MENTIONS, TRUTH, WIDE
from parvis.whole import sync, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator

MANIFEST: Final = "backup.json"
_ABOUT: Final = "lake.json"
_TRIES: Final = 3
_PIECE: Final = 1 << 20


class Manifest(msgspec.Struct, frozen=True):
    """What a backup holds.

    Arguments:
        seed: of the lake it was made of.
        at: when, in UTC.
        files: path of each file, and its SHA-256.
        copied: how many of them the last backup had to copy.
    """

    seed: int
    at: dt.datetime
    files: dict[str, str]
    copied: int = 0


def backup(root: Path, target: Path) -> Manifest:
    """Copy a lake as it is now, while others write it; only what the last backup lacks is copied.

    What the lake does not hold any longer leaves the backup too: what was erased is gone from it
    when this returns. The backup is itself a lake that can be read. Broken off, it is still the one
    before.

    Arguments:
        root: of the lake.
        target: an empty folder, or one with a backup of this lake.

    Raises:
        LakeError: the folder holds something else, or a file of the lake is damaged.
    """
    seed = _seed_of(root)
    _check_target(target, seed)
    for tries in range(_TRIES):
        try:
            files, copied = _copied(root, target)
            break
        except FileNotFoundError:
            # Compaction took a file away between the list and the copy.
            if tries == _TRIES - 1:
                raise
    manifest = Manifest(seed, dt.datetime.now(dt.UTC), files, copied)
    write_whole(target / MANIFEST, msgspec.json.encode(manifest).decode())
    _drop_others(target, files)
    return manifest


def restore(source: Path, root: Path) -> Manifest:
    """Bring a lake back from its backup into an empty folder; each file is held against its sum.

    Arguments:
        source: the backup.
        root: where the lake will lie; it is one only when everything is there.

    Raises:
        LakeError: there is no backup, it is damaged, or the folder is not empty.
    """
    manifest = manifest_of(source)
    if root.exists() and any(root.iterdir()):
        raise LakeError.at(root, "the folder is not empty", "restore into a new one")
    for path, expected in sorted(manifest.files.items(), key=lambda item: item[0] == _ABOUT):
        if _copy(source / path, root / path) != expected:
            fault = f"{path} is not what was backed up"
            raise LakeError.at(source, fault, "take another backup; this one is damaged")
    return manifest


def manifest_of(folder: Path) -> Manifest:
    """Return what a backup holds.

    Raises:
        LakeError: there is none.
    """
    try:
        return msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    except FileNotFoundError as error:
        raise LakeError.at(folder, "there is no backup here", "name its folder") from error


def sum_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _copied(root: Path, target: Path) -> tuple[dict[str, str], int]:
    """Copy what is lacking; return the sums of all files, and how many were copied."""
    known = manifest_of(target).files if (target / MANIFEST).exists() else {}
    files, copied = {}, 0
    for path in _paths(root):
        is_kept = path in known and _is_named_by_sum(path) and (target / path).exists()
        files[path] = known[path] if is_kept else _copy(root / path, target / path)
        copied += not is_kept
        if _is_named_by_sum(path) and not files[path].startswith(Path(path).stem):
            (target / path).unlink()
            fault = f"{path} is damaged"
            raise LakeError.at(root, fault, "run `parvis lake check`, and restore it from a backup")
    return files, copied


def _paths(root: Path) -> Iterator[str]:
    """Files that count. Mentions first: of what they hold, the other tables then hold all."""
    for name in (MENTIONS, *(name for name in TRUTH if name != MENTIONS), WIDE):
        if (root / name / "_delta_log").exists():
            table = DayTable(root / name)
            yield from (f"{name}/{path}" for path in table.files()["path"])
            yield from (f"{name}/{path}" for path in _log(root / name, table.version))
    yield from (name for name in (_ABOUT, "wide.json", ADOPTED) if (root / name).exists())
    for record in Ledger(root).records():
        yield from (f"gone/{record.number:06d}{suffix}" for suffix in (".json", ".npy"))


def _log(table: Path, version: int) -> list[str]:
    """The log up to a version; the file that names the last checkpoint is only a help."""
    found = [path for path in (table / "_delta_log").iterdir() if path.name[:20].isdigit()]
    return [f"_delta_log/{path.name}" for path in found if int(path.name[:20]) <= version]


def _is_named_by_sum(path: str) -> bool:
    return path.endswith(".parquet") and "_delta_log" not in path


def _copy(source: Path, target: Path) -> str:
    """Copy a file, whole and on the disk under its name; return its sum."""
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f"{target.name}.{os.getpid()}.partial")
    told = hashlib.sha256()
    try:
        with source.open("rb") as before, partial.open("wb") as after:
            while piece := before.read(_PIECE):
                told.update(piece)
                after.write(piece)
        sync(partial)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    return told.hexdigest()


def _check_target(target: Path, seed: int) -> None:
    target.mkdir(parents=True, exist_ok=True)
    if (target / MANIFEST).exists():
        if manifest_of(target).seed != seed:
            fault = "it holds the backup of another lake"
            raise LakeError.at(target, fault, "name a folder of its own for this one")
    elif any(target.iterdir()) and not (target / MENTIONS).exists():
        raise LakeError.at(target, "the folder is not empty and no backup", "name an empty one")


def _drop_others(target: Path, files: dict[str, str]) -> None:
    for path in [path for path in target.rglob("*") if path.is_file()]:
        if str(path.relative_to(target)) not in files and path.name != MANIFEST:
            path.unlink()


def _seed_of(root: Path) -> int:
    return int(msgspec.json.decode((root / _ABOUT).read_bytes())["seed"])
