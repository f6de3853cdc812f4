import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from portal.migrating import Together


class Migration(migrations.Migration):
    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        ("portal", "0002_extensions"),
        ("readiness", "0004_improvement_steps"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DemandLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("quantity", models.PositiveIntegerField(verbose_name="quantity a month")),
                (
                    "unit",
                    models.CharField(
                        choices=[("pieces", "pieces"), ("thousands", "thousand pieces")],
                        default="pieces",
                        max_length=10,
                        verbose_name="unit",
                    ),
                ),
                ("minimum_level", models.PositiveSmallIntegerField(default=0, verbose_name="level at least")),
                (
                    "standards",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80), blank=True, default=list, size=None
                    ),
                ),
                (
                    "regions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80), blank=True, default=list, size=None
                    ),
                ),
                (
                    "process",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.process"
                    ),
                ),
                (
                    "sector",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.sector"
                    ),
                ),
            ],
            options={
                "ordering": ["scenario", "position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="DemandScenario",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name_vi", models.CharField(max_length=150, verbose_name="name in Vietnamese")),
                ("name_en", models.CharField(max_length=150, verbose_name="name in English")),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "draft"), ("active", "active"), ("retired", "retired")],
                        default="draft",
                        max_length=8,
                    ),
                ),
                ("source", models.CharField(max_length=250, verbose_name="where the figures come from")),
                (
                    "reason",
                    models.TextField(
                        blank=True, max_length=1000, verbose_name="why it counts, or no longer does"
                    ),
                ),
                ("synthetic", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-changed_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="DemandLineEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("quantity", models.PositiveIntegerField(verbose_name="quantity a month")),
                (
                    "unit",
                    models.CharField(
                        choices=[("pieces", "pieces"), ("thousands", "thousand pieces")],
                        default="pieces",
                        max_length=10,
                        verbose_name="unit",
                    ),
                ),
                ("minimum_level", models.PositiveSmallIntegerField(default=0, verbose_name="level at least")),
                (
                    "standards",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80), blank=True, default=list, size=None
                    ),
                ),
                (
                    "regions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80), blank=True, default=list, size=None
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
                        to="readiness.demandline",
                    ),
                ),
                (
                    "process",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="portal.process",
                    ),
                ),
                (
                    "sector",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="portal.sector",
                    ),
                ),
                (
                    "scenario",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="readiness.demandscenario",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="demandline",
            name="scenario",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="lines",
                to="readiness.demandscenario",
            ),
        ),
        migrations.CreateModel(
            name="DemandScenarioEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name_vi", models.CharField(max_length=150, verbose_name="name in Vietnamese")),
                ("name_en", models.CharField(max_length=150, verbose_name="name in English")),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "draft"), ("active", "active"), ("retired", "retired")],
                        default="draft",
                        max_length=8,
                    ),
                ),
                ("source", models.CharField(max_length=250, verbose_name="where the figures come from")),
                (
                    "reason",
                    models.TextField(
                        blank=True, max_length=1000, verbose_name="why it counts, or no longer does"
                    ),
                ),
                ("synthetic", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
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
                        to="readiness.demandscenario",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SupplyRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("as_of", models.DateField()),
                ("level", models.PositiveSmallIntegerField()),
                (
                    "ownership",
                    models.CharField(
                        choices=[("all", "All firms"), ("vietnamese", "Vietnamese-owned")], max_length=12
                    ),
                ),
                (
                    "horizon",
                    models.CharField(
                        choices=[("today", "Today"), ("year", "In twelve months")], max_length=6
                    ),
                ),
                ("input_hash", models.CharField(help_text="SHA-256 of day, plants and lines", max_length=64)),
                ("result", models.JSONField()),
                ("seconds", models.FloatField()),
                ("computed_at", models.DateTimeField()),
            ],
            options={
                "get_latest_by": ["computed_at", "pk"],
                "indexes": [
                    models.Index(
                        fields=["level", "ownership", "horizon", "-computed_at"], name="supply_run_latest"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("level", "ownership", "horizon", "input_hash"),
                        name="one_run_a_state_of_the_facts",
                    )
                ],
            },
        ),
        Together(
            migrations.AddConstraint(
                model_name="demandscenario",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("status", "draft"), models.Q(("reason", ""), _negated=True), _connector="OR"
                    ),
                    name="a_scenario_counts_or_ends_for_a_reason",
                    violation_error_message="Say why.",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="demandscenario",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "readiness_demandscenarioevent" ("author_id", "changed_at", "created_at", "id", "name_en", "name_vi", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "source", "status", "synthetic") VALUES (NEW."author_id", NEW."changed_at", NEW."created_at", NEW."id", NEW."name_en", NEW."name_vi", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."source", NEW."status", NEW."synthetic"); RETURN NULL;',
                        hash="dd47337994c0a42f3cbc2031ca6f24ca65d411a8",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_cb571",
                        table="readiness_demandscenario",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="demandscenario",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "readiness_demandscenarioevent" ("author_id", "changed_at", "created_at", "id", "name_en", "name_vi", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "source", "status", "synthetic") VALUES (NEW."author_id", NEW."changed_at", NEW."created_at", NEW."id", NEW."name_en", NEW."name_vi", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."source", NEW."status", NEW."synthetic"); RETURN NULL;',
                        hash="f778e8e37f389fe5692d004ea14186a5497da435",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_bc4f7",
                        table="readiness_demandscenario",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="demandscenario",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "readiness_demandscenarioevent" ("author_id", "changed_at", "created_at", "id", "name_en", "name_vi", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "source", "status", "synthetic") VALUES (OLD."author_id", OLD."changed_at", OLD."created_at", OLD."id", OLD."name_en", OLD."name_vi", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."source", OLD."status", OLD."synthetic"); RETURN NULL;',
                        hash="21101c3c9b1f9ceac699eb9bd76b68ef26f7d31b",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_faaf1",
                        table="readiness_demandscenario",
                        when="AFTER",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="demandline",
                constraint=models.CheckConstraint(
                    condition=models.Q(("quantity__gte", 1)),
                    name="demand_is_at_least_one_piece",
                    violation_error_message="A demand is at least one piece a month.",
                ),
            ),
            migrations.AddConstraint(
                model_name="demandline",
                constraint=models.CheckConstraint(
                    condition=models.Q(("minimum_level__lte", 5)),
                    name="demand_level_is_0_to_5",
                    violation_error_message="A level is 0 to 5.",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="demandline",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "readiness_demandlineevent" ("id", "minimum_level", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "process_id", "quantity", "regions", "scenario_id", "sector_id", "standards", "unit") VALUES (NEW."id", NEW."minimum_level", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."process_id", NEW."quantity", NEW."regions", NEW."scenario_id", NEW."sector_id", NEW."standards", NEW."unit"); RETURN NULL;',
                        hash="5c39ea1392e315f1644c2b1baf0615b512d3be45",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_f1870",
                        table="readiness_demandline",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="demandline",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "readiness_demandlineevent" ("id", "minimum_level", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "process_id", "quantity", "regions", "scenario_id", "sector_id", "standards", "unit") VALUES (NEW."id", NEW."minimum_level", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."process_id", NEW."quantity", NEW."regions", NEW."scenario_id", NEW."sector_id", NEW."standards", NEW."unit"); RETURN NULL;',
                        hash="4a850cb24a7f2290eec6127c2980247d3a5fcf29",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_5007a",
                        table="readiness_demandline",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="demandline",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "readiness_demandlineevent" ("id", "minimum_level", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "process_id", "quantity", "regions", "scenario_id", "sector_id", "standards", "unit") VALUES (OLD."id", OLD."minimum_level", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."process_id", OLD."quantity", OLD."regions", OLD."scenario_id", OLD."sector_id", OLD."standards", OLD."unit"); RETURN NULL;',
                        hash="a7b7c56c7eff1dfc7c53a84bb3da5752cb663fa9",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_436fd",
                        table="readiness_demandline",
                        when="AFTER",
                    ),
                ),
            ),
        ),
    ]
