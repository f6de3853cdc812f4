from django.contrib.postgres.operations import CreateExtension, TrigramExtension
from django.db import migrations


class Migration(migrations.Migration):
    """intarray answers "has one of these tags" from one index; trigrams find name words typed wrong."""

    dependencies = [("portal", "0001_initial")]

    operations = [CreateExtension("intarray"), TrigramExtension()]
