"""What the rules beside this file find (`ruleid`) and what they let pass (`ok`); read by semgrep, never run."""


def handler(event, request, error, secret, given, value):
    # ruleid: exception-text-in-log
    logger.exception("failed")
    # ruleid: exception-text-in-log
    logger.error("failed", reason=str(error))
    # ok: exception-text-in-log
    logger.error("failed", reason=type(error).__name__)
    # ruleid: whole-event-in-log
    logger.info("came", what=event)
    # ok: whole-event-in-log
    logger.info("came", case_id=event["case_id"])
    # ruleid: signature-compared-early
    known = given == hmac.new(secret, b"", "sha256").hexdigest()
    # ok: signature-compared-early
    known = hmac.compare_digest(given, hmac.new(secret, b"", "sha256").hexdigest())
    # ruleid: body-parsed-unchecked
    fields = json.loads(request.body)
    # ok: body-parsed-unchecked
    fields = read_json_object(request.body)
    # ruleid: typed-text-as-html
    page = Html(f"<p>{value}</p>")
    # ok: typed-text-as-html
    page = Html("<p></p>")
    # ruleid: chance-that-can-be-guessed
    token = random.randbytes(16)
    # ok: chance-that-can-be-guessed
    token = secrets.token_hex(16)
    return known, fields, page, token
