/**
 * What the page does when scripts may run: filter and search, all evidence of a group, and opening what an anchor
 * points into. It makes elements and sets their text, never markup: nothing it shows can become code.
 */
export const script = String.raw`'use strict';
(() => {
  const byId = (id) => document.getElementById(id);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const make = (tag, settings, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(settings)) if (value !== '') element.setAttribute(name, value);
    element.append(...children);
    return element;
  };

  let parsed;
  const data = () => (parsed ??= JSON.parse(byId('data').textContent));
  const text = (place) => data().texts[place] ?? '';
  const fold = (value) => value.normalize('NFC').toLowerCase();

  // Evidence

  const resourceOf = (target, index) => {
    const [name, type, file, construct, blueprint, pointer, ends, line, lines] = target.resources[index];
    return {
      name: text(name),
      type: text(type),
      file: text(file),
      construct: text(construct),
      blueprint: text(blueprint),
      pointer: text(pointer) + (ends ? text(name) : ''),
      line,
      lines: lines.map(text),
    };
  };

  const terms = (entries) =>
    make('dl', {}, ...entries.filter(([, value]) => value !== '').map(([term, value]) => make('div', {}, make('dt', {}, term), make('dd', {}, value))));

  const source = (resource, cited) =>
    resource.lines.length === 0
      ? make('p', { class: 'empty' }, data().words.noSource)
      : make('pre', {}, ...resource.lines.map((line, index) => {
          const number = resource.line > 0 ? resource.line + index : 0;
          return make('code', { 'data-n': number || '', class: number > 0 && number === cited ? 'at' : '' }, line + '\n');
        }));

  const cited = (target, [index, rest, lines, id]) => {
    if (index < 0) return make('p', { class: 'res' }, text(rest));
    const resource = resourceOf(target, index);
    const line = lines < 0 ? 0 : resource.line + lines;
    const shown = make('details', { class: 'res' }, make('summary', {}, make('b', {}, resource.name), ' ', make('span', {}, resource.type), ' ', make('span', {}, resource.file + (line > 0 ? ':' + line : ''))));
    shown.addEventListener('toggle', () => {
      const { words } = data();
      shown.append(
        terms([[words.pointer, resource.pointer + text(rest)], [words.constructPath, resource.construct], [words.blueprintPath, resource.blueprint], [words.evidenceId, id < 0 ? '' : text(id)]]),
        source(resource, line),
      );
    }, { once: true });
    return shown;
  };

  const showAll = (place) => {
    const [target, control, group] = place.dataset.g.split(' ').map(Number);
    const from = data().targets[target];
    const numbers = from.groups[control][group];
    const written = all('.res', place.parentElement).length;
    const rest = [];
    for (let at = written * 4; at < numbers.length; at += 4) rest.push(cited(from, numbers.slice(at, at + 4)));
    place.replaceWith(...rest);
    rest[0]?.querySelector('summary')?.focus();
  };

  for (const place of all('.more')) {
    const button = make('button', { type: 'button' }, data().words.showAll.replace('{n}', place.dataset.n));
    button.addEventListener('click', () => showAll(place));
    place.replaceChildren(button);
  }

  // Filter

  const form = byId('filter');
  const rows = all('.matrix tr[data-c]').map((row) => {
    const detail = document.querySelector('details.control[data-c="' + row.dataset.c + '"]');
    return { row, detail, control: Number(row.dataset.c), area: row.closest('tbody').dataset.area, frameworks: row.dataset.f.split(' '), cells: all('td[data-v]', row) };
  });
  const wordsOf = new Map();
  const wordsIn = (entry) => {
    if (!wordsOf.has(entry)) wordsOf.set(entry, fold(entry.row.textContent + ' ' + entry.detail.textContent));
    return wordsOf.get(entry);
  };

  /** For each target, whether each of its resources is meant by a query. */
  const meant = (query) => {
    const hits = data().texts.map((one) => fold(one).includes(query));
    return data().targets.map(({ resources }) => resources.map((resource) => resource.slice(0, 5).some((place) => hits[place])));
  };

  const cites = (control, resources, only) =>
    data().targets.some((target, index) =>
      (only === '' || only === String(index)) &&
      target.groups[control].some((numbers) => numbers.some((value, at) => at % 4 === 0 && value >= 0 && resources[index][value])));

  const keeps = (entry, wish) => {
    const visible = entry.cells.filter((cell) => wish.target === '' || cell.dataset.t === wish.target);
    return (wish.severity === '' || entry.row.dataset.s === wish.severity) &&
      (wish.area === '' || entry.area === wish.area) &&
      (wish.framework === '' || entry.frameworks.includes(wish.framework)) &&
      (wish.verdicts.length === 0 || visible.some((cell) => wish.verdicts.includes(cell.dataset.v))) &&
      (wish.query === '' || wordsIn(entry).includes(wish.query) || (wish.resources !== undefined && cites(entry.control, wish.resources, wish.target)));
  };

  const apply = () => {
    const said = new FormData(form);
    const query = fold(said.get('text').trim());
    const wish = {
      query,
      target: said.get('target'),
      severity: said.get('severity'),
      area: said.get('area'),
      framework: said.get('framework'),
      verdicts: said.getAll('verdict'),
      resources: query.length > 1 ? meant(query) : undefined,
    };
    let shown = 0;
    for (const entry of rows) {
      const kept = keeps(entry, wish);
      entry.row.hidden = entry.detail.hidden = !kept;
      shown += kept ? 1 : 0;
    }
    for (const area of all('tbody[data-area], div[data-area]')) area.hidden = !area.querySelector('[data-c]:not([hidden])');
    for (const part of all('.matrix [data-t], .verdict[data-t]')) part.hidden = wish.target !== '' && part.dataset.t !== wish.target;
    byId('nothing').hidden = shown > 0;
    byId('shown').textContent = data().words.shown.replace('{shown}', shown).replace('{all}', rows.length);
  };

  let waiting = 0;
  form.addEventListener('input', () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(apply);
  });
  form.addEventListener('reset', () => setTimeout(apply));
  form.addEventListener('submit', (event) => event.preventDefault());

  // Opening

  const openAt = (hash) => {
    const found = byId(hash.slice(1));
    if (found === null || found.closest('main') === null) return;
    if (found.closest('[hidden]') !== null) form.reset();
    for (let part = found; part !== null; part = part.parentElement) {
      part.hidden = false;
      if (part instanceof HTMLDetailsElement) part.open = true;
    }
    const first = found.matches('details') ? found.firstElementChild : found.matches('.verdict') ? found.querySelector('h4') : undefined;
    if (first?.matches('h4')) first.tabIndex = -1;
    first?.focus({ preventScroll: true });
    found.scrollIntoView();
  };
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
    if (link !== null && link.hash === location.hash) openAt(link.hash);
  });
  addEventListener('hashchange', () => openAt(location.hash));

  const controls = () => all('details.control').filter((one) => !one.hidden);
  byId('open')?.addEventListener('click', () => controls().forEach((one) => (one.open = true)));
  byId('close')?.addEventListener('click', () => controls().forEach((one) => (one.open = false)));

  const differ = byId('differ');
  differ?.querySelector('input').addEventListener('change', (event) => {
    for (const row of all('.ledger tr.same')) row.hidden = event.target.checked;
  });

  let opened = [];
  addEventListener('beforeprint', () => {
    opened = all('details.control:not([open]), details.fold:not([open])');
    opened.forEach((one) => (one.open = true));
  });
  addEventListener('afterprint', () => opened.forEach((one) => (one.open = false)));

  for (const part of [form, byId('tools'), differ]) if (part) part.hidden = false;
  apply();
  if (location.hash !== '') openAt(location.hash);
})();
`;
