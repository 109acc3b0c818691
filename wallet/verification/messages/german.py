"""German."""

from datetime import date

from wallet.verification.finding import Party
from wallet.verification.messages.catalogue import Catalogue

_MONTHS = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni"),
    *("Juli", "August", "September", "Oktober", "November", "Dezember"),
)


def _day(day: date) -> str:
    return f"{day.day}. {_MONTHS[day.month - 1]} {day.year}"


_CODES = {
    "DOES_NOT_APPLY": "Das trifft auf diesen Nachweis nicht zu.",
    "NOT_REACHED": "Das wurde nicht geprüft: Eine frühere Prüfung ist gescheitert, und was danach "
    "kommt, ist nicht mehr zu glauben.",
    "SOURCE_UNREACHABLE": "Unter der Adresse kam kein Dokument an.",
    "INPUT_TOO_LARGE": "Die Datei ist größer, als wir lesen.",
    "JSON_TOO_DEEP": "Das Dokument ist weit tiefer verschachtelt als jeder echte Nachweis.",
    "IMAGE_TOO_LARGE": "Das Bild ist größer, als wir lesen.",
    "DECOMPRESSION_LIMIT": "Entpackt ist der Inhalt größer als jeder echte Nachweis.",
    "IMAGE_NO_CREDENTIAL": "In diesem Bild steckt kein Nachweis. Laden Sie den Badge noch einmal "
    "von seiner Plattform herunter.",
    "IMAGE_CORRUPT": "Das Bild ist beschädigt. Laden Sie den Badge noch einmal von seiner "
    "Plattform herunter.",
    "IMAGE_MULTIPLE_CREDENTIALS": "Das Bild enthält mehrere verschiedene Nachweise. Es ist nicht "
    "klar, welcher gemeint ist.",
    "IMAGE_TRAILING_DATA": "Hinter dem Ende des Bildes steht noch etwas. Wir haben es nicht "
    "beachtet.",
    "IMAGE_ACTIVE_CONTENT": "Das Bild enthält Skripte oder fremde Verweise. Sie werden nie "
    "ausgeführt und nie verfolgt.",
    "ARCHIVE_UNREADABLE": "Das Archiv ist beschädigt oder verschlossen. Entpacken Sie es und "
    "bringen Sie die Dateien, die darin sind.",
    "JSON_INVALID": "Der Text ist kein lesbares JSON.",
    "JSON_DUPLICATE_KEY": "Ein Name steht zweimal im selben Objekt. Zwei Programme könnten "
    "Verschiedenes lesen.",
    "JSON_NON_FINITE": "Eine Zahl im Dokument ist keine, die JSON darstellen kann.",
    "UNICODE_INVALID": "Der Text enthält ungültige Zeichen.",
    "JWS_INVALID": "Das signierte Token ist beschädigt. Kopieren Sie es noch einmal, vom ersten "
    "bis zum letzten Zeichen.",
    "FORMAT_UNKNOWN": "Das ist kein Nachweis einer Art, die diese Wallet liest.",
    "FORMAT_AMBIGUOUS": "Das Dokument lässt sich als zwei verschiedene Arten von Nachweis lesen.",
    "CONTEXT_NOT_PINNED": "Das Dokument benutzt ein Vokabular, von dem wir keine vertrauenswürdige "
    "Kopie haben. Wir können nicht dafür einstehen, was seine Wörter bedeuten.",
    "CONTEXT_INLINE": "Das Dokument bringt sein eigenes Vokabular mit. Wir können nicht dafür "
    "einstehen, was seine Wörter bedeuten.",
    "CONTEXT_ORDER": "Das Dokument beginnt nicht mit dem Vokabular, das sein Standard verlangt.",
    "UNSIGNED_FIELDS": "Das Dokument sagt Dinge, die seine Signatur nicht deckt.",
    "NOT_COMPACT_FORM": "Das Dokument wurde so umgeschrieben, dass ein Bildschirm etwas anderes "
    "zeigen würde, als signiert wurde.",
    "RELATIVE_IRI": "Ein Typ oder eine Adresse im Dokument ist unvollständig. Die Signatur deckt "
    "sie nicht.",
    "NODE_SPLIT": "Was über eine Sache gesagt wird, wurde aufgeteilt, sodass ein Bildschirm nur "
    "die Hälfte zeigen würde.",
    "CONTROL_CHARACTERS": "Das Dokument enthält unsichtbare Steuerzeichen.",
    "CANON_WORK_EXCEEDED": "Das Dokument ist so gebaut, dass die Prüfung seiner Signatur endlos "
    "dauern würde.",
    "NULL_OR_EMPTY": "Das Dokument hat leere Angaben. Seine Signatur deckt sie nicht, und wir "
    "lesen sie, als wären sie nicht da.",
    "NO_PROOF": "Das Dokument trägt keine Signatur. Jeder könnte es geschrieben haben.",
    "HOSTED_WITHOUT_PROOF": "Der Nachweis ist nicht signiert. Sein Aussteller steht dafür ein, "
    "indem er ihn auf seiner eigenen Website zeigt.",
    "SUITE_UNSUPPORTED_BESIDE_OTHERS": "Eine der Signaturen ist von einer Art, die wir nicht "
    "prüfen können. Eine andere ist in Ordnung.",
    "SUITE_UNSUPPORTED": "Die Signatur ist von einer Art, die wir noch nicht prüfen können.",
    "SUITE_DEPRECATED": "Die Signatur ist von einer Art, die ausläuft.",
    "SIGNATURE_INVALID": "Die Signatur passt nicht zum Dokument: Es wurde nach dem Signieren "
    "verändert oder mit einem anderen Schlüssel signiert.",
    "ALG_NOT_ALLOWED": "Die Signatur nennt ein Verfahren, das nicht erlaubt ist.",
    "HEADER_CRIT_UNKNOWN": "Die Signatur verlangt eine Erweiterung, die wir nicht kennen.",
    "KEY_TYPE_MISMATCH": "Der Schlüssel ist nicht von der Art, die die Signatur verlangt.",
    "PURPOSE_MISMATCH": "Die Signatur wurde für einen anderen Zweck gemacht, als einen Nachweis "
    "auszustellen.",
    "PROOF_EXPIRED": "Die Signatur selbst ist abgelaufen.",
    "JWT_ISS_MISMATCH": "Das Token nennt einen anderen Aussteller als der Nachweis darin.",
    "JWT_SUB_MISMATCH": "Das Token nennt eine andere Person oder Sache als der Nachweis darin.",
    "JWT_JTI_MISMATCH": "Das Token nennt eine andere Kennung als der Nachweis darin.",
    "JWT_NBF_MISMATCH": "Das Token beginnt zu einer anderen Zeit als der Nachweis darin.",
    "JWT_EXP_MISMATCH": "Das Token endet zu einer anderen Zeit als der Nachweis darin.",
    "JWT_DOUBLE_PAYLOAD": "Das Token enthält zwei Nachweise. Es ist nicht klar, welcher gemeint "
    "war.",
    "PROOF_IN_SET_INVALID": "Eine von mehreren Signaturen ist nicht in Ordnung. Eine andere, vom "
    "Aussteller, ist es.",
    "STATUS_WITHHELD": "Das ist ein Teil eines Nachweises, und nichts darin sagt, ob der "
    "Aussteller ihn widerrufen hat.",
    "VALIDITY_WITHHELD": "Das ist ein Teil eines Nachweises, und nichts darin sagt, bis wann er "
    "gilt.",
    "DID_UNRESOLVED": "Wir konnten nicht nachschlagen, wem die Kennung des Ausstellers gehört.",
    "KEY_URL_UNREACHABLE": "Wir konnten den Ort nicht erreichen, an dem der Aussteller den "
    "Schlüssel veröffentlicht.",
    "DID_DOC_ID_MISMATCH": "Wohin die Kennung des Ausstellers führt, das spricht für jemand "
    "anderen.",
    "KEY_NOT_FOUND": "Der Aussteller veröffentlicht den Schlüssel nicht, den die Signatur nennt.",
    "KEY_UNREADABLE": "Der Schlüssel, den die Signatur nennt, ist fehlerhaft.",
    "KEY_REVOKED": "Der Aussteller hat den Schlüssel zurückgezogen.",
    "CONTROLLER_MISMATCH": "Der Schlüssel gehört jemand anderem als dem Aussteller, den der "
    "Nachweis nennt.",
    "NOT_ASSERTION_METHOD": "Der Aussteller hat diesem Schlüssel nicht erlaubt, Nachweise zu "
    "signieren.",
    "KEY_EMBEDDED_UNTRUSTED": "Der Nachweis bringt seinen eigenen Schlüssel mit, und der "
    "Aussteller veröffentlicht keinen solchen.",
    "KEY_NOT_OWNED": "Schlüssel und Aussteller nennen einander nicht gegenseitig.",
    "HOST_OUT_OF_SCOPE": "Der Nachweis liegt auf einer Website, die nicht die des Ausstellers ist.",
    "HOSTED_ID_MISMATCH": "Der Nachweis an seiner eigenen Adresse sagt, er sei ein anderer.",
    "COPY_DIFFERS": "Die mitgebrachte Kopie sagt etwas anderes als die, die der Aussteller zeigt. "
    "Wir lesen die des Ausstellers.",
    "HOST_NOT_CONFIRMED": "Der Nachweis liegt auf einer anderen Website als der seines "
    "Ausstellers, und Nachweise dieses Alters können nicht zeigen, dass er es so will.",
    "HOST_NOT_NAMED": "Der Nachweis sagt nicht, wo sein Aussteller ihn zeigt. Bringen Sie seine "
    "Adresse oder das Bild des Badges, wie Sie es bekommen haben.",
    "ORIGIN_DIFFERS": "Teile des Nachweises liegen auf verschiedenen Websites; die Seiten des "
    "Ausstellers selbst sehen das so vor.",
    "HOSTED_OVER_HTTP": "Der Aussteller veröffentlicht das ohne gesicherte Übertragung (http). "
    "Andere könnten es unterwegs ändern.",
    "HOST_UNREACHABLE": "Wir konnten die Website des Ausstellers nicht erreichen. Das sagt nichts "
    "gegen den Nachweis.",
    "NO_REGISTRY": "Diese Wallet hat keine Liste bekannter Aussteller.",
    "ISSUER_NOT_LISTED": "Der Aussteller steht nicht auf der Liste bekannter Aussteller. Das sagt "
    "nichts gegen ihn: Keine Liste ist vollständig.",
    "REGISTRY_UNREACHABLE": "Die Liste bekannter Aussteller konnte nicht gelesen werden.",
    "NAME_CONFUSABLE": "Name oder Adresse des Ausstellers lässt sich mit einem anderen "
    "verwechseln. Richten Sie sich nach seiner Domain, Buchstabe für Buchstabe.",
    "NAME_BIDI": "Der Name des Ausstellers enthält unsichtbare Zeichen, die ändern können, wie er "
    "zu lesen ist.",
    "SUBJECT_UNIDENTIFIED": "Der Nachweis sagt nicht, wen er betrifft.",
    "SCHEMA_INVALID": "Dem Dokument fehlt etwas, das sein Standard verlangt.",
    "NOT_YET_VALID": "Der Nachweis gilt noch nicht.",
    "EXPIRED": "Der Nachweis ist abgelaufen.",
    "DATES_INVERTED": "Der Nachweis endet, bevor er beginnt.",
    "DATE_UNREADABLE": "Ein Datum des Nachweises ist nicht lesbar. Wir können nicht sagen, ob er "
    "heute gilt.",
    "CLOCK_SKEW_TOLERATED": "Der Nachweis beginnt einen Augenblick nach jetzt. Uhren gehen "
    "verschieden; wir lassen es gelten.",
    "REVOKED": "Der Aussteller hat diesen Nachweis widerrufen.",
    "SUSPENDED": "Der Aussteller hat diesen Nachweis ausgesetzt.",
    "STATUS_UNREACHABLE": "Wir konnten nicht nachfragen, ob der Aussteller ihn widerrufen hat.",
    "STATUS_STALE": "Die Statusliste des Ausstellers war nicht neu zu bekommen, und die letzte, "
    "die wir haben, ist zu alt, um sich darauf zu verlassen.",
    "STATUS_METHOD_UNKNOWN": "Der Aussteller gibt den Status auf eine Weise an, die wir noch nicht "
    "lesen können.",
    "STATUS_AMBIGUOUS": "Die Statusliste des Ausstellers lässt sich auf zwei Weisen lesen, und sie "
    "sagen über diesen Nachweis Verschiedenes.",
    "STATUS_LIST_TOO_SHORT": "Die Statusliste des Ausstellers ist kürzer, als ihr Standard "
    "verlangt. Sie verrät mehr über die Inhaber, als sie sollte.",
    "STATUS_LIST_INVALID": "Die Statusliste des Ausstellers ist fehlerhaft, oder ihre Signatur "
    "stimmt nicht.",
    "STATUS_LIST_EXPIRED": "Die Statusliste des Ausstellers ist nicht mehr aktuell.",
    "STATUS_LIST_ISSUER_MISMATCH": "Die Statusliste ist die von jemand anderem, nicht die des "
    "Ausstellers.",
    "STATUS_LIST_PURPOSE_MISMATCH": "Die Statusliste dient einem anderen Zweck, als der Nachweis "
    "sagt.",
    "STATUS_LIST_RANGE": "Den Platz des Nachweises gibt es in der Statusliste des Ausstellers "
    "nicht.",
    "STATUS_MESSAGE": "Der Aussteller hat zu diesem Nachweis etwas zu sagen.",
    "STATUS_MESSAGE_UNKNOWN": "Wir konnten nicht herausfinden, was der Aussteller zu diesem "
    "Nachweis zu sagen hat.",
    "NEWER_VERSION": "Der Aussteller hat eine neuere Fassung dieses Nachweises. Sie bekommen sie "
    "dort, woher Sie diese haben.",
    "RECIPIENT_UNPROVEN": "Er nennt keine der Adressen, die Sie bisher als Ihre bestätigt haben. "
    "Fügen Sie die Adresse hinzu, auf die er ausgestellt ist, und bestätigen Sie sie.",
    "RECIPIENT_NOT_NAMED": "Er nennt keine Person durch eine Adresse oder Kennung, die sich "
    "vergleichen lässt.",
    "RECIPIENT_NOT_CHECKED": "Niemand hat gefragt, auf wen er ausgestellt ist.",
    "RECIPIENT_WEAK_HASH": "Er nennt Sie, verbirgt die Adresse aber so schwach, dass andere sie "
    "erraten könnten.",
}

