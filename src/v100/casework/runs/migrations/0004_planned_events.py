from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("runs", "0003_links"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                condition=models.Q(("kind__in", ("release_due", "court_date"))),
                fields=["run", "person_id"],
                name="planned_by_person_id",
            ),
        ),
    ]
