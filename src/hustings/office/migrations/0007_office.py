"""The mark of an office, by which a folder and a database know that they belong together."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("office", "0006_proposal")]

    operations = [
        migrations.CreateModel(
            name="Office",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("mark", models.CharField(max_length=64)),
            ],
        ),
    ]
