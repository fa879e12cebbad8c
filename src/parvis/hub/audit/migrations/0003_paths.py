from django.db import migrations

from parvis.hub.common.collation import by_bytes


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_guard")]
    operations = [by_bytes("audit_line", "path")]
