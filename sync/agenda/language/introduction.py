"""The small line on top of a new document: what writes there, and how to stop it."""

from sync.agenda.language.datewords import parse_locale

_LINES = {
    "en": "oneonone adds an agenda here before each meeting and copies open action items into it. "
    "It never changes what people write. To stop it, ask %s, or move this document to the trash.",
    "de": "oneonone ergänzt hier vor jedem Gespräch eine Agenda und übernimmt offene Aufgaben. "
    "Was Menschen schreiben, ändert es nie. Zum Beenden %s fragen oder das Dokument in den "
    "Papierkorb verschieben.",
    "fr": "oneonone ajoute ici un ordre du jour avant chaque entretien et y reporte les actions "
    "ouvertes. Il ne modifie jamais ce que vous écrivez. Pour l’arrêter, demandez à %s ou mettez "
    "ce document à la corbeille.",
    "es": "oneonone añade aquí una agenda antes de cada reunión y copia en ella las acciones "
    "pendientes. Nunca cambia lo que escriben las personas. Para detenerlo, habla con %s o mueve "
    "este documento a la papelera.",
    "pt": "O oneonone acrescenta aqui uma pauta antes de cada reunião e copia para ela as ações em "
    "aberto. Nunca altera o que as pessoas escrevem. Para parar, fale com %s ou mova este "
    "documento para a lixeira.",
    "ja": "oneonone は毎回のミーティングの前にアジェンダを追加し、"
    "未完了のアクションアイテムを引き継ぎます。人が書いた内容は変更しません。"
    "停止するには %s に連絡するか、このドキュメントをゴミ箱に移動してください。",
    "ar": "يضيف oneonone جدول أعمال هنا قبل كل اجتماع "
    "وينقل إليه بنود العمل المفتوحة. لا يغيّر أبدًا ما يكتبه الناس. "
    "لإيقافه، تواصل مع %s أو انقل هذا المستند إلى المهملات.",
}


def introduction(locale: str, *, owner: str) -> str:
    """The line in a locale's language; `owner` is the person whose job writes."""
    language = parse_locale(locale).language
    return _LINES.get(language, _LINES["en"]) % owner
