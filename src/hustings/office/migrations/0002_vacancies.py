"""Vacancies since a declared result."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("office", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="Vacancy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("record", models.CharField(max_length=64)),
                ("version", models.CharField(max_length=64)),
                ("declared_at", models.DateTimeField()),
                ("declared_by", models.CharField(max_length=500)),
                ("why", models.CharField(blank=True, max_length=1000)),
                (
                    "result",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="vacancies", to="office.result"
                    ),
                ),
                ("run", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="office.run")),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="office.vacancy",
                    ),
                ),
            ],
        ),
    ]
