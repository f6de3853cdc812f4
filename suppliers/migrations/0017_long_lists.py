from django.db import migrations, models

# What every search goes through stays together; the two texts that only the rows of a page need lie apart, so that
# a page of the table holds twice as many firms. Rows written before are moved by ``manage.py reindex``.
NARROW = """
    ALTER TABLE suppliers_searchdocument SET (toast_tuple_target = 128);
    ALTER TABLE suppliers_searchdocument
        ALTER COLUMN "row" SET STORAGE EXTERNAL, ALTER COLUMN standing SET STORAGE EXTERNAL,
        ALTER COLUMN text SET STORAGE MAIN, ALTER COLUMN tags SET STORAGE MAIN;
"""
WIDE = """
    ALTER TABLE suppliers_searchdocument RESET (toast_tuple_target);
    ALTER TABLE suppliers_searchdocument
        ALTER COLUMN "row" SET STORAGE EXTENDED, ALTER COLUMN standing SET STORAGE EXTENDED,
        ALTER COLUMN text SET STORAGE EXTENDED, ALTER COLUMN tags SET STORAGE EXTENDED;
"""


class Migration(migrations.Migration):
    dependencies = [("suppliers", "0016_profile_sections")]

    operations = [
        migrations.CreateModel(
            name="FacetCount",
            fields=[
                ("tag", models.IntegerField(primary_key=True, serialize=False)),
                ("firms", models.PositiveIntegerField()),
                ("counted_at", models.DateTimeField()),
            ],
        ),
        migrations.RunSQL(NARROW, WIDE),
    ]
