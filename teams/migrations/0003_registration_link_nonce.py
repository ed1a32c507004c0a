"""What a registration's private link is made from, so that a reminder can carry it."""

import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("teams", "0002_versions_of_members_and_meetings")]

    operations = [
        migrations.AddField(
            model_name="registration",
            name="link_nonce",
            field=models.UUIDField(default=uuid.uuid4, editable=False),
        ),
    ]
