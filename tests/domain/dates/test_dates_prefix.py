"""The date at the head of a typed line: the longest reading, and never a number that belongs to what follows."""

from __future__ import annotations

from datetime import date

import pytest

from chronology_tui.domain.dates import DateContext, DateRefused, UncertainDate, date_prefix, format_date

TODAY = date(2026, 11, 21)
BARE = DateContext(TODAY)
FULL = DateContext(TODAY, date(2019, 4, 3), UncertainDate.on(date(2024, 3, 14)))

TAKEN = [
    ("14/3/24| wnb physio; second missed !2 src:letter", "14 March 2024"),
    ("14/3/24| 2 seizures", "14 March 2024"),
    ("14/3/24| - 2 seizures", "14 March 2024"),
    ("14/3/24|, wnb", "14 March 2024"),
    ("14/3/24|: wnb", "14 March 2024"),
    ("14/3/24|. wnb", "14 March 2024"),
    ("14/3/24| 10:30 wnb", "14 March 2024"),
    ("14/3/24| ?fracture", "14 March 2024"),
    ("14/3/24?| fracture", "possibly 14 March 2024"),
    ("?14/3/24| fracture", "possibly 14 March 2024"),
    ("14/3/24| to hospital", "14 March 2024"),
    ("14/3/24| and 2 siblings", "14 March 2024"),
    ("14/3/24-16/3/24| adm", "14 to 16 March 2024"),
    ("14/3/24 - 16/3/24| adm", "14 to 16 March 2024"),
    ("14/3/24 to 16/3/24| adm", "14 to 16 March 2024"),
    ("14 March 2024| 2 seizures", "14 March 2024"),
    ("14–16 March 2024| adm", "14 to 16 March 2024"),
    ("2-9 Jul 2024| adm seizures", "2 to 9 July 2024"),
    ("15, 18 and 30 September 2020| wnb physio", "15 to 30 September 2020"),
    ("4 March, 18 April and 2 May 2018| wnb", "4 March to 2 May 2018"),
    ("June 12-14, 2021| adm", "12 to 14 June 2021"),
    ("wk 23 2019| wnb", "week commencing 3 June 2019"),
    ("14/3/24|, 16/3/24 wnb", "14 March 2024"),
    ("14 March 2024| then seen", "14 March 2024"),
    ("14/3/24| also 15 bruises", "14 March 2024"),
    ("2018| spring cold", "2018"),
    ("2 hours ago| fit", "about 20 to 21 November 2026"),
    ("13/14 June 2012| adm", "between 13 and 14 June 2012"),
    ("4th and 5th September 2014| adm", "4 to 5 September 2014"),
    ("March 2021| 5 of 8 missed", "March 2021"),
    ("March 2021| and 2 siblings", "March 2021"),
    ("March to May 2020| missed", "March to May 2020"),
    ("Jan/Feb 2020| missed", "between January and February 2020"),
    ("about March 2021| gp seen", "about March 2021"),
    ("summer 2018| moved house", "summer 2018"),
    ("Christmas Day 2019| no presents", "25 December 2019"),
    ("3 weeks ago| 2 teeth out", "31 October 2026"),
    ("yesterday| wnb", "20 November 2026"),
    ("last Tuesday| gp", "17 November 2026"),
    ("2012| - 3 seizures", "2012"),
    ("2018| moved", "2018"),
    ("7/2008| adm", "July 2008"),
    ("w/c 3 June 2019| wnb", "week commencing 3 June 2019"),
    ("between January and March 2020| three missed", "between January and March 2020"),
    ("before 2.6.08| adm", "before 2 June 2008"),
    ("since 2019| asthma", "after 2018"),
    ("[undated, before 2.6.08]| adm", "before 2 June 2008"),
    ("[undated background]| known knee problem", "undated"),
    ("undated| gp seen", "undated"),
    ("2024-03-14| wnb", "14 March 2024"),
    ("2024-03-14T10:30| wnb", "14 March 2024"),
    ("2024-03-14/2024-03-20| adm", "14 to 20 March 2024"),
    ("20240314| wnb", "14 March 2024"),
    ("22.05/16| wnb", "22 May 2016"),
    ("1st Febuary 2021| wnb", "1 February 2021"),
    ("₁₅/₀₂/₂₀₂₀| seen", "15 February 2020"),
    ("  14/3/24| wnb", "14 March 2024"),
    ("On the evening of 14 September 2018| seizure", "14 September 2018"),
]
TAKEN_IN_CONTEXT = [
    ("18/12| weight 8.2kg", "between 3 October and 2 November 2020"),
    ("2yo| walking", "between 3 April 2021 and 2 April 2022"),
    ("18m| dev check", "between 3 October and 2 November 2020"),
    ("at 6 weeks| jabs", "between 15 and 21 May 2019"),
    ("at birth| normal", "3 April 2019"),
    ("+2w| review", "28 March 2024"),
    ("2 days later| febrile", "16 March 2024"),
    ("same day| gp", "14 March 2024"),
    ("14/3| wnb", "14 March 2024"),
    ("14 March| 2 seizures", "14 March 2024"),
    ("14 March|, 2 seizures", "14 March 2024"),
    ("mar 21| gp", "21 March 2024"),
    ("at 20 weeks gestation| reduced movements", "about 14 to 20 November 2018"),
    ("20/40 scan| normal", "about 14 to 20 November 2018"),
    ("the following week| wnb", "week commencing 18 March 2024"),
]
NOT_TAKEN = [
    "", " ", "wnb physio", "DNA physio", "may have been seen", "sat up at 6 months", "sun burn", "second dental check",
    "2 seizures today", "8.2kg", "8.2 kg weight", "24/7 care", "5/7 of antibiotics", "unknown man seen", "+jack wnb",
    "at school injury", "14/3/24x wnb", "14/3/24/5 wnb", "2012/345 ref", "by ambulance to hospital", "to hospital", "from home",
    "?fracture", "c diff positive", "c/o pain", "99 problems", "14 wnb", "123456 ref", "01234 567890 phone", "999 called",
    "60s apnoea", "late gp", "end of life care", "[some note] seen", "5 match burns", "43905 ref", "week 3 of illness",
    "19c noted", "under 5s clinic", "32 weeks gp", "year 3 teacher called", "then seen at gp", "AD seen", '" he said',
    "half term away",
    "8 week check done", "early help closed", "mid arm circumference 12cm", "in the morning vomited", "toddler group 3 times",
]  # fmt: skip
REFUSED = [
    ("31/02/2021 gp", "February 2021 has 28 days"),
    ("29/02/2021 gp", "not a leap year"),
    ("14/3 wnb", "which year"),
    ("March wnb", "which year"),
    ("Tuesday wnb", "last Tuesday"),
    ("1745 seizure", "time"),
    ("18/12 weight 8.2kg", "date of birth"),
    ("2yo walking", "date of birth"),
    ("+2w review", "entry before"),
    ("5/7 unwell", "5 days"),
    ("3 days before admission seen", "when was that"),
    ("20/40 scan normal", "date of birth"),
    ("mar 21 gp", "day or year"),
]


def _check(line: str, words: str, context: DateContext) -> None:
    text = line.replace("|", "", 1)
    found = date_prefix(text, context)
    assert isinstance(found, tuple), found
    value, end = found
    assert end == line.index("|")
    assert value.text == text[:end].strip()
    assert format_date(value) == words


@pytest.mark.parametrize(("line", "words"), TAKEN)
def test_what_is_taken(line: str, words: str) -> None:
    _check(line, words, BARE)


@pytest.mark.parametrize(("line", "words"), TAKEN_IN_CONTEXT)
def test_what_is_taken_with_birth_and_previous(line: str, words: str) -> None:
    _check(line, words, FULL)


@pytest.mark.parametrize("line", NOT_TAKEN)
def test_what_is_left_to_the_line(line: str) -> None:
    assert date_prefix(line, BARE) is None
    assert date_prefix(line, FULL) is None


@pytest.mark.parametrize(("line", "reason"), REFUSED)
def test_a_beginning_that_is_impossible_is_told(line: str, reason: str) -> None:
    found = date_prefix(line, BARE)
    assert isinstance(found, DateRefused)
    assert reason in found.reason
