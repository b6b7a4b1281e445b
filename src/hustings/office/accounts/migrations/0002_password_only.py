"""Links that somebody has asked for who has forgotten a password: they leave second factors as they are."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0001_first")]

    operations = [
        migrations.AddField("invitation", "password_only", models.BooleanField(default=False)),
    ]
