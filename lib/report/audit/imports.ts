import { isList, isMap, itemsOf, textAt, type Value, valuesAt } from '../../evidence/value';
import { controlsOfRule } from '../../controls/audit/foreign-rules';
import type { ImportEntry, ImportFinding } from './report';
import { sha256 } from './uuid';

/** Results of another tool, from SARIF 2.1.0 or the CDK's validation report; undefined where the text is neither. */
export const importOf = (file: string, text: string): readonly ImportEntry[] | undefined => {
  const body = parsed(text);
  if (!isMap(body)) return undefined;
  const common = { file, sha256: sha256(text) };
  if (isList(body.runs) && body.version === '2.1.0')
    return body.runs.map((run) => ({
      ...common,
      ...toolOf(run),
      findings: valuesAt(run, 'results').map((result) => sarifFinding(run, result)),
    }));
  if (isList(body.pluginReports))
    return body.pluginReports.map((report) => ({
      ...common,
      tool: textAt(report, 'pluginName') || textAt(report, 'summary.pluginName') || 'a plugin of the CDK',
      version: textAt(report, 'version'),
      findings: cdkFindings(report),
    }));
  return undefined;
};

const parsed = (text: string): Value | undefined => {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as Value;
  } catch {
    return undefined;
  }
};

const toolOf = (run: Value): Pick<ImportEntry, 'tool' | 'version'> => ({
  tool: textAt(run, 'tool.driver.name') || 'a tool without a name',
  version: textAt(run, 'tool.driver.semanticVersion') || textAt(run, 'tool.driver.version'),
});

const kinds: Readonly<Record<string, ImportFinding['result']>> = {
  pass: 'pass',
  notApplicable: 'notApplicable',
  open: 'review',
  review: 'review',
  informational: 'pass',
};

const sarifFinding = (run: Value, result: Value): ImportFinding => {
  const index = Number(textAt(result, 'ruleIndex') || textAt(result, 'rule.index') || '-1');
  const rule = textAt(result, 'ruleId') || textAt(result, 'rule.id') || textAt(valuesAt(run, 'tool.driver.rules')[index], 'id');
  const suppressed = valuesAt(result, 'suppressions').some((one) => textAt(one, 'status') !== 'rejected');
  const [location] = valuesAt(result, 'locations');
  return {
    rule,
    result: suppressed ? 'suppressed' : (kinds[textAt(result, 'kind')] ?? 'fail'),
    message: textAt(result, 'message.text'),
    controls: controlsOfRule(rule),
    file: textAt(location, 'physicalLocation.artifactLocation.uri'),
    line: Number(textAt(location, 'physicalLocation.region.startLine') || '0'),
    resource: textAt(valuesAt(location, 'logicalLocations')[0], 'fullyQualifiedName'),
  };
};

const cdkFindings = (report: Value): readonly ImportFinding[] => [
  ...itemsOf(isMap(report) ? report.violations : undefined).flatMap((violation) => constructsOf(violation, 'fail')),
  ...itemsOf(isMap(report) ? report.suppressedViolations : undefined).flatMap((violation) =>
    constructsOf(violation, 'suppressed'),
  ),
];

const constructsOf = (violation: Value, result: ImportFinding['result']): readonly ImportFinding[] => {
  const rule = textAt(violation, 'ruleName');
  const reason = textAt(violation, 'reason');
  const found = valuesAt(violation, 'violatingConstructs');
  return (found.length === 0 ? [violation] : found).map((construct) => ({
    rule,
    result,
    message: [textAt(violation, 'description'), reason].filter((text) => text !== '').join(' '),
    controls: controlsOfRule(rule),
    file: textAt(construct, 'locations.file') || textAt(construct, 'templatePath'),
    line: 0,
    resource: textAt(construct, 'constructPath') || textAt(construct, 'resourceLogicalId'),
  }));
};
