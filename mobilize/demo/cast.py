"""Cast: what the people of the story are called, and where their mail would go.

Nouns: a *people's names* is a list of given names with the way they are spelt in an address, and initials
in the same script. Law: the same place in the story has the same name and the same address for the same
draws, no two people share an address, and every address is at example.org, which nobody can own (RFC 2606).
"""

from __future__ import annotations

from mobilize.demo.draws import Draws

DOMAINS = ("example.org", "mail.example.org", "home.example.org", "post.example.org", "campus.example.org")

# given names as written, with their spelling in an address where that is not the name itself; then initials.
# A name and its initial share a script, because mixed ones are not how anybody writes themselves.
_LATIN: tuple[tuple[str, str], ...] = (
    (
        "Alice Grace Walter Nora Dwight Ruth Calvin Hazel Marcus June Irene Otis Pearl Leland",
        "ABCDEFGHJKLMNPRSTW",
    ),
    (
        "Amara Chidi Ngozi Kwame Abena Kofi Zuri Jabari Thandiwe Sipho Wanjiru Babajide Lerato",
        "ABDEFGIKLMNOSTUW",
    ),
    (
        "Lucía/lucia Mateo Ximena Joaquín/joaquin Inés/ines Álvaro/alvaro Pilar Rocío/rocio Iker",
        "ABCDGHLMNOPQRSTV",
    ),
    ("João/joao Beatriz Thiago Luana Conceição/conceicao Caetano Iara Ubiratan Inês/ines", "ABCDFGLMNOPRSTV"),
    ("Élodie/elodie Théo/theo Maëlle/maelle Gaspard Océane/oceane Yannick Solène/solene", "BCDFGLMPRSTV"),
    ("Jürgen/juergen Käthe/kaethe Anneliese Søren/soren Åse/aase Björk/bjork Ólafur/olafur", "BDEFGHKLMNRSW"),
    (
        "Łukasz/lukasz Żaneta/zaneta Dragan Živa/ziva Miloš/milos Šárka/sarka Jiří/jiri Ildikó/ildiko",
        "BCDHKLMNPSTVZ",
    ),
    ("Ayşe/ayse Çağlar/caglar Defne Emre Gülşen/gulsen İbrahim/ibrahim Oğuz/oguz Zeynep", "ABDEGHKMNOSTY"),
    ("Nguyệt/nguyet Dũng/dung Thảo/thao Khánh/khanh Siti Wayan Dewi Malia Kaimana Aroha Tane", "BDHKLMNPTV"),
)
_OTHER_SCRIPTS: tuple[tuple[str, str], ...] = (
    ("Ольга/olga Дмитрий/dmitri Снежана/snezhana Тарас/taras Людмила/lyudmila Юрий/yuri", "АБВГДЗКЛМНПРСТ"),
    ("Ελένη/eleni Γιώργος/giorgos Δέσποινα/despina Σταύρος/stavros Ζωή/zoi", "ΑΒΓΔΚΛΜΝΠΡΣΤ"),
    ("Նարե/nare Արամ/aram Անահիտ/anahit Տիգրան/tigran", "ԱԲԳԴԿՄՍ"),
    ("ნინო/nino გიორგი/giorgi თამარ/tamar ლევან/levan", "აბგდკლმს"),
    ("فاطمة/fatima يوسف/yusuf ليلى/layla عمر/omar زينب/zaynab كريم/karim", "بحرسعفمن"),
    ("נועה/noa איתן/eitan תמר/tamar יונתן/yonatan", "אבגדכלמש"),
    ("प्रिया/priya अर्जुन/arjun मीरा/mira रोहन/rohan लक्ष्मी/lakshmi", "कगजदनपबमरस"),
    ("রূপা/rupa অনির্বাণ/anirban শর্মিলা/sharmila তপন/tapan", "কগচদবমরস"),
    ("கவிதா/kavitha முருகன்/murugan செல்வி/selvi", "கசதபம"),
    ("สมชาย/somchai มาลี/mali อนงค์/anong ประเสริฐ/prasert", "กจชดตนพมรส"),
    ("明美/akemi 健太/kenta 直子/naoko 大輔/daisuke さくら/sakura", "田中山佐藤鈴木林"),
    ("秀英/xiuying 建国/jianguo 小燕/xiaoyan 志强/zhiqiang 美玲/meiling", "王李张刘陈杨黄"),
    ("서연/seoyeon 민준/minjun 하은/haeun 도윤/doyun", "김이박최정강조"),
    ("ሰላም/selam ዳዊት/dawit ሀና/hana በቀለ/bekele", "መሰበተአከ"),
)


def cast(draws: Draws, *, people: int) -> tuple[tuple[str, str], ...]:
    """A display name and an e-mail address for each person, in their order."""
    return tuple(_name(draws, number=place + 1) for place in range(people))


def _name(draws: Draws, *, number: int) -> tuple[str, str]:
    # a hunt across one country that people of the whole world live in: most write themselves in its letters
    given, initials = draws.pick(_LATIN if draws.chance(0.75) else _OTHER_SCRIPTS)
    name, _, spelling = draws.pick(given.split()).partition("/")
    # the number alone already makes an address one person's own
    address = f"{spelling or name.lower()}.{number}@{draws.pick(DOMAINS)}"
    return f"{name} {draws.pick(initials)}.", address
