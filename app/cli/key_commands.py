"""Commands about the OpenPGP key: where it is kept, its public half, its recovery kit."""

from __future__ import annotations

import argparse

from app.cli.console import Answer
from app.cli.session import Session, unlocking
from app.cli.terminal_text import details


def show(session: Session, _options: argparse.Namespace) -> Answer:
    """Whose key it is and which key store is in use."""
    inventory = session.reader()
    user, state = inventory.user(), inventory.vault_state()
    document = {
        "fingerprint": state.fingerprint,
        "key_store": state.store_kind,
        "key_store_title": state.store_title,
        "recovery_kit_saved": state.is_kit_saved,
        "name": user.name,
        "email": user.email,
    }
    owner = f"{user.name} <{user.email}>" if user.email else user.name
    return Answer(
        document,
        details(
            [
                ("Owner", owner),
                ("Fingerprint", state.fingerprint),
                ("Key store", state.store_title),
                ("Recovery kit", "saved" if state.is_kit_saved else "not saved yet"),
            ]
        ),
    )


def export_public(session: Session, _options: argparse.Namespace) -> Answer:
    """The public key, for whoever shall encrypt to it."""
    user = session.reader().user()
    document = {"fingerprint": user.fingerprint, "public_key": user.public_key}
    return Answer(document, user.public_key.rstrip("\n").split("\n"))


def export_recovery(session: Session, options: argparse.Namespace) -> Answer:
    """Write the recovery kit; its code is the answer and is kept nowhere."""
    target = options.target
    inventory = session.writer()
    code = unlocking(inventory, lambda: inventory.export_recovery_kit(target)).reveal()
    return Answer(
        {"path": str(target), "code": code},
        [code],
        hint=f"Write down this code: it opens {target} and is not shown again.",
    )


def import_recovery(session: Session, options: argparse.Namespace) -> Answer:
    """Put the key of a recovery kit back into the key store."""
    inventory = session.writer()
    inventory.import_recovery_kit(options.source, session.secrets.secret("recovery code"))
    state = inventory.vault_state()
    return Answer({"key_store": state.store_kind}, [f"The key is back in: {state.store_title}."])
