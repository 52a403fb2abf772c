"""How services are asked: whatever they send ends in an answer, or in a failure that says what to do."""

from __future__ import annotations

import gzip
import json
import threading
from datetime import UTC, datetime
from email.utils import format_datetime
from importlib.metadata import version
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from kg.errors import LinkError
from kg.links.polite import Asker, Bucket, Manners
from kg.links.questions import Key, Question
from kg.model.text import Text
from tests.links.conftest import CONTACT, Asks, Time

HTML = "<html><body><h1>429 Too Many Requests</h1>Please set a user agent.</body></html>"
QUICK = Manners(a_minute=6000, tries=3, time_out=0.3)


def _then_well(httpserver: HTTPServer, *before: Response) -> Question:
    """A service that first answers badly, then well."""
    for reply in before:
        httpserver.expect_ordered_request("/api").respond_with_response(reply)
    httpserver.expect_ordered_request("/api").respond_with_json({"found": 1})
    return Question(address=httpserver.url_for("/api"))


def _always(httpserver: HTTPServer, reply: Response) -> Question:
    httpserver.expect_request("/api").respond_with_response(reply)
    return Question(address=httpserver.url_for("/api"))


def _fails(asker: Asker, question: Question) -> LinkError:
    with pytest.raises(LinkError) as failure:
        asker.ask(question)
    assert failure.value.hint
    for language in ("fr", "de"):
        assert failure.value.said.in_language(language) != failure.value.message
    return failure.value


# -- contact ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("contact", ["", "  ", "me", "réseau", "musées@", "a@b", "http://x", "a@b.ch\r\nX-Other: 1"])
def test_nobody_is_asked_without_a_contact_that_a_service_could_write_to(asks: Asks, contact: str) -> None:
    with pytest.raises(LinkError) as failure:
        asks(contact=contact)
    for place in ("--contact", "KG_CONTACT", "kg.toml"):
        assert place in failure.value.hint


@pytest.mark.parametrize(
    "contact", ["anna@musees.example", "https://musees.example/contact", "Anna <anna@musees.example>"]
)
def test_an_address_or_a_page_is_a_contact(asks: Asks, httpserver: HTTPServer, contact: str) -> None:
    httpserver.expect_request("/api", headers={"User-Agent": f"kg/{version('kg')} ({contact})"}).respond_with_json({})
    assert asks(contact=contact).ask(Question(address=httpserver.url_for("/api"))) is not None


# -- rate ------------------------------------------------------------------------------------------------------------


def test_a_bucket_lets_some_go_at_once_and_the_others_one_by_one() -> None:
    bucket = Bucket(a_minute=60, at_once=3, now=0)
    assert [bucket.wait(0) for _ in range(5)] == [0, 0, 0, 1, 2]
    assert bucket.wait(100) == 0


def test_a_clock_that_is_put_back_does_not_stop_a_bucket() -> None:
    bucket = Bucket(a_minute=60, at_once=1, now=1000)
    assert bucket.wait(1000) == 0
    assert bucket.wait(0) == 1


def test_no_more_than_sixty_a_minute_are_asked(asks: Asks, httpserver: HTTPServer, time: Time) -> None:
    httpserver.expect_request("/api").respond_with_json({})
    began, asker = time.now, asks()
    for number in range(65):
        asker.ask(Question(address=httpserver.url_for("/api"), params=(("n", str(number)),)))
    assert 59 <= time.now - began <= 65
    assert len(httpserver.log) == 65


# -- waiting ---------------------------------------------------------------------------------------------------------


def test_html_with_429_is_waited_out_as_long_as_the_service_says(
    asks: Asks, httpserver: HTTPServer, time: Time
) -> None:
    busy = Response(HTML, 429, {"Retry-After": "17"}, content_type="text/html")
    heard = asks().ask(_then_well(httpserver, busy))
    assert heard is not None
    assert heard.data == {"found": 1}
    assert time.waited == [17.5]


def test_a_date_is_waited_for(asks: Asks, httpserver: HTTPServer, time: Time) -> None:
    then = format_datetime(datetime.fromtimestamp(time.now + 40, UTC), usegmt=True)
    asks().ask(_then_well(httpserver, Response("", 503, {"Retry-After": then})))
    assert time.waited == [40.5]


