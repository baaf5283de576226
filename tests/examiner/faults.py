"""The faults of wrong_receiver.py: what each does, and exactly which examinations find it."""

FAULTS = {
    "none": {"fails": []},
    # what it refuses although LotusPay sent it
    "few-types": {"fails": [
        "genuine.types", "genuine.resources", "genuine.padding", "genuine.devanagari",
        "genuine.emoji", "genuine.4kb", "redeliver.hour", "redeliver.eighth",
        "unknown.type"]},
    "no-settlements": {"fails": ["genuine.types", "genuine.resources", "genuine.padding",
                                 "redeliver.hour", "redeliver.eighth"]},
    "full-padding": {"fails": [
        "genuine.types", "genuine.resources", "genuine.padding", "answer.stored",
        "key.rotation", "unknown.type"]},
    "ascii": {"fails": ["genuine.devanagari", "genuine.emoji"]},
    "three-bytes": {"fails": ["genuine.emoji"]},
    "short-bodies": {"fails": ["genuine.4kb", "genuine.256kb"]},
    "medium-bodies": {"fails": ["genuine.256kb"]},
    "known-types": {"fails": ["unknown.type"]},
    "known-fields": {"fails": ["unknown.keys"]},
    # what it takes although LotusPay did not send it: the stages whose errors it answers with 200
    "swallows-all": {"fails": [
        "refuse.changed-cipher", "refuse.wrong-key", "refuse.truncated", "refuse.short-iv",
        "refuse.bad-base64", "refuse.no-envelope", "refuse.plain", "refuse.empty",
        "refuse.no-event"],
        "swallows": ("empty", "json", "envelope", "short", "base64", "cipher", "text", "event")},
    "swallows-empty": {"fails": ["refuse.empty"], "swallows": ("empty",)},
    "swallows-halves": {"fails": ["refuse.truncated"], "swallows": ("json",)},
    "swallows-shapes": {"fails": ["refuse.no-envelope", "refuse.plain"], "swallows": ("envelope",)},
    "swallows-short": {"fails": ["refuse.short-iv"], "swallows": ("short",)},
    "swallows-base64": {"fails": ["refuse.bad-base64"], "swallows": ("base64",)},
    "swallows-padding": {"fails": [
        "refuse.changed-cipher", "refuse.wrong-key", "refuse.truncated", "refuse.short-iv"], "swallows": ("cipher",)},
    "swallows-rubbish": {"fails": ["refuse.changed-cipher", "refuse.no-event"], "swallows": ("text",)},
    "swallows-no-event": {"fails": ["refuse.no-event"], "swallows": ("event",)},
    "takes-plain": {"fails": ["refuse.plain"]},
    "takes-get": {"fails": ["refuse.get"]},
    "breaks-off": {"fails": ["refuse.bad-base64"]},
    "redirects": {"fails": [
        "refuse.changed-cipher", "refuse.wrong-key", "refuse.truncated", "refuse.short-iv",
        "refuse.bad-base64", "refuse.no-envelope", "refuse.plain", "refuse.empty",
        "refuse.no-event"]},
    # when and what it answers
    "loses": {"fails": ["answer.stored"]},
    "hangs": {"fails": [
        "genuine.types", "answer.stored", "answer.in-time", "key.rotation", "unknown.type"]},
    "works-first": {"fails": ["answer.before-work"]},
    "one-key": {"fails": ["key.rotation"]},
    # what it does with repeats
    "counts-repeats": {"fails": [
        "repeat.ignored", "together.once", "redeliver.hour", "redeliver.eighth"]},
    "knows-bodies": {"fails": [
        "repeat.ignored", "together.once", "redeliver.hour", "redeliver.eighth"]},
    "refuses-repeats": {"fails": ["repeat.accepted", "redeliver.hour", "redeliver.eighth"]},
    "gives-up": {"fails": ["redeliver.eighth"]},
    "forgets": {"fails": ["redeliver.hour"]},
    "races": {"fails": ["together.once"]},
    # orders, and what is stale
    "last-wins": {"fails": ["order.any", "stale.asks"]},
    "revives": {"fails": ["order.any", "stale.asks"]},
    "trusts-events": {"fails": ["stale.asks"]},
}