_CHECKS = {
    "intake.fetch": "Die Adressen, die er nennt, wurden gefragt.",
    "intake.limits": "Die Datei hat eine gewöhnliche Größe.",
    "intake.unbake": "Das Bild enthält genau einen Nachweis.",
    "intake.parse": "Der Text lässt sich nur auf eine Weise lesen.",
    "format.detected": "Es ist ein Nachweis einer Art, die diese Wallet liest.",
    "jsonld.contexts": "Jedes Wort des Dokuments stammt aus einem Vokabular, das wir kennen.",
    "jsonld.signed_fields": "Die Signatur deckt jedes Wort des Dokuments.",
    "proof.present": "Der Nachweis ist signiert.",
    "proof.suite": "Die Signatur ist von einer Art, die wir prüfen können.",
    "issuer.key_resolution": "Der Schlüssel liegt, wo die Signatur es sagt.",
    "proof.signature": "Die Signatur passt zum Dokument: Seither wurde nichts verändert.",
    "proof.purpose": "Die Signatur wurde gemacht, um einen Nachweis auszustellen.",
    "proof.claims": "Das Token und der Nachweis darin sagen dasselbe.",
    "proof.set": "Alle Signaturen sind in Ordnung.",
    "proof.disclosure": "Der gezeigte Teil nennt seinen Status und sein Ende.",
    "issuer.key_binding": "Der Schlüssel gehört dem Aussteller, den der Nachweis nennt.",
    "issuer.hosting_scope": "Der Aussteller zeigt diesen Nachweis auf seiner eigenen Website.",
    "schema.canonical": "Das Dokument hat, was sein Standard mindestens verlangt.",
    "semantics.subject": "Er sagt, wen er betrifft.",
    "validity.period": "Er ist innerhalb seiner Daten.",
    "status.revocation": "Der Aussteller hat ihn nicht widerrufen.",
    "status.suspension": "Der Aussteller hat ihn nicht ausgesetzt.",
    "status.message": "Die Hinweise des Ausstellers dazu wurden gelesen; keiner verlangt "
    "Aufmerksamkeit.",
    "recipient.identity": "Er nennt eine Adresse oder Kennung, die Sie als Ihre bestätigt haben.",
    "issuer.registry": "Der Aussteller steht auf einer Liste bekannter Aussteller.",
    "issuer.name": "Der Name des Ausstellers ist, wonach er aussieht.",
}

