from django.db import migrations


def create_groups(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    for name in ("customer", "seller", "deliver", "admin"):
        Group.objects.get_or_create(name=name)


class Migration(migrations.Migration):
    """The four roles as groups. What the admin group may do in the staff site is set by `shop.admin` after migrate."""

    dependencies = [("accounts", "0001_initial")]
    operations = [migrations.RunPython(create_groups, migrations.RunPython.noop)]
