import Decimal from 'decimal.js';

/** A price as plain decimal text, without exponent or zeros that say nothing. */
export const priceText = (value: Decimal.Value): string => new Decimal(value).toFixed();
