"""Records and cases that the product makes have ids in the order of time (decision 0057), wherever they are made."""

import ast
from collections.abc import Iterator
from pathlib import Path

import plumbline.apps

FOLDER = Path(plumbline.apps.__file__).parent
MAKERS = {"Draft", "act_draft", "perform_act", "_perform", "MoneyEntry", "Movement", "draft_of"}
ELSEWHERE = {"exams", "evaluation"}
"""Their papers and ballots tell by no id when they were made."""


def made_by_chance(text: str) -> Iterator[int]:
    """Lines of calls that make a record and take its id from uuid4."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in MAKERS:
            given = [*node.args, *(one.value for one in node.keywords)]
            parts = [part for one in given for part in ast.walk(one)]
            names = {part.id for part in parts if isinstance(part, ast.Name)}
            names |= {part.attr for part in parts if isinstance(part, ast.Attribute)}
            if names & {"uuid4", "uuid1"}:
                yield node.lineno


def test_no_record_is_made_under_an_id_of_chance() -> None:
    paths = [path for path in FOLDER.rglob("*.py") if path.relative_to(FOLDER).parts[0] not in ELSEWHERE]
    assert len(paths) > 300
    found = [f"{path}:{line}" for path in paths for line in made_by_chance(path.read_text("utf-8"))]
    assert found == []


def test_one_that_is_would_be_found() -> None:
    assert list(made_by_chance("from uuid import uuid4\nDraft(id=uuid4().hex, case=case)")) == [2]
    assert list(made_by_chance("perform_act(case=case, record=record or uuid4().hex)")) == [1]
    assert list(made_by_chance("import uuid\nDraft(id=uuid.uuid4().hex)")) == [2]
    assert list(made_by_chance("Draft(id=new_id(now))")) == []
