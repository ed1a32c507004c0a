"""People, what they may, and the mail they get."""

from laeringsnettverk.privacy.model import ModelPrivacy

PEOPLE = (
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
)
