"""What Django and django-allauth store."""

from laeringsnettverk.privacy.model import ModelPrivacy

LIBRARIES = (
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