@pytest.mark.parametrize("after", ["", "soon", "-5", "Mon, 99 Foo 2026 00:00:00 GMT", "9" * 400])
def test_without_a_time_that_can_be_read_the_waits_grow(
    asks: Asks, httpserver: HTTPServer, time: Time, after: str
) -> None:
    busy = [Response(HTML, 503, {"Retry-After": after}) for _ in range(4)]
    asks().ask(_then_well(httpserver, *busy))
    assert time.waited == [1.5, 3.0, 6.0, 12.0]


def test_waits_have_a_bound(asks: Asks, httpserver: HTTPServer, time: Time) -> None:
    failure = _fails(asks(manners=Manners(tries=9)), _always(httpserver, Response("", 503)))
    assert "overloaded" in failure.message
    assert "--offline" in failure.hint
    assert max(time.waited) <= 60
    assert len(httpserver.log) == 9


def test_a_service_that_wants_an_hour_is_not_waited_for(asks: Asks, httpserver: HTTPServer, time: Time) -> None:
    failure = _fails(asks(), _always(httpserver, Response(HTML, 429, {"Retry-After": "3600"})))
    assert "60 minutes" in failure.message
    assert time.waited == []


def test_a_long_wait_is_said(asks: Asks, httpserver: HTTPServer, said: list[Text]) -> None:
    asks().ask(_then_well(httpserver, Response("", 429, {"Retry-After": "30"})))
    assert ["30 s" in text.en and "127.0.0.1" in text.fr for text in said] == [True]


@pytest.mark.parametrize("code", ["maxlag", "ratelimited", "readonly", "internal_api_error_DBQueryError"])
def test_errors_of_mediawiki_that_come_with_200_are_waited_out(
    asks: Asks, httpserver: HTTPServer, time: Time, code: str
) -> None:
    body = json.dumps({"error": {"code": code, "info": "Waiting for a database server: 7 seconds lagged."}})
    heard = asks().ask(
        _then_well(httpserver, Response(body, 200, {"Retry-After": "5"}, content_type="application/json"))
    )
    assert heard is not None
    assert heard.data == {"found": 1}
    assert time.waited == [5.5]


# -- failures --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (
            {"error": {"code": "badvalue", "info": 'Unrecognized value for parameter "language": xx.'}},
            "badvalue: Unrecognized",
        ),
        ({"errors": [{"code": "nosearch", "text": "The search is empty."}]}, "nosearch: The search is empty."),
        ({"success": False, "error": "Empty API key"}, "Empty API key"),
        ({"status": "error", "message": "No such service"}, "No such service"),
    ],
)
def test_an_error_that_will_not_pass_is_told_at_once(
    asks: Asks, httpserver: HTTPServer, time: Time, body: object, words: str
) -> None:
    question = _always(httpserver, Response(json.dumps(body), content_type="application/json"))
    assert words in _fails(asks(), question).message
    assert time.waited == []


def test_json_that_breaks_off_is_asked_for_again(asks: Asks, httpserver: HTTPServer) -> None:
    cut = Response('{"search": [{"id": "Q1", "la', content_type="application/json")
    heard = asks().ask(_then_well(httpserver, cut))
    assert heard is not None
    assert heard.data == {"found": 1}


def test_json_that_always_breaks_off_is_a_failure(asks: Asks, httpserver: HTTPServer) -> None:
    cut = Response('{"search": [{"id": "Q1", "la', content_type="application/json")
    assert "cut short" in _fails(asks(manners=QUICK), _always(httpserver, cut)).message
    assert len(httpserver.log) == 3


@pytest.mark.parametrize("body", [b"", b"\xff\xfe\x00", b"[" * 200_000])
def test_garbage_is_a_failure(asks: Asks, httpserver: HTTPServer, body: bytes) -> None:
    question = _always(httpserver, Response(body, content_type="application/json"))
    assert "unreadable" in _fails(asks(manners=QUICK), question).message


