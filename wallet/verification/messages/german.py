"""German: all but the sentences of the codes, which have a file of their own."""

from datetime import date

from wallet.verification.finding import Party
from wallet.verification.messages.catalogue import Catalogue
from wallet.verification.messages.german_codes import CODES

_MONTHS = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni"),
    *("Juli", "August", "September", "Oktober", "November", "Dezember"),
)


def _day(day: date) -> str:
    return f"{day.day}. {_MONTHS[day.month - 1]} {day.year}"


_CHECKS = {
    "presentation.holder": "Die Person, die er betrifft, hat unterschrieben, dass sie ihn vorlegt.",
    "intake.fetch": "Die Adressen, die er nennt, wurden gefragt.",
    "intake.limits": "Die Datei hat eine gewöhnliche Größe.",
    "intake.unbake": "Die Datei enthält den Nachweis.",
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
    "proof.chain": "Die Signaturen, nach denen diese gemacht wurde, sind alle da und in Ordnung.",
    "proof.disclosure": "Was gezeigt wird, passt zusammen und nennt seinen Status und sein Ende.",
    "issuer.key_binding": "Der Schlüssel gehört dem Aussteller, den der Nachweis nennt.",
    "issuer.hosting_scope": "Der Aussteller zeigt diesen Nachweis auf seiner eigenen Website.",
    "issuer.page": "Die Seite, von der er stammt, zeigt ihn.",
    "schema.canonical": "Das Dokument hat, was sein Standard mindestens verlangt.",
    "schema.declared": "Das Dokument passt zu den Schemas, die sein Aussteller nennt.",
    "semantics.subject": "Er sagt, wen er betrifft.",
    "semantics.results": "Zu jedem Ergebnis gehört seine Skala.",
    "semantics.associations": "Die Aufstellung setzt nur in Beziehung, was darin steht.",
    "refresh.service": "Der Aussteller hat keine neuere Ausgabe davon.",
    "resources.integrity": "Worauf er sich stützt, ist noch, was es bei der Ausstellung war.",
    "validity.period": "Er ist innerhalb seiner Daten.",
    "status.revocation": "Der Aussteller hat ihn nicht widerrufen.",
    "status.suspension": "Der Aussteller hat ihn nicht ausgesetzt.",
    "status.message": "Die Hinweise des Ausstellers dazu wurden gelesen; keiner verlangt "
    "Aufmerksamkeit.",
    "recipient.identity": "Er nennt eine Adresse oder Kennung, die Sie als Ihre bestätigt haben.",
    "endorsements": "Jede Befürwortung stimmt und betrifft das, bei dem sie steht.",
    "embedded.credentials": "Jeder Nachweis, der darin liegt, stimmt für sich.",
    "issuer.registry": "Der Aussteller steht auf einer Liste bekannter Aussteller.",
    "issuer.name": "Der Name des Ausstellers ist, wonach er aussieht.",
}

_DETAILS = {
    "": "",
    "It was published on {day:day}.": "Veröffentlicht war er am {day:day}.",
    "It names a page at {place}.": "Er nennt eine Seite bei {place}.",
    "We saw it at {place} on {day:day}.": "Wir sahen sie am {day:day} bei {place}.",
    "It is {place}.": "Es ist {place}.",
    "It sends on to another site.": "Sie leitet auf eine andere Website weiter.",
    "Credentials of its kind have none such.": "Nachweise dieser Art haben keinen solchen.",
    "Format: {format}.": "Format: {format}.",
    "In: {members}.": "In: {members}.",
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
    "It is no credential.": "Dort liegt kein signierter Nachweis.",
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
    "It would have to be made after itself.": "Sie müsste nach sich selbst gemacht worden sein.",
    "One that it names is missing, or there twice.": "Eine, die sie nennt, fehlt oder ist zweimal "
    "da.",
    "It repeats one as drafts of the standard did.": "Sie wiederholt eine, wie es Entwürfe des "
    "Standards vorsahen.",
    "One that it was made after does not hold.": "Eine, nach der sie gemacht wurde, stimmt nicht.",
    "It holds many credentials.": "Es sind viele Nachweise darin.",
    "It names two holders.": "Zwei Inhaber werden genannt.",
    "It is longer than we read.": "Es ist länger, als wir lesen.",
    "It is another list.": "Es ist eine andere Liste.",
    "It is no signed token.": "Sie ist kein signiertes Token.",
    "It is at no address.": "Es liegt an keiner Adresse.",
    "Its service has no address.": "Der Dienst dafür hat keine Adresse.",
    "It could not be checked.": "Sie ließ sich nicht prüfen.",
    "It is older.": "Es ist älter.",
    "Its digest cannot be read.": "Seine Prüfsumme ist nicht lesbar.",
    "The credential that it lies in does not hold, or could not be checked.": "Der Nachweis, in "
    "dem es liegt, stimmt nicht oder ließ sich nicht prüfen.",
    "Its draft is none that we know.": "Seine Fassung von JSON Schema kennen wir nicht.",
    "It is malformed.": "Es ist fehlerhaft.",
    "It refers to what is nowhere.": "Es verweist auf etwas, das es nirgends gibt.",
    "It holds a pattern that we do not match.": "Es enthält ein Muster, das wir nicht vergleichen.",
    "It takes too much work.": "Es anzuwenden macht zu viel Arbeit.",
    "It compares too many entries.": "Es vergleicht zu viele Einträge.",
}

CATALOGUE = Catalogue(
    language="de",
    codes=CODES,
    checks=_CHECKS,
    hints={
        Party.LEARNER: "Das können Sie selbst beheben.",
        Party.ISSUER: "Das kann nur der Aussteller beheben. Sagen Sie es ihm.",
        Party.WALLET: "Das kann beheben, wer diese Wallet betreibt. Sagen Sie es dort.",
    },
    details=_DETAILS,
    day=_day,
)
