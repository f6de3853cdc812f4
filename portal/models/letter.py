from django.db import models


class Letter(models.Model):
    """A letter that waits for the post, as its reader will read it. Its row goes once it is sent, or given up: its
    purpose is the sending."""

    template = models.CharField(max_length=30, help_text="which of the letters it is")
    to = models.EmailField()
    subject = models.TextField()
    body = models.TextField()
    written_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    try_at = models.DateTimeField(db_index=True, help_text="not to be tried before")

    def __str__(self) -> str:
        return f"letter {self.pk}: {self.template}"
