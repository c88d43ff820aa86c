"""The words that generated briefs are made of: invented people, trades, numbers and sentences.

Every text is plain YAML as it stands: no colon before a blank, no `#` after one, no mark of YAML in front.
A sentence is one entry of each column put together, so a few dozen phrases give thousands of different texts.
"""

from __future__ import annotations

from typing import NamedTuple

STAFF = {
    "strategist": ("strategy", ("tomasz.wren", "maya.holt")),
    "creative_lead": ("creative", ("priya.castellan", "leo.brandt")),
    "copywriter": ("creative", ("jonas.bel", "bea.lind")),
    "head_of_marketing": ("marketing-lead", ("ines.okafor", "ana.ruiz")),
    "brand_quality": ("brand", ("yuki.farrow", "tom.osei", "zoe.hart")),
    "analyst": ("analytics", ("ruth.abara", "nora.vance")),
    "marketing_ops": ("marketing-ops", ("dario.penn", "felix.adeyemi")),
    "email_manager": ("email", ("sofia.marsh", "carla.stone", "paul.nakata")),
    "social_manager": ("social", ("kofi.adair", "hugo.iversen")),
    "paid_manager": ("paid", ("lena.voss", "amir.shaw")),
    "production_manager": ("production", ("mei.lindqvist", "greta.moss")),
    "sdr_lead": ("sales", ("omar.teague", "ivan.keller")),
    "head_of_sales": ("sales", ("hanna.brook", "dina.royce")),
    "legal": ("legal", ("elias.grant", "emil.sato")),
}
"""Role → (team, those who hold it); each campaign has one of them."""
MORE_ROLES = {"analyst": ("kb_steward",), "marketing_ops": ("launch_lead",)}


class Stage(NamedTuple):
    """Where a type's handoffs lie, the digit in their ids, and how many days after the start they are begun."""

    digit: int
    folder: str
    day: int


STAGES = {
    "strategy-to-creative": Stage(1, "01-brief", 0),
    "creative-to-production": Stage(2, "02-production", 16),
    "production-to-launch": Stage(3, "03-launch", 35),
    "email-to-social": Stage(4, "04-channels", 23),
    "marketing-to-sales": Stage(5, "05-leads", 29),
    "analytics-to-optimization": Stage(6, "06-optimization", 57),
    "campaign-retrospective": Stage(7, "07-retro", 79),
}

PLACES = (
    "dockside", "harbour", "orchard", "lantern", "meadow", "summit", "canal", "foundry", "terrace", "willow",
    "beacon", "quarry", "garden", "junction", "pavilion", "riverside", "station", "arcade", "cottage", "granary",
)  # fmt: skip
OCCASIONS = (
    "launch", "spring-drive", "autumn-push", "renewals", "open-days", "upgrade", "webinar-series", "trial-month",
    "referrals", "anniversary", "relaunch", "pilot", "winter-offer", "summer-sale", "roadshow", "welcome",
)  # fmt: skip

SEGMENTS = {
    "ops-managers-3pl": "Operations managers at logistics firms with 50 to 500 staff",
    "transport-planners": "Transport planners at the same firms",
    "city-commuters": "People who ride to work in the old town",
    "clinic-owners": "Owners of clinics with two to ten practitioners",
    "facility-leads": "Facility leads at offices with more than 200 desks",
    "school-bursars": "Bursars of independent schools",
    "first-time-hosts": "People who let a flat for the first time",
    "restaurant-groups": "Buyers at restaurant groups with up to 30 sites",
    "customers": "Current customers",
    "open-opportunities": "Contacts in an open deal",
}
EXCLUDED = ("customers", "open-opportunities")
REACHED = {
    "ops-managers-3pl": ["customers", "open-opportunities"],
    "transport-planners": ["customers"],
}
"""Whom the plan for mail and social reaches: segment → whom it leaves out."""

KPIS = {
    "demo_requests": ("Unique submissions of the demo form", "count", "at_least", "crm"),
    "webinar_registrations": ("Unique people registered for the webinar", "count", "at_least", "crm"),
    "trial_starts": ("Accounts that started a trial", "count", "at_least", "product"),
    "bookings": ("Confirmed bookings", "count", "at_least", "till"),
    "form_start_rate": ("Share of visitors who begin the form", "percent", "at_least", "bi"),
    "lead_acceptance_rate": ("Share of passed leads that sales accepts", "percent", "at_least", "crm"),
    "sla_compliance": ("Share of leads contacted within the agreed time", "percent", "at_least", "crm"),
    "cost_per_demo_request": ("Campaign spend for each demo request", "GBP", "at_most", "bi"),
    "unsubscribe_rate": ("Unsubscribes for each delivered e-mail", "percent", "at_most", "bi"),
    "complaint_rate": ("Complaints for each delivered e-mail", "percent", "at_most", "bi"),
}

