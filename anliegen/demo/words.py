"""What groups tell in the demo: invented sentences that fit about any Anliegen, put together by `reports`."""

HAPPENED = [
    "Wir haben mit einer Runde begonnen, in der jede und jeder ein Beispiel aus dem eigenen Laden erzählt hat.",
    "Vier Leute kannten das Thema aus ihrer Arbeit, die anderen kamen, um zuzuhören. Nach zehn Minuten redeten alle.",
    "Am Anfang stand ein Missverständnis: Die einen meinten den Laden, die anderen das Netz. Das zu klären half.",
    "Wir sind zu zweit geblieben und haben ein sehr gutes Gespräch geführt.",
    "Erst haben wir gesammelt, was schon versucht wurde. Danach hing die halbe Wand voll, und wir haben sortiert.",
    "Die Gruppe war so groß, dass wir uns geteilt haben: die eine Hälfte am Fenster, die andere an der Tafel.",
    "Wir haben drei Fälle durchgesprochen, in denen es schiefging, und gefragt, was sie gemeinsam haben.",
    "Eine Teilnehmerin hatte Zahlen mitgebracht. Sie haben die Hälfte unserer Vermutungen widerlegt.",
    "Gegen Ende kamen zwei aus der Nachbargruppe dazu, weil sie an derselben Frage hingen.",
    "Wir sind hinausgegangen und haben das Gespräch im Garten zu Ende geführt.",
    "Es wurde laut, und das war gut so. Am Schluss konnten wir sagen, worin wir uns nicht einig sind.",
    "Zwei haben aufgezeichnet, wie es heute läuft. Beim Zeichnen fiel auf, dass ein Schritt nirgends jemandem gehört.",
]
QUOTES = [
    "> Wir fragen zu spät, und dann wundern wir uns über die Antwort.",
    "> Wer still geht, fehlt uns erst nach einem Jahr.",
    "> Es muss nicht alles überall geben.",
    "> Das Problem ist nicht das System. Das Problem ist, dass es keinen gibt, der es anhalten darf.",
]
RESULTS = [
    "Klein anfangen: eine Filiale, vier Wochen, eine Frage",
    "Die Leute an der Kasse fragen, bevor etwas beschlossen wird",
    "Weniger Kennzahlen, dafür solche, die jemand versteht",
    "Ein gemeinsames Blatt, auf dem steht, wer wofür zuständig ist",
    "Absagen innerhalb von zwei Tagen, auch wenn sie unbequem sind",
    "Die Technik ist da; es fehlt die **Verabredung**, sie gleich zu benutzen",
    "Einmal im Vierteljahr tauschen: ein Tag im Betrieb der anderen",
    "Fehler offen erzählen, am besten als Erste",
    "Keine neue Plattform, solange die alte nicht leer geräumt ist",
    "Ein Muster für Verträge, das alle benutzen und jeder verbessern darf",
    "Die kleinen Läden brauchen eine Stimme, die *nicht* ehrenamtlich ist",
    "Regeln sichtbar machen: am Regal, nicht im Intranet",
    "Was niemand in einem Jahr benutzt hat, fliegt hinaus",
    "Die Auszubildenden planen den nächsten Versuch, nicht die Leitung",
    "Zahlen zu Retouren teilen, ohne Namen und ohne Wettlauf",
    "Ein Telefon, das jemand abnimmt, schlägt jeden Fragebogen",
    "Die ersten fünf Minuten entscheiden; dort lohnt sich die Mühe",
    "Nicht jede Kundin will ein Konto. Sie will ihre Ware",
    "Wer den Ablauf ändert, probiert ihn vorher eine Woche selbst",
    "Ein Ordner mit Beispielen, auch mit schlechten",
]
CONCLUSIONS = [
    "Einig waren wir uns, dass es an Geld am wenigsten fehlt.",
    "Wir empfehlen, das nicht zentral zu lösen, sondern an drei Orten zugleich auszuprobieren.",
    "Alle wollen weitermachen, und zwar vor dem Weihnachtsgeschäft.",
    "Eine Lösung haben wir nicht, aber eine viel bessere Frage.",
    "Wer heute nicht dabei war, soll an der ersten Abmachung noch mitschreiben können.",
    "Der Aufwand ist überschaubar: etwa ein halber Tag im Monat für jede von uns.",
]
TABLE = """| Weg | Was dafür spricht | Was es kostet |
|---|---|---|
| selbst machen | wir lernen dabei | viel Zeit im ersten Jahr |
| gemeinsam | geteilte Kosten, mehr Gewicht | jemand muss einladen |
| abwarten | nichts | die Geduld der Kundschaft |"""
STEPS = [
    "Termin für ein zweites Treffen vorschlagen",
    "Die Liste von heute abtippen und herumschicken",
    "Drei Läden fragen, ob sie bei einem Versuch mitmachen",
    "Zahlen aus dem letzten Halbjahr zusammenstellen",
    "Mit der Werkstatt klären, was das kosten würde",
    "Ein Muster entwerfen, höchstens eine Seite",
    "Bei der Stadt nachfragen, wer dafür zuständig ist",
    "Im eigenen Team davon erzählen und Einwände sammeln",
    "Eine Besichtigung verabreden",
    "Einen Raum für den Herbst finden",
    "Zwei Auszubildende für den Versuch gewinnen",
    "Nach einem Monat aufschreiben, was sich geändert hat",
]
QUESTIONS = [
    "Wer hat so etwas schon einmal wieder abgeschafft, und warum?",
    "Was passiert, wenn nur die Hälfte mitmacht?",
    "Dürfen wir die Daten überhaupt teilen?",
    "Wie merken wir, dass es nicht klappt, bevor es teuer wird?",
    "Wer spricht mit denen, die heute nicht da waren?",
    "Geht das auch ohne ein neues Programm?",
    "Wie viel davon wollen die Leute wirklich, und wie viel wollen nur wir?",
    "Was sagt der Betriebsrat dazu?",
    "Gibt es dafür Fördermittel, oder hält uns das nur auf?",
]
ASKED = [
    ("Gilt das auch für Läden ohne Lager?", "Ja, die waren sogar in der Mehrheit."),
    ("Wann trefft ihr euch wieder? Ich wäre gern dabei.", ""),
    ("Habt ihr über die Kosten gesprochen?", "Nur grob: etwa ein halber Tag im Monat."),
    ("Wer schreibt das Muster? Ich hätte eins, das ihr nehmen könnt.", ""),
    ("Warum nicht zuerst mit der Verwaltung?", "Weil wir dann bis zum Frühjahr warten."),
]
ADDED = [
    "Wir haben das vor zwei Jahren versucht. Meldet euch, ich erzähle gern, woran es lag.",
    "Dazu passt, was in der Gruppe nebenan herauskam: dort ging es um dieselbe Frage von der anderen Seite.",
    "Bei uns im Haus gibt es dafür schon eine kleine Arbeitsgruppe.",
    "Die Tabelle stimmt, aber der Aufwand im ersten Jahr ist höher, als man denkt.",
    "Bitte die Leute von der Nachtschicht nicht vergessen.",
]
# what stands on a flip chart: its title and what is below it, and what somebody sees who can't see it
CHARTS = [
    ("Was hilft?", ["klein anfangen", "zuhören", "Nein sagen dürfen"], "Flipchart mit drei Punkten: was hilft."),
    ("Heute und morgen", ["fragen", "probieren", "weglassen"], "Zeichnung: drei Kästen, mit Pfeilen verbunden."),
    ("Wer mit wem?", ["Laden", "Lager", "Werkstatt", "Kundin"], "Zeichnung: vier Kreise mit Linien dazwischen."),
    ("Erst · dann · später", ["Liste", "Versuch", "Alle"], "Zeichnung: eine Treppe mit drei Stufen."),
    (
        "Dafür / Dagegen",
        ["Zeit", "Geld", "Ruhe", "Mut"],
        "Flipchart mit zwei Spalten: was dafür und was dagegen spricht.",
    ),
    ("Unsere Woche", ["Mo", "Di", "Mi", "Do", "Fr"], "Zeichnung: fünf Balken, einer für jeden Tag."),
]
CAPTIONS = ["Unsere Tafel", "So sah es am Ende aus", "Die Skizze aus der zweiten Hälfte", "Vom Flipchart", ""]
