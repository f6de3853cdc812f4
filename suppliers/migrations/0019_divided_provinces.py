from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("suppliers", "0018_register_files_by_worker")]

    operations = [
        migrations.AddField(
            model_name="importbatch",
            name="places",
            field=models.JSONField(blank=True, default=dict),
        ),
    ]
