"""The command line run in this process, on streams of its own."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.cli.console import Ask, Console, ask_nobody
from app.cli.program import run


@dataclass(frozen=True)
class Result:
    """How one command ended."""

    code: int
    out: str
    err: str

    def expect(self, code: int) -> Result:
        """The same, once it is sure how the command ended."""
        assert self.code == code, f"exit code {self.code}: {self.err or self.out}"
        assert "Traceback" not in self.err
        return self

    @property
    def json(self) -> Any:
        """The one JSON document on standard output."""
        self.expect(0)
        assert self.err == ""
        return json.loads(self.out)

    @property
    def sentence(self) -> str:
        """The one sentence of an error, which left standard output alone."""
        assert self.out == ""
        assert self.err.endswith(".\n")
        assert self.err.count("\n") == 1
        return self.err.removesuffix("\n")


@dataclass(frozen=True)
class CommandLine:
    """Runs commands on one inventory; without a name it is the default one."""

    named: Path | None
    passphrase_file: Path | None = None

    @property
    def path(self) -> Path:
        """The inventory that was named."""
        assert self.named is not None
        return self.named

    def __call__(
        self,
        *arguments: str,
        stdin: bytes = b"",
        key_store: str | None = None,
        passphrase_file: str | None = None,
        ask: Ask = ask_nobody,
        width: int | None = None,
    ) -> Result:
        """Run one command with the inventory and its passphrase file named."""
        options = [] if self.named is None else ["--file", str(self.named)]
        source = passphrase_file or self.passphrase_file
        if source is not None:
            options += ["--passphrase-file", str(source)]
        if key_store is not None:
            options += ["--key-store", key_store]
        out, err = io.StringIO(), io.StringIO()
        console = Console(io.BytesIO(stdin), out, err, ask=ask, width=width)
        return Result(run([*options, *arguments], console), out.getvalue(), err.getvalue())

    def json(self, *arguments: str, stdin: bytes = b"") -> Any:
        """The document that a command answers with."""
        return self("--json", *arguments, stdin=stdin).json

    def add(self, name: str, *options: str, secret: str | None = None) -> str:
        """Add a resource; the answer is its human ID."""
        stdin = b"" if secret is None else secret.encode()
        more = () if secret is None else ("--secret-stdin",)
        return str(self.json("add", name, *options, *more, stdin=stdin)["human_id"])
