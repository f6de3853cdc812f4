import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from portal.migrating import Together


class Migration(migrations.Migration):
    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        ("readiness", "0005_local_supply"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FrameworkDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=40)),
                ("version", models.CharField(max_length=20)),
                ("document", models.TextField(help_text="TOML, as in the readiness model (h)")),
                ("hash", models.CharField(help_text="SHA-256 of the canonical JSON", max_length=64)),
                ("revision", models.PositiveIntegerField(default=1)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("proposed", "proposed"),
                            ("published", "published"),
                            ("withdrawn", "given up"),
                        ],
                        default="draft",
                        max_length=20,
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("proposed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "reason",
                    models.TextField(blank=True, help_text="why it is proposed; kept with the version"),
                ),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "base",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="readiness.framework",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "published",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="draft",
                        to="readiness.framework",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DraftChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("cloned", "Copied from"),
                            ("edited", "Changed"),
                            ("proposed", "Proposed"),
                            ("returned", "Taken back into work"),
                            ("withdrawn", "Given up"),
                            ("published", "Published"),
                        ],
                        max_length=20,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("note", models.TextField(blank=True)),
                ("differences", models.JSONField(default=list)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="readiness.frameworkdraft",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="FrameworkDraftEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=40)),
                ("version", models.CharField(max_length=20)),
                ("document", models.TextField(help_text="TOML, as in the readiness model (h)")),
                ("hash", models.CharField(help_text="SHA-256 of the canonical JSON", max_length=64)),
                ("revision", models.PositiveIntegerField(default=1)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("proposed", "proposed"),
                            ("published", "published"),
                            ("withdrawn", "given up"),
                        ],
                        default="draft",
                        max_length=20,
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("proposed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "reason",
                    models.TextField(blank=True, help_text="why it is proposed; kept with the version"),
                ),
                (
                    "author",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "base",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="readiness.framework",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="readiness.frameworkdraft",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "published",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="readiness.framework",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SimulationRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("draft_hash", models.CharField(max_length=64)),
                ("against_hash", models.CharField(max_length=64)),
                ("as_of", models.DateField()),
                ("synthetic", models.BooleanField(default=False, help_text="counted over demo firms")),
                ("asked_at", models.DateTimeField()),
                ("firms", models.PositiveIntegerField(default=0, help_text="how many are to be judged")),
                ("done", models.PositiveIntegerField(default=0, help_text="how many have been")),
                ("result", models.JSONField(null=True)),
                ("sensitivity", models.JSONField(null=True)),
                ("computed_at", models.DateTimeField(help_text="when the result was there", null=True)),
                ("seconds", models.FloatField(help_text="how long the country took", null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="simulations",
                        to="readiness.frameworkdraft",
                    ),
                ),
            ],
        ),
        Together(
            migrations.AddConstraint(
                model_name="frameworkdraft",
                constraint=models.UniqueConstraint(
                    condition=models.Q(("state", "withdrawn"), _negated=True),
                    fields=("name", "version"),
                    name="one_draft_a_version",
                ),
            ),
            migrations.AddConstraint(
                model_name="frameworkdraft",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("published__isnull", False), ("state", "published")),
                        models.Q(
                            models.Q(("state", "published"), _negated=True), ("published__isnull", True)
                        ),
                        _connector="OR",
                    ),
                    name="a_published_draft_names_its_framework",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="frameworkdraft",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "readiness_frameworkdraftevent" ("author_id", "base_id", "created_at", "document", "hash", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "published_id", "reason", "revision", "state", "version") VALUES (NEW."author_id", NEW."base_id", NEW."created_at", NEW."document", NEW."hash", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."proposed_at", NEW."proposed_by_id", NEW."published_id", NEW."reason", NEW."revision", NEW."state", NEW."version"); RETURN NULL;',
                        hash="42a3422c7d7ee9e156b130d7aaf09595e2f2e0ab",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_a144c",
                        table="readiness_frameworkdraft",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="frameworkdraft",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "readiness_frameworkdraftevent" ("author_id", "base_id", "created_at", "document", "hash", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "published_id", "reason", "revision", "state", "version") VALUES (NEW."author_id", NEW."base_id", NEW."created_at", NEW."document", NEW."hash", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."proposed_at", NEW."proposed_by_id", NEW."published_id", NEW."reason", NEW."revision", NEW."state", NEW."version"); RETURN NULL;',
                        hash="a7591de861b50300dd34cadc0486dedcbecff9d3",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_ac105",
                        table="readiness_frameworkdraft",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="frameworkdraft",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "readiness_frameworkdraftevent" ("author_id", "base_id", "created_at", "document", "hash", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "published_id", "reason", "revision", "state", "version") VALUES (OLD."author_id", OLD."base_id", OLD."created_at", OLD."document", OLD."hash", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."proposed_at", OLD."proposed_by_id", OLD."published_id", OLD."reason", OLD."revision", OLD."state", OLD."version"); RETURN NULL;',
                        hash="1636b32fc7829afcb4ba4a0eb25ff6f2eda12df8",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_9e872",
                        table="readiness_frameworkdraft",
                        when="AFTER",
                    ),
                ),
            ),
            migrations.AddIndex(
                model_name="draftchange",
                index=models.Index(fields=["draft", "-at"], name="changes_of_a_draft"),
            ),
            migrations.AddConstraint(
                model_name="simulationrun",
                constraint=models.UniqueConstraint(
                    fields=("draft", "draft_hash", "against_hash", "as_of", "synthetic"),
                    name="one_simulation_a_question",
                ),
            ),
        ),
    ]
