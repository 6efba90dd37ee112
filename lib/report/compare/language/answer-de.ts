/** What providers answer to an intent. */
export const germanAnswers: Readonly<Record<string, string>> = {
  'one account for each tenant': 'ein Konto je Verwaltung',
  'contract only': 'nur ein Vertrag',
  'a separate partition with its own operator, staff and keys':
    'eine getrennte Partition mit eigenem Betreiber, Personal und eigenen Schlüsseln',
  "immunity from the law of {country}, where the operator's parent sits":
    'Unabhängigkeit vom Recht von {country}, wo die Muttergesellschaft sitzt',
  'no mail service in this region': 'kein Postdienst in dieser Region',
  'mail to citizens from this cloud': 'Post an Bürger aus dieser Cloud',
  'one region in this partition': 'eine einzige Region in dieser Partition',
  'a copy outside the first site': 'eine Kopie außerhalb des ersten Standorts',
  'no budgets by template in this region': 'keine Budgets per Vorlage in dieser Region',
  'warnings before money is spent, unless set by hand': 'Warnungen vor der Ausgabe, außer von Hand gesetzt',
  'the currency: the bill is in dollars, and the amount is taken as it stands':
    'die Währung: die Rechnung ist in Dollar, und der Betrag wird genommen, wie er steht',
  "AWS Budgets: an even part of the region's amount in each account":
    'AWS Budgets: ein gleicher Teil des Betrags der Region je Konto',
  'EFS with an access point, over TLS and by role': 'EFS mit Zugangspunkt, über TLS und nach Rolle',
  'no part of an e-service mounts them by itself: tasks of the own administration do':
    'kein Teil eines E-Dienstes bindet sie von selbst ein: Aufgaben der eigenen Verwaltung tun es',
  "an ECR repository for each part in the tenant's account": 'ein ECR-Verzeichnis je Teil im Konto der Verwaltung',
  'until its first release a part runs a public image, pinned by digest':
    'bis zur ersten Fassung läuft ein öffentliches Abbild, festgelegt durch Prüfsumme',
  'KMS keys with rotation': 'KMS-Schlüssel mit Wechsel',
  'no second site of this cloud in an allowed country': 'kein zweiter Standort dieser Cloud in einem erlaubten Land',
  '{count} zone for {wanted}: the loss of it stops everything': '{count} Zone statt {wanted}: ihr Verlust hält alles an',
  'networks and roles within one account': 'Netze und Rollen innerhalb eines Kontos',
  'the boundary of an account between tenants': 'die Grenze eines Kontos zwischen Verwaltungen',
  'availability zones': 'Verfügbarkeitszonen',
  'operator, its parent and the machines are all in {country}':
    'Betreiber, Muttergesellschaft und Maschinen sind alle in {country}',
  'machines in {country}': 'Maschinen in {country}',
  "the operator ({country}) or its parent ({parent}) answers to another country's courts":
    'der Betreiber ({country}) oder seine Muttergesellschaft ({parent}) untersteht Gerichten eines anderen Landes',
  'quotas of each project': 'Kontingente jedes Projekts',
  'a bound on resources; no money, no forecast, no warning before it is reached':
    'eine Grenze für Ressourcen; kein Geld, keine Vorhersage, keine Warnung vorab',
  'the operator sets the quotas that the plan names': 'der Betreiber setzt die Kontingente, die der Plan nennt',
  'not visible or changeable by us': 'von uns weder zu sehen noch zu ändern',
  "groups and roles; the operator loads the mapping from the region's issuer":
    'Gruppen und Rollen; der Betreiber lädt die Zuordnung vom Aussteller der Region',
  'only the operator can switch federation on': 'nur der Betreiber kann die Föderation einschalten',
  'services that do not heed the role `reader` let the auditor and the planner change things':
    'Dienste, die die Rolle `reader` nicht beachten, lassen Prüfer und Planer Dinge ändern',
  'groups and roles with accounts of the domain': 'Gruppen und Rollen mit Konten der Domäne',
  "a second account beside the administration's own": 'ein zweites Konto neben dem der Verwaltung',
  'the issuer asks for the second factor': 'der Aussteller verlangt den zweiten Faktor',
  'the cloud cannot check that it did': 'die Cloud kann das nicht prüfen',
  "Keystone's one-time codes, account by account": 'Einmalcodes von Keystone, Konto für Konto',
  'nothing enforces them for every account': 'nichts erzwingt sie für jedes Konto',
  'an account without a password until it is sealed, with a rule for two factors':
    'ein Konto ohne Passwort, bis es versiegelt wird, mit Regel für zwei Faktoren',
  'its use raises no alarm': 'seine Nutzung löst keinen Alarm aus',
  "own sign-in hosts joined to the region's issuer": 'eigene Anmelderechner, verbunden mit dem Aussteller der Region',
  'availability and patches are ours': 'Verfügbarkeit und Aktualisierungen sind unsere Sache',
  'application credentials bound to single paths, in pairs': 'Anwendungszugänge, gebunden an einzelne Pfade, paarweise',
  'long-lived; they end only when the region sets dates for them': 'langlebig; sie enden nur, wenn die Region Daten dafür setzt',
  'application credentials in pairs': 'Anwendungszugänge, paarweise',
  'as wide as the role of a member; they end only when the region sets dates for them':
    'so weit wie die Rolle eines Mitglieds; sie enden nur, wenn die Region Daten dafür setzt',
  "the operator's feed of audit records": 'die Lieferung von Prüfaufzeichnungen durch den Betreiber',
  'no interface for tenants; what the operator leaves out is missing':
    'keine Schnittstelle für Mandanten; was der Betreiber auslässt, fehlt',
  'the operator keeps the records of its interfaces': 'der Betreiber verwahrt die Aufzeichnungen seiner Schnittstellen',
  'delivery has to be agreed by contract; nothing arrives by itself':
    'die Lieferung ist vertraglich zu vereinbaren; von selbst kommt nichts',
  'journals of all hosts of a service, shipped each day into a project apart, whose containers workloads cannot read':
    'Journale aller Rechner eines Dienstes, täglich in ein eigenes Projekt gebracht, dessen Behälter Anwendungen nicht lesen können',
  'the last day lies on the host alone; no lock against administrators of that project':
    'der letzte Tag liegt nur auf dem Rechner; keine Sperre gegen Administratoren jenes Projekts',
  'no object store to keep records in': 'kein Objektspeicher für Aufzeichnungen',
  'no detection service; the records of hosts and proxies only':
    'kein Erkennungsdienst; nur die Aufzeichnungen von Rechnern und Proxys',
  'networks, hosts and volumes by zone': 'Netze, Rechner und Datenträger nach Zone',
  'routers and balancers stand where the cloud puts them': 'Router und Lastverteiler stehen, wo die Cloud sie hinstellt',
  'a single failure zone; hosts are only kept on different machines':
    'eine einzige Ausfallzone; Rechner liegen nur auf verschiedenen Maschinen',
  'entries answer on IPv4 alone': 'Eingänge antworten nur über IPv4',
  'a pair of own proxies that pass listed names only; nothing else is routed out':
    'ein Paar eigener Proxys, die nur gelistete Namen durchlassen; sonst führt nichts hinaus',
  "the operator's packet log of the security groups": 'das Paketprotokoll der Sicherheitsgruppen beim Betreiber',
  'files on hosts of the operator; delivery by contract': 'Dateien auf Rechnern des Betreibers; Lieferung nach Vertrag',
  'no flow records; entries and proxies record what passes them':
    'keine Verbindungsaufzeichnungen; Eingänge und Proxys zeichnen auf, was sie passiert',
  'the resolver beside the proxies records every look-up': 'der Namensauflöser neben den Proxys zeichnet jede Abfrage auf',
  "a zone of the private domain in the cloud's name service": 'eine Zone der privaten Domäne im Namensdienst der Cloud',
  'whoever asks that service directly can read it': 'wer jenen Dienst direkt fragt, kann sie lesen',
  "names written into the hosts' own tables": 'Namen in den eigenen Tabellen der Rechner',
  'fixed at their first boot': 'festgelegt beim ersten Start',
  "the cloud's interfaces are reached at their public addresses, through the proxies":
    'die Schnittstellen der Cloud werden unter öffentlichen Adressen erreicht, über die Proxys',
  "the answering side's public entry, through the proxies": 'der öffentliche Eingang der antwortenden Seite, über die Proxys',
  'any sender can reach that entry': 'jeder Absender kann jenen Eingang erreichen',
  "the cloud's IPsec service, IKEv2 with AES-256-GCM": 'der IPsec-Dienst der Cloud, IKEv2 mit AES-256-GCM',
  'pre-shared keys only, a single gateway': 'nur vorab geteilte Schlüssel, ein einziges Gateway',
  'an own gateway host with IPsec': 'ein eigener Gateway-Rechner mit IPsec',
  'a single host; availability and patches are ours':
    'ein einziger Rechner; Verfügbarkeit und Aktualisierungen sind unsere Sache',
  'private containers': 'private Behälter',
  'no policy that refuses plain HTTP, no key of ours; the end point decides':
    'keine Regel gegen unverschlüsseltes HTTP, kein eigener Schlüssel; der Endpunkt entscheidet',
  'no object store': 'kein Objektspeicher',
  'containers do not keep overwritten objects': 'Behälter bewahren Überschriebenes nicht auf',
  'containers that their state refuses to delete': 'Behälter, deren Zustand das Löschen verweigert',
  'members of the project can delete single objects; no rule expires them':
    'Mitglieder des Projekts können einzelne Objekte löschen; keine Regel lässt sie ablaufen',
  'no resource can set a lock on a container': 'keine Ressource kann einen Behälter sperren',
  'no records of access to objects': 'keine Aufzeichnungen der Zugriffe auf Objekte',
  'shares with access by address': 'Freigaben mit Zugriff nach Adresse',
  'encryption is up to the operator': 'Verschlüsselung ist Sache des Betreibers',
  'no shared files': 'keine gemeinsamen Dateien',
  'own PostgreSQL hosts with automatic failover': 'eigene PostgreSQL-Rechner mit automatischem Wechsel',
  'availability, patches and upgrades are ours': 'Verfügbarkeit, Aktualisierungen und Versionswechsel sind unsere Sache',
  'write-ahead logs shipped to the object store': 'Änderungsprotokolle in den Objektspeicher gebracht',
  'restores are run by us': 'Wiederherstellungen führen wir durch',
  'no object store to ship logs to': 'kein Objektspeicher für Protokolle',
  'own backups, encrypted on the host, into a project apart':
    'eigene Sicherungen, auf dem Rechner verschlüsselt, in ein eigenes Projekt',
  'whoever holds the credential can delete them where the object store does not heed its rules':
    'wer die Zugangsdaten hat, kann sie löschen, wo der Objektspeicher ihre Regeln nicht beachtet',
  'the credential that writes them can also delete them': 'die Zugangsdaten, die sie schreiben, können sie auch löschen',
  'no object store apart from the workload': 'kein von der Anwendung getrennter Objektspeicher',
  'a sample of each store read back, decrypted and compared on schedule':
    'eine Probe jedes Speichers, nach Plan zurückgelesen, entschlüsselt und verglichen',
  'restores of databases are tried by hand': 'Wiederherstellungen von Datenbanken werden von Hand geübt',
  'no backups to try': 'keine Sicherungen zum Üben',
  'nothing copies to another site': 'nichts kopiert an einen anderen Standort',
  "volumes of the cloud's encrypted type": 'Datenträger der verschlüsselten Art der Cloud',
  'no choice and no rotation of keys, and no proof': 'keine Wahl und kein Wechsel der Schlüssel, und kein Nachweis',
  'keys of the hosts in the key manager': 'Schlüssel der Rechner in der Schlüsselverwaltung',
  'disks are as the operator made them; no rotation, no policy':
    'Platten sind, wie der Betreiber sie macht; kein Wechsel, keine Regel',
  'no key manager and no encrypted volumes': 'keine Schlüsselverwaltung und keine verschlüsselten Datenträger',
  'the entry hosts, with certificates by ACME': 'die Eingangsrechner, mit Zertifikaten über ACME',
  'renewal is watched by us': 'die Erneuerung überwachen wir',
  'ModSecurity with the OWASP rules on the entry hosts': 'ModSecurity mit den OWASP-Regeln auf den Eingangsrechnern',
  'rules and tuning are ours': 'Regeln und Feinabstimmung sind unsere Sache',
  'a fixed number of hosts, changed by a release': 'eine feste Zahl von Rechnern, geändert durch eine neue Fassung',
  'images by digest, pulled through the proxies': 'Abbilder nach Prüfsumme, über die Proxys geholt',
  'no registry of our own between the hosts and the public one':
    'kein eigenes Verzeichnis zwischen den Rechnern und dem öffentlichen',
  'no object store from which hosts could read a manifest': 'kein Objektspeicher, aus dem Rechner eine Liste lesen könnten',
  'timers on the hosts': 'Zeitgeber auf den Rechnern',
  'no history but the log': 'keine Geschichte außer dem Protokoll',
  'RabbitMQ with replicated queues': 'RabbitMQ mit gespiegelten Warteschlangen',
  'born on the host and kept in the key manager': 'entstehen auf dem Rechner und liegen in der Schlüsselverwaltung',
  'whoever holds the credential reads every secret of the project':
    'wer die Zugangsdaten hat, liest jedes Geheimnis des Projekts',
  'born on the host and kept, encrypted, in a container': 'entstehen auf dem Rechner und liegen verschlüsselt in einem Behälter',
  'no key manager': 'keine Schlüsselverwaltung',
  "own mail hosts that hand over to the region's relay": 'eigene Postrechner, die an die Weiterleitung der Region übergeben',
  'no mail leaves before the option mailRelay names one': 'keine Post geht hinaus, bevor die Option mailRelay eine nennt',
  'Prometheus with alarms by mail on an own host': 'Prometheus mit Alarmen per Post auf eigenem Rechner',
  'watched by nobody when that host is down; no alarm leaves before the option mailRelay names a relay':
    'von niemandem überwacht, wenn jener Rechner ausfällt; kein Alarm geht hinaus, bevor die Option mailRelay eine Weiterleitung nennt',
  'of this cloud is unknown: {flags}': 'von dieser Cloud ist unbekannt: {flags}',
  'a network for each link, shared with its two projects, with one balancer that answers on one port':
    'ein Netz je Verbindung, mit ihren zwei Projekten geteilt, mit einem Lastverteiler, der auf einem Port antwortet',
  'versioned containers': 'Behälter mit Fassungen',
  'hosts pull the digest that a signed manifest names': 'Rechner holen die Prüfsumme, die eine unterschriebene Liste nennt',
};
