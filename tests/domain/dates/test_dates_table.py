"""The table of forms: what social workers, GP print-outs, hospital letters and systems write, and the days that each allows.

Each row: the text | earliest latest qualifier precision remarks ("=" the same day, "-" open; "before birth" is left out).
"""

from __future__ import annotations

from datetime import date

import pytest

from chronology_tui.domain.dates import DateContext, RemarkCode, UncertainDate, parse_date

TODAY = date(2026, 11, 21)
FULL = DateContext(TODAY, birth=date(2019, 4, 3), previous=UncertainDate.on(date(2024, 3, 14)))

TABLE = """
    # A social worker's or GP's day
    14/3/24 | 2024-03-14 = exact day two-digit-year
    14/03/2024 | 2024-03-14 = exact day
    14.3.24 | 2024-03-14 = exact day two-digit-year
    14-03-2024 | 2024-03-14 = exact day
    14 3 2024 | 2024-03-14 = exact day
    14 / 03 / 2024 | 2024-03-14 = exact day
    3/4/21 | 2021-04-03 = exact day two-digit-year
    03.06.2019. | 2019-06-03 = exact day
    29.02.2020 13.12 | 2020-02-29 = exact day
    14.3.24 pm | 2024-03-14 = exact day two-digit-year
    14/3/24 at 10.30 | 2024-03-14 = exact day two-digit-year
    10:30 on 14/3/24 | 2024-03-14 = exact day two-digit-year
    3/6/19 1030 | 2019-06-03 = exact day two-digit-year
    03/06/2019 00:00:00 | 2019-06-03 = exact day
    14/3/2024 (Thu) | 2024-03-14 = exact day
    Thursday, 14/03/2024 | 2024-03-14 = exact day
    Friday 14/3/24 | 2024-03-14 = exact day two-digit-year,weekday
    26 . 10.21 | 2021-10-26 = exact day two-digit-year
    7 4 1976 | 1976-04-07 = exact day
    140324 | 2024-03-14 = exact day repaired,two-digit-year
    14032024 | 2024-03-14 = exact day
    # Months in words
    14 March 2024 | 2024-03-14 = exact day
    14th March 2024 | 2024-03-14 = exact day
    14 Mar 24 | 2024-03-14 = exact day two-digit-year
    14-Mar-24 | 2024-03-14 = exact day two-digit-year
    14MAR2024 10:32 | 2024-03-14 = exact day
    14.Mar.2024 | 2024-03-14 = exact day
    3 June2019 | 2019-06-03 = exact day
    3June2019 | 2019-06-03 = exact day
    the 3rd of June 2019 | 2019-06-03 = exact day
    third of May 2019 | 2019-05-03 = exact day
    the twenty-second of June 2021 | 2021-06-22 = exact day
    June 3rd 2019 | 2019-06-03 = exact day
    November 5, 1994, 8:15:30 am EST | 1994-11-05 = exact day
    Tuesday, 12 April 1952 | 1952-04-12 = exact day weekday
    Thu 14 March 2024 | 2024-03-14 = exact day
    Fri 14 March 2024 | 2024-03-14 = exact day weekday
    Wednesday, 22nd June, 2016, 12.32 pm. | 2016-06-22 = exact day
    22 nd June 2021 | 2021-06-22 = exact day
    3 Ebrill 2021 | 2021-04-03 = exact day
    Wed, July 10, '96 | 1996-07-10 = exact day two-digit-year
    2003-Sep-25 | 2003-09-25 = exact day
    2014 January 19 09:00 UTC | 2014-01-19 = exact day
    14-MAR-24 10.30.00.000000 AM | 2024-03-14 = exact day two-digit-year
    On Monday 3rd June 2019 | 2019-06-03 = exact day
    in the early hours of 3 May 2019 | 2019-05-03 = exact day
    3/5/19 early hours | 2019-05-03 = exact day two-digit-year
    letter dated 14 March 2024 | 2024-03-14 = exact day
    "3 June 2019" | 2019-06-03 = exact day
    (3 June 2019) | 2019-06-03 = exact day
    # Months, years and longer
    March 2021 | 2021-03-01 2021-03-31 exact month
    Mar '21 | 2021-03-01 2021-03-31 exact month two-digit-year
    Mar-21 | 2021-03-01 2021-03-31 exact month two-digit-year
    Sep of 03 | 2003-09-01 2003-09-30 exact month two-digit-year
    7/2008 | 2008-07-01 2008-07-31 exact month
    03.2024 | 2024-03-01 2024-03-31 exact month
    2024-03 | 2024-03-01 2024-03-31 exact month
    202103 | 2021-03-01 2021-03-31 exact month repaired
    2018 | 2018-01-01 2018-12-31 exact year
    the 1990s | 1990-01-01 1999-12-31 exact decade
    1920's | 1920-01-01 1929-12-31 exact decade
    90s | 1990-01-01 1999-12-31 exact decade
    late 1920s | 1925-01-01 1929-12-31 about decade
    early 1990s | 1990-01-01 1994-12-31 about decade
    16th century | 1500-01-01 1599-12-31 exact decade
    17th-19th centuries | 1600-01-01 1899-12-31 exact decade
    some time in 2012 | 2012-01-01 2012-12-31 exact year
    during 2012 | 2012-01-01 2012-12-31 exact year
    over the course of 2014 | 2014-01-01 2014-12-31 exact year
    in or around March 2012 | 2012-03-01 2012-03-31 about month
    Sept/Oct 14 | 2014-09-01 2014-10-31 between month two-digit-year
    # Parts and seasons
    summer 2018 | 2018-06-01 2018-08-31 exact season
    the summer of 2018 | 2018-06-01 2018-08-31 exact season
    winter 2018/19 | 2018-12-01 2019-02-28 exact season
    Winter 13/14 | 2013-12-01 2014-02-28 exact season two-digit-year
    Spring, 1849 | 1849-03-01 1849-05-31 exact season
    early 2012 | 2012-01-01 2012-06-30 about year
    mid-2012 | 2012-04-01 2012-09-30 about year
    late 2012 | 2012-07-01 2012-12-31 about year
    early to mid 2012 | 2012-01-01 2012-09-30 about year
    mid-March 2012 | 2012-03-08 2012-03-24 about month
    the beginning of July 2018 | 2018-07-01 2018-07-12 about month
    start of 2019             | 2019-01-01 2019-04-30 about year
    end of March 2021 | 2021-03-19 2021-03-31 about month
    towards the end of 2014 | 2014-09-01 2014-12-31 about year
    first half of 2018 | 2018-01-01 2018-06-30 exact season
    second half of March 2020 | 2020-03-15 2020-03-31 exact season
    first week of March 2020 | 2020-03-01 2020-03-07 about week
    last week of June 2019 | 2019-06-24 2019-06-30 about week
    Q1 2018 | 2018-01-01 2018-03-31 exact season
    2018 Q3 | 2018-07-01 2018-09-30 exact season
    Q1 2018/19 | 2018-04-01 2018-06-30 exact season
    first quarter of 2018 | 2018-01-01 2018-03-31 exact season
    academic year 2018/19 | 2018-09-01 2019-08-31 exact season
    2018-19 school year | 2018-09-01 2019-08-31 exact season
    financial year 2018/19 | 2018-04-01 2019-03-31 exact season
    autumn term 2018 | 2018-08-15 2018-12-31 about season
    summer holidays 2018 | 2018-06-20 2018-09-10 about season
    Christmas 2018 | 2018-12-20 2018-12-31 exact season
    Christmas Day 2018 | 2018-12-25 = exact day
    Easter 2018 | 2018-03-30 2018-04-02 exact season
    Easter Monday 2019 | 2019-04-22 = exact day
    New Year's Eve 2018 | 2018-12-31 = exact day
    over Christmas 2019 | 2019-12-20 2019-12-31 exact season
    Christmas 2017/18 | 2017-12-20 2018-01-07 exact season
    Christmas and New Year 2017 | 2017-12-20 2018-01-07 exact season
    between Christmas and New Year 2017 | 2017-12-25 2018-01-01 exact season
    before Christmas 2017 | - 2017-12-24 before season
    after Christmas 2017 | 2017-12-25 - after season
    autumn term 2017/18 | 2017-08-15 2017-12-31 about season
    Easter 2017/18 | 2018-03-30 2018-04-02 exact season
    October half-term 2018 | 2018-10-08 2018-11-08 about season
    the 2018 summer holidays | 2018-06-20 2018-09-10 about season
    2018/19 Q1 | 2018-04-01 2018-06-30 exact season
    mid-late 2013 | 2013-04-01 2013-12-31 about year
    mid-to-late June 2018 | 2018-06-08 2018-06-30 about month
    end-June 2018 | 2018-06-19 2018-06-30 about month
    winter of 2012 to 2013 | 2012-12-01 2013-02-28 exact season
    the nineties | 1990-01-01 1999-12-31 exact decade
    # Weeks
    w/c 3 June 2019 | 2019-06-03 2019-06-09 exact week
    week commencing 3/6/19 | 2019-06-03 2019-06-09 exact week two-digit-year
    w/b 3.6.19 | 2019-06-03 2019-06-09 exact week two-digit-year
    w.c. 3/6/19 | 2019-06-03 2019-06-09 exact week two-digit-year
    w/e 9 June 2019 | 2019-06-03 2019-06-09 exact week
    the week of 5 June 2019 | 2019-06-03 2019-06-09 exact week
    weekend of 5 May 2019 | 2019-05-04 2019-05-05 exact week
    weekend of 4/5 May 2019 | 2019-05-04 2019-05-05 between day
    fortnight beginning 11 June 2018 | 2018-06-11 2018-06-24 exact week
    last two weeks of June 2018 | 2018-06-17 2018-06-30 about week
    wk 23 2019 | 2019-06-03 2019-06-09 exact week
    week 23 of 2019 | 2019-06-03 2019-06-09 exact week
    2019 week 23 | 2019-06-03 2019-06-09 exact week
    week 23 | 2024-06-03 2024-06-09 exact week inherited-year
    2019-W23 | 2019-06-03 2019-06-09 exact week
    2019-W23-4 | 2019-06-06 = exact day
    2019-123 | 2019-05-03 = exact day
    # Words set aside, slips mended
    Date of contact: 07/02/2021 | 2021-02-07 = exact day
    printed 07/02/2021 | 2021-02-07 = exact day
    07/02/2021 (typed 10/02/2021) | 2021-02-07 = exact day
    14 March 2024, dictated 16 March 2024 | 2024-03-14 = exact day
    [Sept] 04, 2014. | 2014-09-04 = exact day
    14 June 2013 [sic] | 2013-06-14 = exact day
    June 2013 (exact date not known) | 2013-06-01 2013-06-30 exact month
    undated letter, June 2013 | 2013-06-01 2013-06-30 exact month
    undated but before June 2013 | - 2013-05-31 before month
    on an unknown date in June 2013 | 2013-06-01 2013-06-30 exact month
    June ?2013 | 2013-06-01 2013-06-30 uncertain month
    7/2/2021* | 2021-02-07 = exact day
    '7/2/2021 | 2021-02-07 = exact day
    0702/2021 | 2021-02-07 = exact day repaired
    07/022021 | 2021-02-07 = exact day repaired
    07:02:2021 | 2021-02-07 = exact day repaired
    7rd March 2021 | 2021-03-07 = exact day repaired
    7 Mach 2021 | 2021-03-07 = exact day repaired
    7thMarch2021 | 2021-03-07 = exact day
    ?/?/2021 | 2021-01-01 2021-12-31 exact year
    # Times beside the date
    14 June 2013 – 10.00am | 2013-06-14 = exact day
    14 June 2013 1000-1200 | 2013-06-14 = exact day
    14 June 2013 (late evening) | 2013-06-14 = exact day
    14 June 2013 shortly after 10am | 2013-06-14 = exact day
    10/01/2019 between 17:30 and 18:00 | 2019-01-10 = exact day
    at 08.15 on 15 June 2018 | 2018-06-15 = exact day
    24:00 on 14 June 2013 | 2013-06-14 = exact day
    # Hedged and doubted
    about 2019 | 2019-01-01 2019-12-31 about year
    c. 2019 | 2019-01-01 2019-12-31 about year
    circa March 2021 | 2021-03-01 2021-03-31 about month
    approx 2012 | 2012-01-01 2012-12-31 about year
    2012 approx | 2012-01-01 2012-12-31 about year
    2012ish | 2012-01-01 2012-12-31 about year
    ~2012 | 2012-01-01 2012-12-31 about year
    on or about 3 May 2019 | 2019-05-03 = about day
    ?22 May 2016 | 2016-05-22 = uncertain day
    22 May 2016? | 2016-05-22 = uncertain day
    22 May 2016 (?) | 2016-05-22 = uncertain day
    Probably 2012 | 2012-01-01 2012-12-31 uncertain year
    ? March 2019 | 2019-03-01 2019-03-31 uncertain month
    22/5/16? | 2016-05-22 = uncertain day two-digit-year
    about 1945 | 1945-01-01 1945-12-31 about year
    # Runs
    2 to 5 December 2019 | 2019-12-02 2019-12-05 span day
    2–9 Jul 2024 | 2024-07-02 2024-07-09 span day
    28 June - 3 July 2024 | 2024-06-28 2024-07-03 span day
    28/6-3/7/2024 | 2024-06-28 2024-07-03 span day
    14/3/24-16/3/24 | 2024-03-14 2024-03-16 span day two-digit-year
    Mon 3rd - Fri 7th June 2019 | 2019-06-03 2019-06-07 span day
    from 3 March until 5 May 2012 | 2012-03-03 2012-05-05 span day
    3-4/5/19 | 2019-05-03 2019-05-04 span day two-digit-year
    December to January 2020 | 2019-12-01 2020-01-31 span month
    3 March 2019 to 5 May | 2019-03-03 2019-05-05 span day
    2012-2014 | 2012-01-01 2014-12-31 span year
    1910-30 | 1910-01-01 1930-12-31 span year
    2018-19 | 2018-01-01 2019-12-31 span year
    Jan-Mar 2019 | 2019-01-01 2019-03-31 span month
    night of 3rd to 4th March 2020 | 2020-03-03 2020-03-04 span day
    4th, 5th and 6th May 2019 | 2019-05-04 2019-05-06 span day
    3/5/19 & 4/5/19 | 2019-05-03 2019-05-04 span day two-digit-year
    June 12-14, 2021 | 2021-06-12 2021-06-14 span day
    June 14 to 16, 2013 | 2013-06-14 2013-06-16 span day
    14 March – Sat 16 March 2024 | 2024-03-14 2024-03-16 span day
    year ending March 2018 | 2017-04-01 2018-03-31 span month relative
    12 months to 31 March 2018 | 2017-04-01 2018-03-31 span month relative
    week of 10-16 June 2013 | 2013-06-10 2013-06-16 span day
    14 March 2024 and the following day | 2024-03-14 2024-03-15 span day relative
    # Lists
    12th and 14th March and 3rd April 2019 | 2019-03-12 2019-04-03 span day list
    3/5/19 & 6/5/19 | 2019-05-03 2019-05-06 span day list,two-digit-year
    15, 18 and 30 September 2020 | 2020-09-15 2020-09-30 span day list
    3 March and 4 and 5 April 2018 | 2018-03-03 2018-04-05 span day list
    4th March & 2nd, 3rd April 2018 | 2018-03-04 2018-04-03 span day list
    4 March, 18 April and 2 May 2018 | 2018-03-04 2018-05-02 span day list
    4/3/18, 18/4/18, 2/5/18 | 2018-03-04 2018-05-02 span day list,two-digit-year
    04.03.18; 18.04.18 | 2018-03-04 2018-04-18 span day list,two-digit-year
    June 14, 16 and 18, 2013 | 2013-06-14 2013-06-18 span day list
    1-3 and 5 March 2019 | 2019-03-01 2019-03-05 span day list
    on 14 March and again on 18 March 2024 | 2024-03-14 2024-03-18 span day list
    October and December 2019 | 2019-10-01 2019-12-31 span month list
    October, November and December 2019 | 2019-10-01 2019-12-31 span month
    spring and autumn 2019 | 2019-03-01 2019-11-30 span season list
    2012 and 2015 | 2012-01-01 2015-12-31 span year list
    14/3, 5/7/2018 | 2018-03-14 2018-07-05 span day list
    January and February 2014 | 2014-01-01 2014-02-28 span month
    # One of several
    between January and March 2020 | 2020-01-01 2020-03-31 between month
    between 3 and 5 March 2020 | 2020-03-03 2020-03-05 between day
    between December and January 2020 | 2019-12-01 2020-01-31 between month
    13/14 June 2012 | 2012-06-13 2012-06-14 between day
    13 or 14 June 2012 | 2012-06-13 2012-06-14 between day
    either 3 or 4 May 2012 | 2012-05-03 2012-05-04 between day
    September/October 2014 | 2014-09-01 2014-10-31 between month
    late September/early October 2014 | 2014-09-15 2014-10-15 about month
    Dec 2019 / Jan 2020 | 2019-12-01 2020-01-31 between month
    spring/summer 2012 | 2012-03-01 2012-08-31 between season
    2018/19 | 2018-01-01 2019-12-31 between year
    between early 2012 and late 2014 | 2012-01-01 2014-12-31 between year
    after 3 May 2020 and before 6 June 2020 | 2020-05-03 2020-06-05 between day
    # Open ends
    before June 2020 | - 2020-05-31 before month
    before 2.6.08 | - 2008-06-01 before day two-digit-year
    prior to March 2012 | - 2012-02-29 before month
    until April 2016 | - 2016-04-30 before month
    by end of 2012 | - 2012-12-31 before year
    no later than 3 May 2012 | - 2012-05-03 before day
    on or before 3 May 2020 | - 2020-05-03 before day
    3 May 2012 or earlier | - 2012-05-03 before day
    after 19.08.08 | 2008-08-19 - after day two-digit-year
    after March 2020 | 2020-04-01 - after month
    post 2012 | 2013-01-01 - after year
    since 2019 | 2019-01-01 - after year
    from March 2020 | 2020-03-01 - after month
    March 2020 onwards | 2020-03-01 - after month
    2012 - present | 2012-01-01 - after year
    not before 3 May 2020 | 2020-05-03 - after day
    since the summer of 2014 | 2014-06-01 - after season
    # Undated
    undated | - - undated none
    n/k | - - undated none
    unknown | - - undated none
    Date unknown | - - undated none
    date not known | - - undated none
    No date | - - undated none
    N/A | - - undated none
    [undated background] | - - undated none
    [undated, before 2.6.08] | - 2008-06-01 before day two-digit-year
    [undated, after 19.08.08] | 2008-08-19 - after day two-digit-year
    undated, probably 2012 | 2012-01-01 2012-12-31 uncertain year
    ? | - - undated none
    # Slips and systems
    22.05/16 | 2016-05-22 = exact day repaired,two-digit-year
    1st Febuary 2021 | 2021-02-01 = exact day repaired
    14 Setpember 2020 | 2020-09-14 = exact day repaired
    Marhc 2024 | 2024-03-01 2024-03-31 exact month repaired
    Wensday 5 June 2019 | 2019-06-05 = exact day repaired
    l4/O3/2024 | 2024-03-14 = exact day repaired
    3 May 2O19 | 2019-05-03 = exact day repaired
    14//3/24 | 2024-03-14 = exact day repaired,two-digit-year
    14,3,24 | 2024-03-14 = exact day repaired,two-digit-year
    96/07/10 | 1996-07-10 = exact day repaired,two-digit-year
    950404 | 1995-04-04 = exact day repaired,two-digit-year
    09.25.2003 | 2003-09-25 = exact day month-first
    12/31/2024 | 2024-12-31 = exact day month-first
    ??/03/2014 | 2014-03-01 2014-03-31 exact month
    01/01/1900 | 1900-01-01 = exact day placeholder
    1970-01-01 | 1970-01-01 = exact day placeholder
    43905 | 2020-03-15 = exact day serial
    43905.5 | 2020-03-15 = exact day serial
    1985-04-12T23:20:30-04 | 1985-04-12 = exact day
    20240314103000 | 2024-03-14 = exact day
    ₁₅/₀₂/₂₀₂₀ ₁₇:₃₀ | 2020-02-15 = exact day
    ３/６/２０１９ | 2019-06-03 = exact day
    # Ages
    18/12 | 2020-10-03 2020-11-02 exact age from-age
    3/52 | 2019-04-24 2019-04-30 exact age from-age
    36/12 | 2022-04-03 2022-05-02 exact age from-age
    4-10yo | 2023-04-03 2030-04-02 span age from-age
    2yo | 2021-04-03 2022-04-02 exact age from-age
    2 y/o | 2021-04-03 2022-04-02 exact age from-age
    aged 6 weeks | 2019-05-15 2019-05-21 exact age from-age
    aged 5 | 2024-04-03 2025-04-02 exact age from-age
    at birth | 2019-04-03 = exact age from-age
    at 6 weeks | 2019-05-15 2019-05-21 exact age from-age
    aged 18 months | 2020-10-03 2020-11-02 exact age from-age
    18 months | 2020-10-03 2020-11-02 exact age from-age
    18m | 2020-10-03 2020-11-02 exact age from-age
    4y 11m | 2024-03-03 2024-04-02 exact age from-age
    18-month-old | 2020-10-03 2020-11-02 exact age from-age
    when he was 2 | 2021-04-03 2022-04-02 exact age from-age
    aged about 3 | 2022-04-03 2023-04-02 about age from-age
    aged 2½ | 2021-10-03 2021-11-02 exact age from-age
    2 and a half years old | 2021-10-03 2021-11-02 exact age from-age
    5/7 old | 2019-04-08 = exact age from-age
    aged between 2 and 3 | 2021-04-03 2023-04-02 span age from-age
    between 2 and 3 years old | 2021-04-03 2023-04-02 span age from-age
    on his 3rd birthday | 2022-04-03 = exact day from-age
    before her 2nd birthday | - 2021-04-02 before day from-age
    by age 3 | - 2023-04-02 before age from-age
    DOL 3 | 2019-04-05 2019-04-06 exact age from-age
    day 3 of life | 2019-04-05 2019-04-06 exact age from-age
    in pregnancy | 2018-06-13 2019-04-02 about age from-age
    neonatal period | 2019-04-03 2019-04-30 exact age from-age
    birth to 3 years | 2019-04-03 2023-04-02 span age from-age
    since birth | 2019-04-03 - after age from-age
    aged four and a half | 2023-10-03 2023-11-02 exact age from-age
    2.5yo | 2021-10-03 2021-11-02 exact age from-age
    age: 4 | 2023-04-03 2024-04-02 exact age from-age
    2 1/2 years | 2021-10-03 2021-11-02 exact age from-age
    under 6 months | 2019-04-03 2019-10-02 exact age from-age
    under the age of 1 | 2019-04-03 2020-04-02 exact age from-age
    second week of life | 2019-04-10 2019-04-16 exact age from-age
    first six months of life | 2019-04-03 2019-10-02 exact age from-age
    36 hours old | 2019-04-04 2019-04-05 span age from-age
    # Pregnancy, the birth taken to be at 40 weeks
    20/40 | 2018-11-14 2018-11-20 about age from-age
    20+3/40 | 2018-11-17 = about age from-age
    36+4 | 2019-03-10 = about age from-age
    at 32 weeks' gestation | 2019-02-06 2019-02-12 about age from-age
    32 weeks pregnant | 2019-02-06 2019-02-12 about age from-age
    20 week scan | 2018-11-14 2018-11-20 about age from-age
    first trimester | 2018-06-27 2018-10-02 about age from-age
    third trimester | 2019-01-09 2019-04-03 about age from-age
    # Counted from another day
    today | 2026-11-21 = exact day relative
    yesterday | 2026-11-20 = exact day relative
    the day before yesterday | 2026-11-19 = exact day relative
    last Tuesday | 2026-11-17 = exact day relative
    Tuesday last | 2026-11-17 = exact day relative
    this Friday | 2026-11-20 = exact day relative
    last week | 2026-11-09 2026-11-15 exact week relative
    last month | 2026-10-01 2026-10-31 exact month relative
    last year | 2025-01-01 2025-12-31 exact year relative
    last summer | 2026-06-01 2026-08-31 exact season relative
    last March | 2026-03-01 2026-03-31 exact month relative
    3 weeks ago | 2026-10-31 = exact day relative
    a fortnight ago | 2026-11-07 = exact day relative
    3/52 ago | 2026-10-31 = exact day relative
    2-3 weeks ago | 2026-10-28 2026-11-10 about week relative
    a few days ago | 2026-11-15 2026-11-20 about day relative
    about 3 weeks ago | 2026-10-28 2026-11-03 about day relative
    2 months ago | 2026-09-01 2026-09-30 about month relative
    2 years ago | 2024-01-01 2024-12-31 about year relative
    in the last 3 weeks | 2026-10-31 2026-11-21 between day relative
    +2w | 2024-03-28 = exact day relative
    -3d | 2024-03-11 = exact day relative
    +1m | 2024-04-14 = exact day relative
    2 days later | 2024-03-16 = exact day relative
    next day | 2024-03-15 = exact day relative
    same day | 2024-03-14 = exact day relative
    about 3 weeks before | 2024-02-19 2024-02-25 about day relative
    3 weeks before 14 March 2024 | 2024-02-22 = exact day relative
    2 weeks after birth | 2019-04-17 = exact day relative
    tomorrow | 2026-11-22 = exact day future,relative
    2 hours ago | 2026-11-20 2026-11-21 about day relative
    24 hours ago | 2026-11-20 = exact day relative
    a decade ago | 2016-01-01 2016-12-31 about year relative
    6 months before April 2018 | 2017-10-01 2017-10-31 about month relative
    3 years before 2018 | 2015-01-01 2015-12-31 about year relative
    the day before 18 April 2018 | 2018-04-17 = exact day relative
    the night before 14 June 2013 | 2013-06-13 = exact day relative
    the day after Boxing Day 2012 | 2012-12-27 = exact day relative
    the week before Christmas 2012 | 2012-12-18 2012-12-24 between week relative
    the weekend after 14 March 2024 | 2024-03-16 2024-03-17 exact week relative
    the fortnight before 15 March 2024 | 2024-03-01 2024-03-14 between week relative
    the month after 14 March 2024 | 2024-03-15 2024-04-14 between month relative
    in the two weeks before 3 August 2007 | 2007-07-20 2007-08-02 between day relative
    in the 12 months before August 2007 | 2006-08-01 2007-07-31 between day relative
    the 3 days after 14 March 2024 | 2024-03-15 2024-03-17 between day relative
    in the weeks before 3 August 2007 | - 2007-08-02 before day
    on or shortly before 3 August 2007 | - 2007-08-03 before day
    August bank holiday 2007 | 2007-08-27 = exact day
    early May bank holiday 2019 | 2019-05-06 = exact day
    the summer months of 2006 | 2006-06-01 2006-08-31 exact season
    2006/07 | 2006-01-01 2007-12-31 between year
    1995/6 | 1995-01-01 1996-12-31 between year
    2006-07 | 2006-07-01 2006-07-31 exact month
    2014/01 | 2014-01-01 2014-01-31 exact month
    within a week of 18 April 2018 | 2018-04-11 2018-04-25 between day relative
    within 10 days after birth | 2019-04-03 2019-04-13 between day relative
    the following week | 2024-03-18 2024-03-24 exact week relative
    the week before | 2024-03-04 2024-03-10 exact week relative
    later that month | 2024-03-14 2024-03-31 exact month relative
    earlier that year | 2024-01-01 2024-03-14 exact year relative
    the same year | 2024-01-01 2024-12-31 exact year relative
    the following Tuesday | 2024-03-19 = exact day relative
    the previous Monday | 2024-03-11 = exact day relative
    # Yearless, the year inherited
    Mar 21 | 2024-03-21 = exact day inherited-year
    14/3 | 2024-03-14 = exact day inherited-year
    14 Mar | 2024-03-14 = exact day inherited-year
    8 October | 2024-10-08 = exact day inherited-year
    March | 2024-03-01 2024-03-31 exact month inherited-year
    mid July | 2024-07-08 2024-07-24 about month inherited-year
    5/7 | 2024-07-05 = exact day inherited-year
    1st Febuary | 2024-02-01 = exact day inherited-year,repaired
    Thursday 14 March | 2024-03-14 = exact day inherited-year
    # EDTF
    2004-06? | 2004-06-01 2004-06-30 uncertain month
    2004-06~ | 2004-06-01 2004-06-30 about month
    2004?-06-11 | 2004-06-11 = uncertain day
    2004-06~-11 | 2004-06-11 = about day
    2004-%06 | 2004-06-01 2004-06-30 uncertain month
    199X | 1990-01-01 1999-12-31 exact decade
    19XX | 1900-01-01 1999-12-31 exact decade
    1950S2 | 1900-01-01 1999-12-31 exact decade
    1999-XX | 1999-01-01 1999-12-31 exact year
    1999-XX-XX | 1999-01-01 1999-12-31 exact year
    156X-12-25 | 1560-12-25 1569-12-25 exact decade
    2004-06-1X | 2004-06-10 2004-06-19 exact month
    2001-21 | 2001-03-01 2001-05-31 exact season
    2001-24 | 2001-12-01 2002-02-28 exact season
    2001-33 | 2001-01-01 2001-03-31 exact season
    1964/2008 | 1964-01-01 2008-12-31 span year
    2004-06/2006-08 | 2004-06-01 2006-08-31 span month
    1984~/2004-06 | 1984-01-01 2004-06-30 about month
    1985/ | 1985-01-01 - after year
    /2006 | - 2006-12-31 before year
    ../2004-06 | - 2004-06-30 before month
    [1667,1668, 1670..1672] | 1667-01-01 1672-12-31 between year
    [..1760-12-03] | - 1760-12-03 before day
    [1760-12..] | 1760-12-01 - after month
    {1960, 1961-12} | 1960-01-01 1961-12-31 span year
    2004-06-~01/2004-06-~20 | 2004-06-01 2004-06-20 about day
"""

ROWS = [line.strip().rsplit(" | ", 1) for line in TABLE.splitlines() if " | " in line]


@pytest.mark.parametrize(("text", "wanted"), ROWS, ids=[row[0] for row in ROWS])
def test_form(text: str, wanted: str) -> None:
    value = parse_date(text, FULL)
    remarks = sorted({r.code.value for r in value.remarks if r.code is not RemarkCode.BEFORE_BIRTH})
    first = value.earliest.isoformat() if value.earliest else "-"
    last = value.latest.isoformat() if value.latest else "-"
    got = [first, "=" if first == last != "-" else last, value.qualifier.value, value.precision.value, ",".join(remarks)]
    assert " ".join(got).rstrip() == wanted
    assert value.text == text


@pytest.mark.parametrize(("text", "wanted"), ROWS, ids=[row[0] for row in ROWS])
def test_no_word_of_the_form_depends_on_case_or_outer_blanks(text: str, wanted: str) -> None:
    plain = parse_date(text, FULL)
    for other in (text.upper(), f"  {text.lower()}\t"):
        value = parse_date(other, FULL)
        assert (value.earliest, value.latest, value.qualifier) == (plain.earliest, plain.latest, plain.qualifier)
        assert value.text == other