_DETAILS = {
    "": "",
    "Format: {format}.": "Format: {format}.",
    "From {start:day} until {end:day}.": "Vom {start:day} bis zum {end:day}.",
    "It ended on {end:day}.": "Er endete am {end:day}.",
    "It begins on {start:day}.": "Er beginnt am {start:day}.",
    "It ends on {end:day}.": "Er endet am {end:day}.",
    "No answer from {url}.": "Keine Antwort von {url}.",
    "It lies on {place}, its issuer on {home}.": "Er liegt auf {place}, sein Aussteller auf "
    "{home}.",
    "Its id is no web address, so nothing shows it.": "Seine Kennung ist keine Webadresse; nichts "
    "zeigt ihn.",
    "The issuer's id is no web address.": "Die Kennung des Ausstellers ist keine Webadresse.",
    "The issuer's site says no more than that it is withdrawn.": "Die Website des Ausstellers sagt "
    "nur noch, dass er widerrufen ist.",
    "The key is that of {subject}.": "Der Schlüssel ist der von {subject}.",
    "The token names no key.": "Das Token nennt keinen Schlüssel.",
    "The signature names no key that can be looked up.": "Die Signatur nennt keinen Schlüssel, der "
    "sich nachschlagen lässt.",
    "The address sends on to another site.": "Die Adresse leitet auf eine andere Website weiter.",
    "What it signs could not be made out.": "Was sie signiert, war nicht auszumachen.",
    "Its issuer has no id.": "Sein Aussteller hat keine Kennung.",
    "Its type is not Assertion.": "Sein Typ ist nicht Assertion.",
    "It names no recipient.": "Er nennt keinen Empfänger.",
    "Its recipient is no identity object.": "Sein Empfänger ist kein Identitätsobjekt.",
    'The issuer says: "{message}".': "Der Aussteller sagt: „{message}“.",
    "The last one is of {day:day}.": "Die letzte ist vom {day:day}.",
    "The entry names no list.": "Der Eintrag nennt keine Liste.",
    "It is no credential.": "Sie ist kein signierter Nachweis.",
    "It cannot be unpacked.": "Sie lässt sich nicht entpacken.",
    "Its dates cannot be read.": "Ihre Daten sind nicht lesbar.",
    "The size of its entries is unusable.": "Die Größe ihrer Einträge ist unbrauchbar.",
    "The list's own signature could not be checked.": "Die eigene Signatur der Liste ließ sich "
    "nicht prüfen.",
    "The credential has no id to seek in the list.": "Der Nachweis hat keine Kennung, die sich in "
    "der Liste suchen ließe.",
    "The credential has no uid to seek in the list.": "Der Nachweis hat keine uid, die sich in der "
    "Liste suchen ließe.",
    "It names no address to ask.": "Er nennt keine Adresse, die sich fragen ließe.",
    "It names {number} places, more than are asked.": "Er nennt {number} Stellen, mehr als wir "
    "fragen.",
    "Its type is {name}.": "Sein Typ ist {name}.",
    "Its purpose is {name}.": "Sein Zweck ist {name}.",
    "Not read: {lists}.": "Nicht gelesen: {lists}.",
    "{list} calls it {name}.": "{list} nennt ihn {name}.",
    "The name mixes alphabets within a word.": "Der Name mischt innerhalb eines Wortes mehrere "
    "Alphabete.",
    "The address mixes alphabets within a word: {domain}.": "Die Adresse mischt innerhalb eines "
    "Wortes mehrere Alphabete: {domain}.",
    "It looks like {name}, which is {id}.": "Er sieht aus wie {name}; das ist aber {id}.",
}

CATALOGUE = Catalogue(
    language="de",
    codes=_CODES,
    checks=_CHECKS,
    hints={
        Party.LEARNER: "Das können Sie selbst beheben.",
        Party.ISSUER: "Das kann nur der Aussteller beheben. Sagen Sie es ihm.",
        Party.WALLET: "Das kann beheben, wer diese Wallet betreibt. Sagen Sie es dort.",
    },
    details=_DETAILS,
    day=_day,
)
