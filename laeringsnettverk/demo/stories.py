"""The twelve teams: who they are, what they chose, how it went. Persons are fictitious, municipalities are real."""

from dataclasses import dataclass

from laeringsnettverk.demo.shapes import Shape


@dataclass(frozen=True, slots=True)
class Test:
    """A PDSA cycle as the team ran it. `decision` is empty while it goes on."""

    title: str
    plan: str
    prediction: str
    observations: str = ""
    learning: str = ""
    decision: str = ""
    next_step: str = ""


@dataclass(frozen=True, slots=True)
class TeamStory:
    """One team of the demo. `people` are in the order of the form: leader, measurement lead, members.

    rare: the code of an indicator whose events the team enters by date. quarterly: the name of one of its own that it
    counts four times a year. units: avdelinger that count the second indicator each for itself. first_target: what the
    team aims at in its first indicator until samling 2, where it takes that of the package.
    """

    municipality: str
    service: str
    package: str
    shape: Shape
    sponsor: str
    people: tuple[tuple[str, str], ...]
    aim: str
    background: str
    indicators: tuple[str, ...]
    phone: str
    representative: str = ""
    earlier: str = "Nei, dette er den første."
    tests: tuple[Test, ...] = ()
    learning: str = ""
    interpretation: str = ""
    coaching: str = ""
    obstacles: tuple[str, ...] = ()
    obstacle_text: str = ""
    is_late_with_everything: bool = False
    rare: str = ""
    quarterly: str = ""
    units: tuple[str, ...] = ()
    first_target: int | None = None

    @property
    def address(self) -> str:
        """The part of the e-mail addresses that tells the municipality."""
        plain = self.municipality.lower().replace("ø", "o").replace("å", "a").replace("æ", "ae")
        return f"{plain.replace(' ', '-')}.example.no"


_LIST_TESTS = (
    Test(
        "Ringe fastlegen i faste tider",
        "Ringe fastlegekontoret mellom 12 og 13 om lister som ikke stemmer. Fem brukere i to uker.",
        "Fire av fem lister blir avklart samme dag.",
        "Vi fikk svar for én av fem. Sekretæren fikk ikke satt over.",
        "Telefon passer ikke for kontoret. De leser e-meldinger etter lunsj.",
        "abandon",
        "Prøve e-melding i stedet.",
    ),
    Test(
        "Farmasøyt med hver onsdag",
        "Farmasøyten går gjennom listene for de ti brukerne med flest legemidler.",
        "Vi bruker under en halv time på hver.",
        "Det tok 35 minutter i starten og 20 mot slutten. Tre doble forskrivninger ble funnet.",
        "Tok 20 minutter per bruker, ned fra 35.",
        "adopt",
        "Fast hver onsdag.",
    ),
    Test(
        "Sjekkliste i journalen",
        "Fast mal for samstemming i journalen. Prøves på tolv brukere.",
        "Elleve av tolv blir dokumentert likt.",
        "Testet på tolv brukere i to uker. Lista var lik hos fastlegen for elleve av dem.",
    ),
)
_FALL_TESTS = (
    Test(
        "Risikovurdering ved innkomst",
        "Sykepleier på vakt fyller ut vurderingen det første døgnet. Tre nye beboere.",
        "Alle tre blir vurdert innen et døgn.",
        "To av tre ble vurdert. Den tredje kom en lørdag.",
        "Helgevakten visste ikke om skjemaet.",
        "adapt",
        "Legge skjemaet i mappa for innkomst.",
    ),
    Test(
        "Skjema i innkomstmappa",
        "Skjemaet ligger i mappa, også i helgene. Fem nye beboere.",
        "Alle fem blir vurdert.",
        "Alle fem ble vurdert, to av dem i helgen.",
        "Det må ligge der folk allerede leter.",
        "adopt",
        "Gjelder hele sykehjemmet.",
    ),
    Test("Tavlemøte om fall", "Fem minutter hver morgen om nattens fall.", "Vi ser mønstre etter to uker."),
)
_LIST_INDICATORS = ("SAM-P1", "SAM-P2", "SAM-P3")
_FALL_INDICATORS = ("FALL-P1", "FALL-P2", "FALL-R1")
_LIST_AIM = "Innen siste samling har 95 % av brukerne som får hjelp med legemidler, en samstemt legemiddelliste."
_FALL_AIM = "Innen siste samling er 95 % av nye beboere vurdert for fallrisiko, og færre faller."

