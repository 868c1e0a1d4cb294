"""The shape of the house: urls → views → forms, verbs, reads → models; the day names the frame, never back."""

import ast
from pathlib import Path

CODE = Path(__file__).resolve().parent.parent
FILES = {
    str(path.relative_to(CODE)).removesuffix(".py").replace("/", "."): path
    for room in ("conference", "anliegen")
    for path in sorted((CODE / room).rglob("*.py"))
    if "migrations" not in path.parts
}
HOUSE = {name.removesuffix(".__init__") for name in FILES}
VIEWS = {name for name in HOUSE if name.endswith("views")}


def imports(name):
    """Return the modules of the house that a module imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(FILES[name].read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{name} imports relatively"
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
    return {each for each in found if each in HOUSE}


def naming(word):
    """Return the modules that use this name in their code."""
    return {
        name
        for name, path in FILES.items()
        for node in ast.walk(ast.parse(path.read_text()))
        if word in (getattr(node, "attr", None), getattr(node, "id", None), getattr(node, "name", None))
    }


def wrong(modules, bad):
    """Return {module: what it should not import} for those modules of which `bad(module)` finds something."""
    return {name: found for name in modules if (found := bad(name))}


def ending(*words):
    return [name for name in FILES if name.endswith(words)]


def test_the_frame_does_not_know_the_day():
    frame = [name for name in FILES if name.startswith("conference.") and name != "conference.urls"]
    assert wrong(frame, lambda name: {each for each in imports(name) if each.split(".")[0] == "anliegen"}) == {}


def test_nobody_imports_views_but_addresses():
    assert wrong(FILES.keys() - ending("urls"), lambda name: imports(name) & VIEWS) == {}


def test_nobody_imports_addresses():
    assert wrong(FILES, lambda name: {each for each in imports(name) if each.endswith(".urls")}) == {}


def test_addresses_lead_to_views_only():
    folders = {each.rpartition(".")[0] for each in VIEWS}
    assert wrong(ending("urls"), lambda name: imports(name) - VIEWS - folders) == {}


def test_models_import_nothing_above():
    day = {name for name in FILES if name.startswith("anliegen.models.")}
    below = {"conference", "anliegen", "conference.models", "anliegen.models", *day}
    assert len(day) > 2
    assert wrong([*ending(".models"), *day], lambda name: imports(name) - below) == {}


def test_forms_do_nothing():
    """What stands in a form is looked up and cleaned; doing it is a verb's."""
    verbs = {name for name in FILES if "conference.live.changes" in imports(name)}
    assert len(verbs) > 5
    assert wrong(ending(".forms"), lambda name: imports(name) & (verbs | {"conference.live.changes"})) == {}


def test_one_funnel():
    assert naming("on_commit") == {"conference.live.changes"}
    assert naming("group_send") == {"conference.live.hub"}


def test_only_the_funnel_makes_history():
    made = {
        name
        for name, path in FILES.items()
        if any(f"{do}(" in path.read_text() for do in ("Event.objects.bulk_create", "Event.objects.create"))
    }
    assert made == {"conference.live.changes", "anliegen.exports.archive"}


def test_no_signals():
    for word in ("receiver", "pre_save", "post_save", "pre_delete", "post_delete", "m2m_changed"):
        assert naming(word) == set()


def test_models_do_not_override_save():
    for name in ("conference.models", "anliegen.models.day", "anliegen.models.record"):
        functions = [
            node.name for node in ast.walk(ast.parse(FILES[name].read_text())) if hasattr(node, "decorator_list")
        ]
        assert not {"save", "delete"} & set(functions)


def test_the_eye_that_checks_can_see():
    assert "anliegen.wall.views" in imports("anliegen.wall.urls")
    assert "conference.live.changes" in imports("anliegen.wall.moves")
    assert len(VIEWS) > 5
