from django.db import migrations, models

LONGEST = 40


def in_russian(apps, schema_editor):
    """Subgroups that the import of the staff has named after a subject in Kyrgyz: the rest were typed by people."""
    groups = apps.get_model("structure", "Group").objects.filter(kind="subgroup", name__contains=" · ")
    for group in groups.prefetch_related("sections__subject"):
        label, _dot, rest = group.name.partition(" · ")
        tail = " · " + rest.rpartition(" · ")[2]
        for section in group.sections.all():
            names = (section.subject.name_ky, section.subject.name_ru)
            made = [f"{label} · {name}"[: LONGEST - len(tail)].rstrip() + tail for name in names]
            if made[0] == group.name:
                group.name_ru = made[1]
                group.save(update_fields=["name_ru"])


class Migration(migrations.Migration):
    dependencies = [("structure", "0005_rooms_shared")]

    operations = [
        migrations.AddField(
            model_name="group",
            name="name_ru",
            field=models.CharField(blank=True, db_default="", default="", editable=False, max_length=40),
        ),
        migrations.RunPython(in_russian, migrations.RunPython.noop),
    ]
