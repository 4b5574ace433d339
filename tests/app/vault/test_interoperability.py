"""With GnuPG and with Sequoia: what we write they open, what they write we open."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from app.errors import InvalidKeyError, NotOpenPGPError, UnsupportedMessageError, WeakCipherError
from app.vault.openpgp import PublicKey, SecretKey, read_message
from tests.app.vault.gnupg import GnuPG

CLEAR = "Grüße, שלום, 🗝️\nzwei\n".encode()


@pytest.fixture(scope="module")
def key() -> SecretKey:
    return SecretKey.generate(name="Ada Lovelace", email="ada@example.org")


@pytest.fixture
def pysequoia() -> Any:
    return pytest.importorskip("pysequoia", reason="has no wheel for this system")


@pytest.fixture
def gnupg(gpg: GnuPG, key: SecretKey) -> GnuPG:
    """GnuPG after the key was imported, secret half included."""
    gpg.import_key(key.armored())
    return gpg


def test_gnupg_takes_our_key_and_opens_our_messages(gnupg: GnuPG, key: SecretKey) -> None:
    listed = gnupg.run("--list-secret-keys", "--with-colons").decode()
    assert key.fingerprint in listed
    assert gnupg.decrypt(key.public.encrypt(CLEAR)) == CLEAR


@pytest.mark.parametrize(
    "options",
    [
        [],
        ["--compress-algo", "none"],
        ["--compress-algo", "zip"],
        ["--compress-algo", "zlib"],
        ["--compress-algo", "bzip2"],
        ["--cipher-algo", "AES"],
        ["--cipher-algo", "AES192"],
        ["--textmode"],
        ["--sign"],
        ["--throw-keyids"],
        ["--comment", "Grüße"],
        ["--symmetric", "--passphrase", "and a passphrase"],
        ["--set-filename", "x" * 200],
    ],
    ids=" ".join,
)
def test_we_open_what_gnupg_writes(gnupg: GnuPG, key: SecretKey, options: list[str]) -> None:
    message = gnupg.encrypt(CLEAR, key.fingerprint, *options)
    assert key.decrypt(message) == CLEAR
    assert len(read_message(message).recipients) == 1


def test_we_open_a_large_message_in_parts(gnupg: GnuPG, key: SecretKey) -> None:
    clear = bytes(range(256)) * 1000
    for compression in ("none", "zlib"):
        message = gnupg.encrypt(clear, key.fingerprint, "--compress-algo", compression)
        assert key.decrypt(message) == clear


@pytest.mark.parametrize("cipher", ["3DES", "CAST5", "BLOWFISH", "TWOFISH", "CAMELLIA256"])
def test_weak_ciphers_of_gnupg_are_refused(gnupg: GnuPG, key: SecretKey, cipher: str) -> None:
    message = gnupg.encrypt(CLEAR, key.fingerprint, "--cipher-algo", cipher)
    with pytest.raises(WeakCipherError):
        key.decrypt(message)


def test_what_gnupg_does_not_encrypt_to_a_key_is_refused(gnupg: GnuPG, key: SecretKey) -> None:
    for arguments, error in (
        (["--symmetric"], UnsupportedMessageError),
        (["--sign"], UnsupportedMessageError),
        (["--store"], UnsupportedMessageError),
        (["--clearsign"], NotOpenPGPError),
        (["--detach-sign"], NotOpenPGPError),
    ):
        message = gnupg.run("--armor", *arguments, data=CLEAR, passphrase="x").decode()
        with pytest.raises(error):
            key.decrypt(message)


def test_we_write_to_keys_of_gnupg_and_open_theirs(gpg: GnuPG, data: Path) -> None:
    for name in ("rsa", "p256"):
        theirs = SecretKey.parse((data / f"gpg-{name}-secret.asc").read_text())
        gpg.import_key(theirs.armored())
        assert gpg.decrypt(theirs.public.encrypt(CLEAR)) == CLEAR
        assert theirs.decrypt(gpg.encrypt(CLEAR, theirs.fingerprint)) == CLEAR


def test_gnupg_imports_a_protected_key_with_its_passphrase(gpg: GnuPG) -> None:
    key = SecretKey.generate(name="Protected", email="")
    gpg.import_key(key.protected("correct horse"), passphrase="correct horse")
    message = key.public.encrypt(CLEAR)
    assert gpg.decrypt(message, passphrase="correct horse") == CLEAR


def test_sequoia_opens_our_messages_and_we_open_its(key: SecretKey, pysequoia: Any) -> None:
    ours = pysequoia.Tsk.from_bytes(key.armored().encode())
    certificate = ours.extract_certificate()
    assert certificate.fingerprint.upper() == key.fingerprint
    message = key.public.encrypt(CLEAR).encode()
    assert pysequoia.decrypt(message, decryptor=ours.decryptor()).bytes == CLEAR
    theirs = pysequoia.encrypt(CLEAR, recipients=[certificate]).decode()
    assert key.decrypt(theirs) == CLEAR


def test_we_take_keys_of_sequoia(pysequoia: Any) -> None:
    theirs = pysequoia.Tsk.generate("Ada <ada@example.org>")
    key = SecretKey.parse(str(theirs))
    message = key.public.encrypt(CLEAR).encode()
    assert pysequoia.decrypt(message, decryptor=theirs.decryptor()).bytes == CLEAR
    assert PublicKey.parse(str(theirs.extract_certificate())).fingerprint == key.fingerprint


def test_modern_keys_and_messages_of_sequoia_are_refused_with_the_reason(pysequoia: Any) -> None:
    modern = pysequoia.Tsk.generate("Ada", profile=pysequoia.Profile.RFC9580)
    certificate = modern.extract_certificate()
    with pytest.raises(InvalidKeyError):
        PublicKey.parse(str(certificate))
    message = pysequoia.encrypt(CLEAR, recipients=[certificate]).decode()
    with pytest.raises(UnsupportedMessageError, match="version 6"):
        read_message(message)
