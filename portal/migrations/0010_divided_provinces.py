from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("portal", "0009_kept_backups")]

    operations = [
        migrations.AlterField(
            model_name="provincechange",
            name="kind",
            field=models.CharField(
                choices=[
                    ("unchanged", "unchanged"),
                    ("merged", "merged"),
                    ("renamed", "renamed"),
                    ("divided", "divided"),
                ],
                max_length=20,
            ),
        ),
    ]
