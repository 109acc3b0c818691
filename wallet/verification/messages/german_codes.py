"""German: a sentence for each code, in the order of `codes.py`."""

CODES = {
    "DOES_NOT_APPLY": "Das trifft auf diesen Nachweis nicht zu.",
    "NOT_REACHED": "Das wurde nicht geprüft: Eine frühere Prüfung ist gescheitert, und was danach "
    "kommt, ist nicht mehr zu glauben.",
    "SOURCE_UNREACHABLE": "Unter der Adresse kam kein Dokument an.",
    "SOURCE_NEEDS_LEARNER": "Unter der Adresse kam kein Dokument an, und Sie können etwas dafür "
    "tun.",
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
    "PDF_UNREADABLE": "Die PDF-Datei ist beschädigt. Laden Sie den Badge noch einmal von seiner "
    "Plattform herunter.",
    "PDF_LOCKED": "Die PDF-Datei ist verschlossen. Bringen Sie den Badge in anderer Form.",
    "JSON_INVALID": "Der Text ist kein lesbares JSON.",
    "JSON_DUPLICATE_KEY": "Ein Name steht zweimal im selben Objekt. Zwei Programme könnten "
    "Verschiedenes lesen.",
    "JSON_NON_FINITE": "Eine Zahl im Dokument ist keine, die JSON darstellen kann.",
    "UNICODE_INVALID": "Der Text enthält ungültige Zeichen.",
    "JWS_INVALID": "Das signierte Token ist beschädigt. Kopieren Sie es noch einmal, vom ersten "
    "bis zum letzten Zeichen.",
    "FORMAT_UNKNOWN": "Das ist kein Nachweis einer Art, die diese Wallet liest.",
    "FORMAT_AMBIGUOUS": "Das Dokument lässt sich als zwei verschiedene Arten von Nachweis lesen.",
    "ADDRESS_INCOMPLETE": "Eine Adresse im Badge ist unvollständig, und nichts zeigt, von wo aus "
    "sie gilt. Wir haben sie weggelassen.",
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
    "PROOF_IS_BASE": "Die Signatur ist die, die der Aussteller dem Inhaber gibt, damit dieser "
    "Teile zeigen kann. Sie stimmt, aber diese Datei ist nicht zum Weitergeben.",
    "BASE_PROOF_PRESENTED": "Der Nachweis wurde mit dem vorgelegt, was nur sein Inhaber haben "
    "sollte; wer ihn sah, könnte Teile davon zeigen. Legen Sie vor, was daraus abgeleitet ist.",
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
    "TOKEN_TYPE_MISMATCH": "Das Token sagt von sich selbst, es sei etwas anderes als ein Nachweis.",
    "PROOF_IN_SET_INVALID": "Eine von mehreren Signaturen ist nicht in Ordnung. Eine andere, vom "
    "Aussteller, ist es.",
    "CHAIN_BROKEN": "Eine Signatur nennt andere, nach denen sie gemacht wurde, und diese sind "
    "nicht alle da und in Ordnung.",
    "CHAIN_UNKNOWN": "Eine Signatur wurde nach anderen gemacht, von denen wir eine nicht prüfen "
    "konnten.",
    "STATUS_WITHHELD": "Das ist ein Teil eines Nachweises, und nichts darin sagt, ob der "
    "Aussteller ihn widerrufen hat.",
    "VALIDITY_WITHHELD": "Das ist ein Teil eines Nachweises, und nichts darin sagt, bis wann er "
    "gilt.",
    "STATUS_BY_CHOICE": "Das ist ein Teil eines Nachweises. Wer ihn vorlegt, hat gewählt, was er "
    "vom Status zeigt; vielleicht sagt er nicht alles, wodurch der Aussteller ihn widerrufen hat.",
    "SD_MALFORMED": "Was von dem Nachweis gezeigt wird, ist beschädigt. Lassen Sie den Teil noch "
    "einmal erstellen.",
    "SD_COUNT_MISMATCH": "Es sind mehr oder weniger Signaturen da als Aussagen, die gezeigt "
    "werden.",
    "SD_UNREFERENCED": "Es wird etwas gezeigt, auf das der signierte Teil nicht verweist.",
    "SD_DUPLICATE": "Was gezeigt wird, steht zweimal da. Es ist nicht klar, wohin es gehört.",
    "SD_FORBIDDEN_NAME": "Es wird etwas unter einem Namen gezeigt, den der Aussteller offen "
    "signieren muss oder den niemand benutzen darf.",
    "SD_HASH_NOT_ALLOWED": "Was gezeigt wird, ist durch eine Art von Prüfsumme an den signierten "
    "Teil gebunden, die nicht sicher ist.",
    "HOLDER_BINDING_INVALID": "Wer den Nachweis vorgelegt hat, hat signiert, dass er ihm gehört, "
    "und diese Signatur stimmt nicht. Bringen Sie den Nachweis ohne sie.",
    "DID_UNRESOLVED": "Wir konnten nicht nachschlagen, wem die Kennung des Ausstellers gehört.",
    "KEY_URL_UNREACHABLE": "Wir konnten den Ort nicht erreichen, an dem der Aussteller den "
    "Schlüssel veröffentlicht.",
    "DID_DOC_ID_MISMATCH": "Wohin die Kennung des Ausstellers führt, das spricht für jemand "
    "anderen.",
    "KEY_NOT_FOUND": "Der Aussteller veröffentlicht den Schlüssel nicht, den die Signatur nennt.",
    "KEY_UNREADABLE": "Der Schlüssel, den die Signatur nennt, ist fehlerhaft.",
    "KEY_REVOKED": "Der Aussteller hat den Schlüssel zurückgezogen.",
    "KEY_BY_CERTIFICATE": "Der Schlüssel steht in einem Zertifikat, und wir wissen nicht, welchen "
    "Zertifizierungsstellen zu glauben ist.",
    "KEY_REPLACED": "Er wurde mit einem Schlüssel signiert, den der Aussteller veröffentlichte, "
    "als wir früher nachsahen, und jetzt nicht mehr veröffentlicht.",
    "KEY_SEEN_EARLIER": "Wir konnten die Stelle nicht erreichen, an der der Aussteller den "
    "Schlüssel veröffentlicht; als wir früher nachsahen, war er dort.",
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
    "HOST_SENT_ON": "Die Adresse leitet auf eine andere Website weiter, und nichts zeigt, dass "
    "vom Aussteller ist, was dort liegt.",
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
    "PAGE_ATTESTED": "Das hat niemand signiert: Eine Webseite hat es gezeigt, und mehr ist nicht "
    "bekannt.",
    "PAGE_SAYS_OTHERWISE": "Das hat niemand signiert: Eine Webseite zeigt etwas anderes als die "
    "vorliegende Aufzeichnung. Wir lesen die Seite.",
    "PAGE_NOT_SEEN": "Das hat niemand signiert: Es sagt, eine Webseite habe es gezeigt, und die "
    "Seite war nicht zu sehen.",
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
    "SCHEMA_UNREACHABLE": "Wir konnten das Schema nicht erreichen, das der Aussteller nennt. "
    "Darum können wir nicht sagen, ob das Dokument dazu passt.",
    "SCHEMA_DIGEST_MISMATCH": "Das Schema, das der Aussteller nennt, wurde seither geändert. "
    "Darum können wir nicht sagen, ob das Dokument dazu passt.",
    "SCHEMA_UNREADABLE": "Das Schema, das der Aussteller nennt, ist nicht lesbar, oder es "
    "anzuwenden dauert zu lange.",
    "SCHEMA_TYPE_UNKNOWN": "Der Aussteller nennt ein Schema von einer Art, die wir nicht anwenden.",
    "SCHEMA_NOT_ASKED": "Das Schema eines Nachweises, der in einem anderen liegt, wird angewendet, "
    "wo dieser Nachweis für sich geprüft wird.",
    "RESULT_REF_BROKEN": "Ein Ergebnis nennt eine Skala, die der Nachweis nicht beschreibt. Es "
    "wird nicht gezeigt.",
    "ASSOCIATION_REF_BROKEN": "Die Aufstellung setzt eine Leistung in Beziehung, die nicht darin "
    "steht.",
    "NOT_YET_VALID": "Der Nachweis gilt noch nicht.",
    "EXPIRED": "Der Nachweis ist abgelaufen.",
    "DATES_INVERTED": "Der Nachweis endet, bevor er beginnt.",
    "DATE_UNREADABLE": "Ein Datum des Nachweises ist nicht lesbar. Wir können nicht sagen, ob er "
    "heute gilt.",
    "CLOCK_SKEW_TOLERATED": "Der Nachweis beginnt einen Augenblick nach jetzt. Uhren gehen "
    "verschieden; wir lassen es gelten.",
    "REFRESH_USED": "Der Aussteller hat eine neuere Ausgabe dieses Nachweises. Daten und Status "
    "sind die der neueren; importieren Sie sie von ihrem Aussteller, um zu sehen, was sie sonst "
    "sagt.",
    "REFRESH_UNREACHABLE": "Wir konnten nicht fragen, ob der Aussteller eine neuere Ausgabe hat. "
    "Beurteilt wurde diese.",
    "REFRESH_NOT_EQUIVALENT": "Wo eine neuere Ausgabe sein sollte, ist etwas anderes. Wir haben es "
    "nicht beachtet.",
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
    "CHILD_INVALID": "Ein Nachweis, der in diesem liegt, stimmt nicht. Was er sagt, wird nicht als "
    "wahr gezeigt.",
    "CHILD_INCOMPLETE": "Ein Nachweis, der in diesem liegt, ließ sich nicht vollständig prüfen.",
    "CHILD_LIMIT": "In diesem Nachweis liegen mehr andere, oder tiefer, als wir prüfen.",
    "CHILD_SUBJECT_DIFFERS": "Ein Nachweis, der in diesem liegt, betrifft jemand anderen.",
    "ENDORSEMENT_MISPLACED": "Eine Befürwortung betrifft etwas anderes als das, bei dem sie steht. "
    "Sie zählt nicht.",
    "RESOURCE_DIGEST_MISMATCH": "Etwas, worauf sich der Nachweis stützt, wurde geändert, seit er "
    "ausgestellt wurde.",
    "RESOURCE_UNREACHABLE": "Wir konnten etwas nicht erreichen, worauf sich der Nachweis stützt.",
    "RESOURCE_DIGEST_UNREADABLE": "Der Nachweis sagt auf keine Weise, die wir lesen können, wie "
    "etwas sein muss, worauf er sich stützt.",
    "HOLDER_NOT_SUBJECT": "Wer ihn vorgelegt hat, ist nicht die Person, die er betrifft, soweit "
    "die Kennungen das zeigen.",
    "HOLDER_PROOF_INVALID": "Die Signatur der Person, die ihn vorgelegt hat, stimmt nicht. Gegen "
    "den Nachweis selbst sagt das nichts.",
    "HOLDER_PROOF_UNCHECKED": "Wir konnten die Signatur der Person nicht prüfen, die ihn vorgelegt "
    "hat.",
    "HOLDER_UNPROVEN": "Er wurde ohne Signatur vorgelegt; deshalb zeigt nichts, wer ihn vorgelegt "
    "hat.",
}
