type Table = Readonly<Record<string, string>>;

/** What an answer to a budget and a level says, under its English wording. */
export const germanBackwards: Table = {
  'Cost of a month, {profile}; {partners}; tiers: {tiers}': 'Kosten eines Monats, {profile}; {partners}; Stufen: {tiers}',
  'as written': 'wie geschrieben',
  'Cost of a month after the change, {profile}': 'Kosten eines Monats nach der Änderung, {profile}',
  'What the choices cost once, {profile}': 'Was die Entscheidungen einmal kosten, {profile}',
  '{choice}: {lift}. What it lifts and costs would stand under {key}':
    '{choice}: {lift}. Was das hebt und kostet, stünde unter {key}',
  '{some} and {count} more': '{some} und {count} weitere',
  'at least {low} {currency} a month, without a known upper bound; the budget is {budget}':
    'mindestens {low} {currency} im Monat, ohne bekannte obere Schranke; das Budget ist {budget}',
  'between {low} and {high} {currency} a month; the budget is {budget}':
    'zwischen {low} und {high} {currency} im Monat; das Budget ist {budget}',
  'every objective at level {level} or above': 'jedes Ziel auf Stufe {level} oder höher',
  'below level {level}: {objectives}': 'unter Stufe {level}: {objectives}',
  'open, or not judged: {objectives}': 'offen oder nicht beurteilt: {objectives}',
  'every control that is asked for is shown by the artefacts': 'jede verlangte Maßnahme ist in den Artefakten zu sehen',
  'nothing was synthesized in which to look for controls': 'es gibt nichts Erzeugtes, in dem Maßnahmen zu suchen wären',
  'not shown by the artefacts: {controls}': 'in den Artefakten nicht zu sehen: {controls}',
  'left to the operator, or not to be seen: {controls}': 'dem Betreiber überlassen oder nicht zu sehen: {controls}',
};

export const italianBackwards: Table = {
  'Cost of a month, {profile}; {partners}; tiers: {tiers}': 'Costo di un mese, {profile}; {partners}; livelli: {tiers}',
  'as written': 'come scritto',
  'Cost of a month after the change, {profile}': 'Costo di un mese dopo la modifica, {profile}',
  'What the choices cost once, {profile}': 'Quanto costano le scelte una volta sola, {profile}',
  '{choice}: {lift}. What it lifts and costs would stand under {key}':
    '{choice}: {lift}. Che cosa migliora e quanto costa si scrive in {key}',
  '{some} and {count} more': '{some} e altri {count}',
  'at least {low} {currency} a month, without a known upper bound; the budget is {budget}':
    'almeno {low} {currency} al mese, senza un limite superiore noto; il bilancio è {budget}',
  'between {low} and {high} {currency} a month; the budget is {budget}':
    'tra {low} e {high} {currency} al mese; il bilancio è {budget}',
  'every objective at level {level} or above': 'ogni obiettivo al livello {level} o superiore',
  'below level {level}: {objectives}': 'sotto il livello {level}: {objectives}',
  'open, or not judged: {objectives}': 'aperti o non valutati: {objectives}',
  'every control that is asked for is shown by the artefacts': 'ogni controllo richiesto si vede negli artefatti',
  'nothing was synthesized in which to look for controls': 'non c’è nulla di generato in cui cercare controlli',
  'not shown by the artefacts: {controls}': 'non si vedono negli artefatti: {controls}',
  'left to the operator, or not to be seen: {controls}': "lasciati all'operatore, o non visibili: {controls}",
};

export const spanishBackwards: Table = {
  'Cost of a month, {profile}; {partners}; tiers: {tiers}': 'Coste de un mes, {profile}; {partners}; niveles: {tiers}',
  'as written': 'como está escrito',
  'Cost of a month after the change, {profile}': 'Coste de un mes después del cambio, {profile}',
  'What the choices cost once, {profile}': 'Lo que cuestan las decisiones una sola vez, {profile}',
  '{choice}: {lift}. What it lifts and costs would stand under {key}':
    '{choice}: {lift}. Lo que mejora y lo que cuesta se escribe en {key}',
  '{some} and {count} more': '{some} y {count} más',
  'at least {low} {currency} a month, without a known upper bound; the budget is {budget}':
    'al menos {low} {currency} al mes, sin límite superior conocido; el presupuesto es {budget}',
  'between {low} and {high} {currency} a month; the budget is {budget}':
    'entre {low} y {high} {currency} al mes; el presupuesto es {budget}',
  'every objective at level {level} or above': 'todos los objetivos en el nivel {level} o superior',
  'below level {level}: {objectives}': 'por debajo del nivel {level}: {objectives}',
  'open, or not judged: {objectives}': 'abiertos o sin valorar: {objectives}',
  'every control that is asked for is shown by the artefacts': 'los artefactos muestran todos los controles pedidos',
  'nothing was synthesized in which to look for controls': 'no hay nada generado en lo que buscar controles',
  'not shown by the artefacts: {controls}': 'los artefactos no los muestran: {controls}',
  'left to the operator, or not to be seen: {controls}': 'se dejan al operador, o no se pueden ver: {controls}',
};
