"""Words that are names and something else: months, verbs, colours, places, kin. Which of the two is meant has to be judged."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


MONTHS = _words(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept "
    "oct nov dec"
)
"""Months: a name only where no day, year or "in" stands beside them."""

OPENERS = _words("""
    will may mark can might must said say do does did are is was has have had be see call ask bill drew grant chase
    pat sue rob march let so to in an on or no not now you he she we i it at as by for of my our his her they this
    that there then who why how what when where if but and the a all any some more most such than too very well also
    still yet seen wait want need keep look made make take took went come came got get give gave tell told rang left
    sat set put ran
""")
"""Words that often begin a sentence as a verb or small word: there they are read as a name only where what follows says so."""

ORDINARY = OPENERS | MONTHS | _words("""
    abbey able age airy alma amber angel archer art ash ashes aster autumn baker bank banks barber barn bay bean bear
    beck bell berry best bird bishop black blue blunt bond bone bones bow bowman bridge bright brook brooks brown buck
    bud burn burns bush butcher butler cannon care carpenter carter case castle chance chandler chapel chapman charity
    church clay cliff clinic clover coal cole coach cook coral cotton crane cross crystal dale daisy dare date dawn
    day days dean dear dove drake duke early earl east ever fair faith farmer feather field fields finch fish fisher
    flint flower flowers foot ford forest foster fox frank free freeman french frost gale garden gardener gay gem gene
    glass glen gold golden good goode gould grace grave graves gray green grey grove guy hall ham hand hands hardy
    harmony hart hawk hazel head heart heath heather hedge hill hills hobby hogg holly home honey hood hook hope horn
    hour house hunt hunter hurst hyde ice irish iris ivory ivy jack jade jasmine jay jet jewel jolly joy judge junior
    just kay key keys kid kind king kit knight lake lamb lane large lark laurel lavender law lee leaf legg lily lime
    link lion little lock long lord love low lucky luna lush lyon main major man mann manor maple marsh marshal mason
    max mayor mead meadow melody mercy merry mild mile miles mill miller mills mine mint misty money monk moody moon
    moor more moss mould mount much nave neat new nice nick night noble noon norm north novel nurse oak oaks ocean old
    olive oliver only opal open owl page pain paine palm paris park parker parks parson pass patience peace peach
    pearl penny pepper perry petal petty phoenix piper pitt plant plum pole pond pool pope poppy port porter potter
    pound power powers precious price prince prior providence prudence queen quick rain ramp raven ray read reed
    reeves rest rice rich rider ring rise river rivers road robin rock rocky room root rose roses row rowan rowe royal
    ruby rule rush rust rusty sad sage sail saint sand sands sandy savage sawyer say scarlet school sea seal self
    senior serene shade sharp shepherd shore short sierra silver singer sister sky slate slaughter sly small snow son
    song south sparks spice spring star stark steel step sterling stone storm story stout strange straw stream street
    strong summer summers sun sunny surgery swan sweet swift tab tall tan tanner taught temple thorn tiger timber time
    todd town trinity true tucker turner twist valentine vale valley van viola violet virtue wade walker wall waller
    walls war ward ware water waters way weaver webb weeks wells west wheeler white wild willow win wind wing wings
    winter winters wise wolf wood woods worth wren yard young bath bed bin bob bug can cat chin dab dot eve
    fin gum hip jab jean job lad lance leg mo pan peg pet
    rod roman sal tad tip wan wat will an in so to he do go hi ho ha la le li lo
    lu ma me mi pa re si ti up us xi yi yo yu
""")  # fmt: skip
"""Words that are read as a name only where they are written as one: with a capital letter."""

KIN = _words("""
    mother mothers mum mums mummy mam mammy mom ma father fathers dad dads daddy da papa parent parents stepmother
    stepfather stepmum stepdad step grandmother grandfather grandparent grandparents grandma grandpa gran granny
    grandad granddad nan nana nanna nanny nain taid bampi oma opa brother brothers sister sisters sibling siblings
    twin aunt aunts auntie aunty uncle uncles cousin cousins niece nephew partner partners husband wife boyfriend
    girlfriend ex friend friends neighbour neighbours carer carers guardian foster kinship relative relatives family
    families household child children baby boy girl son daughter maternal paternal half adult party third person
    professional lodger landlord unknown known name given other another elder eldest older younger youngest big little
    new former late and of the s a an in law with for health visitor visitors nurse doctor gp midwife teacher worker
    social school consultant paediatrician therapist physiotherapist dentist pharmacist police officer manager head
    support key staff team practitioner duty receptionist
""")
"""Words for what somebody is: they hold no name by themselves, and are what names are replaced with."""

TITLES = _words("mr mrs ms miss mx dr doctor prof professor sir dame lady lord rev reverend cllr master")
"""Titles: gone with the name that follows."""
NURSING_TITLES = _words("sister nurse midwife matron pc dc ds sgt")
"""Titles of office that are also plain words: read as a title of a name only by the name after it."""
WOMEN = _words("mrs ms miss dame lady")
MEN = _words("mr sir lord master")

PARTICLES = _words("de del della den der di do dos da du el al ap ab ben bin bint ibn la le los san st ter van von zu y und and")
"""Parts of a family name that are no name by themselves."""

DROPPED = TITLES | NURSING_TITLES | _words("jr jnr snr sr ii iii mbe obe esq deceased decd nee née aka formerly unborn")
"""Words around a name that are no part of it."""

PLACES = _words("""
    street road lane avenue close drive court crescent gardens terrace place grove hill park row square mews walk view
    rise green way ward school primary academy nursery college hospital infirmary clinic surgery centre center house
    unit hospice church practice pharmacy council borough county station hall farm estate lodge suite room bay
""")
"""Words after a name that make a place of it ("Rose Ward")."""
