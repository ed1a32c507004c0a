"""Indicators, plans and figures."""

from laeringsnettverk.privacy.model import ModelPrivacy

MEASUREMENTS = (
    ModelPrivacy(
        "measurements.Indicator",
        "What is measured and how: reviewed content, a network's own copy, or a team's own.",
        free_text=(
            "name name_nn name_en short_name summary numerator_label numerator_text denominator_label "
            "denominator_text inclusion exclusion counted_noun counted_one unit sampling data_source source "
            "how_to_count example"
        ),
        ordinary=(
            "change_package owner_network owner_team based_on superseded_by state code kind calculation multiplier "
            "is_signed direction default_target relative_target frequency sample_size is_mandatory status"
        ),
        technical="id version position",
    ),
    ModelPrivacy(
        "measurements.MeasurementPlan",
        "What a team measures, who counts, where and when.",
        free_text="who where when sample",
        ordinary="team starts_on baseline_ends_on",
        technical="id version stamp",
    ),
    ModelPrivacy(
        "measurements.PlannedIndicator",
        "Which indicators a team follows, and its targets.",
        ordinary="plan indicator target target_due_on is_active unit part_of is_summed chart_choices target_history",
        technical="id position",
    ),
    ModelPrivacy(
        "measurements.EarlierTarget",
        "A target that a team gave up for another, and from which month.",
        personal="replaced_by",
        ordinary="planned_indicator target replaced_from replaced_at",
        technical="id",
    ),
    ModelPrivacy(
        "measurements.MeasuredUnit",
        "The avdelinger of a team that count for themselves.",
        free_text="name",
        ordinary="team is_active",
        technical="id position",
    ),
    ModelPrivacy(
        "measurements.IndicatorEvent",
        "On which days something rare happened. Never to whom; other teams do not see the days.",
        personal="recorded_by",
        ordinary="planned_indicator happened_on recorded_at",
        technical="id",
    ),
    ModelPrivacy(
        "measurements.Measurement",
        "Counts of a month. Never about one patient; who entered them is kept so that errors can be cleared up.",
        personal="recorded_by",
        free_text="skip_reason comment",
        ordinary="planned_indicator month numerator denominator is_proportion is_signed is_confirmed recorded_at",
        technical="id version",
    ),
    ModelPrivacy(
        "measurements.MeasurementRevision",
        "What a figure was before it was corrected, by whom and why.",
        personal="recorded_by replaced_by",
        free_text="skip_reason comment reason",
        ordinary="measurement numerator denominator recorded_at replaced_at",
        technical="id version",
    ),
    ModelPrivacy(
        "measurements.LessonDone",
        "Which examples of the training somebody has ticked off; the coordinator sees how many.",
        personal="user",
        ordinary="slug done_at",
        technical="id",
    ),
    ModelPrivacy(
        "measurements.MonthDelivery",
        "When a month's figures were complete and who said so; when they were locked, by whom, and why opened again.",
        personal="delivered_by locked_by",
        free_text="reopened_reason",
        ordinary="team month delivered_at locked_at",
        technical="id",
    ),
    ModelPrivacy(
        "measurements.Annotation",
        "What happened at the team's place, shown on its charts.",
        personal="written_by",
        free_text="text",
        ordinary="team planned_indicator happened_on pdsa_cycle written_at",
        technical="id",
    ),
    ModelPrivacy(
        "measurements.ChartChange",
        "A change to how a chart is read (type, rules, phase, month left out, baseline), with its reason.",
        personal="made_by undone_by",
        free_text="reason",
        ordinary="planned_indicator kind chart rules month made_at undone_at",
        technical="id",
    ),
    ModelPrivacy(
        "measurements.TallySheet",
        "A list that is counted by tapping on a ward; only a hash of its link is kept. Gone 60 days after its end.",
        personal="created_by",
        ordinary="planned_indicator month limit expires_at revoked_at",
        technical="id link_nonce token_hash created_at",
    ),
    ModelPrivacy(
        "measurements.Tap",
        "One tap on such a list: yes, no or not applicable. Neither who tapped nor about whom is stored.",
        ordinary="sheet answer tapped_at is_undone",
        technical="id token",
    ),
    ModelPrivacy(
        "measurements.ChartLink",
        "A link that shows one chart to those who have it, until a day; only a hash is kept. Gone 60 days after its end.",
        personal="created_by",
        free_text="label",
        ordinary="planned_indicator expires_at revoked_at",
        technical="id link_nonce token_hash created_at",
    ),
    ModelPrivacy(
        "measurements.EntryDraft",
        "What somebody has typed but not delivered; gone when the month is delivered.",
        personal="user",
        free_text="fields",
        ordinary="team month",
        technical="id saved_at",
    ),
    ModelPrivacy(
        "measurements.FigureImport",
        "Figures somebody has read in and not yet said yes to; gone with the yes or the no, and after an hour.",
        personal="user",
        free_text="figures file_name",
        ordinary="team source unfilled",
        technical="id created_at",
    ),
)
