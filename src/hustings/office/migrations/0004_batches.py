"""Batches of paper ballots that are typed."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("office", "0003_names"),
    ]

    operations = [
        migrations.CreateModel(
            name="Batch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("contest", models.CharField(max_length=100)),
                ("name", models.CharField(max_length=40)),
                ("total", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                ("first_by", models.CharField(max_length=200)),
                ("first", models.TextField()),
                ("second_by", models.CharField(blank=True, max_length=200)),
                ("second", models.TextField(blank=True)),
                ("settled", models.TextField(default="{}")),
                (
                    "election",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="batches", to="office.election"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("election", "contest", "name"), name="one_batch_of_a_name")
                ],
            },
        ),
    ]
