"""What is measured: the indicators of the change packages, a network's own copies of them, and a team's own."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.fields import SafeCharField, SafeTextField
from networks.models import ChangePackage, Network
from teams.models import Team

# Calculations with one number, and those whose arithmetic is a share of all.
_SINGLE = ("count", "sum", "days")
_SHARES = ("proportion", "all_or_none")
# Months between figures, where it is more than one.
_MONTHS_OF = {"quarterly": 3, "half_yearly": 6}


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    """Named filters for indicators."""

    def public(self) -> "IndicatorQuerySet":
        """The reviewed indicators of the tiltakspakker, open to all."""
        return self.filter(owner_network=None, owner_team=None)

    def visible_to(self, user: User) -> "IndicatorQuerySet":
        """The public ones, the copies of networks this person sees, and the own ones of teams this person sees."""
        return self.filter(
            Q(owner_network=None, owner_team=None)
            | Q(owner_network__in=Network.objects.visible_to(user))
            | Q(owner_team__in=Team.objects.visible_to(user))
        )

    def of_team(self, team: Team) -> "IndicatorQuerySet":
        """The own indicators of a team that was fetched for a person who sees it."""
        return self.filter(owner_team=team)

    def current(self) -> "IndicatorQuerySet":
        """Those that can be chosen now."""
        return self.filter(state=Indicator.State.CURRENT)


class Indicator(models.Model):
    """One indicator in one version: reviewed content, a network's copy of it, or a team's own."""

    class Kind(models.TextChoices):
        PROCESS = "process", _("Prosess")
        OUTCOME = "outcome", _("Resultat")
        BALANCING = "balancing", _("Balanserende")

    class Calculation(models.TextChoices):
        PROPORTION = "proportion", _("Andel")
        ALL_OR_NONE = "all_or_none", _("Alle eller ingen")
        RATE = "rate", _("Rate")
        MEAN = "mean", _("Gjennomsnitt")
        SUM = "sum", _("Sum")
        COUNT = "count", _("Antall")
        DAYS = "days", _("Dager mellom hendelser")

    class Direction(models.TextChoices):
        INCREASE = "increase", _("Høyere er bedre")
        DECREASE = "decrease", _("Lavere er bedre")
        NEUTRAL = "neutral", _("Ingen ønsket retning")

    class Frequency(models.TextChoices):
        MONTHLY = "monthly", _("hver måned")
        QUARTERLY = "quarterly", _("hvert kvartal")
        HALF_YEARLY = "half_yearly", _("hvert halvår")
        EVENT = "event", _("ved hver hendelse")

    # Those that follow the calendar.
    CALENDAR_FREQUENCIES = (Frequency.MONTHLY, Frequency.QUARTERLY, Frequency.HALF_YEARLY)

    class Status(models.TextChoices):
        SOURCED = "sourced", _("Fra måledokument")
        PROPOSED = "proposed", _("Forslag")

    class State(models.TextChoices):
        DRAFT = "draft", _("Utkast")
        CURRENT = "current", _("Gjeldende")
        RETIRED = "retired", _("Erstattet eller tatt ut")

    change_package = models.ForeignKey(ChangePackage, on_delete=models.CASCADE, related_name="indicators")
    code = models.CharField(_("kode"), max_length=16)
    version = models.PositiveSmallIntegerField(_("versjon"), default=1)
    position = models.PositiveSmallIntegerField(default=1)
    # Whose it is: a network's copy, a team's own, or, with neither, everybody's.
    owner_network = models.ForeignKey(
        Network, null=True, blank=True, on_delete=models.CASCADE, related_name="own_indicators"
    )
    owner_team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.CASCADE, related_name="own_indicators")
    based_on = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="copies")
    superseded_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="supersedes"
    )
    state = models.CharField(_("tilstand"), max_length=8, choices=State.choices, default=State.CURRENT)
    name = SafeCharField(_("indikator"), max_length=160)
    name_nn = SafeCharField(_("navn på nynorsk"), max_length=160, blank=True)
    name_en = SafeCharField(_("navn på engelsk"), max_length=160, blank=True)
    short_name = SafeCharField(_("kortnavn"), max_length=60)
    # One line under the name: what a «ja» means, in the words of those who count.
    summary = SafeCharField(_("kort forklart"), max_length=120, blank=True)
    kind = models.CharField(_("type"), max_length=10, choices=Kind.choices)
    calculation = models.CharField(_("beregning"), max_length=12, choices=Calculation.choices)
    multiplier = models.PositiveIntegerField(_("per"), default=1)
    # A mean change can go down as well as up.
    is_signed = models.BooleanField(_("kan være mindre enn null"), default=False)
    # What stands over the two fields («Samstemt», «Sjekket i alt»), and what each of them counts.
    numerator_label = SafeCharField(_("tellernavn"), max_length=40)
    numerator_text = SafeCharField(_("teller"), max_length=300)
    denominator_label = SafeCharField(_("nevnernavn"), max_length=40, blank=True)
    denominator_text = SafeCharField(_("nevner"), max_length=300, blank=True)
    inclusion = SafeCharField(_("ta med"), max_length=300, blank=True)
    exclusion = SafeCharField(_("ta ikke med"), max_length=300, blank=True)
    # What the denominator counts (the numerator where there is none), for sentences: «brukere», «lister», «pasientdøgn».
    counted_noun = SafeCharField(_("det som telles"), max_length=40, blank=True)
    # The same for one: «bruker», «liste», «pasientdøgn».
    counted_one = SafeCharField(_("én av det som telles"), max_length=40, blank=True)
    unit = SafeCharField(_("enhet"), max_length=30, blank=True)
    direction = models.CharField(_("ønsket retning"), max_length=8, choices=Direction.choices)
    default_target = models.DecimalField(_("foreslått mål"), max_digits=9, decimal_places=2, null=True, blank=True)
    # A goal measured from the team's own start, in percent: -50 is half of it, 0 is «no worse».
    relative_target = models.SmallIntegerField(_("foreslått endring fra utgangspunktet"), null=True, blank=True)
    frequency = models.CharField(_("hvor ofte"), max_length=11, choices=Frequency.choices, default=Frequency.MONTHLY)
    sampling = SafeCharField(_("utvalg"), max_length=200, blank=True)
    sample_size = models.PositiveSmallIntegerField(_("anbefalt antall"), null=True, blank=True)
    data_source = SafeCharField(_("hvor tallene finnes"), max_length=160, blank=True)
    # Where the indicator comes from; what a proposal builds on, when the wording is ours.
    source = SafeCharField(_("kilde"), max_length=300, blank=True)
    how_to_count = SafeTextField(_("slik teller du"), max_length=1000, blank=True)
    example = SafeTextField(_("eksempel"), max_length=500, blank=True)
    is_mandatory = models.BooleanField(_("obligatorisk"), default=False)
    status = models.CharField(_("ordlyd"), max_length=8, choices=Status.choices, default=Status.PROPOSED)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        ordering = ["change_package", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "version"],
                condition=Q(owner_network=None, owner_team=None),
                name="indicator_version_once",
            ),
            models.UniqueConstraint(
                fields=["owner_network", "code", "version"],
                condition=Q(owner_network__isnull=False),
                name="indicator_version_once_in_network",
            ),
            models.UniqueConstraint(
                fields=["owner_team", "code", "version"],
                condition=Q(owner_team__isnull=False),
                name="indicator_version_once_in_team",
            ),
            models.CheckConstraint(
                condition=Q(owner_network=None) | Q(owner_team=None), name="indicator_has_one_owner_at_most"
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="indicator_version_from_one"),
            models.CheckConstraint(condition=Q(multiplier__gte=1), name="indicator_multiplier_from_one"),
            models.CheckConstraint(
                condition=Q(calculation__in=_SINGLE, denominator_label="")
                | (~Q(calculation__in=_SINGLE) & ~Q(denominator_label="")),
                name="indicator_share_has_denominator",
            ),
            models.CheckConstraint(
                condition=~Q(calculation__in=_SHARES) | Q(multiplier=100), name="indicator_proportion_is_percent"
            ),
            models.CheckConstraint(
                condition=Q(calculation__in=(*_SHARES, "rate")) | Q(multiplier=1),
                name="indicator_multiplier_only_where_shared",
            ),
            models.CheckConstraint(
                condition=Q(is_signed=False) | Q(calculation="mean"), name="indicator_signed_only_as_mean"
            ),
            models.CheckConstraint(
                condition=Q(calculation="days", frequency="event") | (~Q(calculation="days") & ~Q(frequency="event")),
                name="indicator_days_counted_at_events",
            ),
            models.CheckConstraint(
                condition=~Q(status="sourced") | ~Q(source=""), name="indicator_sourced_names_its_source"
            ),
            models.CheckConstraint(
                condition=Q(superseded_by=None) | (Q(state="retired") & ~Q(superseded_by=F("pk"))),
                name="indicator_superseded_is_retired",
            ),
            models.CheckConstraint(
                condition=Q(relative_target=None) | Q(relative_target__gte=-100, relative_target__lte=1000),
                name="indicator_relative_target_in_range",
            ),
            models.CheckConstraint(
                condition=Q(sample_size=None) | Q(sample_size__gte=1), name="indicator_sample_from_one"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def has_denominator(self) -> bool:
        """Tell whether a value needs two numbers."""
        return self.calculation not in _SINGLE

    @property
    def is_percent(self) -> bool:
        """Tell whether the value is a share in percent."""
        return self.calculation in _SHARES

    @property
    def has_decimals(self) -> bool:
        """Tell whether the first number may have decimals: what is added up is not always counted in ones."""
        return self.calculation in (self.Calculation.MEAN, self.Calculation.SUM)

    @property
    def is_event_based(self) -> bool:
        """Tell whether dates of events are entered instead of a figure each month."""
        return self.calculation == self.Calculation.DAYS

    def is_due_in(self, month: date) -> bool:
        """Tell whether a figure is expected for the month: of a quarter or half-year, for the last month of it."""
        return month.month % _MONTHS_OF.get(self.frequency, 1) == 0

    @property
    def is_proposed(self) -> bool:
        """Tell whether the wording is ours, and so «forslag»; a team's own needs no such mark."""
        return self.status == self.Status.PROPOSED and self.owner_team_id is None

    @property
    def local_name(self) -> str:
        """The name in the language of the page, in bokmål where that language has none."""
        language = get_language() or ""
        names = {"nn": self.name_nn, "en": self.name_en}
        return names.get(language[:2]) or self.name
