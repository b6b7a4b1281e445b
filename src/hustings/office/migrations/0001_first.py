"""The first rows of an office, and a guard that the acts written down are neither changed nor removed."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

GUARDS = {
    "update": "CREATE TRIGGER acts_are_not_changed BEFORE UPDATE ON office_event "
    "BEGIN SELECT RAISE(ABORT, 'acts are not changed'); END",
    "delete": "CREATE TRIGGER acts_are_not_removed BEFORE DELETE ON office_event "
    "BEGIN SELECT RAISE(ABORT, 'acts are not removed'); END",
}

GUARD_OF_POSTGRESQL = """
CREATE FUNCTION acts_stay() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    RAISE EXCEPTION 'acts are not %', CASE TG_OP WHEN 'UPDATE' THEN 'changed' ELSE 'removed' END;
END $$;
CREATE TRIGGER acts_stay BEFORE UPDATE OR DELETE ON office_event FOR EACH ROW EXECUTE FUNCTION acts_stay();
CREATE TRIGGER all_acts_stay BEFORE TRUNCATE ON office_event FOR EACH STATEMENT EXECUTE FUNCTION acts_stay();
"""


def acts_stay(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """A slip of the program cannot change an act; whoever owns the database still can, and then the digests tell."""
    if editor.connection.vendor == "sqlite":
        for guard in GUARDS.values():
            editor.execute(guard)
    else:
        editor.execute(GUARD_OF_POSTGRESQL, params=None)


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Election",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.SlugField(max_length=40, unique=True)),
                ("title", models.CharField(max_length=300)),
                ("current", models.CharField(max_length=64)),
                ("put_away", models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("at", models.CharField(max_length=40)),
                ("who", models.CharField(max_length=200)),
                ("election", models.CharField(blank=True, max_length=40)),
                ("act", models.CharField(max_length=60)),
                ("detail", models.TextField()),
                ("before", models.CharField(max_length=64)),
                ("digest", models.CharField(max_length=64, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="Result",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("contest", models.CharField(max_length=100)),
                ("record", models.CharField(max_length=64)),
                ("version", models.CharField(max_length=64)),
                ("provisional_at", models.DateTimeField()),
                ("set_aside", models.BooleanField(default=False)),
                ("declared_at", models.DateTimeField(null=True)),
                ("declared_by", models.CharField(blank=True, max_length=500)),
                ("why", models.CharField(blank=True, max_length=1000)),
                (
                    "election",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="results", to="office.election"
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrected_by",
                        to="office.result",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Complaint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("said", models.CharField(max_length=1000)),
                ("at", models.DateTimeField()),
                ("decided", models.CharField(blank=True, max_length=1000)),
                (
                    "result",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="complaints", to="office.result"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Run",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("contest", models.CharField(blank=True, max_length=100)),
                ("kind", models.CharField(max_length=20)),
                ("words", models.TextField()),
                ("version", models.CharField(max_length=64)),
                ("state", models.CharField(default="waiting", max_length=10)),
                ("status", models.IntegerField(null=True)),
                ("part", models.FloatField(default=0)),
                ("doing", models.CharField(blank=True, max_length=300)),
                ("cancel", models.BooleanField(default=False)),
                ("child", models.IntegerField(null=True)),
                ("asked_at", models.DateTimeField()),
                ("beat", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "election",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="runs", to="office.election"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="result",
            name="run",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="office.run"),
        ),
        migrations.CreateModel(
            name="Upload",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("contest", models.CharField(max_length=100)),
                ("name", models.CharField(max_length=200)),
                ("digest", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("removed", models.BooleanField(default=False)),
                (
                    "election",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="uploads", to="office.election"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="run",
            name="upload",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to="office.upload"),
        ),
        migrations.CreateModel(
            name="Version",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("name", models.CharField(max_length=64, unique=True)),
                ("parent", models.CharField(blank=True, max_length=64)),
                ("at", models.DateTimeField()),
                ("who", models.CharField(max_length=200)),
                ("why", models.CharField(max_length=500)),
                ("problems", models.PositiveIntegerField(default=0)),
                (
                    "election",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="office.election"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("election", "number"), name="one_number_in_an_election")
                ],
            },
        ),
        migrations.RunPython(acts_stay, migrations.RunPython.noop),
    ]
