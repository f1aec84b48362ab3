"""Judging, adding, signing in, and what is refused."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from servanda.flow import coding, keeping
from servanda.model import WrongCall
from servanda.show.cli import main
from servanda.show.pages.accounts import Account, check, load_accounts, remove_account, save_account
from servanda.show.pages.application import LOCAL, application
from servanda.show.pages.signing import Pace
from tests.nouns import TEXT, reading

DOCUMENT = reading().document.id
PASSWORD = "a long enough one"
REPORT = "France and Poland\n\nArticle 1\nFrance shall train ten engineers.\n"


@pytest.fixture(scope="module")
def users(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("users") / "users.json"
    for name, role in (("Rea", "reader"), ("Cod", "coder"), ("Edi", "editor")):
        save_account(path, name, role, PASSWORD)
    return path


@pytest.fixture
def register(tmp_path: Path) -> Iterator[keeping.Register]:
    with keeping.opened(str(tmp_path / "r.db"), create=True) as opened:
        keeping.keep(opened, reading())
        yield opened


@pytest.fixture
def client(register: keeping.Register) -> Iterator[TestClient]:
    with TestClient(application(register), follow_redirects=False) as made:
        yield made


def key_of(client: TestClient, address: str) -> str:
    found = re.search(r'name="form_key" value="([^"]+)"', client.get(address).text)
    assert found
    return found[1]


def claim_of(register: keeping.Register, field: str) -> str:
    (claim,) = keeping.list_claims(register, kind="agreement", field=field)
    return claim.id


def judge(client: TestClient, claim: str, **sent: str) -> int:
    data = {"form_key": key_of(client, "/sign-in"), "name": "Ana"} | sent
    return client.post(f"/review/{claim}", data=data).status_code


def test_a_finding_is_judged_corrected_and_taken_back(client: TestClient, register: keeping.Register) -> None:
    claim = claim_of(register, "signed.place")
    assert judge(client, claim, verdict="corrected", value="Grenoble", note="misread") == 303
    assert "Grenoble" in client.get(f"/agreements/{DOCUMENT}").text
    page = client.get(f"/review/{claim}").text
    assert "misread" in page
    assert 'value="Ana"' in page
    assert judge(client, claim, verdict="rejected") == 303
    page = client.get(f"/agreements/{DOCUMENT}").text
    assert "Rejected by people" in page
    assert ">Lyon<" not in page
    assert "no longer counts" in client.get(f"/review/{claim}").text
    assert judge(client, claim, verdict="withdrawn") == 303
    assert "Grenoble" in client.get(f"/agreements/{DOCUMENT}").text
    assert judge(client, claim, verdict="withdrawn") == 303
    assert ">Lyon<" in client.get(f"/agreements/{DOCUMENT}").text


@pytest.mark.parametrize(
    ("field", "sent", "value"),
    [
        ("term.months", "60", 60),
        ("parties", "FRA; POL", ["FRA", "POL"]),
        ("title", "Another title", "Another title"),
    ],
)
def test_a_correction_has_the_form_of_its_field(
    field: str, sent: str, value: object, client: TestClient, register: keeping.Register
) -> None:
    assert judge(client, claim_of(register, field), verdict="corrected", value=sent) == 303
    (claim,) = keeping.list_claims(register, kind="agreement", field=field)
    assert claim.value == value


@pytest.mark.parametrize(
    ("field", "sent"),
    [("term.months", {"verdict": "corrected", "value": "ten"}), ("title", {"verdict": "corrected", "value": ""}), ("title", {})],
)
def test_what_does_not_fit_is_told(field: str, sent: dict[str, str], client: TestClient, register: keeping.Register) -> None:
    assert judge(client, claim_of(register, field), **sent) == 400


def test_a_commitment_is_corrected_part_by_part(client: TestClient, register: keeping.Register) -> None:
    claim = keeping.list_claims(register, kind="commitment")[0].id
    parts = {"force": "intention", "by": "FRA; POL", "to": "UKR", "areas": "training", "condition": "", "deadline": "by 2030"}
    assert judge(client, claim, verdict="corrected", **parts) == 303
    value = next(c.value for c in keeping.list_claims(register, kind="commitment") if c.id == claim)
    assert (value["force"], value["by"], value["condition"], value["deadline"]) == ("intention", ["FRA", "POL"], None, "by 2030")
    assert judge(client, claim, verdict="corrected", force="loud") == 400


def test_forms_of_others_are_refused(client: TestClient, register: keeping.Register) -> None:
    claim = claim_of(register, "title")
    key = key_of(client, f"/review/{claim}")
    sent = {"verdict": "rejected", "name": "Ana"}
    assert client.post(f"/review/{claim}", data=sent).status_code == 403
    assert client.post(f"/review/{claim}", data=sent | {"form_key": "x" * 43}).status_code == 403
    own = sent | {"form_key": key}
    assert client.post(f"/review/{claim}", data=own, headers={"origin": "https://elsewhere.example"}).status_code == 403
    assert client.post(f"/review/{claim}", data=own, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert client.post(f"/review/{claim}", data=own).status_code == 303


def test_a_text_is_seen_before_it_is_kept(client: TestClient) -> None:
    key = key_of(client, "/add")
    page = client.post("/add", data={"form_key": key, "text": REPORT, "origin": "a letter"})
    assert page.status_code == 200
    assert "not yet kept" in page.text
    assert "shall train ten engineers" in page.text
    assert len(client.get("/documents.json").json()) == 1
    draft = re.search(r'name="draft" value="([^"]+)"', page.text)
    assert draft
    sent = {"form_key": key, "draft": draft[1]}
    kept = client.post("/add/keep", data=sent)
    assert kept.status_code == 303
    assert client.get(kept.headers["location"]).status_code == 200
    assert len(client.get("/documents.json").json()) == 2
    assert client.post("/add/keep", data=sent).status_code == 410


def test_a_file_is_read_and_a_bad_one_told(client: TestClient) -> None:
    key = key_of(client, "/add")
    good = client.post("/add", data={"form_key": key}, files={"file": ("pact.txt", REPORT.encode())})
    assert "pact.txt" in good.text
    assert "shall train ten engineers" in good.text
    assert client.post("/add", data={"form_key": key, "text": "  "}).status_code == 400
    assert client.post("/add", data={"text": REPORT}).status_code == 403


def test_a_body_that_is_too_large_is_refused(register: keeping.Register) -> None:
    with TestClient(application(register)) as client:
        answer = client.post("/add", content=b"x", headers={"content-length": "30000000"})
        assert answer.status_code == 413


def test_foreign_hosts_are_refused(register: keeping.Register) -> None:
    with TestClient(application(register, hosts=LOCAL), base_url="http://evil.example") as client:
        assert client.get("/").status_code == 421
    with TestClient(application(register, hosts=None), base_url="http://evil.example") as client:
        assert client.get("/").status_code == 200


def enter(client: TestClient, name: str, password: str = PASSWORD, back: str = "/add") -> int:
    return client.post(
        "/sign-in", data={"form_key": key_of(client, "/sign-in"), "name": name, "password": password, "back": back}
    ).status_code


@pytest.mark.parametrize(("name", "judges", "adds"), [("Rea", False, False), ("Cod", True, False), ("Edi", True, True)])
def test_roles(name: str, judges: bool, adds: bool, register: keeping.Register, users: Path) -> None:
    claim = claim_of(register, "title")
    with TestClient(application(register, accounts=load_accounts(users)), follow_redirects=False) as client:
        assert "Sign in" in client.get("/").text
        assert judge(client, claim, verdict="accepted") == 403
        assert enter(client, name, "wrong password") == 403
        assert enter(client, name) == 303
        assert name in client.get("/").text
        assert judge(client, claim, verdict="accepted", name="Somebody else") == (303 if judges else 403)
        if judges:
            assert f"by {name}" in client.get(f"/review/{claim}").text
        key = key_of(client, "/")
        assert client.post("/add", data={"form_key": key, "text": REPORT}).status_code == (200 if adds else 403)
        assert client.post("/sign-out", data={"form_key": key}).status_code == 303
        assert judge(client, claim, verdict="accepted") == 403


def test_reading_can_need_an_account(register: keeping.Register, users: Path) -> None:
    app = application(register, accounts=load_accounts(users), private=True)
    with TestClient(app, follow_redirects=False) as client:
        assert client.get("/agreements").headers["location"] == "/sign-in?back=/agreements"
        assert client.get("/agreements.json").status_code == 303
        assert client.get("/static/servanda.css").status_code == 200
        assert enter(client, "Rea") == 303
        assert client.get("/agreements").status_code == 200


def test_guessing_is_slowed(register: keeping.Register, users: Path) -> None:
    with TestClient(application(register, accounts=load_accounts(users)), follow_redirects=False) as client:
        assert [enter(client, "Edi", "guess") for _ in range(6)][-1] == 429
        assert enter(client, "Edi") == 429


@pytest.mark.parametrize("back", ["https://elsewhere.example", "//elsewhere.example", "/\\elsewhere.example"])
def test_nobody_is_sent_elsewhere(back: str, register: keeping.Register, users: Path) -> None:
    with TestClient(application(register, accounts=load_accounts(users)), follow_redirects=False) as client:
        key = key_of(client, "/sign-in")
        sent = {"form_key": key, "name": "Edi", "password": PASSWORD, "back": back}
        assert client.post("/sign-in", data=sent).headers["location"] == "/"


def test_accounts_are_hashed_and_checked(tmp_path: Path) -> None:
    path = tmp_path / "users.json"
    save_account(path, "Ana", "coder", PASSWORD)
    assert PASSWORD not in path.read_text()
    assert path.stat().st_mode & 0o077 == 0
    accounts = load_accounts(path)
    assert check(accounts, "Ana", PASSWORD) == accounts["Ana"]
    assert check(accounts, "Ana", "other") is None
    assert check(accounts, "Bob", PASSWORD) is None
    assert check({"Ana": Account("Ana", "coder", "no hash")}, "Ana", PASSWORD) is None
    remove_account(path, "Ana")
    assert load_accounts(path) == {}
    for name, role, password in (("Ana", "king", PASSWORD), ("", "coder", PASSWORD), ("Ana", "coder", "short")):
        with pytest.raises(WrongCall):
            save_account(path, name, role, password)
    with pytest.raises(WrongCall):
        remove_account(path, "Ana")
    path.write_text("[]")
    with pytest.raises(WrongCall):
        load_accounts(path)


def test_a_pace_lets_go_on_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr("servanda.show.pages.signing.time.monotonic", lambda: now)
    pace = Pace(2, 10.0)
    assert [pace.step("a") for _ in range(3)] == [True, True, False]
    assert pace.step("b")
    now = 11.0
    assert pace.step("a")


def test_users_from_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(tmp_path / "u.json")
    answers = iter([PASSWORD, PASSWORD, PASSWORD, "another one entirely"])
    monkeypatch.setattr("getpass.getpass", lambda prompt: next(answers))
    assert main(["users", "add", "Ana", "--role", "editor", "--users", path]) == 0
    assert main(["users", "add", "Bob", "--users", path]) == 2
    assert main(["users", "add", "--users", path]) == 2
    assert main(["users", "list", "--users", path]) == 0
    assert "editor" in capsys.readouterr().out
    assert main(["users", "remove", "Ana", "--users", path]) == 0
    assert main(["serve", "--private", "--register", path]) == 2
    assert main(["serve", "--port", "0", "--register", path]) == 2


def test_coders_settle_where_they_differ(client: TestClient, register: keeping.Register, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    coding.sheet(register, [DOCUMENT], "agreement", str(sheet))
    assert "Nothing was coded yet" in client.get("/review/codings").text
    rows = list(csv.DictReader(io.StringIO(sheet.read_text(encoding="utf-8"))))
    for coder, form in (("Ana", "treaty"), ("Ben", "memorandum")):
        out = io.StringIO()
        writer = csv.DictWriter(out, rows[0].keys())
        writer.writeheader()
        writer.writerows([row | {"legal_form": form} for row in rows])
        handed = tmp_path / f"{coder}.csv"
        handed.write_text(out.getvalue(), encoding="utf-8")
        coding.hand_in(register, str(handed), coder=coder)
    page = client.get("/review/codings").text
    assert "1 difference not settled" in page
    assert "treaty" in page
    sent = {
        "form_key": key_of(client, "/review/codings"),
        "document": DOCUMENT,
        "unit": "agreement",
        "field": "legal_form",
        "value": "treaty",
    }
    assert client.post("/review/codings", data=sent | {"name": ""}).status_code == 400
    assert client.post("/review/codings", data=sent | {"name": "Ana, Ben", "form_key": "x"}).status_code == 403
    assert client.post("/review/codings", data=sent | {"name": "Ana, Ben"}).status_code == 303
    assert "0 differences not settled" in client.get("/review/codings").text
    assert "by Ana, Ben" in client.get("/review/codings?show=all").text


def test_two_entries_are_one_until_somebody_takes_it_back(client: TestClient, register: keeping.Register) -> None:
    other = reading(TEXT.replace("Lyon", "Nice"))
    keeping.keep(register, replace(other, agreements=(replace(other.agreements[0], id="b" * 16),)))
    ids = [entry.id for entry in keeping.list_agreements(register, apart=True)]
    sent = {"form_key": key_of(client, "/add"), "a": ids[0], "b": ids[-1], "name": "Ana"}
    assert "<h2>Decided" not in client.get("/review/same").text
    for verdict in ("confirmed", "withdrawn"):
        assert client.post("/review/same", data=sent | {"verdict": verdict}).status_code == 303
        assert f"<b>{verdict}</b> by Ana" in client.get("/review/same").text
    assert client.post("/review/same", data=sent | {"verdict": "nonsense"}).status_code == 400
    assert client.post("/review/same", data=sent | {"verdict": "confirmed", "form_key": "x"}).status_code == 403
