"""Invented reports for the tests of the PDF writer: nobody in them exists."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from chronology_tui.domain.scales import Severity
from chronology_tui.report.document import (
    Axis,
    Block,
    Bullets,
    Card,
    Cards,
    Cell,
    Chart,
    Column,
    ColumnKind,
    Fact,
    Facts,
    FindingItem,
    FindingList,
    Lane,
    LifeLine,
    Look,
    MonthBar,
    Outcome,
    Paragraph,
    Quote,
    ReportDocument,
    Ribbon,
    RibbonLane,
    RibbonMark,
    Row,
    Run,
    Section,
    Series,
    Subheading,
    Table,
    Tone,
)
from tests.report.pdf.sample_figures import chart, life_line, ribbon
from tests.report.pdf.sample_parts import (
    AS_OF,
    COLUMNS,
    HOSTILE,
    NAMES,
    cell,
    chronology_rows,
    entry,
    long_rows,
    meta,
    plain,
    report,
)

__all__ = [
    "AS_OF",
    "COLUMNS",
    "HOSTILE",
    "NAMES",
    "SAMPLES",
    "chronology_rows",
    "court",
    "entry",
    "long_report",
    "long_rows",
    "meta",
    "mixed",
    "names",
    "plain",
    "referral",
    "report",
]


def referral(*, landscape: bool = False, entries: int = 24, look: Look = Look.STANDARD) -> ReportDocument:
    """Return a whole referral pack about a child who does not exist."""
    links = tuple(
        run
        for index, number in enumerate((97, 101, 112, 118))
        for run in ((Run(", "),) if index else ()) + (Run(str(number), target=f"entry-{number}"),)
    )
    findings = FindingList(
        (
            FindingItem(
                "strong",
                3,
                "Not brought to 5 of 8 physiotherapy appointments in 10 months, four in a row since March",
                (
                    (
                        Run("Entries "),
                        *links,
                        Run(" · left out: "),
                        Run("104", target="entry-104"),
                        Run(" (cancelled by the service)"),
                    ),
                    (
                        Run(
                            "Certain however the uncertain dates fall. Counted: appointments offered from 3 November 2023.",
                            Tone.QUIET,
                        ),
                    ),
                    (
                        Run("Other explanations to explore:", Tone.LABEL),
                        Run(" transport (taxi card applied for); letters sent to the former address until April.", Tone.QUIET),
                    ),
                ),
                "finding-1",
            ),
            FindingItem(
                "consider",
                2,
                "Anti-seizure medicine supplied for 61% of days, March to August 2024",
                (
                    (Run("Entries "), Run("99", target="entry-99"), Run(", "), Run("103", target="entry-103")),
                    (Run("Method: days covered; supplied is not the same as given.", Tone.QUIET),),
                ),
                "finding-2",
            ),
            FindingItem(
                "note",
                1,
                "No dental entry for 14 months",
                ((Run("Not found is not the same as not done.", Tone.QUIET),),),
                "finding-3",
            ),
            FindingItem(
                "strength",
                0,
                "Dental care kept up: four checks in two years, child happy to attend",
                ((Run("Entries "), Run("96", target="entry-96"), Run(", "), Run("98", target="entry-98")),),
                "finding-4",
            ),
        )
    )
    opening: tuple[Block, ...] = (
        Facts(
            (
                Fact("Child", plain("S.T., born 3 April 2019 (5y 4m)")),
                Fact("Status", plain("Protection plan (neglect) since 3 March 2024")),
                Fact("Sources", plain("5 seen · dental and school nursing not seen")),
            )
        ),
    )
    overview: tuple[Block, ...] = (
        life_line(),
        Cards(
            (
                Card(
                    "Extent",
                    "7 areas of health",
                    plain("reported by 4 agencies; 5 of 8 offered physiotherapy appointments missed"),
                ),
                Card(
                    "Pattern",
                    "9 of the last 12 months",
                    plain("hold a concern; longest respite 5 weeks; gaps have shortened from 64 to 19 days"),
                ),
                Card(
                    "Severity",
                    "Critical once, high 6 times",
                    plain("most recent high: 2–9 July 2024; likelihood if nothing changes: likely"),
                ),
            )
        ),
        Paragraph(
            plain("Recording becomes denser after a referral: some of this may be closer watching, not more events."), quiet=True
        ),
    )
    voice: tuple[Block, ...] = (
        Quote(
            "I don't like the shaking. Nana gives me my medicine.",
            (Run("Said at school, 9 May 2024, "), Run("entry 110", target="entry-110")),
        ),
        Paragraph((Run("Not seen: ", Tone.STRONG), Run("the child has not been seen alone by any service since June 2024."))),
    )
    tried: tuple[Block, ...] = (
        Bullets(
            (
                plain("Taxi card applied for in April; refused in May for want of a form."),
                (Run("Weekly medicine box agreed with father", Tone.STRONG), Run(", kept for five of eleven weeks.")),
                plain("Letters now sent by text message as well as by post."),
            )
        ),
    )
    table = Table("Significant entries of the last 24 months", COLUMNS, chronology_rows(96, entries))
    sections = (
        Section(
            "Why now",
            (
                Paragraph(
                    plain(
                        "Four physiotherapy appointments in a row were missed while splints were outgrown, and one hospital "
                        "admission followed a gap in anti-seizure medicine. The family has asked for help with transport."
                    )
                ),
                *opening,
            ),
        ),
        Section("Extent, pattern and severity", overview),
        Section("What stands out", (findings,), anchor="findings"),
        Section("The child's voice", voice),
        Section("What was tried", tried),
        Section("Significant events, last 24 months", (table,), new_page=True),
    )
    return ReportDocument(meta(look=look), tuple(replace(section, landscape=landscape) for section in sections))


def long_report(count: int) -> ReportDocument:
    """Return a report of one table of ``count`` long rows, lying, as the prototypes measured it."""
    return report(Table("All entries", COLUMNS, long_rows(count)), heading="Chronology", landscape=True)


_ANCHORED = FindingList((FindingItem("note", 1, "A finding", (), "finding-1"),))


def hostile(look: Look = Look.STANDARD) -> ReportDocument:
    """Return a report whose every text tries to be something other than text."""
    rows = tuple(
        entry(
            number, text[:30], "4y", [(Run(text, Tone.STRONG), Run(text), Run(text, Tone.QUIET))], text, Severity.LOW, group=text
        )
        for number, text in enumerate(HOSTILE, start=1)
    )
    cards = Cards(tuple(Card(text, text, plain(text)) for text in HOSTILE))
    words = tuple(Paragraph(plain(text)) for text in HOSTILE)
    lanes = tuple(Lane(text, "strong", (AS_OF,)) for text in HOSTILE)
    life = LifeLine(HOSTILE[0], HOSTILE[3] + HOSTILE[6], (), lanes)
    return ReportDocument(
        meta(HOSTILE[3], marking=HOSTILE[4], look=look),
        (Section(HOSTILE[2], (Table(HOSTILE[6], COLUMNS, rows), _ANCHORED, *words, cards, life)),),
    )


def names(look: Look = Look.STANDARD) -> ReportDocument:
    """Return a report with names in many scripts, and characters that no font has."""
    texts = (
        NAMES,
        "Met محمد علی ڈار (uncle) at 10:30, then 王芳 ✓ → done",
        "السلام عليكم، كيف حالك؟ 123 (قوس)",
        "王芳说她不想回家。" * 12,
        "😀 𠮷 अमर 한글",
        "שלום Cohen, w\u0302 decomposed ≥ ½ € ✗ ← ↑ ↓",
    )
    rows = tuple(
        entry(number, "1 May", "4y", [(Run(text, Tone.STRONG), Run(" " + text))], text, Severity.HIGH)
        for number, text in enumerate(texts)
    )
    blocks: tuple[Block, ...] = (
        *(Paragraph(plain(text)) for text in texts),
        Quote(texts[2], plain(NAMES)),
        _ANCHORED,
        Table("t", COLUMNS, rows),
    )
    return ReportDocument(meta(NAMES, look=look), (Section(NAMES, blocks),))


def long_texts(look: Look = Look.STANDARD) -> ReportDocument:
    """Return a report in which every kind of block is higher than a page."""
    text = " ".join(f"word{index}" for index in range(1500))
    rows = (
        entry(1, "1 May 2024", "4y", [plain("Short")], "GP", Severity.LOW, group="2024"),
        entry(2, "2 May 2024", "4y", [plain(text)], "GP " * 60, Severity.HIGH, group="2024"),
        entry(
            3, "3 May 2024", "4y", [plain("One"), plain("two"), (Run("three", Tone.STRONG),)], "GP", Severity.NONE, group="2025"
        ),
    )
    finding = FindingItem("strong", 3, "Title " + text[:3000], (plain(text), plain(text)), "finding-1")
    return ReportDocument(
        meta(marking="RESTRICTED " * 30, look=look),
        (
            Section("A long heading " * 30, (FindingList((finding,)),)),
            Section("Table", (Table("Long", COLUMNS, rows),)),
            Section(
                "Blocks",
                (
                    Cards((Card("Label", "Headline", plain(text)), Card("Label", "Headline", plain("short")))),
                    Quote(text, plain("somebody")),
                    Bullets((plain(text),)),
                    Paragraph(plain(text)),
                    Facts((Fact("Label", plain(text)), Fact("Label", plain("short")))),
                ),
            ),
        ),
    )


def life_lines() -> ReportDocument:
    """Return figures from empty to more lanes than fit on a page."""
    empty = LifeLine("Nothing is dated.", "No dated entries.", (), ())
    return report(life_line(18, 55), life_line(1, 0), empty, heading="Life")


def odd_blocks(look: Look = Look.STANDARD) -> ReportDocument:
    """Return blocks that are empty, or hold more columns, years or levels than anybody would expect."""
    kinds = list(ColumnKind)
    many = tuple(Column(f"Heading number {index}", kinds[index % len(kinds)]) for index in range(30))
    ends = (MonthBar(1, 1, 1, 1, Severity.CRITICAL), MonthBar(9999, 12, 3, 0, Severity.NONE))
    lanes = (Lane("x" * 300, "unheard-of", (date(1, 1, 1), date(9999, 12, 31))), Lane("", "note", ()))
    ends_of_time = (RibbonLane("", tuple(RibbonMark(date(year, 1, 1), Outcome.OTHER) for year in (1, 1, 9999))),)
    beyond = Axis("x" * 300, 0, 1, ((0, "0"), (0.001, "too near"), (1, "1")))
    unrated = tuple(Row((*(Cell(()) for _ in COLUMNS[1:]), Cell((), severity)), group=severity.word) for severity in Severity)
    return report(
        *(
            Cards(()),
            Facts(()),
            FindingList(()),
            Bullets(()),
            Bullets(((),)),
            Paragraph(()),
            Quote("", ()),
            LifeLine("", "", (), ()),
        ),
        Table("No rows", COLUMNS, ()),
        Table("Many columns", many, tuple(Row(tuple(cell(plain("some words 12345")) for _ in many)) for _ in range(3))),
        Table("", COLUMNS, unrated),
        LifeLine("From the first year to the last", "Two months", ends, lanes),
        FindingList((FindingItem("", 9, "", (), "odd-1"), FindingItem("x" * 200, -1, "t" * 500, ((), plain("")), "odd-2"))),
        *(
            Ribbon("", "", AS_OF, AS_OF, ()),
            Ribbon("To the last day", "One contact", date(9999, 12, 31), date(1, 1, 1), ends_of_time),
        ),
        Chart(
            "", "Nothing", Axis("", 0, 0, ()), Axis("", 5, 5, ((5, "x" * 200),)), (Series("", ((0, 5), (0, 5))), Series("", ()))
        ),
        Chart("Far outside", "Lines that only cross the frame", beyond, beyond, (Series("far", ((-9e9, -9e9), (9e9, 9e9))),)),
        Subheading(""),
        Subheading("The last thing in its section", "odd-3"),
        look=look,
    )


def figures(look: Look = Look.STANDARD, *, landscape: bool = False) -> ReportDocument:
    """Return a report of all figures, empty, single and full, below subheadings."""
    contacts = (
        Subheading("Appointments, all services", "ribbon"),
        ribbon(),
        Subheading("One service"),
        ribbon(24, 2, 1),
        Subheading("One contact"),
        ribbon(1, 3, 2),
        Subheading("No contacts"),
        ribbon(0, 6, 3),
        Ribbon("No services.", "No services.", AS_OF, AS_OF, ()),
    )
    growth = (
        Subheading("Weight"),
        chart(),
        Paragraph((Run("See "), Run("the appointments", target="ribbon"), Run("."))),
        Subheading("Many measures"),
        chart(60),
        Subheading("Without a reference"),
        chart(5, 0, 3),
        Subheading("One measure"),
        chart(1, 9),
        Subheading("None"),
        chart(0, 0),
    )
    return ReportDocument(
        meta(look=look),
        (
            Section("Appointments", contacts, landscape=landscape),
            Section("Growth", growth, landscape=landscape),
            Section("Life", (life_line(6, 4),), landscape=landscape),
        ),
    )


def court(entries: int = 30) -> ReportDocument:
    """Return a chronology as a court asks for it: serial number, date, event, reference (Practice Direction 12A)."""
    columns = (
        Column("No.", ColumnKind.NUMBER),
        Column("Date", ColumnKind.DATE),
        Column("Event", ColumnKind.TEXT),
        Column("Reference", ColumnKind.SHORT),
    )
    rows = tuple(
        Row((row.cells[0], row.cells[1], row.cells[3], row.cells[4]), row.anchor, row.group)
        for row in chronology_rows(1, entries)
    )
    digest = (
        Paragraph(plain("Before 2022: universal services only; one attendance at an emergency department, in May 2020.")),
        Subheading("What this document leaves out"),
        Bullets((plain("Two entries that are privileged."), plain("Opinions and findings of any kind."))),
        _ANCHORED,
    )
    return ReportDocument(
        meta(look=Look.COURT),
        (
            Section("Digest", digest),
            Section("Chronology", (Table("Chronology of the last two years", columns, rows),)),
        ),
    )


def mixed() -> ReportDocument:
    """Return a report whose pages turn: upright, lying for a wide table, upright again, lying from the start of a page."""
    table = Table("Wide", COLUMNS, chronology_rows(96, 30))
    return ReportDocument(
        meta(),
        (
            Section("Upright", (Paragraph((Run("See "), Run("entry 110", target="entry-110"))), _ANCHORED)),
            Section("Lying", (table,), anchor="wide", landscape=True),
            Section("Lying too", (Paragraph(plain("No new page is needed.")),), landscape=True),
            Section("", ()),
            Section("Upright again", (Paragraph((Run("Back to "), Run("the table", target="wide"))),)),
            Section("Lying at the end", (life_line(),), new_page=True, landscape=True),
        ),
    )


SAMPLES: dict[str, Callable[[], ReportDocument]] = {
    "referral": referral,
    "lying": lambda: referral(landscape=True, entries=40),
    "empty": lambda: ReportDocument(meta(marking=""), ()),
    "bare-section": report,
    "hostile": hostile,
    "names": names,
    "long": long_texts,
    "life": life_lines,
    "many": lambda: long_report(200),
    "odd": odd_blocks,
    "figures": figures,
    "figures-lying": lambda: figures(landscape=True),
    "figures-court": lambda: figures(Look.COURT),
    "figures-large": lambda: figures(Look.LARGE),
    "court": court,
    "referral-court": lambda: referral(look=Look.COURT),
    "large": lambda: referral(look=Look.LARGE),
    "large-lying": lambda: referral(landscape=True, look=Look.LARGE),
    "hostile-large": lambda: hostile(Look.LARGE),
    "names-court": lambda: names(Look.COURT),
    "long-large": lambda: long_texts(Look.LARGE),
    "odd-large": lambda: odd_blocks(Look.LARGE),
    "mixed": mixed,
}
"""Reports that are made, validated and looked at, by name."""
