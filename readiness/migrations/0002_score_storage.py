from django.db import migrations


class Migration(migrations.Migration):
    """Room in each page for the next version of a row: rescoring rewrites scores in place (HOT)."""

    dependencies = [("readiness", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE readiness_score SET (fillfactor = 50)",
            "ALTER TABLE readiness_score RESET (fillfactor)",
        )
    ]
