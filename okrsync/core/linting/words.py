"""The word lists of lint. Our own, small, English; matched without case, by whole words."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(" ".join(phrase.split()) for phrase in text.split(","))


# Words before the verb that change nothing about it.
FILLERS = _words("to we will successfully finally fully quickly completely properly then and please also")

# Verbs that begin a task: it can be done without anybody being better off.
ACTIVITIES = _words("""
    launch ship build migrate implement introduce release deploy develop create design redesign refactor
    rewrite rebuild write document publish hire recruit organise organize conduct run hold host attend train
    deliver complete finish finalise finalize install integrate replace upgrade automate prepare plan define
    draft evaluate research analyse analyze investigate negotiate send present produce test review execute
    perform start begin add configure update establish visit audit translate film record purchase buy select
    consolidate standardise standardize schedule interview contact distribute promote sponsor revamp overhaul
    rework provide offer collect gather compile map setup relaunch rebrand digitise digitize outsource file
    renovate move print post modernise modernize formalise formalize
    restructure reorganise reorganize decommission deprecate archive relocate replatform reimplement redeploy
    reconfigure renegotiate rename retrain onboard appoint assign acquire procure equip furnish construct
    assemble manufacture prototype specify outline localise localize digitalise digitalize centralise
    centralize harmonise harmonize containerise containerize harden encrypt provision import export upload
    delete adopt enforce certify inspect assess explore identify announce communicate advertise showcase
    facilitate moderate convene mentor invite debug repair benchmark
""")
# Verbs that are nouns or qualities as often: a task only before what they are done to, "open an office".
ALSO_NOUNS = _words("""
    open close call sign list order label index report study demo email poll survey pilot patch brief phone
    staff coach pitch fix rent lease retire code budget
""")
ARTICLES = _words("""
    a an the our their its all every each both another new two three four five six seven eight nine ten twelve
    twenty fifty hundred contracts
""")
IDIOMS = _phrases("""
    open the door, open the doors, open our doors, open new doors, open the way, open the eyes, close the gap,
    close the gaps, close the loop, call the shots, order of the day
""")
ACTIVITY_PHRASES = _phrases("""
    roll out, set up, kick off, carry out, work on, switch over, put in place, come up with, draw up,
    hand over, look into, move to, sign off, phase out, phase in, spin up, meet with, reach out, put together,
    get certified, shut down, switch off, take down, clean up, back up
""")
# These make a task of what follows, unless that is what people will feel or do, or says how good it is.
SOFT = _words("build create deliver develop design establish provide offer run host hold start begin make")
# Nouns made of them: "migration of the billing system".
ACTIVITY_NOUNS = _words("""
    launch release rollout roll-out implementation migration introduction development creation redesign
    completion deployment publication organisation organization installation integration replacement rewrite
    execution preparation relaunch rollouts launches
""")
OF = _words("of to for from in into")

# Building or creating one of these is no task: it is what people will feel or do.
OUTCOMES = _words("""
    trust confidence loyalty culture reputation relationship relationships habit habits love workplace place
    experience experiences community momentum demand pride clarity delight value advantage belief desire
    belonging friendship excitement
""")
QUALITIES = _words("""
    most best first-class world-class unforgettable great amazing awesome outstanding excellent remarkable
    delightful trusted beloved loved unique inspiring welcoming effortless seamless lasting easiest
    friendliest safest happiest favourite favorite ourselves
""")
# "Meals that patients look forward to": the clause tells whom it is good for.
RELATIVES = _words("that who where whom whose")
# "A checkout people do not notice": the same clause, without its first word.
PEOPLE = _words("""
    people customers users guests patients visitors teams members families parents readers shoppers buyers
    colleagues employees managers developers engineers partners students teachers everybody everyone nobody
    they we you
""")
PREPOSITIONS = _words("to for of with by from and or in at on among into across")
# "Provide families with calm mornings": what is given is no thing somebody makes.
GIVEN = _words("provide offer give")
THINGS = _words("""
    a an the tool tools training trainings template templates dashboard dashboards guide guides report reports
    document documents documentation handbook handbooks manual manuals portal system systems app apps software
    material materials course courses workshop workshops newsletter newsletters laptops devices equipment
    access data slides licences licenses accounts checklist checklists
""")
# "Ship with confidence" tells how, not what: no task.
MANNERS = _words("with without like as")
# After one of these nouns the word before was no verb: "build times", "release days".
NOUNS_AFTER = _words("""
    time times day days week weeks process processes quality failure failures error errors rate rates cost
    costs cycle cycles notes partners
""")

# What merely goes on.
ROUTINES = _words("""
    maintain maintaining continue continuing sustain sustaining preserve preserving uphold upholding ongoing
    continuously continually constantly maintenance keep-up remain remaining
""")
ROUTINE_PHRASES = _phrases("""
    business as usual, day-to-day, day to day, lights on, as usual, as always, as before, as today, as it does
    today, as they do today, current level, current levels, carry on, keep on, keep up
""")
# "Keep the systems running" goes on; "keep customers coming back" does not.
KEPT = _words("running going working operating up alive stable operational steady constant unchanged intact")
KEPT_PHRASES = _phrases("under control, in check, within budget, on schedule, as it is, as they are")

UP = _words("""
    rise rises rising rose risen grow grows growing grew grown climb climbs climbing climbed increase
    increases increasing increased raise raises raising raised gain gains double doubles triple triples boost
    boosts lift lifts expand expands more higher
""")
DOWN = _words("""
    fall falls falling fell drop drops dropping dropped decline declines declining declined decrease
    decreases decreasing decreased shrink shrinks shrinking shrank reduce reduces reducing reduced cut cuts
    cutting lower lowers lowering sink sinks halve halves lessen minimise minimize shorten shortens slash less
    fewer
""")
# They begin a sentence as an order: then they alone say where it goes.
ORDERS = _words("""
    grow increase raise gain double triple boost lift expand reduce decrease cut lower shrink halve lessen
    minimise minimize shorten slash drop
""")
MOVES = _words("go goes going move moves improve improves improving come comes stay stays")

# How much there is of something, where more is easily had at the cost of quality.
VOLUMES = _words("""
    revenue sales sign-ups signups leads users customers accounts trials visits visitors orders tickets
    deployments releases posts calls pipeline bookings downloads sessions hires applications installs traffic
    followers subscribers members views deals output throughput volume shipments turnover impressions
    registrations contracts mails emails demos meetings mrr arr gmv commits merges
""")
GROWTHS = _words("grow grows growing grew grown double doubles triple triples")
PACES = _words("hour hourly day daily week weekly month monthly quarter quarterly year yearly")
TIME_UNITS = _words("""
    second seconds s sec ms minute minutes min hour hours h day days d week weeks month months
""")
# Speed that rises: "velocity rises from 30 to 45 points".
RATES = _words("velocity speed")
SPEEDS = _words("time times wait waiting latency duration faster quicker speed velocity slowest")
RATIOS = _words("% percent per points point score stars star nps share ratio")

# Too common to tell one metric from another.
COMMON = _words("""
    a an the of in on at by from to for with within and or our their its is are be that which who whose this
    we us per each every all median mean average total number share rate percent percentage percents
""")
