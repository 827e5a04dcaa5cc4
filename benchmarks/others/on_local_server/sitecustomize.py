"""Sends a program that knows api.github.com only to $LOCAL_SERVER instead. On no path but the benchmark's."""

import os

from requests.adapters import HTTPAdapter

THEIRS, OURS = "https://api.github.com", os.environ["LOCAL_SERVER"]
_send = HTTPAdapter.send


def send(self, request, **how):
    if request.url.startswith(THEIRS):
        request.url = OURS + request.url.removeprefix(THEIRS)
    response = _send(self, request, **how)
    # It cuts its own address out of those in the answers.
    response._content = response.content.replace(OURS.encode(), THEIRS.encode())  # noqa: SLF001
    return response


HTTPAdapter.send = send
