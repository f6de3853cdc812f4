import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from portal.migrating import Together


class Migration(migrations.Migration):
    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        ("readiness", "0006_policy"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="KeptPage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(choices=[("target", "Resolution 115")], default="target", max_length=10),
                ),
                ("as_of", models.DateField()),
                ("framework_hash", models.CharField(max_length=64)),
                ("snapshot", models.TextField()),
                ("hash", models.CharField(help_text="SHA-256 of the snapshot", max_length=64)),
                ("firms", models.PositiveIntegerField()),
                ("vietnamese_firms", models.PositiveIntegerField()),
                ("synthetic", models.BooleanField(default=False, help_text="counted over demo firms")),
                ("by_schedule", models.BooleanField(default=False)),
                ("kept_at", models.DateTimeField()),
                (
                    "kept_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="KeptPageEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(choices=[("target", "Resolution 115")], default="target", max_length=10),
                ),
                ("as_of", models.DateField()),
                ("framework_hash", models.CharField(max_length=64)),
                ("hash", models.CharField(help_text="SHA-256 of the snapshot", max_length=64)),
                ("firms", models.PositiveIntegerField()),
                ("vietnamese_firms", models.PositiveIntegerField()),
                ("synthetic", models.BooleanField(default=False, help_text="counted over demo firms")),
                ("by_schedule", models.BooleanField(default=False)),
                ("kept_at", models.DateTimeField()),
                (
                    "kept_by",
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
                        to="readiness.keptpage",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        Together(
            migrations.AddIndex(
                model_name="keptpage",
                index=models.Index(fields=["-as_of", "-id"], name="kept_pages_in_order"),
            ),
            migrations.AddConstraint(
                model_name="keptpage",
                constraint=models.UniqueConstraint(fields=("kind", "hash"), name="a_page_is_kept_once"),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="keptpage",
                trigger=pgtrigger.compiler.Trigger(
                    name="a_kept_page_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                        hash="daab3e7accfba6f9afb5cb4a56f2bbd48475a037",
                        operation="DELETE",
                        pgid="pgtrigger_a_kept_page_stays_33c96",
                        table="readiness_keptpage",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="keptpage",
                trigger=pgtrigger.compiler.Trigger(
                    name="a_kept_page_is_never_changed",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."as_of" IS DISTINCT FROM (NEW."as_of") OR OLD."by_schedule" IS DISTINCT FROM (NEW."by_schedule") OR OLD."firms" IS DISTINCT FROM (NEW."firms") OR OLD."framework_hash" IS DISTINCT FROM (NEW."framework_hash") OR OLD."hash" IS DISTINCT FROM (NEW."hash") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kept_at" IS DISTINCT FROM (NEW."kept_at") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."snapshot" IS DISTINCT FROM (NEW."snapshot") OR OLD."synthetic" IS DISTINCT FROM (NEW."synthetic") OR OLD."vietnamese_firms" IS DISTINCT FROM (NEW."vietnamese_firms"))',
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                        hash="2d1347189b3162e5e4e63f666acc7fbec6a60d5f",
                        operation="UPDATE",
                        pgid="pgtrigger_a_kept_page_is_never_changed_0abb4",
                        table="readiness_keptpage",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="keptpage",
                trigger=pgtrigger.compiler.Trigger(
                    name="nobody_takes_over_a_kept_page",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (NEW."kept_by_id" IS NOT NULL)',
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                        hash="c5f8f80d15aac69fabe23e4c81bac0078bebf202",
                        operation="UPDATE",
                        pgid="pgtrigger_nobody_takes_over_a_kept_page_cfe85",
                        table="readiness_keptpage",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="keptpage",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "readiness_keptpageevent" ("as_of", "by_schedule", "firms", "framework_hash", "hash", "id", "kept_at", "kept_by_id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "synthetic", "vietnamese_firms") VALUES (NEW."as_of", NEW."by_schedule", NEW."firms", NEW."framework_hash", NEW."hash", NEW."id", NEW."kept_at", NEW."kept_by_id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."synthetic", NEW."vietnamese_firms"); RETURN NULL;',
                        hash="31c886080743aaa15453f84c63ef8104b33ef43c",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_06257",
                        table="readiness_keptpage",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="keptpage",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."as_of" IS DISTINCT FROM (NEW."as_of") OR OLD."by_schedule" IS DISTINCT FROM (NEW."by_schedule") OR OLD."firms" IS DISTINCT FROM (NEW."firms") OR OLD."framework_hash" IS DISTINCT FROM (NEW."framework_hash") OR OLD."hash" IS DISTINCT FROM (NEW."hash") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kept_at" IS DISTINCT FROM (NEW."kept_at") OR OLD."kept_by_id" IS DISTINCT FROM (NEW."kept_by_id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."synthetic" IS DISTINCT FROM (NEW."synthetic") OR OLD."vietnamese_firms" IS DISTINCT FROM (NEW."vietnamese_firms"))',
                        func='INSERT INTO "readiness_keptpageevent" ("as_of", "by_schedule", "firms", "framework_hash", "hash", "id", "kept_at", "kept_by_id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "synthetic", "vietnamese_firms") VALUES (NEW."as_of", NEW."by_schedule", NEW."firms", NEW."framework_hash", NEW."hash", NEW."id", NEW."kept_at", NEW."kept_by_id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."synthetic", NEW."vietnamese_firms"); RETURN NULL;',
                        hash="d49f3a05c7d28eb4ba5b529b7ba8930a0c308fed",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_3c16c",
                        table="readiness_keptpage",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="keptpage",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "readiness_keptpageevent" ("as_of", "by_schedule", "firms", "framework_hash", "hash", "id", "kept_at", "kept_by_id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "synthetic", "vietnamese_firms") VALUES (OLD."as_of", OLD."by_schedule", OLD."firms", OLD."framework_hash", OLD."hash", OLD."id", OLD."kept_at", OLD."kept_by_id", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."synthetic", OLD."vietnamese_firms"); RETURN NULL;',
                        hash="e6af2cca27106bab2d336e313bc762b9c66a9a06",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_13a02",
                        table="readiness_keptpage",
                        when="AFTER",
                    ),
                ),
            ),
        ),
    ]
