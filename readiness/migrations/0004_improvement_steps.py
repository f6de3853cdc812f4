from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("readiness", "0003_targets_without_number")]

    operations = []