PLACEMENTS = (
    ("email", "marketing", "two subject lines, the second for those who opened the first mail"),
    ("email", "newsletter", "a short block between the product news and the dates"),
    ("linkedin", "single_image_ad", "no text in the picture"),
    ("linkedin", "organic_image", "goes out from the company page"),
    ("linkedin", "document_ad", "eight pages at most"),
    ("instagram", "story", "three frames that work without sound"),
    ("instagram", "post", "cropped square and upright"), ("google_display", "uploaded", "300x250"),
    ("google_display", "responsive", "five headlines and two pictures"),
    ("web", "landing_page", "every other piece leads here"),
    ("web", "thank_you_page", "names the next step and the person who calls"),
    ("youtube", "bumper", "six seconds, the name in the first two"), ("print", "flyer", "handed out at the stand"),
    ("event", "invitation", "with a calendar entry"),
)  # fmt: skip

DELIVERABLES = (
    ("d-email-launch", "email", "marketing", 1), ("d-email-webinar", "email", "marketing", 1),
    ("d-li-ad", "linkedin", "single_image_ad", 2), ("d-li-post", "linkedin", "organic_image", 1),
    ("d-gdn", "google_display", "uploaded", 1), ("d-lp", "web", "landing_page", 1),
)  # fmt: skip
"""(id, channel, placement, variants) of what the later handoffs of the campaign produce and launch."""
NOTES = (
    "two subject lines", "no text in the picture", "goes out from the company page", "every other piece leads here",
    "a short block between the product news and the dates", "names the next step and the person who calls",
)  # fmt: skip
METRICS = (
    ("sm-demo", "demo_requests", "primary"), ("sm-webinar", "webinar_registrations", "secondary"),
    ("sm-cost", "cost_per_demo_request", "guardrail"), ("sm-unsub", "unsubscribe_rate", "guardrail"),
)  # fmt: skip
TARGETS = {"demo_requests": 180, "webinar_registrations": 420, "cost_per_demo_request": 140, "unsubscribe_rate": 0.4}
"""What the later handoffs say as well."""
"""(id, measure, role) of what the later handoffs watch and report."""

GROUPS = (
    "Shift and site managers", "Owners who still do the books themselves", "Buyers in their first year",
    "Team leads with a night shift", "People who inherited the tool", "Planners who answer to two sites",
    "Front-desk staff of small practices", "Managers of five to fifteen people",
)  # fmt: skip
AGES = ("25 to 40", "30 to 45", "35 to 55", "40 to 60", "28 to 50")
WHERE = (
    "at UK sites with 8 to 40 doors", "in towns of under 50,000 people", "at firms that doubled since 2022",
    "in three regions of the north", "at family firms in the second generation", "in shared offices",
)  # fmt: skip

ATTITUDES = (
    "proud of a calm yard", "distrust dashboards that were built for head office", "at home in spreadsheets",
    "read e-mail before seven and after six", "ask a colleague before they ask a vendor",
    "remember the last migration", "like being greeted by name", "wary of long contracts",
    "quick to try, slow to sign", "write everything on paper first",
)  # fmt: skip
PAINS = (
    "queues form before anybody sees them coming", "fees are argued over by e-mail, weeks later",
    "slots that change late", "three tools that do not talk to each other",
    "the new hire needs a month to find her way", "reports that nobody reads and everybody must file",
    "a backlog that grows every Monday", "callers who have to repeat themselves",
    "numbers that differ between two screens", "returns that arrive without a note",
)  # fmt: skip
MOTIVES = (
    "to leave on time", "to be known as the site that copes", "fewer phone calls", "a month-end without overtime",
    "to hand over the keys without a worry", "to show a figure that holds", "a small win before the budget round",
    "to stop being the bottleneck",
)  # fmt: skip
INSIGHTS = (
    "They do not lack effort; they lack the next hour.", "They pass the word on inside the firm.",
    "They buy from the one who answers first.", "They fear the switch more than the price.",
    "They want to be asked, not informed.", "They know the fault; nobody ever asked them.",
)  # fmt: skip

