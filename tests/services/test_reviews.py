"""Verdicts on findings: kept apart from the facts, in the history, open again when the evidence changes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from chronology_tui.analysis.policy import policy_from_mapping
from chronology_tui.domain.records import Child, FindingReview
from chronology_tui.importing.bundle_reader import read_bundle
from chronology_tui.importing.candidates import IssueCode, UnreadableFile
from chronology_tui.services import Casebook, create_casebook, open_casebook
from chronology_tui.services.drafts import all_drafts, keep
from chronology_tui.services.editing import delete_entries, edit_entries
from chronology_tui.services.errors import ChildUnknown, InvalidRecord, UsageError
from chronology_tui.services.purging import purge_child, what_would_go
from chronology_tui.services.recounting import recount
from chronology_tui.services.reviews import Reviewed, Verdict, kept_reviews, key_named, review, reviews_of, write_analysis
from chronology_tui.services.trust import history_of, verify_store
from chronology_tui.services.undoing import redo, undo
from tests.conftest import PASSPHRASE, TODAY
from tests.support.clock import FixedDayClock

KEY = "was-not-brought:physiotherapy"
LINES = ("14/3/24 wnb @physio !2 src:letter", "21/3/24 wnb @physio src:letter", "2/4/24 n a quiet day src:letter")


@pytest.fixture
def child(casebook: Casebook) -> Child:
    return _child(casebook)


def _child(casebook: Casebook, name: str = "Sam Tarn") -> Child:
    made = casebook.add_child(name, "3/4/2019")
    for line in LINES:
        casebook.add_line(made.id, line)
    return made


def now(casebook: Casebook, child_id: UUID, key: str = KEY) -> Reviewed:
    return reviews_of(casebook, child_id, casebook.analyse(child_id))[key]


def no_backups(_mark: str) -> tuple[Path, ...]:
    return ()


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Casebook]:
    with create_casebook(tmp_path / "other.chron", PASSPHRASE, FixedDayClock(TODAY)) as book:
        yield book


# ------------------------------------------------------------------ giving a verdict


def test_a_review_says_what_was_judged_on_what_evidence_when_and_by_whom(casebook: Casebook, child: Child) -> None:
    before = casebook.chronology(child.id)
    given = review(casebook, child.id, KEY, Verdict.DISMISSED, " letters went astray ", "my own words")
    (finding,) = [f for f in casebook.analyse(child.id).found if f.key == KEY]
    assert (given.rule, given.subject, given.finding) == ("was-not-brought", "Physiotherapy", KEY)
    assert (given.verdict, given.reason, given.analysis) == (Verdict.DISMISSED, "letters went astray", "my own words")
    assert (given.evidence, given.as_of, given.policy) == (finding.evidence, TODAY, casebook.analyse(child.id).policy)
    assert given.by == casebook.ledger.actor
    reviewed = now(casebook, child.id)
    assert (reviewed.review, reviewed.stale, reviewed.dismissed, reviewed.found) == (given, False, True, True)
    assert casebook.chronology(child.id) == before, "no entry was touched"
    assert [line.record for line in history_of(casebook)[-1:]] == ["findingreview"]


def test_there_is_one_review_of_a_finding_and_changing_it_is_a_change(casebook: Casebook, child: Child) -> None:
    first = review(casebook, child.id, KEY, Verdict.DISMISSED, "letters", "mine")
    second = review(casebook, child.id, KEY, Verdict.ACCEPTED)
    assert second.id == first.id
    assert (second.verdict, second.reason, second.analysis) == (Verdict.ACCEPTED, "", "mine"), "the analysis stays"
    assert dict(kept_reviews(casebook, child.id)) == {KEY: second}
    assert [line.action for line in history_of(casebook, str(first.id))] == ["added", "changed"]


def test_the_same_verdict_again_changes_nothing(casebook: Casebook, child: Child) -> None:
    first = review(casebook, child.id, KEY, Verdict.ACCEPTED)
    head = casebook.history_head()
    assert review(casebook, child.id, KEY, Verdict.ACCEPTED) == first
    assert casebook.history_head() == head


def test_analysis_leaves_the_verdict_as_it_was_given(casebook: Casebook, child: Child) -> None:
    opened = write_analysis(casebook, child.id, KEY, "first\nthoughts")
    assert (opened.verdict, opened.analysis) == (Verdict.OPEN, "first\nthoughts")
    given = review(casebook, child.id, KEY, Verdict.ACCEPTED)
    casebook.add_line(child.id, "28/3/24 wnb @physio src:letter")
    written = write_analysis(casebook, child.id, KEY, "second thoughts")
    assert written == given.changed(analysis="second thoughts")
    assert now(casebook, child.id).stale, "writing is no verdict on the new evidence"


def test_a_finding_looked_at_as_of_an_earlier_day_or_by_another_policy_says_so(casebook: Casebook, child: Child) -> None:
    given = review(casebook, child.id, KEY, Verdict.ACCEPTED, as_of=date(2024, 4, 1))
    assert given.as_of == date(2024, 4, 1)
    local = policy_from_mapping({"name": "Local", "version": "7"})
    assert review(casebook, child.id, KEY, Verdict.ACCEPTED, policy=local).policy == local.label


@pytest.mark.parametrize("reason", ["", " \n"])
def test_a_finding_is_dismissed_with_a_reason_only(casebook: Casebook, child: Child, reason: str) -> None:
    head = casebook.history_head()
    with pytest.raises(InvalidRecord, match=r"^Reason: "):
        review(casebook, child.id, KEY, Verdict.DISMISSED, reason)
    assert casebook.history_head() == head


@pytest.mark.parametrize("key", ["frequent-emergency", "no-such-rule", "", "was-not-brought:dentist"])
@pytest.mark.parametrize("verdict", Verdict)
def test_only_what_is_found_can_be_judged(casebook: Casebook, child: Child, key: str, verdict: Verdict) -> None:
    head = casebook.history_head()
    with pytest.raises(UsageError, match="nothing to judge"):
        review(casebook, child.id, key, verdict, "why")
    with pytest.raises(UsageError, match="nothing to judge"):
        write_analysis(casebook, child.id, key, "words")
    with pytest.raises(ChildUnknown):
        review(casebook, casebook.ledger.new_id(), KEY, verdict, "why")
    assert casebook.history_head() == head


def test_a_verdict_on_evidence_that_was_not_shown_is_refused(casebook: Casebook, child: Child) -> None:
    seen = next(f for f in casebook.analyse(child.id).found if f.key == KEY).evidence
    casebook.add_line(child.id, "28/3/24 wnb @physio src:letter")
    with pytest.raises(UsageError, match="has changed since it was shown"):
        review(casebook, child.id, KEY, Verdict.ACCEPTED, seen=seen)
    assert not kept_reviews(casebook, child.id)


def test_a_draft_goes_with_what_it_became(casebook: Casebook, child: Child) -> None:
    first = keep(casebook, child.id, f"form:analysis:{KEY}", "half")
    write_analysis(casebook, child.id, KEY, "half and the rest", draft=first)
    second = keep(casebook, child.id, f"form:dismissal:{KEY}", "why")
    review(casebook, child.id, KEY, Verdict.DISMISSED, "why", draft=second)
    third = keep(casebook, child.id, f"form:dismissal:{KEY}", "why")
    review(casebook, child.id, KEY, Verdict.DISMISSED, "why", draft=third)
    assert all_drafts(casebook) == ()


# ------------------------------------------------------------------ when the evidence changes


def test_the_finding_is_open_again_on_other_evidence_until_it_is_judged_again(casebook: Casebook, child: Child) -> None:
    review(casebook, child.id, KEY, Verdict.ACCEPTED, analysis="mine")
    casebook.add_line(child.id, "4/4/24 gp an unrelated entry src:letter")
    assert not now(casebook, child.id).stale
    third = casebook.add_line(child.id, "28/3/24 wnb @physio src:letter")
    stale = now(casebook, child.id)
    assert (stale.stale, stale.standing, stale.verdict, stale.analysis) == (True, Verdict.OPEN, Verdict.ACCEPTED, "mine")
    delete_entries(casebook, child.id, [third.id])
    assert not now(casebook, child.id).stale, "the evidence is again what it was"
    first = casebook.chronology(child.id).events[0]
    edit_entries(casebook, child.id, [first.id], {"severity": "4"})
    assert now(casebook, child.id).change.words == "an entry was changed"
    again = review(casebook, child.id, KEY, Verdict.ACCEPTED)
    assert (now(casebook, child.id).stale, again.analysis) == (False, "mine")


def test_a_finding_that_is_not_found_any_more_keeps_its_review_for_when_it_returns(casebook: Casebook, child: Child) -> None:
    given = review(casebook, child.id, KEY, Verdict.DISMISSED, "letters", "mine")
    delete_entries(casebook, child.id, [casebook.chronology(child.id).events[0].id])
    gone = now(casebook, child.id)
    assert (gone.review, gone.found, gone.stale, gone.dismissed) == (given, False, False, False)
    with pytest.raises(UsageError, match="nothing to judge"):
        review(casebook, child.id, KEY, Verdict.ACCEPTED)
    assert write_analysis(casebook, child.id, KEY, "later").evidence == given.evidence
    undo(casebook)
    undo(casebook)
    assert now(casebook, child.id).dismissed
    opened = review(casebook, child.id, KEY, Verdict.OPEN)
    assert (opened.verdict, opened.reason) == (Verdict.OPEN, "")


def test_a_review_is_of_one_child(casebook: Casebook, child: Child) -> None:
    robin = _child(casebook, "Robin Tarn")
    review(casebook, child.id, KEY, Verdict.ACCEPTED)
    assert reviews_of(casebook, robin.id, casebook.analyse(robin.id)) == {}
    review(casebook, robin.id, KEY, Verdict.DISMISSED, "why")
    assert now(casebook, child.id).verdict is Verdict.ACCEPTED


def test_a_verdict_leaves_the_chronology_in_memory_as_it_is(casebook: Casebook, child: Child) -> None:
    before = casebook.chronology(child.id)
    review(casebook, child.id, KEY, Verdict.ACCEPTED)
    assert casebook.chronology(child.id) is before


# ------------------------------------------------------------------ like everything else


def test_undo_redo_and_restart(casebook: Casebook, child: Child) -> None:
    first = review(casebook, child.id, KEY, Verdict.ACCEPTED)
    second = review(casebook, child.id, KEY, Verdict.DISMISSED, "letters")
    assert undo(casebook).words == "changed 1 review of a finding"
    assert kept_reviews(casebook, child.id)[KEY] == first
    assert undo(casebook).words == "added 1 review of a finding"
    assert not kept_reviews(casebook, child.id)
    casebook.close()
    with open_casebook(casebook.path, PASSPHRASE) as again:
        redo(again)
        redo(again)
        assert kept_reviews(again, child.id)[KEY] == second
        assert verify_store(again) == ()


def test_the_history_tells_a_verdict_in_words(casebook: Casebook, child: Child) -> None:
    review(casebook, child.id, KEY, Verdict.ACCEPTED)
    review(casebook, child.id, KEY, Verdict.DISMISSED, "letters")
    latest, added, *_ = recount(casebook, child.id)[0]
    (told,) = latest.told
    assert (told.record, told.title) == ("review of a finding", f"{KEY}, dismissed")
    assert told.changes == (("verdict", "accepted", "dismissed"), ("reason", "", "letters"))
    assert added.told[0].title == f"{KEY}, accepted"


def test_verify_finds_a_verdict_that_was_edited_from_outside(casebook: Casebook, child: Child) -> None:
    given = review(casebook, child.id, KEY, Verdict.ACCEPTED)
    with casebook.ledger.database.writing() as session:
        session.connection().exec_driver_sql("UPDATE finding_review SET verdict = 'open'")
    (fault,) = verify_store(casebook)
    assert (fault.code.value, fault.where) == ("record-edited", f"findingreview {given.id.hex}")


def test_the_store_itself_takes_no_second_review_of_a_finding(casebook: Casebook, child: Child) -> None:
    given = review(casebook, child.id, KEY, Verdict.ACCEPTED)
    with pytest.raises(Exception, match="UNIQUE"), casebook.writing() as writing:
        writing.repository.add([given.changed(id=casebook.ledger.new_id())], writing.stamp)
    assert dict(kept_reviews(casebook, child.id)) == {KEY: given}


def test_a_purge_takes_the_childs_reviews_and_leaves_those_of_others(casebook: Casebook, child: Child) -> None:
    robin = _child(casebook, "Robin Tarn")
    review(casebook, child.id, KEY, Verdict.DISMISSED, "zqreason", "zqanalysis")
    kept = review(casebook, robin.id, KEY, Verdict.ACCEPTED)
    plan = what_would_go(casebook, child.id)
    assert plan.reviews == 1
    assert "1 review of a finding" in plan.words[0]
    assert purge_child(casebook, child.id, no_backups).plan.reviews == 1
    with casebook.ledger.reading() as repository:
        assert repository.all(FindingReview) == (kept,)
        assert "zq" not in "".join(f"{row.before}{row.after}" for row in repository.history())
    assert verify_store(casebook) == ()


# ------------------------------------------------------------------ bundles


def test_a_bundle_takes_reviews_along_and_they_stand_where_they_arrive(
    casebook: Casebook, child: Child, other: Casebook, tmp_path: Path
) -> None:
    robin = _child(casebook, "Robin Tarn")
    given = review(casebook, child.id, KEY, Verdict.DISMISSED, "letters", "two\nlines")
    review(casebook, robin.id, KEY, Verdict.ACCEPTED)
    casebook.export_bundle(child.id, tmp_path / "sam.json")
    assert read_bundle(tmp_path / "sam.json").reviews == (given,), "only this child's"
    other.add_child("Kit Ashdown", "1/1/2020")
    other.add_line(other.children()[0].id, '1/1/24 n x src:"LETTER"')  # the source here has another identifier and spelling
    report = other.import_bundle(tmp_path / "sam.json")
    assert report.records[-1].added == 1
    assert now(other, child.id).review == given
    assert now(other, child.id).dismissed
    again = other.import_bundle(tmp_path / "sam.json")
    assert (again.records[-1].there, again.records[-1].added) == (1, 0)
    assert verify_store(other) == ()


def test_a_store_keeps_its_own_review_where_a_bundle_says_otherwise(casebook: Casebook, child: Child, tmp_path: Path) -> None:
    review(casebook, child.id, KEY, Verdict.DISMISSED, "letters")
    casebook.export_bundle(None, tmp_path / "x.json")
    found = json.loads((tmp_path / "x.json").read_text())
    found["reviews"][0] |= {"id": str(UUID(int=99)), "verdict": "accepted", "reason": ""}
    (tmp_path / "y.json").write_text(json.dumps(found))
    report = casebook.import_bundle(tmp_path / "y.json")
    assert [(i.column, i.row, i.code) for i in report.issues] == [("reviews", 1, IssueCode.CONFLICT)]
    assert now(casebook, child.id).dismissed


def test_a_bundle_of_an_earlier_version_has_no_reviews(casebook: Casebook, child: Child, other: Casebook, tmp_path: Path) -> None:
    casebook.export_bundle(None, tmp_path / "x.json")
    found = json.loads((tmp_path / "x.json").read_text())
    assert found.pop("reviews") == []
    (tmp_path / "x.json").write_text(json.dumps(found))
    assert len(other.import_bundle(tmp_path / "x.json").added) == len(LINES)
    assert not kept_reviews(other, child.id)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda reviews: [*reviews, {**reviews[0], "id": str(UUID(int=99))}], "reviewed twice"),
        (lambda reviews: [{**reviews[0], "child": str(UUID(int=99))}], "not in the bundle"),
        (lambda reviews: [{**reviews[0], "verdict": "dismissed"}], "with a reason"),
        (lambda reviews: [{**reviews[0], "verdict": "perhaps"}], "reviews 1, verdict"),
    ],
)
def test_a_bundle_whose_reviews_cannot_be_is_refused(
    casebook: Casebook, child: Child, tmp_path: Path, change: object, why: str
) -> None:
    review(casebook, child.id, KEY, Verdict.ACCEPTED)
    casebook.export_bundle(None, tmp_path / "x.json")
    found = json.loads((tmp_path / "x.json").read_text())
    found["reviews"] = change(found["reviews"])  # type: ignore[operator]
    (tmp_path / "x.json").write_text(json.dumps(found))
    with pytest.raises(UnreadableFile, match=why):
        read_bundle(tmp_path / "x.json")


# ------------------------------------------------------------------ packs


def _pack(casebook: Casebook, child: Child, folder: Path) -> str:
    casebook.export(child.id, folder / "pack.txt", overwrite=True)
    return " ".join((folder / "pack.txt").read_text(encoding="utf-8").split())


def test_a_dismissed_finding_does_not_stand_in_a_pack_and_is_counted(casebook: Casebook, child: Child, tmp_path: Path) -> None:
    title = next(f for f in casebook.analyse(child.id).found if f.key == KEY).title
    assert title in _pack(casebook, child, tmp_path)
    review(casebook, child.id, KEY, Verdict.DISMISSED, "zq letters", "zq analysis")
    words = _pack(casebook, child, tmp_path)
    assert title not in words
    assert "Left out: 1 finding that the worker has dismissed, with the reason kept in the record" in words
    assert "What the worker has dismissed is not counted here" in words
    assert "zq" not in words
    casebook.add_line(child.id, "28/3/24 wnb @physio src:letter")
    words = _pack(casebook, child, tmp_path)
    assert "worker has dismissed" not in words, "on other evidence the dismissal does not stand"
    assert "Not brought to 3 of 3 physiotherapy appointments" in words


def test_the_workers_analysis_stands_under_a_heading_of_its_own(casebook: Casebook, child: Child, tmp_path: Path) -> None:
    assert "Analysis by the worker" not in _pack(casebook, child, tmp_path)
    review(casebook, child.id, KEY, Verdict.ACCEPTED, analysis="The move was hard.\nTransport is agreed.")
    words = _pack(casebook, child, tmp_path)
    assert words.count("The move was hard.") == 1
    assert words.index("Findings in full") < words.index("Analysis by the worker") < words.index("The move was hard.")
    assert "other evidence" not in words
    casebook.add_line(child.id, "28/3/24 wnb @physio src:letter")
    assert "This was written on other evidence than there is now." in _pack(casebook, child, tmp_path)


def test_analysis_that_may_speak_of_what_is_withheld_is_withheld_too(casebook: Casebook, child: Child, tmp_path: Path) -> None:
    casebook.add_line(child.id, "28/3/24 wnb @physio #restricted src:letter")
    review(casebook, child.id, KEY, Verdict.ACCEPTED, analysis="zq of the restricted visit")
    words = _pack(casebook, child, tmp_path)
    assert "Not brought to 2 of 2 physiotherapy appointments" in words
    assert "zq" not in words
    assert "analysis of 1 finding resting on entries that are left out" in words
    review(casebook, child.id, KEY, Verdict.DISMISSED, "zq reason")
    assert "1 finding that the worker has dismissed" in _pack(casebook, child, tmp_path), "judged on all entries, left out of all"


# ------------------------------------------------------------------ naming a finding

KEYS = ("was-not-brought", "was-not-brought:dentist", "was-not-brought:physiotherapy", "frequent-emergency")


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("was-not-brought", "was-not-brought"), ("was-not-brought:d", "was-not-brought:dentist"), ("FREQ", "frequent-emergency"),
        ("Was-Not-Brought:Physiotherapy", "was-not-brought:physiotherapy"),
    ],
)  # fmt: skip
def test_a_finding_is_named_by_its_key_or_a_beginning_of_its_own(typed: str, key: str) -> None:
    assert key_named(typed, KEYS) == key


@pytest.mark.parametrize(("typed", "why"), [("was-not", "^3 findings begin so"), ("x", "^No finding"), ("", "^No finding")])
def test_what_names_no_finding_or_several_is_refused_without_case_data(typed: str, why: str) -> None:
    with pytest.raises(UsageError, match=why) as refused:
        key_named(typed, KEYS)
    assert "physio" not in str(refused.value)
