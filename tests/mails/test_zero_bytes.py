"""What was typed into the form reaches the department whole, and the acknowledgement not at all."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from helpcenter.aws.mailer import SesMailer
from soak.sizes import counted, size
from tests.fakes.clock import Clock
from tests.fakes.ses import StrictSes
from tests.mails.every_mail import HOUSE
from tests.unit.inquiry.sample import CASE, FACTS, INQUIRY, NOW

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40)


def on_the_wire(**typed: object) -> dict[str, object]:
    """Return what SES is asked for with the acknowledgement of an inquiry, but for the address it goes to."""
    ses, case = StrictSes(Clock()), replace(CASE, inquiry=replace(INQUIRY, **typed))  # type: ignore[arg-type]
    mail = replace(HOUSE, now=lambda: NOW).acknowledgement(case)
    SesMailer(ses, "no-reply@onmaru.example").send(  # type: ignore[arg-type] # answers as the client does
        replace(mail, case_id=case.case_id, name="acknowledgement")
    )
    [request] = ses.sent
    assert request.pop("Destination") == {"ToAddresses": [case.inquiry.email]}
    return request


PLAIN = {
    (topic, language): on_the_wire(topic=topic, language=language)
    for topic in FACTS.choices
    for language in FACTS.languages
}


@settings(max_examples=size("acks"), deadline=None)
@given(
    name=TEXTS,
    message=TEXTS,
    local=st.from_regex(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]{1,20}", fullmatch=True),
    details=st.dictionaries(st.sampled_from(sorted(FACTS.fields)), TEXTS),
    choice=st.sampled_from(sorted(PLAIN)),
)
def test_an_acknowledgement_has_no_byte_of_what_was_typed(
    name: str, message: str, local: str, details: dict[str, str], choice: tuple[str, str]
) -> None:
    """Subject, bodies and headers are the same bytes for whatever was typed about a topic in a language."""
    topic, language = choice
    request = on_the_wire(
        name=name,
        message=message,
        email=f"{local}@example.com",
        details=details,
        topic=topic,
        language=language,
    )
    counted(acks=1, typed_bytes=0 if request == PLAIN[choice] else 1)
    assert request == PLAIN[choice]
