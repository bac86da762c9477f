"""The kinds of values that config.toml holds, each with its check and the words for a mistake."""

import re
import string
from datetime import date, datetime
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, StrictStr, ValidationInfo

from sync.config.address import email_value
from sync.config.file import expanded

_DOMAIN = re.compile(r"[^@\s<>,;/]+\.[^@\s<>,;/.]+")
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_ID = re.compile(r"[\w-]{5,}", re.ASCII)
_DOCUMENT_URL = re.compile(
    r"https://docs\.google\.com/(?:\w+/)*document/(?:u/\d+/)?d/([\w-]{5,}).*"
)
_FOLDER_URL = re.compile(r"https://drive\.google\.com/drive/(?:u/\d+/)?folders/([\w-]{5,}).*")


def _domain(given: str) -> str:
    if not _DOMAIN.fullmatch(given.removeprefix("*.")):
        raise ValueError("must be a domain, such as example.com or *.example.com")
    return given.lower()


def _document(given: str) -> str:
    return _id_of(given, _DOCUMENT_URL, "must be the address of a Google Doc, or its id")


def _folder(given: str) -> str:
    return _id_of(given, _FOLDER_URL, "must be the address of a Drive folder, or its id")


def _id_of(given: str, address: re.Pattern[str], words: str) -> str:
    if found := address.fullmatch(given.strip()):
        return found[1]
    if given and not _ID.fullmatch(given.strip()):
        raise ValueError(words)
    return given.strip()


def _path(given: Path, info: ValidationInfo) -> Path:
    """Relative paths are relative to the configuration file."""
    base: Path = (info.context or {}).get("folder", Path())
    return base / expanded(given)


def _optional_path(given: str, info: ValidationInfo) -> str:
    """The same for a file that there need not be: "" is none."""
    return str(_path(Path(given), info)) if given else given


def _robot(given: str) -> str:
    """The address of a service account, or nothing."""
    return email_value(given) if given else given


def _api_root(given: str) -> str:
    """Another server than Google's; the token goes there, so plain http stays on this machine."""
    if not given:
        return given
    if "?" in given or "#" in given:
        raise ValueError("must be an address, such as http://127.0.0.1:8080")
    return _safe_address(given, example="http://127.0.0.1:8080").rstrip("/")


def _web_address(given: str) -> str:
    """Where notices go; plain http stays on this machine."""
    return _safe_address(given, example="https://example.com/hook") if given else given


def _safe_address(given: str, *, example: str) -> str:
    try:
        parts = urlsplit(given)
        host, _port = parts.hostname or "", parts.port
    except ValueError as exc:
        raise ValueError(f"must be an address, such as {example}") from exc
    if parts.scheme not in {"http", "https"} or not host or parts.fragment:
        raise ValueError(f"must be an address, such as {example}")
    if parts.username or parts.password:
        raise ValueError("must not hold a user or a password")
    if parts.scheme == "http" and not _is_loopback(host):
        raise ValueError("must begin with https:// unless the server is on this machine")
    return given


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _title(given: str) -> str:
    words = "must be a text in which only {me} and {other} stand in braces"
    try:
        fields = {field for _, field, spec, _ in string.Formatter().parse(given) if field or spec}
    except ValueError as exc:
        raise ValueError(words) from exc
    if not fields <= {"me", "other"}:
        raise ValueError(words)
    return given


def _locale(given: str) -> str:
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - only a few runs need it here

    try:
        Locale.parse(given, sep="-" if "-" in given else "_")
    except (ValueError, UnknownLocaleError) as exc:
        raise ValueError("must be a language, such as en, de or pt-BR") from exc
    return given


def _date_format(given: str) -> str:
    if not given:
        return given
    from babel.dates import parse_pattern  # noqa: PLC0415 - only a few runs need it here

    try:
        parse_pattern(given)
    except ValueError as exc:
        raise ValueError("must be a CLDR date pattern, such as EEE, MMM d, y") from exc
    letters = set(re.sub(r"'[^']*'", "", given))
    if "d" not in letters or not letters & {"M", "L"}:
        raise ValueError("must hold the day (d) and the month (M), such as EEE, MMM d, y")
    return given


def _day(given: object) -> object:
    """A date, bare or in quotes, or "" for none."""
    words = 'must be a day, such as 2025-03-24, or "" for none'
    if isinstance(given, str) and _DAY.fullmatch(given):
        try:
            return date.fromisoformat(given)
        except ValueError as exc:
            raise ValueError(words) from exc
    if given != "" and (isinstance(given, datetime) or not isinstance(given, date)):
        raise ValueError(words)
    return given


Day = Annotated[date | Literal[""], BeforeValidator(_day)]
Text = Annotated[StrictStr, Field(min_length=1)]
Email = Annotated[StrictStr, AfterValidator(email_value)]
Domain = Annotated[StrictStr, AfterValidator(_domain)]
FilePath = Annotated[Path, AfterValidator(_path)]
OptionalFile = Annotated[StrictStr, AfterValidator(_optional_path)]
ServiceAccount = Annotated[StrictStr, AfterValidator(_robot)]
ApiRoot = Annotated[StrictStr, AfterValidator(_api_root)]
WebAddress = Annotated[StrictStr, AfterValidator(_web_address)]
DocumentId = Annotated[StrictStr, AfterValidator(_document)]
FolderId = Annotated[StrictStr, AfterValidator(_folder)]
Title = Annotated[StrictStr, Field(min_length=1), AfterValidator(_title)]
LocaleName = Annotated[StrictStr, AfterValidator(_locale)]
DatePattern = Annotated[StrictStr, AfterValidator(_date_format)]
