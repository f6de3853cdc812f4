from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("buyers", "0003_purchase_reports")]

    operations = []