WINS = ("Win", "Bring in", "Book", "Gather", "Secure")
FROM_WHOM = (
    "operations managers at mid-size firms", "owners of small practices", "buyers who left a form half filled in",
    "regulars who have not ordered since spring", "planners who came to the last webinar",
    "first-time visitors of the fair",
)  # fmt: skip

OPENINGS = (
    "The product has been on general sale since June", "The pilot in spring brought more interest than expected",
    "Sales asked for smaller accounts, because they sign sooner",
    "The last campaign reached the right people too late",
    "Many regulars skip the first visit of the year", "A competitor cut prices in the summer",
    "Interviews at nine sites point the same way", "The budget was settled before the summer break",
    "The fair moved forward by a week", "Support answers the same five questions every day",
)  # fmt: skip
MIDDLES = (
    "and the forms show where people give up", "while managers put it down to staffing",
    "and half of the list is new", "so we start with the group that knows us",
    "although nobody had planned for it", "and the figures hold for both regions",
    "because the old message spoke to head office", "and that is why the tone changes",
    "which leaves six weeks of work", "so that the second wave can build on the first",
)  # fmt: skip
ENDINGS = (
    "before the season begins", "at every site we asked", "in the week of the fair",
    "once legal has cleared the figure", "until the end of the quarter", "without another tool",
    "with the people who are there already", "in a single morning", "for the price of a coffee a day",
    "as soon as the page is live",
)  # fmt: skip

POINTS = (
    "Delays start at the door, not with your team", "Waiting time fell by a third in the pilot",
    "Live in two weeks", "One price for everything that a site needs", "Works beside the system you have",
    "No training day needed", "Answers in plain words", "Your data leaves with you",
    "Set up by people who did the job themselves",
)  # fmt: skip
PROOFS = (
    "7 of 9 interviewed sites", "Six pilot sites, 11 days in the median", "Price list of January 2026",
    "9 of 10 checks last spring took under three hours", "Support log of the last quarter",
    "Contract, second paragraph", "41 of 52 answers in the survey", "Report of the spring pilot, page 4",
)  # fmt: skip
CALL = "Book a 20-minute demo"
"""What the later handoffs say as well."""
CALLS = (
    "Book a 20-minute demo",
    "Start your trial",
    "Reserve a place",
    "See it at work",
    "Ask for the price list",
    "Call us back",
)
TONES = ("calm", "concrete", "friendly", "on the manager's side", "dry", "short sentences", "curious")
AVOID = (
    "AI-powered", "eliminate delays", "game-changer", "replace your system", "cheap", "revolutionary",
    "best in class", "synergy", "seamless", "at the click of a button",
)  # fmt: skip

ON_BRAND = (
    "real sites and real doors",
    "plain verbs",
    "daylight",
    "people at work",
    "one idea a picture",
    "figures with a source",
)
OFF_LIMITS = (
    "mocking drivers or staff", "stock photos of handshakes", "competitor names", "countdowns", "clip art",
    "fear as a motive",
)  # fmt: skip
MANDATORIES = (
    "the logo with clear space around it", "the registered company line in every e-mail footer",
    "the address of the branch", "the name of the photographer",
)  # fmt: skip
ACCESSIBILITY = (
    "contrast of at least 4.5 to 1", "alt text on every image", "captions in every film",
    "no text inside of pictures", "links that say where they lead",
)  # fmt: skip
CLAIM = "Average dwell fell by 38 minutes in the spring pilot"
"""The one that the later handoffs print."""
CLAIMS = (
    "Nine of ten sites renewed for a second year",
    "Set up in eleven days in the median", "Four hours saved a week, by the users' own estimate",
)  # fmt: skip

