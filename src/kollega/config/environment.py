"""Every setting an operator can make, in one table; docs/settings.md is written from it."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

HOME = Path(os.environ.get("KOLLEGA_HOME", Path(__file__).resolve().parents[3]))


@dataclass(frozen=True)
class Setting:
    """One environment variable: its name, what it means in plain words, and what holds when it is absent."""

    name: str
    meaning: str
    default: str = ""
    required_in_production: bool = False


SETTINGS = (
    Setting("KOLLEGA_VAR", "Folder for the embedded database, backups and generated secrets.", "var"),
    Setting("KOLLEGA_SECRET_KEY", "Signs sessions and codes. Generated into the var folder when absent.", "generated"),
    Setting("KOLLEGA_HOSTS", "Names the site answers to, with commas between.", "127.0.0.1,localhost", True),
    Setting("KOLLEGA_ADDRESS", "The site's own address, used in mails.", "http://127.0.0.1:8000", True),
    Setting(
        "KOLLEGA_DATABASE_URL", "PostgreSQL 15 or newer, as the application's role. Embedded when absent.", "embedded"
    ),
    Setting(
        "KOLLEGA_DATABASE_OWNER_URL",
        "The same database as the role that owns the tables; migrations use it.",
        "embedded",
    ),
    Setting("KOLLEGA_PG_BIN", "Folder with PostgreSQL's programs, instead of the packaged ones.", "packaged"),
    Setting("KOLLEGA_POOL", "Connections kept open by each web process; 0 opens one a request.", "4"),
    Setting(
        "KOLLEGA_MAIL_URL",
        "Where mail leaves: smtp://user:password@host:port, smtps:// for TLS.",
        "smtp://localhost:25",
        True,
    ),
    Setting("KOLLEGA_MAIL_FROM", "The sender of all mail.", "kollega@localhost", True),
    Setting("KOLLEGA_PEPPOL_RULES", "Folder with the schematron files of EN 16931 and Peppol BIS Billing 3.", "none"),
    Setting(
        "KOLLEGA_INVOICE_FOLDER",
        "Folder for the invoices of those who take them there: one folder in it for each organisation number.",
        "none",
    ),
    Setting("KOLLEGA_WORKERS", "Web processes that serve starts.", "1"),
    Setting(
        "KOLLEGA_PROXIES",
        "How many proxies of your own stand before serve. Limits on sign-in count the visitor's address behind them.",
        "0",
    ),
    Setting("KOLLEGA_CHROMIUM", "The browser that tests and pictures use.", "found"),
    Setting("KOLLEGA_SHARED_DATA", "Folder with other people's files that some tests read.", "../shared/data"),
    Setting("KOLLEGA_ENVIRONMENT", "Folder of the virtual environment that the script makes.", ".venv"),
    Setting("KOLLEGA_USE_UV", "0 installs with pip alone.", "1"),
)
KNOWN = {s.name: s for s in SETTINGS}


def get(name: str) -> str:
    """Return what the operator set, or the default; an unknown name is a programming error."""
    setting = KNOWN[name]
    return os.environ.get(name) or (
        setting.default if setting.default not in {"embedded", "packaged", "found", "none"} else ""
    )


def var() -> Path:
    """Return the folder that holds what the installation makes itself, relative to the project."""
    return (HOME / get("KOLLEGA_VAR")).resolve()


def secret_key() -> str:
    """Return the signing key: the operator's, or one made once and kept readable by the owner only."""
    if given := os.environ.get("KOLLEGA_SECRET_KEY"):
        return given
    path = var() / "secret_key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    return path.read_text().strip()
