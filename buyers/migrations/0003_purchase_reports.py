import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from portal.migrating import Together


class Migration(migrations.Migration):
    dependencies = [("buyers", "0002_saved_when_written")]

    whole = [
        migrations.AlterModelOptions(
            name="purchasereport",
            options={"ordering": ["-year", "-number"]},
        ),
        migrations.AlterModelOptions(
            name="purchaserow",
            options={"ordering": ["pk"]},
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="purchasereport",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="purchasereport",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="purchasereport",
            name="delete_delete",
        ),
        migrations.RemoveConstraint(
            model_name="purchasereport",
            name="one_purchase_report_a_year",
        ),
        migrations.AddField(
            model_name="purchasereport",
            name="number",
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="purchasereport",
            name="reason",
            field=models.CharField(blank=True, max_length=250, verbose_name="why it is corrected"),
        ),
        migrations.AddField(
            model_name="purchasereport",
            name="replaced_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="purchasereportevent",
            name="number",
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="purchasereportevent",
            name="reason",
            field=models.CharField(blank=True, max_length=250, verbose_name="why it is corrected"),
        ),
        migrations.AddField(
            model_name="purchasereportevent",
            name="replaced_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="purchaserow",
            name="origin",
            field=models.CharField(
                choices=[
                    ("imported", "imported"),
                    ("vietnamese", "in Viet Nam, Vietnamese-owned supplier"),
                    ("foreign", "in Viet Nam, foreign-invested supplier"),
                    ("unknown", "in Viet Nam, ownership of the supplier not known"),
                ],
                max_length=12,
                verbose_name="bought",
            ),
        ),
        migrations.AlterField(
            model_name="purchaserowevent",
            name="origin",
            field=models.CharField(
                choices=[
                    ("imported", "imported"),
                    ("vietnamese", "in Viet Nam, Vietnamese-owned supplier"),
                    ("foreign", "in Viet Nam, foreign-invested supplier"),
                    ("unknown", "in Viet Nam, ownership of the supplier not known"),
                ],
                max_length=12,
                verbose_name="bought",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="purchasereport",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "buyers_purchasereportevent" ("id", "number", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "replaced_at", "saved_at", "sent_at", "sent_by_id", "synthetic", "year") VALUES (NEW."id", NEW."number", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."replaced_at", NEW."saved_at", NEW."sent_at", NEW."sent_by_id", NEW."synthetic", NEW."year"); RETURN NULL;',
                    hash="c16d4a9ae8f70ddf04f00b5c68e3f2df800cc4e7",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d1637",
                    table="buyers_purchasereport",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="purchasereport",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "buyers_purchasereportevent" ("id", "number", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "replaced_at", "saved_at", "sent_at", "sent_by_id", "synthetic", "year") VALUES (NEW."id", NEW."number", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."replaced_at", NEW."saved_at", NEW."sent_at", NEW."sent_by_id", NEW."synthetic", NEW."year"); RETURN NULL;',
                    hash="545cc99e2c5cc9758ea1865b48fe4b219e90bc7b",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_51b9a",
                    table="buyers_purchasereport",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="purchasereport",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "buyers_purchasereportevent" ("id", "number", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "replaced_at", "saved_at", "sent_at", "sent_by_id", "synthetic", "year") VALUES (OLD."id", OLD."number", OLD."organisation_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."replaced_at", OLD."saved_at", OLD."sent_at", OLD."sent_by_id", OLD."synthetic", OLD."year"); RETURN NULL;',
                    hash="c0dd294d17a0fcdaded0f19ee78a4cd05ac0612e",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_2a6f0",
                    table="buyers_purchasereport",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="purchasereport",
            constraint=models.UniqueConstraint(
                fields=("organisation", "year", "number"), name="one_purchase_report_a_version"
            ),
        ),
        migrations.AddConstraint(
            model_name="purchasereport",
            constraint=models.UniqueConstraint(
                condition=models.Q(("sent_at__isnull", True)),
                fields=("organisation", "year"),
                name="one_purchase_draft_a_year",
                violation_error_message="A report for this year is being written already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="purchasereport",
            constraint=models.UniqueConstraint(
                condition=models.Q(("replaced_at__isnull", True), ("sent_at__isnull", False)),
                fields=("organisation", "year"),
                name="one_purchase_report_in_force_a_year",
                violation_error_message="There is a report for this year already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="purchasereport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("replaced_at__isnull", True), ("sent_at__isnull", False), _connector="OR"
                ),
                name="only_a_sent_report_is_replaced",
            ),
        ),
        migrations.AddConstraint(
            model_name="purchasereport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("number", 1), ("sent_at__isnull", True), ("reason__gt", ""), _connector="OR"
                ),
                name="a_correction_says_why",
                violation_error_message="Say in one sentence why the report is corrected.",
            ),
        ),
        migrations.AddConstraint(
            model_name="purchaserow",
            constraint=models.UniqueConstraint(
                fields=("report", "sector", "origin", "supplier"),
                name="one_row_a_category_origin_and_supplier",
                nulls_distinct=False,
                violation_error_message="There is a row for this category, origin and supplier already. Add them up in one.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="purchaserow",
            name="purchase_is_positive",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0)),
                name="purchase_is_positive",
                violation_error_message="An amount is more than 0.",
            ),
        ),
    ]
    operations = [Together(*whole)]
