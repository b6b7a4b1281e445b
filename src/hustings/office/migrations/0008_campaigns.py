"""Campaigns in an election, runs that end with the best so far, and previews of pages."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("office", "0007_office"),
    ]

    operations = [
        migrations.AddField("election", "shown", models.CharField(blank=True, default="", max_length=64), False),
        migrations.AddField("election", "shown_charts", models.BooleanField(default=False)),
        migrations.AddField(
            "election",
            "of",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="campaigns", to="office.election"
            ),
        ),
        migrations.AddField("election", "pinned", models.CharField(blank=True, default="", max_length=64), False),
        migrations.AddField("election", "slate", models.CharField(blank=True, default="", max_length=100), False),
        migrations.AddField("run", "enough", models.BooleanField(default=False)),
        migrations.CreateModel(
            name="Preview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token", models.CharField(max_length=64, unique=True)),
                ("until", models.DateTimeField()),
                (
                    "run",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="preview", to="office.run"
                    ),
                ),
            ],
        ),
    ]
