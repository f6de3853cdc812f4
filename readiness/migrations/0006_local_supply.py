from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("readiness", "0005_matching")]

    operations = []
