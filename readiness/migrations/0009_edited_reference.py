from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("readiness", "0008_kept_pages")]

    operations = []
