"""Which headlines come apart and which stay whole, language by language."""

from __future__ import annotations

import pytest

from checker.claims import split_claims

BODIES = {
    "id": "Kemarin Bupati Siti hadir. Warga menemui Siti dan juga Joko di sana, lalu Joko pulang.",
    "ja": "岸本市長は会見した。",
    "zh": "林市长昨日抵达东京。",
}

SPLIT = {
    "en": [
        ("Mayor resigns and moves to Spain", ["Mayor resigns", "Mayor moves to Spain"]),
        ("MAYOR RESIGNS AND MOVES TO SPAIN", ["MAYOR RESIGNS", "MAYOR MOVES TO SPAIN"]),
        ("Car bomb kills 3, injures 12", ["Car bomb kills 3", "Car bomb injures 12"]),
        ("Kills 3, injures 12", ["Kills 3", "injures 12"]),
        ("Storm destroys harbour, two dead", ["Storm destroys harbour", "two dead"]),
        ("Court rejects appeal; union vows new strike", ["Court rejects appeal", "union vows new strike"]),
        ("Senate approves budget – but mayors refuse to pay", ["Senate approves budget", "mayors refuse to pay"]),
        (
            "Mayor: Bridge will open in May, tunnel will stay closed",
            ["Mayor: Bridge will open in May", "Mayor: tunnel will stay closed"],
        ),
        ("Kenya wins gold, Norway takes silver", ["Kenya wins gold", "Norway takes silver"]),
    ],
    "id": [
        (
            "Tolak Kenaikan Pajak, Bupati Siti Ungkap Utang Daerah",
            ["Bupati Siti Tolak Kenaikan Pajak", "Bupati Siti Ungkap Utang Daerah"],
        ),
        ("Menteri Mundur, Rupiah Menguat", ["Menteri Mundur", "Rupiah Menguat"]),
        (
            "Usai Temui Warga di Pasar, Bupati Siti Ungkap Utang Daerah",
            ["Bupati Siti Temui Warga di Pasar", "Bupati Siti Ungkap Utang Daerah"],
        ),
        ("Wali Kota Mundur dan Pindah ke Bali", ["Wali Kota Mundur", "Wali Kota Pindah ke Bali"]),
        (
            "Gubernur Lantik Camat Baru, Pengamat: Terlalu Terburu-buru",
            ["Gubernur Lantik Camat Baru", "Pengamat: Terlalu Terburu-buru"],
        ),
        (
            "Bantah Terima Suap, Bupati Siti: Saya Tidak Kenal Orang Itu",
            ["Bupati Siti Bantah Terima Suap", "Bupati Siti: Saya Tidak Kenal Orang Itu"],
        ),
        (
            "JEMBATAN RUNTUH, POLISI TAHAN DUA KONTRAKTOR",
            ["JEMBATAN RUNTUH", "POLISI TAHAN DUA KONTRAKTOR"],
        ),
        ("Banjir Rendam Pasar, Pedagang Tuntut Ganti Rugi", ["Banjir Rendam Pasar", "Pedagang Tuntut Ganti Rugi"]),
        ("Buka Pameran, Siti dan Joko Puji Perajin", ["Siti dan Joko Buka Pameran", "Siti dan Joko Puji Perajin"]),
    ],
    "es": [
        ("El alcalde dimite y se muda a Portugal", ["El alcalde dimite", "El alcalde se muda a Portugal"]),
        (
            "El Gobierno aprueba la ley, la oposición exige un referéndum",
            ["El Gobierno aprueba la ley", "la oposición exige un referéndum"],
        ),
        (
            "La policía detiene al autor y recupera el cuadro",
            ["La policía detiene al autor", "La policía recupera el cuadro"],
        ),
        (
            "El terremoto destruye el puerto; miles de vecinos huyen",
            ["El terremoto destruye el puerto", "miles de vecinos huyen"],
        ),
        ("Quito gana la final, Lima pierde al capitán", ["Quito gana la final", "Lima pierde al capitán"]),
    ],
    "de": [
        (
            "Bürgermeister tritt zurück und zieht nach Spanien",
            ["Bürgermeister tritt zurück", "Bürgermeister zieht nach Spanien"],
        ),
        (
            "Kanzler lehnt Steuer ab, die Opposition fordert Neuwahlen",
            ["Kanzler lehnt Steuer ab", "die Opposition fordert Neuwahlen"],
        ),
        (
            "Sturm zerstört Hafen, Tausende fliehen ins Landesinnere",
            ["Sturm zerstört Hafen", "Tausende fliehen ins Landesinnere"],
        ),
        (
            "Gericht kippt Urteil; Ministerin kündigt neues Gesetz an",
            ["Gericht kippt Urteil", "Ministerin kündigt neues Gesetz an"],
        ),
        ("Polizei nimmt Dieb fest, sucht Komplizen", ["Polizei nimmt Dieb fest", "Polizei sucht Komplizen"]),
    ],
    "fr": [
        ("Le maire démissionne et part en Espagne", ["Le maire démissionne", "Le maire part en Espagne"]),
        (
            "Le Sénat adopte la loi, la gauche dénonce un recul",
            ["Le Sénat adopte la loi", "la gauche dénonce un recul"],
        ),
        (
            "La tempête détruit le port ; des milliers d’habitants fuient",
            ["La tempête détruit le port", "des milliers d’habitants fuient"],
        ),
        ("Lyon gagne la coupe, Lille perd son capitaine", ["Lyon gagne la coupe", "Lille perd son capitaine"]),
        (
            "Le ministre promet une enquête mais refuse de démissionner",
            ["Le ministre promet une enquête", "Le ministre refuse de démissionner"],
        ),
    ],
    "ru": [
        ("Мэр уволился и переехал в Испанию", ["Мэр уволился", "Мэр переехал в Испанию"]),
        (
            "Парламент принял закон, оппозиция потребовала референдума",
            ["Парламент принял закон", "оппозиция потребовала референдума"],
        ),
        (
            "Ураган разрушил порт; тысячи жителей покинули город",
            ["Ураган разрушил порт", "тысячи жителей покинули город"],
        ),
        ("Полиция задержала вора и вернула картину", ["Полиция задержала вора", "Полиция вернула картину"]),
        ("Завод закрылся, рабочие вышли на улицу", ["Завод закрылся", "рабочие вышли на улицу"]),
    ],
    "tr": [
        ("Bakan istifa etti, muhalefet erken seçim istedi", ["Bakan istifa etti", "muhalefet erken seçim istedi"]),
        ("BAKAN İSTİFA ETTİ, MUHALEFET ERKEN SEÇİM İSTEDİ", ["BAKAN İSTİFA ETTİ", "MUHALEFET ERKEN SEÇİM İSTEDİ"]),
        (
            "Otobüs şarampole devrildi; beş yolcu hastaneye kaldırıldı",
            ["Otobüs şarampole devrildi", "beş yolcu hastaneye kaldırıldı"],
        ),
        ("Fırtına limanı yıktı, binlerce kişi kaçıyor", ["Fırtına limanı yıktı", "binlerce kişi kaçıyor"]),
        ("Meclis yasayı onayladı, sendikalar grev ilan etti", ["Meclis yasayı onayladı", "sendikalar grev ilan etti"]),
    ],
    "ja": [
        ("市長が辞任、議会が後任を選出", ["市長が辞任", "議会が後任を選出"]),
        ("国境で銃撃戦が発生、兵士3人が死亡", ["国境で銃撃戦が発生", "兵士3人が死亡"]),
        ("倉庫で爆発が発生、5人負傷", ["倉庫で爆発が発生", "5人負傷"]),
        ("首相が新法案を提出；野党は採決を拒否", ["首相が新法案を提出", "野党は採決を拒否"]),
        ("岸本市長が汚職を認める、後任を指名へ", ["岸本市長が汚職を認める", "岸本市長が後任を指名へ"]),
    ],
    "zh": [
        ("市长宣布辞职，反对党要求提前选举", ["市长宣布辞职", "反对党要求提前选举"]),
        ("林市长抵达东京，会见商界代表", ["林市长抵达东京", "林市长会见商界代表"]),
        ("货轮在海峡沉没 三名船员失踪", ["货轮在海峡沉没", "三名船员失踪"]),
        ("议会通过预算；工会宣布罢工", ["议会通过预算", "工会宣布罢工"]),
        ("台风登陆南部，数千居民撤离", ["台风登陆南部", "数千居民撤离"]),
    ],
    "ar": [
        ("الوزير يستقيل ويغادر البلاد", ["الوزير يستقيل", "الوزير يغادر البلاد"]),
        ("البرلمان يقر القانون، والمعارضة ترفض النتيجة", ["البرلمان يقر القانون", "والمعارضة ترفض النتيجة"]),
        ("العاصفة تغلق الميناء؛ السكان يغادر بعضهم المدينة", ["العاصفة تغلق الميناء", "السكان يغادر بعضهم المدينة"]),
        (
            "رئيس البلدية يعلن الميزانية، النقابة تهدد بالإضراب",
            ["رئيس البلدية يعلن الميزانية", "النقابة تهدد بالإضراب"],
        ),
    ],
}

