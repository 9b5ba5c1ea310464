"""Styles, bullets and settings of the Word file: real styles with Word's own names, so that navigation and re-styling work.

Properties stand in the order of the schema (ECMA-376, part 1, annex A): Word calls a file in another order damaged. Nothing is
slanted or justified: both are harder to read for many readers (British Dyslexia Association style guide).
"""

from __future__ import annotations

from chronology_tui.report.docx import theme
from chronology_tui.report.docx.theme import Type

_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_BULLETS = 1
_KEEP_NEXT = "<w:keepNext/><w:keepLines/>"
_KEEP = "<w:keepLines/>"
_CARD_SHADE = f'<w:shd w:val="clear" w:color="auto" w:fill="{theme.CARD_GROUND}"/>'
_CARD_TOP = f'<w:top w:val="single" w:sz="4" w:space="3" w:color="{theme.RULE}"/>'
_CARD_LEFT = f'<w:left w:val="single" w:sz="24" w:space="8" w:color="{theme.LABEL_INK}"/>'
_QUOTE_BAR = f'<w:pBdr><w:left w:val="single" w:sz="24" w:space="8" w:color="{theme.QUOTE_BAR}"/></w:pBdr>'
_ASIDE = '<w:ind w:left="284"/>'


def styles_xml(type_: Type, language: str) -> str:
    """Return the styles part.

    Args:
        type_: face and sizes.
        language: BCP 47 tag of the text, already checked.
    """
    parts = (_defaults(type_, language), *_text_styles(type_), *_block_styles(type_), *_table_styles(type_), *_run_styles())
    return f"<w:styles {_NAMESPACE}>{''.join(parts)}</w:styles>"


