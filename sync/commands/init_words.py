"""The way to an OAuth client, step by step: what `oneonone init` tells whoever has none yet.

Words only. The same way, at more length, stands in docs/quick-start.md.
"""

from pathlib import Path
from typing import Final

from sync.google.client_file import CLIENTS_PAGE

PROJECT_PAGE: Final = "https://console.cloud.google.com/projectcreate"
APIS_PAGE: Final = (
    "https://console.cloud.google.com/flows/enableapi?apiid="
    "calendar-json.googleapis.com,drive.googleapis.com,docs.googleapis.com,picker.googleapis.com"
)
OVERVIEW_PAGE: Final = "https://console.cloud.google.com/auth/overview"
AUDIENCE_PAGE: Final = "https://console.cloud.google.com/auth/audience"
CREATE_PAGE: Final = f"{CLIENTS_PAGE}/create"


def guide(folder: Path) -> str:
    """The steps; the downloaded file goes into `folder`."""
    return f"""\
1. Make a project (any name will do), and keep it chosen in the bar on top of each page:
   {PROJECT_PAGE}
2. Switch on the four APIs (Calendar, Drive, Docs, Picker) on one page:
   {APIS_PAGE}
3. Say who may use it: "Get started" at
   {OVERVIEW_PAGE}
   App name: oneonone. Audience:
   - Internal, if you can choose it (your account belongs to an organization): nobody outside can
     use it, Google asks for no review, and your sign-in does not end.
   - External otherwise (gmail.com, or a project of your own). Then publish the app at
     {AUDIENCE_PAGE} ("Publish app"):
     while it is in testing, only its test users may sign in, and each sign-in ends after 7 days.
     Published and not reviewed, Google warns once: "Advanced", then "Go to oneonone".
   Scopes need not be named there.
4. Make the client: application type "Desktop app", then "Download JSON":
   {CREATE_PAGE}
5. Keep the downloaded file as {folder / "client_secret.json"}"""
