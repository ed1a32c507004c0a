"""The municipalities a form offers: those of the network's region first."""

from collections import Counter

from accounts.models import Organization

Choice = tuple[int, str]
_ALPHABET = {letter: chr(0x7B + index) for index, letter in enumerate("æøå")} | {"ä": "{", "ö": "|"}
_KINDS = (Organization.Kind.MUNICIPALITY, Organization.Kind.DISTRICT)


def municipality_choices(region: str) -> tuple[list[Choice], list[Choice]]:
    """Municipalities of the region, and all others, each in Norwegian order. One query.

    A name that more than one has gets its county: «Våler (Østfold)».
    """
    rows = list(Organization.objects.filter(kind__in=_KINDS).values_list("pk", "name", "county"))
    names = Counter(name for _pk, name, _county in rows)
    labelled = [(pk, f"{name} ({county})" if names[name] > 1 else name, county) for pk, name, county in rows]
    labelled.sort(key=lambda row: norwegian_order(row[1]))
    near = [(pk, label) for pk, label, county in labelled if county and county.casefold() == region.casefold()]
    far = [(pk, label) for pk, label, county in labelled if not county or county.casefold() != region.casefold()]
    return near, far


def norwegian_order(name: str) -> str:
    """A key that sorts æ, ø and å last, whatever the database does."""
    return "".join(_ALPHABET.get(letter, letter) for letter in name.casefold())