def numbering_xml() -> str:
    """Return the numbering part: one list of bullets."""
    return (
        f'<w:numbering {_NAMESPACE}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/>'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="ListBullet"/><w:lvlText w:val="•"/>'
        '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="397" w:hanging="284"/></w:pPr></w:lvl></w:abstractNum>'
        f'<w:num w:numId="{_BULLETS}"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )


def settings_xml(language: str) -> str:
    """Return the settings part: the layout rules of Word 2013 and later, nothing that asks the reader or updates links."""
    rules = (
        ("compatibilityMode", "15"),
        ("overrideTableStyleFontSizeAndJustification", "1"),
        ("enableOpenTypeFeatures", "1"),
        ("doNotFlipMirrorIndents", "1"),
        ("differentiateMultirowTableHeaders", "1"),
    )
    compat = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in rules
    )
    return (
        f'<w:settings {_NAMESPACE}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        f'<w:compat>{compat}</w:compat><w:themeFontLang w:val="{language}"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def _defaults(type_: Type, language: str) -> str:
    face = type_.face
    return (
        "<w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:rFonts w:ascii="{face}" w:eastAsia="{theme.EAST_ASIAN_FACE}" w:hAnsi="{face}" w:cs="{theme.CS_FACE}"/>'
        f'<w:color w:val="{theme.INK}"/>{_size(type_.body)}'
        f'<w:lang w:val="{language}" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
        '</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="264" w:lineRule="auto"/></w:pPr>'
        "</w:pPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>'
        '<w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>'
        '<w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar>'
        "</w:tblPr></w:style>"
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:uiPriority w:val="99"/>'
        "<w:semiHidden/><w:unhideWhenUsed/></w:style>"
    )


def _size(points: float) -> str:
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


def _gap(before: float, after: float) -> str:
    return f'<w:spacing w:before="{round(before * theme.TWIP)}" w:after="{round(after * theme.TWIP)}"/>'


def _style(
    name: str,
    size: float,
    gap: tuple[float, float],
    *,
    head: str = "",
    tail: str = "",
    ink: str = "",
    bold: bool = False,
    following: str = "",
    priority: int = 20,
) -> str:
    """Return a paragraph style.

    Args:
        name: as Word shows it; the id is the same without blanks and with capitals.
        size: in points.
        gap: space before and after, in points.
        head: paragraph properties that the schema puts before the spacing.
        tail: paragraph properties that it puts after.
        ink: colour, empty for that of the text.
        bold: weight.
        following: id of the style of the next paragraph that somebody types.
        priority: place in Word's list of styles.
    """
    weight = "<w:b/><w:bCs/>" if bold else ""
    colour = f'<w:color w:val="{ink}"/>' if ink else ""
    after = f'<w:next w:val="{following}"/>' if following else ""
    return (
        f'<w:style w:type="paragraph"{"" if name in _BUILT_IN else _CUSTOM} w:styleId="{style_id(name)}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/>{after}<w:uiPriority w:val="{priority}"/><w:qFormat/>'
        f"<w:pPr>{head}{_gap(*gap)}{tail}</w:pPr><w:rPr>{weight}{colour}{_size(size)}</w:rPr></w:style>"
    )


_CUSTOM = ' w:customStyle="1"'
_BUILT_IN = frozenset(
    {"Title", "Subtitle", "heading 1", "heading 2", "heading 3", "List Bullet", "Quote", "caption", "header", "footer"}
)


def style_id(name: str) -> str:
    """Return the id of the style called ``name``."""
    return "".join(word[:1].upper() + word[1:] for word in name.split())


def _text_styles(type_: Type) -> tuple[str, ...]:
    body, small = type_.body, type_.small
    heading = theme.HEADING_INK
    return (
        _style("Title", type_.title, (0, 4), head=_KEEP_NEXT, bold=True, following="Subtitle", priority=10),
        _style("Subtitle", body, (0, 12), ink=theme.QUIET_INK, following="Normal", priority=11),
        *(
            _style(
                f"heading {level}",
                size,
                gap,
                head=_KEEP_NEXT,
                tail=f'<w:outlineLvl w:val="{level - 1}"/>',
                ink=ink,
                bold=True,
                following="Normal",
                priority=9,
            )
            for level, size, gap, ink in (
                (1, type_.heading, (18, 6), heading),
                (2, type_.subheading, (12, 4), heading),
                (3, body, (10, 3), theme.INK),
            )
        ),
        _style("Note", small, (0, 6), ink=theme.QUIET_INK),
        _style(
            "List Bullet",
            body,
            (0, 3),
            head=f'<w:numPr><w:numId w:val="{_BULLETS}"/></w:numPr>',
            tail="<w:contextualSpacing/>",
        ),
        _style("caption", small, (8, 4), head=_KEEP_NEXT, ink=theme.QUIET_INK, following="Normal", priority=35),
        _style("Figure Description", body, (0, 8)),
        _style("Quote", body + 1, (8, 0), head=_KEEP_NEXT + _QUOTE_BAR, tail=_ASIDE, priority=29),
        _style("Quote Source", small, (0, 8), head=_KEEP + _QUOTE_BAR, tail=_ASIDE, ink=theme.QUIET_INK),
        _style("header", type_.margin_words, (0, 0), tail='<w:jc w:val="center"/>', ink=theme.QUIET_INK, bold=True, priority=99),
        _style("footer", type_.margin_words, (0, 0), ink=theme.QUIET_INK, priority=99),
    )


def _block_styles(type_: Type) -> tuple[str, ...]:
    body, small = type_.body, type_.small
    fact = round(body * theme.TWIP * 9)
    hanging = f'<w:ind w:left="{fact}" w:hanging="{fact}"/>'
    label = f"<w:pBdr>{_CARD_TOP}{_CARD_LEFT}</w:pBdr>{_CARD_SHADE}"
    card = f"<w:pBdr>{_CARD_LEFT}</w:pBdr>{_CARD_SHADE}"
    return (
        _style("Fact", body, (0, 3), head=f'{_KEEP}<w:tabs><w:tab w:val="left" w:pos="{fact}"/></w:tabs>', tail=hanging),
        _style("Card Label", small, (8, 0), head=_KEEP_NEXT + label, tail=_ASIDE, ink=theme.LABEL_INK, bold=True),
        _style("Card Headline", type_.subheading, (0, 0), head=_KEEP_NEXT + card, tail=_ASIDE, bold=True),
        _style("Card Body", body, (0, 8), head=_KEEP + card, tail=_ASIDE),
        _style("Finding Detail", body, (0, 3), head=_KEEP, tail=_ASIDE),
    )


def _table_styles(type_: Type) -> tuple[str, ...]:
    table = type_.table
    edge = f'w:val="single" w:sz="4" w:space="0" w:color="{theme.RULE}"'
    style = (
        f'<w:style w:type="table"{_CUSTOM} w:styleId="ChronologyTable"><w:name w:val="Chronology Table"/>'
        '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="40"/><w:qFormat/>'
        f"<w:tblPr><w:tblBorders><w:top {edge}/><w:bottom {edge}/><w:insideH {edge}/></w:tblBorders>"
        '<w:tblCellMar><w:top w:w="57" w:type="dxa"/><w:left w:w="85" w:type="dxa"/><w:bottom w:w="57" w:type="dxa"/>'
        '<w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/></w:rPr><w:tcPr><w:tcBorders><w:bottom w:val="single" w:sz="8" '
        f'w:space="0" w:color="{theme.HEADING_INK}"/></w:tcBorders><w:shd w:val="clear" w:color="auto" '
        f'w:fill="{theme.HEAD_GROUND}"/><w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>'
        '<w:tblStylePr w:type="firstCol"><w:rPr><w:b/><w:bCs/></w:rPr></w:tblStylePr></w:style>'
    )
    return (
        _style("Table Text", table, (0, 0)),
        _style("Table Heading", table, (0, 0), head=_KEEP_NEXT, bold=True),
        _style("Table Group", table, (0, 2), head=_KEEP_NEXT, ink=theme.HEADING_INK, bold=True),
        # No higher than it must be, so that a table that fills its page does not leave an empty page behind.
        _style("After Table", type_.small, (0, 0)).replace('w:after="0"/>', 'w:after="0" w:line="120" w:lineRule="exact"/>'),
        style,
    )


def _run_styles() -> tuple[str, ...]:
    def style(name: str, properties: str, *, built_in: bool = False) -> str:
        return (
            f'<w:style w:type="character"{"" if built_in else _CUSTOM} w:styleId="{style_id(name)}"><w:name w:val="{name}"/>'
            '<w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="22"/><w:qFormat/>'
            f"<w:rPr>{properties}</w:rPr></w:style>"
        )

    gauge = f'<w:rFonts w:ascii="{theme.GAUGE_FACE}" w:eastAsia="{theme.GAUGE_FACE}" w:hAnsi="{theme.GAUGE_FACE}" w:cs="Arial"/>'
    return (
        style("Strong", "<w:b/><w:bCs/>", built_in=True),
        style("Quiet", f'<w:color w:val="{theme.QUIET_INK}"/>'),
        style("Label", f'<w:b/><w:bCs/><w:color w:val="{theme.LABEL_INK}"/>'),
        style("Gauge", f"{gauge}<w:noProof/>"),
        style("Hyperlink", f'<w:color w:val="{theme.LINK_INK}"/><w:u w:val="single"/>', built_in=True),
    )
