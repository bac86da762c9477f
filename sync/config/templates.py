"""`[[template]]`: templates of one's own, as config.toml says them.

What is written here are only their shapes; whether names are known is checked with all settings.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from sync.agenda.planning.templates import Part, Template
from sync.config.values import Text


class TemplateSectionSettings(BaseModel):
    """`[[template.section]]`: a heading, its given lines, its kind of list, what is carried."""

    model_config = ConfigDict(extra="forbid", frozen=True, validate_default=True)

    heading: Text
    prompts: tuple[Text, ...] = ()
    list: Literal["bullets", "checklist"] = "bullets"
    carry: Literal["open", "none", "bullets"] = "open"


class TemplateSettings(BaseModel):
    """`[[template]]`: its name, the titles it is for, and its sections."""

    model_config = ConfigDict(extra="forbid", frozen=True, validate_default=True)

    name: Text
    match: tuple[Text, ...] = ()
    section: Annotated[tuple[TemplateSectionSettings, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _items_have_a_place(self) -> "TemplateSettings":
        if all(one.carry == "none" for one in self.section):
            raise ValueError('must have a section without carry = "none": open items go there')
        return self

    def template(self) -> Template:
        """The template as the planner takes it."""
        return Template(
            name=self.name,
            parts=tuple(
                Part(
                    heading=one.heading,
                    list_kind="check" if one.list == "checklist" else "disc",
                    prompts=one.prompts,
                    carry=one.carry,
                )
                for one in self.section
            ),
        )
