"""The site as each builder makes it, served, and a browser to look at it."""

import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from conftest import ROOT

BUILDERS = ("mkdocs", "zensical")
PAGES = [
    path.relative_to(ROOT / "docs").with_suffix("").as_posix()
    for path in sorted(ROOT.glob("docs/**/*.md"))
]
OFFLINE = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
]


@pytest.fixture(scope="module", params=BUILDERS)
def site(request, tmp_path_factory):
    """The folder of the built site, by each builder."""
    work = tmp_path_factory.mktemp(request.param)
    for name in ("docs", "tape_patterns", "tests"):
        shutil.copytree(ROOT / name, work / name)
    shutil.copy(ROOT / "mkdocs.yml", work)
    command = [sys.executable, "-m", request.param, "build", "--strict"]
    # The variable silences a notice about MkDocs 2.
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        command, cwd=work, capture_output=True, text=True, env=environment
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "WARNING" not in done.stderr
    return work / "site"


@pytest.fixture(scope="module")
def address(site):
    """Where the site is served."""
    handler = functools.partial(QuietHandler, directory=site)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves files, and the site's own page for what is not there. Logs nothing."""

    def send_error(self, code, *_):
        """Answer as a host of static sites does."""
        body = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Log nothing."""


@pytest.fixture(scope="module")
def browser(chromium):
    """A Chromium that asks nothing of the network."""
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=OFFLINE)
        yield running
        running.close()


def url_of(name):
    """Return the address of a page below the site's root."""
    return f"{name}/".removesuffix("index/") if name != "index" else ""
