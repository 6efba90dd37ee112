const plain = /^(?!(?:null|true|false|yes|no|on|off|~)$)[A-Za-zÀ-ž](?:[A-Za-zÀ-ž0-9 ./@_-]*[A-Za-zÀ-ž0-9/_-])?$/i;

/** A value as YAML on one line, as a person would write it. */
export const flow = (value: unknown): string => {
  if (typeof value === 'string')
    return plain.test(value) || /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(value) || /^[0-9]+(?:\.[0-9]+){3}(?:\/[0-9]+)?$/.test(value)
      ? value
      : JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const entries = Object.entries(value).map(([key, inner]) => `${key}: ${flow(inner)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
};