COMPETITORS = (
    "Quayline",
    "Slotbird",
    "Northgate Tools",
    "Plainfold",
    "Kestrel & Sons",
    "Openyard",
    "Tidewell",
    "Brightcart",
)
THEY_DO = (
    "Sells control to head office", "Gives booking away for free", "Bundles it with hardware",
    "Sells through partners only", "Undercuts everybody for the first year", "Advertises at every fair",
    "Has a strong name in one region",
)  # fmt: skip
THEY_SAY = (
    "One view of your network",
    "No more phone calls",
    "Everything in one box",
    "Your first year is on us",
    "Trusted since 1998",
)
SEEN_AT = (
    "their website",
    "their stand at a trade fair",
    "a mailing in May",
    "a customer who left them",
    "a price comparison",
)
WE_DIFFER = (
    "We talk to the site manager, and about the next hour.",
    "A booking says when; we show what is about to go wrong.", "We name the price on the first page.",
    "We answer ourselves, within the hour.", "We need no new hardware.",
)  # fmt: skip

CONSTRAINTS = (
    ("legal", "No saving is named without the pilot report behind it, and legal clears every figure."),
    ("time", "Copy is frozen four working days before launch. The launch date cannot move."),
    ("brand", "The new typeface is used throughout; the old one may stay on the stand."),
    ("technical", "The form can carry two hidden fields and no more."),
    ("channel", "Mail goes out on weekdays between seven and nine."),
    ("resource", "One designer, two days a week, until the first concepts stand."),
)
HASHTAG = "'Every post carries the tag #{place}days, and no other.'"
"""A # after a blank, in quotes as it must be: the quick reader leaves such a file to the reference reader."""

RESEARCH = (
    ("research", "Report on the spring pilot", "docs"), ("research", "Interviews at nine sites", "docs"),
    ("research", "Survey among regulars", "docs"), ("files", "Photos of the last shoot", "dam"),
    ("files", "Logo and typefaces", "dam"), ("tasks", "Board of the creative team", "pm"),
    ("research", "Notes on competitors", "docs"), ("research", "Search terms of the last quarter", "docs"),
)  # fmt: skip
HOSTS = {"docs": "docs.larkfield.example", "dam": "files.larkfield.example", "pm": "tasks.larkfield.example"}
TERMS = {
    "3PL": "third-party logistics provider", "WMS": "warehouse management system", "SLA": "agreed time to answer",
    "Dwell": "the time between arrival at the gate and departure", "CTA": "call to action",
    "Cohort": "all who signed up in the same month", "ICP": "the customer we are best for",
}  # fmt: skip
DECISIONS = (
    "No video; two static variants instead.", "The second audience gets no piece of its own.",
    "The landing page goes live two days before everything else.",
    "We buy no list; we write to our own contacts only.", "The offer ends with the month, not with the stock.",
    "Prices are named in every piece.",
)  # fmt: skip
MADE_IN = ("meeting", "call", "chat", "email", "document")
ASSUMPTIONS = (
    "The demo form can carry a hidden campaign field.",
    "The photos of the last shoot may be used for another year.",
    "Sales has time for 20 calls a week in September.", "The list of registrations can be exported every night.",
    "The new page template is ready by then.",
)  # fmt: skip
ACTIONS = (
    "Clear the figure against the pilot report", "Present two concepts to strategy and a pilot customer",
    "Reserve the dates for the shoot", "Ask sales for three objections of last month", "Order the proof prints",
    "Send the photographer the shot list", "Agree the sender name with support",
)  # fmt: skip
MILESTONES = ("Two concepts", "First full copy", "Shoot", "Final artwork", "Copy freeze")
OUT_OF_SCOPE = ("video", "the trade-fair stand", "translations", "radio", "the customer magazine", "outdoor posters")
TAGS = ("demand-gen", "logistics", "launch", "retention", "retail", "health", "b2b", "local", "seasonal")
TEMPLATE_TAGS = ("email", "social", "production", "leads", "sales", "calendar", "planning", "creative")
"""What the templates are tagged with besides."""
ITEMS = (
    "four-questions", "fields-complete", "names-follow-convention", "next-steps-clear",
    "verbal-agreements-written", "one-primary-message", "proof-per-point", "avoid-list", "kpi-baselines",
    "deliverables-fit-budget", "approvals-recorded", "timeline-confirmed", "receiver-can-open-links",
    "summary-readback",
)  # fmt: skip
GATES = {"quality": "brand_quality", "business": "head_of_marketing", "legal": "legal"}
COMMENTS = (
    "# Agreed with sales in the weekly call.", "# The order is the order of importance.",
    "# Same as last time, see the retrospective.", "# Checked against the price list.",
)  # fmt: skip
REMARKS = (
    "ask first",
    "as in spring",
    "agreed by mail",
    "not before Monday",
    "the same for both regions",
    "with a margin",
)
