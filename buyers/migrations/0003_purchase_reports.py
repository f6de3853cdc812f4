from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("buyers", "0002_saved_when_written")]

    operations = []
