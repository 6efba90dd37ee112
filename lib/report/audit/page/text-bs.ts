import { croatian } from './text-hr';
import type { Texts } from './text-en';

/** Bosnian, where its words differ from the Croatian ones. */
export const bosnian: Texts = {
  ...croatian,
  titleOfFolder: 'Revizija foldera s artefaktima',
  noScript:
    'Skripte su isključene: filter, pretraga i potpuni spiskovi dokaza ih trebaju. Sve je i u report.json i controls.csv, pored ove stranice.',
  skip: 'Pređi na sadržaj',
  seenOnly:
    'Gledano je samo ono što artefakti pokazuju. Da li neka organizacija ispunjava zahtjev, ovdje se ne kaže i niko to ne treba tako čitati.',
  filter: 'Filter',
  nothingMatches: 'Nijedna kontrola ne odgovara. Uklonite filter ili tražite manje.',
  toTop: 'Nazad na matricu',
  repair: 'Ispravka',
  noSource: 'Datoteka nema redova za prikaz.',
  parityNote: 'Iste namjere na svakom cilju, šta se gubi gdje nisu jednake i da li ih artefakti pokazuju.',
  required: 'obavezno',
  reachability: 'Putevi između vlasnika',
  reachabilityNote: 'Izračunato iz pravila, ruta i veza svakog cilja. Put koji nije svuda isti kaže zašto.',
  exceptions: 'Izuzeci',
  exceptionsNote: 'Registar regije: šta ne važi i prihvaćeno je, ko je prihvatio i dokad.',
  exception: 'Izuzetak',
  operator: 'Šta može pokazati samo operator',
  operatorNote: 'Nijedan artefakt to ne dokazuje. Tražite od operatora oblaka certifikat, ugovor ili posjetu.',
  coverageNote: 'Šta je pročitano i šta je izvršeno, i gdje ništa nije nađeno.',
  unseen: 'Šta se nije moglo vidjeti',
  noImports: 'Rezultati drugih alata nisu dati.',
  frameworksNote:
    'Koje se kontrole tiču kojeg zahtjeva. Indikativno, s verzijom i datumom; znak stoji uz kontrolu kada je njena ocjena na nekom cilju drugačija od „ispunjena“ i ne govori ništa o samom zahtjevu.',
  licence: 'Licenca',
  area: 'Oblast',
  owner: 'Nosilac',
  expires: 'Ističe',
  'verdict.obligation': 'obaveza',
  'meaning.absent': 'ovaj oblak ne može; registar kaže šta se gubi',
  'meaning.violated': 'pokazano je da ne važi, ili je ništa ne pokazuje',
  'result.kept': 'važi',
  'result.broken': 'ne važi',
  'area.storage': 'Skladištenje',
  'area.hosting': 'Hosting',
  'area.supplyChain': 'Lanac nabavke',
  'state.active': 'važeći',
  'state.expired': 'istekao',
  'state.too broad': 'preširok',
  'state.duplicate': 'dvostruk',
};
