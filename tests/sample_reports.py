"""Made-up stories with their reports, one per verdict and kind of script, which every format's tests draw."""

from __future__ import annotations

from dataclasses import replace

from report_builder import find, make_evidence, make_report

from checker.datatypes import (
    BodySupport,
    Claim,
    ClaimResult,
    Failure,
    Finding,
    Label,
    LeftOutReason,
    Report,
    Severity,
    Span,
    Verdict,
)


def bridge_report() -> Report:
    """Return the short English story that the documentation shows."""
    headline = "Mayor opens bridge, admits it was never tested"
    report = make_report(
        headline=headline,
        sentences=(
            "Mayor Anna Lind opened the new river bridge on Monday.",
            "Engineers had tested it for six weeks.",
            "The old ferry will run until autumn.",
        ),
        probability=0.0412,
        summary="The body supports one of two claims; it reports no admission by the mayor.",
        claims=(),
        unsupported=("admits", "never"),
        roles=(Label.SUPPORTED, None, None),
        similarities=(0.9341, 0.8872, 0.7956),
        left_out=(("Share this story", LeftOutReason.PAGE_FURNITURE),),
        source="bridge.txt",
    )
    opening, admission = find(headline, "Mayor opens bridge"), find(headline, "admits it was never tested")
    finding = Finding(
        rule="HC001",
        severity=Severity.ERROR,
        message="No sentence says that the mayor admits this.",
        claim_span=admission,
        body_span=report.sentences[1].sentence.span,
        expected="admits it was never tested",
        found="Engineers had tested it for six weeks.",
    )
    claims = (
        ClaimResult(
            Claim(0, "Mayor opens bridge", opening),
            Label.SUPPORTED,
            0.9713,
            (make_evidence(report, 0, entailment=0.98, contradiction=0.002),),
        ),
        ClaimResult(
            Claim(1, "Mayor admits it was never tested", admission),
            Label.NOT_MENTIONED,
            0.0412,
            (make_evidence(report, 1, entailment=0.03, contradiction=0.44),),
            (finding,),
        ),
    )
    support = BodySupport("Mayor opens bridge", report.sentences[0].sentence.span, (0,), 0)
    return replace(report, claims=claims, body_supports=support)


def unsupported_report() -> Report:
    """Return an Indonesian story whose second claim the body does not carry."""
    headline = "Tinjau Galangan Kapal, Menteri Rahmat Akui Kapal Feri Barunya Tak Seaman Kapal Lama"
    report = make_report(
        headline=headline,
        sentences=(
            "Menteri Perhubungan Rahmat Siregar meninjau galangan kapal di Batam pada Selasa pagi.",
            "Kunjungan itu adalah yang pertama sejak ia dilantik pada bulan Maret.",
            "Di sana ia melihat dari dekat tiga kapal feri baru, termasuk sebuah feri listrik berkapasitas 400"
            " penumpang.",
            "Ketiga kapal akan melayani lintasan Batam\u2013Bintan mulai bulan depan.",
            "Menurut direktur galangan, pembangunan feri memakan waktu dua tahun.",
            "Rahmat juga menerima sebuah miniatur kapal dan dua jaket pelampung sebagai kenang-kenangan.",
            "Feri lama tetap beroperasi sampai akhir tahun.",
            "Tidak ada keterangan mengenai hasil uji keselamatan kapal yang baru.",
            "Rombongan kembali ke Jakarta pada sore hari.",
        ),
        separator="\n\n",
        verdict=Verdict.UNSUPPORTED,
        probability=0.0721,
        summary="Nothing in the body says that the minister admitted anything about the safety of his ferries.",
        claims=(),
        unsupported=("Akui", "Tak", "Seaman"),
        roles=(Label.SUPPORTED, None, Label.SUPPORTED, None, None, None, None, None, None),
        similarities=(0.9412345678, 0.8431, 0.9093, 0.8204, 0.8117, 0.8702, 0.8355, 0.8816, 0.7904),
        left_out=(
            ("Baca juga: Tiket feri naik mulai Januari", LeftOutReason.TEASER),
            ("loading...", LeftOutReason.PAGE_FURNITURE),
            ("SCROLL TO CONTINUE", LeftOutReason.PAGE_FURNITURE),
            (headline, LeftOutReason.HEADLINE),
            ("(rhs)", LeftOutReason.BYLINE),
        ),
        source="stories/feri.txt",
        language="id",
    )
    visit, admission = find(headline, "Tinjau Galangan Kapal"), Span(headline.index("Menteri"), len(headline))
    finding = Finding(
        rule="HC001",
        severity=Severity.ERROR,
        message="No sentence supports this claim; the nearest speaks of a visit.",
        claim_span=admission,
        body_span=report.sentences[7].sentence.span,
        expected="Akui Kapal Feri Barunya Tak Seaman Kapal Lama",
        found="Tidak ada keterangan mengenai hasil uji keselamatan",
    )
    claims = (
        ClaimResult(
            Claim(0, "Menteri Rahmat tinjau galangan kapal", visit),
            Label.SUPPORTED,
            0.962,
            (
                make_evidence(report, 0, entailment=0.97, contradiction=0.004),
                make_evidence(report, 2, entailment=0.61, contradiction=0.02),
            ),
        ),
        ClaimResult(
            Claim(1, admission.slice(headline), admission),
            Label.NOT_MENTIONED,
            0.0721,
            (make_evidence(report, 7, entailment=0.031, contradiction=0.18),),
            (finding,),
        ),
    )
    return replace(report, claims=claims)


