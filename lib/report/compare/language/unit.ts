import type { Language } from './language';

/** Words of units; what is not here, such as GB, %, kWh or the code of a currency, is the same everywhere. */
export const unitWords: Readonly<Record<string, readonly [de: string, it: string, es: string]>> = {
  hour: ['Stunde', 'ora', 'hora'],
  hours: ['Stunden', 'ore', 'horas'],
  month: ['Monat', 'mese', 'mes'],
  years: ['Jahre', 'anni', 'años'],
  minutes: ['Minuten', 'minuti', 'minutos'],
  once: ['einmalig', 'una volta', 'una vez'],
  over: ['über', 'in', 'en'],
  per: ['je', 'per', 'por'],
  a: ['im', 'al', 'al'],
  transactions: ['Vorgänge', 'pratiche', 'trámites'],
  requests: ['Anfragen', 'richieste', 'peticiones'],
  inhabitants: ['Einwohner', 'abitanti', 'habitantes'],
  tenants: ['Verwaltungen', 'enti', 'administraciones'],
  zones: ['Zonen', 'zone', 'zonas'],
  intents: ['Absichten', 'intenti', 'intenciones'],
  controls: ['Kontrollen', 'controlli', 'controles'],
  containers: ['Container', 'contenitori', 'contenedores'],
  copies: ['Kopien', 'copie', 'copias'],
  changes: ['Änderungen', 'modifiche', 'cambios'],
  events: ['Ereignisse', 'eventi', 'eventos'],
  months: ['Monate', 'mesi', 'meses'],
  million: ['Million', 'milione', 'millón'],
  piece: ['Stück', 'pezzo', 'pieza'],
  ratio: ['Verhältnis', 'rapporto', 'proporción'],
  weight: ['Gewicht', 'peso', 'peso'],
  number: ['Zahl', 'numero', 'número'],
  draws: ['Ziehungen', 'estrazioni', 'sorteos'],
  level: ['Stufe', 'livello', 'nivel'],
  'GB-month': ['GB-Monat', 'GB-mese', 'GB-mes'],
  'GB-hour': ['GB-Stunde', 'GB-ora', 'GB-hora'],
  'TB-hour': ['TB-Stunde', 'TB-ora', 'TB-hora'],
  'vCPU-hour': ['vCPU-Stunde', 'vCPU-ora', 'vCPU-hora'],
  'staff-hour': ['Arbeitsstunde', 'ora di lavoro', 'hora de trabajo'],
};

const columns: Readonly<Record<Exclude<Language, 'en'>, 0 | 1 | 2>> = { de: 0, it: 1, es: 2 };

export const unitIn = (language: Language, unit: string): string =>
  language === 'en'
    ? unit
    : unit.replace(/[A-Za-z][A-Za-z-]*/g, (word) =>
        Object.hasOwn(unitWords, word) ? (unitWords[word]?.[columns[language]] ?? word) : word,
      );
