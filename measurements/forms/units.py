"""Which units count for themselves, and what they count."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from accounts.forms import SafeCharField
from measurements.models import MeasuredUnit, PlannedIndicator
from measurements.services.units import UnitChoice

NEW_ROWS = 3


class UnitRow(NamedTuple):
    """One unit of the page: its name, and for those that exist whether it counts."""

    name: BoundField
    counts: BoundField | None


class UnitsForm(forms.Form):
    """The units that exist, some empty rows, and the indicators they may count."""

    def __init__(
        self, *args: Any, units: Sequence[MeasuredUnit], planned: Sequence[PlannedIndicator], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.units, self.planned = list(units), list(planned)
        for place, unit in enumerate(self.units):
            self.fields[f"name_{place}"] = _name_field(_("Avdeling"), initial=unit.name)
            self.fields[f"counts_{place}"] = forms.BooleanField(
                label=_("Teller nå"), required=False, initial=unit.is_active
            )
        for place in range(len(self.units), len(self.units) + NEW_ROWS):
            self.fields[f"name_{place}"] = _name_field(_("Ny avdeling"))
        for item in self.planned:
            self.fields[f"per_{item.pk}"] = forms.BooleanField(
                label=item.indicator.short_name, required=False, initial=item.is_summed
            )

    def rows(self) -> Iterator[UnitRow]:
        """The units in order, then the empty rows."""
        for place in range(len(self.units) + NEW_ROWS):
            counts = self[f"counts_{place}"] if place < len(self.units) else None
            yield UnitRow(self[f"name_{place}"], counts)

    def indicators(self) -> Iterator[BoundField]:
        """What can be counted unit by unit."""
        return (self[f"per_{item.pk}"] for item in self.planned)

    def choices(self) -> list[UnitChoice]:
        """The units as the service takes them; empty new rows are left out."""
        data = self.cleaned_data
        found: list[UnitChoice] = [
            (unit, data[f"name_{place}"], data[f"counts_{place}"]) for place, unit in enumerate(self.units)
        ]
        new = [data[f"name_{place}"] for place in range(len(self.units), len(self.units) + NEW_ROWS)]
        return found + [(None, name, True) for name in new if name]

    def counted(self) -> list[PlannedIndicator]:
        """The indicators to count unit by unit."""
        return [item for item in self.planned if self.cleaned_data[f"per_{item.pk}"]]


def _name_field(label: Any, initial: str = "") -> SafeCharField:
    return SafeCharField(label=label, max_length=60, required=False, initial=initial)
