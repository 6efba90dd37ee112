/** Catalogues of others to which controls are mapped; ids only, never their text. */
export interface Framework {
  readonly title: string;
  readonly version: string;
  readonly date: string;
  readonly licence: string;
}

export const frameworks = {
  'nist-800-53r5': { title: 'NIST SP 800-53', version: 'Revision 5 (5.1.1)', date: '2020-09', licence: 'public domain' },
  'nis2-2024-2690': {
    title: 'Annex of Commission Implementing Regulation (EU) 2024/2690 (NIS2)',
    version: '2024/2690',
    date: '2024-10-17',
    licence: 'law of the European Union, reuse allowed',
  },
  'bsi-c5-2020': {
    title: 'BSI Cloud Computing Compliance Criteria Catalogue (C5)',
    version: 'C5:2020',
    date: '2020',
    licence: '© BSI; ids only',
  },
  'es-ens': {
    title: 'Esquema Nacional de Seguridad, Real Decreto 311/2022',
    version: 'RD 311/2022',
    date: '2022-05-03',
    licence: 'Spanish law',
  },
  'it-fncs-2.0': {
    title: 'Framework Nazionale per la Cybersecurity e la Data Protection, whose ids the measures of the Italian ACN use',
    version: '2.0',
    date: '2019-02',
    licence: 'terms not checked; ids only',
  },
  'uk-ncsc-cloud': {
    title: 'NCSC cloud security principles',
    version: '14 principles',
    date: '2013, renewed since',
    licence: 'ids only',
  },
  'iso-27001-2022': { title: 'ISO/IEC 27001, Annex A', version: '2022', date: '2022-10', licence: '© ISO; ids only' },
} as const satisfies Readonly<Record<string, Framework>>;

export type FrameworkId = keyof typeof frameworks;

/** Said wherever a mapping is shown. */
export const mappingNote =
  'Indicative mapping by us. Only what resources show was looked at; whether an organisation meets a requirement is not said.';

export type Mapping = Readonly<Record<FrameworkId, readonly string[]>>;

const map = (nist: string, nis2: string, c5: string, ens: string, fncs: string, ncsc: string, iso: string): Mapping => ({
  'nist-800-53r5': idsOf(nist),
  'nis2-2024-2690': idsOf(nis2),
  'bsi-c5-2020': idsOf(c5),
  'es-ens': idsOf(ens),
  'it-fncs-2.0': idsOf(fncs),
  'uk-ncsc-cloud': idsOf(ncsc),
  'iso-27001-2022': idsOf(iso),
});

const idsOf = (text: string): readonly string[] => text.split(' ').filter((id) => id !== '');

/** What a control is about, in the ids of each catalogue; only ids that were looked at one by one stand here. */
export const topics = {
  boundary: map('SC-7', '6.7', 'COS-01 COS-02', 'mp.com.1', 'PR.AC-5', '11', '8.20'),
  leastTraffic: map('SC-7(5) CM-7', '6.7', 'COS-02', 'mp.com.1 op.exp.2', 'PR.PT-4', '11', '8.20 8.9'),
  segmentation: map('SC-7 AC-4', '6.8', 'COS-04 COS-06', 'mp.com.4', 'PR.AC-5', '3', '8.22'),
  outgoing: map('SC-7(5) AC-4', '6.7', 'COS-03', 'mp.com.1', 'PR.PT-4', '11', '8.20 8.23'),
  transit: map('SC-8 SC-8(1) SC-13', '9', 'CRY-02', 'mp.com.2 mp.com.3', 'PR.DS-2', '1', '8.24'),
  atRest: map('SC-28 SC-28(1) SC-13', '9', 'CRY-03', 'mp.si.2', 'PR.DS-1', '2', '8.24'),
  keys: map('SC-12', '9', 'CRY-04', 'op.exp.10', 'PR.DS-1', '2', '8.24'),
  access: map('AC-3 AC-6', '11.1 11.2', 'IDM-01 IDM-02', 'op.acc.2 op.acc.4', 'PR.AC-4', '9', '5.15 8.3'),
  privileged: map('AC-6(5) AC-2', '11.3', 'IDM-06', 'op.acc.4', 'PR.AC-4', '9 12', '8.2'),
  secondFactor: map('IA-2(1) IA-2(2)', '11.7', 'IDM-09', 'op.acc.6', 'PR.AC-7', '10', '8.5'),
  authenticators: map('IA-5', '11.6', 'IDM-08 IDM-09', 'op.acc.5 op.acc.6', 'PR.AC-1', '10', '5.17'),
  records: map('AU-2 AU-12', '3.2', 'OPS-10 OPS-15', 'op.exp.8', 'PR.PT-1', '13', '8.15'),
  recordProtection: map('AU-9', '3.2', 'OPS-12 OPS-14', 'op.exp.8', 'PR.PT-1', '13', '8.15'),
  recordRetention: map('AU-11', '3.2', 'OPS-14', 'op.exp.8', 'PR.PT-1', '13', '8.15 5.33'),
  monitoring: map('SI-4', '3.2', 'OPS-13', 'op.mon.1 op.mon.3', 'DE.CM-1', '5 13', '8.16'),
  backup: map('CP-9', '4.2', 'OPS-06 OPS-08', 'mp.info.6', 'PR.IP-4', '2', '8.13'),
  restore: map('CP-9(1) CP-4', '4.2', 'OPS-08', 'mp.info.6', 'PR.IP-4', '2', '8.13'),
  redundancy: map('CP-10 SC-36', '4.2', 'PS-02', 'op.cont.2', 'PR.PT-5', '2', '8.14'),
  recordsKept: map('SI-12 CP-9(8)', '4.2', 'OPS-06', 'mp.info.6', 'PR.IP-4', '2', '5.33 8.13'),
  hardening: map('CM-6 CM-7', '6.3', 'OPS-23', 'op.exp.2', 'PR.IP-1', '5', '8.9'),
  patching: map('SI-2', '6.6', 'OPS-18', 'op.exp.4', 'PR.IP-12', '5', '8.8'),
  images: map('CM-14 SI-7', '5.1 6.4', 'PSS-11', 'op.exp.5', 'PR.DS-6', '8', '8.32 5.21'),
  vulnerabilities: map('RA-5', '6.10', 'OPS-18', 'op.exp.4', 'ID.RA-1', '5', '8.8'),
  webProtection: map('SC-5 SI-10', '6.7', 'COS-01', 'mp.s.2 mp.s.4', 'PR.PT-4', '11', '8.20 8.26'),
  location: map('SA-9(5)', '5.1', 'PSS-12', 'op.nub.1', 'ID.BE-4', '2', '5.23 5.34'),
  supply: map('SR-3 CM-2', '5.1 6.3', 'SSO-01', 'op.exp.3', 'ID.SC-1', '8', '5.21 8.9'),
  inventory: map('CM-8', '12.4', 'AM-01', 'op.exp.1', 'ID.AM-1', '5', '5.9'),
  spending: map('SC-5(2) AU-5', '7', 'OPS-01', 'op.mon.2', 'ID.BE-5', '5', '8.6'),
} as const satisfies Readonly<Record<string, Mapping>>;

export type Topic = keyof typeof topics;
