/** Marks a text as style, so that editors and the formatter treat it so. */
export const css = (texts: TemplateStringsArray): string => texts.raw.join('').replace(/\n\s*/g, '\n').trim();