def supported_report() -> Report:
    """Return an English story whose headline the body carries."""
    headline = "River port reopens after repairs; first ferry leaves with 40 passengers"
    report = make_report(
        headline=headline,
        sentences=(
            "The river port reopened on Saturday after five months of repairs to its quay.",
            "At nine the first ferry cast off.",
            "Forty passengers were on board.",
            "The harbour master said a second boat will follow in June.",
        ),
        verdict=Verdict.SUPPORTED,
        probability=0.9312,
        summary="The body supports both claims.",
        claims=(),
        roles=(Label.SUPPORTED, Label.SUPPORTED, Label.SUPPORTED, None),
        similarities=(0.951, 0.902, 0.913, 0.84),
        left_out=(("ADVERTISEMENT", LeftOutReason.PAGE_FURNITURE),),
        source="stories/port.md",
    )
    reopening, ferry = find(headline, "River port reopens after repairs"), Span(34, len(headline))
    claims = (
        ClaimResult(
            Claim(0, reopening.slice(headline), reopening), Label.SUPPORTED, 0.981, (make_evidence(report, 0),)
        ),
        ClaimResult(Claim(1, ferry.slice(headline), ferry), Label.SUPPORTED, 0.9312, (make_evidence(report, 1, 2),)),
    )
    return replace(report, claims=claims)


def contradicted_report() -> Report:
    """Return a Japanese story that says otherwise: wide characters, no spaces."""
    headline = "市長、新図書館は来年完成と発表　費用は二倍に"
    report = make_report(
        headline=headline,
        sentences=(
            "市長は月曜日の記者会見で、新しい図書館が今年の秋に完成すると発表した。",
            "建設費は当初の見積もりどおりだという。",
            "図書館には約八万冊の本が並ぶ予定だ。",
        ),
        separator="",
        verdict=Verdict.CONTRADICTED,
        probability=0.002,
        summary="The body gives another date and another cost.",
        claims=(),
        unsupported=("来年", "二倍"),
        roles=(Label.CONTRADICTED, Label.CONTRADICTED, None),
        similarities=(0.93, 0.88, 0.81),
        source="stories/図書館.txt",
        language="ja",
    )
    date, cost = find(headline, "市長、新図書館は来年完成と発表"), find(headline, "費用は二倍に")
    finding = Finding(
        rule="HC002",
        severity=Severity.ERROR,
        message="The headline and the body name different times.",
        claim_span=find(headline, "来年"),
        body_span=find(report.article.body, "今年の秋"),
        expected="来年",
        found="今年の秋",
        correction="市長、新図書館は今年の秋完成と発表",
    )
    claims = (
        ClaimResult(
            Claim(0, date.slice(headline), date),
            Label.CONTRADICTED,
            0.002,
            (make_evidence(report, 0),),
            (finding,),
        ),
        ClaimResult(Claim(1, cost.slice(headline), cost), Label.CONTRADICTED, 0.11, (make_evidence(report, 1),)),
    )
    return replace(report, claims=claims)


def right_to_left_report() -> Report:
    """Return an uncertain Arabic story."""
    headline = "الوزير يفتتح الجسر ويعترف بتأخر المشروع"
    report = make_report(
        headline=headline,
        sentences=("افتتح الوزير الجسر الجديد صباح الأحد.", "وحضر الافتتاح عدد من سكان المدينة."),
        verdict=Verdict.UNCERTAIN,
        probability=0.48,
        summary="The body neither clearly supports the claim nor clearly fails to.",
        unsupported=("ويعترف", "بتأخر"),
        source="stories/bridge-ar.txt",
        language="ar",
        roles=(Label.SUPPORTED, None),
    )
    (claim,) = report.claims
    doubt = Finding(
        "HC010",
        Severity.WARNING,
        f"The body may not carry “{headline}”; sentence 1 comes nearest.",
        claim_span=claim.claim.span,
        body_span=report.sentences[0].sentence.span,
    )
    # Its label is only what it would be if somebody had to guess.
    return replace(report, claims=(replace(claim, label=Label.SUPPORTED, findings=(doubt,)),))


def failure() -> Failure:
    """Return an article that could not be checked."""
    return Failure(
        source="stories/empty.txt",
        code="E104",
        message="stories/empty.txt: no body after the headline",
        hint="leave a blank line after the first line",
    )


def all_results() -> tuple[Report | Failure, ...]:
    """Return one result of every kind, in no particular order of urgency."""
    return (
        supported_report(),
        unsupported_report(),
        failure(),
        right_to_left_report(),
        contradicted_report(),
    )