def test_an_answer_that_ends_before_its_length_is_a_failure(asks: Asks, httpserver: HTTPServer) -> None:
    cut = Response('{"found": 1}', content_type="application/json")
    cut.headers["Content-Length"] = "5000"
    assert "cut short" in _fails(asks(manners=QUICK), _always(httpserver, cut)).message


def test_an_answer_without_end_is_not_read(asks: Asks, httpserver: HTTPServer) -> None:
    question = _always(httpserver, Response(b"1" * 2_000_001, content_type="application/json"))
    assert "over 2 MB" in _fails(asks(manners=Manners(most=2_000_000)), question).message
    assert len(httpserver.log) == 1


def test_a_page_where_data_was_asked_for_is_a_failure(asks: Asks, httpserver: HTTPServer) -> None:
    failure = _fails(
        asks(), _always(httpserver, Response("<html>Welcome to the WLAN</html>", content_type="text/html"))
    )
    assert "other than JSON (text/html)" in failure.message
    assert "log-in page" in failure.hint
    assert len(httpserver.log) == 1


def test_data_that_is_called_a_page_is_data_all_the_same(asks: Asks, httpserver: HTTPServer) -> None:
    heard = asks().ask(_always(httpserver, Response('{"found": 1}', content_type="text/html")))
    assert heard is not None
    assert heard.data == {"found": 1}


def test_a_service_that_says_nothing_is_a_failure(asks: Asks, httpserver: HTTPServer) -> None:
    over = threading.Event()

    def never(request: Request) -> Response:
        over.wait(5)
        return Response("{}")

    httpserver.expect_request("/api").respond_with_handler(never)
    failure = _fails(asks(manners=QUICK), Question(address=httpserver.url_for("/api")))
    over.set()
    assert "did not answer within 0.3 s" in failure.message


def test_nobody_there_is_a_failure(asks: Asks) -> None:
    failure = _fails(asks(manners=QUICK), Question(address="http://127.0.0.1:9/api"))
    assert "127.0.0.1 cannot be reached" in failure.message
    assert "--offline" in failure.hint


@pytest.mark.parametrize(
    "address", ["", "wikidata", "ftp://musees.example/", "https://", "http://[::1/", "http://a:b:c/"]
)
def test_what_is_no_address_is_a_failure(asks: Asks, address: str) -> None:
    assert "no address of a web service" in _fails(asks(manners=QUICK), Question(address=address)).message


@pytest.mark.parametrize("status", [400, 404, 405, 410, 418])
def test_a_refusal_is_told_at_once(asks: Asks, httpserver: HTTPServer, status: int) -> None:
    assert f"HTTP {status}" in _fails(asks(), _always(httpserver, Response(HTML, status))).message
    assert len(httpserver.log) == 1


def test_a_key_that_is_refused_is_named_by_its_variable_and_never_shown(asks: Asks, httpserver: HTTPServer) -> None:
    key = Key("SOME_KEY", "X-Api-Key", "hidden-value")
    question = Question(address=httpserver.url_for("/api"), key=key)
    httpserver.expect_request("/api", headers={"X-Api-Key": "hidden-value"}).respond_with_data("", 401)
    failure = _fails(asks(), question)
    assert "SOME_KEY" in failure.message
    for shown in (repr(key), repr(question), str(failure), failure.hint):
        assert "hidden" not in shown


# -- redirects -------------------------------------------------------------------------------------------------------