WHOLE = {
    "en": [
        "Tesla and Ford raise prices",
        "Biden, Xi to meet",
        "Ex-PM Khan, 70, arrested",
        "Flood in Jakarta, Indonesia, kills 1,500",
        "'We will win and they will lose', says coach",
        "Bridge collapses, two trains derail, police say",
        "Aide says minister is ill, premier is well",
        "Chad signs pact with herders on grazing, fenced wells",
        "Smith, who resigned on Monday, will return",
        "Union rejects offer, but is it too late?",
        "Mayor resigns, he denies theft",
        "Officer: Man robs bank and flees",
        "Judge hears arguments and claims of fraud",
        "Storm Over Lake Victoria",
    ],
    "id": [
        "Usai Dihujani Kritik, Bupati Siti Ungkap Utang Daerah",
        "Usai Banjir Bandang, Warga Menemui Bupati",
        "Harga Beras dan Gula Naik",
        "Gempa 5,6 SR Guncang Garut, Jawa Barat",
        "17 Agustus 1945, Hari yang Mengubah Indonesia",
        "Usai Diperiksa Jaksa, Bupati Siti Menangis",
        "Bupati Siti Mundur dari Jabatan, Ini Alasannya",
        "Bupati Siti Lantik Camat, Benarkah Kerabatnya?",
        "Pasar Terbakar, Kata Polisi",
        "Dibahas Semalam, Bupati Siti Umumkan Anggaran",
        "Bunuh Tetangga, Bupati Siti Minta Polisi Tangkap Pelaku",
        "Tolak Kenaikan Pajak, Serikat Guru Daerah Kumpulkan Tanda Tangan",
        "Bupati Siti Sebut Kas Kosong, Utang Bertambah",
        "'Kami Menang, Mereka Kalah', Kata Pelatih",
    ],
    "es": [
        "Madrid y Lisboa suben los precios",
        "Sube el pan, la leche y el aceite",
        "«Ganamos y ellos pierden», dice el técnico",
        "El río crece en Rosario, Argentina",
        "Muere el pintor, dice su familia",
    ],
    "de": [
        "Köln und Bonn erhöhen die Preise",
        "Minister, 63, tritt zurück",
        "Schiff mit 1,5 Tonnen Käse, das sank, gefunden",
        "„Wir siegen und sie verlieren“, sagt Trainer",
        "Zug hält, weil Kuh auf Gleis steht",
        "Sturm zerstört Hafen, die Polizei, die warnt",
    ],
    "fr": [
        "Lyon et Lille gagnent des habitants",
        "Le maire de Nice, 61 ans, démissionne",
        "« On gagne et ils perdent », dit l’entraîneur",
        "Le pont ferme, selon la police",
        "Le train repart, après deux heures d’attente",
    ],
    "ru": [
        "Москва и Минск повысили цены",
        "Мэр, который уволился, вернулся",
        "«Мы победили, они проиграли», заявил тренер",
        "Мост закрыли, сообщила полиция",
        "Завод закрылся, потому что рабочие вышли на улицу",
    ],
    "tr": [
        "Ankara ve İzmir fiyatları artırdı",
        "İzmir, Bursa ve Konya’da kar yağdı",
        "“Biz kazandık, onlar kaybetti”, dedi teknik direktör",
        "Köprü çöktü, polis açıkladı",
        "Bakan istifa etti, Ankara'ya döndü",
    ],
    "ja": [
        "トヨタ、ホンダが値上げ",
        "大阪で、市長が辞任",
        "県議選、きょう投票",
        "市長が辞任、理由は不明か？",
        "「勝つ、必ず勝つ」と監督が発言",
        "名産のリンゴが不作、価格に影響も",
    ],
    "zh": [
        "北京、上海房价上涨",
        "市长宣布辞职，称身体不适",
        "列车脱轨，致三人死亡",
        "“我们赢了，他们输了”，教练表示",
        "台风登陆，为何无人撤离？",
    ],
    "ar": [
        "القاهرة والرباط ترفع الأسعار",
        "«سنفوز، وسيخسرون»، قال المدرب",
        "الوزير، 60 عاما، يستقيل",
        "إغلاق الميناء، حسب الشرطة",
        "الوزير يستقيل، بعد احتجاجات",
    ],
    "und": ["Storm hits coast, mayor resigns", "Dr. Kamau resigns"],
}


def rows(table):
    return [
        pytest.param(language, *(case if isinstance(case, tuple) else (case,)), id=f"{language}-{i}")
        for language, cases in table.items()
        for i, case in enumerate(cases)
    ]


@pytest.mark.parametrize(("language", "headline", "expected"), rows(SPLIT))
def test_each_clause_with_its_own_predicate_is_a_claim(language, headline, expected):
    claims = split_claims(headline, body=BODIES.get(language, ""), language=language)

    assert [claim.text for claim in claims] == expected


@pytest.mark.parametrize(("language", "headline"), rows(WHOLE))
def test_what_is_not_surely_two_statements_stays_one_claim(language, headline):
    (claim,) = split_claims(headline, body=BODIES.get(language, ""), language=language)

    assert claim.text == claim.span.slice(headline) == headline
