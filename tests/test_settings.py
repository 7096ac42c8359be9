"""Settings come from arguments, environment and file, in that order, or say what is wrong and where."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from coopgraph.errors import SettingsError
from coopgraph.settings import Settings, load_settings


def read(tmp_path, toml="", environ=None, **arguments):
    if toml:
        (tmp_path / "coopgraph.toml").write_text(toml, encoding="utf-8")
    return load_settings(environ or {}, tmp_path, **arguments)


def test_without_anything_the_defaults_hold(tmp_path):
    assert read(tmp_path) == Settings()


def test_an_argument_wins_over_the_environment_and_that_over_the_file(tmp_path):
    toml = 'store = "from-file"\nport = 1\nhost = "from-file"'
    settings = read(
        tmp_path, toml, {"COOPGRAPH_STORE": "from-env", "COOPGRAPH_PORT": "2"}, port=3, store=None
    )
    assert (settings.port, settings.store, settings.host) == (3, "from-env", "from-file")


def test_settings_cannot_be_changed_afterwards():
    with pytest.raises(FrozenInstanceError):
        Settings().port = 1


@pytest.mark.parametrize(
    ("toml", "environ", "arguments", "message"),
    [
        ('stor = "x"', {}, {}, r"coopgraph\.toml: there is no setting 'stor'; did you mean 'store'\?"),
        ('colour = "x"', {}, {}, "there is no setting 'colour'; there are: store, .*host"),
        ("", {"COOPGRAPH_STROE": "x"}, {}, r"COOPGRAPH_STROE.*did you mean 'store'\?"),
        ('port = "many"', {}, {}, "port is 'many', which is not a whole number"),
        ("port = true", {}, {}, "port is True, which is not a whole number"),
        ("store = 3", {}, {}, "store is 3, which is not a text"),
        ("", {"COOPGRAPH_PORT": "8o00"}, {}, "COOPGRAPH_PORT: port is '8o00'"),
        ("", {"COOPGRAPH_PORT": "99999"}, {}, "a port is between 0 and 65535"),
        ("", {}, {"port": -1}, "--port: port is -1"),
        ("", {}, {"query_bytes": 0}, "--query-bytes: query_bytes is 0; it must be at least 1"),
        ("", {"COOPGRAPH_STORE": " "}, {}, "COOPGRAPH_STORE: store is empty"),
        (
            'trusted_proxies = "10.0.0.0/8, proxy.example.org"',
            {},
            {},
            "trusted_proxies names 'proxy.example.org'",
        ),
        ('trusted_proxies = "*"', {}, {}, r"names '\*'; give addresses and networks"),
        ('trusted_proxies = "10.0.0.1/8"', {}, {}, "names '10.0.0.1/8'"),
        ("client_rate = -1", {}, {}, "client_rate is -1; it must be at least 0"),
        ("port = \n", {}, {}, r"coopgraph\.toml is not TOML: .*line 1"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_with_its_place(tmp_path, toml, environ, arguments, message):
    with pytest.raises(SettingsError, match=message):
        read(tmp_path, toml, environ, **arguments)


def test_a_variable_that_only_shares_the_prefix_is_left_alone(tmp_path):
    assert read(tmp_path, environ={"COOPGRAPH_TEST_BROWSER": "1"}) == Settings()


def test_a_file_that_is_not_utf8_is_named(tmp_path):
    (tmp_path / "coopgraph.toml").write_bytes(b"store = '\xff'")
    with pytest.raises(SettingsError, match="cannot be read"):
        read(tmp_path)


@pytest.mark.parametrize("value", ["none", "10.0.0.0/8, ::1", "192.0.2.7"])
def test_proxies_are_trusted_by_address_by_network_or_not_at_all(tmp_path, value):
    assert read(tmp_path, environ={"COOPGRAPH_TRUSTED_PROXIES": value}).trusted_proxies == value
