import django.core.validators
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
        ("suppliers", "0015_scans_reminders_registers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    whole = [
        migrations.CreateModel(
            name="Customer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=150)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("samples", "Samples only so far"),
                            ("tier3", "You are tier 3: it supplies a tier-2 firm"),
                            ("tier2", "You are tier 2: it supplies a maker of final products"),
                            ("tier1", "You are tier 1: it makes the final product"),
                        ],
                        max_length=8,
                    ),
                ),
                ("items", models.CharField(blank=True, max_length=200)),
                ("since", models.DateField(blank=True, help_text="the first day of the month", null=True)),
                ("share_percent", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "supplier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stated_customers",
                        to="suppliers.supplier",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("supplier", "name"),
                        name="one_row_a_customer_of_a_firm",
                        violation_error_message="This customer is on the profile already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("share_percent__isnull", True), ("share_percent__lte", 100), _connector="OR"
                        ),
                        name="customer_share_at_most_100_percent",
                        violation_error_message="A share of sales is 0 to 100 %.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("shifts", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("days_a_week", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("minimum_order", models.PositiveIntegerField(blank=True, null=True)),
                ("lead_days", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("kept_lead_days", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("flex_percent", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("flex_weeks", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "supplier",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="delivery",
                        to="suppliers.supplier",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "deliveries",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("shifts__isnull", True),
                            models.Q(("shifts__gte", 1), ("shifts__lte", 4)),
                            _connector="OR",
                        ),
                        name="shifts_are_1_to_4",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("days_a_week__isnull", True),
                            models.Q(("days_a_week__gte", 1), ("days_a_week__lte", 7)),
                            _connector="OR",
                        ),
                        name="days_a_week_are_1_to_7",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Equipment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "maintenance",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("repairs", "We repair when something fails, and note it"),
                            ("plan", "We maintain by a plan, and keep to it"),
                        ],
                        max_length=10,
                    ),
                ),
                ("oee_percent", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "automation",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[(0, "0"), (1, "1"), (2, "2"), (3, "3"), (4, "4"), (5, "5")],
                        null=True,
                    ),
                ),
                (
                    "connection",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[(0, "0"), (1, "1"), (2, "2"), (3, "3"), (4, "4"), (5, "5")],
                        null=True,
                    ),
                ),
                (
                    "figures",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[(0, "0"), (1, "1"), (2, "2"), (3, "3"), (4, "4"), (5, "5")],
                        null=True,
                    ),
                ),
                (
                    "planning",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[(0, "0"), (1, "1"), (2, "2"), (3, "3"), (4, "4"), (5, "5")],
                        null=True,
                    ),
                ),
                (
                    "siri_band",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=3,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(5)],
                    ),
                ),
                (
                    "supplier",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="equipment",
                        to="suppliers.supplier",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("oee_percent__isnull", True), ("oee_percent__lte", 100), _connector="OR"
                        ),
                        name="oee_at_most_100_percent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("siri_band__isnull", True),
                            models.Q(("siri_band__gte", 0), ("siri_band__lte", 5)),
                            _connector="OR",
                        ),
                        name="siri_band_is_0_to_5",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Export",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("direct_percent", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("indirect_percent", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "supplier",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="export",
                        to="suppliers.supplier",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("direct_percent__isnull", True), ("direct_percent__lte", 100), _connector="OR"
                        ),
                        name="direct_export_at_most_100_percent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("indirect_percent__isnull", True),
                            ("indirect_percent__lte", 100),
                            _connector="OR",
                        ),
                        name="indirect_export_at_most_100_percent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FinancialYear",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("filed", models.BooleanField(default=False)),
                ("audited", models.BooleanField(default=False)),
                ("revenue", models.BigIntegerField(blank=True, null=True)),
                ("equity", models.BigIntegerField(blank=True, null=True)),
                ("current_assets", models.BigIntegerField(blank=True, null=True)),
                ("current_liabilities", models.BigIntegerField(blank=True, null=True)),
                ("operating_cash_flow", models.BigIntegerField(blank=True, null=True)),
                ("profit_before_interest_and_tax", models.BigIntegerField(blank=True, null=True)),
                ("interest", models.BigIntegerField(blank=True, null=True)),
                ("labour_cost", models.BigIntegerField(blank=True, null=True)),
                ("depreciation", models.BigIntegerField(blank=True, null=True)),
                ("workers", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "supplier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="financial_years",
                        to="suppliers.supplier",
                    ),
                ),
            ],
            options={
                "ordering": ["-year"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("supplier", "year"),
                        name="one_row_a_financial_year",
                        violation_error_message="This year is on the profile already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("year__gte", 1990), ("year__lte", 2100)),
                        name="financial_year_is_a_year",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Input",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=150)),
                ("country", models.CharField(max_length=2)),
                ("share_percent", models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True)),
                ("sources", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("stock_days", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("watched", models.BooleanField(default=False)),
                ("tested", models.BooleanField(default=False)),
                (
                    "supplier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="inputs",
                        to="suppliers.supplier",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("supplier", "name"),
                        name="one_row_an_input_of_a_firm",
                        violation_error_message="This material is on the profile already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("share_percent__isnull", True),
                            models.Q(("share_percent__gt", 0), ("share_percent__lte", 100)),
                            _connector="OR",
                        ),
                        name="input_share_is_a_percentage",
                        violation_error_message="A share is more than 0 and at most 100 %.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Lean",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("trained", models.BooleanField(default=False)),
                ("score", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("scored_on", models.DateField(blank=True, null=True)),
                ("everywhere", models.BooleanField(default=False)),
                ("standard_work", models.BooleanField(default=False)),
                (
                    "supplier",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lean",
                        to="suppliers.supplier",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "lean",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("score__isnull", True), ("score__lte", 100), _connector="OR"),
                        name="five_s_score_at_most_100",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Permit",
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
                            ("land", "Land or lease"),
                            ("building", "Building"),
                            ("fire", "Fire safety"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("held", "We have it"),
                            ("not_required", "The law does not ask it of us"),
                            ("missing", "We do not have it"),
                        ],
                        max_length=12,
                    ),
                ),
                ("number", models.CharField(blank=True, max_length=80)),
                ("valid_to", models.DateField(blank=True, null=True)),
                (
                    "supplier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="permits",
                        to="suppliers.supplier",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("supplier", "kind"), name="one_permit_of_a_kind"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "held"),
                            models.Q(("number", ""), ("valid_to__isnull", True)),
                            _connector="OR",
                        ),
                        name="only_a_permit_held_has_a_number",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100)),
                ("people", models.PositiveIntegerField()),
                ("is_key", models.BooleanField(default=False)),
                ("certified", models.PositiveIntegerField(blank=True, null=True)),
                ("stand_ins", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "supplier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="posts",
                        to="suppliers.supplier",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("supplier", "name"),
                        name="one_row_a_post_of_a_firm",
                        violation_error_message="This post is on the profile already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("certified__isnull", True),
                            ("certified__lte", models.F("people")),
                            _connector="OR",
                        ),
                        name="certified_at_most_all",
                        violation_error_message="More people certified than there are.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Product",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=150)),
                ("yearly_pieces", models.PositiveBigIntegerField(blank=True, null=True)),
                ("since", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portal.productgroup",
                    ),
                ),
                (
                    "supplier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="products",
                        to="suppliers.supplier",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("supplier", "name"),
                        name="one_row_a_product_of_a_firm",
                        violation_error_message="This product is on the profile already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("since__isnull", True),
                            models.Q(("since__gte", 1900), ("since__lte", 2100)),
                            _connector="OR",
                        ),
                        name="product_since_is_a_year",
                        violation_error_message="A year has four digits, for example 2018.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ScrapMonth",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField(help_text="the first day of the month")),
                ("made", models.PositiveBigIntegerField()),
                ("scrapped", models.PositiveBigIntegerField()),
                (
                    "supplier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="scrap_months",
                        to="suppliers.supplier",
                    ),
                ),
            ],
            options={
                "ordering": ["-month"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("supplier", "month"),
                        name="one_row_a_month_of_scrap",
                        violation_error_message="This month is on the profile already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("scrapped__lte", models.F("made"))),
                        name="scrapped_at_most_made",
                        violation_error_message="More scrapped than made.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SectionDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("section", models.CharField(max_length=20)),
                ("typed", models.JSONField(default=dict)),
                (
                    "version",
                    models.PositiveIntegerField(
                        default=0, help_text="the version of the section that was seen"
                    ),
                ),
                ("typed_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "supplier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="section_drafts",
                        to="suppliers.supplier",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("supplier", "section", "by"), name="one_draft_a_section_and_writer"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Site",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "use",
                    models.CharField(
                        choices=[("workshop", "Workshop"), ("store", "Store"), ("office", "Office")],
                        max_length=10,
                    ),
                ),
                ("address", models.CharField(max_length=300)),
                ("area_m2", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portal.province",
                    ),
                ),
                (
                    "supplier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sites",
                        to="suppliers.supplier",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("supplier", "address"),
                        name="one_row_a_place_of_a_firm",
                        violation_error_message="This place is on the profile already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Sustainability",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "saq_grade",
                    models.CharField(
                        blank=True,
                        choices=[("A", "A"), ("B", "B"), ("C", "C"), ("D", "D"), ("E", "E"), ("F", "F")],
                        max_length=1,
                    ),
                ),
                ("ecovadis_score", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("rated_on", models.DateField(blank=True, null=True)),
                ("lost_time_accidents", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("electricity_kwh", models.PositiveBigIntegerField(blank=True, null=True)),
                (
                    "supplier",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sustainability",
                        to="suppliers.supplier",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "sustainability",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ecovadis_score__isnull", True), ("ecovadis_score__lte", 100), _connector="OR"
                        ),
                        name="ecovadis_score_at_most_100",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Workforce",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("engineers", models.PositiveIntegerField(blank=True, null=True)),
                ("software", models.CharField(blank=True, max_length=200)),
                ("skills_matrix", models.BooleanField(default=False)),
                ("cross_trained", models.BooleanField(default=False)),
                ("training_hours", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("training_plan", models.BooleanField(default=False)),
                ("interpreter", models.BooleanField(default=False)),
                ("languages_written", models.CharField(blank=True, max_length=60)),
                ("languages_spoken", models.CharField(blank=True, max_length=60)),
                ("languages_technical", models.CharField(blank=True, max_length=60)),
                ("trials", models.BooleanField(default=False)),
                ("new_products", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("new_products_before", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("rd_percent", models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True)),
                ("titles_used", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "supplier",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="workforce",
                        to="suppliers.supplier",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "workforces",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("rd_percent__isnull", True), ("rd_percent__lte", 100), _connector="OR"
                        ),
                        name="rd_at_most_100_percent",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CustomerEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=150)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("samples", "Samples only so far"),
                            ("tier3", "You are tier 3: it supplies a tier-2 firm"),
                            ("tier2", "You are tier 2: it supplies a maker of final products"),
                            ("tier1", "You are tier 1: it makes the final product"),
                        ],
                        max_length=8,
                    ),
                ),
                ("items", models.CharField(blank=True, max_length=200)),
                ("since", models.DateField(blank=True, help_text="the first day of the month", null=True)),
                ("share_percent", models.PositiveSmallIntegerField(blank=True, null=True)),
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
                        to="suppliers.customer",
                    ),
                ),
                (
                    "supplier",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="suppliers.supplier",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DeliveryEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("shifts", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("days_a_week", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("minimum_order", models.PositiveIntegerField(blank=True, null=True)),
                ("lead_days", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("kept_lead_days", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("flex_percent", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("flex_weeks", models.PositiveSmallIntegerField(blank=True, null=True)),
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
                        to="suppliers.delivery",
                    ),
                ),
                (
                    "supplier",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="suppliers.supplier",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="EquipmentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "maintenance",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("repairs", "We repair when something fails, and note it"),
                            ("plan", "We maintain by a plan, and keep to it"),
                        ],
                        max_length=10,
                    ),
                ),
                ("oee_percent", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "automation",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[(0, "0"), (1, "1"), (2, "2"), (3, "3"), (4, "4"), (5, "5")],
                        null=True,
                    ),
                ),
                (
                    "connection",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[(0, "0"), (1, "1"), (2, "2"), (3, "3"), (4, "4"), (5, "5")],
                        null=True,
                    ),
                ),
                (
                    "figures",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[(0, "0"), (1, "1"), (2, "2"), (3, "3"), (4, "4"), (5, "5")],
                        null=True,
                    ),
                ),
                (
                    "planning",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[(0, "0"), (1, "1"), (2, "2"), (3, "3"), (4, "4"), (5, "5")],
                        null=True,
                    ),
                ),
                (
                    "siri_band",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=3,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(5)],
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
                        to="suppliers.equipment",
                    ),
                ),
                (
                    "supplier",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="suppliers.supplier",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ExportEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("direct_percent", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("indirect_percent", models.PositiveSmallIntegerField(blank=True, null=True)),
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
                        to="suppliers.export",
                    ),
                ),
                (
                    "supplier",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="suppliers.supplier",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FinancialYearEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("year", models.PositiveSmallIntegerField()),
                ("filed", models.BooleanField(default=False)),
                ("audited", models.BooleanField(default=False)),
                ("revenue", models.BigIntegerField(blank=True, null=True)),
                ("equity", models.BigIntegerField(blank=True, null=True)),
                ("current_assets", models.BigIntegerField(blank=True, null=True)),
                ("current_liabilities", models.BigIntegerField(blank=True, null=True)),
                ("operating_cash_flow", models.BigIntegerField(blank=True, null=True)),
                ("profit_before_interest_and_tax", models.BigIntegerField(blank=True, null=True)),
                ("interest", models.BigIntegerField(blank=True, null=True)),
                ("labour_cost", models.BigIntegerField(blank=True, null=True)),
                ("depreciation", models.BigIntegerField(blank=True, null=True)),
                ("workers", models.PositiveIntegerField(blank=True, null=True)),
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
                        to="suppliers.financialyear",
                    ),
                ),
                (
                    "supplier",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="suppliers.supplier",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="InputEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=150)),
                ("country", models.CharField(max_length=2)),
                ("share_percent", models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True)),
                ("sources", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("stock_days", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("watched", models.BooleanField(default=False)),
                ("tested", models.BooleanField(default=False)),
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
                        to="suppliers.input",
                    ),
                ),
                (
                    "supplier",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="suppliers.supplier",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LeanEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("trained", models.BooleanField(default=False)),
                ("score", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("scored_on", models.DateField(blank=True, null=True)),
                ("everywhere", models.BooleanField(default=False)),
                ("standard_work", models.BooleanField(default=False)),
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
                        to="suppliers.lean",
                    ),
                ),
                (
                    "supplier",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="suppliers.supplier",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PermitEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("land", "Land or lease"),
                            ("building", "Building"),
                            ("fire", "Fire safety"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("held", "We have it"),
                            ("not_required", "The law does not ask it of us"),
                            ("missing", "We do not have it"),
                        ],
                        max_length=12,
                    ),
                ),
                ("number", models.CharField(blank=True, max_length=80)),
                ("valid_to", models.DateField(blank=True, null=True)),
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
                        to="suppliers.permit",
                    ),
                ),
                (
                    "supplier",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="suppliers.supplier",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PostEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=100)),
                ("people", models.PositiveIntegerField()),
                ("is_key", models.BooleanField(default=False)),
                ("certified", models.PositiveIntegerField(blank=True, null=True)),
                ("stand_ins", models.PositiveIntegerField(blank=True, null=True)),
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
                        to="suppliers.post",
                    ),
                ),
                (
                    "supplier",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="suppliers.supplier",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProductEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=150)),
                ("yearly_pieces", models.PositiveBigIntegerField(blank=True, null=True)),
                ("since", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="portal.productgroup",
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
                        to="suppliers.product",
                    ),
                ),
                (
                    "supplier",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="suppliers.supplier",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ScrapMonthEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("month", models.DateField(help_text="the first day of the month")),
                ("made", models.PositiveBigIntegerField()),
                ("scrapped", models.PositiveBigIntegerField()),
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
                        to="suppliers.scrapmonth",
                    ),
                ),
                (
                    "supplier",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="suppliers.supplier",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SiteEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "use",
                    models.CharField(
                        choices=[("workshop", "Workshop"), ("store", "Store"), ("office", "Office")],
                        max_length=10,
                    ),
                ),
                ("address", models.CharField(max_length=300)),
                ("area_m2", models.PositiveIntegerField(blank=True, null=True)),
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
                        to="suppliers.site",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="portal.province",
                    ),
                ),
                (
                    "supplier",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="suppliers.supplier",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SustainabilityEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "saq_grade",
                    models.CharField(
                        blank=True,
                        choices=[("A", "A"), ("B", "B"), ("C", "C"), ("D", "D"), ("E", "E"), ("F", "F")],
                        max_length=1,
                    ),
                ),
                ("ecovadis_score", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("rated_on", models.DateField(blank=True, null=True)),
                ("lost_time_accidents", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("electricity_kwh", models.PositiveBigIntegerField(blank=True, null=True)),
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
                        to="suppliers.sustainability",
                    ),
                ),
                (
                    "supplier",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="suppliers.supplier",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="WorkforceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("engineers", models.PositiveIntegerField(blank=True, null=True)),
                ("software", models.CharField(blank=True, max_length=200)),
                ("skills_matrix", models.BooleanField(default=False)),
                ("cross_trained", models.BooleanField(default=False)),
                ("training_hours", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("training_plan", models.BooleanField(default=False)),
                ("interpreter", models.BooleanField(default=False)),
                ("languages_written", models.CharField(blank=True, max_length=60)),
                ("languages_spoken", models.CharField(blank=True, max_length=60)),
                ("languages_technical", models.CharField(blank=True, max_length=60)),
                ("trials", models.BooleanField(default=False)),
                ("new_products", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("new_products_before", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("rd_percent", models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True)),
                ("titles_used", models.PositiveSmallIntegerField(blank=True, null=True)),
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
                        to="suppliers.workforce",
                    ),
                ),
                (
                    "supplier",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="suppliers.supplier",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="machine",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="machine",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="machine",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="machine",
            name="force_tons",
            field=models.PositiveIntegerField(
                blank=True, help_text="press or clamping force, tons", null=True
            ),
        ),
        migrations.AddField(
            model_name="machine",
            name="largest_mm",
            field=models.PositiveIntegerField(
                blank=True, help_text="longest side of the largest piece", null=True
            ),
        ),
        migrations.AddField(
            model_name="machine",
            name="smallest_mm",
            field=models.PositiveIntegerField(
                blank=True, help_text="longest side of the smallest piece", null=True
            ),
        ),
        migrations.AddField(
            model_name="machineevent",
            name="force_tons",
            field=models.PositiveIntegerField(
                blank=True, help_text="press or clamping force, tons", null=True
            ),
        ),
        migrations.AddField(
            model_name="machineevent",
            name="largest_mm",
            field=models.PositiveIntegerField(
                blank=True, help_text="longest side of the largest piece", null=True
            ),
        ),
        migrations.AddField(
            model_name="machineevent",
            name="smallest_mm",
            field=models.PositiveIntegerField(
                blank=True, help_text="longest side of the smallest piece", null=True
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="machine",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "suppliers_machineevent" ("force_tons", "id", "largest_mm", "maker", "monthly_capacity", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "process_id", "quantity", "serial_number", "size", "smallest_mm", "supplier_id", "year") VALUES (NEW."force_tons", NEW."id", NEW."largest_mm", NEW."maker", NEW."monthly_capacity", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."process_id", NEW."quantity", NEW."serial_number", NEW."size", NEW."smallest_mm", NEW."supplier_id", NEW."year"); RETURN NULL;',
                    hash="7e21d50a7bf1d48dd0e3d7a70b3593c686d3678c",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_7444e",
                    table="suppliers_machine",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="machine",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "suppliers_machineevent" ("force_tons", "id", "largest_mm", "maker", "monthly_capacity", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "process_id", "quantity", "serial_number", "size", "smallest_mm", "supplier_id", "year") VALUES (NEW."force_tons", NEW."id", NEW."largest_mm", NEW."maker", NEW."monthly_capacity", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."process_id", NEW."quantity", NEW."serial_number", NEW."size", NEW."smallest_mm", NEW."supplier_id", NEW."year"); RETURN NULL;',
                    hash="b3c771613f3922776817b20cf089bb8df52c53bc",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_cc6d4",
                    table="suppliers_machine",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="machine",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "suppliers_machineevent" ("force_tons", "id", "largest_mm", "maker", "monthly_capacity", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "process_id", "quantity", "serial_number", "size", "smallest_mm", "supplier_id", "year") VALUES (OLD."force_tons", OLD."id", OLD."largest_mm", OLD."maker", OLD."monthly_capacity", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."process_id", OLD."quantity", OLD."serial_number", OLD."size", OLD."smallest_mm", OLD."supplier_id", OLD."year"); RETURN NULL;',
                    hash="bb3a2bd3c9443e825e60ae8a503ad715a944cf54",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e63ff",
                    table="suppliers_machine",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="machine",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("smallest_mm__isnull", True),
                    ("largest_mm__isnull", True),
                    ("smallest_mm__lte", models.F("largest_mm")),
                    _connector="OR",
                ),
                name="smallest_piece_at_most_the_largest",
                violation_error_message="The smallest piece is larger than the largest.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="customer",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "suppliers_customerevent" ("id", "items", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "share_percent", "since", "supplier_id") VALUES (NEW."id", NEW."items", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."role", NEW."share_percent", NEW."since", NEW."supplier_id"); RETURN NULL;',
                    hash="e0c586408e4f20a3d9e8ebad8b9a24c60cbe2daf",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_06328",
                    table="suppliers_customer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="customer",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "suppliers_customerevent" ("id", "items", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "share_percent", "since", "supplier_id") VALUES (NEW."id", NEW."items", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."role", NEW."share_percent", NEW."since", NEW."supplier_id"); RETURN NULL;',
                    hash="fc24bbc50e3fd877170bae32eb1252de1522b0ee",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c4c25",
                    table="suppliers_customer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="customer",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "suppliers_customerevent" ("id", "items", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "share_percent", "since", "supplier_id") VALUES (OLD."id", OLD."items", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."role", OLD."share_percent", OLD."since", OLD."supplier_id"); RETURN NULL;',
                    hash="6932ebafd192e16f67a92f0bd55e6c5850396d68",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_58349",
                    table="suppliers_customer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="delivery",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "suppliers_deliveryevent" ("days_a_week", "flex_percent", "flex_weeks", "id", "kept_lead_days", "lead_days", "minimum_order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "shifts", "supplier_id") VALUES (NEW."days_a_week", NEW."flex_percent", NEW."flex_weeks", NEW."id", NEW."kept_lead_days", NEW."lead_days", NEW."minimum_order", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."shifts", NEW."supplier_id"); RETURN NULL;',
                    hash="8f41f6062edfc785f415486ee3e4a34e356e11a1",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_7335e",
                    table="suppliers_delivery",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="delivery",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "suppliers_deliveryevent" ("days_a_week", "flex_percent", "flex_weeks", "id", "kept_lead_days", "lead_days", "minimum_order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "shifts", "supplier_id") VALUES (NEW."days_a_week", NEW."flex_percent", NEW."flex_weeks", NEW."id", NEW."kept_lead_days", NEW."lead_days", NEW."minimum_order", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."shifts", NEW."supplier_id"); RETURN NULL;',
                    hash="a80b4c48a6b6687160945dbf14d5bd317c6e742e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_4405a",
                    table="suppliers_delivery",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="delivery",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "suppliers_deliveryevent" ("days_a_week", "flex_percent", "flex_weeks", "id", "kept_lead_days", "lead_days", "minimum_order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "shifts", "supplier_id") VALUES (OLD."days_a_week", OLD."flex_percent", OLD."flex_weeks", OLD."id", OLD."kept_lead_days", OLD."lead_days", OLD."minimum_order", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."shifts", OLD."supplier_id"); RETURN NULL;',
                    hash="63144a93ad0cf1e72d0e87e5eaa97fd72b2044d3",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_a532a",
                    table="suppliers_delivery",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="equipment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "suppliers_equipmentevent" ("automation", "connection", "figures", "id", "maintenance", "oee_percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planning", "siri_band", "supplier_id") VALUES (NEW."automation", NEW."connection", NEW."figures", NEW."id", NEW."maintenance", NEW."oee_percent", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."planning", NEW."siri_band", NEW."supplier_id"); RETURN NULL;',
                    hash="8126bc5b18f4613fe10a62c6b14424b275859901",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a87e4",
                    table="suppliers_equipment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="equipment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "suppliers_equipmentevent" ("automation", "connection", "figures", "id", "maintenance", "oee_percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planning", "siri_band", "supplier_id") VALUES (NEW."automation", NEW."connection", NEW."figures", NEW."id", NEW."maintenance", NEW."oee_percent", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."planning", NEW."siri_band", NEW."supplier_id"); RETURN NULL;',
                    hash="bdb6e817a44d00187f4cd33786470169127bcd3b",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0c339",
                    table="suppliers_equipment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="equipment",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "suppliers_equipmentevent" ("automation", "connection", "figures", "id", "maintenance", "oee_percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planning", "siri_band", "supplier_id") VALUES (OLD."automation", OLD."connection", OLD."figures", OLD."id", OLD."maintenance", OLD."oee_percent", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."planning", OLD."siri_band", OLD."supplier_id"); RETURN NULL;',
                    hash="6901282e40ae609bb0198a88e4666d8a1898d1a0",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_5ff99",
                    table="suppliers_equipment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="export",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "suppliers_exportevent" ("direct_percent", "id", "indirect_percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "supplier_id") VALUES (NEW."direct_percent", NEW."id", NEW."indirect_percent", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."supplier_id"); RETURN NULL;',
                    hash="ef9e411f8b7acb2608f22bebc86bcb0fcec9f2e0",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f9cc3",
                    table="suppliers_export",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="export",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "suppliers_exportevent" ("direct_percent", "id", "indirect_percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "supplier_id") VALUES (NEW."direct_percent", NEW."id", NEW."indirect_percent", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."supplier_id"); RETURN NULL;',
                    hash="fb6b7c4e3237af9814d479a3a0ee3337c9514271",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c3288",
                    table="suppliers_export",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="export",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "suppliers_exportevent" ("direct_percent", "id", "indirect_percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "supplier_id") VALUES (OLD."direct_percent", OLD."id", OLD."indirect_percent", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."supplier_id"); RETURN NULL;',
                    hash="3763db6186c04d860ab6eda47534c5f2cfd49503",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_dec0a",
                    table="suppliers_export",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="financialyear",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "suppliers_financialyearevent" ("audited", "current_assets", "current_liabilities", "depreciation", "equity", "filed", "id", "interest", "labour_cost", "operating_cash_flow", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profit_before_interest_and_tax", "revenue", "supplier_id", "workers", "year") VALUES (NEW."audited", NEW."current_assets", NEW."current_liabilities", NEW."depreciation", NEW."equity", NEW."filed", NEW."id", NEW."interest", NEW."labour_cost", NEW."operating_cash_flow", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."profit_before_interest_and_tax", NEW."revenue", NEW."supplier_id", NEW."workers", NEW."year"); RETURN NULL;',
                    hash="2f02efdebfb5cea400224ead317f1fe687600a4f",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_31bbe",
                    table="suppliers_financialyear",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="financialyear",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "suppliers_financialyearevent" ("audited", "current_assets", "current_liabilities", "depreciation", "equity", "filed", "id", "interest", "labour_cost", "operating_cash_flow", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profit_before_interest_and_tax", "revenue", "supplier_id", "workers", "year") VALUES (NEW."audited", NEW."current_assets", NEW."current_liabilities", NEW."depreciation", NEW."equity", NEW."filed", NEW."id", NEW."interest", NEW."labour_cost", NEW."operating_cash_flow", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."profit_before_interest_and_tax", NEW."revenue", NEW."supplier_id", NEW."workers", NEW."year"); RETURN NULL;',
                    hash="d7313b7aa48e407604d86c3396023260e2de23d9",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_732b9",
                    table="suppliers_financialyear",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="financialyear",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "suppliers_financialyearevent" ("audited", "current_assets", "current_liabilities", "depreciation", "equity", "filed", "id", "interest", "labour_cost", "operating_cash_flow", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profit_before_interest_and_tax", "revenue", "supplier_id", "workers", "year") VALUES (OLD."audited", OLD."current_assets", OLD."current_liabilities", OLD."depreciation", OLD."equity", OLD."filed", OLD."id", OLD."interest", OLD."labour_cost", OLD."operating_cash_flow", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."profit_before_interest_and_tax", OLD."revenue", OLD."supplier_id", OLD."workers", OLD."year"); RETURN NULL;',
                    hash="92503f399ed05468e0a0889497c2cf119991ea2a",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_19e6d",
                    table="suppliers_financialyear",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="input",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "suppliers_inputevent" ("country", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "share_percent", "sources", "stock_days", "supplier_id", "tested", "watched") VALUES (NEW."country", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."share_percent", NEW."sources", NEW."stock_days", NEW."supplier_id", NEW."tested", NEW."watched"); RETURN NULL;',
                    hash="7d1604e6bc7b8690e8f2489f08a474c3cc3f05a8",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_66c49",
                    table="suppliers_input",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="input",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "suppliers_inputevent" ("country", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "share_percent", "sources", "stock_days", "supplier_id", "tested", "watched") VALUES (NEW."country", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."share_percent", NEW."sources", NEW."stock_days", NEW."supplier_id", NEW."tested", NEW."watched"); RETURN NULL;',
                    hash="6efd2318d5c615de7ad4213e81e866efbebbff2f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2a691",
                    table="suppliers_input",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="input",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "suppliers_inputevent" ("country", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "share_percent", "sources", "stock_days", "supplier_id", "tested", "watched") VALUES (OLD."country", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."share_percent", OLD."sources", OLD."stock_days", OLD."supplier_id", OLD."tested", OLD."watched"); RETURN NULL;',
                    hash="0fb16a4d2530c25c6368e03d241729dc32b6b6f7",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b96eb",
                    table="suppliers_input",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="lean",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "suppliers_leanevent" ("everywhere", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "score", "scored_on", "standard_work", "supplier_id", "trained") VALUES (NEW."everywhere", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."score", NEW."scored_on", NEW."standard_work", NEW."supplier_id", NEW."trained"); RETURN NULL;',
                    hash="9859ecba2a1b55ebe9dc521d34e12104aa461c13",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_09cde",
                    table="suppliers_lean",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="lean",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "suppliers_leanevent" ("everywhere", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "score", "scored_on", "standard_work", "supplier_id", "trained") VALUES (NEW."everywhere", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."score", NEW."scored_on", NEW."standard_work", NEW."supplier_id", NEW."trained"); RETURN NULL;',
                    hash="c13ee0977d6318d4c418df15db6b47c63a381603",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_39fc2",
                    table="suppliers_lean",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="lean",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "suppliers_leanevent" ("everywhere", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "score", "scored_on", "standard_work", "supplier_id", "trained") VALUES (OLD."everywhere", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."score", OLD."scored_on", OLD."standard_work", OLD."supplier_id", OLD."trained"); RETURN NULL;',
                    hash="19733d71ed55078b5ba46ab9acda8a265cbb2ed5",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_00e72",
                    table="suppliers_lean",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="permit",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "suppliers_permitevent" ("id", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "supplier_id", "valid_to") VALUES (NEW."id", NEW."kind", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."state", NEW."supplier_id", NEW."valid_to"); RETURN NULL;',
                    hash="470a5a2f6547203086f34ed8f2701729eab2a0c9",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_2a59e",
                    table="suppliers_permit",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="permit",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "suppliers_permitevent" ("id", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "supplier_id", "valid_to") VALUES (NEW."id", NEW."kind", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."state", NEW."supplier_id", NEW."valid_to"); RETURN NULL;',
                    hash="5a056d36c55ad78db2afbfca646b452d726bcf75",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_29a6c",
                    table="suppliers_permit",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="permit",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "suppliers_permitevent" ("id", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "supplier_id", "valid_to") VALUES (OLD."id", OLD."kind", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."state", OLD."supplier_id", OLD."valid_to"); RETURN NULL;',
                    hash="1f89cdde727c1a7621e3bbfc3fde0551c884d6a0",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_7c67a",
                    table="suppliers_permit",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="post",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "suppliers_postevent" ("certified", "id", "is_key", "name", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stand_ins", "supplier_id") VALUES (NEW."certified", NEW."id", NEW."is_key", NEW."name", NEW."people", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."stand_ins", NEW."supplier_id"); RETURN NULL;',
                    hash="f2bb49a736fbbbc08cbda8b019f8b59d96261e2c",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_fd9bf",
                    table="suppliers_post",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="post",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "suppliers_postevent" ("certified", "id", "is_key", "name", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stand_ins", "supplier_id") VALUES (NEW."certified", NEW."id", NEW."is_key", NEW."name", NEW."people", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."stand_ins", NEW."supplier_id"); RETURN NULL;',
                    hash="c8bb87b434dbdfb49ef4b86d4ca249bf9e8b343c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_53813",
                    table="suppliers_post",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="post",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "suppliers_postevent" ("certified", "id", "is_key", "name", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stand_ins", "supplier_id") VALUES (OLD."certified", OLD."id", OLD."is_key", OLD."name", OLD."people", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."stand_ins", OLD."supplier_id"); RETURN NULL;',
                    hash="5565216181d9c2a31fbf77ea78dbbd39f420a4f6",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e7806",
                    table="suppliers_post",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="product",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "suppliers_productevent" ("group_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "supplier_id", "yearly_pieces") VALUES (NEW."group_id", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."since", NEW."supplier_id", NEW."yearly_pieces"); RETURN NULL;',
                    hash="fe04b98194c51bb94dba8a746bc5aab0002eb52f",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f2007",
                    table="suppliers_product",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="product",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "suppliers_productevent" ("group_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "supplier_id", "yearly_pieces") VALUES (NEW."group_id", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."since", NEW."supplier_id", NEW."yearly_pieces"); RETURN NULL;',
                    hash="7877d2c18cdc25199fc548699ac9dca92194f20f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_18058",
                    table="suppliers_product",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="product",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "suppliers_productevent" ("group_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "supplier_id", "yearly_pieces") VALUES (OLD."group_id", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."since", OLD."supplier_id", OLD."yearly_pieces"); RETURN NULL;',
                    hash="4e7f82c7d9654b0774610729506c585393e3ba08",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c7c16",
                    table="suppliers_product",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scrapmonth",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "suppliers_scrapmonthevent" ("id", "made", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scrapped", "supplier_id") VALUES (NEW."id", NEW."made", NEW."month", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."scrapped", NEW."supplier_id"); RETURN NULL;',
                    hash="2e01478f217ac435559258edc3a29acf29432d28",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_0f3e5",
                    table="suppliers_scrapmonth",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scrapmonth",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "suppliers_scrapmonthevent" ("id", "made", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scrapped", "supplier_id") VALUES (NEW."id", NEW."made", NEW."month", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."scrapped", NEW."supplier_id"); RETURN NULL;',
                    hash="928db14e1a7f85f218ecec4b5972993d1ea4449e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3d65f",
                    table="suppliers_scrapmonth",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scrapmonth",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "suppliers_scrapmonthevent" ("id", "made", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scrapped", "supplier_id") VALUES (OLD."id", OLD."made", OLD."month", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."scrapped", OLD."supplier_id"); RETURN NULL;',
                    hash="8b56d50f711ccb3cb4f3a2597dc3df105e7df089",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_bc8ce",
                    table="suppliers_scrapmonth",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="site",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "suppliers_siteevent" ("address", "area_m2", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "province_id", "supplier_id", "use") VALUES (NEW."address", NEW."area_m2", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."province_id", NEW."supplier_id", NEW."use"); RETURN NULL;',
                    hash="db6efa5b7e5e35a6c878465c81eaef18da5227d5",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c32c0",
                    table="suppliers_site",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="site",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "suppliers_siteevent" ("address", "area_m2", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "province_id", "supplier_id", "use") VALUES (NEW."address", NEW."area_m2", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."province_id", NEW."supplier_id", NEW."use"); RETURN NULL;',
                    hash="9e5c04f8905cd38ac2398fc9e393dcbfc4e6489f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_50590",
                    table="suppliers_site",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="site",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "suppliers_siteevent" ("address", "area_m2", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "province_id", "supplier_id", "use") VALUES (OLD."address", OLD."area_m2", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."province_id", OLD."supplier_id", OLD."use"); RETURN NULL;',
                    hash="b0326cad5acf77704a9040dba47ffea694b31fe0",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e4e66",
                    table="suppliers_site",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sustainability",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "suppliers_sustainabilityevent" ("ecovadis_score", "electricity_kwh", "id", "lost_time_accidents", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rated_on", "saq_grade", "supplier_id") VALUES (NEW."ecovadis_score", NEW."electricity_kwh", NEW."id", NEW."lost_time_accidents", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rated_on", NEW."saq_grade", NEW."supplier_id"); RETURN NULL;',
                    hash="11973d19f99dccf35a3297fd7d5ed834568a9a8b",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_56991",
                    table="suppliers_sustainability",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sustainability",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "suppliers_sustainabilityevent" ("ecovadis_score", "electricity_kwh", "id", "lost_time_accidents", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rated_on", "saq_grade", "supplier_id") VALUES (NEW."ecovadis_score", NEW."electricity_kwh", NEW."id", NEW."lost_time_accidents", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rated_on", NEW."saq_grade", NEW."supplier_id"); RETURN NULL;',
                    hash="7b6123738e420ab0d86eb6fb283abee53301214f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_244fe",
                    table="suppliers_sustainability",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sustainability",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "suppliers_sustainabilityevent" ("ecovadis_score", "electricity_kwh", "id", "lost_time_accidents", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rated_on", "saq_grade", "supplier_id") VALUES (OLD."ecovadis_score", OLD."electricity_kwh", OLD."id", OLD."lost_time_accidents", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rated_on", OLD."saq_grade", OLD."supplier_id"); RETURN NULL;',
                    hash="75bc7c1f43991e83264ad456a1d9ef849a4c7d26",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_7a8fe",
                    table="suppliers_sustainability",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="workforce",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "suppliers_workforceevent" ("cross_trained", "engineers", "id", "interpreter", "languages_spoken", "languages_technical", "languages_written", "new_products", "new_products_before", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rd_percent", "skills_matrix", "software", "supplier_id", "titles_used", "training_hours", "training_plan", "trials") VALUES (NEW."cross_trained", NEW."engineers", NEW."id", NEW."interpreter", NEW."languages_spoken", NEW."languages_technical", NEW."languages_written", NEW."new_products", NEW."new_products_before", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rd_percent", NEW."skills_matrix", NEW."software", NEW."supplier_id", NEW."titles_used", NEW."training_hours", NEW."training_plan", NEW."trials"); RETURN NULL;',
                    hash="306106cc69773eccebfcc3ff0e2a5e975fd96339",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b5764",
                    table="suppliers_workforce",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="workforce",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "suppliers_workforceevent" ("cross_trained", "engineers", "id", "interpreter", "languages_spoken", "languages_technical", "languages_written", "new_products", "new_products_before", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rd_percent", "skills_matrix", "software", "supplier_id", "titles_used", "training_hours", "training_plan", "trials") VALUES (NEW."cross_trained", NEW."engineers", NEW."id", NEW."interpreter", NEW."languages_spoken", NEW."languages_technical", NEW."languages_written", NEW."new_products", NEW."new_products_before", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rd_percent", NEW."skills_matrix", NEW."software", NEW."supplier_id", NEW."titles_used", NEW."training_hours", NEW."training_plan", NEW."trials"); RETURN NULL;',
                    hash="e4a7b8bdfddde1f5e7faee906ab1a8fb82715e2b",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_5b6d7",
                    table="suppliers_workforce",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="workforce",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "suppliers_workforceevent" ("cross_trained", "engineers", "id", "interpreter", "languages_spoken", "languages_technical", "languages_written", "new_products", "new_products_before", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rd_percent", "skills_matrix", "software", "supplier_id", "titles_used", "training_hours", "training_plan", "trials") VALUES (OLD."cross_trained", OLD."engineers", OLD."id", OLD."interpreter", OLD."languages_spoken", OLD."languages_technical", OLD."languages_written", OLD."new_products", OLD."new_products_before", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rd_percent", OLD."skills_matrix", OLD."software", OLD."supplier_id", OLD."titles_used", OLD."training_hours", OLD."training_plan", OLD."trials"); RETURN NULL;',
                    hash="ea8c02f4c1fc99b1108a0885c1cff828d77f765a",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_46371",
                    table="suppliers_workforce",
                    when="AFTER",
                ),
            ),
        ),
    ]
    operations = [Together(*whole)]
