# ruff: noqa: RUF001 -- typographic quotation marks and dashes are meant
"""German."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from wallet.accounts.scopes import Permission
from wallet.sharing.confirming import Named
from wallet.verification.finding import Outcome, Party, SourceKind
from wallet.verification.report import RecipientBinding, TrustAnchor
from wallet.web.credential_state import State
from wallet.web.words.wording import (
    AnswerWords,
    ClosedWords,
    ConnectionWords,
    ConsentWords,
    CoverWords,
    FrontWords,
    LayoutWords,
    OriginWords,
    OutboxWords,
    QuestionWords,
    ShareWords,
    StateWords,
    UnsubscribeWords,
    VerifyWords,
    VisitorWords,
    Wording,
)

_MONTHS = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli"),
    *("August", "September", "Oktober", "November", "Dezember"),
)
_OUTCOMES_COUNTED = (
    (Outcome.FAIL, "nicht bestanden"),
    (Outcome.UNKNOWN, "nicht prüfbar"),
    (Outcome.WARN, "mit Hinweis"),
    (Outcome.PASS, "bestanden"),
    (Outcome.SKIPPED, "nicht zutreffend"),
)


def _date(moment: datetime) -> str:
    """Write a day, in UTC: 23. November 2026."""
    day = moment.astimezone(UTC)
    return f"{day.day}. {_MONTHS[day.month - 1]} {day.year}"


def _moment(moment: datetime) -> str:
    """Write a moment to the minute, in UTC: 23. November 2026, 14:50 UTC."""
    return f"{_date(moment)}, {moment.astimezone(UTC):%H:%M} UTC"


def _age(age: timedelta) -> str:
    """Write how long ago something was, in its largest unit."""
    minutes = int(age.total_seconds() // 60)
    if minutes < 1:
        return "vor weniger als einer Minute"
    for amount, one, more in (
        (minutes // 1440, "vor einem Tag", "vor {} Tagen"),
        (minutes // 60, "vor einer Stunde", "vor {} Stunden"),
    ):
        if amount:
            return one if amount == 1 else more.format(amount)
    return "vor einer Minute" if minutes == 1 else f"vor {minutes} Minuten"


def _count(amount: int) -> str:
    """Count credentials."""
    return "1 Nachweis" if amount == 1 else f"{amount} Nachweise"


def _gone(amount: int) -> str:
    """Say that credentials were taken off the link."""
    if amount == 1:
        return "Unter diesem Link war noch ein Nachweis; wem er gehört, hat ihn seither gelöscht."
    return (
        f"Unter diesem Link waren noch {amount} Nachweise; wem sie gehören, hat sie seither "
        "gelöscht."
    )


def _findings(amount: int) -> str:
    """Head the list of all checks."""
    return "Die eine Prüfung" if amount == 1 else f"Alle {amount} Prüfungen"


def _finding_counts(counts: Mapping[Outcome, int]) -> str:
    """Sum findings up: 1 nicht bestanden, 9 bestanden."""
    said = [f"{counts[outcome]} {word}" for outcome, word in _OUTCOMES_COUNTED if counts[outcome]]
    return ", ".join(said)


def _current_meaning(asked_at: datetime | None, valid_until: datetime | None) -> str:
    """Say what "still valid" rests on: the status list as of a moment, the end date."""
    status = "Er nennt keine Liste widerrufener Nachweise"
    if asked_at is not None:
        status = f"Nicht widerrufen (gefragt am {_moment(asked_at)})"
    end = "er hat kein Enddatum" if valid_until is None else f"gültig bis {_date(valid_until)}"
    return f"{status}; {end}."


_QUESTIONS = QuestionWords(
    origin="Von wem ist er?",
    standing="Gilt er noch?",
    trust="Wer steht hinter dem Namen?",
    recipient="Wem gehört er?",
    signed=AnswerWords(
        "{issuer}", "Die digitale Signatur passt zum Aussteller und zu jedem Wort darin."
    ),
    self_signed=AnswerWords(
        "Wer den Schlüssel hat",
        "Die Signatur passt zu jedem Wort darin. Der Schlüssel nennt sich {issuer}.",
    ),
    hosted=AnswerWords(
        "{issuer}",
        "Er trägt keine Signatur; die eigene Website des Ausstellers zeigte genau das.",
    ),
    subset=AnswerWords(
        "{issuer}",
        "Die digitale Signatur passt zu jeder gezeigten Angabe. Andere Angaben sind verborgen.",
    ),
    excerpt=AnswerWords(
        "{issuer}, wie wir festgestellt haben",
        "Wir haben den ganzen Nachweis geprüft und diese Angaben daraus übernommen. "
        "Dieser Auszug trägt unsere Signatur, nicht die des Ausstellers.",
    ),
    once_intact=AnswerWords(
        "{issuer}, als er zuletzt erreichbar war",
        "Er war am {moment} vollständig und unverändert. Der Aussteller antwortet jetzt nicht.",
    ),
    origin_unknown=AnswerWords(
        "Nicht bekannt",
        "Darin steht {issuer}. Das sagt nur die Person, die ihn teilt.",
    ),
    origin_broken=AnswerWords(
        "Nicht {issuer}", "Es steht so darin, und die Prüfung zeigt etwas anderes."
    ),
    origin_malformed=AnswerWords(
        "Keine Antwort",
        "Darin steht {issuer}; er verletzt die Regeln seines Formats, deshalb verlassen wir uns "
        "auf nichts davon.",
    ),
    origin_not_checked=AnswerWords("Noch nicht geprüft", "Darin steht {issuer}."),
    current="Ja",
    current_unconfirmed="Nichts spricht dagegen",
    current_meaning=_current_meaning,
    expired=AnswerWords("Nein, abgelaufen", "Er galt bis {date}."),
    not_yet_valid=AnswerWords("Noch nicht", "Er gilt ab {date}."),
    suspended=AnswerWords(
        "Nein, ausgesetzt", "Der Aussteller hat ihn ausgesetzt und kann ihn wieder einsetzen."
    ),
    withdrawn=AnswerWords("Nein, widerrufen", "Der Aussteller hat ihn widerrufen."),
    standing_unknown=AnswerWords(
        "Nicht bekannt",
        "Wir konnten nicht herausfinden, ob der Aussteller ihn widerrufen hat.",
    ),
    standing_void=AnswerWords("Keine Antwort", "Da ist nichts Echtes, wonach zu fragen wäre."),
    unknown_day="einem Tag, den er nicht nennt",
    trust_answers={
        TrustAnchor.REGISTERED: AnswerWords(
            "Ein registrierter Aussteller",
            "{issuer} steht in einem Verzeichnis, das wir zurate ziehen.",
        ),
        TrustAnchor.DOMAIN: AnswerWords(
            "Wer {issuer} betreibt",
            "Der Aussteller ist durch seine Internet-Domain bekannt, nicht durch ein Verzeichnis. "
            "Prüfen Sie, ob es die Domain ist, die Sie erwarten.",
        ),
        TrustAnchor.KEY_ONLY: AnswerWords(
            "Nicht bestätigt",
            "Der Schlüssel bürgt nur für sich selbst; die Organisation hinter dem Namen können "
            "wir nicht bestätigen.",
        ),
        TrustAnchor.NONE: AnswerWords(
            "Nicht bestätigt", "Nichts bestätigt die Organisation hinter dem Namen."
        ),
    },
    trust_unproven=AnswerWords(
        "Nicht bestätigt",
        "Dass er von diesem Aussteller kommt, ist nicht gezeigt; sein Name sagt deshalb nichts.",
    ),
    recipient_answers={
        RecipientBinding.MATCHED: AnswerWords(
            "Der Person, die ihn teilt",
            "Er nennt eine Adresse, die sie als ihre bestätigt hat.",
        ),
        RecipientBinding.UNPROVEN: AnswerWords(
            "Nicht gezeigt",
            "Er nennt jemanden, und die Person, die ihn teilt, hat nicht bestätigt, dass sie das "
            "ist. Fragen Sie sie.",
        ),
        RecipientBinding.NOT_NAMED: AnswerWords(
            "Nicht gezeigt", "Er sagt nicht auf prüfbare Weise, für wen er ist."
        ),
        RecipientBinding.NOT_CHECKED: AnswerWords(
            "Nicht geprüft", "Wen er nennt, wurde nicht mit der Person verglichen, die ihn teilt."
        ),
    },
    recipient_void=AnswerWords("Keine Antwort", "Wen er nennt, sagt nichts: Er ist nicht echt."),
    confusable_name="Der Name ist so geschrieben, dass er wie ein anderer aussehen kann. Richten "
    "Sie sich nach der Domain.",
)

_STATES = {
    State.GENUINE: StateWords("Echt und gültig", "{origin}"),
    State.GENUINE_HOSTED: StateWords("Echt und gültig", "{origin}"),
    State.GENUINE_SUBSET: StateWords("Echt und gültig, in Teilen", "{origin}"),
    State.EXCERPT: StateWords("Auszug aus einem Nachweis, den wir geprüft haben", "{origin}"),
    State.GENUINE_WITH_REMARKS: StateWords(
        "Echt, mit einem Hinweis", "{origin} Die Prüfungen unten sagen, was zu wissen ist."
    ),
    State.SELF_DECLARED: StateWords(
        "Unverändert, aber der Aussteller ist nicht bestätigt", "{origin}"
    ),
    State.EXPIRED: StateWords("Echt, aber abgelaufen am {date}", "{origin} Er galt bis {date}."),
    State.EXPIRED_UNCONFIRMED: StateWords(
        "Abgelaufen am {date}", "Und von wem er ist, ließ sich nicht bestätigen. {origin}"
    ),
    State.DATES_CONTRADICT: StateWords(
        "Nicht gültig: Seine Daten widersprechen sich", "Er endet, bevor er beginnt. {origin}"
    ),
    State.NOT_YET_VALID: StateWords("Noch nicht gültig, erst ab {date}", "{origin}"),
    State.SUSPENDED: StateWords(
        "Vom Aussteller ausgesetzt",
        "Der Aussteller kann ihn wieder einsetzen. Bis dahin gilt er nicht.",
    ),
    State.WITHDRAWN: StateWords(
        "Vom Aussteller widerrufen", "{issuer} sagt, dass er nicht mehr gilt."
    ),
    State.STANDING_UNKNOWN: StateWords(
        "Unverändert; ob er noch gilt, ist nicht bekannt",
        "{origin} Wir konnten nicht herausfinden, ob er widerrufen wurde.",
    ),
    State.ONCE_GENUINE: StateWords(
        "Wir konnten den Aussteller nicht erreichen; letzte gute Prüfung {date}", "{origin}"
    ),
    State.UNREACHABLE: StateWords(
        "Nicht bestätigt: Wir konnten den Aussteller nicht erreichen", "{origin}"
    ),
    State.NOT_CHECKABLE: StateWords("Nicht bestätigt: Wir konnten nicht alles prüfen", "{origin}"),
    State.NOT_CHECKED: StateWords("Noch nicht geprüft", "{origin}"),
    State.ALTERED: StateWords(
        "Verändert: Das ist nicht, was {issuer} ausgestellt hat",
        "Inhalt und Signatur passen nicht zueinander. Verlassen Sie sich nicht darauf.",
    ),
    State.FOREIGN_KEY: StateWords(
        "Nicht von {issuer}: mit einem fremden Schlüssel signiert",
        "Der Schlüssel gehört nicht dem Aussteller, den er nennt. Verlassen Sie sich nicht darauf.",
    ),
    State.FOREIGN_HOST: StateWords(
        "Nicht von {issuer} bestätigt",
        "Er liegt unter einer Adresse, die nicht die des Ausstellers ist. Verlassen Sie sich "
        "nicht darauf.",
    ),
    State.UNSIGNED: StateWords(
        "Nicht signiert",
        "Nichts zeigt, von wem er ist: Es ist das Wort der Person, die ihn teilt.",
    ),
    State.MALFORMED: StateWords(
        "Nicht gültig: Er verletzt die Regeln seines Formats",
        "Auf das, was er sagt, ist kein Verlass. Die Prüfungen unten sagen, warum.",
    ),
}

_SHARE = ShareWords(
    page_title="{title} – geteilte Nachweise",
    kicker="Geteilte Nachweise",
    count=_count,
    gone=_gone,
    prepared_by="Zusammengestellt von der Inhaberin oder dem Inhaber; ausgestellt auf {name}",
    prepared_anonymously="Zusammengestellt von der Inhaberin oder dem Inhaber, hier ohne Namen",
    message_label="Nachricht",
    shared_on="Geteilt am {date}",
    open_until="offen bis {date}",
    at_a_glance="Auf einen Blick",
    empty="Unter diesem Link ist nichts mehr.",
    untitled="Nachweis ohne Titel",
    unnamed_issuer="Ein Aussteller ohne Namen",
    image_alt="Bild des Badges {name}",
    issued_by="Ausgestellt von",
    names_as_issuer="Nennt als Aussteller",
    no_domain="selbst erklärt",
    awarded_to="Verliehen an",
    awarded_on="Verliehen am",
    issued_on="Ausgestellt am",
    valid_until="Gültig bis",
    no_end="kein Enddatum",
    checked="Geprüft am {moment} ({age}).",
    never_checked="Er wurde noch nicht geprüft.",
    states=_STATES,
    origins=OriginWords(
        signed="Ausgestellt und signiert von {issuer}. Vollständig und unverändert.",
        self_signed="Vollständig und unverändert, signiert mit einem selbst erklärten Schlüssel, "
        "der sich {issuer} nennt. Die Organisation hinter dem Namen können wir nicht bestätigen.",
        hosted="{issuer} zeigte genau das auf der eigenen Website, als wir nachsahen, am {moment}.",
        subset="{issuer} hat jede gezeigte Angabe signiert. Andere Angaben sollten nach Wunsch der "
        "Person, die teilt, verborgen bleiben. Sie können das prüfen, ohne uns zu vertrauen.",
        subset_self_signed="Jede gezeigte Angabe ist mit einem selbst erklärten Schlüssel "
        "signiert, der sich {issuer} nennt. Die Organisation hinter dem Namen können wir nicht "
        "bestätigen. Andere Angaben sind nach Wunsch der Person, die teilt, verborgen.",
        subset_once="Jede gezeigte Angabe war von {issuer} signiert, als wir den Aussteller "
        "zuletzt erreichten, am {moment}. Andere Angaben sind nach Wunsch der Person, die teilt, "
        "verborgen.",
        excerpt="{issuer} hat den ganzen Nachweis signiert; wir ({wallet}) haben ihn am {moment} "
        "geprüft und bestätigen, dass diese Angaben daraus stammen. Die Signatur von {issuer} "
        "lässt sich an diesem Auszug nicht prüfen. Bitten Sie um den ganzen Nachweis, um ihn "
        "selbst zu prüfen.",
        excerpt_hosted="{issuer} zeigte den ganzen Nachweis auf der eigenen Website; wir "
        "({wallet}) haben ihn am {moment} geprüft und bestätigen, dass diese Angaben daraus "
        "stammen. Bitten Sie um den ganzen Nachweis, um ihn selbst zu prüfen.",
        once="Vollständig und so, wie {issuer} ihn gemacht hat, als wir den Aussteller zuletzt "
        "erreichten, am {moment}.",
        unverified="Bis sich das prüfen lässt, ist es das Wort der Person, die ihn teilt.",
    ),
    questions=_QUESTIONS,
    marks={
        "genuine": "Bestätigt",
        "neutral": "Wie angegeben",
        "remark": "Hinweis",
        "unknown": "Nicht bekannt",
        "refused": "Warnung",
    },
    claims="Was darin steht",
    about="Was er anerkennt",
    criteria="Wofür es ihn gibt",
    criteria_link="Kriterien bei {host}",
    narrative="Was der Aussteller dazu sagt",
    results="Ergebnisse",
    result_value="Ergebnis",
    result_achieved="Erreicht",
    result_scale="Skala",
    scale_range="{minimum} bis {maximum}",
    scale_minimum="ab {minimum}",
    scale_maximum="bis {maximum}",
    scale_values="eines von: {values}",
    scale_required="nötig: {required}",
    scale_missing="der Aussteller nennt keine",
    evidence="Belege",
    evidence_unnamed="Beleg",
    alignments="Kompetenzen und Rahmenwerke",
    tags="Schlagwörter",
    findings=_findings,
    finding_counts=_finding_counts,
    outcomes={
        Outcome.PASS: "Bestanden",
        Outcome.WARN: "Hinweis",
        Outcome.FAIL: "Nicht bestanden",
        Outcome.SKIPPED: "Nicht zutreffend",
        Outcome.UNKNOWN: "Nicht prüfbar",
    },
    parties={
        Party.LEARNER: "der Person, der er gehört",
        Party.ISSUER: "dem Aussteller",
        Party.WALLET: "denen, die diese Wallet betreiben",
    },
    mender="Zu beheben von {party}.",
    looked_at={
        SourceKind.LIVE: "Nachgesehen am {moment}",
        SourceKind.SNAPSHOT: "Aufbewahrte Kopie vom {moment}",
        SourceKind.DOCUMENT: "Im Nachweis selbst, {moment}",
    },
    downloads="Selbst prüfen",
    download_signed="Nachweis, wie er signiert ist ({kind})",
    download_hosted="Nachweis, wie sein Aussteller ihn zeigt ({kind})",
    download_subset="Gezeigte Angaben, wie der Aussteller sie signiert hat ({kind})",
    download_excerpt="Auszug, wie wir ihn signiert haben ({kind})",
    download_file="Datei, wie sie ausgehändigt wurde",
    download_report="Diese Seite als JSON",
    no_original="Es gibt kein Original zum Herunterladen: Dafür bürgt nur, wem er gehört.",
    check_again="Noch einmal prüfen",
    check_again_hint="Fragt die Aussteller neu; höchstens einmal in zehn Minuten für alle, die "
    "diese Seite besuchen.",
    checking="Eine neue Prüfung läuft. Laden Sie die Seite gleich noch einmal.",
    check_requested="Wir prüfen noch einmal. Laden Sie die Seite gleich noch einmal.",
    check_recent="In den letzten zehn Minuten wurde geprüft; das ist, was Sie sehen.",
    print_hint="Diese Seite, jederzeit neu zu prüfen: {url}",
    how_to_read="Wie diese Seite zu lesen ist",
    how_to_read_lines=(
        "„Echt“ heißt, dass der hier genannte Aussteller genau das gemacht und niemand es "
        "verändert hat. Wie gut der Aussteller ist, sagt es nicht.",
        "Geprüft wurde die Domain. Namen und Bilder sind, was der Aussteller zeigen wollte.",
        "Wem die Nachweise gehören, hat ausgesucht, welche hier stehen. Niemand kann etwas darin "
        "hinzufügen oder ändern.",
    ),
)

_CONSENT = ConsentWords(
    page_title="{application} möchte sich mit Ihrer Wallet verbinden",
    kicker="Eine Anwendung verbinden",
    asks="{application} möchte sich mit Ihrer Wallet verbinden",
    place="Danach kommen Sie zurück zu {place}.",
    own_machine="einem Programm auf diesem Gerät",
    unvouched="Ihren Namen hat die Anwendung selbst gewählt. Sicher ist nur, wohin Sie "
    "zurückkommen: Erlauben Sie es nur, wenn Sie von dort gekommen sind.",
    may="Wenn Sie es erlauben, darf sie",
    permissions={
        Permission.READ_CREDENTIALS: "alle Nachweise in Ihrer Wallet sehen",
        Permission.ADD_CREDENTIALS: "Nachweise hinzufügen, die auf Sie lauten und die die Wallet "
        "geprüft hat",
        Permission.READ_PROFILE: "Ihren Namen und Ihre wichtigste Mailadresse sehen",
        Permission.CHANGE_PROFILE: "Ihren Namen ändern",
    },
    until="Löschen oder teilen kann sie nichts. Sie können die Verbindung jederzeit bei den "
    "verbundenen Anwendungen Ihrer Wallet beenden.",
    owner="Das ist die Wallet von",
    nameless_owner="einem Konto ohne Mailadresse",
    other_owner="Eine andere Wallet benutzen",
    allow="Erlauben",
    deny="Nicht erlauben",
    sign_in="Melden Sie sich zuerst bei Ihrer Wallet an",
    address_label="Ihre Mailadresse",
    address_hint="Wir schicken Ihnen einen Code. Wer noch keine Wallet hat, bekommt damit eine.",
    send_code="Code schicken",
    code_sent="Wir haben einen Code an {address} geschickt. Er gilt zehn Minuten.",
    code_label="Code aus der Mail",
    code_hint="Acht Buchstaben und Ziffern, mit oder ohne Strich.",
    confirm_code="Anmelden",
    other_address="Eine andere Adresse benutzen",
    promise="Diese Seite führt kein Skript aus und fragt niemanden sonst. Ihr einziges Cookie "
    "hält Sie angemeldet, bis Sie entschieden haben.",
    device="Browser, um eine Anwendung zu verbinden",
    faulty="Die Anfrage dieser Anwendung ist nicht brauchbar",
    faulty_lines=(
        "Eine Anwendung hat Sie hierher geschickt, deren Anfrage nicht in Ordnung ist. Ihr wurde "
        "nichts gezeigt, und nichts wurde geändert.",
        "Gehen Sie zur Anwendung zurück und versuchen Sie es noch einmal. Hilft das nicht, können "
        "es die beheben, die sie gemacht haben; die nächste Zeile sagt ihnen, was nicht stimmt.",
    ),
    faulty_reason="{reason}",
)
_CONNECTION = ConnectionWords(
    kicker="Eine Plattform verbinden",
    title="{platform} mit Ihrer Wallet verbinden",
    question="Die Badges Ihres Kontos bei {platform} kommen in die Wallet von",
    warning="Das sind nicht Sie? Dann schließen Sie diese Seite: Jemand anderes hat Sie hierher "
    "geschickt.",
    connect="Verbinden",
    done_title="Verbunden",
    done=(
        "Ihre Badges bei {platform} werden geholt. Sie können diese Seite schließen und zu Ihrer "
        "Wallet zurückgehen.",
    ),
    failed="Nicht verbunden",
    over=(
        "Das ist abgelaufen oder wurde schon benutzt. Verbinden Sie die Plattform noch einmal von "
        "Ihrer Wallet aus.",
    ),
    denied=(
        "Die Plattform hat es nicht erlaubt. Nichts wurde geändert; Sie können es von Ihrer Wallet "
        "aus noch einmal versuchen.",
    ),
)
GERMAN = Wording(
    language="de",
    date=_date,
    moment=_moment,
    age=_age,
    layout=LayoutWords(
        skip="Zum Inhalt",
        footer="Diese Seite setzt keine Cookies, führt kein Skript aus und fragt niemanden sonst.",
    ),
    share=_SHARE,
    front=FrontWords(
        title="Hier läuft eine Wallet für Nachweise",
        lines=(
            "Sie hält digitale Nachweise von allen Plattformen beisammen: "
            "importieren, prüfen, zeigen.",
            "Für Besucher gibt es hier nichts zu sehen: "
            "Wenn Ihnen jemand einen Link gegeben hat, öffnen Sie ihn ganz.",
        ),
        where_to_go="Für Entwickler",
        explorer="API-Explorer",
        documentation="Dokumentation",
        demonstration="Badges zum Ausprobieren, und wer sie ausgestellt hat",
        outbox="Postausgang: Mails mit Anmeldecodes",
        verify="Einen Nachweis prüfen, den Sie bekommen haben",
    ),
    outbox=OutboxWords(
        title="Postausgang",
        explanation="Kein Mailserver ist eingerichtet, deshalb bleiben Mails hier liegen, damit "
        "Sie sie lesen können. Diese Seite gibt es nur in der Entwicklung und nur auf diesem "
        "Rechner.",
        empty="Noch keine Mail: Fordern Sie einen Anmeldecode an und laden Sie die Seite noch "
        "einmal.",
    ),
    consent=_CONSENT,
    connection=_CONNECTION,
    unsubscribe=UnsubscribeWords(
        title="Keine solchen Mails mehr",
        question="Soll Ihnen die Wallet keine solchen Mails mehr schicken? Die Neuigkeiten bleiben "
        "dort in Ihrem Posteingang, und Sie können es jederzeit wieder anders wählen.",
        button="Schickt mir keine mehr davon",
        done="Sie bekommen keine solchen Mails mehr. Die Neuigkeiten bleiben im Posteingang Ihrer "
        "Wallet.",
    ),
    cover=CoverWords(
        title="Öffnen, was mit Ihnen geteilt wurde",
        needs_passcode="Jemand hat Nachweise mit Ihnen geteilt und geschützt. Geben Sie das "
        "Kennwort ein, das Sie von dieser Person auf anderem Weg als den Link bekommen haben.",
        needs_opening="Jemand hat Nachweise mit Ihnen geteilt. Sie werden gezeigt, sobald Sie "
        "sie öffnen.",
        passcode="Kennwort",
        limited="Dieser Link lässt sich nur begrenzt oft öffnen, und dies ist eines der Male. "
        "Danach können Sie sich eine halbe Stunde lang umsehen.",
        open="Öffnen",
        wrong="Das ist nicht das Kennwort. Achten Sie auf Groß- und Kleinschreibung, oder fragen "
        "Sie die Person, die geteilt hat.",
        too_often="Das war zu oft. Versuchen Sie es in {minutes} Minuten wieder.",
        no_cookie="Ihr Browser hat den Link nicht offen gehalten: Erlauben Sie dieser Seite ein "
        "Cookie, und öffnen Sie sie dann noch einmal.",
        promise="Diese Seite führt kein Skript aus und fragt niemanden sonst. Ihr einziges Cookie "
        "hält den Link eine halbe Stunde lang offen, nachdem Sie ihn geöffnet haben.",
        opened_promise="Diese Seite führt kein Skript aus und fragt niemanden sonst. Ihr einziges "
        "Cookie hält den Link eine halbe Stunde lang offen.",
        preview="Vorschau: Das sehen Besucher. Sie wird nicht gezählt und endet in zehn Minuten.",
    ),
    visitor=VisitorWords(
        ask="Fragen und melden",
        confirm="Geht es um die Person, die Sie kennen?",
        confirm_hint="Wir vergleichen sie mit der Person, die in den Nachweisen steht, sagen "
        "Ihnen ja oder nein und behalten sie nicht.",
        address="E-Mail-Adresse der Person",
        confirm_button="Vergleichen",
        confirmed="Ja, diese Person ist gemeint",
        not_confirmed="Nicht bestätigt",
        named={
            Named.YES: "Ja: Er nennt diese Adresse",
            Named.NO: "Nein: Er nennt jemanden, aber nicht mit dieser Adresse",
            Named.NOT_KNOWN: "Er nennt niemanden so, dass es sich vergleichen lässt",
        },
        confirm_lines=(
            "Menschen haben mehrere Adressen: Ein „Nein“ kann heißen, dass der Aussteller eine "
            "andere kannte. Fragen Sie die Person, welche.",
            "Die Adresse wurde verglichen und dann vergessen.",
        ),
        report="Der Person, die geteilt hat, ein Problem melden",
        report_text="Was stimmt nicht?",
        report_hint="Es kommt in den Posteingang ihrer Wallet. Wer Sie sind, sagen wir nicht: "
        "Schreiben Sie es dazu, wenn sie es wissen soll.",
        report_button="Senden",
        report_done="Gesendet",
        report_done_lines=(
            "Es liegt im Posteingang der Person, die den Link mit Ihnen geteilt hat.",
        ),
        back="Zurück zu den Nachweisen",
        promise="Diese Seite führt kein Skript aus und fragt niemanden sonst.",
    ),
    verify=VerifyWords(
        title="Nachweise prüfen",
        explanation="Bringen Sie Abzeichen und Zertifikate, die Sie bekommen haben, als Links oder "
        "Dateien. Sie sehen, wer sie gemacht hat, ob jemand sie verändert hat und ob sie noch "
        "gelten. Dafür braucht es kein Konto, und nichts wird behalten.",
        links="Links",
        links_hint="Je Zeile einer.",
        files="Dateien und Bilder",
        files_hint="JSON, Bilder mit einem Abzeichen darin, PDF oder ZIP: höchstens {number} Links "
        "und Dateien, je 5 MB.",
        button="Prüfen",
        more="Weitere prüfen",
        unnamed="Eine Datei ohne Namen",
        refused="Hier ist kein Nachweis, der sich prüfen ließe. {message}",
        left_out="{number} weitere Nachweise darin wurden nicht angesehen: "
        "Bringen Sie sie einzeln.",
        unfinished="Es hat zu lange gedauert, also wurde nicht alles angesehen. Versuchen Sie es "
        "später wieder.",
        too_often="Das war zu viel auf einmal. Versuchen Sie es in ein paar Minuten wieder.",
        not_usable="Bringen Sie mindestens einen Link oder eine Datei, höchstens {number}, und "
        "nichts über 5 MB.",
    ),
    unknown_link=ClosedWords(
        "Hier ist keine Seite",
        (
            "Vielleicht ist die Adresse unvollständig: Links sind lang, und Mailprogramme kürzen "
            "sie. Öffnen Sie ihn noch einmal dort, woher Sie ihn haben, oder bitten Sie um einen "
            "neuen.",
            "Über die Nachweise von irgendjemandem sagt das nichts.",
        ),
    ),
    expired_link=ClosedWords(
        "Dieser Link ist abgelaufen",
        (
            "Er war offen bis {date}. Bitten Sie die Person, von der Sie ihn haben, um einen "
            "neuen.",
            "Nur der Link ist zu Ende. Die Nachweise darunter können so gut sein wie zuvor.",
        ),
    ),
    revoked_link=ClosedWords(
        "Dieser Link wurde geschlossen",
        (
            "Wem er gehört, hat ihn am {date} geschlossen. Fragen Sie dort, wenn Sie noch "
            "brauchen, was er zeigte.",
            "Nur der Link wurde geschlossen. Kein Aussteller hat damit einen Nachweis widerrufen.",
        ),
    ),
    revocation_reason="Dazu heißt es: „{reason}“",
    used_up_link=ClosedWords(
        "Dieser Link wurde so oft geöffnet, wie er darf",
        (
            "Bitten Sie die Person, die ihn Ihnen gegeben hat, um einen neuen.",
            "Nur der Link ist verbraucht. Die Nachweise darauf können so gut sein wie zuvor.",
        ),
    ),
    early_link=ClosedWords(
        "Dieser Link ist noch nicht offen",
        ("Er öffnet sich am {date}. Kommen Sie dann wieder.",),
    ),
)
