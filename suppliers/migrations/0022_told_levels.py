from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("suppliers", "0021_paper_ends"),
    ]

    operations = [
        migrations.AddField(
            model_name="offer",
            name="told",
            field=models.BigIntegerField(help_text="digest of the levels as they were told last", null=True),
        ),
    ]
