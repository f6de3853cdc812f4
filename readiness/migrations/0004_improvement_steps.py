import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        ("readiness", "0003_targets_without_number"),
    ]

    operations = [
        migrations.CreateModel(
            name="StepEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "framework",
                    models.CharField(
                        help_text="the framework whose criteria it raises, by name", max_length=40
                    ),
                ),
                ("edition", models.CharField(help_text="of the price list", max_length=20)),
                ("code", models.CharField(max_length=10)),
                ("name_vi", models.CharField(max_length=200)),
                ("name_en", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("evidence-only", "evidence only"),
                            ("management", "management"),
                            ("training", "training"),
                            ("equipment", "equipment"),
                            ("certification", "certification"),
                        ],
                        max_length=14,
                    ),
                ),
                (
                    "raises",
                    models.CharField(
                        help_text="criterion:level, separated by semicolons; or declared, or lapsed",
                        max_length=250,
                    ),
                ),
                ("evidence_class", models.CharField(max_length=2)),
                (
                    "prerequisites",
                    models.CharField(blank=True, help_text="steps, or criterion:level", max_length=120),
                ),
                ("cost_low_million_vnd", models.DecimalField(decimal_places=3, max_digits=12)),
                ("cost_typical_million_vnd", models.DecimalField(decimal_places=3, max_digits=12)),
                ("cost_high_million_vnd", models.DecimalField(decimal_places=3, max_digits=12)),
                ("months_low", models.DecimalField(decimal_places=2, max_digits=5)),
                ("months_typical", models.DecimalField(decimal_places=2, max_digits=5)),
                ("months_high", models.DecimalField(decimal_places=2, max_digits=5)),
                (
                    "sectors",
                    models.CharField(blank=True, help_text="sector letters; empty: all", max_length=20),
                ),
                ("source", models.TextField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProgrammeFit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("active", "active"),
                            ("unknown", "not known whether it still runs"),
                            ("ended", "ended"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "last_seen",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="year of the newest source", null=True
                    ),
                ),
                ("starts_on", models.DateField(blank=True, null=True)),
                ("ends_on", models.DateField(blank=True, help_text="the last day", null=True)),
                (
                    "sectors",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=1), blank=True, default=list, size=None
                    ),
                ),
                ("region", models.CharField(blank=True, help_text="as the source says it", max_length=200)),
                (
                    "macro_regions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), blank=True, default=list, size=None
                    ),
                ),
                (
                    "provinces",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=2), blank=True, default=list, size=None
                    ),
                ),
                (
                    "ownership",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "any"),
                            ("vietnamese", "Vietnamese-owned"),
                            ("vietnamese_100_percent", "wholly Vietnamese-owned"),
                        ],
                        max_length=22,
                    ),
                ),
                (
                    "size_classes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("micro", "micro firms"),
                                ("small", "small firms"),
                                ("medium", "medium firms"),
                                ("sme", "small and medium firms"),
                            ],
                            max_length=6,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("other_conditions", models.TextField(blank=True)),
                (
                    "serves_criteria",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=5), blank=True, default=list, size=None
                    ),
                ),
                (
                    "serves_steps",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10), blank=True, default=list, size=None
                    ),
                ),
                ("subsidy_share_percent", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "subsidy_cap_million_vnd",
                    models.DecimalField(blank=True, decimal_places=3, max_digits=12, null=True),
                ),
                ("cap_note", models.TextField(blank=True)),
                ("fit_basis", models.TextField(help_text="how it was read that these steps are served")),
                ("source", models.TextField()),
                (
                    "programme",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="fit",
                        to="readiness.programme",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ProgrammeFitEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("active", "active"),
                            ("unknown", "not known whether it still runs"),
                            ("ended", "ended"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "last_seen",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="year of the newest source", null=True
                    ),
                ),
                ("starts_on", models.DateField(blank=True, null=True)),
                ("ends_on", models.DateField(blank=True, help_text="the last day", null=True)),
                (
                    "sectors",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=1), blank=True, default=list, size=None
                    ),
                ),
                ("region", models.CharField(blank=True, help_text="as the source says it", max_length=200)),
                (
                    "macro_regions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), blank=True, default=list, size=None
                    ),
                ),
                (
                    "provinces",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=2), blank=True, default=list, size=None
                    ),
                ),
                (
                    "ownership",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "any"),
                            ("vietnamese", "Vietnamese-owned"),
                            ("vietnamese_100_percent", "wholly Vietnamese-owned"),
                        ],
                        max_length=22,
                    ),
                ),
                (
                    "size_classes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("micro", "micro firms"),
                                ("small", "small firms"),
                                ("medium", "medium firms"),
                                ("sme", "small and medium firms"),
                            ],
                            max_length=6,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("other_conditions", models.TextField(blank=True)),
                (
                    "serves_criteria",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=5), blank=True, default=list, size=None
                    ),
                ),
                (
                    "serves_steps",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10), blank=True, default=list, size=None
                    ),
                ),
                ("subsidy_share_percent", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "subsidy_cap_million_vnd",
                    models.DecimalField(blank=True, decimal_places=3, max_digits=12, null=True),
                ),
                ("cap_note", models.TextField(blank=True)),
                ("fit_basis", models.TextField(help_text="how it was read that these steps are served")),
                ("source", models.TextField()),
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
                        to="readiness.programmefit",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="readiness.programme",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "framework",
                    models.CharField(
                        help_text="the framework whose criteria it raises, by name", max_length=40
                    ),
                ),
                ("edition", models.CharField(help_text="of the price list", max_length=20)),
                ("code", models.CharField(max_length=10)),
                ("name_vi", models.CharField(max_length=200)),
                ("name_en", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("evidence-only", "evidence only"),
                            ("management", "management"),
                            ("training", "training"),
                            ("equipment", "equipment"),
                            ("certification", "certification"),
                        ],
                        max_length=14,
                    ),
                ),
                (
                    "raises",
                    models.CharField(
                        help_text="criterion:level, separated by semicolons; or declared, or lapsed",
                        max_length=250,
                    ),
                ),
                ("evidence_class", models.CharField(max_length=2)),
                (
                    "prerequisites",
                    models.CharField(blank=True, help_text="steps, or criterion:level", max_length=120),
                ),
                ("cost_low_million_vnd", models.DecimalField(decimal_places=3, max_digits=12)),
                ("cost_typical_million_vnd", models.DecimalField(decimal_places=3, max_digits=12)),
                ("cost_high_million_vnd", models.DecimalField(decimal_places=3, max_digits=12)),
                ("months_low", models.DecimalField(decimal_places=2, max_digits=5)),
                ("months_typical", models.DecimalField(decimal_places=2, max_digits=5)),
                ("months_high", models.DecimalField(decimal_places=2, max_digits=5)),
                (
                    "sectors",
                    models.CharField(blank=True, help_text="sector letters; empty: all", max_length=20),
                ),
                ("source", models.TextField()),
            ],
            options={
                "ordering": ["code"],
                "constraints": [
                    models.UniqueConstraint(fields=("framework", "code"), name="one_step_a_code"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cost_low_million_vnd__gte", 0),
                            ("cost_low_million_vnd__lte", models.F("cost_typical_million_vnd")),
                            ("cost_typical_million_vnd__lte", models.F("cost_high_million_vnd")),
                        ),
                        name="costs_of_a_step_ascend_from_zero",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("months_low__gte", 0),
                            ("months_low__lte", models.F("months_typical")),
                            ("months_typical__lte", models.F("months_high")),
                        ),
                        name="months_of_a_step_ascend_from_zero",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="step",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "readiness_stepevent" ("code", "cost_high_million_vnd", "cost_low_million_vnd", "cost_typical_million_vnd", "edition", "evidence_class", "framework", "id", "kind", "months_high", "months_low", "months_typical", "name_en", "name_vi", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prerequisites", "raises", "sectors", "source") VALUES (NEW."code", NEW."cost_high_million_vnd", NEW."cost_low_million_vnd", NEW."cost_typical_million_vnd", NEW."edition", NEW."evidence_class", NEW."framework", NEW."id", NEW."kind", NEW."months_high", NEW."months_low", NEW."months_typical", NEW."name_en", NEW."name_vi", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."prerequisites", NEW."raises", NEW."sectors", NEW."source"); RETURN NULL;',
                    hash="d14be8a14ef8f2702b69197898f510da2c77a831",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e91da",
                    table="readiness_step",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="step",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "readiness_stepevent" ("code", "cost_high_million_vnd", "cost_low_million_vnd", "cost_typical_million_vnd", "edition", "evidence_class", "framework", "id", "kind", "months_high", "months_low", "months_typical", "name_en", "name_vi", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prerequisites", "raises", "sectors", "source") VALUES (NEW."code", NEW."cost_high_million_vnd", NEW."cost_low_million_vnd", NEW."cost_typical_million_vnd", NEW."edition", NEW."evidence_class", NEW."framework", NEW."id", NEW."kind", NEW."months_high", NEW."months_low", NEW."months_typical", NEW."name_en", NEW."name_vi", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."prerequisites", NEW."raises", NEW."sectors", NEW."source"); RETURN NULL;',
                    hash="f949184a7db9c47d60525231d30a8055c19fbe12",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0e393",
                    table="readiness_step",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="step",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "readiness_stepevent" ("code", "cost_high_million_vnd", "cost_low_million_vnd", "cost_typical_million_vnd", "edition", "evidence_class", "framework", "id", "kind", "months_high", "months_low", "months_typical", "name_en", "name_vi", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prerequisites", "raises", "sectors", "source") VALUES (OLD."code", OLD."cost_high_million_vnd", OLD."cost_low_million_vnd", OLD."cost_typical_million_vnd", OLD."edition", OLD."evidence_class", OLD."framework", OLD."id", OLD."kind", OLD."months_high", OLD."months_low", OLD."months_typical", OLD."name_en", OLD."name_vi", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."prerequisites", OLD."raises", OLD."sectors", OLD."source"); RETURN NULL;',
                    hash="8f986fa392938fccd437eb034d127a119ca54ac2",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_08820",
                    table="readiness_step",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="stepevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="stepevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="readiness.step",
            ),
        ),
        migrations.AddConstraint(
            model_name="programmefit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("subsidy_share_percent__isnull", True),
                    ("subsidy_share_percent__lte", 100),
                    _connector="OR",
                ),
                name="a_programme_pays_at_most_all",
            ),
        ),
        migrations.AddConstraint(
            model_name="programmefit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("starts_on__isnull", True),
                    ("ends_on__isnull", True),
                    ("starts_on__lte", models.F("ends_on")),
                    _connector="OR",
                ),
                name="a_programme_ends_after_it_began",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="programmefit",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "readiness_programmefitevent" ("cap_note", "ends_on", "fit_basis", "id", "last_seen", "macro_regions", "other_conditions", "ownership", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "provinces", "region", "sectors", "serves_criteria", "serves_steps", "size_classes", "source", "starts_on", "status", "subsidy_cap_million_vnd", "subsidy_share_percent") VALUES (NEW."cap_note", NEW."ends_on", NEW."fit_basis", NEW."id", NEW."last_seen", NEW."macro_regions", NEW."other_conditions", NEW."ownership", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."provinces", NEW."region", NEW."sectors", NEW."serves_criteria", NEW."serves_steps", NEW."size_classes", NEW."source", NEW."starts_on", NEW."status", NEW."subsidy_cap_million_vnd", NEW."subsidy_share_percent"); RETURN NULL;',
                    hash="bea53ef3970f272dbf091369ed51c3e526c1ea94",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f8589",
                    table="readiness_programmefit",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="programmefit",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "readiness_programmefitevent" ("cap_note", "ends_on", "fit_basis", "id", "last_seen", "macro_regions", "other_conditions", "ownership", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "provinces", "region", "sectors", "serves_criteria", "serves_steps", "size_classes", "source", "starts_on", "status", "subsidy_cap_million_vnd", "subsidy_share_percent") VALUES (NEW."cap_note", NEW."ends_on", NEW."fit_basis", NEW."id", NEW."last_seen", NEW."macro_regions", NEW."other_conditions", NEW."ownership", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id", NEW."provinces", NEW."region", NEW."sectors", NEW."serves_criteria", NEW."serves_steps", NEW."size_classes", NEW."source", NEW."starts_on", NEW."status", NEW."subsidy_cap_million_vnd", NEW."subsidy_share_percent"); RETURN NULL;',
                    hash="ac5a3705523678c9582ab7e34818596949cdbf7a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2cfe7",
                    table="readiness_programmefit",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="programmefit",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "readiness_programmefitevent" ("cap_note", "ends_on", "fit_basis", "id", "last_seen", "macro_regions", "other_conditions", "ownership", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "provinces", "region", "sectors", "serves_criteria", "serves_steps", "size_classes", "source", "starts_on", "status", "subsidy_cap_million_vnd", "subsidy_share_percent") VALUES (OLD."cap_note", OLD."ends_on", OLD."fit_basis", OLD."id", OLD."last_seen", OLD."macro_regions", OLD."other_conditions", OLD."ownership", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."provinces", OLD."region", OLD."sectors", OLD."serves_criteria", OLD."serves_steps", OLD."size_classes", OLD."source", OLD."starts_on", OLD."status", OLD."subsidy_cap_million_vnd", OLD."subsidy_share_percent"); RETURN NULL;',
                    hash="16d04c7a14e5cc072a8402e4e5c8f5dd68e64ac3",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_df42f",
                    table="readiness_programmefit",
                    when="AFTER",
                ),
            ),
        ),
    ]
