"""What a month costs: the counts are those of the code as it is, and the sums add up."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from costs.__main__ import run
from costs.bill import monthly_bill
from costs.declared import charged_resources, traced_functions
from costs.record import COUNTS, ROOT, count
from costs.report import ASKED, report
from helpcenter.messages import load_messages

if TYPE_CHECKING:
    from pathlib import Path

    from costs.bill import Bill

TEMPLATE = ROOT / "template.yaml"
MESSAGES = load_messages(ROOT / "costs" / "messages")


def bill(inquiries: int, visits: int = 0) -> Bill:
    """Return the bill of this center."""
    return monthly_bill(inquiries, visits, TEMPLATE)


def test_the_recorded_counts_are_those_of_the_code_as_it_is(tmp_path: Path) -> None:
    """Whoever adds a call to a journey records it anew: `python -m costs.record`."""
    recorded = json.loads(COUNTS.read_text(encoding="utf-8"))
    del recorded["generated_by"]
    counted = count(tmp_path)
    about = (
        "log_bytes",
        "stored_bytes",
        "month_bytes",
        "ses_attachment_bytes",
    )  # moments and random IDs differ in length
    for journey, units in counted.items():
        for unit, each in units.items():
            expected = recorded[journey][unit]
            assert each == (pytest.approx(expected, rel=0.1) if unit in about else expected), (journey, unit)
    assert counted.keys() == recorded.keys()


def test_the_floor_is_what_ses_takes_for_the_mails() -> None:
    """Two mails an inquiry and one a chat, at ten cents a thousand."""
    month = bill(10_000)
    assert month.floor == pytest.approx(2.10)
    assert [line.listed for line in month.lines if line.unit == "ses_mails"] == [pytest.approx(month.floor)]


def test_twice_as_much_costs_twice_as_much_and_nothing_costs_what_stands_there() -> None:
    """By the list the use is a straight line; without use only what stands there is left."""
    assert bill(20_000).listed("inquiries") == pytest.approx(2 * bill(10_000).listed("inquiries"))
    assert bill(0).listed("inquiries") == 0
    assert bill(0).listed() == bill(0).listed("standing") > 0
    assert bill(0, 200_000).listed("visits") == pytest.approx(2 * bill(0, 100_000).listed("visits"))


def test_what_is_free_is_given_once() -> None:
    """No line costs less than nothing, and all causes together get no more than there is free."""
    month = bill(100_000, 5_000_000)
    prices = json.loads((ROOT / "costs" / "prices.json").read_text(encoding="utf-8"))["prices"]
    for unit, price in prices.items():
        lines = [line for line in month.lines if line.unit == unit]
        assert all(0 <= line.charged <= line.listed for line in lines), unit
        given = sum(line.listed - line.charged for line in lines) * price["per"] / price["price"]
        assert given <= price["free"] * 1.0001, unit


def test_every_alarm_of_the_template_is_on_the_bill(tmp_path: Path) -> None:
    """What somebody adds to the template shows at once; an alarm on two metrics is charged as two."""
    units = {line.unit: line.units for line in bill(0).lines}
    text = TEMPLATE.read_text(encoding="utf-8")
    assert units["alarms"] >= text.count("Type: AWS::CloudWatch::Alarm\n") > 0
    more = tmp_path / "template.yaml"
    watching = "{Metrics: [{MetricStat: {}}, {MetricStat: {}}, {Expression: a + b}]}"
    alarm = f"  More: {{Type: AWS::CloudWatch::Alarm, Properties: {watching}}}"
    more.write_text(text.replace("\nResources:\n", f"\nResources:\n{alarm}\n"), encoding="utf-8")
    assert charged_resources(more)["alarms"] == units["alarms"] + 2


def test_no_secret_is_kept_where_it_is_charged_for() -> None:
    """Nothing of Secrets Manager is left."""
    assert "SecretsManager" not in TEMPLATE.read_text(encoding="utf-8")


def test_traces_are_begun_where_visitors_wait() -> None:
    """A sweep each minute begins none: those of a month would be more than there are free ones."""
    traced = traced_functions(TEMPLATE)
    assert {"submit_inquiry", "show_receipt", "issue_upload"} <= traced
    assert not {"deliver_mail", "send_transcript", "check_attachment"} & traced
    assert not [line for line in bill(0).lines if line.unit == "traces"]


def test_each_price_says_where_it_is_from() -> None:
    """A page of AWS, when it was so, and whether somebody else has read the same."""
    table = json.loads((ROOT / "costs" / "prices.json").read_text(encoding="utf-8"))
    assert table["as_of"]
    for unit, price in table["prices"].items():
        assert price["source"].startswith("https://aws.amazon.com/"), unit
        assert price["confirmed"] is None or table["confirmations"][price["confirmed"]]["on"], unit
        for messages in MESSAGES.values():
            assert messages.text(f"costs.unit.{unit}")


def test_the_command_prints_the_bill(capsys: pytest.CaptureFixture[str]) -> None:
    """In the operator's language, with the ratios that are asked for and the site by itself."""
    assert run(["--inquiries", "10000", "--visits", "100000"], {"LC_ALL": "en"}, TEMPLATE) == 0
    printed = capsys.readouterr().out
    assert printed == report(bill(10_000, 100_000), 10_000, 100_000, MESSAGES["en"])
    assert "1.25" in printed
    assert "100,000 visits" in printed
    assert run([], {"LC_ALL": "ko_KR.UTF-8"}, TEMPLATE) == 0
    assert "한 달에" in capsys.readouterr().out


def test_the_operators_page_says_what_inquiries_cost_today() -> None:
    """The page's table is that of the command, as far as inquiries cause it."""
    page = (ROOT / "operating" / "costs.md").read_text(encoding="utf-8")
    printed = report(bill(10_000, 100_000), 10_000, 100_000, MESSAGES["en"])
    rows = printed[: printed.index("**By inquiries**")].splitlines()
    assert [row for row in rows if row and row not in page] == []


@pytest.mark.parametrize(("scanned", "stated"), [(True, 1.49), (False, 1.25)])
def test_a_month_costs_no_more_of_the_floor_than_is_stated(scanned: bool, stated: float) -> None:  # noqa: FBT001 - a case
    """At 10,000 inquiries, with what stands there anyway; what grows is either mended or stated anew."""
    month = bill(10_000) if scanned else bill(10_000).unscanned()
    ratio = month.charged("inquiries", "standing") / month.floor
    assert ratio == pytest.approx(stated, abs=0.01)
    assert scanned or ratio <= ASKED
    page = (ROOT / "operating" / "costs.md").read_text(encoding="utf-8")
    assert f"{ratio:.2f} times" in page
