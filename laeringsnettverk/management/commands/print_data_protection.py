"""Prints docs/data-protection.md from the register of fields."""

from django.core.management.base import BaseCommand

from laeringsnettverk.privacy import REGISTER, ModelPrivacy

INTRODUCTION = """# Data protection

Printed from `laeringsnettverk/privacy/` by `manage.py print_data_protection`; a test holds the two together, and a new field
without a class fails the build. What users read about this stands on `/personvern/`.

**Nothing about single patients.** Figures are counts. Every text field, in models and forms, refuses a national identity number
(fødselsnummer, D, H, FH and test numbers, in the layouts people write); the message never repeats it and nothing logs it.

**Personal** fields tell of an identified person, nearly always an employee in their work. **Free text** is what people write
themselves and may name somebody in. **Ordinary** fields are about work and places, **technical** ones keep the service running.

**Who sees what** follows from the [role matrix](permissions.md). Outside the team and its coordinators nobody sees names; what
other teams see of charts is the network's own choice. A link that signs somebody in is kept as a hash, and is wiped from the
outbox once the mail has it. A telleliste and a shared chart are opened by a link without an account: it opens that one thing,
names no person, hides months with fewer than five counted on a chart, has a last day, and can be stopped at any time.

**How long.** Sessions end after 12 hours, sign-in codes after 15 minutes, invitations after 30 days. Figures that were read in
and not said yes to go after an hour; the file itself is never kept. Tellelister with their taps and links to charts are deleted
by a nightly task 60 days after their end. Nothing else is deleted by itself: figures and reports are kept so that results can be
checked, and deleting a person is done by the operator on request."""


class Command(BaseCommand):
    """Print the register of fields as Markdown."""

    help = "Print docs/data-protection.md."
    requires_system_checks = []

    def handle(self, *args, **options) -> None:
        """Write to standard output."""
        self.stdout.write(data_protection_document())


def data_protection_document() -> str:
    """Give docs/data-protection.md."""
    return "\n\n".join([INTRODUCTION, "## The register", *(_section(model) for model in REGISTER)])


def _section(model: ModelPrivacy) -> str:
    classes = {
        "Personal": model.personal,
        "Free text": model.free_text,
        "Ordinary": model.ordinary,
        "Technical": model.technical,
    }
    lines = [f"- {name}: {', '.join(fields.split())}" for name, fields in classes.items() if fields]
    return "\n".join([f"### {model.label}", "", model.purpose, "", *lines])
