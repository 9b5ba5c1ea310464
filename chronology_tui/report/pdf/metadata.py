"""Document properties, twice: the information dictionary and the XMP packet, which must agree (ISO 19005-2, 6.6.3)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape

from chronology_tui.domain.text import one_line
from chronology_tui.report.document import Meta
from chronology_tui.report.pdf.objects import text_string

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
PRODUCER = "chronology with ReportLab"
CREATOR = "chronology"

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
%(entries)s</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>PDF/UA version</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


@dataclass(frozen=True, slots=True)
class Properties:
    """The properties of one file, cleaned: no control characters, no line ends.

    Attributes:
        title, subject, author, keywords: words, empty where there are none (never the title).
        language: BCP 47 tag.
        day: every date in the file is this day at 00:00 UTC.
    """

    title: str
    subject: str
    author: str
    keywords: str
    language: str
    day: date

    @classmethod
    def of(cls, meta: Meta) -> Properties:
        """Return the properties of a report.

        Raises:
            ValueError: the title is empty or the language is not a BCP 47 tag; both are needed for an accessible file.
        """
        title = _plain(meta.title)
        if not title:
            raise ValueError("a report needs a title")
        if not _LANGUAGE.fullmatch(meta.language):
            raise ValueError(f"not a language tag: {meta.language!r}")
        return cls(title, _plain(meta.subtitle), _plain(meta.author), _plain(meta.marking), meta.language, meta.as_of)

    def information(self) -> bytes:
        """Return the body of the information dictionary."""
        day = f"D:{self.day:%Y%m%d}000000Z"
        if self.day.year < 1000:
            day = f"D:{self.day.year:04d}{self.day:%m%d}000000Z"
        words = {
            "Title": self.title,
            "Subject": self.subject,
            "Author": self.author,
            "Keywords": self.keywords,
            "Creator": CREATOR,
            "Producer": PRODUCER,
        }
        entries = b"".join(b"/" + name.encode() + text_string(value) for name, value in words.items() if value)
        return b"<<" + entries + f"/CreationDate({day})/ModDate({day})>>".encode()

    def packet(self) -> bytes:
        """Return the XMP packet."""
        day = f"{self.day.isoformat()}T00:00:00Z"
        one = '<rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt>'
        entries = [
            f"<dc:title>{one.format(escape(self.title))}</dc:title>",
            f"<dc:language><rdf:Bag><rdf:li>{escape(self.language)}</rdf:li></rdf:Bag></dc:language>",
            f"<xmp:CreateDate>{day}</xmp:CreateDate><xmp:ModifyDate>{day}</xmp:ModifyDate>",
            f"<xmp:CreatorTool>{CREATOR}</xmp:CreatorTool><pdf:Producer>{PRODUCER}</pdf:Producer>",
        ]
        if self.subject:
            entries.append(f"<dc:description>{one.format(escape(self.subject))}</dc:description>")
        if self.author:
            entries.append(f"<dc:creator><rdf:Seq><rdf:li>{escape(self.author)}</rdf:li></rdf:Seq></dc:creator>")
        if self.keywords:
            entries.append(f"<pdf:Keywords>{escape(self.keywords)}</pdf:Keywords>")
        return (_PACKET % {"entries": "\n".join(entries)}).encode()


def _plain(text: str) -> str:
    return _NOT_XML.sub("\ufffd", one_line(text))