def test_a_question_follows_a_service_that_moved_and_hears_where_it_is(asks: Asks, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/old").respond_with_data("", 301, {"Location": "/new?lang=fr"})
    httpserver.expect_request("/new", query_string="lang=fr").respond_with_json({"found": 1})
    for asker in (asks(), asks(offline=True)):
        heard = asker.ask(Question(address=httpserver.url_for("/old")))
        assert heard is not None
        assert heard.address == httpserver.url_for("/new?lang=fr")


def test_a_circle_of_redirects_is_left(asks: Asks, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/api").respond_with_data("", 302, {"Location": "/api"})
    assert "is at /api now" in _fails(asks(), Question(address=httpserver.url_for("/api"))).message
    assert len(httpserver.log) == 6


def test_a_key_does_not_follow_to_another_host(asks: Asks, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/api").respond_with_data("", 301, {"Location": "http://elsewhere.example/api"})
    question = Question(address=httpserver.url_for("/api"), key=Key("SOME_KEY", "X-Api-Key", "hidden-value"))
    assert "http://elsewhere.example/api" in _fails(asks(), question).message


def test_what_is_posted_is_not_posted_elsewhere_unless_the_service_says_so(asks: Asks, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/old").respond_with_data("", 301, {"Location": "/new"})
    assert "/new" in _fails(asks(), Question(address=httpserver.url_for("/old"), form=(("queries", "{}"),))).message
    httpserver.expect_request("/kept").respond_with_data("", 308, {"Location": "/new"})
    httpserver.expect_request("/new", method="POST", data="queries=%7B%7D").respond_with_json({})
    assert asks().ask(Question(address=httpserver.url_for("/kept"), form=(("queries", "{}"),))) is not None


# -- what was answered before ------------------------------------------------------------------------------------------


def test_nothing_is_asked_twice_in_this_run_or_the_next(asks: Asks, httpserver: HTTPServer) -> None:
    question = _always(httpserver, Response('{"found": 1}', content_type="application/json"))
    for asker in (asks(), asks(), asks(offline=True, contact="")):
        for _ in range(2):
            heard = asker.ask(question)
            assert heard is not None
            assert heard.data == {"found": 1}
    assert len(httpserver.log) == 1


def test_after_a_month_it_is_asked_whether_the_answer_still_holds(
    asks: Asks, httpserver: HTTPServer, time: Time
) -> None:
    def whether(request: Request) -> Response:
        if request.headers.get("If-None-Match") == '"7"':
            return Response(status=304)
        return Response('{"found": 7}', headers={"ETag": '"7"'}, content_type="application/json")

    httpserver.expect_request("/api").respond_with_handler(whether)
    question = Question(address=httpserver.url_for("/api"))
    for days, requests in ((0, 1), (29, 1), (2, 2), (29, 2), (2, 3)):
        time.pass_days(days)
        heard = asks().ask(question)
        assert heard is not None
        assert heard.data == {"found": 7}
        assert len(httpserver.log) == requests


def test_a_service_that_errs_costs_no_answer_that_was_kept(asks: Asks, httpserver: HTTPServer, time: Time) -> None:
    question = Question(address=httpserver.url_for("/api"))
    httpserver.expect_oneshot_request("/api").respond_with_json({"found": 1})
    asks().ask(question)
    time.pass_days(40)
    httpserver.expect_request("/api").respond_with_json({"error": {"code": "maxlag", "info": "7 seconds lagged"}})
    _fails(asks(manners=QUICK), question)
    heard = asks(offline=True).ask(question)
    assert heard is not None
    assert heard.data == {"found": 1}


@pytest.mark.parametrize(
    "bad",
    [
        Response(HTML, 429),
        Response('{"error": {"code": "ratelimited"}}', content_type="application/json"),
        Response('{"cut', content_type="application/json"),
        Response("<html>", content_type="text/html"),
    ],
)
def test_errors_are_not_kept(asks: Asks, httpserver: HTTPServer, bad: Response) -> None:
    question = _always(httpserver, bad)
    _fails(asks(manners=QUICK), question)
    offline = asks(offline=True)
    assert offline.ask(question) is None
    assert offline.unanswered == 1


def test_offline_nobody_is_asked_and_the_age_of_the_oldest_answer_is_known(
    asks: Asks, httpserver: HTTPServer, time: Time
) -> None:
    httpserver.expect_request("/api").respond_with_json({})
    questions = [Question(address=httpserver.url_for("/api"), params=(("n", str(n)),)) for n in range(3)]
    began = time.now
    for question in questions[:2]:
        asks().ask(question)
        time.pass_days(100)
    offline = asks(offline=True, contact="")
    assert offline.oldest is None
    for question, age in ((questions[1], 100), (questions[0], 0), (questions[1], 0)):
        assert offline.ask(question) is not None
        assert offline.oldest == datetime.fromtimestamp(began + age * 86400, UTC)
    assert offline.ask(questions[2]) is None
    assert (offline.unanswered, len(httpserver.log)) == (1, 2)


def test_a_redirect_and_a_not_found_that_are_answers_are_kept(asks: Asks, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/moved").respond_with_data("", 301, {"Location": "http://there.example/1"})
    httpserver.expect_request("/gone").respond_with_data("nothing", 404)
    for asker in (asks(), asks(offline=True)):
        moved = asker.ask(Question(address=httpserver.url_for("/moved"), answers=(301, 404)))
        gone = asker.ask(Question(address=httpserver.url_for("/gone"), answers=(301, 404)))
        assert moved is not None
        assert gone is not None
        assert (moved.status, moved.location, gone.status) == (301, "http://there.example/1", 404)


def test_what_is_not_to_be_kept_is_not(asks: Asks, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/api").respond_with_json({})
    question = Question(address=httpserver.url_for("/api"), kept=False)
    assert asks().ask(question) is not None
    assert asks().ask(question) is not None
    assert len(httpserver.log) == 2
    assert asks(offline=True).ask(Question(address=httpserver.url_for("/api"))) is None


def test_a_key_is_not_in_the_file_of_answers(asks: Asks, httpserver: HTTPServer, answers: Path) -> None:
    httpserver.expect_request("/api").respond_with_json({"found": "x" * 5000})
    key = Key("SOME_KEY", "X-Api-Key", "hidden-value")
    asks().ask(Question(address=httpserver.url_for("/api"), params=(("text", "Musée secret"),), key=key))
    raw = answers.read_bytes()
    assert b"hidden" not in raw
    assert b"secret" not in raw


def test_things_that_were_asked_for_in_one_batch_are_known_in_any_other(asks: Asks) -> None:
    batches: list[tuple[str, ...]] = []

    def fetch(some: object) -> dict[str, object]:
        batches.append(tuple(some))
        return {thing: len(thing) for thing in batches[-1] if thing != "nothing"}

    assert asks().each("lengths", ["a", "bb", "nothing", "a"], 2, fetch) == {"a": 1, "bb": 2, "nothing": None}
    assert asks().each("lengths", ["nothing", "dddd", "bb"], 2, fetch) == {"nothing": None, "bb": 2, "dddd": 4}
    assert asks(offline=True).each("lengths", ["a", "eeeee"], 2, fetch) == {"a": 1}
    assert asks(offline=True).each("widths", ["a"], 2, fetch) == {}
    assert batches == [("a", "bb"), ("nothing",), ("dddd",)]


def test_the_contact_of_the_tests_is_nobodys() -> None:
    assert CONTACT.endswith(".example")


# -- what nobody expects -----------------------------------------------------------------------------------------------


def test_an_answer_that_drips_without_end_is_left(asks: Asks, httpserver: HTTPServer) -> None:
    done = threading.Event()

    def drip(request: Request) -> Response:
        return Response((b" " for _ in iter(lambda: done.wait(0.01), True)), content_type="application/json")

    httpserver.expect_request("/api").respond_with_handler(drip)
    manners = Manners(a_minute=6000, longest=0.2)
    failure = _fails(asks(manners=manners), Question(address=httpserver.url_for("/api")))
    done.set()
    assert "did not answer within 0.2 s" in failure.message


def test_an_answer_that_is_packed_twice_is_not_unpacked(asks: Asks, httpserver: HTTPServer) -> None:
    body = gzip.compress(gzip.compress(b" " * 1_000_000 + b"{}"))
    headers = {"Content-Type": "application/json", "Content-Encoding": "gzip, gzip"}
    question = _always(httpserver, Response(body, headers=headers))
    assert "is not read" in _fails(asks(manners=QUICK), question).message


def test_a_date_beyond_all_calendars_is_no_date(asks: Asks, httpserver: HTTPServer, time: Time) -> None:
    headers = {"Retry-After": "1 Jan 2020 00:00:00 +99999999999999"}
    question = _then_well(httpserver, Response(HTML, 429, headers))
    assert asks(manners=QUICK).ask(question) is not None
