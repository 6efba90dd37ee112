import { memberStates } from './member-states';
import type { Path } from './path';
import type { Problem } from './problem';
import type { Service } from './service';
import type { Sourced } from './sourced';
import { listed, suggest } from './suggestion';

type Fault = Omit<Problem, 'file' | 'line' | 'column'>;
type Report = (path: Path, fault: Fault) => void;

/** What contradicts itself in an e-service descriptor. */
export const serviceContradictions = (service: Sourced<Service>): Problem[] => {
  const found: Problem[] = [];
  const report: Report = (path, fault) => void found.push({ ...service.locate(path), ...fault });
  for (const check of [queues, paths, entry, titles, onceOnly]) check(service.value, report);
  return found;
};

const queues = ({ parts }: Service, report: Report): void => {
  const known = Object.keys(parts).filter((id) => parts[id]?.kind === 'queue');
  for (const [id, part] of Object.entries(parts)) {
    if (part.kind !== 'worker' || known.includes(part.queue)) continue;
    const meant = suggest(part.queue, known) ?? known[0];
    report(['parts', id, 'queue'], {
      code: 'SGC2401',
      message: `there is no queue \`${part.queue}\` among the parts`,
      allowed: listed(known),
      repair: meant === undefined ? `add \`${part.queue}: { kind: queue }\` under \`parts\`` : `write \`${meant}\``,
    });
  }
};

const paths = ({ parts }: Service, report: Report): void => {
  const first = new Map<string, string>();
  for (const [id, part] of Object.entries(parts)) {
    if (part.kind !== 'web' && part.kind !== 'api') continue;
    const path = part.path ?? '/';
    const other = first.get(path);
    if (other !== undefined) {
      report(part.path === undefined ? ['parts', id] : ['parts', id, 'path'], {
        code: 'SGC2402',
        message: `\`${other}\` answers at ${path} too`,
        allowed: 'a path for each part',
        repair: `write another path, such as \`/${id}\``,
      });
    }
    first.set(path, id);
  }
};

const entry = ({ parts, signIn }: Service, report: Report): void => {
  if (signIn === 'none' || Object.values(parts).some((part) => part.kind === 'web')) return;
  report(['signIn'], {
    code: 'SGC2403',
    message: 'people sign in at a web part, and this service has none',
    allowed: 'none, or a part of kind web',
    repair: 'write `none`, or add a part of kind `web`',
  });
};

const titles = ({ title, languages }: Service, report: Report): void => {
  for (const language of languages.filter((tag) => !Object.hasOwn(title, tag))) {
    report(['title'], {
      code: 'SGC2404',
      message: `the title has no text in \`${language}\`, which the service speaks`,
      allowed: 'a text in each language of the service',
      repair: `add \`${language}: …\` under \`title\``,
    });
  }
};

const onceOnly = ({ crossBorder }: Service, report: Report): void => {
  for (const [index, { exchange, with: countries }] of crossBorder.entries()) {
    for (const [place, country] of countries.entries()) {
      if (exchange !== 'oots' || memberStates.has(country)) continue;
      report(['crossBorder', index, 'with', place], {
        code: 'SGC2405',
        message: `${country} is outside the Once-Only Technical System`,
        allowed: 'members of the European Union with `oots`; others with x-road, bilateral or person',
        repair: `remove \`${country}\`, or give it an entry of its own with \`exchange: bilateral\``,
      });
    }
  }
};
