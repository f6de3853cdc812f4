"""Where the prices of the steps are from, as a reader is told."""

from django.utils.translation import gettext_lazy as _

from readiness.dashboards.words import Words

PRICE_SOURCES: Words = {
    "estimate: no work for the firm; levels of 1.5 and 8.3 are as found": _(
        "estimate: no work for the firm; levels of 1.5 and 8.3 are as found"
    ),
    "estimate: papers the firm has; the level of 5.3 is as found": _(
        "estimate: papers the firm has; the level of 5.3 is as found"
    ),
    "estimate: only for a firm that has them": _("estimate: only for a firm that has them"),
    "estimate: three to eight days of the planner": _("estimate: three to eight days of the planner"),
    "estimate: the visit is free; time depends on staff": _(
        "estimate: the visit is free; time depends on staff"
    ),
    "estimate: level as measured, if the real figures reach it": _(
        "estimate: level as measured, if the real figures reach it"
    ),
    "estimate: level as measured, 6 months of data are needed": _(
        "estimate: level as measured, 6 months of data are needed"
    ),
    "estimate: one to two weeks of accounts; levels as found": _(
        "estimate: one to two weeks of accounts; levels as found"
    ),
    "estimate: arrears of insurance are not included": _("estimate: arrears of insurance are not included"),
    "estimate: needs five requests, so the time depends on buyers": _(
        "estimate: needs five requests, so the time depends on buyers"
    ),
    "estimate: engineer's work; levels as found in the files": _(
        "estimate: engineer's work; levels as found in the files"
    ),
    "estimate: level as the buyer finds it": _("estimate: level as the buyer finds it"),
    "estimate: 5 to 15 consultant days": _("estimate: 5 to 15 consultant days"),
    "estimate: shelves, marking, 5 consultant days": _("estimate: shelves, marking, 5 consultant days"),
    "estimate: 10 to 20 consultant days and an on-site audit": _(
        "estimate: 10 to 20 consultant days and an on-site audit"
    ),
    "estimate: a year's coaching, one or two days a week": _(
        "estimate: a year's coaching, one or two days a week"
    ),
    "estimate: counters on main machines and a small team; spare parts not included": _(
        "estimate: counters on main machines and a small team; spare parts not included"
    ),
    "estimate: gauges at stations, labels, forms, training": _(
        "estimate: gauges at stations, labels, forms, training"
    ),
    "estimate: own staff, one on-site audit": _("estimate: own staff, one on-site audit"),
    "estimate: 10 consultant days, chart software; 2.2 as measured": _(
        "estimate: 10 consultant days, chart software; 2.2 as measured"
    ),
    "estimate: fixtures, tools, trials, an on-site audit": _(
        "estimate: fixtures, tools, trials, an on-site audit"
    ),
    "estimate: 3 to 5 training days, 12 months of data": _(
        "estimate: 3 to 5 training days, 12 months of data"
    ),
    "estimate: 5 to 10 audits a year": _("estimate: 5 to 10 audits a year"),
    "estimate: level as measured, 6 months of buyer data": _(
        "estimate: level as measured, 6 months of buyer data"
    ),
    "estimate: buffer stock and quick change-over": _("estimate: buffer stock and quick change-over"),
    "estimate: mostly the yearly premium, an on-site audit": _(
        "estimate: mostly the yearly premium, an on-site audit"
    ),
    "estimate: audit fee of a small manufacturer; new capital not included": _(
        "estimate: audit fee of a small manufacturer; new capital not included"
    ),
    "estimate: pumps, alarms, doors, design approval; very uneven": _(
        "estimate: pumps, alarms, doors, design approval; very uneven"
    ),
    "estimate: registration is cheap, a licence with a file is dear": _(
        "estimate: registration is cheap, a licence with a file is dear"
    ),
    "estimate: laboratory fee, 12 months without breach": _(
        "estimate: laboratory fee, 12 months without breach"
    ),
    "estimate: fee per worker of a licensed trainer": _("estimate: fee per worker of a licensed trainer"),
    "estimate: test fee per material": _("estimate: test fee per material"),
    "estimate: control plan, buyer or third-party audit": _(
        "estimate: control plan, buyer or third-party audit"
    ),
    "estimate: engineer's time, measurements, one customer project": _(
        "estimate: engineer's time, measurements, one customer project"
    ),
    "estimate: samples and courier": _("estimate: samples and courier"),
    "estimate: depends on customers' launches": _("estimate: depends on customers' launches"),
    "estimate: 10 days' coaching and a two-day audit": _("estimate: 10 days' coaching and a two-day audit"),
    "estimate: closing every weak element, a second audit": _(
        "estimate: closing every weak element, a second audit"
    ),
    "estimate: a shift of trial production": _("estimate: a shift of trial production"),
    "months: Samsung-MOIT consulting takes 10 to 12 weeks; cost estimate: own staff and small works": _(
        "months: Samsung-MOIT consulting takes 10 to 12 weeks; cost estimate: own staff and small works"
    ),
    "estimate: depends on the product; levels of 5.3 and 5.5 as measured": _(
        "estimate: depends on the product; levels of 5.3 and 5.5 as measured"
    ),
    "estimate: consultant's fee and a verification": _("estimate: consultant's fee and a verification"),
    "estimate: texts, training, subscription": _("estimate: texts, training, subscription"),
    "estimate: consultant, tools, audit": _("estimate: consultant, tools, audit"),
    "estimate: two to five engineers and software for two years": _(
        "estimate: two to five engineers and software for two years"
    ),
    "estimate: the clock of 24 months decides": _("estimate: the clock of 24 months decides"),
    "estimate: fairs, samples, forwarder's and auditor's fee": _(
        "estimate: fairs, samples, forwarder's and auditor's fee"
    ),
    "estimate: 1 % of sales of a firm selling 20 to 100 billion VND": _(
        "estimate: 1 % of sales of a firm selling 20 to 100 billion VND"
    ),
    "estimate: 40 hours for 50 to 150 workers, mostly in house": _(
        "estimate: 40 hours for 50 to 150 workers, mostly in house"
    ),
    "months: the Samsung-MOIT mould course took 14 weeks, ended 2023; cost estimate: wages during the course": _(
        "months: the Samsung-MOIT mould course took 14 weeks, ended 2023; cost estimate: wages during the course"
    ),
    "estimate: licences and courses for two or three people": _(
        "estimate: licences and courses for two or three people"
    ),
    "estimate: 20 to 60 gauges at a calibration laboratory": _(
        "estimate: 20 to 60 gauges at a calibration laboratory"
    ),
    "estimate: gauges, software, 5 training days": _("estimate: gauges, software, 5 training days"),
    "estimate: a CMM or a set of test machines": _("estimate: a CMM or a set of test machines"),
    "estimate: chambers, vibration or wear test": _("estimate: chambers, vibration or wear test"),
    "estimate: one or two new machines": _("estimate: one or two new machines"),
    "estimate: licence and roll-out for 50 to 200 workers": _(
        "estimate: licence and roll-out for 50 to 200 workers"
    ),
    "estimate: EDI service, returnable packing, an audit": _(
        "estimate: EDI service, returnable packing, an audit"
    ),
    "estimate: per 200 m2, class decides": _("estimate: per 200 m2, class decides"),
    "estimate: milling, EDM, grinding, second hand to new": _(
        "estimate: milling, EDM, grinding, second hand to new"
    ),
    "estimate: licences, engineers, first export orders": _(
        "estimate: licences, engineers, first export orders"
    ),
    "estimate: several cells and an MES": _("estimate: several cells and an MES"),
    "estimate: recorders, trials; CQI self-audit is cheap, Nadcap dear": _(
        "estimate: recorders, trials; CQI self-audit is cheap, Nadcap dear"
    ),
    "estimate: consultant and certification body for 50 to 150 workers": _(
        "estimate: consultant and certification body for 50 to 150 workers"
    ),
    "estimate: two surveillance audits": _("estimate: two surveillance audits"),
    "estimate: consultant, core-tool training, certification audit; 12 months of records are needed": _(
        "estimate: consultant, core-tool training, certification audit; 12 months of records are needed"
    ),
    "estimate: consultant and certification audit": _("estimate: consultant and certification audit"),
    "estimate: as ISO 9001; level 5 after a year's targets": _(
        "estimate: as ISO 9001; level 5 after a year's targets"
    ),
    "estimate: as ISO 9001 with guards; the 24 months decide": _(
        "estimate: as ISO 9001 with guards; the 24 months decide"
    ),
    "estimate: audit fee and corrections; wages and insurance arrears not included": _(
        "estimate: audit fee and corrections; wages and insurance arrears not included"
    ),
    "estimate: two assessor days and preparation": _("estimate: two assessor days and preparation"),
    "estimate: consultant and accreditation fee": _("estimate: consultant and accreditation fee"),
    "estimate: the check is free, the time depends on staff; only for what is true and on paper": _(
        "estimate: the check is free, the time depends on staff; only for what is true and on paper"
    ),
    "estimate: papers the firm has or renews without an audit": _(
        "estimate: papers the firm has or renews without an audit"
    ),
    "estimate: one or two auditor days of a certification body for 50 to 150 workers": _(
        "estimate: one or two auditor days of a certification body for 50 to 150 workers"
    ),
}
