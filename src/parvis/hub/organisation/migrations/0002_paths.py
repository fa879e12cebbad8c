from django.db import migrations

from parvis.hub.common.collation import by_bytes


class Migration(migrations.Migration):
    dependencies = [("organisation", "0001_initial")]
    operations = [by_bytes("organisation_unit", "path")]
