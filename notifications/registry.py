"""Which kinds of message must be asked about once more before they leave: apps above register a question for each."""

from collections.abc import Callable

from notifications.models import OutboxMessage

StillApplies = Callable[[OutboxMessage], bool]

_QUESTIONS: dict[str, StillApplies] = {}


def register(kind: str, still_applies: StillApplies) -> None:
    """Ask `still_applies` just before a message of this kind is sent; call it from `AppConfig.ready`."""
    _QUESTIONS[kind] = still_applies


def still_applies(message: OutboxMessage) -> bool:
    """Tell whether the message should still go out; a kind that nobody registered always does."""
    question = _QUESTIONS.get(message.kind)
    return question is None or question(message)
