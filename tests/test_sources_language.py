"""The language of a text: told from small words and scripts, and a text that is not read says so."""

import pytest

from servanda.flow.reading import read_text
from servanda.lexicon import load_lexicon
from servanda.sources import open_text
from servanda.sources.language import guess

SENTENCES = {
    "en": "The Parties shall keep the lamps of the coast burning, and each of them brings the oil that is needed for this.",
    "fr": "Les Parties entretiennent les lampes de la côte, et chacune d'elles apporte l'huile qui est nécessaire pour cela.",
    "es": "Las Partes mantendrán encendidas las lámparas de la costa, y cada una de ellas traerá el aceite que sea necesario.",
    "pt": "As Partes mantêm acesas as lâmpadas da costa, e cada uma delas traz o óleo que é necessário para isso.",
    "it": "Le Parti mantengono accese le lampade della costa, e ciascuna di esse porta l'olio che è necessario per questo.",
    "ro": "Părțile păstrează aprinse lămpile de pe coastă, și fiecare dintre ele aduce uleiul care este necesar pentru aceasta.",
    "de": "Die Parteien halten die Lampen der Küste in Betrieb, und jede von ihnen bringt das Öl, das dafür nötig ist.",
    "nl": "De Partijen houden de lampen van de kust brandend, en elk van hen brengt de olie die daarvoor nodig is.",
    "sv": "Parterna håller kustens lampor brinnande, och var och en av dem hämtar den olja som är nödvändig för detta.",
    "da": "Parterne holder kystens lamper brændende, og hver af dem bringer den olie, der er nødvendig efter denne aftale.",
    "no": "Partene holder kystens lamper brennende, og hver av dem bringer den oljen som er nødvendig etter denne avtalen.",
    "fi": "Sopimuspuolet pitävät rannikon lamput palamassa, ja jokainen tuo sen öljyn, joka on tämän sopimuksen mukaan tarpeen.",
    "et": "Lepinguosalised hoiavad ranniku lambid põlemas ja igaüks toob õli, mis on käesoleva lepingu kohta vajalik ning hea.",
    "lv": "Puses uztur krasta lampas, un katra no tām atnes eļļu, kas ir vajadzīga, kā šis līgums to saka par lampām.",
    "lt": "Šalys palaiko kranto lempas, ir kiekviena iš jų atneša aliejų, kuris yra būtinas pagal šios sutarties sąlygas.",
    "pl": "Strony utrzymują lampy na wybrzeżu, a każda z nich przynosi olej, który jest do tego potrzebny w czasie nocy.",
    "cs": "Smluvní strany udržují lampy na pobřeží a každá z nich přinese olej, který je podle této dohody nutný pro noc.",
    "sk": "Zmluvné strany udržujú lampy na pobreží a každá z nich prinesie olej, ktorý je podľa tejto dohody potrebný pre noc.",
    "sl": "Pogodbenici vzdržujeta svetilke na obali in vsaka od njiju prinese olje, ki je po tega sporazuma nujno za noč.",
    "hu": "A felek égve tartják a part lámpáit, és mindegyik elhozza azt az olajat, amely ezen megállapodás szerint kell.",
    "tr": "Taraflar kıyının lambalarını yanık tutar ve her biri bu anlaşma için gerekli olan yağı getirir ya da gönderir.",
    "sq": "Palët i mbajnë ndezur llambat e bregut, dhe secila prej tyre sjell vajin që është i nevojshëm për këtë marrëveshje.",
    "id": "Para pihak menjaga lampu di pantai agar tetap menyala, dan setiap pihak membawa minyak yang diperlukan untuk ini.",
    "vi": "Các bên giữ cho đèn của bờ biển luôn sáng, và mỗi bên mang dầu cần thiết theo hiệp định này trong một năm.",
    "ru": "Стороны поддерживают огни на берегу, и каждая из них приносит масло, которое для этого нужно, в течение ночи.",
    "uk": "Сторони підтримують вогні на березі, і кожна з них приносить олію, яка для цього потрібна, та зберігає її.",
    "bg": "Страните поддържат светлините на брега и всяка от тях носи маслото, което е нужно за този договор, като го пази.",
    "el": "Τα Μέρη κρατούν αναμμένα τα φώτα της ακτής και καθένα φέρνει το λάδι που χρειάζεται για αυτό.",
    "ar": "يحافظ الطرفان على مصابيح الساحل، ويجلب كل منهما الزيت الذي يلزم في هذا الشأن من أجل الاتفاقية.",
    "fa": "طرفین چراغ های ساحل را روشن نگه می دارند و هر یک روغنی را که برای آن لازم است به ساحل می آورد.",
    "he": "הצדדים ישמרו על אורות החוף, וכל אחד מהם יביא את השמן הדרוש לכך.",
    "zh": "各方应使海岸的灯保持明亮，每一方应带来为此所需的油。",
    "ja": "締約国は、海岸の灯をともし続け、それぞれがそのために必要な油を持ち寄るものとする。",
    "ko": "당사국은 해안의 등불을 계속 밝히며, 각 당사국은 이에 필요한 기름을 가져온다.",
}


