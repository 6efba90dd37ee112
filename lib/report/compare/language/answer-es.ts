/** What providers answer to an intent. */
export const spanishAnswers: Readonly<Record<string, string>> = {
  'one account for each tenant': 'una cuenta por cada administración',
  'contract only': 'solo un contrato',
  'a separate partition with its own operator, staff and keys': 'una partición separada con operador, personal y claves propios',
  "immunity from the law of {country}, where the operator's parent sits":
    'la inmunidad frente a la ley de {country}, donde está la matriz',
  'no mail service in this region': 'ningún servicio de correo en esta región',
  'mail to citizens from this cloud': 'el correo a la ciudadanía desde esta nube',
  'one region in this partition': 'una sola región en esta partición',
  'a copy outside the first site': 'una copia fuera de la primera sede',
  'no budgets by template in this region': 'ningún presupuesto por plantilla en esta región',
  'warnings before money is spent, unless set by hand': 'los avisos antes del gasto, salvo que se pongan a mano',
  'the currency: the bill is in dollars, and the amount is taken as it stands':
    'la moneda: la factura es en dólares, y el importe se toma tal cual',
  "AWS Budgets: an even part of the region's amount in each account":
    'AWS Budgets: una parte igual del importe de la región en cada cuenta',
  'EFS with an access point, over TLS and by role': 'EFS con punto de acceso, por TLS y por rol',
  'no part of an e-service mounts them by itself: tasks of the own administration do':
    'ninguna parte de un servicio electrónico los monta por sí misma: lo hacen tareas de la propia administración',
  "an ECR repository for each part in the tenant's account":
    'un repositorio ECR por cada parte en la cuenta de la administración',
  'until its first release a part runs a public image, pinned by digest':
    'hasta su primera versión corre una imagen pública, fijada por resumen',
  'KMS keys with rotation': 'claves KMS con rotación',
  'no second site of this cloud in an allowed country': 'ninguna segunda sede de esta nube en un país permitido',
  '{count} zone for {wanted}: the loss of it stops everything': '{count} zona en lugar de {wanted}: perderla lo detiene todo',
  'networks and roles within one account': 'redes y roles dentro de una sola cuenta',
  'the boundary of an account between tenants': 'la frontera de una cuenta entre administraciones',
  'availability zones': 'zonas de disponibilidad',
  'operator, its parent and the machines are all in {country}': 'operador, matriz y máquinas están todos en {country}',
  'machines in {country}': 'máquinas en {country}',
  "the operator ({country}) or its parent ({parent}) answers to another country's courts":
    'el operador ({country}) o su matriz ({parent}) responde ante tribunales de otro país',
  'quotas of each project': 'cuotas de cada proyecto',
  'a bound on resources; no money, no forecast, no warning before it is reached':
    'un límite a los recursos; ni dinero, ni previsión, ni aviso antes de alcanzarlo',
  'the operator sets the quotas that the plan names': 'el operador fija las cuotas que nombra el plan',
  'not visible or changeable by us': 'ni visibles ni modificables por nosotros',
  "groups and roles; the operator loads the mapping from the region's issuer":
    'grupos y roles; el operador carga la correspondencia del emisor de la región',
  'only the operator can switch federation on': 'solo el operador puede activar la federación',
  'services that do not heed the role `reader` let the auditor and the planner change things':
    'los servicios que no respetan el rol `reader` dejan cambiar cosas al auditor y al planificador',
  'groups and roles with accounts of the domain': 'grupos y roles con cuentas del dominio',
  "a second account beside the administration's own": 'una segunda cuenta junto a la de la administración',
  'the issuer asks for the second factor': 'el emisor pide el segundo factor',
  'the cloud cannot check that it did': 'la nube no puede comprobarlo',
  "Keystone's one-time codes, account by account": 'códigos de un solo uso de Keystone, cuenta por cuenta',
  'nothing enforces them for every account': 'nada los impone a todas las cuentas',
  'an account without a password until it is sealed, with a rule for two factors':
    'una cuenta sin contraseña hasta que se sella, con regla de dos factores',
  'its use raises no alarm': 'su uso no activa ninguna alarma',
  "own sign-in hosts joined to the region's issuer": 'máquinas de acceso propias unidas al emisor de la región',
  'availability and patches are ours': 'la disponibilidad y los parches son cosa nuestra',
  'application credentials bound to single paths, in pairs': 'credenciales de aplicación ligadas a rutas concretas, por pares',
  'long-lived; they end only when the region sets dates for them': 'duraderas; acaban solo si la región les pone fecha',
  'application credentials in pairs': 'credenciales de aplicación por pares',
  'as wide as the role of a member; they end only when the region sets dates for them':
    'tan amplias como el rol de un miembro; acaban solo si la región les pone fecha',
  "the operator's feed of audit records": 'el envío de registros de auditoría del operador',
  'no interface for tenants; what the operator leaves out is missing':
    'ninguna interfaz para las administraciones; lo que el operador omite falta',
  'the operator keeps the records of its interfaces': 'el operador guarda los registros de sus interfaces',
  'delivery has to be agreed by contract; nothing arrives by itself':
    'la entrega se acuerda por contrato; nada llega por sí solo',
  'journals of all hosts of a service, shipped each day into a project apart, whose containers workloads cannot read':
    'diarios de todas las máquinas de un servicio, enviados cada día a un proyecto aparte que las aplicaciones no leen',
  'the last day lies on the host alone; no lock against administrators of that project':
    'el último día está solo en la máquina; ningún bloqueo frente a los administradores de ese proyecto',
  'no object store to keep records in': 'ningún almacén de objetos para los registros',
  'no detection service; the records of hosts and proxies only':
    'ningún servicio de detección; solo los registros de máquinas y proxies',
  'networks, hosts and volumes by zone': 'redes, máquinas y volúmenes por zona',
  'routers and balancers stand where the cloud puts them': 'enrutadores y balanceadores están donde los pone la nube',
  'a single failure zone; hosts are only kept on different machines':
    'una sola zona de fallo; las máquinas solo se mantienen en equipos distintos',
  'entries answer on IPv4 alone': 'las entradas responden solo por IPv4',
  'a pair of own proxies that pass listed names only; nothing else is routed out':
    'un par de proxies propios que solo dejan pasar nombres listados; nada más sale',
  "the operator's packet log of the security groups": 'el registro de paquetes de los grupos de seguridad del operador',
  'files on hosts of the operator; delivery by contract': 'archivos en máquinas del operador; entrega por contrato',
  'no flow records; entries and proxies record what passes them':
    'sin registros de flujos; entradas y proxies registran lo que pasa por ellos',
  'the resolver beside the proxies records every look-up': 'el resolutor junto a los proxies registra cada consulta',
  "a zone of the private domain in the cloud's name service": 'una zona del dominio privado en el servicio de nombres de la nube',
  'whoever asks that service directly can read it': 'quien pregunte directamente a ese servicio puede leerla',
  "names written into the hosts' own tables": 'nombres escritos en las tablas de las máquinas',
  'fixed at their first boot': 'fijados en su primer arranque',
  "the cloud's interfaces are reached at their public addresses, through the proxies":
    'las interfaces de la nube se alcanzan en sus direcciones públicas, por los proxies',
  "the answering side's public entry, through the proxies": 'la entrada pública de la parte que responde, por los proxies',
  'any sender can reach that entry': 'cualquier emisor puede alcanzar esa entrada',
  "the cloud's IPsec service, IKEv2 with AES-256-GCM": 'el servicio IPsec de la nube, IKEv2 con AES-256-GCM',
  'pre-shared keys only, a single gateway': 'solo claves precompartidas, una sola pasarela',
  'an own gateway host with IPsec': 'una máquina pasarela propia con IPsec',
  'a single host; availability and patches are ours': 'una sola máquina; la disponibilidad y los parches son cosa nuestra',
  'private containers': 'contenedores privados',
  'no policy that refuses plain HTTP, no key of ours; the end point decides':
    'ninguna regla que rechace HTTP sin cifrar, ninguna clave nuestra; decide el punto de acceso',
  'no object store': 'ningún almacén de objetos',
  'containers do not keep overwritten objects': 'los contenedores no guardan los objetos sobrescritos',
  'containers that their state refuses to delete': 'contenedores cuyo estado se niega a borrarlos',
  'members of the project can delete single objects; no rule expires them':
    'los miembros del proyecto pueden borrar objetos sueltos; ninguna regla los hace caducar',
  'no resource can set a lock on a container': 'ningún recurso puede bloquear un contenedor',
  'no records of access to objects': 'sin registros de acceso a objetos',
  'shares with access by address': 'recursos compartidos con acceso por dirección',
  'encryption is up to the operator': 'el cifrado depende del operador',
  'no shared files': 'sin archivos compartidos',
  'own PostgreSQL hosts with automatic failover': 'máquinas PostgreSQL propias con relevo automático',
  'availability, patches and upgrades are ours': 'la disponibilidad, los parches y las actualizaciones son cosa nuestra',
  'write-ahead logs shipped to the object store': 'registros de cambios enviados al almacén de objetos',
  'restores are run by us': 'las restauraciones las hacemos nosotros',
  'no object store to ship logs to': 'ningún almacén de objetos para los registros de cambios',
  'own backups, encrypted on the host, into a project apart':
    'copias de seguridad propias, cifradas en la máquina, en un proyecto aparte',
  'whoever holds the credential can delete them where the object store does not heed its rules':
    'quien tenga la credencial puede borrarlas donde el almacén no respeta sus reglas',
  'the credential that writes them can also delete them': 'la credencial que las escribe también puede borrarlas',
  'no object store apart from the workload': 'ningún almacén de objetos aparte de la aplicación',
  'a sample of each store read back, decrypted and compared on schedule':
    'una muestra de cada almacén releída, descifrada y comparada según un calendario',
  'restores of databases are tried by hand': 'las restauraciones de bases de datos se prueban a mano',
  'no backups to try': 'ninguna copia de seguridad que probar',
  'nothing copies to another site': 'nada copia a otra sede',
  "volumes of the cloud's encrypted type": 'volúmenes del tipo cifrado de la nube',
  'no choice and no rotation of keys, and no proof': 'ni elección ni rotación de claves, ni prueba',
  'keys of the hosts in the key manager': 'claves de las máquinas en el gestor de claves',
  'disks are as the operator made them; no rotation, no policy':
    'los discos son como los hizo el operador; sin rotación ni reglas',
  'no key manager and no encrypted volumes': 'ni gestor de claves ni volúmenes cifrados',
  'the entry hosts, with certificates by ACME': 'las máquinas de entrada, con certificados por ACME',
  'renewal is watched by us': 'la renovación la vigilamos nosotros',
  'ModSecurity with the OWASP rules on the entry hosts': 'ModSecurity con las reglas OWASP en las máquinas de entrada',
  'rules and tuning are ours': 'las reglas y el ajuste son cosa nuestra',
  'a fixed number of hosts, changed by a release': 'un número fijo de máquinas, cambiado con una versión nueva',
  'images by digest, pulled through the proxies': 'imágenes por resumen, traídas por los proxies',
  'no registry of our own between the hosts and the public one': 'ningún registro propio entre las máquinas y el público',
  'no object store from which hosts could read a manifest': 'ningún almacén de objetos del que leer un manifiesto',
  'timers on the hosts': 'temporizadores en las máquinas',
  'no history but the log': 'ningún historial aparte del registro',
  'RabbitMQ with replicated queues': 'RabbitMQ con colas replicadas',
  'born on the host and kept in the key manager': 'nacen en la máquina y se guardan en el gestor de claves',
  'whoever holds the credential reads every secret of the project':
    'quien tenga la credencial lee todos los secretos del proyecto',
  'born on the host and kept, encrypted, in a container': 'nacen en la máquina y se guardan, cifrados, en un contenedor',
  'no key manager': 'ningún gestor de claves',
  "own mail hosts that hand over to the region's relay": 'máquinas de correo propias que entregan al relé de la región',
  'no mail leaves before the option mailRelay names one': 'ningún correo sale antes de que la opción mailRelay nombre uno',
  'Prometheus with alarms by mail on an own host': 'Prometheus con alarmas por correo en una máquina propia',
  'watched by nobody when that host is down; no alarm leaves before the option mailRelay names a relay':
    'nadie vigila si esa máquina cae; ninguna alarma sale antes de que la opción mailRelay nombre un relé',
  'of this cloud is unknown: {flags}': 'de esta nube se desconoce: {flags}',
  'a network for each link, shared with its two projects, with one balancer that answers on one port':
    'una red por cada enlace, compartida con sus dos proyectos, con un balanceador que responde en un puerto',
  'versioned containers': 'contenedores con versiones',
  'hosts pull the digest that a signed manifest names': 'las máquinas traen el resumen que nombra un manifiesto firmado',
};
