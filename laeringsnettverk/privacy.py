"""What each stored field says about a person: the register behind docs/data-protection.md.

A new field without a class fails a house test. Print the document with `manage.py print_data_protection`.
"""

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


REGISTER: tuple[ModelPrivacy, ...] = (
    ModelPrivacy(
        "accounts.AuditEvent",
        "Who changed what, so that mistakes and misuse can be found.",
        personal="happened_at actor action subject summary",
        ordinary="scope",
        technical="id",
    ),
    ModelPrivacy(
        "accounts.FormToken", "Makes a double click count once.", personal="user", technical="id token created_at"
    ),
    ModelPrivacy(
        "accounts.Organization",
        "Municipalities, hospitals and development centres.",
        ordinary="kind name number county",
        technical="id",
    ),
    ModelPrivacy(
        "accounts.User",
        "Who a person is and how to reach them. No password is used; the field holds an unusable one.",
        personal="last_login email name phone is_active is_administrator activated_at created_at",
        technical="id password",
    ),
    ModelPrivacy(
        "accounts.Invitation",
        "Single-use links; only a hash of the link is kept.",
        personal="user used_at created_by",
        ordinary="expires_at",
        technical="id token_hash created_at",
    ),
    ModelPrivacy(
        "notifications.OutboxMessage",
        "Who was told what and when: the coordinator must see whether a reminder arrived.",
        personal="recipient recipient_name recipient_email subject body link",
        ordinary="kind scope link_label due_on sent_at",
        technical="id key has_secret_link state attempts first_tried_at send_after lease_until created_at error",
    ),
    ModelPrivacy("networks.FocusArea", "Reviewed content.", ordinary="code name", technical="id"),
    ModelPrivacy(
        "networks.ChangePackage",
        "Reviewed content.",
        ordinary="focus_area code name short_name summary setting status source superseded_by",
        technical="id version",
    ),
    ModelPrivacy("networks.ChangeIdea", "Reviewed content.", ordinary="change_package name", technical="id position"),
    ModelPrivacy(
        "networks.Programme",
        "Who owns and pays for a group of networks.",
        ordinary="name owner financier",
        technical="id",
    ),
    ModelPrivacy(
        "networks.Network",
        "The network, its calendar and its public invitation with a contact person.",
        personal="contact_name contact_email contact_phone",
        free_text=(
            "invitation_title invitation_lead invitation_what invitation_how invitation_learn "
            "invitation_who invitation_roles invitation_signup"
        ),
        ordinary=(
            "slug name theme kind programme organizer region months starts_on ends_on "
            "registration_deadline_on sharing measurement_due_day baseline_months published_at "
            "closed_at change_packages"
        ),
        technical="id created_at version",
    ),
    ModelPrivacy(
        "networks.NetworkMembership",
        "Who has which role in the network.",
        personal="user role started_on ended_on",
        ordinary="network",
        technical="id",
    ),
    ModelPrivacy(
        "networks.LearningSession",
        "When and where the teams meet.",
        free_text="programme",
        ordinary="network number starts_on ends_on starts_at ends_at place has_pharmacist",
        technical="id",
    ),
    ModelPrivacy(
        "networks.ReportDeadline",
        "When reports are due.",
        ordinary="network kind number due_on period_starts_on period_ends_on",
        technical="id",
    ),
    ModelPrivacy(
        "teams.Registration",
        "A municipality's registration: whom to contact, and why they want to take part.",
        personal="sponsor_name sponsor_email contact_name contact_function contact_email decided_by",
        free_text="background earlier_packages decision_reason",
        ordinary="network status municipality service change_package submitted_at decided_at",
        technical="id token_hash link_nonce version created_at saved_at",
    ),
    ModelPrivacy(
        "teams.RegistrationPerson",
        "Who is proposed for the team, before any of them has an account.",
        personal="role name profession email",
        ordinary="registration",
        technical="id position",
    ),
    ModelPrivacy(
        "teams.Team",
        "A team and its aim.",
        free_text="aim",
        ordinary="network registration slug organization service change_package has_agreement withdrawn_on",
        technical="id created_at version",
    ),
    ModelPrivacy(
        "teams.TeamMembership",
        "Who is and was in the team, in which role.",
        personal="user name role profession started_on ended_on",
        ordinary="team",
        technical="id position version",
    ),
    ModelPrivacy(
        "teams.Attendance",
        "Who answered and came to a samling; the reports count them.",
        personal="membership answer is_present",
        ordinary="learning_session",
        technical="id",
    ),
    ModelPrivacy(
        "teams.CoachingNote",
        "The organiser's contact with a team, so that the next call builds on the last.",
        personal="written_by",
        free_text="note",
        ordinary="registration team contacted_on channel written_at",
        technical="id",
    ),
    ModelPrivacy(
        "teams.PlanItem",
        "What the team will do, by whom and when.",
        personal="responsible",
        free_text="title note",
        ordinary="team change_idea starts_on due_on status done_on",
        technical="id position version",
    ),
    ModelPrivacy(
        "teams.PDSACycle",
        "Small tests and what was learned.",
        free_text="title plan prediction observations learning next_step",
        ordinary="team number plan_item stage starts_on ends_on decision decided_on",
        technical="id created_at version",
    ),
    ModelPrivacy(
        "teams.TeamMeeting",
        "When the team met; heads are counted, not named.",
        free_text="topic note",
        ordinary="team held_on attendee_count had_patient_representative",
        technical="id version",
    ),
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
        "What a team measures, where and when.",
        free_text="where when sample",
        ordinary="team starts_on baseline_ends_on",
        technical="id version",
    ),
    ModelPrivacy(
        "measurements.PlannedIndicator",
        "Which indicators a team follows, and its targets.",
        ordinary="plan indicator target target_due_on is_active unit part_of is_summed chart_choices",
        technical="id position",
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
    ModelPrivacy(
        "reports.Report",
        "The team's status or final report while it is written.",
        personal="saved_by approved_by",
        free_text="texts",
        ordinary="team deadline state submitted_at approved_at",
        technical="id version created_at saved_at",
    ),
    ModelPrivacy(
        "reports.ReportVersion",
        "What was submitted, frozen, so that the result can be checked later. Holds the team's names as they were.",
        personal="snapshot pdf approved_pdf submitted_by",
        ordinary="report number submitted_at",
        technical="id sha256",
    ),
    ModelPrivacy(
        "reports.ReportComment",
        "The coordinator's answer to a report.",
        personal="written_by",
        free_text="text",
        ordinary="report version_number outcome written_at",
        technical="id",
    ),
    ModelPrivacy(
        "account.EmailAddress",
        "The sign-in library's own table, not used: the address stands on the user.",
        personal="user email verified primary",
        technical="id",
    ),
    ModelPrivacy(
        "account.EmailConfirmation",
        "The sign-in library's own table, not used.",
        personal="email_address",
        ordinary="created sent",
        technical="id key",
    ),
    ModelPrivacy(
        "auth.Permission",
        "Django's own, not used: rights follow from roles in the matrix.",
        technical="id name content_type codename",
    ),
    ModelPrivacy(
        "auth.Group", "Django's own, not used: rights follow from roles in the matrix.", technical="id name permissions"
    ),
    ModelPrivacy("contenttypes.ContentType", "Django's own.", technical="id app_label model"),
    ModelPrivacy(
        "sessions.Session",
        "Who is signed in in which browser, for at most 12 hours.",
        personal="session_data",
        technical="session_key expire_date",
    ),
)
