"""The six teams of the closed network 2018-19; the same six fates, in other municipalities of the old Akershus."""

from dataclasses import replace

from laeringsnettverk.demo.stories import NOW, TeamStory

_TWINS: tuple[tuple[str, str, str, tuple[str, ...], str], ...] = (
    (
        "Asker",
        "Hjemmetjeneste",
        "Unni Falk",
        ("Petter Lunde", "Heidi Wold", "Simen Roa", "Gerd Alm", "Yasmin Khan", "Tone Eik"),
        "Jorunn Bø",
    ),
    ("Bærum", "Sykehjem", "Leif Orre", ("Anita Skar", "Jo Mæhlum", "Irene Voll", "Kåre Nes", "Sofie Brenne"), ""),
    (
        "Vestby",
        "Sykehjem",
        "Gro Tangen",
        ("Eli Kvam", "Roger Bye", "Silje Nord", "Fatima Omar", "Kjersti Lome"),
        "Oddvar Hoel",
    ),
    ("Frogn", "Hjemmetjeneste", "Arild Sem", ("Toril Ness", "Geir Aas", "Mette Rød", "Ole Krog", "Ivar Stang"), ""),
    (
        "Nesodden",
        "Hjemmetjeneste",
        "Wenche Mo",
        ("Laila Friis", "Jan Erik Ulv", "Hege Sten", "Paal Moen", "Rita Hov", "Dag Lien"),
        "Ingeborg Dahl",
    ),
    (
        "Aurskog-Høland",
        "Sykehjem",
        "Nils Hansrud",
        ("Randi Berger", "Stian Lund", "Berit Kolstad", "Vidar Holm", "Lena Grav"),
        "Magnhild Toft",
    ),
)


def _twin(story: TeamStory, row: tuple[str, str, str, tuple[str, ...], str], number: int) -> TeamStory:
    municipality, service, sponsor, names, representative = row
    professions = [profession for _name, profession in story.people]
    people = tuple(zip(names, professions, strict=False))
    return replace(
        story,
        municipality=municipality,
        service=service,
        sponsor=sponsor,
        people=people,
        representative=representative,
        phone=f"400 00 2{number:02}",
        earlier="Ja, riktig legemiddelbruk i 2015." if number == 1 else story.earlier,
        is_late_with_everything=False,
        learning=story.learning or "Det tok lang tid å komme i gang. Begynn å telle før første samling.",
        interpretation=story.interpretation or "Vi har for få målinger til å si noe sikkert.",
        coaching=story.coaching or "Hjelp til å komme i gang med målingene.",
    )


CLOSED = tuple(_twin(story, row, number) for number, (story, row) in enumerate(zip(NOW, _TWINS, strict=True), start=1))
