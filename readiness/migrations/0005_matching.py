from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("readiness", "0004_improvement_steps")]

    operations = []
