"""A process that is killed at any moment: what it said was written is there, and whole."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from app.inventory import Inventory
from app.search.listing import Listing
from tests.app.everything import secret_of
from tests.inventories import opened

PROJECT = Path(__file__).parents[2]
ROUNDS = 20
OPERATIONS = {"added": "add", "edited": "edit", "trashed": "trash"}

# One process forks a writer a round, so that Python and PGPy are imported once.
LAUNCHER = """
import json, os, random, signal, sys, time
from pathlib import Path
from app.domain.secret_text import SecretText
from tests.inventories import add, draft, opened

path, rounds = Path(sys.argv[1]), int(sys.argv[2])

def write_until_killed(number, said):
    inventory = opened(path)
    written = 0
    while True:
        name = f"{number}-{written}"
        values = {"tags": [name], "external_id": name}
        key = add(inventory, name, secret=name, **values)
        os.write(said, f"{name} added\\n".encode())
        edited = draft(name, username=name, **values)
        inventory.edit(key, edited, secret=SecretText(f"{name}!"))
        os.write(said, f"{name} edited\\n".encode())
        inventory.trash([key])
        os.write(said, f"{name} trashed\\n".encode())
        written += 1

choose = random.Random(4711)
acknowledged = []
for number in range(rounds):
    heard, said = os.pipe()
    writer = os.fork()
    if writer == 0:
        write_until_killed(number, said)
    os.close(said)
    lines = os.fdopen(heard)
    for _ in range(choose.randint(1, 8)):
        acknowledged.append(lines.readline())
    time.sleep(choose.random() * 0.004)
    os.kill(writer, signal.SIGKILL)
    os.waitpid(writer, 0)
    acknowledged += lines.readlines()
print(json.dumps([line.split() for line in acknowledged]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="fork and kill -9")
def test_no_acknowledged_write_is_lost_and_none_is_half(path: Path) -> None:
    command = [sys.executable, "-c", LAUNCHER, str(path), str(ROUNDS)]
    ended = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True)
    acknowledged: list[list[str]] = json.loads(ended.stdout)
    assert len({name.partition("-")[0] for name, _ in acknowledged}) == ROUNDS
    with closing(opened(path)) as inventory:
        assert inventory.check() == []
        steps = {name: steps_of(inventory, name) for name in names(inventory)}
    for name, step in acknowledged:
        assert step in steps[name]
    # A writer may have been killed after a commit and before it could say so.
    written = sum(map(len, steps.values()))
    assert written - len(acknowledged) <= ROUNDS


def names(inventory: Inventory) -> list[str]:
    keys = inventory.keys(Listing(deleted=None))
    return [summary.name for summary in inventory.summaries(keys)]


def steps_of(inventory: Inventory, name: str) -> list[str]:
    """What was written of a resource; each write is there with all that belongs to it."""
    resource = inventory.find(name)
    steps = {"added"}
    if resource.username is not None:
        steps.add("edited")
    if resource.deleted is not None:
        steps.add("trashed")
    secret = f"{name}!" if "edited" in steps else name
    assert secret_of(inventory, resource.key) == (secret, None)
    assert (resource.tags, resource.external_id) == ((name,), name)
    operations = {entry.operation for entry in inventory.history(resource.key)}
    assert operations == {OPERATIONS[step] for step in steps}
    return sorted(steps)
