"""The privacy of one model: the class of each of its fields."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ModelPrivacy:
    """One model: why it is stored, and its fields by class, each field once, names parted by spaces.

    `personal` tells of an identified person; `free_text` is what people write themselves and may name somebody in
    (every such field refuses a national identity number); `ordinary` is about work and places; `technical` keeps the
    service running.
    """

    label: str
    purpose: str
    personal: str = ""
    free_text: str = ""
    ordinary: str = ""
    technical: str = ""

    def fields(self) -> list[str]:
        """Every field of the model that has a class."""
        return f"{self.personal} {self.free_text} {self.ordinary} {self.technical}".split()
