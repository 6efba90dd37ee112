import { verdictKinds } from '../report';
import { areaName, areasOf } from './area';
import { html, type Html } from './html';
import { icon } from './icon';
import type { View } from './view';

const severities = ['critical', 'high', 'medium', 'low'] as const;

/** Hidden until the script that makes it work runs. */
export const filterForm = ({ report, words }: View): Html => {
  const present = verdictKinds.filter((kind) =>
    report.targets.some(({ verdicts }) => verdicts.some((one) => one.verdict === kind)),
  );
  return html`<form class="filter" id="filter" role="search" aria-label="${words.say('filter')}" hidden>
    <p class="wide">
      <label for="f-text">${words.say('search')}</label
      ><input
        id="f-text"
        name="text"
        type="search"
        autocomplete="off"
        spellcheck="false"
        placeholder="${words.say('searchHint')}"
      />
    </p>
    ${choice(
      'target',
      words.say('target'),
      words.say('all'),
      report.targets.map(({ id }, index) => [String(index), id]),
    )}
    ${choice(
      'severity',
      words.say('severity'),
      words.say('all'),
      severities.map((one) => [one, words.say(`severity.${one}`)]),
    )}
    ${choice(
      'area',
      words.say('area'),
      words.say('all'),
      areasOf(report.catalogue.controls).map((area) => [area, areaName(words, area)]),
    )}
    ${choice(
      'framework',
      words.say('framework'),
      words.say('all'),
      report.catalogue.frameworks.map(({ title, version }, index) => [String(index), `${title}, ${version}`]),
    )}
    <fieldset>
      <legend>${words.say('verdict')}</legend>
      ${present.map(
        (kind) =>
          html`<label class="chip"
            ><input type="checkbox" name="verdict" value="${kind}" /><span class="v ${kind}"
              >${icon(kind)}<b>${words.say(`verdict.${kind}`)}</b></span
            ></label
          >`,
      )}
    </fieldset>
    <p class="end"><output id="shown" aria-live="polite"></output> <button type="reset">${words.say('reset')}</button></p>
  </form>`;
};

const choice = (name: string, label: string, all: string, options: readonly (readonly [value: string, text: string])[]): Html =>
  html`<p>
    <label for="f-${name}">${label}</label
    ><select id="f-${name}" name="${name}">
      <option value="">${all}</option>
      ${options.map(([value, text]) => html`<option value="${value}">${text}</option>`)}
    </select>
  </p>`;
