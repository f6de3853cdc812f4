from collections.abc import Sequence

from suppliers.actions.profile.saving import Levels, Save, Values, say_section, write_once
from suppliers.actions.sections import replace_rows
from suppliers.deciding.people import (
    New,
    Talk,
    Work,
    innovation_claims,
    language_claims,
    skill_claims,
    training_claims,
)
from suppliers.models import Post, Supplier, Workforce


def save_people(
    supplier: Supplier, workforce: Values, *, posts: Sequence[Values], levels: Levels, save: Save
) -> None:
    """People and engineering."""
    with save.begin(supplier, "people") as firm:
        replace_rows(Post, firm, posts, identity=["name"])
        write_once(firm, Workforce, workforce)
        work = [Work(p["people"], p["is_key"], p["certified"], p["stand_ins"]) for p in posts]
        talk = Talk(
            interpreter=workforce["interpreter"],
            written=workforce["languages_written"].split(),
            spoken=workforce["languages_spoken"].split(),
            technical=workforce["languages_technical"].split(),
        )
        new = New(
            trials=workforce["trials"],
            last_year=workforce["new_products"],
            year_before=workforce["new_products_before"],
            rd_percent=workforce["rd_percent"],
            titles_used=workforce["titles_used"],
        )
        said = [
            *skill_claims(
                work,
                matrix=workforce["skills_matrix"],
                cross_trained=workforce["cross_trained"],
                **save.clock,
            ),
            *training_claims(workforce["training_hours"], planned=workforce["training_plan"], **save.clock),
            *innovation_claims(new, **save.clock),
            *language_claims(talk, **save.clock),
        ]
        say_section(firm, "people", said, levels, save)
