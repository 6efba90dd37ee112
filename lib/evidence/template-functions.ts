import { hasUnknown, isList, pointersIn, unknown, type Value } from './value';

/** A value inside a longer text. */
export const plain = (value: Value): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** The functions that need nothing but their arguments; what is left is not known before deployment. */
export const compute = (name: string, argument: Value): Value => {
  const [first, second] = isList(argument) ? argument : [];
  if (name === 'Fn::Join' && isList(second)) return second.map(plain).join(plain(first ?? ''));
  // A list of which only its owner is known stays that one text through joining, splitting and choosing.
  if (name === 'Fn::Join' && typeof second === 'string') return second;
  if (name === 'Fn::Split' && typeof second === 'string' && !second.includes('⟦')) return second.split(plain(first ?? ''));
  if (name === 'Fn::Select' && isList(second)) return second[Number(first)] ?? unknown('no such item');
  if ((name === 'Fn::Split' || name === 'Fn::Select') && typeof second === 'string') return second;
  if (name === 'Fn::Base64' && typeof argument === 'string') return argument;
  return unknown(name);
};

/** What is said of the opposite; what is not known stays so. */
export const negated = (value: boolean | undefined): boolean | undefined => (value === undefined ? undefined : !value);

/** Whether all of them hold: one that does not is enough to know. */
export const all = (values: readonly (boolean | undefined)[]): boolean | undefined =>
  values.includes(false) ? false : values.includes(undefined) ? undefined : true;

/** Whether two values are alike, as far as both are known. */
export const same = (a: Value, b: Value): boolean | undefined =>
  hasUnknown(a) || hasUnknown(b) || pointersIn([a, b]).length > 0 ? undefined : JSON.stringify(a) === JSON.stringify(b);
