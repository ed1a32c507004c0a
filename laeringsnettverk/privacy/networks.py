"""Networks and teams."""

from laeringsnettverk.privacy.model import ModelPrivacy

NETWORKS = (
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
            "slug name theme kind programme organizer region months starts_on ends_on chart_rules "
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
)
