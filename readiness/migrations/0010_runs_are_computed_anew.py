from django.db import migrations


def forget(apps, schema_editor):
    """Runs stored so far know no prices. They are conclusions: the next night, or a press, makes them again."""
    apps.get_model("readiness", "SupplyRun").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("readiness", "0009_standards_of_steps")]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
