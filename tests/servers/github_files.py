"""The files of a pretended GitHub's repositories: their bytes, a folder's list, the whole tree."""

from __future__ import annotations

from base64 import b64encode

from tests.servers.exchange import Reply, Request
from tests.servers.github_world import Repository

RAW = "application/vnd.github.raw+json"
NOT_FOUND = {"message": "Not Found"}


def contents(request: Request, repo: Repository, path: str) -> Reply:
    """A file as it is when asked for raw, else wrapped into JSON; a folder is a list."""
    files = _files(repo, request.query.get("ref"))
    if files is None:
        return Reply(404, {"message": f"No commit found for the ref {request.query['ref']}"})
    if path in files:
        content = _bytes(files[path])
        if request.accept == RAW and repo.knows_raw:
            return Reply(200, content, {"Content-Type": f"{RAW}; charset=utf-8"})
        return Reply(200, {"path": path, "encoding": "base64", "content": b64encode(content).decode()})
    below = f"{path}/" if path else ""
    inside = [name.removeprefix(below) for name in files if name.startswith(below)]
    found = sorted({below + name.split("/")[0] for name in inside})
    rows = [{"path": name, "type": "file" if name in files else "dir"} for name in found]
    return Reply(200, rows) if rows else Reply(404, NOT_FOUND)


def tree(request: Request, repo: Repository, ref: str) -> Reply:
    files = _files(repo, None if ref == "HEAD" else ref)
    if files is None or request.query != {"recursive": "1"}:
        return Reply(404, NOT_FOUND)
    rows = [{"path": name, "type": "blob"} for name in sorted(files)]
    return Reply(200, {"tree": rows, "truncated": repo.is_vast})


def _files(repo: Repository, ref: str | None) -> dict[str, str | bytes] | None:
    return repo.files if ref in (None, "main") else repo.refs.get(ref)


def _bytes(content: str | bytes) -> bytes:
    return content if isinstance(content, bytes) else content.encode()