@pytest.mark.parametrize(("code", "sentence"), SENTENCES.items())
def test_languages(code: str, sentence: str) -> None:
    assert guess(sentence, load_lexicon()).code == code


@pytest.mark.parametrize("text", ["12 34 56", "Arven Belden", "X", "* * *"])
def test_no_language(text: str) -> None:
    assert guess(text, load_lexicon()) == (None, ())


def test_a_text_in_two_languages_is_read_where_enough_of_it_is_english() -> None:
    both = "\n\n".join(SENTENCES["fr"] * 5 + "\n\n" + SENTENCES["en"] * 5 for _ in range(10))
    assert guess(both, load_lexicon()).code == "en"
    assert guess(SENTENCES["fr"] * 95 + SENTENCES["en"] * 5, load_lexicon()).code == "fr"


def test_two_languages_that_nothing_tells_apart_are_none() -> None:
    found = guess("stranke koje su u ili na obali i do ne za se da je od po pri kao iz može", load_lexicon())
    assert (found.code, found.unread) == (None, True)
    assert {"hr", "sr"} <= set(found.candidates)


def test_a_treaty_in_french_is_said_to_be_french_and_not_read() -> None:
    text = "Accord entre l'Arven et le Belden\n\n" + "\n\n".join(
        f"Article {number}\n\n1. {SENTENCES['fr']}\n\n2. {SENTENCES['fr']}" for number in ("premier", "2", "3", "4")
    )
    reading = read_text(text, "accord.txt")
    assert (reading.document.language, reading.document.kind) == ("fr", "agreement")
    assert [problem.code for problem in reading.problems] == ["language"]
    assert "French" in reading.problems[0].message
    assert (reading.agreements, reading.commitments, reading.events) == ((), (), ())
    assert "art_2/para_1" in [provision.path for provision in reading.outline]


@pytest.mark.parametrize(
    ("code", "word"), [("de", "Artikel"), ("es", "Artículo"), ("ru", "Статья"), ("pl", "Artykuł"), ("tr", "Madde")]
)
def test_articles_make_an_agreement_in_any_language(code: str, word: str) -> None:
    text = "\n\n".join(f"{word} {number}\n\n{SENTENCES[code]}" for number in range(1, 5))
    reading = read_text(text, "text")
    assert (reading.document.language, reading.document.kind) == (code, "agreement")
    assert not reading.agreements


def test_a_report_in_another_language_is_not_read() -> None:
    reading = read_text(
        SENTENCES["de"] + " Die Ukraine und Deutschland haben am 3. Juni 2024 ein Abkommen unterzeichnet.", "text"
    )
    assert reading.document.language == "de"
    assert (reading.events, reading.statements, reading.agreements) == ((), (), ())


def test_nothing_of_a_text_in_another_language_is_cut_as_a_pages_noise() -> None:
    text = (
        "Gemeinsame Erklärung\nder Minister von Tol\n\nDie Minister haben sich auf das Folgende geeinigt:\n- Tol baut zwei "
        "Brücken.\n- Arl wird die Kosten zur Hälfte tragen.\nVideo\nWien, den 3. Mai 2024\n"
    )
    raw = open_text(text, "text", load_lexicon())
    assert [problem.code for problem in raw.problems] == ["language"]
    assert raw.cut == ()
