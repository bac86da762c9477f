"""deploy.sh with the real gcloud, twice, against a stand-in of the APIs that it asks: what is made?

`python -m tests.deploy.cloud` takes a minute or more: gcloud is slow to start. The first run has to
make each thing, and the second one none: it says what was made, and fails where that is not so.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.support import ROOT

SCRIPT = ROOT / "deploy" / "cloud-run" / "deploy.sh"
PROJECT = "acme-1on1"
APIS = ("SERVICEUSAGE", "IAM", "SECRETMANAGER", "CLOUDSCHEDULER", "LOGGING", "MONITORING")
_NONE = (404, {"error": {"code": 404, "message": "not found", "status": "NOT_FOUND"}})
_READY = {"conditions": [{"type": "Ready", "status": "True"}], "observedGeneration": 1}
Answer = tuple[int, Mapping[str, Any]]


@dataclass(slots=True)
class Cloud:
    """Keeps what it is given by path; `made` are the paths under which something new came to be."""

    kept: dict[str, Any] = field(default_factory=dict)
    made: list[str] = field(default_factory=list)

    def answer(self, method: str, address: str, body: Any) -> Answer:
        """What an API says to one request."""
        parts = urlsplit(address)
        path, query = parts.path.replace("projects/-/", f"projects/{PROJECT}/"), parts.query
        owner, _, verb = path.rpartition(":")
        if verb == "batchEnable" or path.endswith("/services/run.googleapis.com"):
            return 200, {"name": "operations/1", "done": True, "response": {}, "state": "ENABLED"}
        if verb in ("getIamPolicy", "setIamPolicy"):
            if body and "policy" in body:
                self.kept[f"{owner}:policy"] = body["policy"]
            return 200, self.kept.get(f"{owner}:policy", {"etag": "YQ=="})
        if verb == "addVersion":
            self.made.append(f"{owner}/versions")
            self.kept[f"{owner}/versions/latest"] = {"name": "1", "payload": body["payload"]}
            return 200, {"name": f"{owner[4:]}/versions/1", "clientSpecifiedPayloadChecksum": True}
        if verb == "access":
            path = owner
        if method == "GET":
            return self._found(path)
        if method == "POST":
            path = f"{path}/{_name_of(path, query, body)}"
            self.made.append(path)
        self.kept[path] = _shown(path, body)
        return 200, self.kept[path]

    def _found(self, path: str) -> Answer:
        if path in self.kept:
            return 200, self.kept[path]
        kind = path.rsplit("/", 1)[-1]
        if kind in ("notificationChannels", "alertPolicies"):
            inside = [each for name, each in self.kept.items() if name.rpartition("/")[0] == path]
            return 200, {kind: inside}
        return _NONE


def _name_of(path: str, query: str, body: Any) -> str:
    """Under which name what is posted is found again."""
    if "secretId" in query:
        return parse_qs(query)["secretId"][0]
    if "accountId" in body:
        return f"{body['accountId']}@{PROJECT}.iam.gserviceaccount.com"
    name = body.get("name") or body.get("metadata", {}).get("name") or body["displayName"]
    return str(name).rsplit("/", 1)[-1] if path.endswith("jobs") else str(name)


def _shown(path: str, body: Any) -> Mapping[str, Any]:
    """What is kept, as its API shows it."""
    short = re.sub(r"^/v\d/", "", path)
    if "/serviceAccounts/" in path:
        return {"name": short, "email": path.rsplit("/", 1)[-1], "uniqueId": "123456789"}
    if "/namespaces/" in path:
        return {**body, "metadata": {**body["metadata"], "generation": 1}, "status": _READY}
    return body if "/metrics/" in path else {**body, "name": short}


def serve(cloud: Cloud) -> ThreadingHTTPServer:
    """Serves it on this machine's loopback, for requests and as a proxy."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name
            """Says nothing."""

        def _answer(self) -> None:
            given = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            body = json.loads(given) if given else None
            code, answer = cloud.answer(self.command, self.path, body)
            sent = json.dumps(answer).encode()
            self.send_response(code)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)

        do_GET = do_POST = do_PUT = do_PATCH = _answer  # noqa: N815 - their names

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def run(folder: Path, port: int) -> None:
    """The script, with the files of `folder`, where gcloud reaches the stand-in alone."""
    here = f"http://127.0.0.1:{port}/"
    digest = "0" * 64
    subprocess.run(
        [str(SCRIPT), "config.toml", "managers.txt", "opt_out.txt"],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
        timeout=600,
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "PROJECT": PROJECT,
            "IMAGE": f"europe-west1-docker.pkg.dev/{PROJECT}/tools/oneonone@sha256:{digest}",
            "NOTIFY": "it@acme.test",
            "CLOUDSDK_CONFIG": str(folder / "gcloud"),
            "CLOUDSDK_AUTH_ACCESS_TOKEN_FILE": str(folder / "token"),
            "CLOUDSDK_CORE_CHECK_GCE_METADATA": "false",
            "CLOUDSDK_CORE_DISABLE_USAGE_REPORTING": "true",
            "CLOUDSDK_COMPONENT_MANAGER_DISABLE_UPDATE_CHECK": "true",
            **{f"CLOUDSDK_API_ENDPOINT_OVERRIDES_{api}": here for api in APIS},
            # gcloud puts the region before this host, which only the proxy knows.
            "CLOUDSDK_API_ENDPOINT_OVERRIDES_RUN": "http://run.test/",
            "http_proxy": here,
            "no_proxy": "127.0.0.1",
        },
    )


def main() -> int:
    """Says what each run made; 1 where the second one made something."""
    cloud = Cloud()
    server = serve(cloud)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file in ("config.toml", "managers.txt", "opt_out.txt", "token"):
            (folder / file).write_text("# made up\n", encoding="utf-8")
        made: list[list[str]] = []
        for number in ("first", "second"):
            cloud.made.clear()
            try:
                run(folder, server.server_port)
            except subprocess.CalledProcessError as failed:
                sys.stderr.write(failed.stderr)
                return 1
            except subprocess.TimeoutExpired as late:
                sys.stderr.write(f"{late}\n")
                return 1
            made.append(list(cloud.made))
            sys.stdout.write(f"The {number} run made {len(cloud.made)}:\n")
            sys.stdout.writelines(f"  {path}\n" for path in cloud.made)
    server.shutdown()
    return 0 if made[0] and not made[1] else 1


if __name__ == "__main__":
    sys.exit(main())
