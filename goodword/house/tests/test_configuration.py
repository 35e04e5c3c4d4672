"""Settings are typed, and what is wrong is said all at once."""

import stat

import pytest

from goodword.house.configuration import (
    ConfigurationError,
    Database,
    Smtp,
    load,
    parse_database_url,
    parse_smtp_url,
)


@pytest.fixture
def loaded(tmp_path):
    def load_with(**environment):
        return load({"GOODWORD_DATA": str(tmp_path)} | environment)

    return load_with


def test_nothing_has_to_be_set(loaded, tmp_path):
    configuration = loaded()
    assert configuration.base_url == "http://localhost:8000"
    assert configuration.database == Database("sqlite", str(tmp_path / "goodword.sqlite3"))
    assert configuration.database.is_sqlite
    assert not configuration.is_https
    assert configuration.hosts == ("localhost", "127.0.0.1", "[::1]")


def test_the_secret_key_is_made_once_and_only_ours_to_read(loaded, tmp_path):
    first = loaded().secret_key
    assert len(first) >= 50
    assert loaded().secret_key == first
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600


def test_everything_can_be_set(loaded):
    configuration = loaded(
        DATABASE_URL="postgresql://ben:a%40b@db.example:5433/goodword",
        GOODWORD_SECRET_KEY="k" * 50,
        GOODWORD_BASE_URL="https://goodword.example.org/",
        GOODWORD_HOSTS="goodword.example.org, other.example.org",
        PORT="9000",
        GOODWORD_SMTP="smtp+starttls://ben:secret@mail.example.org",
        GOODWORD_MAIL_FROM="help@example.org",
        GOODWORD_MAIL_DOMAIN="in.example.org",
        GOODWORD_TIME_ZONE="Europe/Berlin",
        GOODWORD_DEMO="Yes",
        GOODWORD_WEB_WORKERS="4",
    )
    assert configuration.database == Database(
        "postgresql", "goodword", "ben", "a@b", "db.example", "5433"
    )
    assert configuration.is_https
    assert configuration.base_url == "https://goodword.example.org"
    assert configuration.hosts == ("goodword.example.org", "other.example.org")
    assert configuration.smtp == Smtp(
        "mail.example.org", 587, "ben", "secret", use_tls=False, use_starttls=True
    )
    assert (configuration.port, configuration.web_workers, configuration.demo) == (9000, 4, True)


def test_the_file_in_the_data_folder_is_read_and_the_environment_wins(loaded, tmp_path):
    (tmp_path / "goodword.toml").write_text('port = 9000\nhosts = ["a.example", "b.example"]\n')
    configuration = loaded(PORT="9001")
    assert configuration.port == 9001
    assert configuration.hosts == ("a.example", "b.example")


WRONG = {
    "GOODWORD_CONFIG": "/nowhere/goodword.toml",
    "DATABASE_URL": "mysql://example",
    "GOODWORD_SECRET_KEY": "short",
    "GOODWORD_BASE_URL": "https://example.org/goodword",
    "PORT": "80000",
    "GOODWORD_SMTP": "mail.example.org",
    "GOODWORD_MAIL_FROM": "nobody",
    "GOODWORD_TIME_ZONE": "Europe/Nowhere",
    "GOODWORD_DEMO": "perhaps",
    "GOODWORD_WEB_WORKERS": "many",
}


def test_all_that_is_wrong_is_said_at_once(loaded):
    with pytest.raises(ConfigurationError) as wrong:
        loaded(**WRONG)
    assert sorted(problem.partition(":")[0] for problem in wrong.value.problems) == sorted(WRONG)


@pytest.mark.parametrize("text", ["prot = 1", "port = ", "data = '/tmp'"])
def test_a_file_with_a_mistake_is_named(loaded, tmp_path, text):
    (tmp_path / "goodword.toml").write_text(text)
    with pytest.raises(ConfigurationError, match=r"goodword\.toml"):
        loaded()


def test_a_folder_that_cannot_be_used_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigurationError, match="cannot be used"):
        load({"GOODWORD_DATA": str(tmp_path / "file" / "data")})


@pytest.mark.parametrize("text", ["sqlite://", "postgresql://host", "ftp://host/name"])
def test_a_database_address_that_cannot_be_used_is_refused(text):
    with pytest.raises(ValueError, match="address"):
        parse_database_url(text)


def test_a_database_may_be_a_file_or_behind_a_socket():
    assert parse_database_url("sqlite:////srv/goodword.sqlite3").name == "/srv/goodword.sqlite3"
    assert parse_database_url("postgresql:///goodword?host=/run/pg").host == "/run/pg"


@pytest.mark.parametrize(
    ("scheme", "port", "tls"), [("smtp", 25, False), ("smtps", 465, True)], ids=["plain", "tls"]
)
def test_each_way_of_sending_mail_has_its_usual_port(scheme, port, tls):
    smtp = parse_smtp_url(f"{scheme}://mail.example.org")
    assert smtp is not None
    assert (smtp.port, smtp.use_tls) == (port, tls)


@pytest.mark.parametrize("text", ["example.org", "ftp://example.org"])
def test_a_base_address_is_a_web_address(loaded, text):
    with pytest.raises(ConfigurationError, match="is not an address"):
        loaded(GOODWORD_BASE_URL=text)
