"""Names as they were sent, and whom they mean."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("office", "0002_vacancies"),
    ]

    operations = [
        migrations.CreateModel(
            name="Meant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("said", models.CharField(max_length=300)),
                ("meant", models.CharField(max_length=300)),
                (
                    "election",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="meant", to="office.election"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("election", "said"), name="one_meaning_of_a_name")],
            },
        ),
    ]
