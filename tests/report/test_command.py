"""``briefings report``."""

from __future__ import annotations

import webbrowser

import pytest
from typer.testing import CliRunner

from flows import cli
from flows.settings import Settings

from .made_up_warehouse import history, publish


@pytest.mark.parametrize("screen", [True, False])
def test_open_needs_no_screen(settings: Settings, monkeypatch: pytest.MonkeyPatch, screen: bool) -> None:
    publish(settings, history())
    opened: list[str] = []
    monkeypatch.setattr(cli, "settings", lambda: settings)
    monkeypatch.setattr(webbrowser, "open", lambda address: bool(opened.append(address)))
    monkeypatch.setattr(cli.sys, "platform", "linux")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", ":0" if screen else "")
    result = CliRunner().invoke(cli.app, ["report", "--open"])
    page = settings.reports / "index.html"
    assert result.exit_code == 0 and page.exists()
    assert opened == ([page.resolve().as_uri()] if screen else [])
