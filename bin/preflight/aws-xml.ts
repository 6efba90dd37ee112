/**
 * An answer of AWS's older interfaces as the JSON that they give to whoever asks for it: emulators answer in XML all the
 * same. Lists are elements whose children are all called `member`; attributes carry nothing.
 */
export const jsonOfXml = (xml: string): unknown => {
  const tokens = xml.replace(/<\?[^]*?\?>|<!--[^]*?-->/g, '').match(/<[^>]+>|[^<]+/g) ?? [];
  let at = 0;
  const children = (): unknown => {
    const found: (readonly [name: string, value: unknown])[] = [];
    let text = '';
    for (; at < tokens.length; at += 1) {
      const token = tokens[at] ?? '';
      if (token.startsWith('</')) break;
      if (!token.startsWith('<')) {
        text += token;
        continue;
      }
      const name = /^<([^\s/>]+)/.exec(token)?.[1] ?? '';
      if (token.endsWith('/>')) found.push([name, '']);
      else {
        at += 1;
        found.push([name, children()]);
      }
    }
    if (found.length === 0) return unescaped(text);
    return found.every(([name]) => name === 'member') ? found.map(([, value]) => value) : Object.fromEntries(found);
  };
  return children();
};

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

const unescaped = (text: string): string =>
  text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    if (hex !== undefined) return String.fromCodePoint(parseInt(hex, 16));
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
    return entities[name ?? ''] ?? whole;
  });
