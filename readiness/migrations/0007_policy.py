from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("readiness", "0006_local_supply")]

    operations = []