NOW = (
    TeamStory(
        "Lørenskog",
        "Hjemmetjeneste",
        "SAM",
        Shape.IMPROVES,
        "Siri Dalen",
        (
            ("Marte Solbakken", "Avdelingsleder"),
            ("Ingrid Sæther", "Sykepleier"),
            ("Jonas Ekeli", "Farmasøyt"),
            ("Tor Arne Vik", "Fastlege"),
            ("Linda Moen", "Sykepleier"),
            ("Farida Rahimi", "Helsefagarbeider"),
        ),
        _LIST_AIM,
        "Mange lister stemmer ikke når brukere kommer hjem fra sykehus. Vi har hatt tre avvik på kort tid.",
        _LIST_INDICATORS,
        "400 00 101",
        representative="Arne Holth",
        tests=_LIST_TESTS,
        learning="Farmasøyten ser det vi ikke ser. Ta med listene på onsdagsmøtet, ikke på e-post.",
        interpretation="Flere lister stemmer etter at farmasøyten kom med. Vi ser det tydeligst hos brukere som "
        "nettopp er skrevet ut fra sykehus.",
        coaching="Hvordan får vi med de to fastlegekontorene som ikke svarer?",
        obstacles=("doctor", "time"),
        obstacle_text="To av fem fastlegekontor svarer ikke på e-melding innen en uke.",
    ),
    TeamStory(
        "Nittedal",
        "Sykehjem",
        "SAM",
        Shape.UNCHANGED,
        "Kjell Ås",
        (
            ("Anne Berit Rud", "Fagsykepleier"),
            ("Håkon Lie", "Sykepleier"),
            ("Petra Novak", "Sykehjemslege"),
            ("Guro Sand", "Vernepleier"),
            ("Ahmed Nur", "Helsefagarbeider"),
        ),
        _LIST_AIM,
        "Listene fra sykehuset stemmer sjelden med våre. Legen bruker mye tid på å rydde.",
        _LIST_INDICATORS[:2],
        "400 00 102",
        representative="Bodil Krogh",
        tests=_LIST_TESTS[:2],
        learning="Vi har prøvd to ting uten å se endring. Vi tror vi må begynne med legevisitten.",
        interpretation="Tallene går opp og ned. Vi tror det er tilfeldig.",
        coaching="Vi trenger hjelp til å få med legen på samstemmingen.",
        obstacles=("doctor", "staffing"),
        obstacle_text="Legen er her én dag i uka.",
        quarterly="Fornøyde pårørende",
    ),
    TeamStory(
        "Ullensaker",
        "Sykehjem",
        "FALL",
        Shape.CONSTANT,
        "Mona Løken",
        (
            ("Stine Haugen", "Avdelingsleder"),
            ("Per Olav Dahl", "Fysioterapeut"),
            ("Nina Berg", "Sykepleier"),
            ("Samira Ali", "Helsefagarbeider"),
            ("Odd Lunde", "Ergoterapeut"),
        ),
        _FALL_AIM,
        "Vi vurderer alle for fall, men vet ikke om det fører til noe.",
        _FALL_INDICATORS[:2],
        "400 00 103",
        tests=_FALL_TESTS,
        learning="Alle blir vurdert. Da er spørsmålet hva vi gjør med svaret.",
        interpretation="Risikovurderingen sitter. Vi flytter innsatsen til tiltakene.",
        coaching="Ingen nå.",
        rare="FALL-R3",
        units=("Avdeling Sol", "Avdeling Eng"),
        first_target=80,
    ),
    TeamStory(
        "Eidsvoll",
        "Hjemmetjeneste",
        "FALL",
        Shape.TOO_SHORT,
        "Trond Bakke",
        (
            ("Kari Nordby", "Avdelingsleder"),
            ("Jens Myhre", "Sykepleier"),
            ("Lise Aune", "Ergoterapeut"),
            ("Omar Haddad", "Helsefagarbeider"),
            ("Turid Vang", "Hjemmehjelp"),
        ),
        _FALL_AIM,
        "Flere brukere har falt hjemme, og vi oppdager det sent.",
        _FALL_INDICATORS[:2],
        "400 00 104",
        tests=_FALL_TESTS[:1],
        is_late_with_everything=True,
    ),
    TeamStory(
        "Nes",
        "Hjemmetjeneste",
        "SAM",
        Shape.SLIDES_BACK,
        "Eva Strand",
        (
            ("Grete Skjelbred", "Fagleder"),
            ("Morten Hval", "Sykepleier"),
            ("Kine Tveit", "Sykepleier"),
            ("Bjørn Ruud", "Vernepleier"),
            ("Amina Yusuf", "Helsefagarbeider"),
            ("Rolf Eng", "Fastlege"),
        ),
        _LIST_AIM,
        "Vi vil slippe å ringe rundt når lister ikke stemmer.",
        _LIST_INDICATORS[:2],
        "400 00 105",
        representative="Else Marie Foss",
        tests=_LIST_TESTS[:2],
        learning="Det gikk bra så lenge farmasøyten var her. Da hun sluttet, falt vi tilbake.",
        interpretation="Forbedringen holdt ikke etter at farmasøyten sluttet i august.",
        coaching="Kan vi dele farmasøyt med en annen kommune?",
        obstacles=("staffing",),
        obstacle_text="Farmasøyten har sluttet, og stillingen er ikke lyst ut.",
    ),
    TeamStory(
        "Rælingen",
        "Sykehjem",
        "FALL",
        Shape.HAS_GAPS,
        "Helge Moe",
        (
            ("Vigdis Sletten", "Avdelingsleder"),
            ("Espen Brun", "Fysioterapeut"),
            ("Maria Costa", "Sykepleier"),
            ("Tuva Lind", "Helsefagarbeider"),
            ("Arvid Hagen", "Vaktmester"),
        ),
        _FALL_AIM,
        "Vi har mange fall om natta og vil vite hvorfor.",
        _FALL_INDICATORS,
        "400 00 106",
        representative="Ruth Iversen",
        tests=_FALL_TESTS[:2],
        learning="Vaktmesteren ser ting vi går forbi. Han fant seks løse kanter på en formiddag.",
        interpretation="Vi er på vei, men mangler tall for to måneder.",
        coaching="Hvordan teller vi i ferien?",
        obstacles=("time",),
        obstacle_text="Måleansvarlig hadde permisjon i to måneder.",
    ),
)
