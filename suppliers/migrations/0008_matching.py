import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from portal.migrating import Together


class Migration(migrations.Migration):
    dependencies = [("portal", "0002_extensions"), ("suppliers", "0007_when_facts_changed")]

    operations = [
        migrations.CreateModel(
            name="Offer",
            fields=[
                (
                    "supplier",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="offer",
                        serialize=False,
                        to="suppliers.supplier",
                    ),
                ),
                ("synthetic", models.BooleanField(default=False)),
                (
                    "may",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.IntegerField(), default=list, size=None
                    ),
                ),
                (
                    "sure",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.IntegerField(), default=list, size=None
                    ),
                ),
                ("works", models.TextField(default="[]")),
                ("tolerance", models.DecimalField(decimal_places=4, max_digits=7, null=True)),
                ("tolerance_proven", models.DecimalField(decimal_places=4, max_digits=7, null=True)),
                ("tolerance_open", models.BooleanField(default=True)),
                ("largest", models.IntegerField(null=True)),
                ("largest_proven", models.IntegerField(null=True)),
                ("largest_open", models.BooleanField(default=True)),
                ("free_capacity", models.IntegerField(null=True)),
                ("local_content", models.SmallIntegerField(null=True)),
                ("province", models.IntegerField(help_text="key of the province of today", null=True)),
                ("level", models.SmallIntegerField(null=True)),
                (
                    "framework",
                    models.IntegerField(help_text="key of the framework that the levels are of", null=True),
                ),
                (
                    "proven",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.SmallIntegerField(), default=list, size=None
                    ),
                ),
                (
                    "declared",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.SmallIntegerField(), default=list, size=None
                    ),
                ),
            ],
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="capability",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="capability",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="capability",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="supplier",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="supplier",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="supplier",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="capability",
            name="largest_mm",
            field=models.PositiveIntegerField(
                blank=True, null=True, verbose_name="longest side of a piece, mm"
            ),
        ),
        migrations.AddField(
            model_name="capabilityevent",
            name="largest_mm",
            field=models.PositiveIntegerField(
                blank=True, null=True, verbose_name="longest side of a piece, mm"
            ),
        ),
        migrations.AddField(
            model_name="supplier",
            name="local_content_percent",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="share of inputs bought in Viet Nam, %"
            ),
        ),
        migrations.AddField(
            model_name="supplierevent",
            name="local_content_percent",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="share of inputs bought in Viet Nam, %"
            ),
        ),
        Together(
            pgtrigger.migrations.AddTrigger(
                model_name="capability",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "suppliers_capabilityevent" ("id", "largest_mm", "largest_size", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "process_id", "proven_until", "supplier_id", "tolerance_mm") VALUES (NEW."id", NEW."largest_mm", NEW."largest_size", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."process_id", NEW."proven_until", NEW."supplier_id", NEW."tolerance_mm"); RETURN NULL;',
                        hash="264ec67b0f19733aba732b70d270171d2be8c90e",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_8d991",
                        table="suppliers_capability",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="capability",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "suppliers_capabilityevent" ("id", "largest_mm", "largest_size", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "process_id", "proven_until", "supplier_id", "tolerance_mm") VALUES (NEW."id", NEW."largest_mm", NEW."largest_size", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."process_id", NEW."proven_until", NEW."supplier_id", NEW."tolerance_mm"); RETURN NULL;',
                        hash="883e428235f58b1e4b19dd4f95471260f25dcb0b",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_585f3",
                        table="suppliers_capability",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="capability",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "suppliers_capabilityevent" ("id", "largest_mm", "largest_size", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "process_id", "proven_until", "supplier_id", "tolerance_mm") VALUES (OLD."id", OLD."largest_mm", OLD."largest_size", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."process_id", OLD."proven_until", OLD."supplier_id", OLD."tolerance_mm"); RETURN NULL;',
                        hash="931155c63d4485ec23dd4e235a5e727472503015",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_33908",
                        table="suppliers_capability",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="supplier",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "suppliers_supplierevent" ("address", "checked_at", "created_at", "declares_no_certificate", "delivery_sales_percent", "description", "description_en", "enterprise_id", "established", "facts_confirmed_on", "former_province_id", "id", "import_row_id", "load_percent", "local_content_percent", "merged_into_id", "monthly_capacity", "name", "name_latin", "organisation_id", "owner_countries", "ownership", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "province_id", "public_id", "published_at", "synthetic", "tax_code", "website", "workers") VALUES (NEW."address", NEW."checked_at", NEW."created_at", NEW."declares_no_certificate", NEW."delivery_sales_percent", NEW."description", NEW."description_en", NEW."enterprise_id", NEW."established", NEW."facts_confirmed_on", NEW."former_province_id", NEW."id", NEW."import_row_id", NEW."load_percent", NEW."local_content_percent", NEW."merged_into_id", NEW."monthly_capacity", NEW."name", NEW."name_latin", NEW."organisation_id", NEW."owner_countries", NEW."ownership", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."province_id", NEW."public_id", NEW."published_at", NEW."synthetic", NEW."tax_code", NEW."website", NEW."workers"); RETURN NULL;',
                        hash="44d6eec9edd150a40392822af444259a67de28b3",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_2612f",
                        table="suppliers_supplier",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="supplier",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."checked_at" IS DISTINCT FROM (NEW."checked_at") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."declares_no_certificate" IS DISTINCT FROM (NEW."declares_no_certificate") OR OLD."delivery_sales_percent" IS DISTINCT FROM (NEW."delivery_sales_percent") OR OLD."description" IS DISTINCT FROM (NEW."description") OR OLD."description_en" IS DISTINCT FROM (NEW."description_en") OR OLD."enterprise_id" IS DISTINCT FROM (NEW."enterprise_id") OR OLD."established" IS DISTINCT FROM (NEW."established") OR OLD."facts_confirmed_on" IS DISTINCT FROM (NEW."facts_confirmed_on") OR OLD."former_province_id" IS DISTINCT FROM (NEW."former_province_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."import_row_id" IS DISTINCT FROM (NEW."import_row_id") OR OLD."load_percent" IS DISTINCT FROM (NEW."load_percent") OR OLD."local_content_percent" IS DISTINCT FROM (NEW."local_content_percent") OR OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id") OR OLD."monthly_capacity" IS DISTINCT FROM (NEW."monthly_capacity") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."name_latin" IS DISTINCT FROM (NEW."name_latin") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."owner_countries" IS DISTINCT FROM (NEW."owner_countries") OR OLD."ownership" IS DISTINCT FROM (NEW."ownership") OR OLD."province_id" IS DISTINCT FROM (NEW."province_id") OR OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."synthetic" IS DISTINCT FROM (NEW."synthetic") OR OLD."tax_code" IS DISTINCT FROM (NEW."tax_code") OR OLD."website" IS DISTINCT FROM (NEW."website") OR OLD."workers" IS DISTINCT FROM (NEW."workers"))',
                        func='INSERT INTO "suppliers_supplierevent" ("address", "checked_at", "created_at", "declares_no_certificate", "delivery_sales_percent", "description", "description_en", "enterprise_id", "established", "facts_confirmed_on", "former_province_id", "id", "import_row_id", "load_percent", "local_content_percent", "merged_into_id", "monthly_capacity", "name", "name_latin", "organisation_id", "owner_countries", "ownership", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "province_id", "public_id", "published_at", "synthetic", "tax_code", "website", "workers") VALUES (NEW."address", NEW."checked_at", NEW."created_at", NEW."declares_no_certificate", NEW."delivery_sales_percent", NEW."description", NEW."description_en", NEW."enterprise_id", NEW."established", NEW."facts_confirmed_on", NEW."former_province_id", NEW."id", NEW."import_row_id", NEW."load_percent", NEW."local_content_percent", NEW."merged_into_id", NEW."monthly_capacity", NEW."name", NEW."name_latin", NEW."organisation_id", NEW."owner_countries", NEW."ownership", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."province_id", NEW."public_id", NEW."published_at", NEW."synthetic", NEW."tax_code", NEW."website", NEW."workers"); RETURN NULL;',
                        hash="01c58668c9c09e1d3e455a83330aaf7fda1a4ca1",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_835e2",
                        table="suppliers_supplier",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="supplier",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "suppliers_supplierevent" ("address", "checked_at", "created_at", "declares_no_certificate", "delivery_sales_percent", "description", "description_en", "enterprise_id", "established", "facts_confirmed_on", "former_province_id", "id", "import_row_id", "load_percent", "local_content_percent", "merged_into_id", "monthly_capacity", "name", "name_latin", "organisation_id", "owner_countries", "ownership", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "province_id", "public_id", "published_at", "synthetic", "tax_code", "website", "workers") VALUES (OLD."address", OLD."checked_at", OLD."created_at", OLD."declares_no_certificate", OLD."delivery_sales_percent", OLD."description", OLD."description_en", OLD."enterprise_id", OLD."established", OLD."facts_confirmed_on", OLD."former_province_id", OLD."id", OLD."import_row_id", OLD."load_percent", OLD."local_content_percent", OLD."merged_into_id", OLD."monthly_capacity", OLD."name", OLD."name_latin", OLD."organisation_id", OLD."owner_countries", OLD."ownership", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."province_id", OLD."public_id", OLD."published_at", OLD."synthetic", OLD."tax_code", OLD."website", OLD."workers"); RETURN NULL;',
                        hash="c66081fae855dc4326b78d5693a340baa00e379b",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_5b261",
                        table="suppliers_supplier",
                        when="AFTER",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="supplier",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("local_content_percent__isnull", True),
                        ("local_content_percent__lte", 100),
                        _connector="OR",
                    ),
                    name="local_content_at_most_100_percent",
                    violation_error_message="A share of inputs is 0 to 100 %.",
                ),
            ),
            migrations.AddIndex(
                model_name="offer",
                index=django.contrib.postgres.indexes.GinIndex(
                    django.contrib.postgres.indexes.OpClass(models.F("may"), name="gin__int_ops"),
                    fastupdate=False,
                    name="offer_may",
                ),
            ),
            migrations.AddIndex(
                model_name="offer",
                index=django.contrib.postgres.indexes.GinIndex(
                    django.contrib.postgres.indexes.OpClass(models.F("sure"), name="gin__int_ops"),
                    fastupdate=False,
                    name="offer_sure",
                ),
            ),
        ),
    ]
