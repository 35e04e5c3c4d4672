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


# Several hosts, and who is believed.


def test_what_hosts_share_and_how_they_connect_can_be_set(loaded, tmp_path):
    alone = loaded()
    assert (alone.shared, alone.files) == (tmp_path, tmp_path / "files")
    assert (alone.pool_least, alone.pool_most, alone.workers) == (1, 6, 1)
    configuration = loaded(
        GOODWORD_SHARED="/srv/goodword",
        GOODWORD_WORKERS="3",
        GOODWORD_POOL_LEAST="2",
        GOODWORD_POOL_MOST="9",
    )
    assert str(configuration.files) == "/srv/goodword/files"
    assert (configuration.pool_least, configuration.pool_most) == (2, 9)
    assert configuration.workers == 3


def test_a_proxy_is_believed_on_this_machine_or_where_it_was_named(loaded):
    assert loaded().proxies == ()
    named = [str(one) for one in loaded(GOODWORD_BASE_URL="https://goodword.example").proxies]
    assert named == ["127.0.0.0/8", "::1/128"]
    assert loaded(GOODWORD_BASE_URL="https://a.example", GOODWORD_PROXIES="none").proxies == ()
    assert [str(one) for one in loaded(GOODWORD_PROXIES="10.1.2.3").proxies] == ["10.1.2.3/32"]


def test_the_demonstration_fills_no_terminal_with_requests(loaded):
    assert loaded().request_log
    assert not loaded(GOODWORD_DEMO="yes").request_log
    assert loaded(GOODWORD_DEMO="yes", GOODWORD_REQUEST_LOG="yes").request_log


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"GOODWORD_POOL_LEAST": "7"}, "GOODWORD_POOL_LEAST: this is more than"),
        ({"GOODWORD_POOL_MOST": "1"}, "1 is not a number between 2 and 200"),
        ({"GOODWORD_METRICS_TOKEN": "short"}, "the token needs at least 20 characters"),
        ({"GOODWORD_PROXIES": "the proxy"}, "GOODWORD_PROXIES: the proxy is not a list"),
        ({"GOODWORD_SECURITY_CONTACT": "ask Olga"}, "neither a mail address nor a page"),
        ({"GOODWORD_SECURITY_DAYS": "400"}, "400 is not a number between 1 and 365"),
        ({"GOODWORD_LIMIT_FILE_SIZE": "2 TB"}, "GOODWORD_LIMIT_FILE_SIZE: 2 TB is not a size"),
    ],
)
def test_what_is_wrong_with_the_larger_size_is_said_too(loaded, environment, said):
    with pytest.raises(ConfigurationError) as refused:
        loaded(**environment)
    assert said in str(refused.value)


def test_a_file_that_cannot_be_read_is_said(loaded, tmp_path, monkeypatch):
    (tmp_path / "goodword.toml").write_text("port = 1")

    def closed(*_words, **_more):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.read_text", closed)
    with pytest.raises(ConfigurationError, match=r"goodword\.toml: Permission denied"):
        loaded()


@pytest.mark.parametrize("number", [0, 30])
def test_time_limits_are_options_of_a_connection(number):
    from goodword.house.configuration import connection_options

    assert f"-c statement_timeout={number}s -c lock_timeout=10s" in connection_options(number)
